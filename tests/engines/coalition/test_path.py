"""Best replies end where nobody moves, or are known to cycle."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from accord.engines.coalition import (
    accession_path,
    cascade,
    end_sets,
    gains,
    stability,
    steps,
    supermodular,
    triggers,
)
from accord.errors import ParameterError

games = arrays(float, (2, 3, 8), elements=st.floats(-10, 10))
chains = arrays(float, (3,), elements=st.floats(-3, 3))
pulls = arrays(float, (3, 3), elements=st.floats(0, 3))
# The first comes when the second is out and goes when it is in; the second does as the first.
CHASE = np.array([[0.0, 1.0, 1.0, 0.0], [0.0, 1.0, -1.0, 2.0]])


def additive(own, pull):
    """A game in which each member adds its pull to the gain of the others: supermodular."""
    inside = (np.arange(8)[:, None] >> np.arange(3)) & 1
    gain = own + inside @ (pull * ~np.eye(3, dtype=bool))
    return (inside * gain).T


@given(games, st.permutations(range(3)), st.integers(0, 7))
def test_a_path_that_ends_by_coming_alone_ends_where_nobody_would_come(u, order, start):
    path = accession_path(u, start=start, order=order)
    external = stability(u, 0.0).external
    assert external[[0, 1], path.end].all()
    assert (path.end & start == start).all()
    assert not path.cycles.any()


@given(games, st.permutations(range(3)))
def test_with_leaving_a_path_ends_in_a_stable_set_or_cycles(u, order):
    path = accession_path(u, order=order, leaving=True)
    still = stability(u, 0.0).stable[[0, 1], path.end]
    np.testing.assert_array_equal(still, ~path.cycles)


@given(games)
def test_every_draw_walks_alone(u):
    both, one = accession_path(u, leaving=True), accession_path(u[1], leaving=True)
    assert (both.end[1], both.cycles[1]) == (one.end, one.cycles)
    np.testing.assert_array_equal(both.joined[1], one.joined)


@given(chains, pulls)
def test_order_does_not_matter_where_no_gain_falls(own, pull):
    game = additive(own, pull)
    assert supermodular(game, eps=1e-9)
    assert end_sets(game).max() == 1


def test_chasers_cycle():
    path = accession_path(CHASE, leaving=True)
    assert path.cycles
    assert end_sets(CHASE, leaving=True).sum() == 0


def test_a_domino_falls_once_its_neighbour_has():
    fall = np.array([1.0, -1.0, -1.0])
    game = additive(fall, np.array([[0, 2, 0], [0, 0, 2], [0, 0, 0.0]]))
    path = accession_path(game, order=[2, 1, 0])
    assert path.end == 0b111
    assert path.joined.tolist() == [1, 2, 3]
    assert triggers(game).tolist() == [
        [False, True, False],
        [False, False, True],
        [False, False, False],
    ]


def test_who_is_in_already_triggers_nobody_and_is_not_triggered():
    game = additive(np.array([1.0, -1.0, -1.0]), np.array([[0, 2, 0], [0, 0, 2], [0, 0, 0.0]]))
    assert triggers(game, start=0b001).sum() == 1  # the second would come, and pulls the third


def test_substitutes_are_not_supermodular_and_the_order_decides():
    rivals = np.array([[0.0, 1.0, 0.0, -1.0], [0.0, 0.0, 1.0, -1.0]])
    assert not supermodular(rivals)
    assert end_sets(rivals).tolist() == [0, 0.5, 0.5, 0]


def test_shares_of_orders_add_up_over_draws_too():
    u = np.random.default_rng(3).normal(size=(20, 4, 16))
    np.testing.assert_allclose(end_sets(u).sum(axis=-1), 1)


def test_nine_candidates_run_a_thousand_random_orders_the_same_for_the_same_seed():
    u = np.random.default_rng(3).normal(size=(9, 512))
    one, two = (end_sets(u, rng=np.random.default_rng(5)) for _ in range(2))
    np.testing.assert_array_equal(one, two)
    assert one.sum() == pytest.approx(1)


def test_with_more_than_seven_candidates_the_orders_need_a_stream():
    with pytest.raises(ParameterError, match="give rng"):
        end_sets(np.zeros((8, 256)))


def test_who_stays_out_has_no_round():
    assert accession_path(np.array([[0.0, -1.0]])).joined.tolist() == [-1]
    assert accession_path(np.array([[0.0, -1.0]]), start=1).joined.tolist() == [0]


def test_a_cascade_needs_a_first_mover():
    assert cascade([1, 1, 1]) == 0
    assert cascade([[0, 0, 9], [0, 1, 2]]).tolist() == [2, 3]


def test_a_gain_at_the_tolerance_moves_nobody():
    assert accession_path(np.array([[0.0, 0.5]]), eps=0.5).end == 0
    assert gains(np.array([[0.0, 0.5]]))[0, 0] == 0.5


@pytest.mark.parametrize(
    ("wrong", "match"),
    [({"order": [0, 0]}, "each once"), ({"order": [0]}, "each once"), ({"start": 4}, "0b100")],
)
def test_an_order_or_start_of_other_candidates_is_refused(wrong, match):
    with pytest.raises(ParameterError, match=match):
        accession_path(CHASE, **wrong)


@given(games, st.integers(0, 7))
def test_steps_lead_to_where_paths_end(u, start):
    # What comes into a set and doesn't go on from it ends there.
    walked = steps(u, start=start)
    into = np.zeros((2, 8))
    into[:, start] = 1
    for i in range(3):
        for s in range(8):
            into[:, s | 1 << i] += walked[:, i, s] * (not s >> i & 1)
    np.testing.assert_allclose(into - walked.sum(axis=1), end_sets(u, start=start), atol=1e-12)


def test_who_comes_only_after_another_is_a_step_from_it_in_every_order():
    # 0 comes by itself; 1 wants 0 in. In both orders: nobody, {0}, {0, 1}.
    chain = np.array([[0.0, 1.0, 0.0, 1.0], [0.0, 0.0, -1.0, 2.0]])
    assert steps(chain).tolist() == [[1, 0, 0, 0], [0, 1, 0, 0]]


def test_two_who_come_anyway_are_a_step_in_half_of_the_orders_each_way():
    both = np.array([[0.0, 1.0, 0.0, 1.0], [0.0, 0.0, 1.0, 1.0]])
    assert steps(both).tolist() == [[0.5, 0, 0.5, 0], [0.5, 0.5, 0, 0]]


def test_steps_of_more_than_seven_want_random_orders():
    with pytest.raises(ParameterError, match="too many orders"):
        steps(np.zeros((8, 256)))
