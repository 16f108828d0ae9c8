"""The pool draws shares: whole, honest about zeros, and as its parameters say."""

from dataclasses import replace

import numpy as np
import pytest
from tests.engines.reallocation.trades import JUDGED, a_trade

from accord.engines.reallocation import MECHANISMS, Analogues, Parameters, draw, situation
from accord.engines.reallocation.pool import analogues, keys, reasons, switches
from accord.engines.reallocation.situation import told
from accord.errors import ParameterError

STOPS = np.array([False, True, False, False])
NOBODY = Analogues(key=np.zeros((0, 6)), before=np.zeros(0), after=np.zeros(0))
SURE, NEVER = 50.0, -50.0  # logits


def a_situation(stops=STOPS):
    """State 0 loses state 1, which bought 6 of 10; of 4 left state 2 buys 3 and state 3 one."""
    return situation(a_trade(), 0, stops, horizon=1, world=1e9, judged=JUDGED)


def given(delta=NEVER, alive=SURE, mechanism="size", alpha=1.0, sigma=0.0):
    """Parameters that leave nothing to chance but what a test asks for."""
    return Parameters(
        delta=np.array([delta, 0, 0, 0]),
        spread=0.0, shift=0.0, sigma=sigma, sigma_v=0.0, alpha=alpha, part=0.0,
        weights=np.array([float(m == mechanism) for m in MECHANISMS]),
        alive=np.array([alive, *np.zeros(reasons(a_situation()).shape[1] - 1)]),
    )  # fmt: skip


def drawn(parameters, past=NOBODY, draws=2000, **more):
    """Draw with a seed; give the shares of states 2 and 3."""
    of = a_situation()
    found = draw(of, parameters, past, np.random.default_rng(0), draws, **more)
    assert found.sum(axis=1) == pytest.approx(np.ones(draws))
    place = [int(np.flatnonzero(of.counterparts == state)[0]) for state in (2, 3)]
    return found[:, place]


def test_the_unit_of_trade_makes_no_other_situation():
    trade, unit = a_trade(), 1e-4
    flows = trade.flows * np.array([1.0, 0.9, 1.1])[:, None, None]  # the same shares every year
    one, other = (
        situation(
            replace(trade, flows=u * flows, elsewhere=u * trade.elsewhere),
            0, STOPS, horizon=1, world=1e9, judged=JUDGED,
        )
        for u in (1.0, unit)
    )  # fmt: skip
    for what in ("counterparts", "share", "ties", "size", "mechanisms", "volatility", "lost"):
        np.testing.assert_allclose(getattr(other, what), getattr(one, what), err_msg=what)
    # Shares have not moved: as calm as any.
    assert one.volatility == pytest.approx(JUDGED.volatility_least)


def test_what_is_lost_and_what_is_left_are_reckoned():
    of = a_situation()
    assert of.lost == pytest.approx(0.6)
    assert sorted(of.share) == pytest.approx([0, 0, 0, 0.25, 0.75])


def test_where_nothing_is_dealt_anew_ties_stay():
    assert drawn(given()) == pytest.approx(np.array([[0.75, 0.25]] * 2000))


def test_where_all_is_dealt_anew_it_goes_as_the_mechanism_says_on_average():
    shares = drawn(given(delta=SURE, mechanism="grav"))
    assert shares.mean(axis=0) == pytest.approx([1 / 3, 2 / 3], abs=0.02)
    assert shares.std(axis=0).min() > 0.1  # a Dirichlet, and not its mean


def test_a_small_alpha_lets_one_counterpart_take_all():
    spread = [drawn(given(delta=SURE, alpha=a)).std() for a in (0.1, 10.0)]
    assert spread[0] > 2 * spread[1]


def test_who_is_never_recorded_gets_exactly_nothing():
    of = a_situation()
    shares = switches(of, given(delta=0.0, alive=NEVER), np.random.default_rng(0), 50)
    named = shares[:, : len(of.counterparts)]
    assert (named[:, of.ties[:-1] == 0] == 0).all()
    assert np.isfinite(shares).all()


