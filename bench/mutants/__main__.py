"""Try a sample of mutants: python -m bench.mutants [--number N] [--seed N] [--only WORD …] …

Prints the share that was killed, room by room, and the survivors as diffs, each with the reason
that bench/mutants/survivors.toml gives for letting it live, or without one. Whoever writes a test
for one tries that one alone, on the tests that might see it:

    python -m bench.mutants --only 1f0c93aa --ask tests/engines/corridor
"""

import argparse
import json
import os
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path

from bench.mutants.children import ROOT, WORKERS, fresh, import_all
from bench.mutants.passing import Test, asked, measured, read, write
from bench.mutants.sample import Mutant, sample
from bench.mutants.trial import Tried, fail_alone, tried

ROOMS = ("engines", "draws", "solve", "study", "verdict")
REASONS = Path(__file__).with_name("survivors.toml")
# Tests of these see numbers and words of the rooms, and are quick.
ASKED_TOO = (
    *("api", "game", "published", "result", "shocks", "world"),
    *("case/test_own_goods.py", "case/test_own_network.py"),
    *("cli/test_route.py", "test_notebook.py"),
)


def files(named: Sequence[str]) -> list[str]:
    """Give the test files that are asked: those named, or in a folder that is; else all."""
    places = [ROOT / name for name in named or [f"tests/{x}" for x in (*ROOMS, *ASKED_TOO)]]
    return sorted(
        str(path.relative_to(ROOT))
        for place in places
        for path in ([place] if place.is_file() else place.rglob("test_*.py"))
    )


def known(asked_: Sequence[str], kept: Path | None) -> list[Test]:
    """Measure what every test in some files passes; or read what an earlier run kept."""
    if kept and kept.exists():
        return list(read(json.loads(kept.read_text(encoding="utf-8"))))
    found = measured(asked_, ROOMS)
    if kept:
        kept.write_text(write(found), encoding="utf-8")
    return found


def reasons() -> dict[tuple[str, str, str], str]:
    """Read why known survivors may live."""
    rows = tomllib.loads(REASONS.read_text(encoding="utf-8")).get("survivor", [])
    return {(r["module"], r["was"], r["became"]): r["reason"] for r in rows}


def account(mutants: Sequence[Mutant], alive: Collection[Mutant]) -> str:
    """Write the share killed by room, and the survivors."""
    tried_, lived = Counter(m.room for m in mutants), Counter(m.room for m in alive)
    tried_["all"], lived["all"] = len(mutants), len(alive)
    lines = [
        f"{room:10} {number - lived[room]:4} of {number:4} killed, {1 - lived[room] / number:.0%}"
        for room, number in sorted(tried_.items(), key=lambda one: (one[0] == "all", one[0]))
    ]
    why = reasons()
    for mutant in (m for m in mutants if m in alive):
        said = why.get(mutant.key, "no reason is given")
        lines += ["", mutant.diff, f"# {mutant.name}: {said}"]
    return "\n".join(lines)


def told(mutant: Mutant) -> str:
    """Write a mutant in a line."""
    return f"{mutant.name} {': '.join(mutant.key)}"[:160]


def run(options: argparse.Namespace) -> None:
    """Take a sample, try it on the tests, and print what came of each mutant and of all."""
    start = time.perf_counter()
    mutants = [
        m
        for m in sample(ROOT / "src", ROOMS, options.number, options.seed)
        if any(word in m.module or word == m.name for word in options.only)
    ]
    import_all(files(options.ask))
    tests = known(files(options.ask), options.tests)
    print(f"{len(tests)} tests measured in {time.perf_counter() - start:.0f} s", flush=True)
    meets = [(mutant, asked(mutant, tests)) for mutant in mutants]
    alive = {mutant for mutant, met in meets if not met}
    for mutant in alive:
        print(f"UNTESTED         {told(mutant)}", flush=True)
    ended: list[Tried] = []
    for one in tried(meets):
        print(f"{one.how:8} {one.seconds:5.1f} s {told(one.mutant)}", flush=True)
        ended.append(one)
    alive |= {one.mutant for one in ended if one.lives}
    flaky = fail_alone({one.by for one in ended if one.by})
    alive |= {one.mutant for one in ended if one.by in flaky}
    for name in sorted(flaky):
        print(f"fails without any fault, so what it noticed doesn't count: {name}")
    computed = sum(one.seconds for one in ended)
    took = time.perf_counter() - start
    print(f"\n{account(mutants, alive)}\n\n{took:.0f} s with {WORKERS} children at a time, ")
    how = Counter(one.how for one in ended)
    print(f"{how['loops']} ran out of time twice, {how['crashed']} crashed, ")
    print(f"{computed / max(1, len(mutants)):.1f} s of a processor a mutant")


def main() -> None:
    """Try and tell."""
    parser = argparse.ArgumentParser(prog="python -m bench.mutants")
    parser.add_argument("--number", type=int, default=500)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--only", nargs="+", default=[""], help="of the sample: mutants by name, or parts of paths"
    )
    parser.add_argument("--ask", nargs="+", default=[], help="test files or folders; all else")
    parser.add_argument("--tests", type=Path, help="keep, or read, what each test passes")
    options = parser.parse_args()
    fresh()
    with tempfile.TemporaryDirectory() as folder:  # children end without clearing up
        os.environ["TMPDIR"] = tempfile.tempdir = folder
        run(options)


if __name__ == "__main__":
    main()
