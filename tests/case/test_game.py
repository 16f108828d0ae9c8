"""What is wrong with a game is one clear fault, with its line."""

import pytest
from tests.game.small import text, world

from accord import case as cases
from accord.errors import CaseError

WORTH = {"AZE_security": 1, "KAZ_security": 1}
STOP = '{ kind = "stop", id = "stop", by = "RUS", passages = ["%s"], days = 30 }'
BAN = '{ kind = "embargo", id = "ban", by = "RUS", evasion = 0, evasion_cost = 0, goods = ["%s"] }'


def faults(written, of=None):
    try:
        cases.parse(written, name="g", file="g.toml", world=of or world())
    except CaseError as error:
        return [(f.line, f.wrong, f.right) for f in error.faults]
    return []


def one_fault(game="", change=("", ""), **worth):
    written = text(game, **(worth or WORTH)).replace(*change)
    (found,) = faults(written)
    line, wrong, right = found
    key = next(n for n, row in enumerate(written.splitlines(), 1) if row.startswith("[game]"))
    assert line is not None
    assert line >= key or "accord" in wrong
    assert right
    return wrong


def test_a_sound_game_has_no_fault():
    assert faults(text("actions = []", **WORTH)) == []


def test_a_candidate_who_is_a_member():
    assert "ISR is a member of PACT on 2023-06-30" in one_fault(
        'candidates = ["AZE", "ISR"]', AZE_security=1, ISR_security=1
    )


def test_a_member_among_the_candidates_is_not_asked_for_a_payoff_too():
    assert "ISR is a member" in one_fault('candidates = ["AZE", "ISR"]', AZE_security=1)


def test_a_candidate_of_the_accord_who_is_a_member_where_the_game_names_none():
    written = text(**WORTH).replace('["AZE", "KAZ"]', '["AZE", "KAZ", "ISR"]')
    wrongs = [wrong for _, wrong, _ in faults(written)]
    assert any("ISR, a candidate of the [accord], is a member" in wrong for wrong in wrongs)


def test_nobody_who_may_join():
    assert one_fault("candidates = []") == "candidates is empty"


@pytest.mark.parametrize(
    ("game", "said"),
    [
        ('sponsor = "RUS"\nadversaries = ["RUS"]', "RUS is the sponsor too"),
        ('adversaries = ["KAZ"]', "KAZ is a candidate too"),
    ],
)
def test_an_adversary_who_is_on_the_other_side_as_well(game, said):
    assert one_fault(game) == said


def test_a_candidate_that_is_a_bloc():
    assert "PACT is a bloc" in one_fault('candidates = ["PACT"]', PACT_security=1)


def test_more_than_twenty_candidates_and_what_they_would_cost():
    codes = [f"S{n:02d}" for n in range(21)]
    of = world_of(*codes)
    written = text(f"candidates = {codes}".replace("'", '"'))
    (found,) = faults(written, of)
    assert "21 candidates make 2,097,152 sets: some 12 hours" in found[1]
    assert "at most 20" in found[2]


def world_of(*states):
    from tests.verdict.metrics.asking import made

    return made(states=(*states, "KAZ", "RUS", "IRN"), blocs="bloc state start end\nPACT ISR - -")


def test_a_game_without_candidates():
    written = text("").replace('candidates = ["AZE", "KAZ"]', "candidates = []")
    assert [wrong for _, wrong, _ in faults(written)] == ["candidates is empty"]


def test_an_empty_game_is_asked_for_what_it_lacks():
    written = text(**WORTH)
    written = written[: written.index("[game]")] + "[game]\n"
    wrongs = [wrong for _, wrong, _ in faults(written)]
    assert wrongs == ["with is missing", "cost_cut is missing"]


def test_a_game_without_an_accord():
    written = text(**WORTH)
    head, rest = written.split("[accord]")
    written = head + "[goods.oil]" + rest.split("[goods.oil]")[1]
    assert "a game of joining, and no [accord]" in [wrong for _, wrong, _ in faults(written)]


def test_an_action_on_a_passage_that_does_not_exist():
    assert 'no passage "nowhere"' in one_fault(f"actions = [{STOP % 'nowhere'}]")


