"""From what TOML says to the dataclasses of the model, with every fault on the way.

One walk over value and annotation together. A dataclass is a table, a tuple a list, a `NewType`
of `accord.names` a name that has to be known; nothing is special about any one shock or metric, so
a new one is checked by its annotations alone. Where a value can't be used, a fault is told and
`BAD` is returned; the walk goes on, so that all faults come at once.
"""

import datetime as dt
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import is_dataclass
from typing import Any, Final, Literal, get_args, get_origin

from accord.case import form
from accord.case.assumptions import Elasticity
from accord.case.checks import checks
from accord.case.known import HS_CODE, SLUG, Known, right_name, right_state, slug, strange_letters
from accord.case.lines import Path
from accord.case.wording import (
    LARGEST,
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
from accord.measures import Fills, MetricCall
from accord.names import Within, nearest

BAD: Final = object()  # what could not be read

Tell = Callable[[Path, str, str], None]  # where, what is wrong, what would be right


class Decoder:
    """Turns parsed TOML into dataclasses; tells faults as it goes."""

    def __init__(self, known: Known, tell: Tell) -> None:
        self.known = known
        self.tell = tell

    def value(self, kind: Any, raw: Any, at: Path) -> Any:
        """Read one value of any annotation; BAD where a fault was told."""
        if hasattr(kind, "__metadata__"):
            return self._noted(kind, raw, at)
        choices = form.options(kind)
        if form.models(kind) and len(choices) > 1:
            return self._variant(choices, raw, at)
        fitting = [choice for choice in choices if fits(choice, raw)]
        if not fitting:
            return self._misfit(kind, raw, at)
        return self._one(fitting[0], raw, at)

    def _one(self, kind: Any, raw: Any, at: Path) -> Any:
        """Read a value that has the shape of its annotation, which is no union."""
        if hasattr(kind, "__metadata__"):
            return self._noted(kind, raw, at)
        origin = get_origin(kind)
        if form.is_name(kind):
            return self._name(kind, raw, at)
        if origin is Literal:
            return self._word(get_args(kind), raw, at)
        if origin is tuple:
            return self._list(get_args(kind), raw, at)
        if origin is not None and issubclass(origin, Mapping):
            return self._mapping(get_args(kind), raw, at)
        if kind is MetricCall:
            return self._metric(raw, at)
        if is_dataclass(kind):
            return self.table(kind, raw, at)
        return self._number(raw, at) if kind is float else raw

    def table(
        self, model: Any, raw: form.Table, at: Path, given: Mapping[str, Any] | None = None
    ) -> Any:
        """Read a table into its dataclass; `given` are fields that no key of it holds."""
        self._unknown_keys(form.all_keys(model), raw, at, noun(model))
        return self._made(model, self.fields(model, raw, at, given or {}), at)

    def fields(
        self, model: Any, raw: form.Table, at: Path, given: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Read the keys of a table that a dataclass's fields stand for."""
        values = dict(given)
        for key in form.keys(model).values():
            if key.field in given:
                continue
            if key.name in raw:
                values[key.field] = self.value(key.kind, raw[key.name], (*at, key.name))
            elif key.required:
                values[key.field] = BAD
                self.tell(at, f"{key.name} is missing", f"write {key.name} = {example(key.kind)}")
        for held in form.flat(model):
            if held.required or any(key in raw for m in held.models for key in form.keys(m)):
                values[held.field] = self._flat(held.models, raw, at)
        return values

    def _flat(self, held: tuple[type[Any], ...], raw: form.Table, at: Path) -> Any:
        """Read the keys of a value that stands in the table of another."""
        model = held[0] if len(held) == 1 else self._chosen(held, raw, at)
        if model is BAD:
            return BAD
        strangers = {k for one in held for k in form.keys(one)} - set(form.keys(model))
        for key in [k for k in raw if k in strangers]:
            self.tell(
                (*at, key),
                f"{noun(model)} has no {key}",
                f"its keys are {', '.join(form.keys(model))}",
            )
        return self._made(model, self.fields(model, raw, at, {}), at)

    def _made(self, model: Any, values: dict[str, Any], at: Path) -> Any:
        """Make the dataclass of values that were read, checked against each other."""
        bad = {name for name, value in values.items() if value is BAD}
        whole = form.defaults(model) | values
        read = {name: value for name, value in whole.items() if name not in bad}
        problems = list(checks(model, read, self.known))
        for problem in problems:
            self.tell((*at, *problem.path), problem.wrong, problem.right)
        return BAD if problems or bad else model(**values)

    def _unknown_keys(
        self, keys: Mapping[str, form.Key], raw: form.Table, at: Path, what: str
    ) -> None:
        for key in [k for k in raw if k not in keys]:
            self.tell((*at, key), f'no key "{short(key)}" in {what}', right_name(key, keys))

    def _variant(self, choices: tuple[Any, ...], raw: Any, at: Path) -> Any:
        """Read a table that may be one of several dataclasses, told apart by a word in it."""
        if not isinstance(raw, dict):
            return self._misfit(choices[0], raw, at)
        model = self._chosen(choices, raw, at)
        return BAD if model is BAD else self.table(model, raw, at)

    def _chosen(self, choices: tuple[Any, ...], raw: form.Table, at: Path) -> Any:
        """Find which dataclass a table is by its word; BAD where the word is missing or wrong."""
        named = {found[1]: one for one in choices if (found := form.tag(one))}
        key = next(found[0] for one in choices if (found := form.tag(one)))
        if key not in raw:
            self.tell(at, f"{key} is missing", f"write {key} = one of {quoted(named)}")
            return BAD
        word = self._word(tuple(named), raw[key], (*at, key))
        return BAD if word is BAD else named[word]

    def _metric(self, raw: form.Table, at: Path, fills: tuple[str, ...] = ()) -> Any:
        """Read `{ name = "…", … }`: the other keys are the metric's own parameters.

        `fills` are parameters that a metric around this one fills in, so that no key holds them.
        """
        name = raw.get("name", BAD)
        if not isinstance(name, str):
            wrong = "name is missing" if name is BAD else f"name is {said(name)}"
            self.tell(at, wrong, 'write the metric as { name = "…", … }')
            return BAD
        written = {key: value for key, value in raw.items() if key != "name"}
        if name not in self.known.measures:
            right = right_name(name, self.known.measures)
            self.tell((*at, "name"), f'no metric "{short(name)}"', right)
            return BAD
        model = self.known.measures[name].parameters
        given = self._filled(model, name, fills, written, at)
        self._unknown_keys(form.all_keys(model), written, at, f"the metric {name}")
        made = self._made(model, self.fields(model, written, at, given), at)
        return BAD if made is BAD else MetricCall(name=name, parameters=made)

    def _filled(
        self, model: Any, name: str, fills: tuple[str, ...], written: form.Table, at: Path
    ) -> dict[str, Any]:
        """Stand in for the parameters that a metric around this one fills in: None for each."""
        for parameter in fills:
            if parameter not in form.keys(model):
                self.tell((*at, "name"), f"{name} has no {parameter}", "it can't be counted over")
            elif parameter in written:
                wrong = f"{parameter} is filled in by the metric around {name}"
                self.tell((*at, parameter), wrong, "leave it out")
        return {form.keys(model)[p].field: None for p in fills if p in form.keys(model)}

    def _mapping(self, kinds: tuple[Any, ...], raw: form.Table, at: Path) -> Any:
        """Read a table whose keys are names: [claims.ID], [goods.NAME]."""
        key_kind, kind = kinds
        by_key = form.marked(kind, form.BY_KEY) if is_dataclass(kind) else []
        made: dict[str, Any] = {}
        for key, value in raw.items():
            here = (*at, key)
            name = self._slug(key, here) if by_key else self.value(key_kind, key, here)
            if by_key and isinstance(value, dict):
                made[key] = self.table(kind, value, here, dict.fromkeys(by_key, key))
            else:
                made[key] = self.value(kind, value, here)
            if name is BAD:
                made[key] = BAD
        return BAD if any(one is BAD for one in made.values()) else made

    def _slug(self, key: str, at: Path) -> Any:
        """Check a name that the case itself gives."""
        if SLUG.fullmatch(key):
            return key
        right = f'write it in small letters, digits and hyphens: "{slug(key)}"'
        self.tell(at, f'"{short(key)}" is no name', right)
        return BAD

    def _list(self, kinds: tuple[Any, ...], raw: list[Any], at: Path) -> Any:
        """Read a list: of any length, or one kind for each place."""
        if kinds[-1] is not Ellipsis and len(raw) != len(kinds):
            self.tell(at, f"{len(raw)} values", f"write {len(kinds)}")
            return BAD
        each = kinds[:1] * len(raw) if kinds[-1] is Ellipsis else kinds
        made = tuple(
            self.value(kind, item, (*at, i))
            for i, (kind, item) in enumerate(zip(each, raw, strict=True))
        )
        if any(item is BAD for item in made):
            return BAD
        seen: set[str] = set()
        for i, item in enumerate(made):
            if isinstance(item, str) and item in seen:
                self.tell((*at, i), f'"{item}" stands twice in the list', "leave one out")
                return BAD
            seen |= {item} if isinstance(item, str) else set()
        return made

    def _word(self, allowed: tuple[Any, ...], raw: Any, at: Path) -> Any:
        """Check a word against the few that are allowed."""
        if isinstance(raw, str) and raw in allowed:
            return raw
        what = at[-1] if at and isinstance(at[-1], str) else "word"
        wrong = f'no {what} "{short(raw)}"' if isinstance(raw, str) else f"{what} is {said(raw)}"
        close = nearest(raw, allowed) if isinstance(raw, str) else None
        right = f'did you mean "{close}"?' if close else f"there are: {quoted(allowed, 24)}"
        odd = strange_letters(raw) if isinstance(raw, str) else ""
        self.tell(at, wrong, "; ".join(filter(None, [odd, right])))
        return BAD

    def _name(self, kind: Any, raw: str, at: Path) -> Any:
        """Check a name against those that are known of its kind."""
        label = kind.__name__
        if label == "HsCode" and not HS_CODE.fullmatch(raw):
            self.tell(at, f'"{short(raw)}" is no HS code', 'write six digits, such as "270900"')
            return BAD
        known = self.known.names(label)
        if known is None or raw in (known := tuple(known)):
            return raw
        what = NOUNS.get(label, "name")
        place = self.known.place(label)
        wrong = f'no {what} "{short(raw)}"' + f" {place}" * bool(place)
        self.tell(at, wrong, self._right_name(label, raw, known))
        return BAD

    def _right_name(self, label: str, raw: str, known: tuple[str, ...]) -> str:
        """Say which name was meant; a state may have been written by its name in English."""
        if label == "AssumptionName" and not known:
            return f"declare it in a table [assumptions.{slug(raw)}]"
        if label == "StateName":
            return right_state(raw, known)
        return right_name(raw, known)

    def _number(self, raw: Any, at: Path) -> Any:
        try:
            number = float(raw)
        except OverflowError:
            number = math.inf
        if math.isfinite(number):
            return number
        self.tell(at, f"{said(raw)} is no finite number", "write a number such as 0.05")
        return BAD

    def _noted(self, kind: Any, raw: Any, at: Path) -> Any:
        """Read a value whose annotation bears notes: limits, or what is filled in."""
        fills = tuple(note.parameter for note in kind.__metadata__ if isinstance(note, Fills))
        if fills and isinstance(raw, dict):
            return self._metric(raw, at, fills)
        made = self.value(get_args(kind)[0], raw, at)
        limits = [note for note in kind.__metadata__ if isinstance(note, Within)]
        problems = [p for limit in limits if made is not BAD for p in self._beyond(limit, made)]
        for wrong, right in problems:
            self.tell(at, wrong, right)
        return BAD if problems else made

    def _beyond(self, limit: Within, made: Any) -> Iterator[tuple[str, str]]:
        """Find a number outside of what is allowed, or an assumption that ranges beyond."""
        if isinstance(made, str):
            yield from self._assumption_beyond(limit, made)
        elif made is not None and not limit.holds(made):
            yield f"{made:g} is outside of what is possible", f"write a number, {limit}"

    def _assumption_beyond(self, limit: Within, name: str) -> Iterator[tuple[str, str]]:
        """Find an assumption that ranges beyond what its use allows; one with faults is told."""
        assumption = self.known.assumptions.get(name)
        if assumption is None or isinstance(assumption.distribution, Elasticity):
            return
        if assumption.unit not in ("share", "ratio"):
            yield f'assumption "{name}" is in {assumption.unit}', "a share or ratio is meant here"
            return
        low, high = assumption.distribution.range
        if not (limit.holds(low) and limit.holds(high)):
            yield (
                f'assumption "{name}" ranges from {low:g} to {high:g}',
                f"what fits here is {limit}",
            )

    def _misfit(self, kind: Any, raw: Any, at: Path) -> Any:
        """Tell that a value is of another kind than its key asks for."""
        key = at[-1] if at and isinstance(at[-1], str) else None
        wants = words(kind)
        right = f"write {wants}"
        single = form.bare(form.options(kind)[0])
        if get_origin(single) is tuple and fits(get_args(single)[0], raw) and key:
            right = f"write a list: {key} = [{said(raw)}]"
        elif isinstance(raw, str) and wants == "a number" and is_number(raw):
            right = f"write it without quotes: {raw.strip()}"
        self.tell(at, f"{said(raw)} is {kind_of(raw)}", right)
        return BAD


def fits(kind: Any, raw: Any) -> bool:
    """Say whether a parsed value has the shape of an annotation, names and range aside."""
    several = form.options(kind)
    if len(several) > 1:
        return any(fits(one, raw) for one in several)
    kind = form.bare(several[0])
    origin = get_origin(kind)
    if form.is_name(kind) or kind is str or origin is Literal:
        return isinstance(raw, str)
    if origin is tuple:
        return isinstance(raw, list)
    if is_dataclass(kind) or (origin is not None and issubclass(origin, Mapping)):
        return isinstance(raw, dict)
    if kind is bool:
        return isinstance(raw, bool)
    if kind is float:
        return isinstance(raw, int | float) and not isinstance(raw, bool)
    if kind is int:
        return isinstance(raw, int) and not isinstance(raw, bool) and abs(raw) < LARGEST
    if kind is dt.date:
        return isinstance(raw, dt.date) and not isinstance(raw, dt.datetime)
    return kind is Any
