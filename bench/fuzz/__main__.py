"""Fuzz the doors of accord: python -m bench.fuzz [--minutes M] [--seed N] [--kept FOLDER] [DOOR …]

Each door is worked at in a process of its own: an input of the corpus is changed and given in. It
joins the corpus where what came of it was never said before in such words (names and numbers
apart), so that the next ones start further in. What ends in anything but an answer is kept under
`defects/`, once for each place that it comes from; so is an input that takes too long or ends the
process. The exit code is 1 where there is one.
"""

import argparse
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from bench.fuzz.doors import DOORS
from bench.fuzz.work import Tally, watched

WORKERS = 2


def main() -> int:
    """Work at the doors and print what came of it."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("doors", nargs="*", default=[], metavar="DOOR", help=", ".join(DOORS))
    asked.add_argument("--minutes", type=float, default=10.0, help="of the clock, two at once")
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--kept", type=Path, default=Path(".fuzz"), help="folder of the corpus")
    options = asked.parse_args()
    names = options.doors or list(DOORS)
    if unknown := set(names) - set(DOORS):
        asked.error(f"no door {', '.join(unknown)}; there are {', '.join(DOORS)}")
    seconds = options.minutes * 60 * min(WORKERS, len(names)) / len(names)
    started = time.monotonic()
    work = partial(watched, seed=options.seed, seconds=seconds, kept=options.kept)
    with ThreadPoolExecutor(WORKERS) as pool:  # each thread waits for a process
        found = dict(zip(names, pool.map(work, names), strict=True))
    print(_table(found, (time.monotonic() - started) / 60, options.seed))
    return int(any(tally.defects for tally in found.values()))


def _table(found: dict[str, Tally], minutes: float, seed: int) -> str:
    """Give the figures as the documentation prints them."""
    lines = [
        f"{minutes:.0f} minutes, seed {seed}",
        "",
        "| door | inputs | answered | refused | corpus | longest, s | defects |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for name, one in found.items():
        lines.append(
            f"| {name} | {one.tried:,} | {one.answered:,} | {one.tried - one.answered:,} "
            f"| {one.corpus:,} | {one.longest:.1f} | {len(one.defects)} |"
        )
    for name, one in found.items():
        lines += [f"{name}: {where}  {file}" for where, file in one.defects.items()]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
