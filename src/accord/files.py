"""Files written whole or not at all, alone or as a set: beside the target first, then renamed."""

import ctypes
import fcntl
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from accord.errors import InputError

HIDDEN = 40  # letters of a name that its hidden twin bears


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
    beside = hidden_beside(path)
    try:
        # Made by the system with the mask of the process, which nobody has to read or change.
        with open(beside, "xb") as file:
            file.write(content)
        os.replace(beside, path)
    except BaseException:  # also where the user interrupts
        beside.unlink(missing_ok=True)
        raise


def hidden_beside(path: Path) -> Path:
    """Give a name beside a path that nobody else has, short enough wherever the path's own is."""
    return path.with_name(f".{path.name[:HIDDEN]}.{secrets.token_hex(4)}")


YOUNG = 60.0  # seconds that a stage has to be locked in before it may pass for left behind

# What a run that was killed has left of its own in a folder: no file of somebody else's.
HEX = r"[0-9a-f]{8}"
LEFT_BEHIND = re.compile(rf"\.(probe|new)\.{HEX}")


@contextmanager
def one_set(folder: Path, names: frozenset[str]) -> Iterator[Path]:
    """Write several files so that either all of the old ones are there or all of the new.

    Within, they are written to a hidden folder beside it, which takes the place of the old one at
    the end. A folder that holds other files too is kept, and gets the new files one by one.

    Parameters
    ----------
    folder : where the files belong; made where it is missing
    names : of the files that may be in it and are not mourned

    Raises
    ------
    InputError
        The folder cannot be made or written to; nothing is changed then.
    """
    target = checked_target(folder, names)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        alone = not target.exists() or all(
            name in names or LEFT_BEHIND.fullmatch(name) for name in os.listdir(target)
        )
        inside = Path.cwd().is_relative_to(target.resolve())
        stage = hidden_beside(target if alone and not inside else target / "new")
        stage.mkdir()
        lock = _locked(stage)
        _clear_away(target, names)
    except OSError as error:
        raise InputError(f"cannot write to {folder}: {error.strerror or error}") from error
    try:
        yield stage
        if stage.parent == target:
            for file in sorted(path for path in stage.rglob("*") if path.is_file()):
                goal = target / file.relative_to(stage)
                goal.parent.mkdir(exist_ok=True)
                os.replace(file, goal)
        else:
            _exchange(stage, target)
    except OSError as error:
        raise InputError(f"cannot write to {folder}: {error.strerror or error}") from error
    except InputError as error:  # of a file in the hidden folder, which nobody gave
        raise InputError(str(error).replace(str(stage), str(folder))) from error.__cause__
    finally:
        shutil.rmtree(stage, ignore_errors=True)
        os.close(lock)


def _locked(stage: Path) -> int:
    """Open a folder and lock it for as long as this process lives, where its disk knows locks."""
    opened = os.open(stage, os.O_RDONLY)
    with suppress(OSError):
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return opened


def _clear_away(target: Path, names: frozenset[str]) -> None:
    """Remove what runs that were killed have left beside a folder: stages that nobody has locked.

    What is younger than a minute, or holds anything but files of these names, is left alone.
    """
    begins = re.escape(f".{target.name[:HIDDEN]}.")
    for left in (p for p in target.parent.iterdir() if re.fullmatch(begins + HEX, p.name)):
        with suppress(OSError):
            opened = os.open(left, os.O_RDONLY | os.O_DIRECTORY)
            try:
                fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
                old = time.time() - os.fstat(opened).st_mtime > YOUNG
                if old and names.issuperset(os.listdir(left)):
                    shutil.rmtree(left, ignore_errors=True)
            finally:
                os.close(opened)


def checked_target(folder: Path, names: frozenset[str]) -> Path:
    """See that a folder can take files of these names; give it with links followed.

    Raises InputError where it can't: a link to nothing, a file in its place, a folder in a file's.
    """
    try:
        if folder.is_symlink() and not folder.exists():
            raise InputError(f"{folder} is a link to nothing; remove it, or name another folder")
        target = folder.resolve()
        if target.exists() and not target.is_dir():
            raise InputError(f"{folder} is a file; name a folder")
        if blocked := sorted(name for name in names if (target / name).is_dir()):
            raise InputError(f"{folder / blocked[0]} is a folder, where a file is to be written")
        there = next(path for path in (target, *target.parents) if path.exists())
        probe = hidden_beside(there / "probe")
        with open(probe, "xb"):
            pass
        probe.unlink()
    except (OSError, RuntimeError) as error:  # RuntimeError: links in a ring
        why = getattr(error, "strerror", None) or error
        raise InputError(f"cannot write to {folder}: {why}") from None
    return target


def _exchange(stage: Path, target: Path) -> None:
    """Put a folder in the place of another, in one step where the system can."""
    if not target.exists():
        stage.rename(target)
    elif not _exchanged(stage, target):
        old = hidden_beside(target)
        target.rename(old)
        stage.rename(target)
        shutil.rmtree(old, ignore_errors=True)


def _exchanged(one: Path, other: Path) -> bool:
    """Let two folders exchange their names at once; False where the system has no such call."""
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE of linux/fs.h
    return bool(call(here, bytes(one), here, bytes(other), exchange) == 0)
