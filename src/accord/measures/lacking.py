"""What a call of a metric lacks, so that nothing can be read: `check` and `run` ask it alike.

Decided from what the metric needs and from what the names can be asked, both made beforehand; no
trade is read and nothing solved. The reader of case files tells it as a fault; whoever reads a
metric that nobody checked is refused with the same words.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from accord.measures.call import MetricCall
from accord.measures.needs import Need, Quality
from accord.measures.plural import Plural
from accord.measures.registry import measures
from accord.names import CONTAINERS, fold, slip_of

if TYPE_CHECKING:  # whoever passes a World has imported it
    from accord.world import World

OF_THE_NETWORK = (Quality.ON_NETWORK, Quality.PLACE)
OUTSIDE = "the network does not cover"
SHUTS = ("close", "avoid", "scenario")  # parameters that may shut something
OF_THE_GAME = (Quality.GAME, Quality.CANDIDATE, Quality.ADVERSARY, Quality.PLAYER)
ELSEWHERE = (Quality.PRICED, Quality.PRICES, Quality.TRADED)  # hang on the year and the data


@dataclass(frozen=True, slots=True, kw_only=True)
class GameNames:
    """Who plays in the case's game: nobody where it has none."""

    candidates: tuple[str, ...] = ()
    adversaries: tuple[str, ...] = ()
    others: tuple[str, ...] = ()  # sponsor and parties


NO_GAME = GameNames()


@dataclass(frozen=True, slots=True)
class Lack:
    """What is missing: of which parameter, at which place of a list, and why that is no use."""

    quality: Quality
    parameter: str  # "" where it is missing in the case
    place: int | None
    wrong: str
    outside: bool = False  # a state or place that the network does not cover: no slip of the file

    @property
    def right(self) -> str:
        """What would do instead."""
        return f"it takes {self.quality.value}"


def lacking(
    call: MetricCall,
    world: "World",
    goods: Collection[str],
    *,
    accord: bool,
    game: GameNames = NO_GAME,
    poles: bool = False,
) -> Iterator[Lack]:
    """Find what a call lacks.

    Parameters
    ----------
    call : parameters that another metric fills in, or that nobody wrote, lack nothing
    world : of the case's year
    goods : that the case counts
    accord : whether the case has one
    game : who plays in the case's game
    poles : whether the case names any, in its [alignment]
    """
    given = {f.name: getattr(call.parameters, f.name) for f in fields(call.parameters)}
    for need in measures()[call.name].needs:
        for place, name in _names(need, given):
            if need.quality is Quality.ACCORD:
                wrong = None if accord else "the case has no accord"
            elif need.quality is Quality.POLES:
                wrong = None if poles or _own_poles(given) else "the case has no [alignment]"
            elif need.quality in OF_THE_GAME:
                wrong = _no_bloc(call, need, name, world) or _no_player(need.quality, name, game)
            else:
                wrong = _wrong(need.quality, name, given, world, goods)
            if wrong:
                outside = need.quality in OF_THE_NETWORK and wrong.startswith(OUTSIDE)
                yield Lack(need.quality, need.of, place, wrong, outside)


def _own_poles(given: Mapping[str, Any]) -> bool:
    """Say whether a call brings its poles; what a membership binds to stands in the case alone."""
    return bool(given.get("poles")) and given.get("channel") != "memberships"


def _no_player(quality: Quality, name: str, game: GameNames) -> str | None:
    """Say why a name plays no such part; None where it does."""
    if not game.candidates:
        return "the case has no [game]"
    if quality is Quality.GAME:
        return None
    allowed = {
        Quality.CANDIDATE: game.candidates,
        Quality.ADVERSARY: game.adversaries,
        Quality.PLAYER: (*game.candidates, *game.adversaries, *game.others),
    }[quality]
    part = {Quality.CANDIDATE: "candidate", Quality.ADVERSARY: "adversary with an action"}
    said = part.get(quality, "player")
    return None if name in allowed else f"{name} is no {said} of the game ({', '.join(allowed)})"


