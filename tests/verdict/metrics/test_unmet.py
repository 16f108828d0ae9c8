"""What a buyer wants and can't be given, on markets that can be worked out by hand.

Azerbaijan sells Israel 100 US$ for 50 t, all that it uses. Demand elasticity 1/2; buyers give up at
ten times the price.
"""

import numpy as np
import pytest
from tests.verdict.metrics.asking import ONE_LINK, ask, drawn, made, refusal

from accord.engines.market import partial

CHOKE = """
figure        state  year  value  low  high  unit
choke-price   -      -     10     5    20    ratio
"""
STOP = """
[scenarios.stop]
title = "Azerbaijan sells Israel nothing"
shocks = [{{ kind = "embargo", by = ["ISR"], on = ["AZE"], evasion = {evasion}, evasion_cost = 0 }}]
"""
ASKED = {"buyer": "ISR", "scenario": "stop", "good": "oil"}


@pytest.fixture(scope="module")
def world():
    return made(trade=ONE_LINK, production="state quantity\nAZE 50", states=("ITA",), figures=CHOKE)


def test_who_gets_nothing_lacks_what_it_would_want_at_the_bound(world):
    # At ten times the price 10^-0.5 = 31.6 % is still wanted, and nothing comes.
    found = ask(world, "unmet-demand", STOP.format(evasion=0), **ASKED)
    assert drawn(found) == pytest.approx([10**-0.5])
    assert found.year == 2023
    rows = {name: share for name, _, share in found.table.rows}
    assert rows["still had"] == pytest.approx(0, abs=1e-9)
    assert rows["given up as the price rises"] == pytest.approx(1 - 10**-0.5)
    assert sum(rows.values()) == pytest.approx(1)
    mass = ask(world, "unmet-demand", STOP.format(evasion=0), **ASKED, measure="mass")
    assert drawn(mass) == pytest.approx([50 * 10**-0.5])


def test_what_comes_is_taken_off(world):
    # A fifth of 100 evades: of 31.6 wanted at the bound, 20 come.
    found = ask(world, "unmet-demand", STOP.format(evasion=0.2), **ASKED)
    assert drawn(found) == pytest.approx([10**-0.5 - 0.2])


def test_below_the_bound_nothing_is_unmet(world):
    # Half comes: the price is 0.5^-2 = 4 times what it was, and whoever pays has it.
    found = ask(world, "unmet-demand", STOP.format(evasion=0.5), **ASKED)
    assert drawn(found) == [0]
    price = ask(
        world, "price-change", STOP.format(evasion=0.5), state="ISR", scenario="stop", good="oil"
    )
    assert drawn(price) == pytest.approx([3])


def test_no_price_is_said_beyond_the_bound(world):
    price = ask(
        world, "price-change", STOP.format(evasion=0.01), state="ISR", scenario="stop", good="oil"
    )
    assert drawn(price) == pytest.approx([9])
    assert "where buyers give up" in " ".join(price.notes)


def test_the_more_is_cut_the_more_is_unmet(world):
    each = [
        drawn(ask(world, "unmet-demand", STOP.format(evasion=x), **ASKED))[0]
        for x in (1, 0.6, 0.3, 0.1, 0)
    ]
    assert each == sorted(each)
    assert 0 <= each[0] <= each[-1] <= 1


def test_tonnes_bought_in_all_never_rise_by_losing_a_supplier():
    # Two like suppliers, one banned: the other alone would be counted 1.19 times what both were.
    trade = "supplier buyer value_usd mass_t\nAZE ISR 100 50\nITA ISR 100 50"
    world = made(
        trade=trade, production="state quantity\nAZE 50\nITA 50", states=("ITA",), figures=CHOKE
    )
    asked = {"scenario": "stop", "good": "oil", "buyers": ("ISR",)}
    found = ask(world, "quantity-change", STOP.format(evasion=0), **asked)
    assert max(drawn(found)) < 0
    assert any("worth to who buys" in note for note in found.notes)


@pytest.mark.parametrize("failed", [0, 1])
def test_what_is_unmet_is_said_beside_what_is_bought_whether_or_not_a_draw_failed(
    failed, world, monkeypatch
):
    # Of 50 t a fifth comes, and 10^-0.5 is wanted at the bound: 5.81 t are lacking.
    solved = vars(partial.Solution)["unmet"].func

    def unmet(solution):
        found = solved(solution).repeat(3, axis=0)
        found[:failed] = np.nan
        return found

    monkeypatch.setattr(partial.Solution, "unmet", property(unmet))
    asked = {"scenario": "stop", "good": "oil", "buyers": ("ISR",)}
    notes = ask(world, "quantity-change", STOP.format(evasion=0.2), **asked).notes
    assert "5.81\u202ft a year of what they want are unmet (median)" in notes


def test_who_uses_nothing_lacks_nothing_that_could_be_told(world):
    asked = ASKED | {"buyer": "ITA"}
    assert "uses no oil" in refusal(world, "unmet-demand", STOP.format(evasion=0), **asked)
