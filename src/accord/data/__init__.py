"""Data: tables on disk, turned into checked columns with unit, year and source.

    tables = Tables.open()                     the package's own, or a folder of yours
    tables.trade(years=[2023])                 recorded flows by HS6 code
    tables.balance("crude-oil", 2022)          a good's balance, with every rule's effect

Every reader is a method of a `Tables`; nothing here is read, or kept, outside of one. `add` takes
in what a user brings and `open_set` opens it, `verify` checks a folder, `flow_table` reads a table
of flows.
Names are imported when they are first asked for: whoever checks a case waits for no archive reader.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from accord.data.added import MAIN, Added, add, open_set
    from accord.data.balance import Adjustment, Balance, Residual
    from accord.data.catalogue import Table, Verified, listed, verify
    from accord.data.facts import STAGES
    from accord.data.flow_rows import flow_table
    from accord.data.flows import Flows
    from accord.data.goods import Conversion, Good, overlaps
    from accord.data.market import Balanced
    from accord.data.own.sets import SETS, Said, folder_of, sets_in
    from accord.data.readers import Tables
    from accord.data.rules import Rule
    from accord.data.sources import Source
    from accord.data.trust import BalanceTest, Measured
    from accord.data.years import Years

_WHERE = {
    "Added": "added",
    "Adjustment": "balance",
    "Balance": "balance",
    "BalanceTest": "trust",
    "Balanced": "market",
    "Conversion": "goods",
    "Flows": "flows",
    "Good": "goods",
    "MAIN": "added",
    "Measured": "trust",
    "Residual": "balance",
    "Rule": "rules",
    "SETS": "own.sets",
    "STAGES": "facts",
    "Said": "own.sets",
    "Source": "sources",
    "Table": "catalogue",
    "Tables": "readers",
    "Verified": "catalogue",
    "Years": "years",
    "add": "added",
    "flow_table": "flow_rows",
    "folder_of": "own.sets",
    "listed": "catalogue",
    "open_set": "added",
    "overlaps": "goods",
    "sets_in": "own.sets",
    "verify": "catalogue",
}

__all__ = [
    "MAIN",
    "SETS",
    "STAGES",
    "Added",
    "Adjustment",
    "Balance",
    "BalanceTest",
    "Balanced",
    "Conversion",
    "Flows",
    "Good",
    "Measured",
    "Residual",
    "Rule",
    "Said",
    "Source",
    "Table",
    "Tables",
    "Verified",
    "Years",
    "add",
    "flow_table",
    "folder_of",
    "listed",
    "open_set",
    "overlaps",
    "sets_in",
    "verify",
]


def __getattr__(name: str) -> Any:
    """Import a name of the room on first use."""
    if name not in _WHERE:
        raise AttributeError(f"module 'accord.data' has no attribute '{name}'")
    return getattr(import_module(f"accord.data.{_WHERE[name]}"), name)
