"""What a run rests on: its assumptions, its sources, and the rules that touched its data."""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

import numpy as np

from accord.case.assumptions import Unknown
from accord.case.model import Case
from accord.condition import STEPS
from accord.draws import SolvedAssumption, priced
from accord.numbers import MINUS
from accord.result.document import Adjustment, Assumption, Density, Source
from accord.result.verdict import Verdict
from accord.world import World

DENSITY_POINTS = 41


def assumption(a: SolvedAssumption, verdicts: Sequence[Verdict]) -> Assumption:
    """Say an assumption with its distribution drawn."""
    low, high = a.distribution.range
    return Assumption(
        name=a.name,
        label=a.label or a.name.replace("-", " "),
        text=_in_words(a).replace(" -", f" {MINUS}"),
        low=low,
        central=a.distribution.central,
        high=high,
        unit=a.unit,
        source=a.source,
        judgement=a.judgement,
        note=a.note,
        used_by=tuple(v.claim for v in verdicts if a.name in v.assumptions),
        density=_density(a),
    )


def _density(a: SolvedAssumption) -> Density | None:
    """Draw a distribution; None where nothing is known but its ends."""
    if isinstance(a.distribution, Unknown):
        return None
    u = (np.arange(2000) + 0.5) / 2000
    heights, edges = np.histogram(a.distribution.quantile(u), DENSITY_POINTS, density=True)
    middles = (edges[1:] + edges[:-1]) / 2
    return Density(x=tuple(middles.tolist()), y=tuple(heights.tolist()))


def _in_words(a: SolvedAssumption) -> str:
    """Say a distribution as people write it: shares in percent, much money in millions."""
    size, unit = _unit(a)
    if size == 1:
        return f"{a.distribution.text()} {unit}".rstrip()
    numbers = {f.name: getattr(a.distribution, f.name) for f in fields(a.distribution)}
    numbers.pop("weights", None)
    written: dict[str, Any] = {
        name: tuple(x / size for x in n) if isinstance(n, tuple) else n / size
        for name, n in numbers.items()
        if not isinstance(n, str)
    }
    return f"{replace(a.distribution, **written).text()} {unit}"


def _unit(a: SolvedAssumption) -> tuple[float, str]:
    """Size and name of the unit in which an assumption's numbers are short."""
    if a.unit == "share":
        return 0.01, "%"
    largest = max(map(abs, a.distribution.range))
    steps = [(size, unit) for unit, size in STEPS.get(a.unit, {}).items() if size <= largest]
    return max(steps, default=(1.0, "" if a.unit == "ratio" else a.unit))


def sources(case: Case, world: World, verdicts: Sequence[Verdict]) -> tuple[Source, ...]:
    """Say every source that a number, a quote or a limit is from, or that the case brings."""
    known = world.sources
    said = {claim.id: claim.source for claim in case.claims.values()}
    listed = {one.key for one in world.tables.brought.sources} | {
        key for key in said.values() if key
    }
    behind = [
        (v.claim, {*v.sources, *(key for limit in v.limits for key in limit.sources)})
        for v in verdicts
    ]
    used_by = {
        key: tuple(claim for claim, keys in behind if key in keys or said.get(claim) == key)
        for key in sorted(listed.union(*(keys for _, keys in behind)))
    }
    return tuple(
        Source(
            key=key,
            title=s.title,
            publisher=s.publisher,
            version=s.version,
            licence=s.licence,
            terms=s.terms,
            link=s.link,
            retrieved=s.retrieved.isoformat() if s.retrieved else None,
            note=s.note,
            used_by=claims,
        )
        for key, claims in used_by.items()
        if (s := known.get(key))
    )


def adjustments(case: Case, world: World) -> tuple[Adjustment, ...]:
    """Say which rules touched the markets of the case, and how much."""
    return tuple(
        Adjustment(
            good=good,
            year=world.year,
            rule=a.rule,
            says=a.says,
            works_on=a.works_on,
            count=a.count,
            of=a.of,
            mass_before=a.mass_before,
            mass_after=a.mass_after,
        )
        for good in priced(case, world)
        for a in world.tables.balance(good, world.year).adjustments
    )
