"""Try a mutant: import the broken module in place of the whole one, and run the tests.

Nothing is written: the child that runs the tests finds the broken source where it looks the module
up. What a test starts as a process of its own reads the whole one and notices nothing.
"""

import importlib.abc
import importlib.machinery
import importlib.util
import sys
import tempfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from bench.mutants.children import (
    ALL_IMPORTED,
    NOT_FOUND,
    NOTICED,
    PYTEST,
    ROOT,
    Ended,
    in_children,
)
from bench.mutants.passing import LONG, Test
from bench.mutants.sample import Mutant

SPARE = 20.0  # seconds of the processor beyond thrice what the tests take: who needs more loops
AT_A_TIME = 400  # tests named to one run of pytest
PROFILE = "--hypothesis-profile=mutants"
SURVIVED, KILLED, LOOPS = "SURVIVED", "killed", "loops"


class Broken(importlib.machinery.SourceFileLoader):
    """Loads a text in place of what the file holds."""

    def __init__(self, name: str, path: str, text: str) -> None:
        super().__init__(name, path)
        self.text = text

    def get_code(self, fullname):
        """Compile the text."""
        return compile(self.text, self.path, "exec", dont_inherit=True)


class Finder(importlib.abc.MetaPathFinder):
    """Finds one module broken."""

    def __init__(self, mutant: Mutant) -> None:
        self.name, self.path = named(mutant.module), str(ROOT / "src" / mutant.module)
        self.text = mutant.text

    def find_spec(self, fullname, path, target=None):
        """Give the broken module, and leave all others to who finds them."""
        if fullname != self.name:
            return None
        package = [str(Path(self.path).parent)] if self.path.endswith("__init__.py") else None
        return importlib.util.spec_from_file_location(
            fullname,
            self.path,
            loader=Broken(fullname, self.path, self.text),
            submodule_search_locations=package,
        )


def named(module: str) -> str:
    """Name a module by its path.

    >>> named("accord/study/study.py"), named("accord/study/__init__.py")
    ('accord.study.study', 'accord.study')
    """
    return module.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


Asked = tuple[Mutant, Sequence[Test]]


@dataclass(frozen=True)
class Tried:
    """A mutant that was tried.

    how : SURVIVED, killed by a test, loops (it ran out of its time twice), or crashed: the run of
        the tests broke off twice, so that nobody knows whether a test would have noticed
    by : the test that noticed it; "" where none did, or where a module of tests failed to import
    """

    mutant: Mutant
    how: str
    by: str
    seconds: float

    @property
    def lives(self) -> bool:
        """Whether no test is known to notice."""
        return self.how not in (KILLED, LOOPS)


@dataclass(eq=False)  # pytest puts its plugins into sets
class Noting:
    """A plugin of pytest that writes down which tests failed."""

    into: Path

    def pytest_runtest_logreport(self, report):
        """Note who failed."""
        if report.failed:
            with self.into.open("a", encoding="utf-8") as out:
                out.write(f"{report.nodeid}\n")


def tried(asked: Sequence[Asked]) -> Iterator[Tried]:
    """Try mutants on their tests, as they end.

    On a busy machine a child can run out of time or memory that loops nowhere. So whatever ends
    otherwise than by a test is tried again, alone and with more time, before it counts.
    """
    again: list[Asked] = []
    with tempfile.TemporaryDirectory() as folder:

        def work(one: Asked) -> int:
            return _code(one, Noting(Path(folder) / one[0].name))

        def ended(end: Ended[Asked], how: str) -> Tried:
            mutant, _ = end.item
            noted = Path(folder) / mutant.name
            by = noted.read_text(encoding="utf-8").splitlines() if noted.exists() else [""]
            return Tried(mutant, how, by[0] if how == KILLED else "", end.seconds)

        for end in in_children([one for one in asked if one[1]], work, _seconds):
            if (how := _how(end.code)) in (SURVIVED, KILLED):
                yield ended(end, how)
            else:
                again.append(end.item)
        for end in in_children(again, work, lambda one: 2 * _seconds(one), workers=1):
            yield ended(end, _how(end.code))


def _how(code: int | None) -> str:
    if code is None:
        return LOOPS
    return SURVIVED if code == 0 else KILLED if code in NOTICED else "crashed"


def fail_alone(tests: Collection[str]) -> set[str]:
    """Run tests on the code as it is: which of them fail, so that what they notice is nothing."""
    files: dict[str, list[str]] = {}
    for name in sorted(tests):
        files.setdefault(name.partition("::")[0], []).append(name)
    words = [*(word for word in PYTEST if word != "-x"), *ALL_IMPORTED, PROFILE]
    with tempfile.TemporaryDirectory() as folder:
        into = {file: Path(folder) / str(n) for n, file in enumerate(files)}

        def work(file: str) -> int:
            return int(pytest.main([*words, *files[file]], plugins=[Noting(into[file])]))

        for _ in in_children(list(files), work, lambda _: LONG):
            pass
        return {
            name
            for noted in into.values()
            if noted.exists()
            for name in noted.read_text(encoding="utf-8").splitlines()
        }


def _seconds(asked: Asked) -> float:
    return SPARE + 3 * sum(test.seconds for test in asked[1])


def _code(asked: Asked, noting: Noting) -> int:
    """Run the tests with the mutant in place; 0 where nobody notices it."""
    mutant, tests = asked
    sys.meta_path.insert(0, Finder(mutant))
    words = [*PYTEST, *ALL_IMPORTED, PROFILE]
    names = [test.name for test in tests]
    for at in range(0, len(names), AT_A_TIME):
        code = int(pytest.main([*words, *names[at : at + AT_A_TIME]], plugins=[noting]))
        if code in NOT_FOUND:  # it changed what tests there are: ask their files
            files = dict.fromkeys(test.file for test in tests)
            code = int(pytest.main([*words, *files], plugins=[noting]))
            return code if code not in NOT_FOUND else NOTICED[0]
        if code:
            return code
    return 0
