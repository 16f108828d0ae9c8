"""One line that says how far a run is, on a terminal only, and gone at the end."""

import sys
import time

PATIENCE = 0.3  # seconds before anything is said
TELLING = 1.0  # seconds from which the time left is said
PAUSE = 0.05  # seconds between two updates
CLEAR = "\r\x1b[2K"


class Progress:
    """Called by a run with what it does, and how many of how many are done."""

    def __init__(self) -> None:
        self.shows = sys.stderr.isatty()
        self.started = self.last = time.monotonic()
        self.shown = False

    def __call__(self, what: str, done: int, of: int) -> None:
        """Show the line, unless it is too early or was shown just now."""
        now = time.monotonic()
        if not self.shows or now - self.started < PATIENCE or now - self.last < PAUSE:
            return
        self.last, self.shown = now, True
        sys.stderr.write(f"{CLEAR}{what} {done:,} of {of:,}{self._left(done, of, now)}")
        sys.stderr.flush()

    def _left(self, done: int, of: int, now: float) -> str:
        """Say how long it may still take, once a run is older than a second."""
        spent = now - self.started
        if spent < TELLING or not done:
            return ""
        return f", about {max(1, round(spent / done * (of - done))):,} s left"

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *_: object) -> None:
        """Take the line away, also where the run was broken off."""
        if self.shown:
            sys.stderr.write(CLEAR)
            sys.stderr.flush()
