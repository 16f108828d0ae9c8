"""Which test passes which lines, and how long it takes: measured once, as the code is.

Every test file runs alone in a child, so that nothing which another file had made is found ready.
Within a file a line counts for the test that passed it first where the rest find the result ready:
so a mutant is shown to those that pass its lines first, and then to the others of their files.
"""

import json
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import coverage
import pytest
from bench.mutants.children import ALL_IMPORTED, PYTEST, ROOT, in_children
from bench.mutants.sample import Mutant

PATIENCE = 30.0  # seconds of tests that a mutant meets at most, as they take without a fault
LONG = 900.0  # seconds that a test file may take to be measured


@dataclass(frozen=True)
class Test:
    """A test: its name, its seconds, and what it passes."""

    name: str  # as pytest has it
    seconds: float
    lines: Mapping[str, frozenset[int]]  # of each module
    __test__ = False

    @property
    def file(self) -> str:
        """The file that it stands in."""
        return self.name.partition("::")[0]


@dataclass(eq=False)  # pytest puts its plugins into sets
class Watch:
    """A plugin of pytest that notes what each test takes and passes, and whether it passed."""

    cover: coverage.Coverage
    seconds: dict[str, float] = field(default_factory=dict)
    passed: set[str] = field(default_factory=set)

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item):
        """Count what runs from here to the next test as this one's."""
        self.cover.switch_context(item.nodeid)
        start = time.process_time()
        yield
        self.seconds[item.nodeid] = time.process_time() - start

    def pytest_runtest_logreport(self, report):
        """Note who passed."""
        if report.when == "call" and report.passed:
            self.passed.add(report.nodeid)


def measured(files: Sequence[str], rooms: Sequence[str]) -> list[Test]:
    """Run every test file alone; say which fail as they are."""
    with tempfile.TemporaryDirectory() as folder:
        into = {file: Path(folder) / f"{n}.json" for n, file in enumerate(files)}

        def work(file: str) -> int:
            return _measure(file, into[file], rooms)

        for ended in in_children(list(files), work, lambda _: LONG):
            if ended.code:
                print(f"something fails before any fault is put in: {ended.item}", flush=True)
        return [
            test
            for path in into.values()
            if path.exists()
            for test in read(json.loads(path.read_text(encoding="utf-8")))
        ]


def _measure(file: str, into: Path, rooms: Sequence[str]) -> int:
    """Run one test file with every line of the rooms watched; write what each test passed."""
    cover = coverage.Coverage(
        data_file=None,
        config_file=False,
        include=[f"{ROOT}/src/accord/{room}/*" for room in rooms],
        messages=False,
    )
    watch = Watch(cover)
    cover.start()
    words = [word for word in PYTEST if word != "-x"]
    code = pytest.main([*words, *ALL_IMPORTED, file], plugins=[watch])
    cover.stop()
    data, lines = cover.get_data(), dict[str, dict[str, list[int]]]()
    for path in data.measured_files():
        module = str(Path(path).relative_to(ROOT / "src"))
        for line, names in data.contexts_by_lineno(path).items():
            for name in names:
                if name in watch.passed:
                    lines.setdefault(name, {}).setdefault(module, []).append(line)
    rows = [[name, watch.seconds[name], modules] for name, modules in lines.items()]
    into.write_text(json.dumps(rows), encoding="utf-8")
    return int(code) if code != pytest.ExitCode.NO_TESTS_COLLECTED else 0


def read(rows) -> Iterator[Test]:
    """Read tests as they were written."""
    for name, seconds, modules in rows:
        yield Test(name, seconds, {m: frozenset(lines) for m, lines in modules.items()})


def write(tests: Sequence[Test]) -> str:
    """Write tests, to be read again."""
    return json.dumps(
        [[t.name, t.seconds, {m: sorted(x) for m, x in t.lines.items()}] for t in tests]
    )


def asked(mutant: Mutant, known: Sequence[Test]) -> list[Test]:
    """Choose the tests that a mutant meets, in their order.

    Those that pass its lines, of its own room first and then the quickest; then what else stands in
    their files.
    """
    passing = {t.name for t in known if t.lines.get(mutant.module, frozenset()) & mutant.lines}
    files = {name.partition("::")[0] for name in passing}
    meeting = sorted(
        (t for t in known if t.file in files),
        key=lambda t: (
            t.name not in passing, not t.file.startswith(f"tests/{mutant.room}/"), t.seconds
        ),
    )  # fmt: skip
    chosen: list[Test] = []
    spent = 0.0
    for test in meeting:
        if not chosen or spent + test.seconds <= PATIENCE:
            chosen.append(test)
            spent += test.seconds
    return chosen


if __name__ == "__main__":
    sys.exit("run python -m bench.mutants")
