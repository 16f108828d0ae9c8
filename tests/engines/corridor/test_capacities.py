"""How much fits: by hand, against the same program over arcs, and what is refused."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from tests.engines.corridor.networks import EMPTY_TERMINALS, small

from accord.engines.corridor import Demand, capacity, closure, cut
from accord.errors import QuantityError

PLACES = [("west", "WWW"), ("north", "NNN"), ("south", "SSS"), ("east", "EEE")]


def tonnes(km, most):
    return {"km": km, "capacity": most, "unit": "Mt/a"}


def demand(quantity, origin="west", destination="east", unit="Mt/a"):
    return Demand(
        good=None, origins=(origin,), destination=destination, quantity=quantity, unit=unit
    )


DIAMOND = small(
    PLACES,
    [
        {"from": "west", "to": "north", **tonnes(100.0, 5.0)},
        {"from": "north", "to": "east", **tonnes(100.0, 9.0)},
        {"from": "west", "to": "south", **tonnes(300.0, 7.0)},
        {"from": "south", "to": "east", **tonnes(300.0, 2.0)},
    ],
)


def test_the_cheap_way_fills_first_and_the_rest_goes_unmet():
    flows = capacity(DIAMOND, [demand(10)])
    assert flows.delivered[0] == pytest.approx(7)
    assert flows.unmet[0] == pytest.approx(3)
    assert [c.quantity for c in flows.carried] == pytest.approx([5, 2])
    assert flows.cost == pytest.approx(5 * 2 + 2 * 6)
    assert flows.residual < 1e-9


def test_the_price_of_a_bottleneck_is_what_one_more_unit_saves():
    flows = capacity(DIAMOND, [demand(6)])  # 5 by north, 1 by south
    wider = small(
        PLACES,
        [
            {"from": "west", "to": "north", **tonnes(100.0, 5.5)},
            {"from": "north", "to": "east", **tonnes(100.0, 9.0)},
            {"from": "west", "to": "south", **tonnes(300.0, 7.0)},
            {"from": "south", "to": "east", **tonnes(300.0, 2.0)},
        ],
    )
    saved = flows.cost - capacity(wider, [demand(6)]).cost
    assert flows.prices == pytest.approx({"e0": saved / 0.5})


def test_two_demands_share_what_both_need():
    flows = capacity(DIAMOND, [demand(4), demand(4, "north")])
    assert flows.delivered == pytest.approx([4, 4])
    assert flows.use[1] == pytest.approx(8)


def test_a_supply_and_an_open_share_bind():
    assert capacity(DIAMOND, [demand(9)], supplies={(None, "west"): 3.0}).delivered[0] == 3
    narrow = capacity(DIAMOND, [demand(9)], open_share={"e0": 0.2})
    assert narrow.delivered[0] == pytest.approx(1 + 2)


def test_a_port_binds_where_the_pipe_behind_it_does_not():
    pipe = {"mode": "oil-pipeline", "gauge": 0, "good": "crude-oil", "both": 0}
    terminals = {**EMPTY_TERMINALS, "node": ["port"], "handle": ["oil"], "capacity": [3.0]}
    terminals |= {"unit": ["Mt/a"], "first_year": [None], "last_year": [None]}
    network = small(
        [("field", "AAA"), ("port", "AAA"), ("refinery", "BBB")],
        [
            {"from": "field", "to": "port", **pipe, **tonnes(10.0, 50.0)},
            {"from": "port", "to": "refinery", "km": 10.0, "mode": "sea", "gauge": 0,
             "capacity": None, "unit": None},
        ],
        terminals=terminals,
    )  # fmt: skip
    asked = Demand(
        good="crude-oil", origins=("field",), destination="refinery", quantity=20, unit="Mt/a"
    )
    flows = capacity(network, [asked])
    assert flows.delivered[0] == pytest.approx(3)
    assert list(flows.prices) == ["port (oil)"]


def test_a_port_bounds_what_a_ferry_brings_on_as_it_does_a_ship():
    terminals = {**EMPTY_TERMINALS, "node": ["port"], "handle": ["container"], "capacity": [3.0]}
    terminals |= {"unit": ["Mt/a"], "first_year": [None], "last_year": [None]}
    transfers = {"one": ["rail"], "two": ["ferry"], "cargo": ["container"], "hours": [1.0]}
    for mode, most in (("ferry", 3), ("road", 9)):
        network = small(
            [("west", "AAA"), ("port", "AAA"), ("east", "BBB")],
            [
                {"from": "west", "to": "port", **tonnes(10.0, 50.0)},
                {"from": "port", "to": "east", **tonnes(10.0, 50.0), "mode": mode, "gauge": 0},
            ],
            terminals=terminals,
            transfers={**transfers, "two": [mode], "cost": [1.0]},
        )
        flows = capacity(network, [demand(9)])
        assert flows.delivered[0] == pytest.approx(most)


def test_a_closure_takes_what_ran_through_it_less_what_others_give_back():
    found = closure(DIAMOND, [demand(6)], avoid=["NNN"])
    assert found.hit == pytest.approx([5])
    assert found.lost == pytest.approx([4])
    assert found.replaced == pytest.approx([1])


def test_the_smallest_cut_is_one_state_where_all_ways_pass_it():
    network = small(
        [*PLACES, ("gate", "GGG")],
        [
            {"from": "west", "to": "north", "km": 1.0},
            {"from": "west", "to": "south", "km": 1.0},
            {"from": "north", "to": "gate", "km": 1.0},
            {"from": "south", "to": "gate", "km": 1.0},
            {"from": "gate", "to": "east", "km": 1.0},
        ],
    )
    assert cut(network, "west", "east") == ("GGG",)
    assert cut(network, "west", "east", never=["GGG"]) == ("NNN", "SSS")
    assert cut(network, "west", "north") is None


def test_a_demand_in_another_unit_or_below_zero_is_refused():
    with pytest.raises(QuantityError, match='demand is in "bcm/a", but goods move in Mt/a'):
        capacity(DIAMOND, [demand(1, unit="bcm/a")])
    with pytest.raises(QuantityError, match="a demand of -1 Mt/a; 0 or more"):
        capacity(DIAMOND, [demand(-1)])
    with pytest.raises(QuantityError, match=r"an open share of 1\.2; 0\.\.1"):
        capacity(DIAMOND, [demand(1)], open_share={"e0": 1.2})


COUNT = 6
arcs = st.lists(
    st.tuples(
        st.integers(0, COUNT - 1),
        st.integers(0, COUNT - 1),
        st.integers(1, 50),
        st.integers(0, 9),
    ).filter(lambda a: a[0] != a[1]),
    min_size=3,
    max_size=14,
)
wants = st.lists(
    st.tuples(st.integers(0, COUNT - 1), st.integers(0, COUNT - 1), st.integers(0, 20)).filter(
        lambda w: w[0] != w[1]
    ),
    min_size=1,
    max_size=4,
)


def over_arcs(rows, wanted, shortage):
    """Solve the same program with a variable for every arc and demand: least cost, (K,) unmet."""
    k, both = len(wanted), [(a, b, km, i) for i, (a, b, km, _) in enumerate(rows)]
    both += [(b, a, km, i) for a, b, km, i in both]
    n = len(both)
    cost = np.concatenate([np.tile([km / 100 for *_, km, _ in both], k), np.full(k, shortage)])
    balance = np.zeros((k * COUNT, k * n + k))
    level = np.zeros(k * COUNT)
    for d, (start, end, quantity) in enumerate(wanted):
        for j, (a, b, *_) in enumerate(both):
            balance[d * COUNT + a, d * n + j] += 1
            balance[d * COUNT + b, d * n + j] -= 1
        balance[d * COUNT + start, k * n + d] += 1
        balance[d * COUNT + end, k * n + d] -= 1
        level[d * COUNT + start] += quantity
        level[d * COUNT + end] -= quantity
    room = np.zeros((len(rows), k * n + k))
    for d in range(k):
        for j, (*_, i) in enumerate(both):
            room[i, d * n + j] = 1
    most = [float(c) for *_, c in rows]
    return linprog(cost, A_ub=room, b_ub=most, A_eq=balance, b_eq=level).fun


@settings(max_examples=40, deadline=None)
@given(arcs, wants)
def test_ways_added_as_needed_reach_the_optimum_over_all_arcs(rows, wanted):
    nodes = [(f"p{i}", "AAA") for i in range(COUNT)]
    ways = [{"from": f"p{a}", "to": f"p{b}", **tonnes(float(km), float(c))} for a, b, km, c in rows]
    network = small(nodes, ways)
    wanted_here = [demand(float(q), f"p{a}", f"p{b}") for a, b, q in wanted]
    flows = capacity(network, wanted_here, shortage=1000.0)
    assert flows.residual < 1e-7
    assert (flows.use <= np.array([float(c) for *_, c in rows]) + 1e-7).all()
    served = flows.cost + 1000.0 * flows.unmet.sum()
    np.testing.assert_allclose(served, over_arcs(rows, wanted, 1000.0), rtol=1e-6, atol=1e-6)
