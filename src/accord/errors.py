"""The error tree: one class for each thing that a caller would handle in its own way.

`exit_code` is what the command line returns: 2 the user's input is wrong, 3 the data are damaged.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any


class AccordError(Exception):
    """Everything that accord raises on purpose."""

    exit_code = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong with what a user wrote, and what would be right."""

    file: str
    line: int | None  # 1-based; None where the file as a whole is meant
    key: str  # dotted path into the file, "" for the file itself
    text: str  # the line as written, "" where there is none
    wrong: str  # what is wrong
    right: str = ""  # what would be right, "" where nothing better can be said

    def __str__(self) -> str:
        """Say it as the terminal does: place, what was written, what is wrong."""
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        head = f"{where}: {self.key}" if self.key else where
        says = self.wrong + (f"; {self.right}" if self.right else "")
        return "\n".join(
            [head, *([f"  | {self.text.strip()}"] if self.text.strip() else []), f"  {says}"]
        )


class CaseError(AccordError):
    """A case file has faults; `faults` holds all of them."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        count = len(self.faults)
        tail = f"{count} fault{'s' * (count != 1)}, nothing was run"
        super().__init__("\n".join([*map(str, self.faults), tail]))


def faults_of(error: AccordError) -> list[dict[str, Any]]:
    """Give the faults of an error as JSON has them, one where it isn't about a case file."""
    found = error.faults if isinstance(error, CaseError) else ()
    return [asdict(fault) for fault in found] or [said(str(error))]


def said(message: str) -> dict[str, Any]:
    """Give a message as a fault; what would be right stands behind its first semicolon."""
    wrong, _, right = message.partition("; ")
    return asdict(Fault(file="", line=None, key="", text="", wrong=wrong, right=right))


class UnknownNameError(AccordError):
    """A name that nothing here bears; the message offers the nearest one."""


class InputError(AccordError):
    """An argument that cannot be used: a path, a year, a number of draws."""


class DataError(AccordError):
    """A table of the package or of the user is damaged, or not what its catalogue entry says."""

    exit_code = 3


class TableError(DataError):
    """A table that a user brings is not one that can be read: where, and what is wrong there.

    `row` counts as a spreadsheet does, the header being row 1; None where the whole file is meant.
    `says` has what would be right, if anything, behind its first semicolon.
    """

    def __init__(self, file: str, row: int | None, says: str) -> None:
        self.file, self.row, self.says = file, row, says
        super().__init__(f"{file}: {says}" if row is None else f"{file}:{row}: {says}")


class QuantityError(AccordError):
    """An array of quantities holds something that no quantity can be."""


class ParameterError(AccordError):
    """An elasticity, share or rate outside of what the model is defined for."""


class NoEquilibrium(AccordError):  # noqa: N818  the design's public name
    """A market could not be cleared; the message names good, draw and residual."""


class NotAnswered(AccordError):  # noqa: N818  an answer of a kind: another model may know
    """A market model was asked what it doesn't determine, such as who sells to whom in a pool."""
