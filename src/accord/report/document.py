"""The document of a run: what `result.json` holds and every page is made of.

Base units throughout; nan is null. No time, host, path or duration stands in it, so that the same
seed gives the same bytes.
"""

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields, replace
from typing import Any

import numpy as np

import accord
from accord.axes import Array, Mask
from accord.case.model import Case
from accord.draws import Draws, SolvedAssumption, priced
from accord.report.map import map_part
from accord.shocks.change import mask_of
from accord.solve import GoodOutcome, Outcome
from accord.verdict import Decider, Verdict
from accord.verdict.metrics import Table
from accord.world import World

FORMAT = 1
MOVERS = 8  # states outside the case that are shown because they move most
NOTICED = 1e-6  # of a market's value: below it nobody would notice, and no table is shown
DENSITY_POINTS = 41
WORDS = ("supported", "depends", "contradicted", "untestable")


def document(
    case: Case,
    world: World,
    assumed: Mapping[str, SolvedAssumption],
    verdicts: Iterable[Verdict],
    outcomes: Iterable[Outcome],
    *,
    draws: int,
    seed: int,
    manifest: Mapping[str, Any],
) -> dict[str, Any]:
    """Gather everything that a reader of a run may ask for."""
    found = list(verdicts)
    rows = [_verdict(v, case, world, assumed) for v in found]
    whole = [r for r in rows if r["part_of"] is None]
    used_by = _used_by(rows)
    whole_document: dict[str, Any] = _plain(
        {
            "format": FORMAT,
            "accord": accord.__version__,
            "case": case.name,
            "title": case.title,
            "description": case.description,
            "seed": seed,
            "draws": draws,
            "year": case.year,
            "overrides": dict(case.overrides),
            "tally": {w: sum(r["verdict"] == w for r in whole) for w in WORDS},
            "states": {s: world.name(s) for s in world.states},
            "candidates": list(case.accord.candidates),
            "parties": list(case.accord.parties),
            "adversaries": list(case.accord.adversaries),
            "article": dict(case.article),
            "verdicts": rows,
            "scenarios": _scenarios(case, world, list(outcomes)),
            "map": map_part(case, world, rows),
            "assumptions": [_assumption(a, found) for a in assumed.values()],
            "sources": _sources(world, used_by),
            "adjustments": _adjustments(case, world),
            "not_tested": [
                {k: r[k] for k in ("claim", "reason", "would_take")}
                for r in rows
                if r["verdict"] == "untestable"
            ],
            "manifest": dict(manifest),
        }
    )
    return whole_document


def _plain(value: Any) -> Any:
    """Turn numpy into Python and nan into None, all the way down."""
    if isinstance(value, Mapping):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, np.ndarray):
        return _plain(value.tolist())
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def _verdict(
    v: Verdict, case: Case, world: World, assumed: Mapping[str, SolvedAssumption]
) -> dict[str, Any]:
    """Say one verdict."""
    part, reading, call = v.part, v.reading, v.test.metric if v.test else None
    parameters = _parameters(call.parameters) if call else {}
    key = f"claims.{v.claim.id}"
    place = case.places.get(key)
    turning = v.turning
    return {
        "claim": v.id,
        "part_of": v.claim.id if part else None,
        "combine": v.claim.combine if v.claim.parts and not part else None,
        "decided_by": v.decided_by or None,
        "label": (part.label if part else v.claim.label) or v.id,
        "quote": (part.quote if part and part.quote else v.claim.quote),
        "paragraph": v.claim.paragraph,
        "party": list(v.claim.party),
        "verdict": v.word,
        "metric": call.name if call else None,
        "metric_params": parameters,
        "metric_text": reading.text if reading else None,
        "formula": v.metric.formula if v.metric else None,
        "method": (v.metric.method or None) if v.metric else None,
        "engine": v.metric.engine if v.metric else "none",
        "scenario": parameters.get("scenario"),
        "horizon": _horizon(parameters, case),
        "year": reading.year if reading else None,
        "value": _as_date(v.value) if v.unit == "date" and v.value is not None else v.value,
        "low": v.low,
        "high": v.high,
        "low50": v.low50,
        "high50": v.high50,
        "unit": v.unit or None,
        "condition": {"holds": v.holds.text, "fails": v.fails.text}
        if v.holds and v.fails
        else None,
        "lines": {"holds": v.holds.number, "fails": v.fails.number}
        if v.holds and v.fails
        else None,
        "why": (part.why if part and part.why else v.claim.why) or None,
        "probability": v.probability,
        "probability_fails": v.probability_fails,
        "sampling_error": v.sampling_error,
        "convergence": asdict(v.convergence) if v.convergence else None,
        "other_horizon": asdict(v.beside) if v.beside else None,
        "status_quo": _status_quo(v),
        "break_even": _break_even(turning, assumed) if turning else None,
        "decides": [_decider(d, assumed) for d in v.decides],
        "reason": v.reason or None,
        "would_take": v.would_take or None,
        "sources": _source_keys(v, world, assumed),
        "judgement": sorted(n for n in v.used if assumed[n].judgement),
        "assumptions": sorted(v.used),
        "remembered": bool(reading and reading.remembered),
        "failed_draws": v.failed_draws,
        "dots": [{"value": x, "state": word} for x, word in v.dots] or None,
        "curve": _curve(v, assumed),
        "evidence": _evidence(v),
        "notes": list(reading.notes) if reading else [],
        "line": place.line if place else None,
    }


