"""Counts over years and goods, and what of them could not be read."""

import numpy as np
import pytest
from tests.verdict.metrics.asking import ask, ask_of, drawn, inquiry, made, refusal

from accord.condition import parse
from accord.measures import MetricCall, measures

TRADE = """
    supplier  buyer  hs6     year  value_usd
    AZE       ISR    270900  2020  1
    RUS       ISR    270900  2020  9
    AZE       ISR    270900  2021  5
    RUS       ISR    270900  2021  5
    AZE       ITA    270900  2022  1
    AZE       ISR    270900  2023  8
    RUS       ISR    270900  2023  2
    AZE       ISR    811000  2023  3
    RUS       ISR    811000  2023  1
    AZE       ISR    270112  2023  1
    RUS       ISR    270112  2023  9
"""
UNTRADED = {"codes": [], "closing": None, "conversion": None, "priced": False}
GOODS = {
    "oil": {},
    "tin": {"codes": ["811000"], "production": ["tin"]},
    "coal": {"codes": ["270112"], "production": ["coal"]},
    "gallium": {**UNTRADED, "why_not": "no code is gallium alone"},
}
LISTS = """
    list     mineral  goods
    eu-2023  oils     oil
    eu-2023  fuels    "tin coal"
    eu-2023  gallium  gallium
    eu-2023  helium   -
    us-2022  tin      tin
"""

ANY, HALF, OVER_HALF, OVER_3_QUARTERS, NEARLY_ALL, UNDER_HALF = (
    parse(text, "share") for text in ("> 0", ">= 50 %", "> 50 %", "> 75 %", "> 99 %", "< 50 %")
)


@pytest.fixture(scope="module")
def world():
    return made(trade=TRADE, goods=GOODS, critical_lists=LISTS)


def share(**more):
    parameters = {"suppliers": ("AZE",), "buyer": "ISR", "good": "oil", **more}
    of = measures()["import-share"].parameters
    return MetricCall(name="import-share", parameters=of(**parameters))


def test_years_count_in_which_the_metric_meets_the_line(world):
    # 10 %, 50 %, no imports at all, 80 %.
    found = ask(world, "count-of-years", of=share(), line=HALF, years=4)
    assert (found.values, found.unread, found.of) == (2, ("2022",), 4)
    assert [row[0] for row in found.table.rows] == ["2020", "2021", "2022", "2023"]
    assert [row[2] for row in found.table.rows[:2]] == ["no", "yes"]
    assert found.table.rows[2][2].startswith("not read: ISR has no recorded imports of oil in 2022")
    assert found.notes == ("1 of 4 could not be read",)
    assert ask(world, "count-of-years", of=share(), line=OVER_HALF, years=4).values == 1
    until = ask(world, "count-of-years", of=share(), line=HALF, years=2, last=2021)
    assert (until.values, until.unread, until.year) == (1, (), 2021)
    assert found.says("2") == (
        "2 of 3 years to 2023 that could be read had import share ≥\u202f50\u202f%; 1 could not be "
        "read."
    )


def test_goods_count_in_which_the_metric_meets_the_line(world):
    # Tin 75 %, coal 10 %.
    found = ask(
        world, "count-of-goods", of=share(good=None), line=OVER_HALF, goods=("tin", "coal")
    )  # fmt: skip
    assert (found.values, found.unread, found.notes) == (1, (), ())
    assert [row[1] for row in found.table.rows] == pytest.approx([0.75, 0.1])


def test_a_list_counts_every_mineral_on_it_and_lists_those_that_no_good_here_tells(world):
    # Oils 80 %; fuels 75 % by tin and 10 % by coal; gallium has no code, helium no good.
    found = ask(world, "count-of-goods", of=share(good=None), line=OVER_HALF, group="eu-critical")
    assert (found.values, found.unread, found.of) == (2, ("gallium", "helium"), 4)
    assert found.table.rows == (
        ("oils (by oil)", pytest.approx(0.8), "yes"),
        ("fuels (by tin)", pytest.approx(0.75), "yes"),
        ("gallium", None, "not read: no code is gallium alone"),
        ("helium", None, "not read: no good here tells it"),
    )
    assert found.says("2").startswith("2 of 2 raw materials that the EU calls critical")
    other = ask(world, "count-of-goods", of=share(good=None), line=OVER_HALF, group="us-critical")
    assert (other.values, other.unread, other.of) == (1, (), 1)


