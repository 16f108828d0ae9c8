"""The game's tables are those of one play, and read back from JSON as they were written."""

import json
from dataclasses import replace

import pytest
from tests.game.small import inquire

from accord.result.game import Game
from accord.result.made.game import game
from accord.result.plain import _read, plain
from accord.study import Study

BAN = '{ kind = "embargo", id = "ban", by = "RUS", evasion = 0, evasion_cost = 0 }'
STAGES = 'stages = { AZE = "named", KAZ = "applicant" }'


@pytest.fixture(scope="module")
def found():
    head = f"cost_cut = 0.005\nactions = [{BAN}]\n{STAGES}"
    return game(inquire(head, draws=20, AZE_security=5, KAZ_prestige=-30).study)


def test_every_set_is_there_with_every_partys_payoff_in_parts(found):
    assert [one.members for one in found.sets] == [(), ("AZE",), ("KAZ",), ("AZE", "KAZ")]
    for one in found.sets:
        for payoff in one.payoffs:
            parts = payoff.market.value + payoff.assumed.value
            assert payoff.total.value == pytest.approx(parts)


def test_what_is_assumed_stands_apart(found):
    (aze,) = [one for one in found.sets[1].payoffs if one.party == "AZE"]
    assert aze.assumed.value == 5
    assert found.assumed == ("aze-security", "kaz-prestige")


def test_the_ladder_has_both_sides_cost(found):
    (ban,) = found.ladder
    assert (ban.id, ban.by, ban.kind) == ("ban", "RUS", "embargo")
    assert ban.joiners_lose.value > 0
    assert ban.adversary_pays.value > 0
    assert ban.credible == 0  # it costs something and damage is worth nothing to it


def test_nobody_has_no_transfer_and_others_have_one(found):
    assert found.sets[0].transfer is None
    assert found.sets[3].transfer is not None


def test_a_chance_at_no_precision_is_the_base_rate(found):
    for one in found.chances:
        assert one.moved[0].precision == 0
        assert one.moved[0].chance.value == pytest.approx(one.base_rate)


def test_credits_of_a_party_add_up_to_its_change(found):
    total = {p.party: p.total.value for p in found.sets[3].payoffs}
    for party in ("AZE", "ISR", "RUS"):
        mine = sum(one.value.value for one in found.credits if one.party == party)
        assert mine == pytest.approx(total[party], rel=1e-6)


def test_the_path_says_who_came_only_because_of_another():
    # AZE gains 5 by itself; KAZ loses 3, and gains 10 where AZE is in: it follows in every order.
    study = inquire(AZE_security=5, **{"KAZ_domestic-cost": -3}, KAZ_prestige=10).study
    played = study.case.game
    terms = tuple(
        replace(term, for_each=("AZE",)) if term.kind == "prestige" else term
        for term in played.terms
    )
    case = replace(study.case, game=replace(played, terms=terms))
    found = game(Study.of(case, study.world, draws=4, seed=0))
    walked = [(step.inside, step.joins, step.share, step.follows) for step in found.path]
    assert walked == [((), "AZE", 1.0, 0.0), (("AZE",), "KAZ", 1.0, 1.0)]
    assert [one.members for one in found.ends] == [("AZE", "KAZ")]
    assert found.likeliest.replace("\u202f", " ") == (
        "The likeliest path of dominoes, in shares of draws and orders: AZE (100 %), then "
        "KAZ (100 %, brought by who is in)."
    )


def test_it_reads_back_as_it_was_written(found):
    written = json.loads(json.dumps(plain(found)))
    assert plain(_read(Game, written, "game")) == plain(found)


def test_a_case_without_a_game_has_no_tables():
    study = inquire(AZE_security=1, KAZ_security=1).study
    assert game(replace(study, case=replace(study.case, game=None))) is None
