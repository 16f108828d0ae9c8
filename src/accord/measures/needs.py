"""What a metric must find in order to be read: of a parameter's value, or of the case.

So what a good, a state or a case can't answer is known before anything is loaded or solved: `check`
refuses it, a draft doesn't propose it, the docs say it. Whether a value has a quality is for
whoever has the data to say; here stands only what is asked.
"""

from dataclasses import dataclass
from enum import Enum


class Quality(Enum):
    """Something that a value or a case has or lacks, in words."""

    TRADED = "a good with HS codes of its own, of which the data hold the trade"
    PRODUCED = "a good with a production series"
    ONE_STAGE = "a good that is counted in the same stage when it is produced and when it is traded"
    PRICED = "a good of the case whose market can be solved"
    COUNTED = "a good of the case"
    APART = "goods of which none counts tonnes of another"
    CARRIED = "a good that the network carries"
    ON_NETWORK = "a state of the network, or a bloc with one"
    PLACE = "a state or place of the network, or a bloc with one"
    ROUTED = "a state whose trade in the good was published by route, or a good with HS codes"
    LIMITED = "a line whose capacity is known"
    VOTING = "a state with votes in the UN, or a bloc with one"
    MEMBERS = "a bloc"
    SOURCED = "a figure with a source"
    SHUT = "a passage to close or a state to avoid"
    PRICES = "a case with a good whose market can be solved"
    ACCORD = "a case with an accord"
    GAME = "a case with a [game]"
    POLES = "a case with an [alignment]"
    CANDIDATE = "a candidate of the game"
    ADVERSARY = "an adversary of the game"
    PLAYER = "somebody whose payoff the game counts"

    @property
    def word(self) -> str:
        """Its word in the table of what names can be asked (`accord.data.abilities`)."""
        return self.name.lower().replace("_", "-")


@dataclass(frozen=True, slots=True)
class Need:
    """A quality that a metric asks of a parameter's value, or of each where it is a list."""

    quality: Quality
    of: str = ""  # the parameter; "" where it is asked of the case

    def __str__(self) -> str:
        """Say it in words."""
        return f"{self.of}: {self.quality.value}" if self.of else self.quality.value
