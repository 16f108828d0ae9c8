"""Finds the file of a case, and reads its text whatever the file holds."""

import re
from importlib.resources import files
from pathlib import Path

from accord.case.known import slug
from accord.case.wording import short
from accord.errors import CaseError, Fault, InputError, UnknownNameError

MOST_BYTES = 500_000  # of a case file; the shipped one, with 50 claims, has a tenth of it
HOLDS_A_CASE = re.compile(rb"^\s*format\s*=", re.MULTILINE)


def find(name_or_path: str | Path) -> tuple[Path, str]:
    """Find the file of a case, and the case's name.

    A name without a suffix is a shipped case; one that ends in .toml, or has a slash, is a path.

    Raises
    ------
    UnknownNameError
        naming the cases that there are, here and shipped
    """
    text = str(name_or_path)
    ours = shipped_folder()
    if text in shipped():
        return ours / f"{text}.toml", text
    path = Path(text)
    try:
        exists = bool(text) and path.exists()
    except (OSError, ValueError):  # a name that no file can have
        exists = False
    if exists:
        return path, slug(path.stem)
    here = ", ".join(cases_in(Path())) or "none"
    raise UnknownNameError(
        f'no case "{short(text)}"; here: {here}; shipped: {", ".join(shipped()) or "none"}'
    )


def shipped_folder() -> Path:
    """Give the folder of the cases that come with the package."""
    return Path(str(files("accord.case"))) / "shipped"


def shipped() -> tuple[str, ...]:
    """Name the cases that come with the package."""
    return tuple(sorted(path.stem for path in shipped_folder().glob("*.toml")))


def cases_in(folder: Path) -> tuple[str, ...]:
    """Name the files of a folder that look like cases: TOML that says its format."""
    found = []
    for path in sorted(folder.glob("*.toml"))[:100]:
        try:
            with path.open("rb") as file:
                if HOLDS_A_CASE.search(file.read(4000)):
                    found.append(path.name)
        except OSError:
            continue  # not ours to read, so no case of ours
    return tuple(found)


def text_of(path: Path) -> str:
    """Read a file's text, with any kind of line ending, never more than a case can have.

    Raises
    ------
    InputError
        where it is no regular file, too large, or can't be opened
    CaseError
        where it is empty, binary or not UTF-8
    """
    if path.is_dir():
        raise InputError(f"{path} is a folder; a case is a file, such as {path / 'my-case.toml'}")
    if not path.is_file():
        raise InputError(f"{path} is no regular file; a case is a text file")
    try:
        with path.open("rb") as file:
            held = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise InputError(f"{path} can't be read: {error.strerror}") from None
    if len(held) > MOST_BYTES:
        size = path.stat().st_size / 1e6
        raise InputError(f"{path} has {size:.1f} MB; a case has at most {MOST_BYTES / 1e6:g} MB")
    return decoded(held, path.name)


def decoded(held: bytes, file: str) -> str:
    """Turn bytes into text, without a byte-order mark.

    Raises
    ------
    CaseError
        where there is nothing, or nothing that is text
    """
    wrong, line = "", None
    right = "`accord new NAME` writes a case to start from"
    try:
        text = held.decode("utf-8-sig").replace("\r\n", "\n")
        wrong = "is binary, no text" if "\0" in text else "" if text.strip() else "is empty"
    except UnicodeDecodeError as error:
        line = held[: error.start].count(b"\n") + 1
        byte = held[error.start]
        wrong = "is binary, no text" if b"\0" in held else f"is not UTF-8: byte 0x{byte:02x}"
        right = "save it as UTF-8 in your editor"
    if wrong:
        raise CaseError([Fault(file=file, line=line, key="", text="", wrong=wrong, right=right)])
    return text
