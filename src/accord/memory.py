"""Memory that was let go stays with the process, where the C library would hand it back.

A market is solved in arrays of a quarter to a whole megabyte that come and go by the thousand. The
GNU C library gives such memory back to the system as soon as it is free, and takes it anew, page by
page and wiped, for the next array: a sixth of a solve's time. Other libraries are left alone.

It also gives every thread a heap of its own, and what one lets go no other can take: a market's
two blocks, solved in threads that come and go, touch a third more pages and hold a quarter more.
One heap serves all, as arrays are long in use and soon taken. It must be said before threads have
theirs, which is when numpy is imported.
"""

import ctypes
import sys
from functools import cache

# Names and numbers of malloc.h; the greatest that it takes for the second is 32 MB.
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8
KEPT, FROM_THE_HEAP = 1 << 28, 1 << 25  # bytes


@cache
def keep_what_is_let_go() -> None:
    """Let this process keep up to 256 MB that its arrays let go, in one heap; once is enough."""
    if sys.platform != "linux":
        return
    setting = getattr(ctypes.CDLL(None), "mallopt", None)  # which musl's has not
    if setting is not None:
        setting(M_TRIM_THRESHOLD, KEPT)
        setting(M_MMAP_THRESHOLD, FROM_THE_HEAP)
        setting(M_ARENA_MAX, 1)
