"""What must hold of routes on every network."""

from itertools import combinations, pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.corridor.networks import small

from accord.engines.corridor import route

COUNT = 8
STATES = ("AAA", "BBB", "CCC", "DDD")
edges = st.lists(
    st.tuples(st.integers(0, COUNT - 1), st.integers(0, COUNT - 1), st.integers(1, 99)),
    min_size=4,
    max_size=24,
)
vetoes = st.sets(st.sampled_from(STATES[1:]))


def built(pairs):
    """Place 0 is AAA's and the last is EEE's, so that no veto hits an end."""
    nodes = [(f"p{i}", STATES[i % 4] if 0 < i < COUNT - 1 else "AAA") for i in range(COUNT)]
    nodes[-1] = (f"p{COUNT - 1}", "EEE")
    nodes[4] = ("p4", "BBB")
    rows = [{"from": f"p{a}", "to": f"p{b}", "km": float(km)} for a, b, km in pairs]
    # A far corner of each state, so that its name is known whatever was drawn.
    return small(nodes, rows), [s for _, s in nodes]


def shortest(pairs, states, avoided):
    """Floyd and Warshall's distances, by hand."""
    d = np.full((COUNT, COUNT), np.inf)
    np.fill_diagonal(d, 0)
    for a, b, km in pairs:
        if states[a] not in avoided and states[b] not in avoided:
            d[a, b] = d[b, a] = min(d[a, b], km) if a != b else 0
    for k in range(COUNT):
        d = np.minimum(d, d[:, [k]] + d[[k], :])
    return d[0, COUNT - 1]


def present(avoided, states):
    return {s for s in avoided if s in states}


@settings(max_examples=60, deadline=None)
@given(edges, vetoes)
def test_a_route_is_as_short_as_floyd_and_warshall_say(pairs, avoided):
    network, states = built(pairs)
    found = route(network, "p0", f"p{COUNT - 1}", avoid=present(avoided, states), by="km")
    expected = shortest(pairs, states, avoided)
    assert found.feasible == np.isfinite(expected)
    if found.feasible:
        np.testing.assert_allclose(found.km, expected)
        assert not set(found.states) & avoided


@settings(max_examples=60, deadline=None)
@given(edges, vetoes)
def test_what_blocks_cuts_and_no_smaller_set_of_vetoes_does(pairs, avoided):
    network, states = built(pairs)
    avoided = present(avoided, states)
    found = route(network, "p0", f"p{COUNT - 1}", avoid=avoided)
    if found.feasible:
        assert found.blocking == ()
        return
    assert np.isinf(shortest(pairs, states, set(found.blocking)))
    for smaller in combinations(sorted(avoided), max(len(found.blocking) - 1, 0)):
        assert len(found.blocking) == 0 or np.isfinite(shortest(pairs, states, set(smaller)))
    if found.blocking:
        assert np.isfinite(shortest(pairs, states, avoided - set(found.reopening)))


@settings(max_examples=40, deadline=None)
@given(edges, vetoes)
def test_another_veto_never_shortens_a_route(pairs, avoided):
    network, states = built(pairs)
    avoided = sorted(present(avoided, states))
    lengths = [
        route(network, "p0", f"p{COUNT - 1}", avoid=avoided[:i], by="km")
        for i in range(len(avoided) + 1)
    ]
    km = [r.km if r.feasible else np.inf for r in lengths]
    assert all(a <= b + 1e-9 for a, b in pairwise(km))
