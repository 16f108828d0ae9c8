"""Codes of states: what the publishers wrote, turned into ISO 3166 alpha-3.

BACI numbers states as UN Comtrade does, which is not quite ISO 3166: France is 251, Switzerland
757, the United States 842. Its own list of codes resolves those. What the list gets wrong, or
what has changed its name since, stands in `tables/recoded-states.csv` with the reason.
"""

import polars as pl

from accord.data.catalogue import TABLES
from accord.data.shelf import Kinds, Shelf
from accord.errors import DataError

COLUMNS: Kinds = {
    "publisher": pl.String,
    "code": pl.String,
    "name": pl.String,
    "iso3": pl.String,
    "why": pl.String,
}


def recoded(publisher: str) -> dict[str, str]:
    """Give this publisher's own codes or names that need another ISO 3166 code than its list's."""
    table = Shelf(TABLES).text_table("recoded-states.csv", COLUMNS)
    table = table.filter(pl.col("publisher") == publisher)
    return dict(table.select("code", "iso3").iter_rows())


def numbered(listed: dict[str, str]) -> dict[str, str]:
    """Turn BACI's list (number -> its alpha-3) into number -> ISO 3166 alpha-3.

    Raises DataError where a number has no code of three letters in the end.
    """
    states = {str(int(number)): iso3 for number, iso3 in listed.items()} | recoded("baci")
    bad = sorted(n for n, s in states.items() if not (len(s) == 3 and s.isalpha() and s.isupper()))
    if bad:
        raise DataError(f"country codes without an ISO 3166 alpha-3 code: {', '.join(bad[:8])}")
    return states
