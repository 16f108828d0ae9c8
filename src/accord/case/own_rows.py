"""How what a case brings is written as a row of a table, with its source and how sure it is."""

from typing import TYPE_CHECKING, Protocol

from accord.case.assumptions import FROM_MEMORY, JUDGEMENT

if TYPE_CHECKING:
    from accord.data.brought import Row

STATUS: dict[str, str] = {JUDGEMENT: "judgement", FROM_MEMORY: "from memory"}


class Sourced(Protocol):
    """Anything of a case that names its source."""

    @property
    def source(self) -> str:
        """A key of the catalogue or of the case, or judgement, or from memory."""


def said(one: Sourced) -> dict[str, str]:
    """Give source and status: who names a source has read it."""
    return {"source": one.source, "status": status_of(one.source)}


def status_of(source: str) -> str:
    """Say how sure a row is by its source."""
    return STATUS.get(source, "verified")


def row(**columns: object) -> "Row":
    """Write values as a CSV has them; what is unknown is left out."""
    return tuple((name, str(held)) for name, held in columns.items() if held not in (None, ""))
