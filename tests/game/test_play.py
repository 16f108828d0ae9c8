"""A game with payoffs that can be added up by heart."""

from dataclasses import replace

import numpy as np
import pytest
from tests.game.small import inquire, play, world
from tests.verdict.metrics.asking import ask_of, drawn

from accord.case.game import EmbargoAction
from accord.case.model import Scenario
from accord.game import EVERYBODY_ELSE, Payoffs, Play, Players, payoffs
from accord.game.play import Answered
from accord.numbers import value_text
from accord.shocks import Accession
from accord.study import Inquiry, Study
from accord.verdict.metrics import Untestable

CUT = "cost_cut = 0.1"
BAN = '{ kind = "embargo", id = "ban", by = "RUS", evasion = 0, evasion_cost = 0 }'
WORDS = '{ kind = "words", id = "protest", by = "IRN", cost = 2 }'
NEITHER = {"AZE_security": 0, "KAZ_security": 0}
ACTIONS = f"actions = [{BAN}, {WORDS}]"


def stable(found: Play, regime: str = "none") -> dict[str, float]:
    """Give the share of draws in which each set is stable."""
    share = found.stability(regime).stable.mean(axis=0)
    return {found.players.said(mask): float(share[mask]) for mask in range(found.players.sets)}


def test_who_gains_by_a_term_alone_joins_and_who_loses_stays_out():
    found = play(AZE_security=5, KAZ_prestige=-3)
    assert stable(found) == {"nobody": 0, "AZE": 1, "KAZ": 0, "AZE+KAZ": 0}


def test_terms_of_one_state_add_up_and_stand_apart_from_the_market():
    found = play(AZE_security=5, KAZ_prestige=-3, AZE_technology=4)
    assert found.assumed[0, 0].tolist() == [0, 9, 0, 9]
    assert not found.market.any()


def test_a_term_for_each_other_counts_only_where_that_other_is_in():
    # KAZ loses 3 alone and gains 7 beside AZE, who gains 5 anyway: one domino.
    found = Play.of(dependent())
    assert found.utilities("none")[0].tolist() == [[0, 5, 0, 5], [0, 0, -3, 7]]
    assert stable(found) == {"nobody": 0, "AZE": 0, "KAZ": 0, "AZE+KAZ": 1}
    assert found.triggers("none")[0].tolist() == [[False, True], [False, False]]


def dependent() -> Inquiry:
    """Give a game in which KAZ wants in where AZE is in, and AZE anyway."""
    q = inquire(AZE_security=5, **{"KAZ_domestic-cost": -3}, KAZ_prestige=10)
    terms = tuple(
        replace(term, for_each=("AZE",)) if term.kind == "prestige" else term
        for term in q.case.game.terms
    )
    case = replace(q.case, game=replace(q.case.game, terms=terms))
    return Study.of(case, q.world, draws=3, seed=0).inquire()


def test_a_payment_is_the_sponsors_loss():
    found = play('sponsor = "ISR"', AZE_payment=5, KAZ_payment=1)
    isr = found.payoffs.at("ISR")
    assert found.assumed[0, isr].tolist() == [0, -5, -1, -6]


def test_a_sponsor_that_may_refuse_keeps_out_whom_it_would_lose_by():
    # With AZE in the sponsor pays 5 and has 2 of it: it refuses, and nobody stays stable.
    game = 'sponsor = "ISR"\nveto = true'
    found = play(game, AZE_payment=5, KAZ_prestige=-3, ISR_prestige=2)
    assert stable(found)["nobody"] == 1


def test_a_subset_gains_what_the_same_scenario_gains():
    q = inquire(CUT, AZE_security=0, KAZ_security=0)
    found = payoffs(q)
    both = Scenario(name="both", shocks=(_joins("AZE", "KAZ"),))
    for name in ("AZE", "KAZ", "RUS", "ISR"):
        alone = q.outcome(both, "long").gain(q.world.mask(name))
        np.testing.assert_allclose(found.market[:, found.at(name), 3, 0], alone, rtol=1e-9)


def _joins(*names: str) -> Accession:
    return Accession(kind="accession", candidates=names, with_=("ISR",), cost_cut=0.1)


def test_groups_and_everybody_else_hold_the_whole_world_once():
    q = inquire(CUT, AZE_security=0, KAZ_security=0)
    found = payoffs(q)
    assert found.groups[-1] == EVERYBODY_ELSE
    everyone = Scenario(name="", shocks=(_joins("AZE", "KAZ"),))
    total = q.outcome(everyone, "long").gain(np.ones(len(q.world.states), dtype=bool))
    named = [found.at(name) for name in ("AZE", "KAZ", "RUS", "IRN", "ISR", EVERYBODY_ELSE)]
    np.testing.assert_allclose(found.market[:, named, 3, 0].sum(axis=1), total, rtol=1e-9)


