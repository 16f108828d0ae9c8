"""Scenarios that are solved together get what each gets alone."""

import numpy as np
import pytest
from tests.solve.markets import read, world

from accord.case.model import Scenario
from accord.draws import assumptions, sample
from accord.engines.market import partial
from accord.shocks import Accession, Embargo, LostSupply, NewLink, Quota, Tariff, Toll
from accord.study import Study

JOIN = 'kind = "accession", candidates = ["AZE"], with = ["ISR"], cost_cut = "size"'
ATOMS = (
    Accession(kind="accession", candidates=("AZE", "KAZ"), with_=("ISR",), cost_cut="size"),
    Embargo(kind="embargo", by=("RUS",), on=("KAZ",), evasion="size", evasion_cost=0.1),
    Embargo(
        kind="embargo",
        by=("RUS", "CHN"),
        on=("KAZ", "AZE"),
        evasion=0.3,
        evasion_cost="size",
        direction="both",
    ),
    Toll(kind="toll", to="RUS", suppliers=("KAZ",), buyers=("ITA",), share="size"),
    Toll(kind="toll", to="GEO", suppliers=("KAZ",), buyers=("ITA",), share=0.01),
    Tariff(kind="tariff", by=("ITA",), on=("AZE",), rate=0.05),
    LostSupply(kind="lost-supply", state="SAU", good="crude-oil", share="size"),
    Quota(kind="quota", by=("ITA",), on=("KAZ",), good="crude-oil", ratio=0.5, rent_to="ITA"),
)
GROUPS = ("AZE", "KAZ", "ISR", "RUS", "GEO", "ITA", "SAU", "CHN")


@pytest.fixture(scope="module")
def study():
    case = read(joins=JOIN)
    of = world()
    drawn = sample(assumptions(case, of), draws=6, seed=2)
    return Study(case=case, world=of, assumed=assumptions(case, of), sample=drawn)


def scenarios(*masks):
    return [
        Scenario(name="", shocks=tuple(a for n, a in enumerate(ATOMS) if mask >> n & 1))
        for mask in masks
    ]


def alone(study, scenario, of):
    outcome = study.inquire().outcome(scenario, "short", good="crude-oil")
    return np.stack([outcome.gain(mask) for mask in of], axis=1)


def test_each_of_many_gains_what_it_gains_alone(study):
    of = np.stack([study.world.mask(name) for name in GROUPS])
    asked = scenarios(0, 1, 2, 4, 6, 8, 24, 31, 36, 64, 71, 128, 130, 255)
    found = study.gains(asked, "crude-oil", "short", of).values
    for scenario, gain in zip(asked, found, strict=True):
        np.testing.assert_allclose(gain, alone(study, scenario, of), rtol=1e-7, atol=100)


def test_the_order_of_shocks_and_their_names_make_no_other_scenario(study):
    of = np.stack([study.world.mask("KAZ")])
    one, other = (ATOMS[0], ATOMS[1]), (ATOMS[1], ATOMS[0])
    found = study.gains(
        [Scenario(name="a", shocks=one), Scenario(name="b", shocks=other)], "crude-oil", "long", of
    ).values
    np.testing.assert_array_equal(found[0], found[1])


def test_a_link_that_opens_is_solved_beside_others(study):
    of = np.stack([study.world.mask("ISR")])
    link = NewLink(kind="new-link", supplier="KAZ", buyer="ARG", good="crude-oil", seed=0.01)
    asked = [Scenario(name="", shocks=(link,)), *scenarios(1)]
    found = study.gains(asked, "crude-oil", "short", of).values
    for scenario, gain in zip(asked, found, strict=True):
        np.testing.assert_allclose(gain, alone(study, scenario, of), rtol=1e-7, atol=100)


def test_quotas_of_two_scenarios_pay_each_its_own_rent(study):
    # Either halves what Italy buys of one of two suppliers: the rent is that supplier's, and what
    # the other's quota would bring is no part of it.
    italy = np.stack([study.world.mask("ITA")])
    asked = [
        Scenario(
            name="",
            shocks=(
                Quota(kind="quota", by=("ITA",), on=(who,), good="crude-oil", ratio=0.5,
                      rent_to="ITA"),
            ),
        )
        for who in ("KAZ", "AZE")
    ]  # fmt: skip
    found = study.gains(asked, "crude-oil", "short", italy).values
    for scenario, gain in zip(asked, found, strict=True):
        np.testing.assert_allclose(gain, alone(study, scenario, italy), rtol=1e-7, atol=100)
    assert not np.isclose(found[0], found[1], rtol=0.01).any()


def test_nothing_that_reaches_the_good_is_nothing_gained(study):
    of = np.stack([study.world.mask("ISR")])
    found = study.gains(scenarios(0), "crude-oil", "short", of)
    assert not found.values.any()


def test_what_other_groups_gain_is_not_solved_again(study, monkeypatch):
    one, all_ = (np.stack([study.world.mask(name) for name in of]) for of in (("KAZ",), GROUPS))
    asked = scenarios(5, 66)
    first = study.gains(asked, "crude-oil", "short", one).values
    monkeypatch.setattr(partial, "solve", None)
    again = study.gains(asked, "crude-oil", "short", all_).values
    np.testing.assert_allclose(again[:, :, [1]], first, rtol=1e-9)


def test_a_ban_on_who_sells_nothing_there_makes_no_other_market(study, monkeypatch):
    solved = []
    solve = partial.solve

    def counted(flows, **arguments):
        solved.append(len(arguments["sigma"]))
        return solve(flows, **arguments)

    monkeypatch.setattr(partial, "solve", counted)
    of = study.world
    assert of.market("crude-oil").flows[of.states.index("MNG"), of.states.index("RUS")] == 0
    groups = np.stack([study.world.mask(name) for name in GROUPS])
    more = [
        Embargo(kind="embargo", by=("RUS",), on=on, evasion="size", evasion_cost=0.1)
        for on in (("KAZ",), ("KAZ", "MNG"), ("MNG",))
    ]
    asked = [Scenario(name="", shocks=(one,)) for one in more]
    found = study.gains(asked, "crude-oil", "short", groups).values
    assert solved == [6]  # the draws of one market
    np.testing.assert_array_equal(found[0], found[1])
    assert not found[2].any()
