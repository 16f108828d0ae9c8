"""What is wrong with a case's poles is one clear fault, with its line."""

import pytest
from tests.verdict.metrics.asking import CASE, made

from accord import case as cases
from accord.errors import CaseError

SOUND = """
[alignment]
states = ["AZE"]
lean = { west = 1, north = -1 }
statuses = { observer = 0.5 }
bonds = [
  { to = "UNION", pole = "north", weight = 3, parts = { west = 0.5 } },
  { to = "RUS", relation = "observer", pole = "north", weight = 1 },
]

[alignment.poles]
north = ["RUS"]
west = ["USA"]
"""


@pytest.fixture(scope="module")
def world():
    return made(
        blocs="bloc state start end\nUNION RUS - -\nGONE RUS 2000-01-01 2001-01-01",
        ties="subject relation object\nAZE observer RUS",
        states=("RUS", "USA"),
    )


def faults(world, more):
    text = CASE.format(year=2023, demand=[0.5]) + more
    try:
        cases.parse(text, name="made", file="made.toml", world=world)
    except CaseError as error:
        return [(text.splitlines()[f.line - 1], f.wrong, f.right) for f in error.faults]
    return []


def test_sound_poles_have_no_fault(world):
    assert faults(world, SOUND) == []


@pytest.mark.parametrize(
    ("written", "instead", "line", "wrong", "right"),
    [
        ('west = ["USA"]', 'west = ["RUS"]', 'west = ["RUS"]', "RUS belongs to north", "one pole"),
        ('west = ["USA"]', 'west = ["GONE"]', 'west = ["GONE"]', "GONE has no members", "another"),
        ('west = ["USA"]', "west = []", "west = []", "west has no state", "leave it out"),
        ('["AZE"]', '["UNION"]', "states =", "UNION is a bloc", "name its members"),
        ("lean = { west", "lean = { wset", "lean =", 'no pole "wset"', 'did you mean "west"?'),
        ('pole = "north", weight = 3', 'pole = "nort", weight = 3', "bonds", 'no pole "nort"', ""),
        ("parts = { west = 0.5 }", "parts = { est = 0.5 }", "bonds", 'no pole "est"', "west"),
        ("parts = { west = 0.5 }", "parts = { north = 0.5 }", "bonds", "what the others leave", ""),
        ("parts = { west = 0.5 }", "parts = { west = 1.5 }", "bonds", "outside of what is", ""),
        ("weight = 3", "weight = -3", "bonds", "-3 is outside of what is possible", ""),
        ('to = "UNION"', 'to = "UNIO"', "bonds", 'no bloc "UNIO"', 'did you mean "UNION"?'),
        ('to = "RUS"', 'to = "USA"', "bonds", 'no observer with "USA"', 'did you mean "RUS"?'),
        ("observer = 0.5", "observer = 2", "statuses", "outside of what is possible", "0 to 1"),
        ("{ observer = 0.5", "{ obsever = 0.5", "statuses", "obsever", "observer"),
        ("bonds = [", "bond = [", "bond", "bond", "bonds"),
    ],
)
def test_each_slip_is_one_fault_with_its_line(world, written, instead, line, wrong, right):
    assert written in SOUND
    ((at, said, better),) = faults(world, SOUND.replace(written, instead, 1))
    assert wrong in said
    assert right in better
    assert line in at or at.strip().startswith("{")


def test_one_pole_is_nothing_to_be_spread_over(world):
    ((_, wrong, right),) = faults(world, '[alignment]\npoles = { north = ["RUS"] }\n')
    assert (wrong, right) == ("1 poles: nothing to be spread over", "name two or more")


def test_a_metric_of_poles_needs_an_alignment(world):
    claim = """
[claims.x]
quote = "q"
why = "w"
metric = { name = "balanced-channels", state = "AZE" }
holds = ">= 2"
"""
    ((_, wrong, right),) = faults(world, claim)
    assert (wrong, right) == ("the case has no [alignment]", "it takes a case with an [alignment]")
    assert faults(world, SOUND + claim) == []
