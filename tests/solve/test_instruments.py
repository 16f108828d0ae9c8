"""What shocks touch becomes what the engine takes, on three states and by hand."""

from dataclasses import dataclass, replace
from types import SimpleNamespace

import numpy as np
import pytest

from accord.shocks import LinkEffect, Size, SupplierEffect
from accord.solve.corridors import Rerouted
from accord.solve.effects import Closing
from accord.solve.instruments import Instruments, Sizes, elastic, split
from accord.solve.shut import Shut

STATES = ("AAA", "BBB", "CCC")
FLOWS = np.array([[60.0, 30.0, 10.0], [0.0, 50.0, 50.0], [0.0, 0.0, 100.0]])
NOWHERE = np.zeros((3, 3), dtype=bool)


@dataclass(frozen=True)
class ThreeStates:
    """As much of a World as instruments ask of it; BC is a bloc of two."""

    states: tuple[str, ...] = STATES

    def mask(self, names):
        blocs = {"BC": ("BBB", "CCC")}
        return np.isin(self.states, [s for n in names for s in blocs.get(n, (n,))])


WORLD = ThreeStates()


def mask(*links):
    found = NOWHERE.copy()
    for supplier, buyer in links:
        found[STATES.index(supplier), STATES.index(buyer)] = True
    return found


def only(*states):
    return np.isin(STATES, states)


def link(instrument, links, size, recipients=()):
    return LinkEffect(
        good="coal",
        instrument=instrument,
        mask=mask(*links),
        size=size if isinstance(size, Size) else Size(magnitude=size),
        recipients=recipients,
    )


def supplier(instrument, state, size, recipients=()):
    return SupplierEffect(
        good="coal",
        instrument=instrument,
        mask=only(state),
        size=Size(magnitude=size),
        recipients=recipients,
    )


def made(*, links=(), suppliers=(), rerouted=()):
    return Instruments(flows=FLOWS, links=links, suppliers=suppliers, rerouted=rerouted)


def drawn(margin=None, **sample):
    return Sizes(sample={n: np.array(v) for n, v in sample.items()}, margin=margin)


def arguments(instruments, sizes=None, supply=0.5):
    sizes = sizes or drawn(x=[0.0])
    return instruments.arguments(sizes, np.full(sizes.draws, supply))


# ------------------------------------------------------------------------------------------ sizes


def test_a_size_is_the_number_its_part_or_what_the_part_leaves_over():
    sizes = drawn(cut=[0.2, 0.4], part=[0.25, 0.5])
    np.testing.assert_allclose(sizes.of(Size(magnitude="cut", part="part")), [0.05, 0.2])
    rest = Size(magnitude="cut", part="part", rest=True, form="1 - x")
    np.testing.assert_allclose(sizes.of(rest), [1 - 0.2 * 0.75, 1 - 0.4 * 0.5])
    np.testing.assert_allclose(sizes.of(Size(magnitude=0.1, form="1 + x")), [1.1, 1.1])


def test_a_cut_saves_no_more_than_the_margin_and_says_in_which_draws_it_would_have():
    sizes = drawn(margin="most", cut=[0.02, 0.1], most=[0.05, 0.05])
    saved = sizes.of(Size(magnitude="cut", form="1 - x", saves=True))
    np.testing.assert_allclose(saved, [0.98, 0.95])
    assert sizes.capped.tolist() == [False, True]
    np.testing.assert_allclose(sizes.of(Size(magnitude="cut")), [0.02, 0.1])  # saves nothing


def test_a_state_with_an_elasticity_of_its_own_has_it_and_a_bloc_each_of_its_members():
    own = elastic(np.array([0.5, 0.6]), {"BC": "ours"}, WORLD, drawn(ours=[0.1, 0.2]))
    np.testing.assert_array_equal(own, [[0.5, 0.1, 0.1], [0.6, 0.2, 0.2]])


# ---------------------------------------------------------------------------------- links


def test_two_tolls_are_two_groups_each_with_its_own_links_and_rate():
    tolls = (
        link("toll", [("AAA", "BBB")], 0.1),
        link("toll", [("BBB", "CCC"), ("AAA", "CCC")], "rate"),
    )
    found = arguments(made(links=tolls), drawn(rate=[0.2, 0.3]))["toll"]
    np.testing.assert_array_equal(found.mask, [tolls[0].mask, tolls[1].mask])
    np.testing.assert_array_equal(found.factor, [[0.1, 0.2], [0.1, 0.3]])


