# ruff: noqa: E501  claims on one line each are read as a table
"""Any metric can be followed along any assumption, and unknown names are answered."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from tests.solve.markets import TEXT
from tests.verdict import toys

import accord
from accord import case as cases
from accord.draws import assumptions
from accord.errors import InputError, UnknownNameError
from accord.measures import MetricCall
from accord.verdict import sweep

CASE = (
    TEXT.replace(
        "[scenarios]",
        """
[scenarios]
joins = { shocks = [{ kind = "accession", candidates = ["KAZ"], with = ["ISR"], cost_cut = "size" }] }
lost = { shocks = [{ kind = "lost-supply", state = "SAU", good = "crude-oil", share = "size" }] }
""",
    )
    + """
[claims]
dearer = { quote = "x", why = "so", metric = { name = "price-change", state = "ITA", scenario = "lost", good = "crude-oil" }, holds = "> 0" }
gain = { quote = "x", why = "so", metric = { name = "gain", parties = ["ISR"], scenario = "joins" }, holds = "> 0" }
revenue = { quote = "x", why = "so", metric = { name = "export-revenue-change", states = ["KAZ"], scenario = "lost", good = "crude-oil" }, holds = "> 0" }
never = { quote = "x", untestable = "nobody knows" }
both = { quote = "x", why = "so", parts = [ { id = "a", metric = { name = "gain", parties = ["ISR"], scenario = "joins" }, holds = "> 0" }, { id = "b", untestable = "nobody" } ] }
"""
)


@pytest.fixture(scope="module")
def world():
    return accord.load_world(2023)


@pytest.fixture(scope="module")
def case(world):
    return cases.parse(CASE, name="one", file="one.toml", world=world)


def test_a_toy_is_followed_exactly(world):
    with toys.registered():
        y = '[assumptions.y]\ndistribution = "uniform"\nlow = 2\nhigh = 4\n'
        made = toys.read(
            '[claims.it]\nquote = "x"\nwhy = "so"\n'
            'metric = { name = "toy-drawn", x = "x", y = "y", fails_below = 0.2 }\nholds = "> 0"\n',
            more=toys.X + y,
        )
        found = sweep(made, world, "it", "x", 11)
    np.testing.assert_allclose(found.x, np.linspace(0, 1, 11))
    solved = found.x >= 0.2
    np.testing.assert_allclose(found.central[solved], found.x[solved] + 3)
    np.testing.assert_allclose(found.median[solved], found.x[solved] + 3, atol=0.15)
    np.testing.assert_allclose(found.high[solved] - found.low[solved], 1.8, atol=0.15)
    assert np.isnan(found.central[~solved]).all()
    assert np.isnan(found.median[~solved]).all()
    assert (found.unit, found.assumption_unit, found.limit) == ("share", "share", None)


def test_sigma_from_3_to_20_ends_at_the_homogeneous_good(case, world):
    found = sweep(_told_apart(case), world, "dearer", "sigma", [3, 5, 10, 20, 400])
    assert found.limit > 0
    assert abs(found.central[-1] - found.limit) < abs(found.central[0] - found.limit)
    assert ((found.low <= found.median) & (found.median <= found.high)).all()


def test_a_price_that_is_one_for_all_does_not_hang_on_sigma(case, world):
    found = sweep(case, world, "dearer", "sigma", [3, 20])
    np.testing.assert_allclose(found.central, found.limit)


def _told_apart(case):
    """Have the case's crude told apart by origin, whatever happens to it."""
    goods = {name: replace(one, model="partial") for name, one in case.goods.items()}
    return replace(case, goods=goods)


def test_a_cheaper_link_leaves_no_trace_of_a_homogeneous_good(case, world):
    found = sweep(case, world, "gain", "sigma", 3)
    assert found.limit == 0
    assert (found.central > 0).all()


def test_flows_have_no_homogeneous_limit_and_other_assumptions_none_either(case, world):
    assert sweep(case, world, "revenue", "sigma", 2).limit is None
    assert sweep(case, world, "dearer", "demand", 2).limit is None


def test_a_part_is_named_with_its_claim_and_a_call_stands_for_itself(case, world):
    whole = sweep(case, world, "gain", "size", 3)
    np.testing.assert_array_equal(sweep(case, world, "both/a", "size", 3).median, whole.median)
    call = case.claims["gain"].test.metric
    assert isinstance(call, MetricCall)
    np.testing.assert_array_equal(sweep(case, world, call, "size", 3).central, whole.central)


def test_an_elasticity_of_the_table_can_be_followed_too(world):
    made = cases.parse(
        CASE.replace('demand = "demand"\n', ""),
        name="one",
        file="one.toml",
        world=world,
    )
    name = "crude-oil.demand.long"
    assert name in assumptions(made, world)
    assert np.isfinite(sweep(made, world, "gain", name, 2).central).all()


@pytest.mark.parametrize(
    ("what", "along", "points", "error", "says"),
    [
        ("dearest", "sigma", 3, UnknownNameError, 'did you mean "dearer"'),
        ("dearer", "sgima", 3, UnknownNameError, 'did you mean "sigma"'),
        ("both", "sigma", 3, InputError, 'write "both/a" or "both/b"'),
        ("never", "sigma", 3, InputError, "nobody knows"),
        ("dearer", "sigma", 1, InputError, "2 or more"),
        ("dearer", "sigma", [3.0, float("nan")], InputError, "list of values"),
    ],
)
def test_what_cannot_be_swept_is_answered(case, world, what, along, points, error, says):
    with pytest.raises(error, match=says):
        sweep(case, world, what, along, points)


def test_a_result_gives_its_sweep_as_a_table(case, world):
    result = accord.run(case, world=world, draws=20)
    table = result.sweep("dearer", "sigma", points=[1.2, 3, 20])
    assert table.columns == ["sigma", "central", "median", "low", "high", "limit"]
    assert table["sigma"].to_list() == [1.2, 3, 20]
    assert table["limit"].n_unique() == 1
    assert table.null_count().select(pl.sum_horizontal("low", "median", "high")).item() == 0
