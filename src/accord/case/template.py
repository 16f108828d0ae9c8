"""A new case to start from: small, commented, and it runs as it stands."""

from pathlib import Path

from accord.case.known import SLUG, slug
from accord.case.wording import short
from accord.errors import InputError

TEMPLATE = Path(__file__).parent / "template.toml"


def new(name: str) -> str:
    """Give the text of a new case of this name.

    Raises
    ------
    InputError
        where the name is none that a case can have
    """
    if not SLUG.fullmatch(name):
        right = f'write it in small letters, digits and hyphens: "{slug(name)}"'
        raise InputError(f'"{short(name)}" is no name for a case; {right}')
    return TEMPLATE.read_text(encoding="utf-8").replace("{name}", name)
