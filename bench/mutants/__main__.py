"""Try a sample of mutants: python -m bench.mutants [--number N] [--seed N] [--only WORD] …

Prints the share that was killed, room by room, and the survivors as diffs, each with the reason
that bench/mutants/survivors.toml gives for letting it live, or without one.
"""

import argparse
import json
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import TypeVar

from bench.mutants.sample import Mutant, sample
from bench.mutants.trial import ROOT, Bench, Passed, asked

ROOMS = ("engines", "draws", "solve", "study", "verdict")
REASONS = Path(__file__).with_name("survivors.toml")
ASKED_TOO = ("api", "published", "shocks")  # tests of these see numbers of the rooms, and are quick
WORKERS = 2

T = TypeVar("T")
R = TypeVar("R")


def on_all(benches: Sequence[Bench], work: Callable[[Bench, T], R], items: Sequence[T]) -> list[R]:
    """Do work on items, one at a time on each bench."""
    free: SimpleQueue[Bench] = SimpleQueue()
    for bench in benches:
        free.put(bench)

    def one(item: T) -> R:
        bench = free.get()
        try:
            return work(bench, item)
        finally:
            free.put(bench)

    with ThreadPoolExecutor(len(benches)) as pool:
        return list(pool.map(one, items))


def measured(benches: Sequence[Bench], kept: Path | None, among: str) -> list[Passed]:
    """Run every test file alone; or read what an earlier run kept."""
    if kept and kept.exists():
        rows = json.loads(kept.read_text(encoding="utf-8"))
        return [Passed(f, s, {m: frozenset(x) for m, x in ls.items()}) for f, s, ls in rows]
    files = sorted(
        str(path.relative_to(ROOT))
        for room in (*ROOMS, *ASKED_TOO)
        for path in (ROOT / "tests" / room).rglob("test_*.py")
        if among in str(path)
    )
    found = [t for t in on_all(benches, Bench.passed, files) if t]
    if kept:
        rows = [[t.file, t.seconds, {m: sorted(x) for m, x in t.lines.items()}] for t in found]
        kept.write_text(json.dumps(rows), encoding="utf-8")
    return found


def reasons() -> dict[tuple[str, str, str], str]:
    """Read why known survivors may live."""
    rows = tomllib.loads(REASONS.read_text(encoding="utf-8")).get("survivor", [])
    return {(r["module"], r["was"], r["became"]): r["reason"] for r in rows}


def account(mutants: Sequence[Mutant], alive: Sequence[bool]) -> str:
    """Write the share killed by room, and the survivors."""
    tried = Counter(m.room for m in mutants)
    lived = Counter(m.room for m, living in zip(mutants, alive, strict=True) if living)
    lines = [
        f"{room:10} {number - lived[room]:4} of {number:4} killed, {1 - lived[room] / number:.0%}"
        for room, number in sorted(tried.items())
    ]
    whole = len(mutants)
    lines.append(
        f"{'all':10} {whole - sum(alive):4} of {whole:4} killed, {1 - sum(alive) / whole:.0%}"
    )
    why = reasons()
    for mutant in (m for m, living in zip(mutants, alive, strict=True) if living):
        said = why.get(mutant.key, "no reason is given")
        lines += ["", mutant.diff, f"# {said}"]
    return "\n".join(lines)


def main() -> None:
    """Try and tell."""
    parser = argparse.ArgumentParser(prog="python -m bench.mutants")
    parser.add_argument("--number", type=int, default=500)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default="", help="of the sample, modules whose path holds this")
    parser.add_argument("--tests", type=Path, help="keep, or read, what each test file passes")
    parser.add_argument("--among", default="", help="test files whose path holds this")
    options = parser.parse_args()
    start = time.perf_counter()
    mutants = [
        m
        for m in sample(ROOT / "src", ROOMS, options.number, options.seed)
        if options.only in m.module
    ]
    with tempfile.TemporaryDirectory() as folder:
        benches = [Bench(Path(folder) / str(n)) for n in range(WORKERS)]
        known = measured(benches, options.tests, options.among)
        print(
            f"{len(known)} test files measured in {time.perf_counter() - start:.0f} s", flush=True
        )

        def tried(bench: Bench, mutant: Mutant) -> bool:
            begun = time.perf_counter()
            alive = bench.survives(mutant, asked(mutant, known))
            word = (
                "SURVIVED" if alive and asked(mutant, known) else "UNTESTED" if alive else "killed"
            )
            spent = time.perf_counter() - begun
            print(f"{word:8} {spent:5.1f} s {': '.join(mutant.key)[:150]}", flush=True)
            return alive

        alive = on_all(benches, tried, mutants)
    print(f"\n{account(mutants, alive)}\n\n{time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