def _no_bloc(call: MetricCall, need: Need, name: str, world: "World") -> str | None:
    """Say why a bloc can't stand there; None where it can, or where it is a state."""
    plural = measures()[call.name].blocs.get(need.of, Plural.SUM)
    return None if plural.taken or name not in world.blocs else f"{name} is a bloc: {plural.value}"


def _names(need: Need, given: Mapping[str, Any]) -> Iterator[tuple[int | None, str]]:
    """Give the names of which something is needed, each with its place in a list."""
    value = given[need.of] if need.of else ""
    if isinstance(value, str):
        yield None, value
    elif value is not None:
        yield from enumerate(value)


def _wrong(
    quality: Quality, name: str, given: Mapping[str, Any], world: "World", goods: Collection[str]
) -> str | None:
    """Say why a name is no use; None where it has what is needed."""
    if quality is Quality.PRICED:
        return world.market_reason(name) if name in goods else f"{name} is no good of the case"
    if quality is Quality.COUNTED:
        return None if name in goods else f"{name} is no good of the case"
    if quality is Quality.APART:
        return _counted_twice(name, given["goods"], world)
    if quality is Quality.PRICES:
        reasons = [world.market_reason(good) for good in goods]
        return None if None in reasons else "; ".join(filter(None, reasons)) or "no good is counted"
    if quality is Quality.SHUT:
        return None if any(given[key] for key in SHUTS) else "nothing is shut"
    if quality is Quality.TRADED and given.get("codes"):
        return None  # codes of the call go before the good's own
    if quality is Quality.CARRIED and name == CONTAINERS:
        return None
    of = world.tables.abilities.get((_ability(quality), _key(quality, name)), frozenset())
    if quality is Quality.ROUTED:
        asked = f"{given['good']} {given.get('direction', 'export')}"
        if asked in of or _traded(given["good"], world):
            return None
        return f"no split of {name}'s {asked}s over routes was published, and no trade is recorded"
    return None if of else _says(quality, name, world)


def _ability(quality: Quality) -> str:
    """Give the word under which the table has it: what may be derived is there if published."""
    return "split" if quality is Quality.ROUTED else quality.word


def _key(quality: Quality, name: str) -> str:
    return fold(name) if quality in (Quality.PLACE, Quality.LIMITED) else name


def _traded(good: str, world: "World") -> bool:
    return (Quality.TRADED.word, good) in world.tables.abilities


def _counted_twice(name: str, among: Collection[str], world: "World") -> str | None:
    """Find a good before this one that counts some of the same tonnes."""
    before = list(among)[: list(among).index(name)]
    one = next((g for g in before if world.overlap(g, name)), None)
    return f"{one} and {name} overlap: some tonnes are both" if one else None


def _says(quality: Quality, name: str, world: "World") -> str:
    """Say what a name has not."""
    if quality is Quality.TRADED:
        if lacking := world.tables.lacks(world.good(name).codes):
            return f"the data hold no trade of {name}, HS {lacking}"
        return world.good(name).why_not or f"no HS code is {name} alone"
    if quality in OF_THE_NETWORK:
        return _of_the_network(name, world)
    return {
        Quality.PRODUCED: f"no production series of {name}",
        Quality.ONE_STAGE: f"production and trade of {name} are of different stages",
        Quality.CARRIED: f"the network carries no {name}",
        Quality.LIMITED: f"no capacity of {name} is known",
        Quality.VOTING: f"no UN votes of {name}",
        Quality.MEMBERS: f"{name} is no bloc",
        Quality.SOURCED: f"no sourced figure of {name}",
    }[quality]


def _of_the_network(name: str, world: "World") -> str:
    """Say that a state or place is not in the network, or what it may be a slip of."""
    if name in world.states or name in world.blocs:
        return f"{OUTSIDE} {world.name(name) if name in world.states else name}"
    places = (place for quality, place in world.tables.abilities if quality == "place")
    if like := slip_of(fold(name), places):
        return f'no place "{name}" in the network; did you mean "{like}"?'
    return f'{OUTSIDE} "{name}"'
