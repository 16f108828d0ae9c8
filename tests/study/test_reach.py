"""What a scenario takes of each good, and how dear it gets: every good is looked at."""

from types import SimpleNamespace

import numpy as np

from accord.study.evidence.reach import cut_off, far_outside, undrawn

OIL = np.array([[0.0, 60.0], [40.0, 0.0]])


class World:
    """Two states that trade oil, and no gas."""

    states = ("AZE", "ISR")

    def market(self, good):
        return SimpleNamespace(flows=OIL if good.endswith("oil") else 0 * OIL)

    def mask(self, names):
        return np.isin(self.states, names)

    def name(self, state):
        return state.title()


def outcome(*, sold=(60.0, 40.0), dearer=(1.0, 1.0), beyond=None):
    quantity, index = np.tile(sold, (3, 1)), np.tile(dearer, (3, 1))
    solution = SimpleNamespace(quantity=quantity, price_index=index)
    return SimpleNamespace(solution=solution, undrawn=beyond)


def test_a_good_that_nobody_trades_hides_none_of_which_a_lot_is_lost():
    # 48 + 40 of 60 + 40 are left: 12 %, more than 5.
    goods = {"gas": outcome(), "oil": outcome(sold=(48.0, 40.0))}
    (found,) = far_outside(goods, World())
    assert found.says.startswith("takes 12\u00a0% of the world's oil away")
    assert not list(far_outside({"oil": outcome(sold=(56.0, 40.0))}, World()))


def test_a_good_is_called_as_people_do_and_not_by_its_key():
    (much,) = far_outside({"crude-oil": outcome(sold=(48.0, 40.0))}, World())
    assert much.says.startswith("takes 12\u00a0% of the world's crude oil away")


def test_a_good_that_a_buyer_lacks_hides_none_that_gets_dear_for_it():
    goods = {"gas": outcome(), "oil": outcome(dearer=(9.0, 2.5))}
    (found,) = cut_off(goods, ("ISR",), World())
    assert "the price of oil for Isr rises 2.5-fold" in found.says
    assert not list(cut_off({"oil": outcome(dearer=(9.0, 1.9))}, ("ISR",), World()))


def test_how_much_is_lost_is_said_to_the_hundredth():
    # 20 + 20 of 100 are left: 60 %.
    (found,) = far_outside({"oil": outcome(sold=(20.0, 20.0))}, World())
    assert found.says.startswith("takes 60\u00a0% ")
    assert found.says.endswith("not calibrated beyond 5\u00a0%")


def test_buyers_count_by_what_they_bought():
    # Of 100 Azerbaijan bought 40, at 9 times the price, and Israel 60, at 2.5: 5.1 times.
    (found,) = cut_off({"oil": outcome(dearer=(9.0, 2.5))}, ("AZE", "ISR"), World())
    assert "the price of oil for Aze and Isr rises 5.1-fold" in found.says


def test_only_suppliers_that_a_number_names_are_said_to_go_beyond_past_events():
    beyond = {"coal": outcome(), "oil": outcome(beyond=np.array([True, False]))}
    (found,) = undrawn(beyond, ("AZE", "ISR"), World())
    assert found.says.startswith("Aze would lose nearly all buyers of oil")
    assert not list(undrawn(beyond, ("ISR",), World()))
