"""Games with printed answers, and one whole accession game with its answer table.

The sources stand with each game in the reference file: Shapley (1953), Littlechild and Owen (1973),
Aumann and Maschler (1985), Barrett (1994), Goeree and Holt (2001), Granovetter (1978) and others.
"""

import json
from fractions import Fraction

import numpy as np
import pytest
from tests.reference import reference_data

from accord.engines.coalition import (
    cascade,
    core,
    end_sets,
    fixed_points,
    gains,
    members,
    payoffs_under,
    qre,
    respond,
    shapley,
    stability,
    stable,
    supermodular,
    triggers,
)

pytestmark = pytest.mark.reference


@pytest.fixture(scope="module")
def games():
    listed = json.loads(reference_data("politics/reference_games.json").read_text("utf-8"))
    return {game["name"]: game for game in listed}


@pytest.fixture(scope="module")
def accession():
    return json.loads(reference_data("politics/accession_game_3c_1a.json").read_text("utf-8"))


def fractions(told):
    return [float(Fraction(x)) for x in told]


def by_members(k, worth):
    """A function of subsets from one of the tuple of members."""
    inside = members(k)
    return np.array([worth(np.flatnonzero(inside[:, s])) for s in range(1 << k)], dtype=float)


def glove():
    return by_members(3, lambda s: 0 in s and len(s) > 1)


def bankruptcy(game):
    claims, estate = np.array(game["input"]["claims"]), game["input"]["estate"]
    return by_members(3, lambda s: max(0, estate - claims.sum() + claims[s].sum()))


def test_one_left_and_two_right_gloves(games):
    answer = games["glove 1 left 2 right"]["answer"]
    np.testing.assert_allclose(shapley(glove()), fractions(answer["shapley"]))
    found = core(glove())
    assert found.epsilon == pytest.approx(0, abs=1e-9)
    np.testing.assert_allclose(found.allocation, [1, 0, 0], atol=1e-9)


def test_four_aircraft_share_an_airport(games):
    game = games["airport 8 11 13 18"]
    cost = np.array(game["input"]["cost"])
    value = shapley(by_members(4, lambda s: cost[s].max(initial=0)))
    np.testing.assert_allclose(value, fractions(game["answer"]["shapley"]))


def test_unanimity_of_three_out_of_five(games):
    game = games["unanimity on {0,2,3} of 5"]
    worth = by_members(5, lambda s: set(game["input"]["T"]) <= set(s))
    np.testing.assert_allclose(shapley(worth), fractions(game["answer"]["shapley"]), atol=1e-12)
    found = core(worth)
    assert found.epsilon == pytest.approx(0, abs=1e-9)
    np.testing.assert_allclose(found.allocation[[1, 4]], 0, atol=1e-9)


def test_luxembourg_had_no_power_in_the_council_of_1958(games):
    game = games["EEC Council 1958"]
    weights = np.array(list(game["input"]["weights"].values()))
    worth = by_members(6, lambda s: weights[s].sum() >= game["input"]["quota"])
    np.testing.assert_allclose(shapley(worth), fractions(game["answer"]["shapley"]), atol=1e-12)


def test_a_bankruptcy_of_the_talmud(games):
    game = games["bankruptcy 100 200 300, estate 200"]
    worth = bankruptcy(game)
    np.testing.assert_allclose(shapley(worth), fractions(game["answer"]["shapley"]))
    nucleolus = np.array(game["answer"]["nucleolus"])
    groups = members(3).T[1:-1]
    assert core(worth).epsilon == pytest.approx((worth[1:-1] - groups @ nucleolus).max())


def test_an_environmental_agreement_holds_three_of_ten_and_only_just(games):
    game = games["IEA linear benefit, quadratic cost, n = 10, equal"]
    n, b, c = (game["input"][name] for name in ("n", "b", "c"))
    inside = members(n)
    size = inside.sum(axis=0)
    effort = np.where(inside, size, 1) * b / c
    payoff = b * effort.sum(axis=0) - c * effort**2 / 2
    found = stability(payoff, 1e-9)
    answer = game["answer"]

    def sizes(mask):
        return sorted({int(s) for s in size[mask]})

    assert sizes(found.internal) == answer["internally_stable_sizes"]
    assert sizes(found.external) == answer["externally_stable_sizes"]
    assert sizes(stable(payoff, 1e-9)) == answer["stable_sizes"]
    assert sizes(found.indifferent) == [answer["largest"]]
    assert max(sizes(found.strict)) == 2  # the note beside the answer: a strict rule gives 2


