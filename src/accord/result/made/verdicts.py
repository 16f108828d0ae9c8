"""A verdict as the result says it, made of what the judge found.

The one place that knows both forms.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from accord.axes import Array
from accord.case.model import Case
from accord.condition import Condition
from accord.draws import Assumed
from accord.measures import MetricCall, measures
from accord.names import Horizon
from accord.result import verdict as said
from accord.result.made.values import number, plain_value
from accord.study import Study
from accord.verdict import Decider, Verdict
from accord.verdict.metrics import Table


def row(v: Verdict, study: Study, all_of_them: Sequence[Verdict]) -> said.Verdict:
    """Say one verdict.

    Parameters
    ----------
    all_of_them : every verdict of the run, among them the parts of this one
    """
    case, assumed = study.case, study.assumed
    part, reading, call = v.part, v.reading, v.test.metric if v.test else None
    parameters = _parameters(call.parameters) if call else {}
    place = case.places.get(f"claims.{v.claim.id}")
    turning = v.turning
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
        party=v.claim.party,
        verdict=v.word,
        metric=call.name if call else None,
        metric_params=parameters,
        metric_text=reading.text if reading else None,
        formula=v.metric.formula if v.metric else None,
        method=(v.metric.method or None) if v.metric else None,
        engine=v.metric.engine if v.metric else "none",
        scenario=parameters.get("scenario"),
        horizon=_horizon(parameters, case),
        year=reading.year if reading else None,
        value=None if v.value is None else _value(v.value, v.unit),
        low=v.low,
        high=v.high,
        low50=v.low50,
        high50=v.high50,
        unit=v.unit or None,
        condition=_condition(v),
        lines=_lines(v),
        why=(part.why if part and part.why else v.claim.why) or None,
        probability=v.probability,
        probability_fails=v.probability_fails,
        sampling_error=v.sampling_error,
        convergence=_convergence(v),
        other_horizon=_other_horizon(v),
        status_quo=_status_quo(v, study),
        break_even=_break_even(turning, assumed) if turning else None,
        decides=tuple(_decider(d, assumed) for d in v.decides),
        reason=v.reason or None,
        would_take=v.would_take or None,
        sources=_source_keys(v, study),
        judgement=tuple(sorted(n for n in v.used if assumed[n].judgement)),
        assumptions=tuple(sorted(v.used)),
        remembered=bool(reading and reading.remembered),
        failed_draws=v.failed_draws,
        dots=tuple(said.Dot(value=x, state=word) for x, word in v.dots) or None,  # type: ignore[arg-type]
        curve=_curve(v, assumed),
        evidence=_evidence(reading.table) if reading and reading.table else None,
        notes=reading.notes if reading else (),
        line=place.line if place else None,
    )


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
    scenario = case.scenarios.get(parameters.get("scenario", ""))
    return parameters.get("horizon") or (scenario.default_horizon if scenario else None)


def _value(value: float, unit: str) -> float | str:
    """Give a value; one that is a date as ISO 8601."""
    return dt.date.fromordinal(int(value)).isoformat() if unit == "date" else value


def _condition(v: Verdict) -> said.Condition | None:
    if not (v.holds and v.fails):
        return None
    return said.Condition(holds=v.holds.text, fails=v.fails.text)


def _lines(v: Verdict) -> said.Lines | None:
    if not (v.holds and v.fails):
        return None
    return said.Lines(holds=_line(v.holds, v.unit), fails=_line(v.fails, v.unit))


def _line(condition: Condition, unit: str) -> said.Line:
    """Give a line as it is compared; what the file writes in points stays in points."""
    written = "points" if condition.text.endswith("pp") else unit
    return said.Line(
        op=condition.operator,  # type: ignore[arg-type]
        number=_value(condition.number, unit),
        unit=written,
    )


def _convergence(v: Verdict) -> said.Convergence | None:
    return said.Convergence(**asdict(v.convergence)) if v.convergence else None


def _other_horizon(v: Verdict) -> said.OtherHorizon | None:
    return said.OtherHorizon(**asdict(v.beside)) if v.beside else None


def _status_quo(v: Verdict, study: Study) -> said.StatusQuo | None:
    """Say what is so without the accord; its metric, and so its unit, may be another."""
    if (quo := v.status_quo) is None:
        return None
    decided = [part for part in v.claim.parts if part.id == v.decided_by]
    asked = (v.part or (decided[0] if decided else v.claim)).status_quo
    call = asked.metric if asked else None
    unit = measures()[call.name].unit_of(call.parameters, study.world) if call else v.unit
    value = None if number(quo.value) is None else _value(quo.value, unit)
    return said.StatusQuo(value=value, unit=unit, holds=quo.holds, text=quo.text)


def _break_even(d: Decider, assumed: Assumed) -> said.BreakEven | None:
    """Say where the claim turns along the assumption that decides it."""
    if d.turns is None:
        return None
    return said.BreakEven(
        assumption=d.share.assumption,
        value=d.turns.value,
        unit=assumed[d.share.assumption].unit,
        in_range=d.turns.in_range,
    )


def _decider(d: Decider, assumed: Assumed) -> said.Decider:
    """Say how far an assumption decides, and over which range none or one break-even was found."""
    return said.Decider(
        assumption=d.share.assumption,
        share=d.share.share,
        noise=d.share.noise,
        range=assumed[d.share.assumption].distribution.range,
        unit=assumed[d.share.assumption].unit,
        break_even=_break_even(d, assumed),
        reach=d.reach,
    )


def _source_keys(v: Verdict, study: Study) -> tuple[str, ...]:
    """Give the keys of the catalogue behind a number: its rows and its assumptions."""
    keys = set(v.reading.sources) if v.reading else set()
    keys |= {study.assumed[n].source for n in v.used}
    return tuple(sorted(keys & set(study.world.sources)))


def _curve(v: Verdict, assumed: Assumed) -> said.Curve | None:
    if v.curve is None:
        return None
    turning = v.turning.turns if v.turning else None
    return said.Curve(
        assumption=v.curve.assumption,
        unit=assumed[v.curve.assumption].unit,
        x=tuple(v.curve.x.tolist()),
        median=_known(v.curve.median),
        low=_known(v.curve.low),
        high=_known(v.curve.high),
        range=assumed[v.curve.assumption].distribution.range,
        crossing=turning.value if turning else None,
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
