"""Forecasts of accession, scored: does anything beat the base rate of a stage?

Each case, one accord at one time, is left out in turn, and forecast from the others; cases of a
file are forecast from the table's, none of which is of the same accord and time. Scores are Brier's
(1950), (p - joined)^2, and the log score, both per decision; p is clipped to 0.01..0.99. Decisions
of a case hang together, so that intervals come from a bootstrap over cases: eleven cases are
eleven, however many decisions they hold.

What is known on a case's day is all that a forecast may use: ties and members of that day, trade of
the year before. How far a tie moves the log-odds is fixed beforehand, shown for several values and
tuned on no case.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from accord.axes import Array
from accord.draws import stream
from accord.engines.coalition.subsets import Count
from accord.game.rates import rate
from accord.world import World

CLIP = (0.01, 0.99)
RESAMPLES = 10_000
BAND = (0.025, 0.975)
NOISE = 0.03  # a difference of Brier scores below this is noise, whatever its interval
BASELINE = "stage rate"
SLOPES = (1.0, 2.0, 5.0)  # of the log-odds in a share of trade

Evidence = Callable[[pl.DataFrame, World], Array]  # of the decisions of one case: (n,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How a model did: means over decisions, and against the stage rate over resampled cases.

    difference : of the Brier score from the stage rate's; below 0 is better
    low, high : its 95 % interval over resampled cases; nan of a single case, which has none
    """

    model: str
    brier: float
    log: float
    skill: float  # 1 - Brier / the stage rate's
    difference: float
    low: float
    high: float

    @property
    def beats(self) -> bool:
        """Whether it beats the stage rate by more than chance and noise."""
        return self.high < 0 and self.difference <= -NOISE


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseScore:
    """One case: how many joined, its stage rate, and every model's Brier score.

    hindsight : the Brier score of the case's own rate, which nobody knew beforehand
    """

    case: str
    of: int
    joined: int
    stages: str
    brier: Mapping[str, float]
    log: Mapping[str, float]
    hindsight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """One decision: the chance that each model gave, and what happened."""

    case: str
    state: str
    stage: str
    joined: bool
    chance: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoring:
    """All forecasts, scored."""

    scores: tuple[Score, ...]
    cases: tuple[CaseScore, ...]
    forecasts: tuple[Forecast, ...]
    calibration: tuple[tuple[str, int, float, float], ...]  # stage, decisions, forecast, joined
    without_evidence: tuple[str, ...]  # cases in which no tie could be read: the stage rate stands
    unknown: tuple[str, ...] = ()  # who is no state of the tables, so that it has no tie

    @property
    def says(self) -> str:
        """Say whether anything beats the stage rate."""
        if len(self.cases) == 1:
            return "of a single case nothing follows: there is no interval over cases"
        better = [one.model for one in self.scores if one.beats]
        if better:
            return f"beats the stage rate: {', '.join(better)}"
        return (
            "no model beats the stage rate: none is better by more than "
            f"{NOISE} with an interval over cases that leaves 0 out"
        )


def score(record: pl.DataFrame, world: World, cases: pl.DataFrame | None = None) -> Scoring:
    """Forecast every decision and score the forecasts.

    Parameters
    ----------
    record : `Tables.accessions`, from which rates are taken
    world : whose tables have the ties and the trade; any year's
    cases : decisions to forecast; those of the record, each case left out in turn, where None
    """
    asked = record if cases is None else cases
    forecasts: list[Forecast] = []
    bare: list[str] = []
    for name in asked["case"].unique(maintain_order=True):
        case = asked.filter(pl.col("case") == name)
        known = apart_from(record, case)
        chance, read = _chances(case, known, world)
        if not read:
            bare.append(name)
        forecasts += [
            Forecast(
                case=name,
                state=row["state"],
                stage=row["stage"],
                joined=row["joined"] == "yes",
                chance={model: float(p[i]) for model, p in chance.items()},
            )
            for i, row in enumerate(case.iter_rows(named=True))
        ]
    return Scoring(
        scores=_scores(forecasts),
        cases=tuple(_case_scores(forecasts)),
        forecasts=tuple(forecasts),
        calibration=tuple(_calibration(forecasts)),
        without_evidence=tuple(bare),
        unknown=tuple(sorted({one.state for one in forecasts} - set(world.states))),
    )


def apart_from(record: pl.DataFrame, case: pl.DataFrame) -> pl.DataFrame:
    """Give the record without a case: without its name, and without its accord at its time."""
    name, accord, as_of = case.select("case", "accord", "as_of").row(0)
    same = (pl.col("case") == name) | ((pl.col("accord") == accord) & (pl.col("as_of") == as_of))
    return record.filter(~same)


