"""Wording of faults: how values, kinds of value and tables of a case file are said to a user."""

import datetime as dt
import math
from collections.abc import Iterable
from typing import Any, Literal, get_args, get_origin

from accord.case import form
from accord.case.alignment import Alignment, Bond
from accord.case.assumptions import Assumption
from accord.case.game import (
    ClosureAction,
    EmbargoAction,
    Game,
    PriceAction,
    StopAction,
    Term,
    WordsAction,
)
from accord.case.model import Accord, Case, GoodSettings, Sampling, StatusQuo
from accord.case.own import (
    OwnBloc,
    OwnConversion,
    OwnFigure,
    OwnFile,
    OwnGood,
    OwnRegion,
    OwnSource,
    OwnTie,
)
from accord.case.own_network import OwnLine, OwnPlace, OwnSplit, OwnTerminal
from accord.condition import Condition
from accord.measures import MetricCall
from accord.names import (
    ActionName,
    AssumptionName,
    BlocName,
    CargoName,
    FigureName,
    GoodName,
    HsCode,
    PassageName,
    PlaceName,
    RelationName,
    ScenarioName,
    SourceName,
    StateName,
    TransitName,
    Within,
)

LONG = 60  # characters of a user's text that a message repeats
LARGEST = 10**15  # whole numbers from here on are no quantity that a case could mean

NOUNS: dict[Any, str] = {
    StateName: "state or bloc",
    BlocName: "bloc",
    GoodName: "good",
    CargoName: "good",
    HsCode: "HS code",
    ScenarioName: "scenario",
    ActionName: "action",
    AssumptionName: "assumption",
    FigureName: "figure",
    RelationName: "relation",
    PassageName: "passage",
    TransitName: "state, bloc or passage",
    PlaceName: "place of the network",
    SourceName: "source",
    Condition: "condition",
}
TABLES: dict[Any, str] = {
    Case: "a case file",
    Accord: "the table [accord]",
    Game: "the table [game]",
    Alignment: "the table [alignment]",
    Bond: "a bond of the alignment",
    WordsAction: 'an action with kind "words"',
    StopAction: 'an action with kind "stop"',
    PriceAction: 'an action with kind "price"',
    EmbargoAction: 'an action with kind "embargo"',
    ClosureAction: 'an action with kind "closure"',
    Term: "a term of the game",
    Sampling: "the table [draws]",
    GoodSettings: "the settings of a good",
    Assumption: "an assumption",
    StatusQuo: "a status quo",
    OwnSource: "a source of the case",
    OwnBloc: "a bloc of the case",
    OwnRegion: "a region of the case",
    OwnFigure: "a figure of the case",
    OwnTie: "a tie of the case",
    OwnGood: "the settings of a good",
    OwnConversion: "a conversion",
    OwnFile: "a file of the case",
    OwnPlace: "a place of the case",
    OwnLine: "a line of the case",
    OwnTerminal: "a terminal of the case",
    OwnSplit: "a split of the case",
}
PLAIN: dict[Any, str] = {
    str: "a text in quotes",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    dt.date: "a date such as 2025-08-01",
}
EXAMPLES: dict[Any, str] = {float: "0.05", int: "2023", bool: "true", dt.date: "2025-08-01"}


def words(kind: Any) -> str:
    """Say in words what a value of this kind is, as a user would write it."""
    several = form.options(kind)
    if form.models(kind):
        return "a table { … }"
    if len(several) > 1:
        return " or ".join(dict.fromkeys(words(one) for one in several))
    one = form.bare(several[0])
    origin = get_origin(one)
    if one in NOUNS:
        return with_article(NOUNS[one]) + " in quotes"
    if origin is Literal:
        return "one of " + quoted(get_args(one))
    if origin is tuple:
        first, *rest = get_args(one)
        count = "" if rest[-1] is Ellipsis else f" of {len(rest) + 1}"
        return f"a list{count}, each {words(first)}"
    return PLAIN.get(one, "a table")


def with_article(noun: str) -> str:
    """Put "a" or "an" before a noun; HS is read as letters."""
    return f"an {noun}" if noun[0] in "aeiou" or noun.startswith("HS") else f"a {noun}"


def example(kind: Any) -> str:
    """Show how a missing value could be written."""
    one = form.bare(form.options(kind)[0])
    if get_origin(one) is Literal:
        return f'"{get_args(one)[0]}"'
    if get_origin(one) is tuple:
        return f"[{example(get_args(one)[0])}]"
    if form.is_table(one):
        return '{ name = "…", … }' if one is MetricCall else "{ … }"
    return EXAMPLES.get(one, '"…"')


def noun(model: type[Any]) -> str:
    """Name what a dataclass stands for in a case file."""
    if model in TABLES:
        return TABLES[model]
    if found := form.tag(model):
        key, word = found
        return f'{"a shock" if key == "kind" else "an assumption"} with {key} "{word}"'
    return f"a {model.__name__.lower()}"


def short(text: str) -> str:
    """Cut a user's text to what a message can repeat, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= LONG else line[: LONG - 1] + "…"


def said(raw: Any) -> str:
    """Repeat a parsed value as TOML would write it."""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, str):
        return f'"{short(raw)}"'
    if isinstance(raw, dict):
        return "{ … }" if raw else "{ }"
    if isinstance(raw, list):
        return "[ … ]" if raw else "[ ]"
    if isinstance(raw, int) and abs(raw) >= LARGEST:
        return f"{'-' * (raw < 0)}1e{math.floor(math.log10(abs(raw)))}"
    return str(raw)


def kind_of(raw: Any) -> str:
    """Say in words what a parsed value is."""
    if isinstance(raw, int) and not isinstance(raw, bool):
        return "a whole number" if abs(raw) < LARGEST else "too large a number"
    names: dict[type[Any], str] = {
        bool: "true or false",
        str: "a text",
        float: "a number with decimals",
        list: "a list",
        dict: "a table",
        dt.datetime: "a date with a time",
        dt.date: "a date",
        dt.time: "a time",
    }
    return names[type(raw)]


def is_number(text: str) -> bool:
    """Say whether a text would be a number without its quotes."""
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def quoted(names: Iterable[str], most: int = 12) -> str:
    """List names in quotes, and how many more there are."""
    listed = [f'"{name}"' for name in names]
    more = f" and {len(listed) - most} more" if len(listed) > most else ""
    return ", ".join(listed[:most]) + more


def kind_words(kind: Any) -> str:
    """Say what a value is, and within which limits, in few words."""
    limits = [n for k in (kind, *form.options(kind)) for n in getattr(k, "__metadata__", ())]
    said = words(kind).replace(" in quotes", "").replace("|", "\\|")
    within = next((str(n) for n in limits if isinstance(n, Within)), "")
    return f"{said}, {within}" if within else said
