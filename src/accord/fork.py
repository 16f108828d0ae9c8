"""A process that was forked after accord had read something: refused, where it would wait for ever.

The threads that read tables are not in a forked child, and locks that they held stay held there. A
child of a process that has read nothing yet is like any other.
"""

import os

from accord.errors import InputError

WHY = (
    "this process was forked from one in which accord had read data already, whose threads are not "
    'here: start it with multiprocessing.get_context("spawn"), or fork before anything is read'
)

_asked = _forked = False  # what the process, and no value in it, has done


def ask() -> None:
    """Note that something is read, or raise InputError in a child that could not."""
    global _asked
    if _forked:
        raise InputError(WHY)
    _asked = True


def _in_child() -> None:
    global _forked
    _forked = _asked


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_in_child)