def test_an_embargo_on_joiners_is_one_on_each_of_them():
    embargo = EmbargoAction(kind="embargo", id="ban", by="RUS", evasion=0, evasion_cost=0)
    assert [str(shock)[:24] for shock in embargo.shocks(("AZE", "KAZ"))] == [
        "RUS buy nothing from AZE",
        "RUS buy nothing from KAZ",
    ]


def test_a_game_with_an_answer_of_short_shocks_is_short_before_anybody_joins():
    assert inquire(f"{CUT}\nactions = [{BAN}]", **NEITHER).case.game.default_horizon == "short"
    assert inquire(f"{CUT}\nactions = [{WORDS}]", **NEITHER).case.game.default_horizon == "long"


def test_an_answer_hits_those_who_are_in_and_nobody_else():
    found = play(f"{CUT}\n{ACTIONS}", AZE_security=0, KAZ_security=0)
    ban = found.players.profile(("ban",))
    market = found.market[:, : found.k]
    np.testing.assert_array_equal(market[:, :, 0, ban], 0)  # nobody in, nothing to answer
    lost = market[..., 0] - market[..., ban]
    assert (lost[:, 0, 1] > 0).all()  # AZE in alone is hit
    assert (found.damage[:, 1, ban] > 0).all()
    np.testing.assert_allclose(found.damage[:, 1, ban], lost[:, 0, 1])  # KAZ, outside, counts not


def test_an_adversary_answers_only_where_damage_is_worth_its_cost():
    cheap = play(f"{CUT}\n{ACTIONS}\ndamage_worth = {{ RUS = 1 }}", AZE_security=0, KAZ_security=0)
    ban = cheap.players.profile(("ban",))
    own = cheap.market[:, cheap.k, 3]
    worth = cheap.damage[:, 3, ban] - (own[:, 0] - own[:, ban])
    played = cheap.response.profile[:, 3] == ban
    np.testing.assert_array_equal(played, worth > cheap.eps)
    indifferent = play(f"{CUT}\n{ACTIONS}", AZE_security=0, KAZ_security=0)
    loses = indifferent.market[:, indifferent.k, 3]
    np.testing.assert_array_equal(
        indifferent.response.profile[:, 3] == ban, loses[:, ban] > loses[:, 0] + indifferent.eps
    )


def test_words_that_cost_something_are_never_the_best_answer_to_nothing():
    found = play(f"{CUT}\n{ACTIONS}", AZE_security=0, KAZ_security=0)
    j = found.players.adversaries.index("IRN")
    assert not found.players.actions[found.response.profile[:, 3], j].any()


def test_a_believed_threat_is_carried_out_against_whoever_joins():
    found = play(f"{CUT}\n{ACTIONS}", AZE_security=0, KAZ_security=0)
    ban = found.players.profile(("ban",))
    assert found.harshest == ban
    np.testing.assert_allclose(found.utilities("committed")[:, 0, 1], found.market[:, 0, 1, ban])


def test_the_chance_at_which_joining_stops_paying_is_gain_over_gain_and_loss():
    found = play(f"cost_cut = 0.005\n{ACTIONS}", AZE_security=0, KAZ_security=0)
    ban = found.players.profile(("ban",))
    gain, left = found.market[:, 0, 1, 0], found.market[:, 0, 1, ban]
    assert (gain > 0).all()
    assert (left < 0).all()
    even = found.break_even("AZE", ban, assumed=False)
    np.testing.assert_allclose(even, gain / (gain - left))
    # At that chance what is expected is nothing.
    np.testing.assert_allclose((1 - even) * gain + even * left, 0, atol=1e-9)


def test_what_is_assumed_stands_on_both_sides_of_the_chance():
    # What joining brings beside the market comes with the answer and without it.
    q = inquire(f"cost_cut = 0.005\n{ACTIONS}", AZE_security=0.01, KAZ_security=0)
    even = ask_of(q, "retaliation-break-even", candidate="AZE", answer=("ban",), assumed=True)
    found = Play.of(q)
    ban = found.players.profile(("ban",))
    gain, left = (found.market[:, 0, 1, answer] + 0.01 for answer in (0, ban))
    assert (left < 0).all()
    np.testing.assert_allclose(even.values, gain / (gain - left), rtol=1e-9)


