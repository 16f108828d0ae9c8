"""Compare: what differs between scenarios, or between two cases, draw by draw.

Intervals that overlap are no test of a difference: what two scenarios have in common moves both.
So the difference is taken in each draw, over the same draws of all assumptions, and has an interval
of its own.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from accord import result
from accord.api.runs import Progress, study_of
from accord.axes import Array
from accord.case.model import BASELINE, Case, Test
from accord.draws import Draws, priced
from accord.errors import InputError
from accord.names import GoodName, Horizon, require
from accord.result.market import Interval
from accord.shocks.change import mask_of
from accord.study import Study
from accord.verdict import Drawn, Fact, Judge, Verdict
from accord.verdict.readings import Readings

QUANTITIES = ("total", "price")
MOVERS = 6  # states that the case doesn't name, and that move most


def compare_scenarios(
    case: Case, names: Sequence[str], *, draws: int = 1000, seed: int = 0
) -> dict[str, Any]:
    """Compare what scenarios do to those whom a case names, each against the first.

    Parameters
    ----------
    names : two or more scenarios; `baseline` is the world without any

    Returns
    -------
    `rows`, one for each good, state and quantity: `values`, a median and 90 % interval for each
    scenario, and `differences` of each later one from the first; total in US$ a year, price as a
    share. Rows whose difference leaves 0 out come first.

    Raises
    ------
    UnknownNameError
        where the case has no such scenario
    """
    for name in names:
        require("scenario", name, (BASELINE, *case.scenarios), where=f"in the case {case.name}")
    study = study_of(case, None, draws, seed)
    horizons = [case.scenario(name).default_horizon for name in names if name != BASELINE]
    horizon: Horizon = "short" if "short" in horizons else "long"
    rows = [
        {"good": good, "state": state, "quantity": quantity, **_apart(found)}
        for good in priced(case, study.world)
        for state in _states(study, names, good, horizon)
        for quantity in QUANTITIES
        if (found := _values(study, names, good, state, quantity, horizon))
    ]
    rows.sort(key=lambda row: not any(_surely(d) for d in row["differences"]))
    return {
        "format": 1,
        "case": case.name,
        "scenarios": list(names),
        "horizon": horizon,
        "draws": draws,
        "seed": seed,
        "rows": result.plain(rows),
    }


def _states(
    study: Study, names: Sequence[str], good: GoodName, horizon: Horizon
) -> tuple[str, ...]:
    """Name whom the case names, and those that the last scenario moves most."""
    case = study.case
    named = (*case.candidates, *case.parties, *case.adversaries)
    last = [name for name in names if name != BASELINE][-1:]
    markets = [study.inquire().outcome(n, horizon, good=good).goods.get(good) for n in last]
    gains = [np.abs(Draws(market.gain).median()) for market in markets if market is not None]
    movers = [study.world.states[i] for one in gains for i in np.argsort(-one)[:MOVERS]]
    return tuple(dict.fromkeys((*named, *movers)))


def _values(
    study: Study, names: Sequence[str], good: GoodName, state: str, quantity: str, horizon: Horizon
) -> list[Array]:
    """Give a quantity in every draw under each scenario; nothing where none of them moves it."""
    here = mask_of(study.world, (state,))
    if quantity == "price" and here.sum() != 1:
        return []
    found = []
    for name in names:
        outcome = None if name == BASELINE else study.inquire().outcome(name, horizon, good=good)
        market = outcome.goods.get(good) if outcome else None
        if market is None:
            found.append(np.zeros(study.inquire().draws))
        elif quantity == "total":
            found.append(market.gain_of(here))
        else:
            found.append(market.solution.price[:, here][:, 0] - 1)
    return found if any(np.nan_to_num(values).any() for values in found) else []


def _apart(values: Sequence[Array]) -> dict[str, Any]:
    return {
        "values": [_band(one) for one in values],
        "differences": [_band(one - values[0]) for one in values[1:]],
    }


def _band(values: Array) -> Interval:
    low, value, high = (
        float(end) if np.isfinite(end) else None for end in np.asarray(Draws(values).band())
    )
    return Interval(value=value, low=low, high=high)


def _surely(one: Interval) -> bool:
    return one.low is not None and one.high is not None and (one.low > 0 or one.high < 0)


def compare_cases(
    first: Case,
    second: Case,
    *,
    draws: int = 1000,
    seed: int = 0,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Compare two cases claim by claim, over the same draws.

    Returns
    -------
    `rows`, one for each claim and part of either: word and value of both; `difference`, second less
    first, with its 90 % interval, where both are tested by the same metric in draws. Claims whose
    word is another come first. `said` names what else differs, such as the year.

    Raises
    ------
    InputError
        where the cases have no claim in common
    """
    if not set(first.claims) & set(second.claims):
        raise InputError(
            "the two cases have no claim in common; compare a case with its own change"
        )
    sides = [study_of(case, None, draws, seed) for case in (first, second)]
    judged = [_judged(study, progress) for study in sides]
    readings = [Readings(study) for study in sides]
    rows: list[dict[str, Any]] = []
    for id_ in dict.fromkeys((*judged[0], *judged[1])):
        pair = [found.get(id_) for found in judged]
        rows.append(
            {
                "claim": id_,
                "label": next(_label(v) for v in pair if v is not None),
                "unit": next((v.tested.unit for v in pair if v and v.tested), None),
                "words": [v.word if v else None for v in pair],
                "values": [_own(v) for v in pair],
                "difference": _difference(pair, readings),
            }
        )
    rows.sort(key=lambda row: row["words"][0] == row["words"][1])
    said = [
        f"{name}: {getattr(first, name)} and {getattr(second, name)}"
        for name in ("year", "day")
        if getattr(first, name) != getattr(second, name)
    ]
    return {
        "format": 1,
        "cases": [first.name, second.name],
        "draws": draws,
        "seed": seed,
        "said": said,
        "rows": result.plain(rows),
    }


def _judged(study: Study, progress: Progress | None) -> dict[str, Verdict]:
    judge, claims = Judge(study, words_only=True), study.case.claims
    found: dict[str, Verdict] = {}
    for done, claim in enumerate(claims.values()):
        if progress:
            progress("claims", done, len(claims))
        found |= {v.id: v for v in judge.claim(claim)}
    return found


def _label(v: Verdict) -> str:
    return (v.part.label if v.part else v.claim.label) or v.id


def _own(v: Verdict | None) -> Interval:
    if isinstance(v, Drawn | Fact):
        return Interval(value=v.value, low=v.low, high=v.high)
    return Interval(value=None, low=None, high=None)


def _difference(pair: Sequence[Verdict | None], readings: Sequence[Readings]) -> Interval | None:
    """Take the difference in each draw, where both ask the same metric and differ in draws."""
    tests: list[Test] = [v.tested.test for v in pair if isinstance(v, Drawn) and v.tested]
    if len(tests) != 2 or tests[0].metric.name != tests[1].metric.name:
        return None
    values = [r.of(t.metric).reading.values for r, t in zip(readings, tests, strict=True)]
    first, second = (np.asarray(one, dtype=float) for one in values)
    return _band(second - first) if first.shape == second.shape else None
