"""A verdict as the result says it, made of what the judge found.

The one place that knows both forms.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, fields, is_dataclass
from typing import Any, TypedDict

from accord.axes import Array
from accord.case.assumptions import JUDGEMENT
from accord.case.model import BASELINE, Case
from accord.condition import Condition
from accord.draws import Assumed
from accord.measures import MetricCall
from accord.names import Horizon
from accord.numbers import span_text, value_text
from accord.result import verdict as said
from accord.result.made.values import number, plain_value
from accord.study import Study
from accord.study.evidence import Evidence
from accord.study.evidence.search import scenarios_of
from accord.verdict.finding import (
    BreakEven,
    Decider,
    Drawn,
    Fact,
    Tested,
    Unreviewed,
    Untestable,
    Verdict,
)
from accord.verdict.metrics import Table


def row(v: Verdict, study: Study, all_of_them: Sequence[Verdict]) -> said.Verdict:
    """Say one verdict.

    Parameters
    ----------
    all_of_them : every verdict of the run, among them the parts of this one
    """
    case, part, reading = study.case, v.part, v.reading
    tested = v.tested
    call = tested.test.metric if tested else None
    parameters = _parameters(call.parameters) if call else {}
    place = case.where.get(f"claims.{v.claim.id}")
    parts = [] if part else [w for w in all_of_them if w.part and w.claim.id == v.claim.id]
    return said.Verdict(
        claim=v.id,
        part_of=v.claim.id if part else None,
        combine=v.claim.combine if parts else None,
        decided_by=v.decided_by or None,
        parts=_parts(parts),
        label=(part.label if part else v.claim.label) or v.id,
        quote=part.quote if part and part.quote else v.claim.quote,
        paragraph=v.claim.paragraph,
        headline=v.claim.headline,
        party=v.claim.party,
        verdict=v.word,
        review=isinstance(v, Unreviewed),
        proposed=_proposed(v),
        metric=call.name if call else None,
        metric_params=parameters,
        metric_text=reading.text if reading else None,
        finding=_finding(v),
        formula=tested.measure.formula if tested else None,
        method=(tested.measure.method or None) if tested else None,
        engine=tested.measure.engine if tested else "none",
        scenario=parameters.get("scenario"),
        horizon=_horizon(parameters, case),
        year=reading.year if reading else None,
        value=_middle(v),
        recorded=_recorded(v),
        unit=tested.unit if tested else None,
        condition=_condition(tested) if tested else None,
        lines=_lines(tested) if tested else None,
        why=(part.why if part and part.why else v.claim.why) or None,
        status_quo=_status_quo(v),
        reason=v.reason or None,
        would_take=v.would_take or None,
        sources=_source_keys(v, study),
        judgement=tuple(sorted(n for n in v.used if study.assumed[n].judgement)),
        assumptions=tuple(sorted(v.used)),
        remembered=bool(reading and reading.remembered),
        evidence=_evidence(reading.table) if reading and reading.table else None,
        limits=tuple(_limit(one) for one in v.evidence),
        notes=reading.notes if reading else (),
        line=place.line if place else None,
        **_over_draws(v, study.assumed),
    )


def _proposed(v: Verdict) -> str | None:
    """Give the test that a claim under review was drafted with."""
    return ((v.part or v.claim).proposed or None) if isinstance(v, Unreviewed) else None


def _middle(v: Verdict) -> float | str | None:
    """Give a verdict's value; none where there is none between its ends."""
    if not isinstance(v, Drawn | Fact) or v.tested is None or v.value is None:
        return None
    return _value(v.value, v.tested.unit)


def _recorded(v: Verdict) -> float | str | None:
    """Give what the record alone says, where evidence turned the word."""
    if not isinstance(v, Drawn | Fact) or v.tested is None or v.recorded is None:
        return None
    return _value(v.recorded, v.tested.unit)


def _limit(one: Evidence) -> said.Limit:
    """Say what is known against a number."""
    return said.Limit(
        kind=one.kind.name.lower().replace("_", "-"),
        effect=one.effect.value,
        says=one.says,
        sources=one.sources,
        remembered=one.remembered,
    )