@pytest.mark.parametrize("regime", ["none", "committed"])
def test_what_is_market_in_a_payoff_is_said_as_it_is_once_adversaries_have_answered(regime):
    q = inquire(f"{CUT}\n{ACTIONS}", AZE_security=7, KAZ_security=0)
    found = Play.of(q)
    answer = 0 if regime == "none" else found.players.profile(("ban", "protest"))
    median = value_text(float(np.median(found.market[:, 0, 3, answer])), unit="usd")
    notes = ask_of(q, "triggers", first="AZE", then="KAZ", regime=regime).notes
    assert notes[0] == f"AZE with AZE and KAZ in: market {median}, assumed US$\u202f7.00 a year"


def test_one_break_even_is_that_of_pushback_margin():
    of = world()
    game = f"{CUT}\n{ACTIONS}"
    scenarios = (
        '[scenarios]\njoins = { shocks = [{ kind = "accession", candidates = ["AZE"], '
        'with = ["ISR"], cost_cut = 0.1 }], horizon = "short" }\n'
        'banned = { shocks = [{ kind = "embargo", by = ["RUS"], on = ["AZE"], evasion = 0, '
        "evasion_cost = 0 }] }\n"
    )
    q = inquire(game, of=of, more=scenarios, AZE_security=0, KAZ_security=0)
    margin = ask_of(
        q,
        "pushback-margin",
        state="AZE",
        good="oil",
        gain_scenario="joins",
        loss_scenario="banned",
        chance=0.0,
    )
    even = ask_of(q, "retaliation-break-even", candidate="AZE", answer=("ban",))
    np.testing.assert_allclose(-margin.values, even.values, rtol=1e-9)


def test_a_draw_without_equilibrium_is_counted_and_played_in_none():
    q = inquire(CUT, AZE_security=0, KAZ_security=0)
    found = payoffs(q)
    broken = found.market.copy()
    broken[1] = np.nan
    half = played(replace(found, market=broken), known=np.array([True, False, True]), eps=1e-6)
    values = half.everywhere(half.stability("none").stable)
    assert np.isnan(values[1]).all()
    assert np.isfinite(values[[0, 2]]).all()


def test_along_a_term_markets_and_answers_stand_and_are_those_of_the_same_term_held():
    q = inquire(f"{CUT}\n{ACTIONS}", AZE_security=0, KAZ_security=0, draws=4)
    base, along = Play.of(q), q.study.along("aze-security", [0.0, 5.0], draws=3)
    moved, held = (
        Play.of(along.inquire()),
        Play.of(q.study.fixed(**{"aze-security": 5.0}).inquire()),
    )
    assert moved.answered is base.answered
    for of in (lambda p: p.utilities("credible"), lambda p: p.market, lambda p: p.response.weight):
        np.testing.assert_array_equal(of(moved)[1::2], of(held)[:3])
    assert moved.known.tolist() == [True] * 6


def test_profiles_are_every_combination_and_nobody_answers_in_the_first():
    players = Players.of(inquire(ACTIONS, AZE_security=0, KAZ_security=0).case)
    assert players.adversaries == ("RUS", "IRN")
    assert players.actions.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert players.profile(()) == 0
    assert players.profile(("protest", "ban")) == 3


def test_metrics_of_a_game_say_what_was_added_up_by_hand():
    q = inquire(AZE_security=5, KAZ_prestige=-3)
    alone = ask_of(q, "joins", joiners=("AZE",))
    assert drawn(alone) == [1]
    assert alone.table.rows[0] == ("AZE", 1, 1, 0, 1)  # the likeliest set first
    assert drawn(ask_of(q, "joins", joiners=("AZE", "KAZ"))) == [0]
    assert drawn(ask_of(q, "joins", joiners=("AZE",), rule="indifferent")) == [0]
    # Together they have 5 - 3; leaving alone each would have 0: 2 are left, and KAZ needs 3.
    held = ask_of(q, "potential-internal-stability", joiners=("AZE", "KAZ"))
    assert drawn(held) == [2]
    assert [row[1] for row in held.table.rows] == [-5, 3]
    assert drawn(ask_of(q, "attribution", candidate="AZE", party="AZE")) == [5]
    assert drawn(ask_of(q, "attribution", candidate="KAZ", party="AZE")) == [0]
    assert drawn(ask_of(q, "all-gain", parties=("AZE",), joiners=("AZE",), assumed=True)) == [1]
    assert drawn(ask_of(q, "all-gain", parties=("AZE",), joiners=("AZE",))) == [0]