def test_a_link_that_opens_gets_a_trace_of_trade_and_the_weight_that_makes_it_the_seed():
    # CCC buys 160; AAA sells it 10. A link BBB -> AAA without trade: a trace of 1e-9 of AAA's 60.
    opened = made(links=(link("seed", [("BBB", "AAA")], 0.03),))
    traced = opened.with_traces()
    assert traced[1, 0] == pytest.approx(60e-9)
    traced[1, 0] = 0
    np.testing.assert_array_equal(traced, FLOWS)
    weight = arguments(opened)["weight"]
    # the share at today's prices is 1e-9, to be 0.03
    np.testing.assert_allclose(weight.factor, [[0.03 / 1e-9]], rtol=1e-6)


def test_a_ban_rations_its_links_and_the_rent_is_the_suppliers_who_evades():
    ban = link("ration", [("AAA", "BBB"), ("AAA", "CCC")], "evasion")
    found = arguments(made(links=(ban,)), drawn(evasion=[0.1, 0.3]))["ration"]
    np.testing.assert_array_equal(found.mask, [ban.mask])
    np.testing.assert_allclose(found.factor, [[0.1], [0.3]])
    rent = solution(ration_rent=[4.0, 0.0, 0.0])
    np.testing.assert_allclose(made(links=(ban,)).received(rent, WORLD), [[4, 0, 0]])


def test_a_quota_is_a_ratio_to_what_its_links_carry_together():
    quota = link("quota", [("AAA", "BBB"), ("AAA", "CCC")], 0.5)
    found = arguments(made(links=(quota,)))["quota"]
    np.testing.assert_allclose(found.factor, [[20.0]])  # half of 30 + 10


def test_where_nothing_is_touched_the_engine_is_given_what_changes_nothing():
    found = arguments(made())
    assert {n: found[n] for n in ("cost", "weight", "ration", "toll", "tariff", "keep")} == {
        "cost": 1.0,
        "weight": 1.0,
        "ration": np.inf,
        "toll": 0.0,
        "tariff": 0.0,
        "keep": 1.0,
    }
    assert found["quota"] == found["capacity"] == np.inf
    assert not made()


# -------------------------------------------------------------------------------- suppliers


def test_what_is_kept_of_supply_multiplies_and_of_caps_the_tightest_binds():
    kept = made(suppliers=(supplier("keep", "AAA", 0.5), supplier("keep", "AAA", 0.8)))
    np.testing.assert_allclose(arguments(kept)["keep"], [[0.4, 1, 1]])
    capped = made(suppliers=(supplier("capacity", "AAA", 0.9), supplier("capacity", "AAA", 0.7)))
    np.testing.assert_allclose(arguments(capped)["capacity"], [[[70.0], [np.inf], [np.inf]]])


def test_a_capped_price_caps_output_at_what_is_supplied_at_that_price():
    # Y p^epsilon = 100 x 0.64^0.5 = 80
    capped = made(suppliers=(supplier("price-cap", "BBB", 0.64),))
    np.testing.assert_allclose(arguments(capped)["capacity"][0, :, 0], [np.inf, 80.0, np.inf])


def closing(takeover, size=0.5, rise=(), cut_off=NOWHERE):
    found = Rerouted(
        rise=rise,
        cut_off=cut_off,
        stranded=np.array([0.2, 0.0, 0.0]),
        through=np.array([0.6, 0.0, 0.0]),
        by_it=np.zeros((3, 3)),
        unserved=np.zeros(3),
        lines=frozenset(),
    )
    how = Closing(size=Size(magnitude=size), takeover=takeover, shut=Shut())
    return made(rerouted=((how, found),))


@pytest.mark.parametrize(
    ("takeover", "left"),
    # Of AAA's 100, 60 went that way and 20 have no other. What is shut is half. Where other ways
    # take all over, 20 x 1/2 are stranded; where none does, 60 x 1/2; a quarter: 20/4 + 60 x 3/4.
    [(1.0, 90.0), (0.0, 70.0), (0.25, 75.0)],
)
def test_what_other_ways_do_not_take_over_in_time_stays_where_it_is(takeover, left):
    cap = arguments(closing(takeover))["capacity"]
    np.testing.assert_allclose(cap[0, :, 0], [left, np.inf, np.inf])


def test_a_way_round_costs_more_as_far_as_the_way_is_shut_and_a_cut_link_is_rationed():
    far, cut = mask(("AAA", "CCC")), mask(("AAA", "BBB"))
    found = arguments(closing(1.0, size=0.25, rise=((far, 0.4),), cut_off=cut))
    np.testing.assert_array_equal(found["cost"].mask, [far])
    np.testing.assert_allclose(found["cost"].factor, [[1.1]])  # 1 + 0.25 x 0.4
    np.testing.assert_array_equal(found["ration"].mask, [cut])
    np.testing.assert_allclose(found["ration"].factor, [[0.75]])


