"""Every edit that the app offers of the shipped case: CPU of its preview, and its words.

Cold: the case as it stands is known, of the edit nothing is. Each word is held against that of a
run of the edited text at the same draws: how many are said to be open is printed, and one that
isn't and differs stops the bench.
"""

from collections.abc import Iterator
from time import process_time

from bench.rows import Row
from tests.api.previews import beside_run, switches

from accord.api.cases import load_case
from accord.api.whatif import WhatIf

GOAL = 1.0  # seconds of one core
AT = 0.73  # of a number's range: neither its middle nor an end


def rows() -> Iterator[Row]:
    """Try each switch and each number."""
    warm = WhatIf(load_case("abraham-accords"))
    for claim in warm.case.claims:
        warm._known(claim)
    numbers = []
    for name in warm.case.assumptions.keys() & warm.study.assumed.keys():
        low, high = warm.study.assumed[name].distribution.range
        numbers.append({"assumptions": {name: low + AT * (high - low)}})
    for edit in [*switches(warm), *sorted(numbers, key=str)]:
        start = process_time()
        found = warm.preview(edit)
        took = process_time() - start
        left, settled = beside_run(warm, found)
        wrong = [id_ for id_, words in settled.items() if len(set(words)) > 1]
        assert not wrong, f"{edit}: the preview has another word of {wrong}"
        note = f"{len(left) + len(settled)} verdicts, {len(left)} said to be open"
        ((kind, what),) = edit.items()
        yield Row(f"preview: {kind} {', '.join(what)}", took, goal=GOAL, note=note)
