"""Data: tables on disk, turned into checked columns with unit, year and source.

    tables = Tables.open()                     the package's own, or a folder of yours
    tables.trade(years=[2023])                 recorded flows by HS6 code
    tables.balance("crude-oil", 2022)          a good's balance, with every rule's effect

Every reader is a method of a `Tables`; nothing here is read, or kept, outside of one. `add` takes
in what a user brings and `open_set` opens it, `verify` checks a folder, `flow_table` reads a table
of flows.
"""

from accord.data.add import MAIN, Added, add, open_set
from accord.data.balance import Adjustment, Balance, Residual
from accord.data.catalogue import Table, Verified, listed, verify
from accord.data.facts import STAGES
from accord.data.flow_table import flow_table
from accord.data.flows import Flows
from accord.data.goods import Conversion, Good, overlaps
from accord.data.market import Balanced
from accord.data.own.sets import SETS, Said, folder_of, sets_in
from accord.data.readers import Tables
from accord.data.rules import Rule
from accord.data.sources import Source
from accord.data.trust import BalanceTest, Measured
from accord.data.years import Years

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