def test_a_group_that_leaves_would_have_to_lose_what_all_have_together_beyond_its_own():
    # AZE alone has 5 and KAZ -3, together 5 and 7: 10 are left over, 5 for each.
    found = ask_of(dependent(), "least-core")
    assert drawn(found) == [-5]
    assert [row[:2] for row in found.table.rows] == [("AZE", 10), ("KAZ", pytest.approx(2))]
    assert "the core is empty in 0\u202f% of draws" in found.notes
    # Terms alone leave nothing over: each has what it would have by itself.
    added = ask_of(inquire(AZE_security=5, KAZ_prestige=-3), "least-core")
    assert drawn(added) == [0]
    assert [row[1] for row in added.table.rows] == pytest.approx([5, -3])


@pytest.mark.parametrize(("worth", "answer"), [(0.2, "nothing"), (0.5, "ban")])
def test_what_an_adversary_answers_is_what_its_damage_is_worth_to_it(worth, answer, monkeypatch):
    # The ban takes 30 from AZE and 10 from Russia: worth it where damage counts for over a third.
    game = f"{CUT}\n{ACTIONS}\ndamage_worth = {{ RUS = {worth} }}"
    q = inquire(game, **NEITHER)
    of = payoffs(q)
    ban = of.players.profile(("ban",))
    market = np.zeros_like(of.market)
    market[:, of.at("AZE"), 3, ban], market[:, of.at("RUS"), 3, ban] = -30, -10
    made = played(replace(of, market=market), known=np.full(3, True), eps=1e-9)
    monkeypatch.setattr(Play, "of", staticmethod(lambda _: made))

    def asked(action, joiners=("AZE", "KAZ")):
        call = {"adversary": "RUS", "joiners": joiners, "action": action}
        return ask_of(q, "adversary-answer", **call)

    for action in ("nothing", "ban"):
        assert drawn(asked(action)) == [float(action == answer)]
    shown = asked("ban").table.rows
    assert shown == (("nothing", 0, 0, answer == "nothing"), ("ban", 30, 10, answer == "ban"))
    with pytest.raises(Untestable, match="flood is no action of RUS: nothing, ban"):
        asked("flood")


def test_a_tie_is_weakly_stable_and_said_to_be_indifferent():
    q = inquire(AZE_security=0, KAZ_prestige=-3)
    assert drawn(ask_of(q, "joins", joiners=("AZE",))) == [1]
    assert drawn(ask_of(q, "joins", joiners=("AZE",), rule="strict")) == [0]
    assert drawn(ask_of(q, "joins", joiners=("AZE",), rule="indifferent")) == [1]


def test_with_terms_alone_nobody_brings_anybody():
    q = inquire(AZE_security=5, KAZ_prestige=-3)
    assert drawn(ask_of(q, "domino", first=("AZE",), followers=("KAZ",))) == [0]
    assert drawn(ask_of(q, "triggers", first="AZE", then="KAZ")) == [0]


def test_who_follows_whom_is_shown_with_the_orders_in_which_a_follower_comes():
    # KAZ loses 3 alone and gains 7 beside AZE, who gains 5 anyway and so comes unless kept out.
    q = dependent()
    found = ask_of(q, "triggers", first="AZE", then="KAZ")
    assert drawn(found) == [1]
    assert found.table.rows == (("AZE", "KAZ", 1), ("KAZ", "AZE", 0))
    found = ask_of(q, "domino", first=("AZE",), followers=("KAZ",))
    assert drawn(found) == [1]
    assert found.table.rows == (
        ("first in, without exit", 1),
        ("first kept out, without exit", 0),
        ("first in, with exit", 1),
        ("first kept out, with exit", 0),
    )


@pytest.mark.parametrize("leaving", [False, True])
def test_payoffs_that_rise_with_the_set_make_one_order_stand_for_all(leaving):
    # KAZ loses 1 alone and gains 2 once AZE is in.
    found = hand_made([[0, 1, 0, 1], [0, 0, -1, 2]])
    assert found.supermodular("none").all()
    follows = found.ends("none", start=0b01, leaving=leaving)
    alone = found.ends("none", out=0b01, leaving=leaving)
    assert follows[0].tolist() == [0, 0, 0, 1]
    assert alone[0].tolist() == [1, 0, 0, 0]