def test_what_is_banned_and_what_has_no_way_left_is_shut():
    banned, cut = mask(("AAA", "CCC")), mask(("AAA", "BBB"))
    shut = made(
        links=(link("ration", [("AAA", "CCC")], 0.1),), rerouted=closing(1.0, cut_off=cut).rerouted
    ).shut
    np.testing.assert_array_equal(shut, banned | cut)


def narrowed(takeover, size=0.5, **more):
    """CCC has no room for a fifth of its imports, and half of what it buys came by what is shut."""
    by_it = np.zeros((3, 3))
    by_it[0, 2], by_it[1, 2] = 1.0, 0.4  # of 10 and of 50, so 30 of 60
    found = Rerouted(
        rise=(), cut_off=NOWHERE, stranded=np.zeros(3), through=np.zeros(3), by_it=by_it,
        unserved=np.array([0.0, 0.0, 0.2]), lines=frozenset(),
    )  # fmt: skip
    how = Closing(size=Size(magnitude=size), takeover=takeover, shut=Shut())
    return made(rerouted=((how, found),), **more)


@pytest.mark.parametrize(
    ("takeover", "brought"),
    # Half is shut. All taken over: 60 (1 - 0.2/2). Nothing: 60 (1 - 0.5/2). A quarter: in between,
    # a lack of 0.2/4 + 0.5 x 3/4 = 0.425.
    [(1.0, 54.0), (0.0, 45.0), (0.25, 47.25)],
)
def test_a_buyer_gets_what_the_ways_that_are_left_have_room_for(takeover, brought):
    found = arguments(narrowed(takeover))["quota"]
    np.testing.assert_array_equal(found.mask, [mask(("AAA", "CCC"), ("BBB", "CCC"))])
    np.testing.assert_allclose(found.factor, [[brought]])


def test_what_came_by_what_is_shut_is_rationed_by_how_much_did():
    # All of AAA's and 40 % of BBB's, of which half is shut and a quarter taken over.
    found = arguments(narrowed(0.25))["ration"]
    order = np.argsort(found.factor[0])
    np.testing.assert_array_equal(found.mask[order], [mask(("AAA", "CCC")), mask(("BBB", "CCC"))])
    np.testing.assert_allclose(found.factor[0, order], [1 - 0.5 * 0.75, 1 - 0.5 * 0.75 * 0.4])
    assert arguments(narrowed(1.0))["ration"] == np.inf


def test_a_buyer_that_nothing_reaches_or_all_does_is_not_narrowed():
    for unserved in (1.0, 0.0):
        ((how, found),) = narrowed(1.0).rerouted
        none = replace(found, unserved=np.array([0.0, 0.0, unserved]), by_it=np.zeros((3, 3)))
        assert arguments(made(rerouted=((how, none),)))["quota"] == np.inf
        assert made(rerouted=((how, none),)).narrows is bool(unserved)
    assert narrowed(1.0).narrows


# ------------------------------------------------------------------------ who gets the money


def solution(**money):
    """A solution of one draw in which nothing is received but what is given."""
    nothing = {
        "tariff_revenue": np.zeros((1, 3)),
        "toll_revenue": np.zeros((1, 2)),
        "quota_rent": np.zeros((1, 1)),
        "capacity_rent": np.zeros((1, 3)),
        "ration_rent": np.zeros((1, 3)),
    }
    return SimpleNamespace(**nothing | {n: np.array([v]) for n, v in money.items()})


TOLLS = (
    link("toll", [("AAA", "BBB")], 0.1, recipients=("AAA",)),
    link("toll", [("AAA", "CCC")], 0.1, recipients=("BC",)),
)


def test_each_toll_goes_to_whom_its_own_shock_names_and_a_bloc_shares_it_evenly():
    found = made(links=TOLLS).received(solution(toll_revenue=[10.0, 4.0]), WORLD)
    np.testing.assert_allclose(found, [[10, 2, 2]])


def test_tariffs_go_to_importers_on_top_of_tolls():
    money = solution(toll_revenue=[10.0, 4.0], tariff_revenue=[0.0, 0.0, 7.0])
    np.testing.assert_allclose(made(links=TOLLS).received(money, WORLD), [[10, 2, 9]])


def test_the_rent_of_a_quota_goes_to_whom_it_names():
    quota = link("quota", [("AAA", "CCC")], 0.5, recipients=("CCC",))
    found = made(links=(quota,)).received(solution(quota_rent=[6.0]), WORLD)
    np.testing.assert_allclose(found, [[0, 0, 6]])


