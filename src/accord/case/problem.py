"""A problem: what is wrong at a place of a case file, and what would be right."""

from collections.abc import Iterator
from dataclasses import dataclass

from accord.case.lines import Path


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at a path below the thing that was checked, and what would be right."""

    path: Path
    wrong: str
    right: str = ""


Found = Iterator[Problem]
