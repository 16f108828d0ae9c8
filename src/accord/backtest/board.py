"""The scoreboard: what the tables of back-tests say, by side, scheme, family of goods and event."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import polars as pl

from accord import names
from accord.backtest.cases import SIDES
from accord.backtest.forward import NO_CHANGE, POOL, SEED
from accord.backtest.opponents import OPPONENT
from accord.backtest.scores import by_event, gain
from accord.backtest.tables import FORWARD, QUIET, STRICT
from accord.data import Tables
from accord.errors import InputError
from accord.solve.pool import REFIT, Side

FAMILIES: Mapping[str, str] = MappingProxyType(
    {"25": "minerals", "26": "ores", "27": "fuels", "28": "chemicals"}
)
METALS = "metals"  # of all other chapters
COVER = ("in_50", "in_90", "in_50_large", "in_90_large")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One model against the opponent, on the events of one side, scheme and family."""

    scheme: str
    side: Side
    family: str  # all, or one of FAMILIES, or METALS
    model: str
    events: int
    crps: float  # points, mean by event
    gain: float  # 1 - model / opponent
    low: float  # of its 90 % interval, events drawn anew
    high: float
    low_by_good: float  # the same, codes drawn anew
    high_by_good: float
    in_50: float | None
    in_90: float | None
    in_50_large: float | None  # of counterparts foretold above 1 %
    in_90_large: float | None
    energy: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A named event: who foretold it how well, in points."""

    event: str
    name: str
    side: Side
    crps: Mapping[str, float]  # by model
    missed: tuple[str, ...]  # counterparts outside of nine tenths of the draws


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """All of it."""

    events: int
    named: int
    rows: tuple[Row, ...]
    of_named: tuple[Named, ...]

    def row(self, side: Side, model: str = POOL, scheme: str = FORWARD, family: str = "all") -> Row:
        """Give one row."""
        wanted = (scheme, side, family, model)
        return next(r for r in self.rows if (r.scheme, r.side, r.family, r.model) == wanted)


def board(tables: Tables, *, brief: bool = False) -> Board:
    """Read the scoreboard off the tables; InputError where there are none.

    Parameters
    ----------
    brief : without families of goods, rules but the opponent, and the scheme that leaves codes out
    """
    scores = _scores(tables)
    events = tables.backtest_events
    return Board(
        events=events.height,
        named=events.filter(pl.col("name").is_not_null()).height,
        rows=tuple(rows(scores, brief=brief)),
        of_named=tuple(_named(tables, scores)),
    )


def _scores(tables: Tables) -> pl.DataFrame:
    scores = tables.backtest_scores
    if scores.is_empty():
        raise InputError(f"no back-tests were made of these tables; make them: {REFIT}")
    return labelled(scores)


def labelled(scores: pl.DataFrame) -> pl.DataFrame:
    """Add the family of each code, and a key to each quiet case."""
    return scores.with_columns(
        family=pl.col("code").str.slice(0, 2).replace_strict(FAMILIES, default=METALS),
        event=pl.when(pl.col("event") == "")
        .then(pl.concat_str("agent", "code", "before", separator="-"))
        .otherwise("event"),
    )


def rows(scores: pl.DataFrame, *, brief: bool = False) -> Iterator[Row]:
    """Hold what is labelled against the opponent, by the schemes that it was scored in."""
    rng = np.random.default_rng(SEED)
    scored = set(scores["scheme"])
    for scheme in (FORWARD, QUIET) if brief else (FORWARD, STRICT, QUIET):
        for side in SIDES if scheme in scored else ():
            here = scores.filter(scheme=scheme, side=side)
            families = sorted(here["family"].unique()) if scheme == FORWARD and not brief else []
            for family in ("all", *families):
                of = here if family == "all" else here.filter(family=family)
                rules = of.filter(pl.col("model") != NO_CHANGE)["model"].unique().sort()
                models = [OPPONENT, POOL] if brief else rules.to_list()
                every = scheme == FORWARD and family == "all"
                for model in models if every else [POOL]:
                    yield _row(of, scheme, side, family, model, rng)


def _row(
    of: pl.DataFrame, scheme: str, side: Side, family: str, model: str, rng: np.random.Generator
) -> Row:
    ours, theirs = (by_event(of.filter(model=m), "crps") for m in (model, OPPONENT))
    a, b = ours["crps"].to_numpy().astype(float), theirs["crps"].to_numpy().astype(float)
    won, low, high = gain(a, b, rng)
    _, low_good, high_good = gain(a, b, rng, ours["code"].to_numpy())
    mean = of.filter(model=model).select(pl.col(*COVER, "energy").mean()).row(0, named=True)
    return Row(
        scheme=scheme,
        side=side,
        family=family,
        model=model,
        events=len(a),
        crps=float(a.mean()),
        gain=won,
        low=low,
        high=high,
        low_by_good=low_good,
        high_by_good=high_good,
        **mean,
    )


def _named(tables: Tables, scores: pl.DataFrame) -> Iterator[Named]:
    """Tell of every named event and side, in the order of the events."""
    known = scores.filter(pl.col("name").is_not_null(), scheme=FORWARD)
    mean = known.group_by("event", "name", "side", "model").agg(pl.col("crps").mean())
    outside = tables.backtest_links.filter((pl.col("rank") - 0.5).abs() > 0.45)
    missed: dict[tuple[str, str], list[str]] = {}
    for event, side, agent, who in outside.select(
        "event", "side", "agent", "counterpart"
    ).iter_rows():
        missed.setdefault((event, side), []).append(f"{agent}: {who}")
    crps: dict[tuple[str, str, Side], dict[str, float]] = {}
    for event, name, side, model, score in mean.sort("event", "side", "model").iter_rows():
        crps.setdefault((event, name, side), {})[model] = score
    for (event, name, side), scored in crps.items():
        yield Named(
            event=event,
            name=name,
            side=side,
            crps=scored,
            missed=tuple(missed.get((event, side), ())),
        )


def find(tables: Tables, asked: str) -> pl.DataFrame:
    """Find an event by its key, or by a part of its name: rows of the events.

    Raises
    ------
    InputError
        where it is a loss of supply, of which a price is foretold and no takers
    UnknownNameError
        where no event, or no back-test of one, is called so
    """
    events = tables.backtest_events
    folded = names.fold(asked)
    wanted = [
        names.fold(key) == folded or (name is not None and folded in names.fold(name))
        for key, name in events.select("event", "name").iter_rows()
    ]
    found = events.filter(pl.Series(wanted, dtype=pl.Boolean))
    if found.is_empty():
        _lost_supply(tables, asked)
        called = [*events["event"], *events["name"].drop_nulls()]
        names.require("event", asked, called)
    return found


def _lost_supply(tables: Tables, asked: str) -> None:
    folded = names.fold(asked)
    for name, year in tables.supply_shocks.select("name", "start").iter_rows():
        if folded in names.fold(name):
            raise InputError(
                f'"{name}" ({year[:4]}) is a loss of supply: of it a price is foretold, and not '
                "who takes what; see: accord backtest --prices"
            )
