"""Validators of pydantic, made from the annotations of the dataclasses that a case is read into.

A dataclass is a table, a tuple a list, a `NewType` of `accord.names` a name that has to be known;
nothing is special about any one shock or metric, so a new one is read by its annotations alone.
Unknown keys, nan and infinity are refused, numbers are strict: true is no 1 and "2" no 2. What is
known (World, metrics, names of the case) comes in as the validation's context.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import Field, fields, is_dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from pydantic_core import PydanticCustomError, SchemaValidator
from pydantic_core import core_schema as cs

from accord.case import form
from accord.case.checks import CHECKS, checks
from accord.case.claim_checks import unreadable
from accord.case.known import HS_CODE, SLUG, Known, beyond, right_name, slug
from accord.case.model import Claim, Part, StatusQuo, Test
from accord.case.problem import Problem
from accord.case.review import GAP, LEGAL, OPEN, is_gap, opened
from accord.case.settle import FINISH
from accord.case.wording import LARGEST, said, short
from accord.condition import Condition, parse
from accord.measures import Fills, MetricCall
from accord.names import HsCode, Within

CONFIG = cs.CoreConfig(extra_fields_behavior="forbid", allow_inf_nan=False)
PLAIN: dict[Any, Callable[[], cs.CoreSchema]] = {
    str: lambda: cs.str_schema(strict=True),
    bool: lambda: cs.bool_schema(strict=True),
    float: lambda: cs.float_schema(strict=True),
    int: lambda: cs.int_schema(strict=True, gt=-LARGEST, lt=LARGEST),
    dt.date: lambda: cs.date_schema(strict=True),
}
CHECKED = f"{form.HIDDEN}checks"
TOLD, NAME = "told", "name"  # errors of our own: problems that were put in words; a strange name

if TYPE_CHECKING:  # older versions have it without the type of its context
    Info = cs.ValidationInfo[Known]
else:
    Info = cs.ValidationInfo


def told(*problems: Problem, above: int = 0) -> PydanticCustomError:
    """Make an error of problems that are in words, at paths from so many steps above."""
    return PydanticCustomError(TOLD, "told", {"problems": problems, "above": above})


@cache
def validator(kind: Any) -> SchemaValidator:
    """Give the validator of an annotation; made once, when somebody first reads such a thing."""
    return SchemaValidator(_schema(kind), CONFIG)


def _schema(kind: Any) -> cs.CoreSchema:
    """Make the schema of any annotation."""
    if notes := getattr(kind, "__metadata__", ()):
        return _noted(get_args(kind)[0], notes)
    variants = form.variants(kind)
    if len(variants) > 1:
        named = {word: _schema(one) for word, one in variants.items()}
        return cs.tagged_union_schema(named, lambda raw: form.chosen(kind, raw))
    (one,) = variants.values()
    origin = get_origin(one)
    if one is not kind:
        return _schema(one)
    if form.is_name(one):
        return cs.with_info_after_validator_function(_named(one), cs.str_schema(strict=True))
    if origin is Literal:
        return cs.literal_schema(list(get_args(one)))
    if origin is tuple:
        return _list(get_args(one))
    if origin is not None and issubclass(origin, Mapping):
        return _mapping(*get_args(one))
    if one is MetricCall:
        return _metric(())
    if one is Condition:
        return cs.with_info_after_validator_function(_condition, cs.str_schema(strict=True))
    return _table(one) if is_dataclass(one) else PLAIN[one]()


def _noted(kind: Any, notes: tuple[Any, ...]) -> cs.CoreSchema:
    """Make the schema of an annotation with notes: limits, or what is filled in."""
    if fills := tuple(note.parameter for note in notes if isinstance(note, Fills)):
        return _metric(fills)
    limits = [note for note in notes if isinstance(note, Within)]

    def within(value: Any, info: Info) -> Any:
        if problems := [p for limit in limits for p in beyond(limit, value, info.context)]:
            raise told(*(Problem((), wrong, right) for wrong, right in problems))
        return value

    return cs.with_info_after_validator_function(within, _schema(kind))


def _named(kind: Any) -> Callable[[str, Info], str]:
    """Check a name against those that are known of its kind."""

    def known(name: str, info: Info) -> str:
        names = info.context.names(kind)
        if kind is HsCode and not HS_CODE.fullmatch(name):
            wrong = f'"{short(name)}" is no HS code'
            raise told(Problem((), wrong, 'write six digits, such as "270900"'))
        if names is not None and name not in names:
            raise PydanticCustomError(NAME, "unknown name")
        return name

    return known


def _condition(text: str, info: Info) -> Condition:
    """Parse a condition on the metric beside it: `of_line` on the metric `of`, any other the first.

    Where that metric could not be read, the form alone is looked at.
    """
    calls = {name: one for name, one in info.data.items() if isinstance(one, MetricCall)}
    beside = (info.field_name or "").removesuffix("_line")
    call = calls.get(beside, next(iter(calls.values()), None))
    if text.strip() == GAP:
        raise told(Problem((), f'a gap, "{GAP}"', LEGAL))
    if call is not None and has_gaps(call):
        call = None
    try:
        if call is None:
            return parse(text, None)
        return parse(text, info.context.unit_of(call), info.context.volumes_of(call))
    except ValueError as error:
        wrong, _, right = str(error).partition("; ")
        raise told(Problem((), wrong, right)) from None


def has_gaps(call: MetricCall) -> bool:
    """Say whether a metric, or one within it, leaves anything open."""
    values = [getattr(call.parameters, f.name) for f in fields(call.parameters)]
    return any(v is OPEN or (isinstance(v, MetricCall) and has_gaps(v)) for v in values)


def _or_gap(schema: cs.CoreSchema) -> cs.CoreSchema:
    """Let a gap stand where anything else would be read; only a claim under review has any."""

    def read(raw: Any, handler: cs.ValidatorFunctionWrapHandler) -> Any:
        return OPEN if raw is OPEN else handler(raw)

    return cs.no_info_wrap_validator_function(read, schema)


def _list(kinds: tuple[Any, ...]) -> cs.CoreSchema:
    """Make the schema of a list: of any length, or of as many as there are places."""
    size = None if kinds[-1] is Ellipsis else len(kinds)

    def once(items: list[Any]) -> tuple[Any, ...]:
        seen: set[str] = set()
        for i, item in enumerate(items):
            if isinstance(item, str) and item in seen:
                raise told(Problem((i,), f'"{item}" stands twice in the list', "leave one out"))
            seen |= {item} if isinstance(item, str) else set()
        return tuple(items)

    listed = cs.list_schema(_schema(kinds[0]), min_length=size, max_length=size, strict=True)
    return cs.no_info_after_validator_function(once, listed)


def _mapping(key_kind: Any, kind: Any) -> cs.CoreSchema:
    """Make the schema of a table whose keys are names: [claims.ID], [goods.NAME]."""
    keys, one = _schema(key_kind), _schema(kind)
    if not (form.is_table(kind) and (by_key := form.marked(kind, form.BY_KEY))):
        return cs.dict_schema(keys, one, strict=True)
    alias = form.HIDDEN + by_key[0]

    def keyed(raw: Any) -> Any:
        if not isinstance(raw, dict):
            return raw
        return {k: {**one, alias: k} if isinstance(one, dict) else one for k, one in raw.items()}

    named = cs.dict_schema(cs.no_info_after_validator_function(_slug, keys), one, strict=True)
    return cs.no_info_before_validator_function(keyed, named)


def _slug(key: str) -> str:
    """Check a name that the case itself gives."""
    if SLUG.fullmatch(key):
        return key
    right = f'write it in small letters, digits and hyphens: "{slug(key)}"'
    raise told(Problem((), f'"{short(key)}" is no name', right))


def _table(model: Any, without: tuple[str, ...] = (), gaps: bool = False) -> cs.CoreSchema:
    """Make the schema of a table that becomes a dataclass, some keys left out.

    Checks of fields against each other stand in a field of their own behind the others, so that
    they see all that was read without fault, whatever is wrong with the rest.
    """
    held = [f for f in fields(model) if form.alias(f) not in without]
    keys = [_field(model, f, gaps or model in MAY_HAVE_GAPS) for f in held]
    if model in CHECKS:
        checked = _checks(model)
        keys.append(cs.dataclass_field(CHECKED, checked, init_only=True, validation_alias=CHECKED))
    read = cs.dataclass_args_schema(model.__name__, keys, collect_init_only=True)
    names = [f.name for f in held]
    table: cs.CoreSchema = cs.dataclass_schema(model, read, names, slots=True, config=CONFIG)
    if finish := FINISH.get(model):
        table = cs.no_info_after_validator_function(finish, table)
    if form.flat(model):
        table = cs.no_info_before_validator_function(lambda raw: form.nested(model, raw), table)
    if model in UNDER_REVIEW:
        table = cs.no_info_before_validator_function(lambda raw: opened(model, raw), table)
    return table


UNDER_REVIEW = (Claim, Part)
MAY_HAVE_GAPS = (Test, StatusQuo)


def _field(model: Any, field: "Field[Any]", gaps: bool = False) -> cs.DataclassField:
    """Make the schema of a field; what no key stands for comes in under its hidden name."""
    read = field.metadata.get("written") in form.IN_THE_TABLE
    schema = _schema(form.hints(model)[field.name]) if read else cs.any_schema()
    schema = _or_gap(schema) if gaps else schema
    if not (read and form.required(field)):
        schema = cs.with_default_schema(schema, default=form.default(field))
    return cs.dataclass_field(field.name, schema, validation_alias=form.alias(field))


def _checks(model: Any) -> cs.CoreSchema:
    """Make the schema of nothing, which holds the fields that were read against each other."""

    def check(_nothing: None, info: Info) -> None:
        if problems := tuple(checks(model, info.data, info.context)):
            raise told(*problems, above=1)

    schema = cs.with_info_after_validator_function(check, cs.none_schema())
    return cs.with_default_schema(schema, default=None, validate_default=True)


def _metric(fills: tuple[str, ...]) -> cs.CoreSchema:
    """Make the schema of `{ name = "…", … }`: the other keys are the metric's own parameters.

    `fills` are parameters that a metric around this one fills in, so that no key holds them.
    """

    def call(raw: dict[str, Any], info: Info) -> MetricCall:
        name, measures = raw.get("name"), info.context.measures
        if is_gap(name):
            raise told(Problem(("name",), f'a gap, "{GAP}"', LEGAL))
        if not isinstance(name, str):
            wrong = "name is missing" if name is None else f"name is {said(name)}"
            raise told(Problem((), wrong, 'write the metric as { name = "…", … }'))
        written = {key: value for key, value in raw.items() if key != "name"}
        if name not in measures:
            right = right_name(name, measures)
            raise told(Problem(("name",), f'no metric "{short(name)}"', right))
        if open_ := [key for key, value in written.items() if is_gap(value)]:
            raise told(*(Problem((key,), f'a gap, "{GAP}"', LEGAL) for key in open_))
        model: Any = measures[name].parameters
        if problems := tuple(_misfilled(name, model, fills, written)):
            raise told(*problems)
        made = _parameters(model, fills).validate_python(written, context=info.context)
        filled = {form.keys(model)[one].field: None for one in fills}
        asked = MetricCall(name=name, parameters=replace(made, **filled) if fills else made)
        if not has_gaps(asked) and (problems := tuple(unreadable(asked, info.context))):
            raise told(*problems)
        return asked

    return cs.with_info_after_validator_function(call, cs.dict_schema(strict=True))


@cache
def _parameters(model: Any, fills: tuple[str, ...]) -> SchemaValidator:
    return SchemaValidator(_table(model, fills, gaps=True), CONFIG)


def _misfilled(
    name: str, model: Any, fills: tuple[str, ...], written: form.Table
) -> Iterator[Problem]:
    """Find what a metric around this one can't fill in, and what it fills in already."""
    for one in fills:
        if one not in form.keys(model):
            yield Problem(("name",), f"{name} has no {one}", "it can't be counted over")
        elif one in written:
            yield Problem((one,), f"{one} is filled in by the metric around {name}", "leave it out")
