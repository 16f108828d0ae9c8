"""What names a case file may use: those of the World, of the case itself, and of the metrics."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING, Any, get_args

from accord.case.assumptions import FROM_MEMORY, JUDGEMENT, Assumption, Elasticity, Parameter
from accord.case.form import Table
from accord.case.model import BASELINE
from accord.measures import NO_GAME, GameNames, Measure, MetricCall, measures
from accord.measures.corridor import LineCapacity
from accord.names import (
    CONTAINERS,
    ActionName,
    AssumptionName,
    BlocName,
    CargoName,
    FigureName,
    GoodName,
    Horizon,
    HsCode,
    PassageName,
    PlaceName,
    RelationName,
    ScenarioName,
    SourceName,
    StateName,
    TransitName,
    Within,
    fold,
    nearest,
    suggestion,
)

if TYPE_CHECKING:
    from accord.data import Tables
    from accord.world import World

SLUG = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
CODE = re.compile(r"[A-Z]{3}")  # of a state
NO_SUCH_STATE = "the data tell no state of that code apart; write one of ISO 3166, such as AZE"
HS_CODE = re.compile(r"\d{6}")


@dataclass(frozen=True, kw_only=True)
class Known:
    """Names that are known while one file is read; None and empty where nobody can say."""

    world: "World | None" = None
    package: "World | None" = None  # the same without what the case brings
    measures: Mapping[str, Measure] = field(default_factory=measures)
    scenarios: tuple[str, ...] = ()
    goods: tuple[str, ...] = ()  # of the case
    accord: bool = True  # whether the case has one
    poles: bool = False  # whether the case names any
    elsewhere: bool = False  # another year, or other data, than the file was written for
    year_told: bool = False  # whether the year has no World, and that is told already
    # names of the case's own whose declaration has a fault, which is told where it stands
    broken: frozenset[str] = frozenset()
    incomplete: bool = False  # whether something of the case's own could not be read
    named: tuple[str, ...] = ()  # assumptions of the case, also those with faults
    left: tuple[str, ...] = ()  # elasticities that it leaves to the table, as verdicts print them
    game: GameNames = NO_GAME  # who plays, as far as it could be read
    actions: tuple[str, ...] = ()  # of the game, by name
    assumptions: Mapping[str, Assumption] = field(default_factory=dict)  # those without faults
    _listed: dict[Any, dict[str, None] | None] = field(default_factory=dict, repr=False)

    @property
    def tables(self) -> "Tables":
        """The tables of the World; the package's own while there is no World."""
        from accord.data import Tables  # heavy, and only of use where something is wrong

        return self.world.tables if self.world else Tables.open()

    def names(self, kind: Any) -> Mapping[str, None] | None:
        """Give the known names of a kind, in their order; None where nobody here can say."""
        if kind not in self._listed:
            listed = self._names(kind)
            self._listed[kind] = None if listed is None else dict.fromkeys(listed)
        return self._listed[kind]

    def _names(self, kind: Any) -> Iterable[str] | None:
        if kind is ScenarioName:
            return (BASELINE, *self.scenarios)
        if kind is AssumptionName:
            return (*self.named, *(name for name in self.left if self._asked(name)))
        if kind is ActionName:
            return self.actions
        if self.world is None:
            return None
        if kind is SourceName:
            return (JUDGEMENT, FROM_MEMORY, *self.world.tables.names("source"))
        return OF_WORLD[kind](self.world) if kind in OF_WORLD else None

    def _asked(self, name: str) -> bool:
        """Whether a market asks the table for an elasticity; yes while there is no World."""
        good, _, _ = name.rsplit(".", 2)
        if self.world is None:
            return True
        return good in self.world.goods and self.world.market_reason(good) is None

    def unit_of(self, call: MetricCall) -> str | None:
        """Give the unit of a call's value; None where only a World could say, and there is none."""
        unit = self.measures[call.name].unit
        if not callable(unit):
            return unit
        return None if self.world is None else unit(call.parameters, self.world)

    def volumes_of(self, call: MetricCall) -> Mapping[str, float]:
        """Give the units of volume that a call's tonnes a year may be written in; {} where none."""
        good = getattr(call.parameters, "good", None)
        if isinstance(call.parameters, LineCapacity) and self.world:
            good = self.world.piped(call.parameters.line)
        if self.world is None or good is None or self.unit_of(call) != "t_per_year":
            return {}
        return self.world.volumes_of(good)

    def place(self, kind: Any) -> str:
        """Say where a kind of name was looked for."""
        if kind in (ScenarioName, AssumptionName):
            return "in this case"
        if kind is ActionName:
            return "in the game"
        return f"in the world of {self.world.year}" if self.world else ""


OF_WORLD: dict[Any, Callable[["World"], Iterable[str]]] = {
    StateName: lambda world: (*world.states, *world.blocs),
    BlocName: lambda world: world.blocs,
    GoodName: lambda world: world.goods,
    CargoName: lambda world: (*world.goods, CONTAINERS),
    HsCode: lambda world: world.tables.known_codes,
    FigureName: lambda world: world.tables.names("sourced"),
    PlaceName: lambda world: world.places,
    PassageName: lambda world: world.passages,
    TransitName: lambda world: (*world.states, *world.blocs, *world.passages),
    RelationName: lambda world: world.tables.names("relation"),
}


