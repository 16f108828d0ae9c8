"""The evidence of a number: what is wrong, missing or disputed in what it was read from.

Each kind is data with a source and has one effect: it refuses the number, widens it to the ends of
other readings of the World, caps the word at *depends*, or is said and changes nothing. The rule is
in `docs/verdicts.md`; here is what finds the kinds that follow from the cells that were read.
"""

from accord.study.evidence.behind import behind
from accord.study.evidence.found import Effect, Evidence, Kind, worst
from accord.study.evidence.search import known_of

__all__ = ["Effect", "Evidence", "Kind", "behind", "known_of", "worst"]
