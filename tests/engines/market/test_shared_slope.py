"""A slope that many draws share is turned to each one's own; and nothing is counted unasked."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from accord.axes import Groups
from accord.engines.market import partial
from accord.engines.market.arguments import Index
from accord.engines.market.hat import block, evaluate
from accord.engines.market.newton import Modes, Shared
from accord.engines.market.onegood import one_good
from accord.engines.market.slopes import slopes

RNG = np.random.default_rng(5)
FLOWS = RNG.lognormal(sigma=2.0, size=(9, 7)) * (RNG.random((9, 7)) < 0.6) + np.eye(9, 7)
SIGMA = np.array([3.0, 5.0, 12.0, 20.0])
DEMAND, SUPPLY = np.array([0.2, 0.9, 0.1, 0.4]), np.array([0.1, 0.8, 0.3, 0.05])


def test_at_the_baseline_the_inverse_of_one_draw_turns_into_that_of_any_other():
    good = one_good(FLOWS, {"sigma": SIGMA, "demand": DEMAND, "supply": SUPPLY})
    every: Index = np.arange(4)
    here, prices = block(good, every), np.zeros((9, 4))
    inverses = np.linalg.inv(slopes(here, evaluate(here, prices), prices, every))
    scale = SIGMA - DEMAND
    flat = (DEMAND + SUPPLY) / scale
    misfit = RNG.normal(size=(9, 4))
    for one in every:
        shared = Shared.of(inverses[one], Modes.of(good), (scale[one], flat[one]), (scale, flat))
        each = np.stack([inverses[at] @ misfit[:, at] for at in every], axis=1)
        assert_allclose(shared @ misfit, each, rtol=2e-5, atol=2e-5)  # it is in single precision


def test_draws_with_elasticities_far_apart_need_few_steps():
    # On a shared slope that isn't turned a draw of these needs 6.0, and the slowest 12.
    draws, rng = 1000, np.random.default_rng(5)
    sigma, demand, supply = (
        rng.uniform(*ends, draws) for ends in ((3.0, 20.0), (0.1, 1.0), (0.05, 1.0))
    )
    some = np.zeros((1, 9, 7), dtype=bool)
    some[0, :3, :4] = True
    cost = Groups(some, rng.uniform(0.99, 1.0, (draws, 1)))
    solved = partial.solve(FLOWS, sigma=sigma, demand=demand, supply=supply, cost=cost)
    assert solved.steps.mean() < 5.3
    assert solved.steps.max() < 10


@pytest.mark.parametrize("table", ["price", "consumer_surplus", "spending", "real_cost", "rents"])
def test_a_table_is_made_when_it_is_first_read(table):
    solved = partial.solve(FLOWS, sigma=4.0, demand=0.5, supply=0.3, cost=0.9)
    solved.quantity_on(FLOWS > 0)
    assert table not in vars(solved)
    assert getattr(solved, table) is getattr(solved, table)
