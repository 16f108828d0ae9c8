"""Stocks, shares as quotas and stages with dates, on markets that can be worked out by hand.

Azerbaijan sells 100 US$ for 50 t to Israel; demand elasticity 1/2, supply elasticity 1. With supply
k times what it was, k p = p^(-1/2): p = k^(-2/3).
"""

import datetime as dt

import pytest
from tests.verdict.metrics.asking import ONE_LINK, ask, drawn, inquiry, made, refusal

from accord.case.model import Scenario, Stage
from accord.errors import CaseError
from accord.shocks import LostSupply

RELEASE = """
[scenarios.release]
[[scenarios.release.shocks]]
kind = "stock-release"
by = ["ISR"]
good = "oil"
rate = {rate}
days = {days}
unit = "t/a"
"""
P = 1.4 ** (-2 / 3)


# --------------------------------------------------------------------------------- from stocks


def test_a_release_adds_its_rate_for_its_days_to_what_there_is(world):
    # 50 t a year for 146 of 365 days: 20 t on 50.
    more = RELEASE.format(rate=50, days=146)
    found = ask(world, "price-change", more, good="oil", scenario="release", state="ISR")
    assert drawn(found) == pytest.approx([P - 1])


def test_who_releases_is_paid_what_it_sells_for_less_what_it_is_worth_today(world):
    # 20 t, worth 40 US$ today: sold for 0.4 (100 p) p, to be bought back for 0.4 (100 p).
    more = RELEASE.format(rate=50, days=146)
    seller = ask(world, "gain", more, parties=("AZE",), scenario="release")
    assert drawn(seller) == pytest.approx([100 * (P**2 - 1) / 2])
    holder = ask(world, "gain", more, parties=("ISR",), scenario="release")
    assert drawn(holder) == pytest.approx([-100 * (P**0.5 - 1) / 0.5 + 40 * (P**2 - P)])


def test_a_rate_may_be_an_assumption_in_its_own_unit(world):
    rate = '\n[assumptions.rate]\ndistribution = "discrete"\nvalues = [50]\nunit = "{unit}"\n'
    more = RELEASE.format(rate='"rate"', days=146)
    found = ask(
        world, "price-change", more + rate.format(unit="t/a"), good="oil", scenario="release",
        state="ISR",
    )  # fmt: skip
    assert drawn(found) == pytest.approx([P - 1])
    with pytest.raises(CaseError, match=r'"rate" is in kb/d, the rate in t/a') as refused:
        inquiry(world, more + rate.format(unit="kb/d"))
    assert refused.value.faults[0].right == 'write unit = "kb/d"'
    with pytest.raises(CaseError, match='"rate" is in share'):
        inquiry(world, more + rate.format(unit="share"))


def test_stocks_of_a_good_without_a_market_are_refused():
    world = made(
        trade=ONE_LINK, production="state quantity\nAZE 50",
        goods={"oil": {"priced": False, "why_not": "nobody counts it"}},
    )  # fmt: skip
    with pytest.raises(CaseError, match="nobody counts it"):
        inquiry(world, RELEASE.format(rate=50, days=146))


# ---------------------------------------------------------------------------- quota by share

TWO_SOURCES = """
    supplier  buyer  value_usd  mass_t
    AZE       ISR    60         60
    KAZ       ISR    40         40
    AZE       ITA    50         50
"""
QUOTA = """
[scenarios.limit]
[[scenarios.limit.shocks]]
kind = "quota"
by = ["ISR", "ITA"]
on = ["AZE"]
good = "oil"
rent_to = "ISR"
{limit}
"""


def test_a_quota_may_be_a_share_of_imports_from_which_a_buyer_is_exempt():
    # Israel imports 100 t: 30 % from Azerbaijan are 30 of 60. Italy buys on without limit.
    world = made(trade=TWO_SOURCES, production="state quantity\nAZE 110\nKAZ 40")
    asked = {"good": "oil", "scenario": "limit", "suppliers": ("AZE",), "measure": "mass"}
    more = QUOTA.format(limit='share = 0.3\nexempt = ["ITA"]')
    found = ask(world, "quantity-change", more, **asked, buyers=("ISR",))
    assert drawn(found) == pytest.approx([-30])
    spared = ask(world, "quantity-change", more, **asked, buyers=("ITA",))
    assert all(x > 0 for x in drawn(spared))  # what Israel can't buy gets cheaper for it
    both = ask(world, "quantity-change", QUOTA.format(limit="share = 0.4"), **asked)
    assert drawn(both) == pytest.approx([0.4 * 150 - 110])