def test_where_gains_fall_all_orders_are_run_and_counted():
    # Each gains by coming only while the other is out: who is asked first comes.
    found = hand_made([[0, 1, 0, -1], [0, 0, 1, -1]])
    assert not found.supermodular("none").any()
    assert found.ends("none")[0].tolist() == [0, 0.5, 0.5, 0]


def test_comings_and_goings_without_end_are_in_no_set():
    # AZE wants to be where KAZ is, and KAZ where AZE is not.
    found = hand_made([[0, -1, 0, 1], [0, 0, 1, -1]])
    assert found.ends("none", leaving=True)[0].sum() == 0


def hand_made(utilities) -> Play:
    """A game of two whose payoffs are given, all of it in the market of a single draw."""
    q = inquire(AZE_security=0, KAZ_security=0, draws=20)
    found = payoffs(q)
    market = found.market.copy()
    market[:, :2, :, 0] = utilities
    return played(replace(found, market=market), known=np.full(20, True), eps=1e-9)


def played(found: Payoffs, *, known, eps) -> Play:
    """Play payoffs with nothing assumed beside them."""
    answered = Answered(payoffs=found, known=known, eps=eps)
    return Play(answered=answered, terms=np.zeros(found.market.shape[:3]), seed=0)


def test_a_base_rate_that_nothing_moves_is_the_chance():
    q = inquire(
        'stages = { AZE = "formal-candidate", KAZ = "named" }', AZE_security=5, KAZ_prestige=-3
    )
    got = ask_of(q, "accession-chance", candidates=("AZE",), precision=0.0, base_rate=0.2)
    assert got.values == pytest.approx(0.2)


def test_a_gain_of_a_percent_of_gdp_moves_the_log_odds_by_the_precision():
    # AZE's GDP is 10,000: a term of 100 is one percent of it.
    q = inquire(AZE_security=100, KAZ_prestige=-3)
    got = ask_of(q, "accession-chance", candidates=("AZE",), precision=2.0, base_rate=0.5)
    assert got.values == pytest.approx(1 / (1 + np.exp(-2)))


def test_two_who_join_on_their_own_are_any_of_them():
    q = inquire(AZE_security=0, KAZ_prestige=0)
    got = ask_of(q, "accession-chance", candidates=("AZE", "KAZ"), precision=0.0, base_rate=0.5)
    assert got.values == pytest.approx(0.75)


def test_a_chance_without_dominoes_is_no_higher_because_the_first_are_in():
    q = inquire(AZE_security=100, KAZ_prestige=-3)
    got = ask_of(
        q, "domino-chance", first=("AZE",), followers=("KAZ",), precision=2.0, base_rate=0.5
    )
    assert got.values == pytest.approx(0)


def test_words_are_no_lever():
    q = inquire(f"{CUT}\n{ACTIONS}", AZE_security=0, KAZ_security=0)
    with pytest.raises(Untestable, match="nothing but words"):
        ask_of(q, "answer-margin", adversary="IRN", joiners=("AZE",))


def test_the_margin_of_an_answer_is_damage_less_its_own_cost():
    q = inquire(f"{CUT}\n{ACTIONS}", AZE_security=0, KAZ_security=0)
    found = Play.of(q)
    ban = found.players.profile(("ban",))
    harm, paid = found.both_sides(0, 1, 0b11, ban)
    margin = ask_of(q, "answer-margin", adversary="RUS", joiners=("AZE", "KAZ"))
    np.testing.assert_allclose(margin.values, harm - paid, rtol=1e-7)
    loss = ask_of(q, "adversary-loss", adversary="RUS", joiners=("AZE", "KAZ"))
    np.testing.assert_allclose(loss.values, -found.market[:, 2, 3, 0], rtol=1e-7)


def test_whoever_asks_of_a_game_in_the_same_draws_gets_the_one_that_was_solved():
    first = inquire(AZE_security=100, KAZ_prestige=-3)
    again = first.study.inquire()
    assert Play.of(again) is Play.of(first)
    assert (again.used, again.asked, again.cells) == (first.used, first.asked, first.cells)


def test_a_game_is_solved_anew_only_where_what_is_held_touches_it():
    spare = '[assumptions.spare]\ndistribution = "uniform"\nlow = 1\nhigh = 2\nunit = "count"\n'
    q = inquire(AZE_security=100, KAZ_prestige=-3, more=spare)
    assert Play.of(q.study.fixed(spare=1.5).inquire()) is Play.of(q)
    poorer = Play.of(q.study.fixed(**{"aze-security": 7.0}).inquire())
    assert (poorer.assumed[0, 0, 1], Play.of(q).assumed[0, 0, 1]) == (7, 100)
