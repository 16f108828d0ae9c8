"""How findings name states, goods and several things at once: in words, by no key of a file."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from accord.case.model import Case
from accord.memo import kept
from accord.names import CONTAINERS
from accord.numbers import date_text, value_text
from accord.world import World
from accord.world.naming import listed as listed
from accord.world.naming import plain as plain
from accord.world.naming import said


def some(names: Sequence[str], most: int) -> str:
    """List the first of several names, and say how many more there are.

    >>> some(["Iran", "Iraq", "Oman"], 2)
    'Iran, Iraq and 1 more'
    """
    more = len(names) - most
    return f"{', '.join(names[:most])} and {more} more" if more > 0 else ", ".join(names)


def states(names: str | Iterable[str], world: World, last: str = "and") -> str:
    """Name states and blocs: `the United States and the EU-27`."""
    several = (names,) if isinstance(names, str) else names
    return listed((said(name, world) for name in several), last)


def good(name: str | None, world: World, codes: tuple[str, ...] = ()) -> str:
    """Name a good in few words, or the codes that are read in its place."""
    if codes:
        return f"{len(codes)} HS codes" if len(codes) > 3 else f"HS {listed(codes)}"
    if name is None:
        return "all energy and mineral codes"
    if name == CONTAINERS:
        return "goods in containers"
    return _goods(world)[name]


@kept
def _goods(world: World) -> dict[str, str]:
    """Name each good by the head of its title, or by all of it where two have the same head."""
    short = {name: re.split("[:,]", good.title)[0] for name, good in world.goods.items()}
    often = Counter(short.values())
    titles = (
        (name, title if often[title] == 1 else world.goods[name].title)
        for name, title in short.items()
    )
    return {name: title[:1].lower() + title[1:] for name, title in titles}


def own(name: str) -> str:
    """Put a name in the genitive: Kazakhstan's, the United States'."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def scenario(name: str, case: Case) -> str:
    """Say what a scenario is, by its title where it has one."""
    return case.scenario(name).title or plain(name)


def percent(share: float) -> str:
    """Write a share for a reader."""
    return value_text(share, unit="share")


def date(day: dt.date) -> str:
    """Write a day for a reader."""
    return date_text(day.isoformat())


def sentence(text: str) -> str:
    """Begin with a capital letter."""
    return text[:1].upper() + text[1:]


def answered(question: str) -> str:
    """Make a finding of a question whose answer is yes or no: `Whether it rains: {value}.`"""
    return f"{question[0].upper()}{question[1:]}: {{value}}."