def _parameters(parameters: Any) -> dict[str, Any]:
    """Give a metric's parameters as written, leaving out what was not."""
    found = {}
    for name in parameters.__dataclass_fields__:
        value = getattr(parameters, name)
        if hasattr(value, "parameters"):  # a metric inside a metric
            value = {"name": value.name, **_parameters(value.parameters)}
        elif hasattr(value, "isoformat"):
            value = value.isoformat()
        if value not in (None, (), "", {}):
            found[name.rstrip("_")] = list(value) if isinstance(value, tuple) else value
    return found


def _horizon(parameters: Mapping[str, Any], case: Case) -> str | None:
    """Give the horizon of response that a market metric was read at."""
    scenario = case.scenarios.get(parameters.get("scenario", ""))
    return parameters.get("horizon") or (scenario.default_horizon if scenario else None)


def _status_quo(v: Verdict) -> dict[str, Any] | None:
    if v.status_quo is None:
        return None
    return {
        "value": v.status_quo.value,
        "holds": v.status_quo.holds,
        "text": v.status_quo.text,
    }


def _break_even(d: Decider, assumed: Mapping[str, SolvedAssumption]) -> dict[str, Any] | None:
    """Say where the claim turns along the assumption that decides it."""
    if d.turns is None:
        return None
    return {
        "assumption": d.share.assumption,
        "value": d.turns.value,
        "unit": assumed[d.share.assumption].unit,
        "in_range": d.turns.in_range,
    }


def _decider(d: Decider, assumed: Mapping[str, SolvedAssumption]) -> dict[str, Any]:
    """Say how far an assumption decides, and over which range none or one break-even was found."""
    return {
        "assumption": d.share.assumption,
        "share": d.share.share,
        "noise": d.share.noise,
        "range": list(assumed[d.share.assumption].distribution.range),
        "unit": assumed[d.share.assumption].unit,
        "break_even": _break_even(d, assumed),
        "reach": list(d.reach) if d.reach else None,
    }


def _source_keys(v: Verdict, world: World, assumed: Mapping[str, SolvedAssumption]) -> list[str]:
    """Give the keys of the catalogue behind a number: its rows and its assumptions."""
    known = world.sources
    keys = set(v.reading.sources) if v.reading else set()
    keys |= {assumed[n].source for n in v.used}
    return sorted(k for k in keys if k in known)


def _curve(v: Verdict, assumed: Mapping[str, SolvedAssumption]) -> dict[str, Any] | None:
    if v.curve is None:
        return None
    turning = v.turning.turns if v.turning else None
    return {
        "assumption": v.curve.assumption,
        "unit": assumed[v.curve.assumption].unit,
        "x": v.curve.x,
        "median": v.curve.median,
        "low": v.curve.low,
        "high": v.curve.high,
        "range": list(assumed[v.curve.assumption].distribution.range),
        "crossing": turning.value if turning else None,
    }


def _evidence(v: Verdict) -> dict[str, Any] | None:
    """Give the table behind a number."""
    table = v.reading.table if v.reading else None
    if table is None:
        return None
    return {
        "caption": table.caption,
        "columns": [{"name": n, "unit": u} if u else {"name": n} for n, u in table.columns],
        "rows": _table_rows(table),
    }


def _used_by(rows: list[dict[str, Any]]) -> dict[str, list[str]]:
    """List the claims that rest on each source."""
    found: dict[str, list[str]] = {}
    for row in rows:
        for key in row["sources"]:
            if row["claim"] not in found.setdefault(key, []):
                found[key].append(row["claim"])
    return found


def _scenarios(case: Case, world: World, outcomes: list[Outcome]) -> list[dict[str, Any]]:
    """Say what each scenario does, at each horizon it was solved at."""
    return [
        _scenario(case, world, name, [o for o in outcomes if o.scenario == name])
        for name in case.scenarios
    ]


def _scenario(case: Case, world: World, name: str, outcomes: list[Outcome]) -> dict[str, Any]:
    """Say what one scenario does; a good that it moves by next to nothing is named, not shown."""
    scenario = case.scenarios[name]
    moved = [(o, g) for o in outcomes for g in o.goods.values() if _noticed(world, g)]
    shown = {good.good for _, good in moved}
    return {
        "id": name,
        "title": scenario.title or name,
        "shocks": [str(shock) for shock in scenario.shocks],
        "horizon": scenario.default_horizon,
        "failed_draws": sum(int(o.failed.sum()) for o in outcomes),
        "unchanged": [good for good in priced(case, world) if good not in shown],
        "results": [_market(case, world, o, good) for o, good in moved],
    }


