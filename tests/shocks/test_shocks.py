"""A shock touches the links and suppliers that it names, and no others."""

from dataclasses import dataclass, fields, replace
from typing import get_args, get_type_hints

import numpy as np
import pytest

from accord.errors import InputError
from accord.names import Within
from accord.shocks import (
    Accession,
    Capacity,
    Embargo,
    LostSupply,
    Shock,
    Tariff,
    Toll,
)
from accord.shocks.change import between, chosen, mask_of

STATES = ("AZE", "IRN", "ISR", "ITA", "KAZ", "RUS")
GOODS = ("coal", "crude-oil")


@dataclass(frozen=True)
class FewStates:
    """As much of a World as a shock asks of it."""

    states: tuple[str, ...] = STATES

    def expand(self, name):
        return ("ISR", "ITA") if name == "buyers" else (name,)

    def mask(self, names):
        wanted = [state for name in names for state in self.expand(name)]
        return np.isin(self.states, wanted)


WORLD = FewStates()
ACCESSION = Accession(kind="accession", candidates=("AZE", "KAZ"), with_=("ISR",), cost_cut="cut")
EMBARGO = Embargo(
    kind="embargo", by=("ITA",), on=("RUS",), evasion="evasion", evasion_cost=0.2, direction="both"
)
LOST = LostSupply(kind="lost-supply", state="KAZ", good="crude-oil", share="lost")
CAPACITY = Capacity(kind="capacity", state="KAZ", good="crude-oil", ratio=1.1, rent_to="RUS")
TARIFF = Tariff(kind="tariff", by=("buyers",), on=("RUS",), rate=0.1, goods=("coal",))
TOLL = Toll(kind="toll", to="RUS", suppliers=("KAZ",), buyers=("buyers",), share="toll")
ALL = (ACCESSION, EMBARGO, LOST, CAPACITY, TARIFF, TOLL)


def links(mask):
    """Name the links of a mask: "AZE>ISR"."""
    return {f"{STATES[i]}>{STATES[j]}" for i, j in np.argwhere(mask)}


def test_accession_cuts_cost_both_ways_and_makes_members():
    change = ACCESSION.change(WORLD, GOODS)
    assert [effect.good for effect in change.links] == ["coal", "crude-oil"]
    assert links(change.links[0].mask) == {"AZE>ISR", "ISR>AZE", "KAZ>ISR", "ISR>KAZ"}
    assert {effect.instrument for effect in change.links} == {"cost"}
    assert change.links[0].size.form == "1 - x"
    assert change.links[0].size.saves
    assert [member.state for member in change.memberships] == ["AZE", "KAZ"]


@pytest.mark.parametrize(
    ("direction", "banned"),
    [("imports", {"RUS>ITA"}), ("exports", {"ITA>RUS"}), ("both", {"RUS>ITA", "ITA>RUS"})],
)
def test_an_embargo_bans_the_direction_that_it_names(direction, banned):
    change = replace(EMBARGO, direction=direction).change(WORLD, ("coal",))
    assert {effect.instrument: effect.size.magnitude for effect in change.links} == {
        "ration": "evasion",
        "cost": 0.2,
    }
    assert all(links(effect.mask) == banned for effect in change.links)


def test_lost_supply_shrinks_one_supplier_of_one_good():
    (effect,) = LOST.change(WORLD, GOODS).suppliers
    assert (effect.good, effect.instrument, effect.size.form) == ("crude-oil", "keep", "1 - x")
    assert list(effect.mask) == [state == "KAZ" for state in STATES]


def test_a_cap_says_who_gets_its_rent():
    (effect,) = CAPACITY.change(WORLD, GOODS).suppliers
    assert (effect.instrument, effect.recipients) == ("capacity", ("RUS",))
    (own,) = replace(CAPACITY, rent_to=None).change(WORLD, GOODS).suppliers
    assert own.recipients == ()


def test_a_tariff_falls_on_imports_of_each_member_of_a_bloc_of_the_goods_named():
    (effect,) = TARIFF.change(WORLD, GOODS).links
    assert (effect.good, effect.instrument) == ("coal", "tariff")
    assert links(effect.mask) == {"RUS>ISR", "RUS>ITA"}


def test_a_toll_goes_to_whom_the_shock_names():
    change = TOLL.change(WORLD, GOODS)
    assert {effect.recipients for effect in change.links} == {("RUS",)}
    assert links(change.links[0].mask) == {"KAZ>ISR", "KAZ>ITA"}


@pytest.mark.parametrize("shock", ALL, ids=lambda shock: shock.kind)
def test_no_shock_touches_what_a_state_sells_to_itself(shock):
    everybody = {f.name for f in fields(shock)} & {"by", "on", "candidates", "with_", "suppliers"}
    wide = replace(shock, **dict.fromkeys(everybody, STATES))
    for effect in wide.change(WORLD, GOODS).links:
        assert not effect.mask.diagonal().any()


@pytest.mark.parametrize("shock", ALL, ids=lambda shock: shock.kind)
def test_a_shock_says_itself_in_a_sentence_with_its_assumption(shock):
    said = str(shock)
    size = next(
        getattr(shock, f.name)
        for f in fields(shock)
        if f.name in ("cost_cut", "evasion", "share", "ratio", "rate")
    )
    assert str(size) in said
    assert len(said.split()) > 4


@pytest.mark.parametrize("shock", get_args(Shock), ids=lambda shock: shock.__name__)
def test_every_magnitude_says_within_what_it_must_lie(shock):
    hints = get_type_hints(shock, include_extras=True)
    sizes = {name: hint for name, hint in hints.items() if "AssumptionName" in str(hint)}
    assert sizes
    for hint in sizes.values():
        (one,) = [part for part in (hint, *get_args(hint)) if hasattr(part, "__metadata__")]
        assert any(isinstance(note, Within) for note in one.__metadata__)


@pytest.mark.parametrize("shock", get_args(Shock), ids=lambda shock: shock.__name__)
def test_every_shock_has_a_horizon_and_a_kind_of_its_own(shock):
    assert shock.horizon in ("long", "short")
    kinds = [get_type_hints(one)["kind"] for one in get_args(Shock)]
    assert len(set(kinds)) == len(kinds)


def test_a_shock_on_a_good_that_the_case_does_not_count_is_refused():
    with pytest.raises(InputError, match='"uranium", which is not among the goods of the case'):
        chosen(("uranium",), GOODS)
    assert chosen((), GOODS) == GOODS


def test_a_mask_of_nobody_is_empty_and_links_need_both_ends():
    assert not mask_of(WORLD, ()).any()
    assert not between(WORLD, ("RUS",), ()).any()
