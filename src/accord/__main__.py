"""`python -m accord`, and the command `accord`: what must be so before anything is imported.

An interruption ends the process with 130 and without a word, however early it comes; the standard
streams are there, whoever closed them; and nothing is imported from the working folder, by this
process or by those that it starts.
"""

import os
import signal
import sys
from contextlib import suppress
from types import FrameType
from typing import NoReturn

INTERRUPTED = 130


def main() -> NoReturn:
    """Run the command line and exit with its code."""
    signal.signal(signal.SIGINT, leave)
    os.environ.setdefault("PYTHONSAFEPATH", "1")  # for the workers of a sweep and of the app
    _fill_gaps()
    from accord.cli import main as command

    command()


def leave(_signal: int, _frame: FrameType | None) -> None:
    """End at once: nothing was begun that would have to be tidied up."""
    os._exit(INTERRUPTED)


def _fill_gaps() -> None:
    """Open what was closed of the first three files, so that no file of a run takes its number."""
    while (opened := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(opened)


def _leave_out_the_working_folder() -> None:
    """Take it off the places to import from: a numpy.py that lies there is nobody's wish.

    `python -m` puts it first, unless it was told otherwise or the folder is gone.
    """
    with suppress(OSError):
        if not sys.flags.safe_path and sys.path[:1] == [os.getcwd()]:
            del sys.path[0]


if __name__ == "__main__":
    _leave_out_the_working_folder()
    main()
