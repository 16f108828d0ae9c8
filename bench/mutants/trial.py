"""Try mutants against the tests that pass their lines.

Each worker has a copy of the project to break. Which tests are asked is measured first: every test
file runs alone, and is noted with its time and the lines of the code that it passes. A mutant meets
the files that pass its lines, those of its own room first and then the quickest, until they have
taken `PATIENCE` seconds without a fault; Hypothesis doesn't shrink what it finds.
"""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.mutants.sample import Mutant

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 40.0  # seconds of tests, as they take without a fault
LOOPS_AFTER = 60.0  # seconds beyond that: it doesn't end, which a test run would notice
LEFT_OUT = shutil.ignore_patterns(".*", "node_modules", "out", "__pycache__", "peers")
PYTEST = ("-m", "pytest", "-x", "-q", "-m", "not browser", "-p", "no:cacheprovider")
QUIET = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "POLARS_MAX_THREADS": "1",
    "PYTHONHASHSEED": "0",
}


@dataclass(frozen=True)
class Passed:
    """What a test file passes: lines of each module; and how long it takes."""

    file: str
    seconds: float
    lines: dict[str, frozenset[int]]


class Bench:
    """A copy of the project in which one thing at a time is broken."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "project"
        shutil.copytree(ROOT, self.root, ignore=LEFT_OUT)
        if (ROOT.parent / "shared").exists():
            (folder / "shared").symlink_to((ROOT.parent / "shared").resolve())
        self.env = os.environ | QUIET | {"PYTHONPATH": str(self.root / "src")}
        self.changes = 0

    def passed(self, file: str) -> Passed | None:
        """Run one test file as it is; None where it fails or passes none of the code."""
        data = self.root / "coverage"
        measure = ("-m", "coverage", "run", f"--data-file={data}", "--include=*/src/accord/*")
        start = time.perf_counter()
        done = self._run(*measure, *PYTEST, file, seconds=600.0)
        seconds = time.perf_counter() - start
        if done != 0:
            print(f"left out, for it fails as it is or has nothing to run: {file}", flush=True)
            return None
        report = self.root / "coverage.json"
        write = ("-m", "coverage", "json", f"--data-file={data}", "-o", str(report))
        if self._run(*write, seconds=60.0) != 0:  # it passes none of the code
            return None
        lines = {
            name.partition("src/")[2]: frozenset(found["executed_lines"])
            for name, found in json.loads(report.read_text(encoding="utf-8"))["files"].items()
        }
        return Passed(file, seconds, lines)

    def survives(self, mutant: Mutant, tests: Sequence[Passed]) -> bool:
        """Tell whether the tests pass all the same."""
        if not tests:
            return True
        with self._broken(mutant):
            limit = LOOPS_AFTER + 2 * sum(t.seconds for t in tests)
            files = [t.file for t in tests]
            return self._run(*PYTEST, "--hypothesis-profile=mutants", *files, seconds=limit) == 0

    @contextlib.contextmanager
    def _broken(self, mutant: Mutant):
        path = self.root / "src" / mutant.module
        whole = path.read_text(encoding="utf-8")
        self._write(path, mutant.text)
        try:
            yield
        finally:
            self._write(path, whole)

    def _write(self, path: Path, text: str) -> None:
        """Write a module with a time of its own, by which Python knows compiled code to be old."""
        path.write_text(text, encoding="utf-8")
        self.changes += 1
        os.utime(path, (1_600_000_000 + self.changes,) * 2)

    def _run(self, *words: str, seconds: float) -> int | None:
        try:
            return subprocess.run(
                [sys.executable, *words],
                cwd=self.root,
                env=self.env,
                capture_output=True,
                timeout=seconds,
                check=False,
            ).returncode
        except subprocess.TimeoutExpired:
            return None


def asked(mutant: Mutant, known: Sequence[Passed]) -> list[Passed]:
    """Choose the tests that a mutant meets, in their order."""
    passing = [t for t in known if t.lines.get(mutant.module, frozenset()) & mutant.lines]
    passing.sort(key=lambda t: (not t.file.startswith(f"tests/{mutant.room}/"), t.seconds))
    chosen: list[Passed] = []
    for test in passing:
        if not chosen or sum(t.seconds for t in chosen) + test.seconds <= PATIENCE:
            chosen.append(test)
    return chosen
