"""Tonnes are judged by the code's own spread, and replaced by what the same link's years say."""

import polars as pl
import pytest
from tests.small_world import parsed

from accord.data import Tables
from accord.data.repairs import put_right, repairs_of
from accord.data.rules import MASS, Rule

RULES = Tables.open().rules


def table(text):
    """Rows of one code: supplier, buyer, year, value, mass."""
    frame = pl.DataFrame(parsed(text))
    return frame.select(
        pl.col("year").cast(pl.Int16),
        "supplier",
        "buyer",
        pl.lit("284690").alias("hs6"),
        value_usd=pl.col("value").cast(pl.Float64),
        mass_t=pl.col("mass").cast(pl.Float64),
        adjusted=pl.lit(None, pl.String),
    )


def mass(text, supplier, year=2023, rules=RULES):
    """The mass of a supplier's row once it is put right, and whether it was."""
    rows = table(text)
    (found,) = (
        put_right(rows.lazy(), repairs_of(rows, rules).lazy())
        .collect()
        .filter((pl.col("supplier") == supplier) & (pl.col("year") == year))[["mass_t", "adjusted"]]
        .rows()
    )
    return found[0], found[1] is not None


ONE_PRODUCT = """
    year supplier buyer value mass
    2023 CHN      DEU   900   900
    2023 NOR      DEU   100   100
"""


def test_in_a_code_of_one_product_a_price_of_a_fifth_is_an_error():
    # The world pays 1 a tonne; 50 t for 10 US$ become 10 t.
    assert mass(ONE_PRODUCT + "    2023 RUS DEU 10 50", "RUS") == (pytest.approx(10), True)


def test_a_code_of_one_product_has_one_price_whatever_the_link_s_other_years():
    others = "    2022 NOR FRA 20 10\n    2024 NOR FRA 20 10\n    2023 NOR FRA 10 -"
    rows = table(ONE_PRODUCT + others)
    right = put_right(rows.lazy(), repairs_of(rows, RULES).lazy()).collect()
    missing = right.filter(pl.col("adjusted").is_not_null())
    assert missing["mass_t"].to_list() == [pytest.approx(10)]


CHEAP_AND_DEAR = """
    year supplier buyer value mass
    2021 CHN DEU 500 500
    2021 JPN DEU 400 4
    2021 MYS FRA 20  400
    2022 CHN DEU 500 500
    2022 JPN DEU 400 4
    2022 MYS FRA 20  400
    2023 CHN DEU 500 500
    2023 JPN DEU 400 4
    2023 MYS FRA 10  200
"""


def test_what_is_missing_gets_the_price_of_the_same_link_s_other_years():
    # Japan sold Germany at 100 a tonne in the years around, the world at 1: 400 US$ are 4 t.
    assert mass(CHEAP_AND_DEAR.replace("2023 JPN DEU 400 4", "2023 JPN DEU 400 -"), "JPN") == (
        pytest.approx(4),
        True,
    )


def test_without_other_years_it_gets_the_price_of_what_the_supplier_sells_elsewhere():
    # Japan sells Germany at 100 a tonne that year; what goes to Poland has no other year.
    rows = table(CHEAP_AND_DEAR + "    2023 JPN POL 10 -")
    right = put_right(rows.lazy(), repairs_of(rows, RULES).lazy()).collect()
    assert right.filter(pl.col("buyer") == "POL")["mass_t"].item() == pytest.approx(0.1)


def test_without_anything_else_it_gets_the_world_s():
    assert mass(ONE_PRODUCT + "    2023 RUS DEU 10 -", "RUS") == (pytest.approx(10), True)


def test_a_code_of_cheap_and_dear_products_has_a_band_of_its_own():
    # Two fifths of the code's value fetch a hundred times the median: no error, a product.
    assert mass(CHEAP_AND_DEAR, "JPN") == (4, False)


def test_in_such_a_code_a_link_s_own_years_vouch_for_a_row_outside_of_the_band():
    # A twentieth of the median, and less than a fortieth of the value: but so it was every year.
    assert mass(CHEAP_AND_DEAR, "MYS") == (200, False)
    once = CHEAP_AND_DEAR.replace("2021 MYS FRA 20  400", "").replace("2022 MYS FRA 20  400", "")
    assert mass(once, "MYS") == (pytest.approx(10), True)


def test_in_a_code_of_one_product_no_years_vouch_for_an_error():
    # Mozambique's coal weighed fifty times too much in three years running.
    wrong = "\n".join(
        f"    {y} MOZ DEU 10 500\n    {y} CHN FRA 900 900" for y in (2021, 2022, 2023)
    )
    assert mass(ONE_PRODUCT + wrong, "MOZ") == (pytest.approx(10), True)


def test_a_rule_that_names_a_band_alone_looks_at_no_other_year():
    plain = Rule(
        name=MASS, says="", why="", source="", status="", settings={"lowest": 0.4, "highest": 2.5}
    )
    assert mass(CHEAP_AND_DEAR, "JPN", rules={MASS: plain}) == (pytest.approx(400), True)


def test_the_european_union_s_rare_earths_weigh_what_its_customs_say():
    """Eurostat 2023: 18.3 kt, China 39 %, Malaysia 33 %, Russia 22 %."""
    from accord.world import load

    world = load(2023)
    bought = world.imports("EU-27", "rare-earths", by="mass")
    assert bought.sum() == pytest.approx(18.3e3, rel=0.1)
    for state, share in {"CHN": 0.39, "MYS": 0.33, "RUS": 0.22}.items():
        assert world.share(state, "EU-27", "rare-earths", by="mass") == pytest.approx(
            share, abs=0.025
        )