@pytest.mark.parametrize(
    ("limit", "says"), [("", "no limit"), ("ratio = 1\nshare = 0.1", "stand together")]
)
def test_a_quota_is_a_ratio_or_a_share(limit, says):
    world = made(trade=TWO_SOURCES, production="state quantity\nAZE 110\nKAZ 40")
    with pytest.raises(CaseError, match=says):
        inquiry(world, QUOTA.format(limit=limit))


# -------------------------------------------------------------------------------- with dates

STAGED = """
[scenarios.stepwise]
title = "Step by step"
stages = [{stages}]
"""
LOST = '{{ kind = "lost-supply", state = "AZE", good = "oil", share = {x} }}'
LESS = f"{{{{ on = {{on}}, shocks = [{LOST}] }}}}"


def test_a_scenario_with_stages_is_that_of_its_last_day_and_each_day_has_its_own(world):
    # Half of supply gone on the first day, half of what is left on the second: k is 1/2, then 1/4.
    stages = ", ".join(
        LESS.format(on=on, x=0.5) for on in ("2024-06-01", "2024-01-01")
    )  # fmt: skip
    more = STAGED.format(stages=stages)
    asked = {"good": "oil", "state": "AZE", "side": "producer"}
    last = ask(world, "price-change", more, **asked, scenario="stepwise")
    assert drawn(last) == pytest.approx([4 ** (2 / 3) - 1])
    first = ask(world, "price-change", more, **asked, scenario="stepwise.2024-01-01")
    assert drawn(first) == pytest.approx([2 ** (2 / 3) - 1])
    assert first.finding.startswith("Step by step, 1 Jan 2024: the producer price")


def test_a_stage_that_ends_is_no_longer_in_force():
    lost = LostSupply(kind="lost-supply", state="AZE", good="oil", share=0.5)
    short = Stage(on=dt.date(2024, 1, 1), until=dt.date(2024, 3, 1), shocks=(lost,))
    late = Stage(on=dt.date(2024, 6, 1), shocks=(lost, lost))
    whole = Scenario(name="x", stages=(short, late))
    assert len(whole.on(dt.date(2024, 2, 29)).shocks) == 1
    assert len(whole.on(dt.date(2024, 3, 1)).shocks) == 0
    assert len(whole.on(dt.date(2024, 6, 1)).shocks) == 2


@pytest.mark.parametrize(
    ("stages", "says"),
    [
        ("{ on = 2024-01-01, shocks = [] }", "no shocks"),
        (LESS.format(on="2024-01-01, until = 2023-01-01", x=0.5), "not after on"),
        ("", "no shocks"),
    ],
)
def test_a_stage_says_what_happens_and_ends_after_it_began(world, stages, says):
    with pytest.raises(CaseError, match=says):
        inquiry(world, STAGED.format(stages=stages))


def test_a_day_on_which_no_stage_begins_is_no_scenario(world):
    claim = """
[claims.one]
quote = "one"
why = "to see"
holds = "> 0"
metric = { name = "gain", parties = ["AZE"], scenario = "stepwise.2024-01-02" }
"""
    more = STAGED.format(stages=LESS.format(on="2024-01-01", x=0.5))
    with pytest.raises(CaseError, match=r'did you mean "stepwise\.2024-01-01"'):
        inquiry(world, more + claim)


# ------------------------------------------------------------------------------------- at war


def test_a_war_on_nothing_is_refused(world):
    with pytest.raises(CaseError, match="nothing is at war"):
        inquiry(world, '\n[scenarios.war]\nshocks = [{ kind = "war", risk = 0.1 }]\n')


def test_a_line_at_war_is_shut_as_far_as_it_says_for_trade_that_is_hit():
    nodes = "node state gives takes\nbaku AZE oil -\nhaifa ISR - oil"
    edges = "from to km mode edge good\nbaku haifa 900 oil-pipeline pipe oil"
    world = made(
        nodes=nodes, edges=edges, trade=ONE_LINK, production="state quantity\nAZE 50",
    )  # fmt: skip
    war = '\n[scenarios.war]\nshocks = [{ kind = "war", passages = ["pipe"], open_share = 0.2 }]\n'
    found = ask(world, "trade-hit", war, good="oil", scenario="war", fate="cut-off")
    assert drawn(found) == pytest.approx([40])
    assert "under fire" not in refusal(world, "trade-hit", war, good="oil", scenario="baseline")