class _OverDraws(TypedDict):
    """What only a verdict over draws has."""

    draws: int | None
    low: float | None
    high: float | None
    low50: float | None
    high50: float | None
    probability: float | None
    probability_fails: float | None
    sampling_error: float | None
    convergence: said.Convergence | None
    other_horizon: said.OtherHorizon | None
    break_even: said.BreakEven | None
    decides: tuple[said.Decider, ...]
    failed_draws: int
    dots: tuple[said.Dot, ...] | None
    curve: said.Curve | None


def _over_draws(v: Verdict, assumed: Assumed) -> _OverDraws:
    """Say what a verdict over draws has, and that another has none of it."""
    if not isinstance(v, Drawn):
        return _OverDraws(
            draws=None,
            low=_end(v.low) if isinstance(v, Fact) else None,
            high=_end(v.high) if isinstance(v, Fact) else None,
            low50=None,
            high50=None,
            probability=None,
            probability_fails=None,
            sampling_error=None,
            convergence=None,
            other_horizon=None,
            break_even=None,
            decides=(),
            failed_draws=v.failed_draws if isinstance(v, Untestable) else 0,
            dots=None,
            curve=None,
        )
    return _OverDraws(
        draws=v.draws,
        low=number(v.low),
        high=number(v.high),
        low50=v.low50,
        high50=v.high50,
        probability=v.probability,
        probability_fails=v.probability_fails,
        sampling_error=v.sampling_error,
        convergence=said.Convergence(**asdict(v.convergence)) if v.convergence else None,
        other_horizon=said.OtherHorizon(**asdict(v.other_horizon)) if v.other_horizon else None,
        break_even=_break_even(v.break_even, assumed),
        decides=tuple(_decider(d, assumed) for d in v.decides),
        failed_draws=v.failed_draws,
        dots=tuple(said.Dot(value=x, state=word) for x, word in v.dots) or None,
        curve=_curve(v, assumed),
    )


def _end(end: float | None) -> float | None:
    """Give an end of an interval; None where there is none, or none is known."""
    return None if end is None else number(end)


def _parts(parts: Sequence[Verdict]) -> said.Parts | None:
    """Count the parts that hold."""
    if not parts:
        return None
    return said.Parts(hold=sum(p.word == "supported" for p in parts), of=len(parts))


def _parameters(parameters: Any) -> dict[str, Any]:
    """Give a metric's parameters as written, leaving out what was not."""
    written = {
        f.name.rstrip("_"): _parameter(getattr(parameters, f.name)) for f in fields(parameters)
    }
    return {name: value for name, value in written.items() if value not in (None, [], "", {})}


def _parameter(value: Any) -> Any:
    if isinstance(value, MetricCall):  # a metric inside a metric
        return {"name": value.name, **_parameters(value.parameters)}
    return value.text if isinstance(value, Condition) else plain_value(value)


def _horizon(parameters: Mapping[str, Any], case: Case) -> Horizon | None:
    """Give the horizon of response that a market metric was read at."""
    named = parameters.get("scenario")
    scenario = case.scenario(named) if named and named != BASELINE else None
    return parameters.get("horizon") or (scenario.default_horizon if scenario else None)


def _value(value: float, unit: str) -> float | str:
    """Give a value; one that is a date as ISO 8601."""
    return dt.date.fromordinal(int(value)).isoformat() if unit == "date" else value


def _finding(v: Verdict) -> str | None:
    """Say what was found, its number as a reader writes it."""
    if not isinstance(v, Drawn | Fact) or v.tested is None or v.reading is None:
        return None
    unit = v.tested.unit
    if v.value is None:  # nothing is known of an assumption, or the World reads in several ways
        text = span_text(v.low, v.high, unit)
    else:
        low, high = (v.low, v.high) if isinstance(v, Drawn) else (None, None)
        text = value_text(_value(v.value, unit), low, high, unit)
    if v.recorded is not None:
        text += f" ({value_text(_value(v.recorded, unit), unit=unit)} as recorded)"
    return v.reading.says(text)