def _chances(
    case: pl.DataFrame, known: pl.DataFrame, world: World
) -> tuple[dict[str, Array], bool]:
    """Give every model's chances for the decisions of a case, and whether a tie could be read."""
    base = np.array([rate(known, stage).value for stage in case["stage"]])
    joined = known.filter(pl.col("joined") == "yes").height
    chance = {
        "one half": np.full(case.height, 0.5),
        "pooled rate": np.full(case.height, (joined + 0.5) / (known.height + 1)),
        BASELINE: base,
    }
    read = False
    for name, evidence, slopes in (
        ("trade with members", _trade_share, SLOPES),
        ("border with a member", _borders, (1.0,)),
    ):
        tie = evidence(case, world)
        read |= bool(np.ptp(tie) > 0)
        for slope in slopes:
            chance[f"{name}, slope {slope:g}"] = _moved(base, slope * (tie - tie.mean()))
    return {model: np.clip(p, *CLIP) for model, p in chance.items()}, read


def _moved(base: Array, shift: Array) -> Array:
    """Move log-odds of a base rate, which is never 0 or 1."""
    odds = np.log(base / (1 - base)) + shift
    moved: Array = 1 / (1 + np.exp(-odds))
    return moved


def _members(case: pl.DataFrame, world: World) -> tuple[str, ...]:
    """Name the accord's members on the case's day; nobody where no bloc has its name."""
    accord, day = case["accord"][0], case["as_of"][0]
    return world.bloc(accord, day) if accord in world.blocs else ()


def _trade_share(case: pl.DataFrame, world: World) -> Array:
    """Members' share in each state's recorded energy and mineral exports the year before: (n,)."""
    members, year = _members(case, world), case["as_of"][0].year - 1
    years = world.tables.years.trade
    if not members or year not in years:
        return np.zeros(case.height)
    inside = world.mask(members, case["as_of"][0])
    sold = [
        world.exports(state, None, year) if state in world.states else np.zeros(len(inside))
        for state in case["state"]
    ]
    share: Array = np.array([x[inside].sum() / x.sum() if x.any() else 0.0 for x in sold])
    return share


def _borders(case: pl.DataFrame, world: World) -> Array:
    """Say who has a land border with a member: (n,) of 0 and 1."""
    members = _members(case, world)
    rows = world.ties("land-border").select("subject", "object").iter_rows()
    near = {one for pair in rows for one in pair if set(pair) & set(members)}
    return np.array([float(state in near and state not in members) for state in case["state"]])


def _losses(forecasts: Sequence[Forecast], model: str) -> tuple[Array, Array]:
    """Give Brier and log scores of every decision."""
    p = np.array([one.chance[model] for one in forecasts])
    so = np.array([one.joined for one in forecasts], dtype=float)
    brier: Array = (p - so) ** 2
    log: Array = -np.log(np.where(so > 0, p, 1 - p))
    return brier, log


def _scores(forecasts: Sequence[Forecast]) -> tuple[Score, ...]:
    """Score every model, and how it differs from the stage rate over resampled cases."""
    base, _ = _losses(forecasts, BASELINE)
    names = list(dict.fromkeys(one.case for one in forecasts))
    of_case = np.array([names.index(one.case) for one in forecasts])
    chosen: Count = stream(0, "bootstrap over cases").integers(
        len(names), size=(RESAMPLES, len(names))
    )
    counts = np.bincount(of_case, minlength=len(names)).astype(float)
    found = []
    for model in forecasts[0].chance:
        brier, log = _losses(forecasts, model)
        sums = np.bincount(of_case, weights=brier - base, minlength=len(names))
        resampled = sums[chosen].sum(axis=1) / counts[chosen].sum(axis=1)
        low, high = np.quantile(resampled, BAND) if len(names) > 1 else (np.nan, np.nan)
        found.append(
            Score(
                model=model,
                brier=float(brier.mean()),
                log=float(log.mean()),
                skill=float(1 - brier.mean() / base.mean()),
                difference=float((brier - base).mean()),
                low=float(low),
                high=float(high),
            )
        )
    return tuple(found)


def _case_scores(forecasts: Sequence[Forecast]) -> list[CaseScore]:
    """Score every case apart."""
    found = []
    for name in dict.fromkeys(one.case for one in forecasts):
        mine = [one for one in forecasts if one.case == name]
        losses = {model: _losses(mine, model) for model in mine[0].chance}
        joined = sum(one.joined for one in mine)
        own = joined / len(mine)
        found.append(
            CaseScore(
                case=name,
                of=len(mine),
                joined=joined,
                stages=", ".join(dict.fromkeys(one.stage for one in mine)),
                brier={model: float(brier.mean()) for model, (brier, _) in losses.items()},
                log={model: float(log.mean()) for model, (_, log) in losses.items()},
                hindsight=own * (1 - own),
            )
        )
    return found


def _calibration(forecasts: Sequence[Forecast]) -> list[tuple[str, int, float, float]]:
    """Hold the stage rate's forecasts against what happened, pooled by stage."""
    found = []
    for stage in dict.fromkeys(one.stage for one in forecasts):
        mine = [one for one in forecasts if one.stage == stage]
        said = float(np.mean([one.chance[BASELINE] for one in mine]))
        found.append((stage, len(mine), said, float(np.mean([one.joined for one in mine]))))
    return found
