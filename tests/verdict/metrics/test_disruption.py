"""What protection is worth, and when joining stops paying, on the market of test_market."""

import pytest
from tests.verdict.metrics.asking import ask, ask_of, drawn, inquiry, made, refusal
from tests.verdict.metrics.test_market import SCENARIOS

CHANCES = """
chance = { distribution = "discrete", values = [0.2], unit = "share" }
saved = { distribution = "discrete", values = [0.5], unit = "share" }
often = { distribution = "discrete", values = [0.9], unit = "share" }
"""
ANSWER = """
[scenarios.answer]
title = "Somebody answers"
shocks = [{ kind = "freight", suppliers = ["AZE"], buyers = ["ISR"], change_of_cost = 63 }]
[scenarios.mild]
shocks = [{ kind = "freight", suppliers = ["AZE"], buyers = ["ISR"], change_of_cost = 1 }]
[scenarios.elsewhere]
shocks = [{ kind = "freight", suppliers = ["ITA"], buyers = ["ISR"], change_of_cost = 1 }]
[scenarios.short-answer]
horizon = "short"
shocks = [{ kind = "freight", suppliers = ["AZE"], buyers = ["ISR"], change_of_cost = 63 }]
"""
TOLD = CHANCES + SCENARIOS + ANSWER


def test_protection_is_worth_the_loss_that_it_spares_in_a_year(world):
    # At 8 times the cost Azerbaijan loses 100 (1 - 1/4) / 2 = 37.5 of 100 in exports. A chance of
    # 0.2 halved: 0.2 x 0.5 x 37.5 / 100.
    found = ask(
        world, "protection-worth", TOLD, state="AZE", scenario="dear", good="oil", chance="chance",
        protection="saved",
    )  # fmt: skip
    assert drawn(found) == pytest.approx([0.0375])
    assert [row[1] for row in found.table.rows] == pytest.approx([37.5, 7.5, 3.75])
    assert found.says("3.75 %") == (
        "Protection from 'dear' is worth 3.75 % of AZE's export revenue from oil a year, in the "
        "long run."
    )


def test_protection_from_what_brings_a_gain_costs(world):
    # Joining brings Azerbaijan 150: what is 'spared' is -150.
    found = ask(
        world, "protection-worth", TOLD, state="AZE", scenario="join", good="oil", chance=1.0,
        protection=1.0,
    )  # fmt: skip
    assert drawn(found) == pytest.approx([-1.5])


def test_protection_is_of_who_exports_and_from_what_touches_it(world):
    asked = {"good": "oil", "chance": 1.0, "protection": 1.0}
    assert refusal(
        world, "protection-worth", TOLD, state="ITA", scenario="dear", **asked
    ) == "ITA exports no oil in 2023"  # fmt: skip
    assert refusal(
        world, "protection-worth", TOLD, state="AZE", scenario="elsewhere", **asked
    ) == "'elsewhere' touches nothing in the market of oil"  # fmt: skip


def test_joining_stops_paying_where_the_chance_of_the_answer_is_gain_over_both(world):
    # Joining at an eighth of the cost brings 150; with the answer at 64 times, 8 times in all, it
    # takes 37.5: p* = 150 / 187.5 = 0.8.
    asked = {"state": "AZE", "good": "oil", "gain_scenario": "join"}
    found = ask(world, "pushback-margin", TOLD, **asked, loss_scenario="answer", chance="often")
    assert drawn(found) == pytest.approx([0.1])
    assert [row[1] for row in found.table.rows] == pytest.approx([150, -37.5, 187.5])
    assert found.notes[0] == (
        "in nine of ten draws joining stops paying at a chance between "
        "80.0\u202f% and 80.0\u202f% a year"
    )
    assert found.says("10 pp") == (
        "The chance of 'Somebody answers' is 10 pp above the one at which joining stops paying for "
        "AZE, in the long run."
    )


def test_an_answer_that_leaves_a_gain_never_stops_joining_from_paying(world):
    # Twice the cost: a quarter in all, p = 4^(1/3): still a gain, so that p* is 1.
    found = ask(
        world, "pushback-margin", TOLD, state="AZE", good="oil", gain_scenario="join",
        loss_scenario="mild", chance=0.25,
    )  # fmt: skip
    assert drawn(found) == pytest.approx([-0.75])


def test_gain_and_loss_are_of_one_run_the_short_one_where_either_is(world):
    found = ask(
        world, "pushback-margin", TOLD, state="AZE", good="oil", gain_scenario="join",
        loss_scenario="short-answer", chance=0.9,
    )  # fmt: skip
    assert found.finding.endswith("in the short run.")


def test_an_answer_that_touches_nothing_is_refused(world):
    assert refusal(
        world, "pushback-margin", TOLD, state="AZE", good="oil", gain_scenario="join",
        loss_scenario="elsewhere", chance=0.9,
    ) == "'elsewhere' touches nothing in the market of oil"  # fmt: skip


def test_a_loss_of_what_can_be_brought_out_is_read_in_one_world_market_and_both_are_shown():
    # Azerbaijan sells 20, Italy 80. Half of Azerbaijan's supply is lost: 100 P^-0.5 = 90 P, so that
    # P^2 = (10/9)^(4/3); it loses 20 (1 - P^2 / 2) / 2 = 4.246 of 20 in exports.
    world = made(
        trade="supplier buyer value_usd mass_t\nAZE ISR 20 20\nITA ISR 80 80",
        production="state quantity\nAZE 20\nITA 80", states=("ITA",),
    )  # fmt: skip
    lost = (
        CHANCES
        + """
[scenarios.lost]
shocks = [{ kind = "lost-supply", state = "AZE", good = "oil", share = 0.5 }]
"""
    )
    found = ask(
        world, "protection-worth", lost, state="AZE", scenario="lost", good="oil", chance=1.0,
        protection=1.0,
    )  # fmt: skip
    loss = 10 * (1 - (10 / 9) ** (4 / 3) / 2)
    assert drawn(found) == pytest.approx([loss / 20], rel=1e-9)
    rows = {row[0]: row[1] for row in found.table.rows}
    assert rows["loss if it happens"] == pytest.approx(loss)
    assert rows["loss, the good told apart by origin"] < loss
    assert found.notes[0].startswith("the loss is read in one world market")
    # Who asks for the market of varieties alone, or for the pool, is shown no second answer.
    pool = ask_of(inquiry(world, lost).study.pooled().inquire(), "protection-worth", state="AZE",
                  scenario="lost", good="oil", chance=1.0, protection=1.0)  # fmt: skip
    assert "loss, the good told apart by origin" not in {row[0] for row in pool.table.rows}