def _condition(tested: Tested) -> said.Condition:
    return said.Condition(holds=tested.test.holds.text, fails=tested.test.failing.text)


def _lines(tested: Tested) -> said.Lines:
    test = tested.test
    return said.Lines(holds=_line(test.holds, tested.unit), fails=_line(test.failing, tested.unit))


def _line(condition: Condition, unit: str) -> said.Line:
    """Give a line as it is compared; what the file writes in points stays in points."""
    written = "points" if condition.text.endswith("pp") else unit
    return said.Line(
        op=condition.operator,  # type: ignore[arg-type]
        number=_value(condition.number, unit),
        unit=written,
    )


def _status_quo(v: Verdict) -> said.StatusQuo | None:
    """Say what is so without the accord; its metric, and so its unit, may be another."""
    if (quo := v.status_quo) is None:
        return None
    value = None if number(quo.value) is None else _value(quo.value, quo.unit)
    return said.StatusQuo(value=value, unit=quo.unit, holds=quo.holds, text=quo.text)


def _break_even(even: BreakEven | None, assumed: Assumed) -> said.BreakEven | None:
    """Say where the claim turns along an assumption."""
    if even is None:
        return None
    return said.BreakEven(
        assumption=even.assumption,
        value=even.value,
        unit=assumed[even.assumption].unit,
        in_range=even.in_range,
    )


def _decider(d: Decider, assumed: Assumed) -> said.Decider:
    """Say how far an assumption decides, and over which range none or one break-even was found."""
    return said.Decider(
        assumption=d.share.assumption,
        share=d.share.share,
        noise=d.share.noise,
        range=assumed[d.share.assumption].distribution.range,
        unit=assumed[d.share.assumption].unit,
        break_even=_break_even(d.break_even, assumed),
        reach=d.reach,
    )


def _source_keys(v: Verdict, study: Study) -> tuple[str, ...]:
    """Give the keys of the sources behind a number: rows, assumptions, blocs of the case."""
    keys = set(v.reading.sources) if v.reading else set()
    keys |= {study.assumed[n].source for n in v.used} - {JUDGEMENT}
    if v.tested and study.case.blocs:
        call = v.tested.test.metric
        said = {*_texts(call), *_texts(scenarios_of(call, study))}
        keys |= {bloc.source for name, bloc in study.case.blocs.items() if name in said}
    return tuple(sorted(keys & set(study.world.sources)))


def _texts(held: Any) -> Iterator[str]:
    """Give every text in what was asked: names of states and blocs among them."""
    if isinstance(held, str):
        yield held
    elif isinstance(held, Mapping):
        for key, one in held.items():
            yield from (key, *_texts(one))
    elif isinstance(held, tuple):
        for one in held:
            yield from _texts(one)
    elif is_dataclass(held) and not isinstance(held, type):
        for field in fields(held):
            yield from _texts(getattr(held, field.name))


def _curve(v: Drawn, assumed: Assumed) -> said.Curve | None:
    if v.curve is None:
        return None
    return said.Curve(
        assumption=v.curve.assumption,
        unit=assumed[v.curve.assumption].unit,
        x=tuple(v.curve.x.tolist()),
        median=_known(v.curve.median),
        low=_known(v.curve.low),
        high=_known(v.curve.high),
        range=assumed[v.curve.assumption].distribution.range,
        crossing=v.break_even.value if v.break_even else None,
    )


def _known(values: Array) -> tuple[float | None, ...]:
    """Give numbers, None where there is none."""
    return tuple(number(x) for x in values.tolist())


def _evidence(table: Table) -> said.Evidence:
    """Give the table behind a number."""
    return said.Evidence(
        caption=table.caption,
        columns=tuple(said.Column(name=name, unit=unit) for name, unit in table.columns),
        rows=tuple(tuple(plain_value(cell) for cell in row) for row in table.rows),
    )
