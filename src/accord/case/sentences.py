"""What pydantic found, as sentences of a case file: where, what is wrong, what would be right.

Pydantic says what did not fit, and the steps that led there; the annotation at the end of those
steps says what would have fitted. Its own words reach nobody.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, get_args, get_origin

from accord.case import form
from accord.case.known import Known, right_name, right_passage, right_state, slug, strange_letters
from accord.case.lines import Path
from accord.case.model import Case
from accord.case.problem import Problem
from accord.case.review import GAP, LEGAL, is_gap
from accord.case.shape import NAME, TOLD
from accord.case.wording import (
    NOUNS,
    example,
    is_number,
    kind_of,
    noun,
    quoted,
    said,
    short,
    words,
)
from accord.measures import MetricCall
from accord.names import (
    AssumptionName,
    CargoName,
    GoodName,
    PassageName,
    PlaceName,
    StateName,
    TransitName,
    nearest,
    slip_of,
)

KEY = "[key]"  # pydantic's step to a key itself
Said = tuple[str, str]  # what is wrong, what would be right


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in a file something is, what is wanted there, and what the file has."""

    path: Path
    kind: Any
    raw: Any
    called: str = ""  # the table that it is, in words
    key_kind: Any = Any  # what is wanted of its own key
    siblings: frozenset[str] = frozenset()  # keys of other tables that could stand in its place


def sentences(error: Mapping[str, Any], raw: form.Table, known: Known) -> Iterator[Problem]:
    """Say one error of pydantic's in words; several problems where one check found as many."""
    steps, given, about = tuple(error["loc"]), error["input"], error["type"]
    if about == TOLD:
        above = spot_of(steps[: len(steps) - error["ctx"]["above"]], raw, known)
        for one in error["ctx"]["problems"]:
            yield replace(one, path=(*above.path, *one.path))
    elif about in ("missing", "unexpected_keyword_argument"):
        table = spot_of(steps[:-1], raw, known)
        key = str(steps[-1])
        if about == "missing":
            right = f"write {key} = {example(form.keys(table.kind)[key].kind)}"
            yield Problem(table.path, f"{key} is missing", right)
        else:
            yield Problem((*table.path, key), *_unknown_key(key, table))
    else:
        spot = spot_of(steps, raw, known)
        if is_gap(given):
            yield Problem(spot.path, f'a gap, "{GAP}"', LEGAL)
        elif about == NAME:
            yield Problem(spot.path, *_unknown_name(given, spot.kind, known))
        elif about == "literal_error" and isinstance(given, str):
            yield Problem(spot.path, *_word(spot.path, get_args(spot.kind), given))
        elif about.startswith("union_tag") and form.models(spot.kind) and isinstance(given, dict):
            yield _variant(given, spot)
        elif about in ("too_short", "too_long"):
            size = len(get_args(spot.kind))
            yield Problem(spot.path, f"{len(given)} values", f"write {size}")
        else:
            yield Problem(spot.path, *_misfit(given, spot))


def spot_of(steps: Path, raw: Any, known: Known) -> Spot:
    """Follow pydantic's steps through the annotations and the parsed text."""
    spot = Spot((), Case, raw, noun(Case))
    for step in steps:
        spot = _next(spot, step, known)
    return spot


def _next(spot: Spot, step: Any, known: Known) -> Spot:
    """Take one step: to a member of a union, to keys that stand in the table itself, or below."""
    kind, hidden = spot.kind, isinstance(step, str) and step.startswith(form.HIDDEN)
    if hidden and form.is_table(kind):
        (held,) = [one for one in form.flat(kind) if one.alias == step]
        found = _at(spot, form.hints(kind)[held.field], known)
        return replace(found, siblings=frozenset(held.keys()))
    if hidden:
        return _at(spot, form.variants(kind)[step], known)
    if step == KEY:
        return replace(spot, kind=spot.key_kind)
    try:
        raw = spot.raw[step]
    except (KeyError, IndexError, TypeError):
        raw = None
    below = Spot((*spot.path, step), Any, raw)
    if form.is_table(kind):
        key = form.keys(kind).get(step)
        return _at(below, key.kind if key else Any, known)
    if get_origin(kind) is tuple:
        return _at(below, get_args(kind)[0], known)
    of_key, of_value = get_args(kind)
    return replace(_at(below, of_value, known), key_kind=of_key)


def _at(spot: Spot, kind: Any, known: Known) -> Spot:
    """Say what is wanted at a spot; in place of a metric, the metric's own parameters."""
    one, name = form.only(kind), spot.raw.get("name") if isinstance(spot.raw, dict) else None
    if one is MetricCall and isinstance(name, str) and name in known.measures:
        model = known.measures[name].parameters
        return replace(spot, kind=model, called=f"the metric {short(name)}")
    return replace(spot, kind=one, called=noun(one) if form.is_table(one) else spot.called)


