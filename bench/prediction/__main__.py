"""Score the pool on a list of events, and try more mechanisms: python -m bench.prediction LIST …

The list is one that somebody else made (see `bench.prediction.lists`); each of its events is
foretold from those of the list that were over by its baseline year. Then each mechanism that was
tried is put beside the six, fitted and foretold the same way; what it gains is on the pool without
it, on the same events. Files of votes, sanctions and refineries aren't in the package.
"""

import argparse
import pickle
import time
from pathlib import Path

from bench.prediction import extras, lists, trial
from bench.prediction.trial import Trials

from accord.backtest.board import Board, labelled, rows
from accord.backtest.forward import Material, forward
from accord.backtest.tables import FORWARD, scores
from accord.cli.backtests import board_text
from accord.data import Tables


def main() -> None:
    """Lay out, score, try."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("list", type=Path, help="a CSV file of events")
    asked.add_argument("--votes", type=Path, help="ideal points of the General Assembly")
    asked.add_argument("--sanctions", type=Path, help="the Global Sanctions Data Base")
    asked.add_argument("--refining", type=Path, help="state, year, capacity of refineries")
    asked.add_argument("--kept", type=Path, help="where cases are kept for the next run")
    options = asked.parse_args()
    started = time.process_time()
    of = _laid(options)
    trials = _scored(of.material)
    _shipped(of.material, trials)
    _tried(of, trials)
    print(f"\n{time.process_time() - started:.0f} s of the processor")


def _laid(options: argparse.Namespace) -> lists.Laid:
    """Lay the list out, or take what was kept of the last run."""
    if options.kept and options.kept.exists():
        return pickle.loads(options.kept.read_bytes())
    tables = Tables.open()
    wanted: dict[str, extras.Extra] = {
        "spare": extras.spare,
        "network": extras.Network(tables).near,
        "learned": extras.learned,
        "most in ten years": extras.peak,
    }
    if options.votes:
        votes = extras.Votes.read(options.votes)
        wanted |= {"votes": votes.alike, "sides": votes.sides}
    if options.sanctions:
        wanted["sanctions"] = extras.Sanctions.read(options.sanctions, tables).alike
    if options.refining:
        wanted["refining"] = extras.Refining.read(options.refining).capacity
    of = lists.laid(tables, lists.listed(options.list), wanted)
    if options.kept:
        options.kept.write_bytes(pickle.dumps(of))
    return of


def _scored(of: Material) -> Trials:
    """Print what the pool gains on the opponent; give what was chosen by each year."""
    ahead = list(forward(of))
    table = labelled(scores(ahead, []))
    print(f"{len(of.events)} events, {len(of.cases)} cases; foretold: ", end="")
    print(table.filter(scheme=FORWARD)["event"].n_unique())
    named = sum(event.name is not None for event in of.events)
    print(
        board_text(Board(events=len(of.events), named=named, rows=tuple(rows(table)), of_named=()))
    )
    return {(case.side, case.before): known.trial for case, known, _ in ahead}


def _shipped(of: Material, trials: Trials) -> None:
    """Print what the package's own pool gains on the same events, and on other opponents."""
    ways = {
        "as the package has it": trial.opponent,
        "each by itself": trial.opponent_as_it_falls,
        "parts counted alike": trial.opponent_counted_alike(of),
    }
    pools = {"the list's events": trial.pool, "the package's": trial.shipped(Tables.open())}
    against = {name: trial.scores(of, trials, way) for name, way in ways.items()}
    for fitted_on, way in pools.items():
        found = trial.scores(of, trials, way)
        for name, theirs in against.items():
            for side, scored in found.items():
                print(
                    f"the pool of {fitted_on}; opponent {name} {theirs[side].crps.mean():.1f}; "
                    f"{side}: {len(scored.crps)} events, {scored.crps.mean():.1f}, "
                    + _percent(*scored.gain_on(theirs[side]))
                )


def _percent(gain: float, low: float, high: float) -> str:
    return f"{100 * gain:+.2f} % [{100 * low:+.2f}, {100 * high:+.2f}]"


def _tried(of: lists.Laid, trials: Trials) -> None:
    """Print what each extra mechanism, and all of them, gain on the pool without it."""
    without = trial.scores(of.material, trials)
    names = sorted(of.extras[0])
    print(f"\n{'beside the six':30} {'side':10} {'n':>4} {'CRPS':>6} {'gain on the pool':>24}")
    for wanted in ([], *([name] for name in names), names):
        found = trial.scores(of.with_extras(wanted), trials) if wanted else without
        for side, scored in found.items():
            said = _percent(*scored.gain_on(without[side])) if wanted else ""
            what = ", ".join(wanted) or "nothing"
            if len(wanted) == len(names):
                what = "all"
            print(
                f"{what:30} {side:10} {len(scored.crps):>4} {scored.crps.mean():>6.2f} {said:>24}"
            )


if __name__ == "__main__":
    main()
