"""Time whole processes against those of an earlier commit, both in one run, on the same machine.

    python -m bench.against [--commit HASH] [--runs N] [--only COMMAND ...]

The earlier sources are taken out of git into a folder of their own, and run on the same Python and
the same libraries. Old and new take turns, so that a machine which gets slower slows both; what is
printed are medians, and their ratio beside the one that was wanted. `--help` is held against a bare
interpreter: it does nothing that would need more.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BEFORE = "cedd0af"  # the last commit before one question stood in the middle
BARE = ("-c", "")


@dataclass(frozen=True)
class Command:
    """What is run, and the ratio to the earlier commit that is wanted."""

    words: tuple[str, ...]
    wanted: float


COMMANDS = (
    Command(("metrics",), 1 / 2),
    Command(("flows", "crude-oil", "--from", "KAZ", "--to", "ITA"), 1 / 2),
    Command(("route", "KAZ", "ISR"), 1 / 2),
    Command(("check", "abraham-accords"), 1 / 3),
    Command(("explain", "aze-borders-iran-russia"), 1 / 5),
    Command(("run",), 1 / 4),
)
NAMES = (*(command.words[0] for command in COMMANDS), "help")


def taken_out(commit: str, folder: Path) -> Path:
    """Lay the sources of a commit into a folder, and give the path that Python is to look in."""
    packed = subprocess.run(
        ["git", "archive", commit, "src"], cwd=ROOT, check=True, capture_output=True
    ).stdout
    with tarfile.open(fileobj=BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    return folder / "src"


def seconds(words: Sequence[str], sources: Path, folder: Path) -> float:
    """Time one process from start to end.

    Its bytecode is kept as for who has installed the package, whatever this environment says; in a
    folder of its own, so that no tree is written to.
    """
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPATH": str(sources), "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env=environment,
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - start


def medians(
    one: tuple[Sequence[str], Path], two: tuple[Sequence[str], Path], folder: Path, runs: int
) -> tuple[float, float]:
    """Time two processes in turns, after one of each that warms up."""
    times = [[seconds(*each, folder) for each in (one, two)] for _ in range(runs + 1)][1:]
    first, second = zip(*times, strict=True)
    return statistics.median(first), statistics.median(second)


def line(name: str, before: float, now: float, wanted: float) -> str:
    """Write one row."""
    ratio = now / before
    missed = "" if ratio <= wanted else "  MISSED"
    return f"{name:44} {before:8.2f} s {now:8.2f} s {ratio:7.2f} {wanted:9.2f}{missed}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.against")
    parser.add_argument("--commit", default=BEFORE)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument(
        "--only",
        nargs="+",
        choices=NAMES,
        help="commands to time; all by default",
    )
    options = parser.parse_args()
    wanted = options.only or NAMES
    now = ROOT / "src"
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        before = taken_out(options.commit, folder)
        print(f"{'':44} {options.commit:>10} {'now':>10} {'ratio':>7} {'wanted':>9}")
        for command in COMMANDS:
            if command.words[0] not in wanted:
                continue
            words = ("-m", "accord", *command.words)
            found = medians((words, before), (words, now), folder, options.runs)
            print(line(f"accord {' '.join(command.words)}", *found, command.wanted), flush=True)
        if "help" in wanted:
            helped = medians(
                (BARE, now), (("-m", "accord", "--help"), now), folder, 2 * options.runs
            )
            print(line("accord --help, against a bare interpreter", *helped, 6.0))


if __name__ == "__main__":
    main()