def _unknown_key(key: str, table: Spot) -> Said:
    """Say that a table has no such key, or that another one in its place would have it."""
    if key in table.siblings:
        return f"{table.called} has no {key}", f"its keys are {', '.join(form.keys(table.kind))}"
    right = right_name(key, form.all_keys(table.kind))
    return f'no key "{short(key)}" in {table.called}', right


def _variant(raw: form.Table, spot: Spot) -> Problem:
    """Say that the word which chooses the kind of a table is missing or wrong."""
    tags = form.tags(spot.kind)
    for key in [key for key in tags if key in raw]:
        return Problem((*spot.path, key), *_word((key,), tags[key], raw[key]))
    key, allowed = next(iter(tags.items()))
    return Problem(spot.path, f"{key} is missing", f"write {key} = one of {quoted(allowed)}")


def _word(path: Path, allowed: tuple[Any, ...], raw: Any) -> Said:
    """Say which words are allowed in place of this one."""
    what = path[-1] if path and isinstance(path[-1], str) else "word"
    if not isinstance(raw, str):
        return f"{what} is {said(raw)}", f"there are: {quoted(allowed, 24)}"
    close = nearest(raw, allowed)
    right = f'did you mean "{close}"?' if close else f"there are: {quoted(allowed, 24)}"
    odd = strange_letters(raw)
    return f'no {what} "{short(raw)}"', "; ".join(filter(None, [odd, right]))


def _unknown_name(raw: str, kind: Any, known: Known) -> Said:
    """Say which name was meant; a state may have been written by its name in English."""
    names = tuple(known.names(kind) or ())
    place = known.place(kind)
    wrong = f'no {NOUNS[kind]} "{short(raw)}"' + f" {place}" * bool(place)
    if kind is AssumptionName:
        return wrong, _right_assumption(raw, names, known)
    if kind in (GoodName, CargoName):
        if right := known.tables.right_good(raw):
            return wrong, right
        return (
            wrong,
            f'{right_name(raw, names)}; or describe it in [goods.{slug(raw)}]: title = "…"',
        )
    if kind in (PassageName, TransitName) and (meant := right_passage(raw, known)):
        return wrong, meant
    if kind in (PassageName, PlaceName) and not _a_slip(raw, names):
        return wrong, _outside(raw, kind)
    if kind not in (StateName, TransitName):
        return wrong, right_name(raw, names)
    return wrong, right_state(raw, names, known.tables)


def _a_slip(raw: str, names: tuple[str, ...]) -> bool:
    """Whether a name is nearly one of these, or the first words of one: Kolwezi is no Koblenz."""
    begins = slug(raw) + "-"
    return slip_of(raw, names) is not None or any(name.startswith(begins) for name in names)


def _outside(raw: str, kind: Any) -> str:
    """Say that the network lacks something, and where a case may bring it; never a far-off name."""
    of = "places" if kind is PlaceName else "lines"
    or_a_place = "" if kind is PlaceName else f", or in [places.{slug(raw)}]"
    odd = f"{strange}; " if (strange := strange_letters(raw)) else ""
    return f"{odd}the network does not cover it: describe it in [{of}.{slug(raw)}]{or_a_place}"


def _right_assumption(raw: str, names: tuple[str, ...], known: Known) -> str:
    """Say what would be right: a name that is near, a good whose market asks for it, or a table."""
    good = raw.partition(".")[0]
    if "." in raw and good not in known.goods and good in (known.names(GoodName) or ()):
        return f"add [goods.{good}], whose market asks for it"
    if "." in raw or nearest(raw, names):
        return right_name(raw, names)
    return f"declare it in a table [assumptions.{slug(raw)}]"


def _misfit(raw: Any, spot: Spot) -> Said:
    """Say that a value is of another kind than its key asks for."""
    wants = words(spot.kind)
    right = f"write {wants}"
    if isinstance(raw, float | int) and not isinstance(raw, bool) and wants.startswith("a number"):
        return f"{said(raw)} is no finite number", "write a number such as 0.05"
    if get_origin(spot.kind) is tuple and isinstance(raw, form.shape(get_args(spot.kind)[0])):
        right = f"write a list: {spot.path[-1]} = [{said(raw)}]"
    elif isinstance(raw, str) and wants == "a number" and is_number(raw):
        right = f"write it without quotes: {raw.strip()}"
    return f"{said(raw)} is {kind_of(raw)}", right
