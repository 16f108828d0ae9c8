"""Goods: codes, series and conversions fit each other and the data."""

import polars as pl
import pytest

from accord.data import Tables, overlaps
from accord.errors import UnknownNameError

PACKAGE = Tables.open()


def test_every_code_is_covered_by_the_data():
    used = {code for g in PACKAGE.goods.values() for code in g.codes}
    assert used <= set(PACKAGE.covered_codes)


def test_every_series_is_in_the_production_table():
    known = set(PACKAGE.production()["series"])
    assert {s for g in PACKAGE.goods.values() for s in g.production or ()} <= known


def test_every_sheet_but_the_part_of_petroleum_is_some_good():
    used = {s for g in PACKAGE.goods.values() for s in g.production or ()}
    assert set(PACKAGE.production()["series"]) - used == {"Oil Sands (part of Petroleum)"}


def test_energy_is_priced_and_whatever_is_not_says_why():
    assert {"crude-oil", "coal", "lng"} <= {g.name for g in PACKAGE.goods.values() if g.priced}
    assert all(bool(g.why_not) is not g.priced for g in PACKAGE.goods.values())


def test_a_conversion_fits_the_unit_of_its_series():
    units = dict(PACKAGE.production().select("series", "unit").unique().iter_rows())
    for g in PACKAGE.goods.values():
        if g.conversion:
            assert {f"t/{units[s]}" for s in g.production} == {g.conversion.unit}, g.name
            assert g.conversion.source in PACKAGE.sources


def test_natural_gas_weighs_735_tonnes_per_million_cubic_metres_or_700_to_800():
    conversion = PACKAGE.good("natural-gas").conversion
    assert (conversion.low, conversion.central, conversion.high) == (700, 735, 800)


def test_metal_content_is_added_to_gross_tonnes_of_ore_only_by_a_grade():
    contents = [g for g in PACKAGE.goods.values() if "content mined" in g.stage]
    assert len(contents) > 15
    assert all((g.closing is None) is (g.conversion is None) for g in contents)
    assert all(g.conversion.central != 1 for g in contents if g.conversion)


def test_thirty_goods_are_on_the_list_of_the_united_states():
    assert sum(g.critical_us for g in PACKAGE.goods.values()) == 30
    assert not PACKAGE.good("copper-ore").critical_us
    assert PACKAGE.good("copper-ore").critical_eu
    assert not PACKAGE.good("uranium").critical_us


def test_the_parts_of_natural_gas_are_its_codes():
    whole = PACKAGE.good("natural-gas")
    assert {c for part in whole.parts for c in PACKAGE.good(part).codes} == set(whole.codes)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("natural-gas", "lng", True),
        ("natural-gas", "pipeline-gas", True),
        ("lng", "pipeline-gas", False),
        ("coal", "coking-coal", True),
        ("coal", "lignite", False),
        ("crude-oil", "coal", False),
    ],
)
def test_goods_that_share_a_code_or_a_series_overlap(one, other, expected):
    assert overlaps(PACKAGE.good(one), PACKAGE.good(other)) is expected
    assert overlaps(PACKAGE.good(other), PACKAGE.good(one)) is expected


def test_no_two_other_goods_overlap():
    listed = list(PACKAGE.goods.values())
    pairs = {
        frozenset((a.name, b.name))
        for i, a in enumerate(listed)
        for b in listed[i + 1 :]
        if overlaps(a, b)
    }
    assert pairs == {
        frozenset(("natural-gas", "lng")),
        frozenset(("natural-gas", "pipeline-gas")),
        frozenset(("coal", "coking-coal")),
    }


def test_elasticities_are_of_goods_and_every_priced_good_has_all_of_them():
    table = PACKAGE.elasticities
    assert set(table["good"]) <= set(PACKAGE.goods)
    for name in (g.name for g in PACKAGE.goods.values() if g.priced):
        found = set(table.filter(pl.col("good") == name).select("parameter", "horizon").iter_rows())
        assert found == {(p, h) for p in ("sigma", "demand", "supply") for h in ("short", "long")}


def test_a_wrong_name_is_answered_with_the_nearest_right_one():
    with pytest.raises(UnknownNameError, match='did you mean "crude-oil"'):
        PACKAGE.good("crude_oil")
