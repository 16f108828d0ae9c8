"""Try a mutant: import the broken module in place of the whole one, and run the tests.

Nothing is written: the child that runs the tests finds the broken source where it looks the module
up. What a test starts as a process of its own reads the whole one and notices nothing.
"""

import importlib.abc
import importlib.machinery
import importlib.util
import sys
from collections.abc import Iterator, Sequence
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
from bench.mutants.passing import Test
from bench.mutants.sample import Mutant

SPARE = 20.0  # seconds of the processor beyond thrice what the tests take: who needs more loops
AT_A_TIME = 400  # tests named to one run of pytest


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


def tried(asked: Sequence[Asked]) -> Iterator[tuple[Mutant, bool, Ended[Asked]]]:
    """Try mutants on their tests: each with whether it lives, as they end."""
    for ended in in_children([one for one in asked if one[1]], _code, _seconds):
        yield ended.item[0], ended.code == 0, ended


def _seconds(asked: Asked) -> float:
    return SPARE + 3 * sum(test.seconds for test in asked[1])


def _code(asked: Asked) -> int:
    """Run the tests with the mutant in place; 0 where nobody notices it."""
    mutant, tests = asked
    sys.meta_path.insert(0, Finder(mutant))
    words = [*PYTEST, *ALL_IMPORTED, "--hypothesis-profile=mutants"]
    names = [test.name for test in tests]
    for at in range(0, len(names), AT_A_TIME):
        code = int(pytest.main([*words, *names[at : at + AT_A_TIME]]))
        if code in NOT_FOUND:  # it changed what tests there are: ask their files
            code = int(pytest.main([*words, *dict.fromkeys(test.file for test in tests)]))
            return code if code not in NOT_FOUND else NOTICED[0]
        if code:
            return code
    return 0
