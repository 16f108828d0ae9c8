"""What a run of the tests left out, in one line, so that no test is skipped in silence.

A test skips with a reason in two halves, "what is absent: how to get it". Whatever stands in
brackets says which one of a kind, and is left out when reasons are counted together.
"""

import re
from collections import Counter
from collections.abc import Iterable

ONE_OF_A_KIND = re.compile(r" \([^)]*\)")


def one_line(reasons: Iterable[str]) -> str:
    """Count the reasons of all skipped tests.

    >>> one_line(["no Chromium: apt-get install chromium"] * 40 + ["no slides (b.txt): lay them"])
    'skipped 41 tests: 40 no Chromium (apt-get install chromium); 1 no slides (lay them)'
    >>> one_line([])
    'skipped no test'
    """
    counted = Counter(ONE_OF_A_KIND.sub("", r.removeprefix("Skipped: ")) for r in reasons)
    if not counted:
        return "skipped no test"
    number = counted.total()
    said = "; ".join(f"{count} {_said(reason)}" for reason, count in counted.most_common())
    return f"skipped {number} test{'s' * (number > 1)}: {said}"


def _said(reason: str) -> str:
    what, _, how = reason.partition(": ")
    return f"{what} ({how})" if how else what
