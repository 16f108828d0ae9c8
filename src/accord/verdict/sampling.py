"""What a finite number of draws leaves open of the shares that a word is read from."""

import numpy as np

from accord.axes import Array
from accord.case.model import Test
from accord.draws import Draws
from accord.study.evidence import Effect, Evidence, Kind
from accord.verdict.weighing import SURE

NEAR = 3.0  # standard errors within which a share of draws is on the line of 95 %
TWO_SIDED = 1.96  # standard errors within which a share of draws could turn the verdict


def on_the_line(test: Test, values: Array) -> bool:
    """Whether the share of draws that hold, or that fail, is too near to 95 % to tell."""
    return bool(undecided(test, values))


def undecided(test: Test, values: Array) -> tuple[Evidence, ...]:
    """Say of which share of the draws, those that hold or those that fail, 95 % can't be told."""
    error = float(np.sqrt(SURE * (1 - SURE) / values.size))
    told = (("holds", test.holds), ("fails", test.failing))
    return tuple(
        Evidence(
            kind=Kind.ON_THE_LINE,
            effect=Effect.CAP,
            says=f"on the line: the share of {values.size:,} draws in which it {does} can't be "
            "told from 95\u00a0%",
        )
        for does, line in told
        if abs(Draws(values).share_of(line.of(values)) - SURE) <= NEAR * error
    )


def sampling_error(p: float, q: float, draws: int) -> float | None:
    """Give the standard error of the share of draws, where it could turn the verdict."""
    for share in (p, q):
        error = float(np.sqrt(max(share * (1 - share), SURE * (1 - SURE)) / draws))
        if abs(share - SURE) < TWO_SIDED * error:
            return error
    return None
