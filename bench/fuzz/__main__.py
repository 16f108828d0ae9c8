"""Fuzz the doors of accord: python -m bench.fuzz [--minutes M] [--seed N] [DOOR …]

Each door is worked at in a process of its own: an input of the corpus is changed and given in. It
joins the corpus where what came of it was never said before in such words (names and numbers
apart), so that the next ones start further in. What ends in anything but an answer is kept under
`defects/`, once for each place that it comes from; so is an input that takes too long or ends the
process. The exit code is 1 where there is one. The corpus is kept, and so are the figures: each
sitting adds to those before it, with other dice.
"""

import argparse
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from bench.fuzz.doors import DOORS
from bench.fuzz.work import Tally, in_all, watched


def main() -> int:
    """Work at the doors and print what came of it."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("doors", nargs="*", default=[], metavar="DOOR", help=", ".join(DOORS))
    asked.add_argument("--minutes", type=float, default=10.0, help="of the clock")
    asked.add_argument("--at-once", type=int, default=2, help="doors that are worked at")
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--kept", type=Path, default=Path(".fuzz"), help="folder of the corpus")
    options = asked.parse_args()
    names = options.doors or list(DOORS)
    if unknown := set(names) - set(DOORS):
        asked.error(f"no door {', '.join(unknown)}; there are {', '.join(DOORS)}")
    at_once = min(options.at_once, len(names))
    seconds = options.minutes * 60 * at_once / len(names)
    started = time.monotonic()
    work = partial(watched, seed=options.seed, seconds=seconds, kept=options.kept)
    with ThreadPoolExecutor(at_once) as pool:  # each thread waits for a process
        found = dict(zip(names, pool.map(work, names), strict=True))
    print(f"{(time.monotonic() - started) / 60:.0f} minutes, seed {options.seed}\n")
    print(_table(found))
    print("\nIn all sittings\n")
    print(_table({name: in_all(name, options.kept) for name in DOORS}))
    return int(any(tally.defects for tally in found.values()))


def _table(found: dict[str, Tally]) -> str:
    """Give the figures as the documentation prints them."""
    lines = [
        "| door | inputs | answered | refused | minutes | corpus | longest, s | defects |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for name, one in found.items():
        lines.append(
            f"| {name} | {one.tried:,} | {one.answered:,} | {one.tried - one.answered:,} "
            f"| {one.seconds / 60:.0f} | {one.corpus:,} | {one.longest:.1f} | {len(one.defects)} |"
        )
    for name, one in found.items():
        lines += [f"{name}: {where}  {file}" for where, file in one.defects.items()]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
