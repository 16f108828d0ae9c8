"""A claim with parts: its verdict out of theirs."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from accord.case.model import Claim
from accord.names import Word
from accord.verdict.finding import Unreviewed, Verdict

ORDER: Mapping[str, Sequence[Word]] = {
    "all": ("contradicted", "untestable", "depends", "supported"),
    "any": ("supported", "untestable", "depends", "contradicted"),
}


def combine(claim: Claim, parts: Sequence[Verdict]) -> Verdict:
    """Join parts: with `all` the worst decides, with `any` the best; its numbers come along.

    all: supported if all parts are; contradicted if any is; else untestable if any is; else
    depends. any: the mirror image. A part that nobody has reviewed leaves the whole without one.
    """
    if claim.review or any(isinstance(part, Unreviewed) for part in parts):
        return Unreviewed(claim=claim, part=None)
    order = ORDER[claim.combine]
    at, deciding_part = min(enumerate(parts), key=lambda one: _rank(order, one[1]))
    return replace(deciding_part, claim=claim, part=None, decided_by=claim.parts[at].id)


def _rank(order: Sequence[Word], part: Verdict) -> int:
    assert part.word is not None  # an unreviewed part never comes this far
    return order.index(part.word)