def _noticed(world: World, good: GoodOutcome) -> bool:
    """Whether anybody gains or loses more than a millionth of what the market is worth."""
    gains = np.nanmedian(good.gain, axis=0) if not good.solution.failed.all() else np.zeros(1)
    return bool(np.abs(gains).max() > NOTICED * world.market(good.good).flows.sum())


def _market(case: Case, world: World, outcome: Outcome, good: GoodOutcome) -> dict[str, Any]:
    """Say what one market does to those whom the case names, and to the largest movers."""
    named = (*case.accord.candidates, *case.accord.parties, *case.accord.adversaries)
    single = [n for n in named if n in world.states]
    gains = np.nanmedian(good.gain, axis=0)
    movers = [world.states[i] for i in np.argsort(-np.abs(gains)) if world.states[i] not in single]
    return {
        "good": good.good,
        "horizon": outcome.horizon,
        "assumptions": sorted(good.used),
        "capped": good.capped,
        "states": [_row(world, good, n) for n in (*dict.fromkeys(single), *movers[:MOVERS])],
        "blocs": [_row(world, good, n) for n in dict.fromkeys(named) if n not in world.states],
    }


def _row(world: World, good: GoodOutcome, name: str) -> dict[str, Any]:
    """One state or bloc in one market: sums over its members; a price only for a single state."""
    s, here = good.solution, mask_of(world, (name,))
    output = float(world.market(good.good).flows[here].sum())
    alone = int(here.sum()) == 1
    return {
        "state": name,
        "output_usd": output,
        "price": _band(s.price[:, here][:, 0] - 1) if alone and output else None,
        "price_index": _band(s.price_index[:, here][:, 0] - 1) if alone else None,
        "revenue_change": _band(s.revenue[:, here].sum(axis=1) / output - 1) if output else None,
        "consumer_surplus": _band(_sum(s.consumer_surplus, here)),
        "producer_surplus": _band(_sum(s.producer_surplus, here)),
        "rents": _band(_sum(good.received, here)),
        "total": _band(_sum(good.gain, here)),
    }


def _sum(values: Array, here: Mask) -> Array:
    total: Array = values[:, here].sum(axis=1)
    return total


def _band(values: Array) -> dict[str, float | None]:
    """Median and 90 % band over the draws that were solved."""
    low, middle, high = Draws(values).band()
    return {"value": float(middle), "low": float(low), "high": float(high)}


def _assumption(a: SolvedAssumption, verdicts: list[Verdict]) -> dict[str, Any]:
    """Say an assumption with its distribution drawn."""
    low, high = a.distribution.range
    u = (np.arange(2000) + 0.5) / 2000
    heights, edges = np.histogram(a.distribution.quantile(u), DENSITY_POINTS, density=True)
    return {
        "name": a.name,
        "text": _in_words(a),
        "low": low,
        "central": a.distribution.central,
        "high": high,
        "unit": a.unit,
        "source": a.source,
        "judgement": a.judgement,
        "note": a.note,
        "used_by": [v.id for v in verdicts if a.name in v.used],
        "density": {"x": (edges[1:] + edges[:-1]) / 2, "y": heights},
    }


def _in_words(a: SolvedAssumption) -> str:
    """Say a distribution as people write it: shares in percent, else with the unit."""
    if a.unit != "share":
        return a.distribution.text() + (f" {a.unit}" if a.unit != "ratio" else "")
    numbers = {f.name: getattr(a.distribution, f.name) for f in fields(a.distribution)}
    numbers.pop("weights", None)
    percent: dict[str, Any] = {
        name: tuple(100 * x for x in n) if isinstance(n, tuple) else 100 * n
        for name, n in numbers.items()
        if not isinstance(n, str)
    }
    return replace(a.distribution, **percent).text() + " %"


def _sources(world: World, used_by: Mapping[str, list[str]]) -> list[dict[str, Any]]:
    """Say every source that a number rests on, with what it asks for."""
    known = world.sources
    return [
        {
            "key": key,
            "title": s.title,
            "publisher": s.publisher,
            "version": s.version,
            "licence": s.licence,
            "terms": s.terms,
            "link": s.link,
            "retrieved": s.retrieved.isoformat() if s.retrieved else None,
            "note": s.note,
            "used_by": claims,
        }
        for key, claims in sorted(used_by.items())
        if (s := known.get(key))
    ]


def _adjustments(case: Case, world: World) -> list[dict[str, Any]]:
    """Say which rules touched the markets of the case, and how much."""
    return [
        {
            "good": good,
            "year": world.year,
            "rule": a.rule,
            "says": a.says,
            "works_on": a.works_on,
            "count": a.count,
            "of": a.of,
            "mass_before": a.mass_before,
            "mass_after": a.mass_after,
        }
        for good in priced(case, world)
        for a in world.tables.balance(good, world.year).adjustments
    ]


def _as_date(ordinal: float) -> str:
    """Write a metric that is a date as ISO 8601."""
    return dt.date.fromordinal(int(ordinal)).isoformat()


def _table_rows(table: Table) -> list[list[Any]]:
    """Give a table's rows with plain Python values."""
    return [[v.item() if isinstance(v, np.generic) else v for v in row] for row in table.rows]