def test_the_rent_of_the_last_way_in_is_the_buyer_s_beside_that_of_a_quota():
    # 6 of a quota that names AAA; 5 of what the ways to CCC bring; and CCC's tariffs of 7.
    quota = link("quota", [("AAA", "BBB")], 0.5, recipients=("AAA",))
    money = solution(quota_rent=[6.0, 5.0], tariff_revenue=[0.0, 0.0, 7.0])
    found = narrowed(1.0, links=(quota,)).received(money, WORLD)
    np.testing.assert_allclose(found, [[6, 0, 12]])


def test_the_rent_of_a_capacity_goes_to_its_supplier_or_to_whom_the_shock_names():
    rent = solution(capacity_rent=[5.0, 3.0, 0.0])
    mine = made(suppliers=(supplier("capacity", "AAA", 0.9),))
    np.testing.assert_allclose(mine.received(rent, WORLD), [[5, 3, 0]])
    given = made(suppliers=(supplier("capacity", "AAA", 0.9, recipients=("CCC",)),))
    np.testing.assert_allclose(given.received(rent, WORLD), [[0, 3, 5]])
    keep = made(suppliers=(supplier("keep", "AAA", 0.9, recipients=("CCC",)),))
    np.testing.assert_allclose(keep.received(rent, WORLD), [[5, 3, 0]])


def test_a_dollar_for_nobody_goes_to_nobody():
    np.testing.assert_array_equal(split((), WORLD), [0, 0, 0])
    np.testing.assert_array_equal(split(("BC", "BBB"), WORLD), [0, 0.5, 0.5])


@pytest.mark.parametrize("supply", [np.array([1.0, 4.0]), np.array([[1.0] * 3, [4.0] * 3])])
def test_what_stocks_bring_goes_from_who_did_not_make_it_to_who_held_it(supply):
    # A quarter more of AAA's supply is BBB's: a fifth of what AAA sells. It sells 150, which were
    # worth 100: BBB gains a fifth of 50, and AAA gives up a fifth of its surplus, 150 / (1 + 1) at
    # an elasticity of supply of 1, and 150 / (1 + 4) at one of 4.
    stock = replace(
        supplier("stock", "AAA", 0.25, recipients=("BBB",)), weight=np.array([1.0, 0.0, 0.0])
    )
    sold = SimpleNamespace(
        revenue=np.array([[150.0, 80.0, 0.0]] * 2), quantity=np.array([[100.0, 80.0, 0.0]] * 2)
    )
    moved = made(suppliers=(stock,)).from_stocks(sold, supply, drawn(x=[0.0, 0.0]), WORLD)
    np.testing.assert_allclose(moved, [[-15, 10, 0], [-6, 10, 0]])


# --------------------------------------------------------------------------- what it rests on


def test_a_market_names_what_its_sizes_rest_on_and_a_margin_only_where_a_cut_saves():
    cut = Size(magnitude="cut", part="part", form="1 - x", saves=True)
    saving = made(links=(link("cost", [("AAA", "BBB")], cut),))
    assert saving.names("margin") == {"cut", "part", "margin"}
    plain = made(links=(link("toll", [("AAA", "BBB")], "rate"),))
    assert plain.names("margin") == {"rate"}
    how = Closing(size=Size(magnitude="share"), takeover="time", shut=Shut())
    shut = made(rerouted=((how, closing(1.0).rerouted[0][1]),))
    assert shut.names(None) == {"share", "time"}


def test_what_still_passes_pays_for_the_risk_or_goes_around_where_that_is_cheaper():
    # Half is shut. Around costs 20 % more: of the other half, a premium of 10 % is paid and one of
    # 50 % is not. Where there is no way around it is paid in full on the half that arrives.
    around = Rerouted(
        rise=((mask(("AAA", "BBB")), 0.2),), cut_off=mask(("AAA", "CCC")),
        stranded=np.zeros(3), through=np.zeros(3), by_it=np.zeros((3, 3)), unserved=np.zeros(3),
        lines=frozenset(),
    )  # fmt: skip
    how = Closing(size=Size(magnitude=0.5), premium="risk", shut=Shut())
    war = made(rerouted=((how, around),))
    found = arguments(war, drawn(risk=[0.1, 0.5]))["cost"]
    np.testing.assert_array_equal(found.mask, [mask(("AAA", "BBB")), mask(("AAA", "CCC"))])
    np.testing.assert_allclose(found.factor, [[1.15, 1.1], [1.2, 1.5]])
    assert war.names(None) == {"risk"}


def test_a_pooled_market_notices_suppliers_and_stranded_output_and_no_link():
    assert not made(links=TOLLS).on_suppliers
    assert made(suppliers=(supplier("keep", "AAA", 0.5),)).on_suppliers
    assert closing(1.0).on_suppliers