def test_an_action_on_a_good_that_does_not_exist():
    assert 'no good "ambrosia"' in one_fault(f"actions = [{BAN % 'ambrosia'}]")


def test_an_action_of_somebody_who_is_no_adversary():
    ban = BAN.replace("RUS", "UZB") % "oil"
    assert "UZB is no adversary of the game" in one_fault(f"actions = [{ban}]")


def test_an_action_on_somebody_who_is_no_candidate():
    ban = (BAN % "oil").replace("}", ', on = ["UZB"] }')
    assert "UZB is no candidate of the game" in one_fault(f"actions = [{ban}]")


def test_two_actions_of_one_name():
    ban = BAN % "oil"
    assert '"ban" is an action of this game already' in one_fault(f"actions = [{ban}, {ban}]")


def test_an_action_that_is_called_nothing():
    ban = (BAN % "oil").replace('"ban"', '"nothing"')
    assert "what every adversary may do as well" in one_fault(f"actions = [{ban}]")


def test_a_candidate_without_a_payoff_beside_the_market_where_others_have_one():
    assert "no payoff beside the market for KAZ" in one_fault(AZE_security=1)


def test_a_term_in_another_unit_than_money():
    written = text(**WORTH).replace('unit = "usd"', 'unit = "share"')
    wrongs = [wrong for _, wrong, _ in faults(written)]
    assert wrongs == [f'assumption "{s}-security" is in share' for s in ("aze", "kaz")]


def test_a_payment_that_nobody_makes():
    assert "a payment, and no sponsor who pays" in one_fault(AZE_payment=1, KAZ_security=1)


def test_an_accord_without_members_on_the_day():
    from tests.game.small import TRADE
    from tests.small_world import small_world

    of = small_world(
        trade=TRADE,
        production="state quantity\nAZE 1",
        blocs="bloc state start end\nPACT ISR 2023-12-01 -",
        states=("IRN", "UZB"),
    )
    (found,) = faults(text(**WORTH), of)
    assert "PACT has no members on 2023-06-30" in found[1]


@pytest.mark.parametrize("days", [-1, 366])
def test_a_stop_is_no_shorter_than_nothing_and_no_longer_than_a_year(days):
    of = world()
    written = text(f"actions = [{STOP % 'x'}]".replace("30", str(days)), **WORTH)
    assert any("outside of what is possible" in wrong for _, wrong, _ in faults(written, of))


CLAIM = """
[claims.it]
quote = "x"
why = "y"
metric = {{ name = "{name}", {parameters} }}
holds = "= yes"
"""


@pytest.mark.parametrize(
    ("name", "parameters", "wrong"),
    [
        ("joins", 'joiners = ["UZB"]', "UZB is no candidate of the game (AZE, KAZ)"),
        (
            "adversary-answer",
            'adversary = "RUS", joiners = ["AZE"], action = "bann"',
            'no action "bann" in the game',
        ),
        (
            "adversary-answer",
            'adversary = "IRN", joiners = ["AZE"], action = "ban"',
            "IRN is no adversary with an action of the game (RUS)",
        ),
    ],
)
def test_a_claim_names_who_plays_and_what_is_played(name, parameters, wrong):
    written = text(f"actions = [{BAN % 'oil'}]", **WORTH)
    claim = CLAIM.format(name=name, parameters=parameters)
    assert [w for _, w, _ in faults(written + claim)] == [wrong]


def test_a_claim_about_a_game_that_the_case_lacks():
    written = text(**WORTH)
    written = written[: written.index("[game]")]
    claim = CLAIM.format(name="joins", parameters='joiners = ["AZE"]')
    assert {w for _, w, _ in faults(written + claim)} == {"the case has no [game]"}


@pytest.mark.parametrize(
    "game",
    [
        "actions = 3",
        "actions = [3]",
        'actions = [{ kind = ["stop"], by = [1], id = {} }]',
        'terms = "x"',
        "candidates = [[1]]",
        "adversaries = { a = 1 }",
        "damage_worth = [1]",
        "cost_cut = nan",
    ],
)
def test_whatever_stands_there_is_a_fault_and_no_defect(game):
    written = text(game)
    if game.startswith("terms"):
        written = written.replace("terms = []", "")
    assert faults(written)
