"""What names a case file may use: those of the World, of the case itself, and of the metrics."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from accord.case.assumptions import FROM_MEMORY, JUDGEMENT, Assumption
from accord.case.form import Table
from accord.case.model import BASELINE
from accord.data import Tables
from accord.measures import Measure, measures
from accord.names import nearest, suggestion
from accord.world import World

SLUG = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
HS_CODE = re.compile(r"\d{6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Names that are known while one file is read; None and empty where nobody can say."""

    world: World | None = None
    measures: Mapping[str, Measure] = field(default_factory=measures)
    scenarios: tuple[str, ...] = ()
    goods: tuple[str, ...] = ()  # of the case
    named: tuple[str, ...] = ()  # assumptions of the case, also those with faults
    assumptions: Mapping[str, Assumption] = field(default_factory=dict)  # those without faults

    def names(self, kind: str) -> Iterable[str] | None:
        """Give the known names of a kind; None where nobody here can say."""
        if kind == "ScenarioName":
            return (BASELINE, *self.scenarios)
        if kind == "AssumptionName":
            return self.named
        if kind == "SourceName":
            ours = () if self.world is None else tuple(self.world.sources)
            return None if self.world is None else (JUDGEMENT, FROM_MEMORY, *ours)
        return None if self.world is None else names_of_world(self.world, kind)

    def place(self, kind: str) -> str:
        """Say where a kind of name was looked for."""
        if kind in ("ScenarioName", "AssumptionName"):
            return "in this case"
        return f"in the world of {self.world.year}" if self.world else ""


def names_of_world(world: World, kind: str) -> Iterable[str] | None:
    """Give the World's names of a kind; None for a kind that it doesn't list."""
    listed: dict[str, Callable[[], Iterable[str]]] = {
        "StateName": lambda: (*world.states, *world.blocs),
        "BlocName": lambda: world.blocs,
        "GoodName": lambda: world.goods,
        "HsCode": lambda: world.tables.covered_codes,
        "FigureName": lambda: world.tables.figures["figure"].unique(),
        "PassageName": lambda: world.passages,
        "RelationName": lambda: world.tables.ties["relation"].unique(),
    }
    return tuple(listed[kind]()) if kind in listed else None


def code_of_state(name: str) -> str | None:
    """Find the code of a state that somebody wrote by its English name."""
    by_name = dict(Tables.open().states.select("name", "iso3").iter_rows())
    found = nearest(name, by_name) if len(name) > 3 else None
    return by_name[found] if found else None


def strange_letters(name: str) -> str:
    """Name the first letter that only looks Latin, as in a Cyrillic "А"; "" where there is none."""
    for letter in name:
        if ord(letter) > 127:
            return f'its "{letter}" is {unicodedata.name(letter, "an unnamed character")}'
    return ""


def right_name(name: str, known: Iterable[str]) -> str:
    """Say what would be right in place of an unknown name."""
    return "; ".join(filter(None, [strange_letters(name), suggestion(name, known)]))


def right_state(name: str, known: Iterable[str]) -> str:
    """Say which state or bloc was meant, also where it was written by its English name."""
    known = tuple(known)
    code = None if nearest(name, known) else code_of_state(name)
    return f'did you mean "{code}"?' if code in known else right_name(name, known)


def slug(text: str) -> str:
    """Turn a text into a name such as a file uses: small letters, digits, hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain)) or "a-name"


def table_names(raw: Table, key: str) -> tuple[str, ...]:
    """Give the names that a table of tables declares, whatever else is wrong with it."""
    table: Any = raw.get(key)
    return tuple(table) if isinstance(table, dict) else ()
