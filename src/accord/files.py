"""Files written whole or not at all: beside the target first, then renamed."""

import os
import tempfile
from pathlib import Path

from accord.errors import InputError


def write_text(path: Path, text: str) -> Path:
    """Write text as UTF-8, with line ends as they are; half a character becomes `?`.

    Raises
    ------
    InputError
        The folder cannot be made or written to.
    """
    return write_bytes(path, text.encode("utf-8", "replace"))


def write_bytes(path: Path, content: bytes) -> Path:
    """Write bytes so that nobody ever sees half of them.

    Raises
    ------
    InputError
        The folder cannot be made or written to.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_beside(path, content)
    except OSError as error:
        raise InputError(f"cannot write {path}: {error.strerror or error}") from error
    return path


def _write_beside(path: Path, content: bytes) -> None:
    handle, beside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(beside, 0o666 & ~_umask())  # mkstemp makes files for the owner alone
        os.replace(beside, path)
    except BaseException:  # also where the user interrupts
        Path(beside).unlink(missing_ok=True)
        raise


def _umask() -> int:
    """Read the mask of the process; there is no way to read it without setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
