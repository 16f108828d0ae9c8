"""Along which assumptions a claim is followed: those that decide its metric most."""

from collections.abc import Mapping, Sequence, Set

from accord.axes import Array
from accord.case.model import Test
from accord.draws import Draws
from accord.names import AssumptionName, Word
from accord.verdict.sensitivity import Share, deciding
from accord.verdict.weighing import word_of

TURNS = 3  # deciders whose break-even is sought, at most, where it depends; else the first's
TELLING = 0.1  # of the variance: an assumption that decides less is no way to turn a claim by


def followed(shares: Sequence[Share], word: Word) -> tuple[Share, ...]:
    """Give those of its deciders, in their order, along which a claim is followed."""
    first = shares[: TURNS if word == "depends" else 1]
    return tuple(one for rank, one in enumerate(first) if rank == 0 or one.share >= TELLING)


def will_be_followed(
    test: Test, values: Array, sample: Mapping[str, Array], used: Set[str]
) -> frozenset[AssumptionName]:
    """Name the assumptions along which a claim will be followed, as far as its values (D,) say."""
    drawn = Draws(values)
    holds, fails = (drawn.share_of(line.of(values)) for line in (test.holds, test.failing))
    told = followed(deciding(values, sample, used), word_of(holds, fails))
    return frozenset(AssumptionName(share.assumption) for share in told)