def strange_letters(name: str) -> str:
    """Name the first letter that only looks Latin, as in a Cyrillic "А"; "" where there is none."""
    for letter in name:
        if ord(letter) > 127:
            return f'its "{letter}" is {unicodedata.name(letter, "an unnamed character")}'
    return ""


def right_name(name: str, known: Iterable[str]) -> str:
    """Say what would be right in place of an unknown name."""
    return "; ".join(filter(None, [strange_letters(name), suggestion(name, known)]))


def right_passage(name: str, known: Known) -> str | None:
    """Say which passage was meant where it was written by its title or another of its names."""
    if known.world is None:
        return None
    table = known.world.corridors["passages"].select("passage", "title", "aliases")
    for passage, title, others in table.iter_rows():
        if fold(name) in map(fold, (title, *(others or "").split(";"))):
            return f'did you mean "{passage}"?'
    return None


def right_state(name: str, known: Iterable[str], tables: "Tables") -> str:
    """Say which state or bloc was meant, also where it was written by any of its names."""
    known = tuple(known)
    if CODE.fullmatch(name):
        near = [code for code in known if CODE.fullmatch(code) and _a_slip_of_code(name, code)]
        return right_name(name, near) if near else NO_SUCH_STATE
    code = tables.state_called(name)
    if code is None and nearest(name, known) is None:
        code = tables.nearest_state(name)
    return f'did you mean "{code}"?' if code in known else right_name(name, known)


def _a_slip_of_code(written: str, code: str) -> bool:
    """Whether letters changed places, or one is another: LIE is no slip of SLE."""
    other = sum(one != two for one, two in zip(written, code, strict=True))
    return other == 1 or sorted(written) == sorted(code)


def slug(text: str) -> str:
    """Turn a text into a name such as a file uses: small letters, digits, hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain)) or "a-name"


def table_names(raw: Table, key: str) -> tuple[str, ...]:
    """Give the names that a table of tables declares, whatever else is wrong with it."""
    table: Any = raw.get(key)
    return tuple(table) if isinstance(table, dict) else ()


def left_to_the_table(raw: Table) -> Iterator[str]:
    """Give the elasticities that no good names an assumption for, as "crude-oil.sigma.short"."""
    goods, named = table_names(raw, "goods"), table_names(raw, "assumptions")
    asked = list(product(goods, get_args(Parameter), get_args(Horizon)))
    known = [*named, *map(".".join, asked)]
    for good, parameter, horizon in asked:
        name, settings = f"{good}.{parameter}.{horizon}", raw["goods"][good]
        said = settings.get(parameter) if isinstance(settings, dict) else None
        if name not in named and (said in (None, name) or said not in known):
            yield name


def game_of(raw: Table) -> tuple[GameNames, tuple[str, ...]]:
    """Give who plays and what may be done, whatever else is wrong with the game."""
    game, accord = raw.get("game"), raw.get("accord")
    if not isinstance(game, dict) or not isinstance(accord, dict):
        return NO_GAME, ()
    actions = _listed(game, "actions", dict)
    acting = [one.get("by") for one in actions]
    answering = _listed(game, "adversaries", str) or _listed(accord, "adversaries", str)
    sponsor = [game["sponsor"]] if isinstance(game.get("sponsor"), str) else []
    players = GameNames(
        candidates=tuple(_listed(game, "candidates", str) or _listed(accord, "candidates", str)),
        adversaries=tuple(one for one in answering if one in acting),
        others=(*sponsor, *_listed(accord, "parties", str)),
    )
    return players, tuple(str(one.get("id")) for one in actions)


def _listed(table: Table, key: str, kind: type[Any]) -> list[Any]:
    """Give what is of a kind in a list of a table; nothing where it is no list."""
    found = table.get(key)
    return [one for one in found if isinstance(one, kind)] if isinstance(found, list) else []


def staged_names(raw: Table) -> Iterator[str]:
    """Give the names of scenarios on the days of their stages, whatever else is wrong with them."""
    for name in table_names(raw, "scenarios"):
        scenario = raw["scenarios"][name]
        stages = scenario.get("stages") if isinstance(scenario, dict) else None
        for stage in stages if isinstance(stages, list) else ():
            day = stage.get("on") if isinstance(stage, dict) else None
            if isinstance(day, dt.date) and not isinstance(day, dt.datetime):
                yield f"{name}.{day}"


def beyond(limit: Within, value: Any, known: Known) -> Iterator[tuple[str, str]]:
    """Find a number outside of what is allowed, or an assumption that ranges beyond."""
    if not isinstance(value, str):
        if not limit.holds(value):
            yield f"{value:g} is outside of what is possible", f"write a number, {limit}"
        return
    assumption = known.assumptions.get(value)  # one with faults is told where it stands
    if assumption is None or isinstance(assumption.distribution, Elasticity):
        return
    if assumption.unit not in limit.units:
        meant = " or ".join(limit.units)
        yield f'assumption "{value}" is in {assumption.unit}', f"a {meant} is meant here"
        return
    low, high = assumption.distribution.range
    if not (limit.holds(low) and limit.holds(high)):
        wrong = f'assumption "{value}" ranges from {low:g} to {high:g}'
        yield wrong, f"what fits here is {limit}"
