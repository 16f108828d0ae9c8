"""Codes of later revisions of the Harmonized System, read as codes of 1992.

A good is told by codes of 1992 (HS92). The revisions of 1996 to 2022 split and joined some of
them; `tables/concordance.csv` says for each code of the package which codes are the same thing
there, after the correlation and conversion tables of the UN Statistics Division (source
`unsd-hs`). A code of a later revision stands for one of 1992 where the UN converts it to that one
and it holds nothing of a code that another good is made of; where it does, no part of it can be
told apart, and the code of 1992 is left out with the reason.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import polars as pl

from accord.data.shelf import Kinds, Shelf
from accord.errors import DataError

TABLE = "concordance.csv"
BASE = "HS92"
REVISIONS = ("HS96", "HS02", "HS07", "HS12", "HS17", "HS22")
COLUMNS: Kinds = dict.fromkeys(("hs92", *REVISIONS, "note", "source"), pl.String)
WITH = "in "  # "in 250310": its trade can't be told from that code's, of the same good


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """How a revision is read.

    turned : its code -> the code of 1992 that it is counted as
    covered : codes of 1992 whose trade is all in these
    joined : code of 1992 -> the other one of the same good that its trade is counted as
    left_out : code of 1992 -> why it can't be told apart
    """

    name: str
    turned: Mapping[str, str]
    covered: frozenset[str]
    joined: Mapping[str, str]
    left_out: Mapping[str, str]

    def of(self, codes: Collection[str]) -> dict[str, str]:
        """Give those of its codes that are one of these of 1992, or counted with one."""
        wanted = {self.joined.get(code, code) for code in codes}
        return {theirs: ours for theirs, ours in self.turned.items() if ours in wanted}


def revision(shelf: Shelf, name: str) -> Revision:
    """Read how a revision is turned into codes of 1992; DataError where the table is damaged."""
    rows = shelf.text_table(TABLE, COLUMNS)
    turned: dict[str, str] = {}
    covered: set[str] = set()
    joined: dict[str, str] = {}
    left_out: dict[str, str] = {}
    for row in rows.iter_rows(named=True):
        code, cell = row["hs92"], row[name] or ""
        if not cell:
            left_out[code] = row["note"]
            continue
        covered.add(code)
        if cell.startswith(WITH):
            joined[code] = cell.removeprefix(WITH)
            continue
        for theirs in cell.split():
            if theirs in turned:
                raise DataError(f"{TABLE}: {theirs} of {name} is both {turned[theirs]} and {code}")
            turned[theirs] = code
    return Revision(
        name=name,
        turned=MappingProxyType(turned),
        covered=frozenset(covered),
        joined=MappingProxyType(joined),
        left_out=MappingProxyType(left_out),
    )
