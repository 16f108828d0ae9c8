"""Stable sets and answers are the pure equilibria that pygambit and nashpy find."""

import numpy as np
import pytest

from accord.engines.coalition import respond, stable

NO_PYGAMBIT = "no pygambit: pip install pygambit"
NO_NASHPY = "no nashpy: pip install nashpy"


def pygambit():
    return pytest.importorskip("pygambit", reason=NO_PYGAMBIT)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("k", [2, 3, 4])
def test_stable_sets_are_the_pure_equilibria_of_the_joining_game(k, seed):
    gambit = pygambit()
    payoffs = np.random.default_rng(seed).integers(-9, 10, (k, 1 << k)).astype(float)
    tables = [  # strategy 1 is to join; player i's axis is i
        np.array([row[sum(b << i for i, b in enumerate(at))] for at in np.ndindex(*(2,) * k)])
        .reshape((2,) * k)
        .astype(int)
        for row in payoffs
    ]
    game = gambit.StrategicGame.from_arrays(*tables)
    found = {
        sum(int(profile[player]["2"] == 1) << i for i, player in enumerate(game.players))
        for profile in gambit.nash.enumpure_solve(game).equilibria
    }
    assert set(np.flatnonzero(stable(payoffs, 1e-9)).tolist()) == found


@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # it warns of degenerate games
@pytest.mark.parametrize("seed", range(12))
def test_answers_of_two_adversaries_are_the_pure_equilibria_of_their_matrix(seed):
    nash = pytest.importorskip("nashpy", reason=NO_NASHPY)
    rng = np.random.default_rng(seed)
    actions = np.array([(a, b) for a in range(3) for b in range(3)])
    w = rng.integers(-9, 10, (1, 2, 9)).astype(float)
    rivals = rng.integers(-9, 10, (2, 2, 9)).astype(float)
    answer = respond(
        w,
        rivals,
        actions=actions,
        cost=rng.integers(0, 3, (2, 3)).astype(float),
        phi=np.array([0.5, 1.0]),
    )
    for joined in range(2):
        one, other = (answer.value[j, joined].reshape(3, 3) for j in range(2))
        theirs = {
            (int(x.argmax()), int(y.argmax()))
            for x, y in nash.Game(one, other).support_enumeration()
            if x.max() == y.max() == 1
        }
        mine = {tuple(actions[t]) for t in np.flatnonzero(answer.equilibria[joined])}
        assert {tuple(map(int, pair)) for pair in mine} >= theirs
        best = {
            (a, b)
            for a in range(3)
            for b in range(3)
            if one[a, b] == one[:, b].max() and other[a, b] == other[a].max()
        }
        assert {tuple(map(int, pair)) for pair in mine} == best