@pytest.mark.parametrize("number", [320, 44])
def test_asymmetric_matching_pennies_at_seven_precisions(games, number):
    game = games[f"asymmetric matching pennies {number}"]
    row, column = (np.array(game["input"][who], dtype=float) for who in ("row", "column"))
    # Bit 0: the row player takes row 1; bit 1: the column player takes column 1.
    payoffs = np.array(
        [[table[1 - (s & 1), 1 - (s >> 1)] for s in range(4)] for table in (row, column)]
    )
    lams = np.array([float(lam) for lam in game["answer"]])
    found = qre(np.broadcast_to(payoffs, (len(lams), 2, 4)), lams)
    np.testing.assert_allclose(found.probability, list(game["answer"].values()), atol=5e-9)


def test_equals_who_gain_together_have_one_answer_at_low_precision_and_three_at_high(games):
    answer = games["symmetric coordination"]["answer"]
    both = np.array([[0.0, -1.0, 0.0, 1.0], [0.0, 0.0, -1.0, 1.0]])
    for lam, told in ((1.0, answer["lam_1"]), (5.0, answer["lam_5"])):
        np.testing.assert_allclose(fixed_points(both, lam), told, atol=1e-9)


def test_a_riot_of_a_hundred_hangs_on_one(games):
    answer = games["riot thresholds 0..99"]["answer"]
    thresholds = np.arange(100)
    assert cascade(thresholds) == answer["total"]
    thresholds[1] = 2
    assert cascade(thresholds) == answer["total_if_the_threshold_1_becomes_2"]


@pytest.fixture(scope="module")
def played(accession):
    """Payoffs of the accession game after pushback."""
    given = accession["input"]
    response = respond(
        given["w_candidates"],
        given["w_adversaries"],
        actions=given["actions"],
        cost=given["cost_musd"],
        phi=given["phi"],
    )
    return response, payoffs_under(given["w_candidates"], response.weight, given["terms_musd"])


def test_the_adversary_of_the_accession_game_answers_as_printed(accession, played):
    response, _ = played
    answer, actions = accession["answer"], np.array(accession["input"]["actions"])
    assert response.unique.all() == answer["unique_pushback"]
    assert actions[response.profile].tolist() == answer["pushback_action_by_set"]


def test_payoffs_and_gains_of_the_accession_game_are_as_printed(accession, played):
    np.testing.assert_allclose(played[1], accession["answer"]["U"], atol=1e-9)
    np.testing.assert_allclose(gains(played[1]), accession["answer"]["gain"], atol=1e-9)


def test_stable_sets_of_the_accession_game_are_as_printed(accession, played):
    found, answer = stability(played[1], 1e-9), accession["answer"]
    for name, mask in (
        ("internal", found.internal),
        ("external", found.external),
        ("stable", found.stable),
        ("potentially_internal", found.potentially_internal),
    ):
        assert np.flatnonzero(mask).tolist() == answer[name], name


def test_dominoes_of_the_accession_game_fall_as_printed(accession, played):
    answer = accession["answer"]
    assert supermodular(played[1]) == answer["supermodular"]
    assert np.argwhere(triggers(played[1])).tolist() == answer["triggers_from_empty"]
    ends = end_sets(played[1]) * 6
    assert {str(s): int(ends[s]) for s in np.flatnonzero(ends)} == (
        answer["join_only_end_sets_over_orders"]
    )


def test_attribution_of_the_accession_game_is_as_printed(accession, played):
    answer = accession["answer"]
    total = played[1].sum(axis=0)
    np.testing.assert_allclose(shapley(total), answer["shapley_of_total"], atol=1e-8)
    np.testing.assert_allclose(shapley(played[1]), answer["shapley_by_party"], atol=1e-8)
    assert shapley(total).sum() == pytest.approx(answer["total_change"])


def test_probabilities_of_the_accession_game_are_as_printed(accession, played):
    given, answer = accession["input"], accession["answer"]
    percent_of_gdp = np.array(given["gdp_musd"]) / 100
    found = qre(played[1], given["lam"], base_rate=given["base_rate"], scale=percent_of_gdp)
    np.testing.assert_allclose(found.probability, answer["probability"], atol=1e-8)
