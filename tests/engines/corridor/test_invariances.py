"""What may change without changing an answer: names, the order of rows, what isn't used."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.corridor.networks import package

from accord.data import Tables
from accord.engines.corridor import Demand, capacity, load, route

PACKAGE = Tables.open()

HUBS = tuple(package().node[i] for i in np.flatnonzero(package().hub))
hubs = st.sampled_from(HUBS)
measures = st.sampled_from(["hours", "km", "cost"])


@settings(max_examples=30, deadline=None)
@given(hubs, hubs, measures, st.data())
def test_closing_what_is_not_on_the_way_changes_nothing(start, end, by, data):
    before = route(package(), start, end, by=by)
    used = {s for leg in before.legs for s in (*leg.places, leg.line, *leg.edges)}
    closed = data.draw(st.sampled_from([n for n in HUBS if n not in {*used, start, end}]))
    after = route(package(), start, end, by=by, close=[closed])
    assert after.feasible == before.feasible
    if before.feasible:
        assert getattr(after, by) == pytest.approx(getattr(before, by))


@settings(max_examples=30, deadline=None)
@given(hubs, hubs, measures, st.sampled_from(package().states))
def test_a_veto_makes_no_way_better(start, end, by, vetoed):
    ends = {package().state[package().place(p)] for p in (start, end)}
    if vetoed in ends:
        return
    before = route(package(), start, end, by=by)
    after = route(package(), start, end, by=by, avoid=[vetoed])
    if after.feasible:
        assert getattr(after, by) >= getattr(before, by) - 1e-9
        assert vetoed not in after.states


@settings(max_examples=30, deadline=None)
@given(hubs, hubs, measures)
def test_a_route_is_no_better_than_what_its_legs_add_up_to(start, end, by):
    found = route(package(), start, end, by=by)
    if found.feasible:
        for what in ("hours", "km", "cost"):
            total = sum(getattr(leg, what) for leg in found.legs)
            assert getattr(found, what) == pytest.approx(total)


def test_neither_the_order_of_rows_nor_the_names_of_places_matter():
    tables = dict(PACKAGE.corridors)
    new = {n: f"z-{n}" for n in tables["nodes"]["node"]}

    def renamed(column, by=";"):
        return pl.col(column).map_elements(
            lambda text: by.join(new.get(n, n) for n in text.split(by)), return_dtype=pl.String
        )

    rng = np.random.default_rng(1)
    nodes, edges = tables["nodes"], tables["edges"]
    tables["nodes"] = nodes.with_columns(renamed("node"))[rng.permutation(nodes.height).tolist()]
    tables["edges"] = edges.with_columns(renamed("from"), renamed("to"))[
        rng.permutation(edges.height).tolist()
    ]
    tables["passages"] = tables["passages"].with_columns(renamed("nodes"))
    tables["terminals"] = tables["terminals"].with_columns(renamed("node"))
    other = load(tables)
    for start, end, asked in (
        ("xian", "budapest", {"avoid": ["RUS", "IRN"]}),
        ("shanghai", "rotterdam", {"close": ["suez-canal"], "by": "cost"}),
        ("tengiz", "haifa", {"good": "crude-oil", "by": "cost"}),
    ):
        one = route(package(), start, end, **asked)
        two = route(other, new[start], new[end], **asked)
        assert two.cost == pytest.approx(one.cost)
        assert two.hours == pytest.approx(one.hours)
        assert two.states == one.states
    wanted = [
        Demand(good="crude-oil", origins=("KAZ",), destination=d, quantity=30, unit="Mt/a")
        for d in ("CHN", "ITA")
    ]
    here, there = (capacity(n, wanted, avoid=["RUS"]) for n in (package(), other))
    np.testing.assert_allclose(here.delivered, there.delivered, atol=1e-6)


@settings(max_examples=10, deadline=None)
@given(st.lists(st.floats(0, 60), min_size=3, max_size=3), st.sampled_from(["GEO", "RUS", "TUR"]))
def test_flows_over_the_package_keep_within_every_limit_and_balance(amounts, vetoed):
    wanted = [
        Demand(good="crude-oil", origins=("AZE", "KAZ"), destination=d, quantity=q, unit="Mt/a")
        for d, q in zip(("ITA", "CHN", "ISR"), amounts, strict=True)
    ]
    found = capacity(package(), wanted, avoid=[vetoed], supplies={("crude-oil", "AZE"): 25.0})
    assert found.residual < 1e-6
    np.testing.assert_allclose(found.delivered + found.unmet, amounts, atol=1e-6)
    limit = package().edges.capacity
    assert (found.use <= np.where(np.isfinite(limit), limit, np.inf) + 1e-6).all()
    by_demand = np.zeros(3)
    for way in found.carried:
        by_demand[way.demand] += way.quantity
        assert vetoed not in way.states
    np.testing.assert_allclose(by_demand, found.delivered, atol=1e-6)
