"""A bloc, a region and a case's own can stand wherever a metric takes a state.

Every metric and every parameter of the registry, by what it declares (`Plural`): a bloc of one
state is that state; the European Union, a region and a bloc of the case's own are answered, or
refused for a reason that has nothing to do with being a bloc.
"""

import functools
from dataclasses import replace

import numpy as np
import pytest
from tests.verdict.calls import calls, study

from accord import case as cases
from accord.case.find import find, text_of
from accord.measures import lacking, measures
from accord.measures.plural import Plural
from accord.study import Study
from accord.verdict.metrics.registry import Untestable, read

OWN = """
[blocs.{name}]
members = [{members}]
source = "judgement"
"""
PAIRS = [(name, key) for name, measure in measures().items() for key in measure.blocs]
OF_JOINERS = [pair for pair in PAIRS if not measures()[pair[0]].blocs[pair[1]].taken]
OF_STATES = [
    (name, key)
    for name, key in PAIRS
    if measures()[name].blocs[key] not in (Plural.NONE, Plural.PLAYER)
]
SHIPPED_BLOCS = ("EU-27", "OTS", "GCC", "CIS", "abraham-accords")
REGIONS = ("south-caucasus", "central-asia", "gulf", "western-asia", "europe")
OWN_BLOCS = ("two", "buyers", "turks")
MORE = """
[blocs.two]
members = ["AZE", "KAZ"]
[blocs.buyers]
members = ["ISR", "ITA"]
[blocs.turks]
members = ["TUR", "UZB"]

[scenarios.shut]
shocks = [{ kind = "closure", passages = ["btc", "cpc"], open_share = 0 }]

[scenarios.opened]
shocks = [{ kind = "new-line", lines = ["burgas-alexandroupoli"] }]
"""


def alone(state):
    return f"only-{state.lower()}"


@functools.cache
def inquiry():
    """Open the shipped case with blocs of one state for all that its calls name, and some more."""
    world = study().world
    text = text_of(find("abraham-accords")[0])
    text += "".join(OWN.format(name=alone(s), members=f'"{s}"') for s in world.states)
    text += MORE + made_up(world.states)
    case = cases.parse(text, name="blocs", file="blocs.toml", world=world)
    return Study.of(case, world, draws=8, seed=0)


def made_up(states):
    """Give every state a figure that rises by 1,000 t a year, and one that falls."""
    figures = ""
    for name, sign in (("made-up", 1), ("made-less", -1)):
        values = ", ".join(
            f'{{ value = {5000 + 1000 * sign * (year - 2023)}, state = "{state}", year = {year} }}'
            for state in states
            for year in (2021, 2023)
        )
        figures += f'\n[figures.{name}]\nunit = "t"\nsource = "judgement"\nvalues = [{values}]\n'
    return figures


def ask(call):
    """Read a call: its values, or why there are none."""
    try:
        return np.asarray(read(call, inquiry().inquire()).values)
    except Untestable as no:
        return str(no)


def put(call, key, change):
    """Give the call with the names of one parameter changed."""
    given = getattr(call.parameters, key)
    if isinstance(given, dict):
        if key == "poles":  # whose keys are words
            value = {pole: tuple(map(change, who)) for pole, who in given.items()}
        else:
            value = {change(name): figures for name, figures in given.items()}
        return replace(call, parameters=replace(call.parameters, **{key: value}))
    changed = tuple(map(change, given)) if isinstance(given, tuple) else change(given)
    return replace(call, parameters=replace(call.parameters, **{key: changed}))


