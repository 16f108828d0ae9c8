"""A plan lists every universe once, in tasks that are always the same."""

import pytest

from accord import load_case, load_world
from accord.errors import InputError, UnknownNameError
from accord.multiverse import Choices, Plan


@pytest.fixture(scope="module")
def planned():
    case, world = load_case("abraham-accords"), load_world()
    return lambda **said: Plan.of(case, world, Choices(**said))


def test_universes_are_the_product_of_all_dimensions(planned):
    plan = planned(years=(2022, 2023), models=("partial", "pooled"), seeds=3, lines=(0.5, 1, 2))
    assert plan.size == 2 * 2 * 3 * 3  # one setting: as drawn
    tasks = list(plan.tasks())
    assert len(tasks) == 2 * 2 * 3
    keys = [task.key for task in tasks]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


def test_one_at_a_time_sets_each_assumption_to_either_end(planned):
    plan, case = planned(assumptions="one-at-a-time"), load_case("abraham-accords")
    names = [setting.name for setting in plan.settings]
    assert names[0] == "as drawn"
    assert len(names) == 1 + 2 * len(case.assumptions)
    (low,) = [s for s in plan.settings if s.name == "sigma-crude low"]
    assert low.values == (("sigma-crude", 3.0),)  # the case says triangular 3, 10, 20


def test_sobol_points_are_the_same_each_time_and_lie_in_the_ranges(planned):
    plan = planned(assumptions="sobol:16")
    assert plan.settings == planned(assumptions="sobol:16").settings
    sigma = [dict(s.values)["sigma-crude"] for s in plan.settings[1:]]
    assert len(sigma) == len(set(sigma)) == 16
    assert all(3 <= value <= 20 for value in sigma)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"years": (1850,)}, "no world of 1850: trade is known for"),
        ({"seeds": 0}, "seeds is 0; write how many"),
        ({"draws": 3}, "draws is 3; write 20"),
        ({"lines": (0.0,)}, "a factor above 0"),
        ({"lines": ()}, "a factor above 0"),
        ({"assumptions": "all"}, "write one of none, one-at-a-time, corners"),
        ({"assumptions": "sobol:12"}, "no power of two"),
        ({"assumptions": "corners"}, r"corners are for up to 12: write sobol:4096 instead"),
        ({"seeds": 2_000_000}, r"2,000,000 universes; a sweep has at most 1,000,000"),
    ],
)
def test_what_can_not_be_swept_is_refused_with_what_would_be_right(planned, said, why):
    with pytest.raises(InputError, match=why):
        planned(**said)


def test_an_unknown_model_or_claim_is_answered_with_the_nearest(planned):
    with pytest.raises(UnknownNameError, match='did you mean "pooled"'):
        planned(models=("poled",))
    with pytest.raises(UnknownNameError, match='did you mean "israel-gas-suppliers"'):
        planned(claims=("israel-gas-supplier",))
