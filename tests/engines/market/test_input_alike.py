"""The market engines read labels alike, and refuse ragged and singular input by name."""

import numpy as np
import pytest

from accord.engines.market import general, linear, partial, pooled
from accord.errors import ParameterError, QuantityError

BAD = [[60.0, -1.0], [10.0, 80.0]]
TARIFF = {"tariff_before": 0.0, "tariff_after": 0.1}
ENGINES = {
    "partial": (partial.solve, {"sigma": 6.0, "demand": 0.4, "supply": 0.3}),
    "pooled": (pooled.solve, {"demand": 0.4, "supply": 0.3}),
    "gsim": (linear.gsim, {"substitution": 6.0, "demand": 0.4, "supply": 0.3, **TARIFF}),
    "general": (general.solve, {"theta": 4.0, "cost": 1.1}),
}
NAMES = ["AZE", "ISR"]
every = pytest.mark.parametrize(("solve", "options"), ENGINES.values(), ids=ENGINES)


@every
@pytest.mark.parametrize(
    "labels",
    [NAMES, tuple(NAMES), (NAMES, NAMES), (tuple(NAMES), NAMES), [NAMES, NAMES]],
)
def test_one_list_names_both_sides_and_a_pair_names_each(solve, options, labels):
    with pytest.raises(QuantityError, match="AZE -> ISR = -1; a flow is 0 or more"):
        solve(BAD, **options, labels=labels)


@every
@pytest.mark.parametrize("labels", [["AZE"], (NAMES, ["AZE"])])
def test_labels_that_do_not_fit_are_refused(solve, options, labels):
    with pytest.raises(QuantityError, match=r"labels name \d suppliers and 1 buyers; flows are"):
        solve(np.abs(BAD), **options, labels=labels)


def test_buyers_named_otherwise_than_suppliers_are_refused_where_they_are_the_same_states():
    with pytest.raises(QuantityError, match="labels name suppliers and buyers differently"):
        general.solve(np.abs(BAD), theta=4.0, cost=1.1, labels=(NAMES, ["AZE", "TUR"]))


@every
@pytest.mark.parametrize("flows", [[[1.0, 2.0], [3.0]], [["a", "b"], ["c", "d"]], [[None, {}]]])
def test_flows_that_are_no_table_of_numbers_are_refused(solve, options, flows):
    with pytest.raises(QuantityError, match="flows are not an array of numbers"):
        solve(flows, **options)


@every
def test_an_argument_that_is_ragged_or_a_word_is_refused_by_its_name(solve, options):
    for name in options:
        for value in ([1.0, [2.0]], "plenty"):
            with pytest.raises(ParameterError, match=f"{name} is not an array of numbers"):
                solve(np.abs(BAD), **{**options, name: value})


@pytest.mark.parametrize("name", ["partial", "pooled", "gsim"])
def test_a_market_whose_price_level_nothing_fixes_is_refused(name):
    solve, options = ENGINES[name]
    with pytest.raises(ParameterError, match=r"below 0\.02: the price level is not determined"):
        solve(np.abs(BAD), **{**options, "demand": 0.01, "supply": 0.001})


def test_a_linear_system_without_a_solution_names_the_supplier_that_nothing_fixes():
    # KAZ sells to ISR alone, which buys as much at any price; and offers as much.
    with pytest.raises(ParameterError, match="leave the price of KAZ undetermined in draw 1"):
        linear.gsim(
            [[80.0, 10.0], [0.0, 20.0]],
            demand=[[1.0, 1.0], [1.0, 0.0]],
            supply=[[1.0, 1.0], [1.0, 0.0]],
            substitution=[[1.0, 1.0], [1.0, 0.0]],
            labels=(["AZE", "KAZ"], ["ITA", "ISR"]),
            **TARIFF,
        )


def test_linear_and_exact_name_the_same_supplier_when_compared():
    options = {**ENGINES["gsim"][1], "labels": NAMES}
    with pytest.raises(QuantityError, match="AZE -> ISR = -1"):
        linear.distance(BAD, **options)
    assert linear.distance(np.abs(BAD), **options).largest < 0.01
