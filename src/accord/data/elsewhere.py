"""Goods that policy speaks of and that the package's trade can't tell, each with the reason.

Whoever names one of them is not asked whether another good was meant: it is told what the good is,
under which codes of 1992 it moves, what such data could not say, and how to bring them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import polars as pl

from accord import names
from accord.data.shelf import Kinds, Shelf
from accord.data.trade import covered_codes
from accord.memo import kept

TABLE = "goods-elsewhere.csv"
COLUMNS: Kinds = dict.fromkeys(
    ("name", "title", "also", "codes", "stage", "cannot", "source"), pl.String
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """A good that the package's trade can't tell.

    also : other names that it goes by
    codes : HS6 codes of 1992; none where no code is it alone
    cannot : what trade of these codes doesn't say, or why there is no code
    """

    name: str
    title: str
    also: tuple[str, ...]
    codes: tuple[str, ...]
    stage: str
    cannot: str

    def right(self, covered: Iterable[str]) -> str:
        """Say why it isn't here and what to do, where the trade covers these codes."""
        if not self.codes:
            return (
                f"{self.title}: no trade of it is here, {self.cannot}; where you have it, name it "
                f"in the column good of [flows] and describe it: [goods.{self.name}] "
                f'title = "{self.title}"'
            )
        codes = ", ".join(f'"{code}"' for code in self.codes)
        written = f'[goods.{self.name}] title = "{self.title}", codes = [{codes}]'
        if set(self.codes) <= set(covered):
            return f"the trade has it under codes of its own: write {written}. It {self.cannot}"
        return (
            f"{self.title} ({self.stage}) is not in the trade here: add an archive of BACI that "
            f"holds it (accord data add), write {written}, and run with --data. It {self.cannot}"
        )


@kept
def elsewhere(shelf: Shelf) -> Mapping[str, Elsewhere]:
    """Read them by every name that they go by, letters and digits alone."""
    found: dict[str, Elsewhere] = {}
    for row in shelf.text_table(TABLE, COLUMNS).iter_rows(named=True):
        one = Elsewhere(
            name=row["name"],
            title=row["title"],
            also=tuple((row["also"] or "").split()),
            codes=tuple((row["codes"] or "").split()),
            stage=row["stage"],
            cannot=row["cannot"],
        )
        found |= {names.fold(called): one for called in (one.name, one.title, *one.also)}
    return MappingProxyType(found)


def right_good(shelf: Shelf, name: str) -> str:
    """Say why a good that policy speaks of isn't here and what to do; "" for any other name."""
    one = elsewhere(shelf).get(names.fold(name))
    return one.right(covered_codes(shelf)) if one else ""
