"""The back-tests as tables: fit, foretell, and write what came of it beside what it was made from.

    pool-parameters.csv       by side and by the year until which events were known
    pool-analogues.parquet    past counterparts
    pool-update.csv           how much a first year that is known counts for the second
    backtest-events.parquet   backtest-scores.parquet   backtest-links.parquet

A run reads them; `accord backtest --fit` makes them anew, in some minutes.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import polars as pl

from accord.backtest import second
from accord.backtest.cases import SIDES, Case
from accord.backtest.events import Event
from accord.backtest.fit import errors, named_numbers
from accord.backtest.forward import SEED, Known, Material, Scored, forward, material, strict
from accord.data import Tables
from accord.data import reallocation as kinds
from accord.data.judged import JUDGED
from accord.solve.pool import Side

INPUTS = ("baci.parquet", "rules.toml", "goods.toml", "named-shocks.csv", "places.csv", JUDGED)
SOURCE = "accord-backtest"
DIGITS = 3
EVERY = 6  # codes, on one of which an update is fitted: two numbers need no more
QUIET, FORWARD, STRICT = "quiet", "forward", "strict"
Say = Callable[[str], None]


def write_tables(tables: Tables, folder: Path, say: Say) -> None:
    """Scan, fit, foretell by both schemes, and write all tables into a folder that is listed."""
    say("laying out trade and looking for events")
    from accord.data.build.listing import write_listing  # with all that builds the tables
    from accord.data.build.write import write

    of = material(tables)
    say(f"{len(of.events)} events, {len(of.cases)} cases; foretelling them year by year")
    ahead = list(forward(of))
    latest = {side: _latest(ahead, side) for side in SIDES}
    say("the same with each code left out")
    apart = list(strict(of, {side: known.trial for side, known in latest.items()}))
    say("standard errors")
    made = {
        kinds.PARAMETERS: parameters(of, ahead),
        kinds.ANALOGUES: past(of.cases),
        kinds.EVENTS: events_table(of.events),
        kinds.SCORES: scores(ahead, apart),
        kinds.LINKS: pl.DataFrame(
            [row for _, _, s in ahead for row in s.shown], schema=dict(kinds.LINK)
        ),
    }
    for file, table in made.items():
        if file.endswith(".csv"):
            table.write_csv(folder / file)
        else:
            write(short(table), folder / file, rows=max(table.height, 1))  # always read whole
    made_from = {file: tables.shelf.checksum(file) for file in INPUTS}
    write_listing(folder, {file: _described(file) | {"made_from": made_from} for file in made})
    write_update(folder, made_from, say)


def write_update(folder: Path, made_from: Mapping[str, str], say: Say) -> None:
    """Fit how much a first year that is known counts, on what was foretold of the events here."""
    from accord.data.build.listing import write_listing  # as above

    say("a first year that is known, and the second")
    tables = Tables.open(folder)
    codes = sorted(tables.backtest_events["code"].unique())
    second.fit(tables, tuple(codes[::EVERY])).write_csv(folder / kinds.UPDATE)
    write_listing(folder, {kinds.UPDATE: _described(kinds.UPDATE) | {"made_from": made_from}})


def short(table: pl.DataFrame) -> pl.DataFrame:
    """Keep three digits of what has a fraction: no score has more, and the package stays small."""
    return table.with_columns(pl.col(pl.Float32).round_sig_figs(DIGITS))


def _latest(ahead: Sequence[tuple[Case, Known, Scored]], side: Side) -> Known:
    """Give what was known last of a side: `forward` goes from the first year to the last."""
    return [known for case, known, _ in ahead if case.side == side][-1]


def parameters(of: Material, ahead: Sequence[tuple[Case, Known, Scored]]) -> pl.DataFrame:
    """List the parameters of every year, with standard errors in the latest."""
    rows: list[tuple[object, ...]] = []
    for side in SIDES:
        by_year = {case.before: known for case, known, _ in ahead if case.side == side}
        last = max(by_year)
        rng = np.random.default_rng([SEED, SIDES.index(side), last])
        error = errors(of.over(side, last), of.rules, rng)
        for year, known in sorted(by_year.items()):
            for name, value in named_numbers(known.given).items():
                stderr = error.get(name) if year == last else None
                rows.append((side, year, name, value, stderr, known.events, SOURCE, "fitted"))
    return pl.DataFrame(rows, schema=dict(kinds.FITTED), orient="row").with_columns(
        pl.col("value", "stderr").round_sig_figs(6)
    )


def past(cases: Sequence[Case]) -> pl.DataFrame:
    """List the counterparts of all cases."""
    rows = [
        pl.DataFrame(
            {
                "side": case.side, "after": case.after, "size": case.of.size,
                "world": case.of.world, "volatility": case.of.volatility,
                "lost": case.of.lost, "share": case.of.share, "observed": case.observed,
                "horizon": case.of.horizon,
            },
            schema=dict(kinds.PAST),
        )
        for case in cases
    ]  # fmt: skip
    return pl.concat(rows).sort("side", "after", maintain_order=True)


def events_table(events: Sequence[Event]) -> pl.DataFrame:
    """List the events."""
    rows = [
        (
            e.key, e.kind, e.code, e.agent, e.before, e.after, e.world_share, e.lost, e.kept,
            " ".join(e.affected), e.name, e.source, e.status,
        )
        for e in events
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=dict(kinds.EVENT), orient="row").sort("event", "kind")


def scores(
    ahead: Sequence[tuple[Case, Known, Scored]], apart: Sequence[tuple[Case, Scored]]
) -> pl.DataFrame:
    """List the scores of all cases, models and schemes."""
    rows = [
        row | {"scheme": scheme if case.event else QUIET}
        for scheme, found in (
            (FORWARD, [(case, scored) for case, _, scored in ahead]),
            (STRICT, apart),
        )
        for case, scored in found
        for row in scored.models
    ]
    return pl.DataFrame(rows, schema=dict(kinds.SCORED)).sort(
        "scheme", "side", "code", "event", "agent", "model"
    )


def _described(file: str) -> dict[str, object]:
    state, share = "ISO 3166 alpha-3", "share, 0..1"
    columns = {
        "side": "sales: a supplier's, over buyers; purchases: a buyer's, over suppliers",
        "until": "year by which the events were over",
        "parameter": "as accord.engines.reallocation.pool names it",
        "value": "logit, share or factor, see the parameter",
        "stderr": "standard error, events drawn anew; of the latest fit",
        "events": "how many events it was fitted on",
        "source": "key of a source",
        "status": "found by the scan, or that of the named shock; fitted",
        "after": "year of the outcome",
        "before": "baseline year",
        "size": "share of the counterpart in the trade of all others, 0..1",
        "world": "world trade in the code, US$",
        "volatility": "how far shares moved, 0..1: half over six years, half in the last one",
        "lost": "share of the trade that was lost, 0..1",
        "share": "of the baseline year, over those that stay, 0..1",
        "observed": "share that came, 0..1",
        "horizon": "years",
        "event": "AGENT-HS6-BEFORE-AFTER; empty in a quiet year",
        "name": "of a named shock",
        "kind": "E a supplier loses buyers, S its exports fall, B a buyer's imports fall",
        "code": "HS6 code (1992 nomenclature)",
        "agent": f"{state}: of whom it is foretold",
        "affected": "E: who stops",
        "stopped": "who stops dealing with the agent",
        "world_share": "of the agent in world trade, 0..1",
        "kept": "total after over before",
        "scheme": "forward, strict, or quiet",
        "model": "who foretells",
        "crps": "points, summed over counterparts",
        "energy": "points",
        "in_50": "share of counterparts inside the middle half of the draws",
        "in_90": "share of counterparts inside nine tenths of the draws",
        "in_50_large": "the same of those foretold above 1 %",
        "in_90_large": "the same of those foretold above 1 %",
        "trained_on": "events",
        "counterpart": f"{state}, or others",
        "rank": "share of draws below what came",
        "crps_before": "points, of the second year, nothing known; mean by event",
        "crps_after": "the same, the first year known",
        "mean": share,
        "trend": f"{share}, by the trend of four years",
        "ipf": f"{share}, by balanced ties",
        **dict.fromkeys(("low", "low50", "median", "high50", "high"), f"quantile of the {share}"),
    }
    titles = {
        kinds.PARAMETERS: "The pool of mechanisms: parameters fitted on events",
        kinds.ANALOGUES: "The pool of mechanisms: counterparts of past events",
        kinds.EVENTS: "Sudden changes of trade, found and named",
        kinds.SCORES: "Back-tests: scores by case and model",
        kinds.LINKS: "Back-tests: what was foretold of whom, and what came",
        kinds.UPDATE: "The pool of mechanisms: how much a first year that is known counts",
    }
    return {"title": titles[file], "sources": ["baci", SOURCE], "columns": columns}
