"""Sets of data that were added: a folder each, by name, beside each other in one folder.

    accord-data/
        baci-hs92-v202601/      baci.parquet, ..., sources-own.toml, catalogue.toml
        my-flows/

A set is made in a folder of its own that nobody else sees and moved to its name when it is whole:
so nothing is there until all was checked, and two that are added at once don't meet.
"""

import os
import re
import secrets
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from accord import names
from accord.data.catalogue import CATALOGUE
from accord.errors import InputError, UnknownNameError

SETS = Path("accord-data")  # in the working folder, where no other is named
ENDINGS = re.compile(r"\.(zip|csv|tsv|txt|parquet|gz)$", re.IGNORECASE)
LONGEST = 80  # letters of a name
FLOWS = "flows.parquet"  # of a set that is for the engines alone

Progress = Callable[[str, int, int], None]  # what is being read, MB so far, of how many


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the catalogue and reports say of data that a user brings; "" where nothing was said."""

    title: str = ""
    publisher: str = ""
    licence: str = ""
    retrieved: date | None = None


def name_of(source: Path) -> str:
    """Give the name that a file or folder suggests: small letters and digits of any script."""
    stem = source.resolve().name
    while ENDINGS.search(stem):
        stem = ENDINGS.sub("", stem)
    plain = unicodedata.normalize("NFC", stem).casefold()
    return re.sub(r"[^\w.]+|_+", "-", plain).strip("-.")[:LONGEST] or "added"


def checked(name: str) -> str:
    """Return a name that a set can have; InputError, with one that would do, for another."""
    right = name_of(Path(name)) if name.strip("./ ") else "mine"
    if name != right:
        raise InputError(
            f'no set of data can be called "{name}"; write letters, digits, points and hyphens, '
            f'as "{right}"'
        )
    return name


@contextmanager
def staged(into: Path, name: str, *, replace: bool) -> Iterator[Path]:
    """Give an empty folder to make a set in; it gets its name when all went well, or is gone.

    Raises InputError where the folder can't be written to, or has a set of that name already.
    """
    target, stage = into / name, into / f".{name}-{secrets.token_hex(4)}"
    taken = f'{into} has "{name}" already; choose another --name, or --replace it'
    try:
        if target.exists() and not replace:
            raise InputError(taken)
        if target.exists() and not (target / CATALOGUE).is_file():
            raise InputError(f"{target} is no set of data; it is not replaced")
        stage.mkdir(parents=True)
        yield stage
        if replace and target.exists():
            old = into / f"{stage.name}-old"
            target.rename(old)
            stage.rename(target)
            shutil.rmtree(old)
        elif target.exists():  # somebody else was quicker
            raise InputError(taken)
        else:
            stage.rename(target)
    except OSError as error:
        raise InputError(f"cannot write to {into}: {error.strerror or error}") from None
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def folder_of(data: str | Path, within: Path = SETS) -> Path:
    """Find the folder of a set by its name, or by a path to it.

    Raises UnknownNameError with the nearest name where there is none.
    """
    path = Path(data)
    for folder in (within / path, path) if not path.is_absolute() else (path,):
        if (folder / CATALOGUE).is_file():
            return folder
    if os.sep in str(data) or path.is_dir():
        raise InputError(f"{path} is no set of data; accord data add makes one")
    known = sets_in(within)
    said = names.suggestion(str(data), known) if known else f"{within} has none"
    raise UnknownNameError(f'no data called "{data}"; {said}')


def sets_in(within: Path = SETS) -> tuple[str, ...]:
    """List the sets of a folder by name."""
    if not within.is_dir():
        return ()
    return tuple(
        sorted(
            folder.name
            for folder in within.iterdir()
            if not folder.name.startswith(".") and (folder / CATALOGUE).is_file()
        )
    )
