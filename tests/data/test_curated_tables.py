"""A curated table that is whole but says what cannot be is refused, and the message names it."""

import shutil

import pytest

from accord.data import Tables
from accord.data.build.listing import write_listing
from accord.data.catalogue import TABLES
from accord.errors import DataError


@pytest.mark.parametrize(
    ("file", "old", "new", "call", "says"),
    [
        ("sources.toml", 'terms = "read"', 'terms = "maybe"', "sources", "terms is"),
        ("sources.toml", "[wgi]", "[geonames]", "sources", "also in another sources file"),
        ("sources.toml", "retrieved = 2026-11-24", 'retrieved = "once"', "sources", "is a date"),
        ("sources.toml", "publisher =", "printer =", "sources", "nothing else"),
        ("blocs.csv", ",verified", ",hearsay", "blocs", 'status "hearsay" is not known'),
        ("blocs.csv", "2009,", "the spring of 2009,", "blocs", "blocs.csv is damaged"),
        ("states.csv", "iso3,", "code,", "states", "lacks the columns iso3"),
        ("goods.toml", "low = 700.0", "low = 900.0", "goods", "low <= central <= high"),
        ("goods.toml", 'codes = ["270900"]', 'codes = ["27090"]', "goods", "not six digits"),
        ("goods.toml", "stage =", "stages =", "goods", "goods.toml"),
        ("rules.toml", "[hub-pass-through]", "[hubs]", "rules", "lacks hub-pass-through"),
        ("years.toml", "default =", "usual =", "years", "years.toml is damaged"),
        ("figures.csv", ",7.33,", ",7.33 or so,", "figures", "figures.csv is damaged"),
    ],
)
def test_a_table_that_means_nothing_is_refused(tmp_path, file, old, new, call, says):
    text = (TABLES / file).read_text("utf-8")
    assert old in text
    for path in (*TABLES.glob("*.csv"), *TABLES.glob("*.toml")):
        shutil.copy(path, tmp_path)
    (tmp_path / file).write_text(text.replace(old, new, 1), "utf-8")
    write_listing(tmp_path)
    with pytest.raises(DataError, match=says):
        getattr(Tables.open(tmp_path), call)
