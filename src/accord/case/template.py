"""New cases to start from, one for each kind of proposal: small, commented, run as they stand."""

from pathlib import Path

from accord.case.known import SLUG, slug
from accord.case.wording import short
from accord.errors import InputError
from accord.names import require

FOLDER = Path(__file__).parent / "templates"
FIRST = "accession"  # where none is asked for


def new(name: str, template: str = FIRST) -> str:
    """Give the text of a new case of this name.

    Parameters
    ----------
    template : the kind of proposal, one of `templates()`

    Raises
    ------
    InputError
        where the name is none that a case can have
    UnknownNameError
        where there is no such template
    """
    if not SLUG.fullmatch(name):
        right = f'write it in small letters, digits and hyphens: "{slug(name)}"'
        raise InputError(f'"{short(name)}" is no name for a case; {right}')
    path = FOLDER / f"{require('template', template, templates())}.toml"
    return path.read_text(encoding="utf-8").replace("{name}", name)


def templates() -> tuple[str, ...]:
    """Name the kinds of proposal that there is a case to start from for."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))