def test_a_mineral_that_one_good_tells_and_another_may_is_unread_where_the_first_says_no():
    lists = """
        list     mineral  goods
        eu-2023  both     "coal gallium"
        eu-2023  either   "tin gallium"
    """
    world = made(trade=TRADE, goods=GOODS, critical_lists=lists)
    found = ask(world, "count-of-goods", of=share(good=None), line=OVER_HALF, group="eu-critical")
    assert (found.values, found.unread) == (1, ("both",))


def test_only_goods_count_in_which_another_metric_meets_its_own_line(world):
    # Where Russia has less than half: oil and tin. Of these Azerbaijan has 80 % and 75 %.
    where = share(good=None, suppliers=("RUS",))
    asked = {"of": share(good=None), "goods": ("oil", "tin", "coal")}
    found = ask(
        world,
        "count-of-goods",
        **asked,
        line=OVER_3_QUARTERS,
        where=where,
        where_line=UNDER_HALF,
    )
    assert (found.values, len(found.table.rows)) == (1, 2)
    # Without a line of its own it is held to that of the metric: Russia above 75 % in coal alone.
    same = ask(world, "count-of-goods", **asked, line=OVER_3_QUARTERS, where=where)
    assert (same.values, [row[0] for row in same.table.rows]) == (0, ["coal"])


def test_a_mineral_of_which_nobody_knows_whether_it_counts_is_unread(world):
    # Russia has less than half of oil and of tin, and nobody knows of gallium and helium.
    where = share(good=None, suppliers=("RUS",))
    found = ask(
        world, "count-of-goods", of=share(good=None), line=OVER_HALF, group="eu-critical",
        where=where, where_line=UNDER_HALF,
    )  # fmt: skip
    assert (found.values, found.unread, found.of) == (2, ("gallium", "helium"), 4)
    # Above half it has coal alone, of which Azerbaijan has no half.
    found = ask(
        world, "count-of-goods", of=share(good=None), line=OVER_HALF, group="eu-critical",
        where=where, where_line=OVER_HALF,
    )  # fmt: skip
    assert (found.values, found.of) == (0, 3)
    assert found.table.rows[0] == ("fuels (by coal)", pytest.approx(0.1), "no")


def test_where_no_good_counts_or_none_can_be_read_the_count_is_refused(world):
    of = share(good=None)
    assert refusal(world, "count-of-goods", of=of, line=ANY, goods=("gallium",)) == (
        "import share could be read for none of 1 goods"
    )
    where = share(good=None, suppliers=("RUS",))
    assert refusal(
        world, "count-of-goods", of=of, line=ANY, goods=("oil",), where=where, where_line=NEARLY_ALL
    ) == "import share > 99 % holds for none of 1 goods"  # fmt: skip
    assert 'no group "uk-critical"' in refusal(
        world, "count-of-goods", of=of, line=ANY, group="uk-critical"
    )


USE = """
use = { distribution = "discrete", values = [10, 20], unit = "t" }
"""


def test_a_count_is_of_each_draw(world):
    # 10 t of 10 or of 20 are recorded: Azerbaijan's 80 % of 2023 is 80 % or 40 % of all.
    q = inquiry(world, USE, draws=40)
    of = share(outside="use", year=None)
    found = ask_of(q, "count-of-years", of=of, line=OVER_HALF, years=1)
    np.testing.assert_array_equal(found.values, q.sample["use"] == 10)
    assert drawn(found) == [0, 1]
    assert found.table.rows[0][2] == ("yes" if np.mean(found.values) >= 0.5 else "no")


def test_a_draw_without_a_value_counts_neither_way():
    # Nobody buys tin in 2022, so its share is nan there; the count of that year is unread.
    world = made(trade=TRADE, goods=GOODS)
    found = ask(world, "count-of-years", of=share(good="tin"), line=UNDER_HALF, years=2)
    assert (found.values, found.unread) == (0, ("2022",))


def test_a_count_is_remembered_where_any_of_what_it_counts_is():
    world = made(
        trade=TRADE,
        figures="""
        figure  state  year  value  status
        stock   AZE    2022  1      verified
        stock   AZE    2023  3      "from memory"
        """,
    )
    of = measures()["figure"].parameters
    call = MetricCall(name="figure", parameters=of(figure="stock", state="AZE"))
    found = ask(world, "count-of-years", of=call, line=parse("> 1", "t"), years=2)
    assert (found.values, found.unread, found.remembered) == (1, (), True)
    before = ask(world, "count-of-years", of=call, line=parse("> 1", "t"), years=1, last=2022)
    assert (before.values, before.remembered) == (0, False)