# Where the common call names no state, or the shipped case's data would hide what is asked.
NAMED = {
    ("adversary-loss", "adversary"): {"adversary": "RUS"},
    ("figure-replacement", "lost_by"): {"gained_by": "DEU", "gained": "made-up", "since": 2021,
                                        "lost_by": "FRA", "lost": "made-less", "until": 2023},
    ("in-region", "region"): {"region": "south-caucasus"},
    ("production-outside", "not_crossing"): {"not_crossing": {"KAZ": ("made-up", "made-up")}},
    ("quantity-change", "suppliers"): {"suppliers": ("KAZ",)},
    ("trade-hit", "suppliers"): {"suppliers": ("KAZ",), "scenario": "shut"},
    ("trade-hit", "buyers"): {"buyers": ("ISR",), "scenario": "shut"},
    ("transit-share-removed", "state"): {"scenario": "opened"},
    ("transit-share-removed", "through"): {"scenario": "opened"},
    ("world-price", "buyers"): {"buyers": ("ISR",)},
    ("effective-poles", "poles"): {"poles": {"east": ("CHN",), "north": ("RUS",)},
                                   "channel": "trade"},
}  # fmt: skip
# What is asked of a bloc where the shipped tables hold no such thing of its members: the case does.
OF_BLOCS = {
    **NAMED,
    ("count-of-ties", "subjects"): {"relation": "land-border", "objects": ("RUS",)},
    ("days-of-stock", "state"): {"stock": "made-up"},
    ("figure", "state"): {"figure": "made-up"},
    ("figure-rank", "state"): {"figure": "made-up", "among": "asia", "year": 2023},
    ("figure-rank", "among"): {"figure": "made-up", "year": 2023},
    ("figure-ratio", "part_of"): {"part": "made-up", "whole": "made-up", "whole_of": "KAZ"},
    ("figure-ratio", "whole_of"): {"part": "made-up", "whole": "made-up", "part_of": "KAZ"},
    ("figure-replacement", "gained_by"): {"gained": "made-up", "since": 2021, "until": 2023,
                                          "lost_by": "FRA", "lost": "made-less"},
    ("n-minus-1", "state"): dict.fromkeys(
        ("entry", "production", "storage", "lng", "largest", "demand"), "made-up"
    ),
    ("replacement-share", "lost_from"): {"lost_from": ("RUS",), "good": "crude-oil"},
    ("replacement-share", "buyer"): {"good": "crude-oil"},
    ("states-without-tie", "states"): {"relation": "land-border", "object": "RUS"},
}  # fmt: skip
# Not yet answered of anybody, on the days that the shipped case is of.
OPEN = {"accession-observed", "days-to-accession"}


def call_with(name, key, given):
    """Give a call that names a state in this parameter."""
    call = calls()[name]
    return replace(call, parameters=replace(call.parameters, **given.get((name, key), {})))


@pytest.mark.parametrize(("name", "key"), OF_STATES)
def test_a_bloc_of_one_state_is_that_state(name, key):
    states = inquiry().world.states
    call = call_with(name, key, NAMED)
    asked = ask(call)
    same = ask(put(call, key, lambda one: alone(one) if one in states else one))
    if isinstance(asked, str):
        assert isinstance(same, str), (asked, same)
    else:
        assert not isinstance(same, str), same
        np.testing.assert_allclose(same, asked, rtol=1e-9, equal_nan=True)


@pytest.mark.parametrize(("name", "key"), OF_STATES)
def test_a_shipped_bloc_a_region_and_the_case_s_own_are_answered(name, key):
    for several in (SHIPPED_BLOCS, REGIONS, OWN_BLOCS):
        call = call_with(name, key, OF_BLOCS)
        said = {bloc: ask(put(call, key, functools.partial(_always, bloc))) for bloc in several}
        numbers = [found for found in said.values() if not isinstance(found, str)]
        assert numbers or name in OPEN, said
        assert not any(np.isnan(found).any() for found in numbers), said


def _always(bloc, _name):
    return bloc


@pytest.mark.parametrize(("name", "key"), OF_JOINERS)
def test_who_joins_is_a_state_and_a_bloc_is_refused_in_the_words_of_one_place(name, key):
    call = put(call_with(name, key, {}), key, functools.partial(_always, "EU-27"))
    if not getattr(call.parameters, key):
        call = replace(call, parameters=replace(call.parameters, **{key: ("EU-27",)}))
    case = inquiry().case
    lacks = lacking(
        call, inquiry().world, case.goods, accord=True, game=case.game_names, poles=True
    )
    assert f"EU-27 is a bloc: {Plural.NONE.value}" in {one.wrong for one in lacks}


def test_a_bloc_plays_where_the_game_names_one():
    """Adversaries and parties: a bloc of one as that state, in every metric that takes a player."""
    text = text_of(find("abraham-accords")[0])
    text += OWN.format(name="only-rus", members='"RUS"')
    text += OWN.format(name="only-isr", members='"ISR"')
    for old, new in (
        ('adversaries = ["RUS", "IRN", "CHN"]', 'adversaries = ["only-rus", "IRN", "CHN"]'),
        ('parties = ["ISR", "USA"', 'parties = ["only-isr", "USA"'),
        ('by = "RUS"', 'by = "only-rus"'),
        ("damage_worth = { RUS = ", "damage_worth = { only-rus = "),
        ('adversary = "RUS"', 'adversary = "only-rus"'),
    ):
        assert old in text
        text = text.replace(old, new)
    case = cases.parse(text, name="blocs", file="blocs.toml", world=study().world)
    blocs = Study.of(case, study().world, draws=8, seed=0)
    players = [pair for pair in PAIRS if measures()[pair[0]].blocs[pair[1]] is Plural.PLAYER]
    assert len(players) == 5
    for name, key in players:
        call = call_with(name, key, NAMED)
        same = put(call, key, lambda one: alone(one) if one in ("RUS", "ISR") else one)
        np.testing.assert_allclose(
            np.asarray(read(same, blocs.inquire()).values), ask(call), rtol=1e-9
        )
