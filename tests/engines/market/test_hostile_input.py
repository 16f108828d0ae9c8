"""Three engines refuse alike what is no table of flows, no parameter, or no list of labels."""

import numpy as np
import pytest

from accord.engines.market import general, linear, partial
from accord.errors import AccordError, QuantityError

FLOWS = [[5.0, 1.0], [1.0, 5.0]]
ENGINES = {
    "partial": lambda flows, **more: partial.solve(
        flows, **{"sigma": 5.0, "demand": 0.5, "supply": 0.5, "tariff": 0.1, **more}
    ),
    "gsim": lambda flows, **more: linear.gsim(
        flows,
        **{"demand": 0.5, "supply": 0.5, "substitution": 5.0}
        | {"tariff_before": 0.0, "tariff_after": 0.1}
        | more,
    ),
    "general": lambda flows, **more: general.solve(flows, **{"theta": 5.0, "cost": 1.1, **more}),
}
PARAMETERS = {
    "partial": ("sigma", "demand", "supply", "tariff"),
    "gsim": ("demand", "supply", "substitution", "tariff_before", "tariff_after"),
    "general": ("theta", "psi", "cost"),
}
NO_FLOWS = {
    "a ragged list": ([[1, 2], [3]], "flows are not an array of numbers"),
    "a word": ("many", "flows are not an array of numbers"),
    "a mapping": ({"a": 1}, "flows are not an array of numbers"),
    "complex numbers": ([[1j, 2], [2, 3]], "flows are not an array of numbers"),
    "an unknown cell": ([[1, None], [2, 3]], "1 of 4 flow.* nan"),
    "a cell below 0": ([[1, -2], [2, 3]], "1 of 4 flow.* -2"),
    "an endless cell": ([[1, np.inf], [2, 3]], "1 of 4 flow.* inf"),
    "nothing": ([], "flows"),
    "no array": (None, "flows"),
    "too many axes": (np.ones((2, 2, 2, 2)), "flows"),
    "zeros": ([[0, 0], [0, 0]], "0|sells nothing"),
    "more than floats add up": ([[1e308, 1e308], [1e308, 1e308]], "add up to 1e.150 or more"),
}
NO_NUMBERS = [[[1, 2], [3]], "many", {"a": 1}, 1j, np.ones((2, 2, 2, 2)), [], float("nan")]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("flows", "says"), NO_FLOWS.values(), ids=NO_FLOWS)
def test_what_is_no_table_of_flows_is_refused_by_name(engine, flows, says):
    with pytest.raises(QuantityError, match=says):
        ENGINES[engine](flows)


@pytest.mark.parametrize(("engine", "name"), [(e, n) for e in PARAMETERS for n in PARAMETERS[e]])
@pytest.mark.parametrize("value", NO_NUMBERS, ids=str)
def test_what_is_no_parameter_is_refused_and_named(engine, name, value):
    with pytest.raises(AccordError, match=name.removesuffix("_before").removesuffix("_after")):
        ENGINES[engine](FLOWS, **{name: value})


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("labels", [3, -1.5, ["A"], ["A", "B", "C"], ()])
def test_what_names_no_states_is_refused(engine, labels):
    with pytest.raises(QuantityError, match="labels"):
        ENGINES[engine](FLOWS, labels=labels)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("labels", [["A", "B"], ("A", "B"), np.array(["A", "B"]), "AB", None])
def test_labels_are_read_alike(engine, labels):
    ENGINES[engine](FLOWS, labels=labels)
    with pytest.raises(QuantityError) as refusal:
        ENGINES[engine]([[1.0, -2.0], [1.0, 5.0]], labels=labels)
    first, second = ("A", "B") if labels is not None else ("0", "1")
    assert f"{first} -> " in str(refusal.value)
    assert f"{second} = -2" in str(refusal.value)
