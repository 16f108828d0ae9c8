"""A claim asked alone gets the answer that a run gives it, and nothing else is solved for it."""

from dataclasses import replace

import pytest

import accord
from accord.api.runs import explain
from accord.errors import InputError, UnknownNameError
from accord.result import plain
from accord.study import Study

DRAWN, FACT = "israel-stability", "muslim-majority"


@pytest.fixture(scope="module")
def case():
    whole = accord.load_case("abraham-accords")
    return replace(whole, claims={name: whole.claims[name] for name in (DRAWN, FACT)})


@pytest.fixture(scope="module")
def world(case):
    return accord.load_world(case.year)


@pytest.fixture(scope="module")
def ran(case, world):
    return accord.run(case, world=world, draws=20).document


@pytest.mark.parametrize("claim", [DRAWN, FACT])
def test_a_claim_explained_alone_is_what_the_run_says_of_it(claim, case, world, ran):
    alone = explain(claim, case, world=world, draws=20)
    whole = [v for v in ran.verdicts if claim in (v.claim, v.part_of)]
    assert plain(alone.verdicts) == plain(tuple(whole))


def test_it_brings_the_assumptions_that_it_uses_and_no_other(case, world):
    found = explain(DRAWN, case, world=world, draws=20)
    used = {name for v in found.verdicts for name in v.assumptions}
    assert {a.name for a in found.assumptions} == used
    assert used
    assert explain(FACT, case, world=world, draws=20).assumptions == ()


def test_a_part_can_be_asked_for_alone(case, world):
    found = explain(f"{FACT}/kazakhstan", case, world=world, draws=20)
    assert [v.claim for v in found.verdicts] == [f"{FACT}/kazakhstan"]


def test_a_fact_solves_no_market(case, world, monkeypatch):
    def refuse(*_):
        raise AssertionError("a market was solved")

    monkeypatch.setattr(Study, "ask", refuse)
    assert explain(FACT, case, world=world, draws=20).verdicts


def test_a_claim_or_part_that_is_not_there_is_answered_with_the_nearest(case, world):
    with pytest.raises(UnknownNameError, match='did you mean "muslim-majority"'):
        explain("muslim-majorty", case, world=world, draws=20)
    with pytest.raises(UnknownNameError, match='no part "muslim-majority/kazakstan"; did you mean'):
        explain(f"{FACT}/kazakstan", case, world=world, draws=20)


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"draws": "x"}, "draws is 'x'; write a whole number from 20"),
        ({"draws": 20.5}, "draws is 20.5; write"),
        ({"draws": True}, "draws is True; write"),
        ({"seed": "x"}, "seed is 'x'; write a whole number, 0 or more"),
        ({"seed": -1}, "seed is -1; write"),
        ({"world": 2023}, "world is 2023; give what load_world gives"),
    ],
)
def test_what_is_no_number_of_draws_no_seed_and_no_world_is_refused(asked, says, case):
    with pytest.raises(InputError, match=says):
        accord.run(case, **{"draws": 20, **asked})


def test_too_few_draws_are_refused_before_anything_is_read(case):
    with pytest.raises(InputError, match="draws is 19; write a whole number from 20"):
        explain(FACT, case, draws=19)