def one_analogue(before, after):
    """Let all that is known be one counterpart whose share went from one to the other."""
    return Analogues(
        key=keys(a_situation())[:1], before=np.array([before]), after=np.array([after])
    )


def test_where_those_like_them_lost_all_nobody_is_left_and_ties_stand():
    of = a_situation()
    fell = analogues(of, one_analogue(0.4, 0.0), np.random.default_rng(0), 5)
    assert fell == pytest.approx(np.tile(of.ties, (5, 1)))


def test_a_gain_is_added_and_a_loss_taken_in_proportion():
    # All five columns gain 0.2: 0.75 and 0.25 become 0.95 and 0.45 of 2; or keep half each.
    of = a_situation()
    rose = analogues(of, one_analogue(0.1, 0.3), np.random.default_rng(0), 1)[0]
    assert sorted(rose) == pytest.approx(sorted((of.share + 0.2) / 2))
    halved = analogues(of, one_analogue(0.4, 0.2), np.random.default_rng(0), 1)[0]
    assert halved == pytest.approx(of.share)


def test_a_willing_buyer_gets_more_and_the_draws_stay_whole():
    of = a_situation()
    willing = 0.5 * np.append(of.counterparts == 3, [False])
    plain, stepped = (drawn(given(delta=0.0), willing=w)[:, 1].mean() for w in (None, willing))
    assert stepped > plain + 0.1


def test_the_same_stream_gives_the_same_draws():
    assert (drawn(given(delta=0.0, sigma=0.5)) == drawn(given(delta=0.0, sigma=0.5))).all()


def test_analogues_are_a_part_of_the_draws():
    past = one_analogue(0.3, 0.3)  # nothing moved
    half = replace(given(delta=SURE, mechanism="grav"), part=0.5)
    kept = np.isclose(drawn(half, past), [0.75, 0.25]).all(axis=1)
    assert 0.4 < kept.mean() < 0.6


def test_more_lost_than_the_pool_was_fitted_on_is_refused_with_the_bound():
    trade = a_trade()
    flows = trade.flows.copy()
    flows[-1, 0] = [0, 99, 1, 0]
    with pytest.raises(
        ParameterError, match="99\u202f% of the trade is lost: no more than 97\u202f% may be"
    ):
        situation(replace(trade, flows=flows), 0, STOPS, horizon=1, world=1e9, judged=JUDGED)


def test_a_state_that_trades_nothing_is_refused():
    with pytest.raises(ParameterError, match="nothing is traded"):
        situation(a_trade(), 3, STOPS, horizon=1, world=1e9, judged=JUDGED)


def test_volatility_of_a_trade_that_never_moves_is_the_least_that_counts():
    assert a_situation().volatility == pytest.approx(0.02)


def test_what_moved_in_the_last_year_counts_half_of_volatility():
    # State 0 sold 6, 3, 1 for six years, and last 6, 1, 3: a fifth moved once in six years, 1/30;
    # of what stays half moved. Odds of 1 in 29 and of 1 in 1: their mean is 1 in the root of 29.
    row = np.tile([0.0, 6.0, 3.0, 1.0], (7, 1))
    row[-1] = [0.0, 6.0, 1.0, 3.0]
    flows = np.tile(a_trade().flows[-1], (7, 1, 1))
    flows[:, 0] = row
    of = situation(replace(a_trade(), flows=flows), 0, STOPS, horizon=1, world=1e9, judged=JUDGED)
    assert of.volatility / (1 - of.volatility) == pytest.approx(29**-0.5)


def test_who_is_not_told_apart_is_added_up_in_a_last_column():
    # Of 1 to 4 the last and the first are told apart: 4, 1, and 2 + 3 in the rest.
    rows = np.array([[1.0, 2.0, 3.0, 4.0], [0.0, 0.0, 5.0, 0.0]])
    assert told(rows, np.array([3, 0])).tolist() == [[4, 1, 5], [0, 0, 5]]
    assert told(rows[0], np.array([3, 0])).tolist() == [4, 1, 5]
    assert told(rows[0], np.arange(4)).tolist() == [1, 2, 3, 4, 0]
