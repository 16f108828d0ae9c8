"""What a bloc or a region stands for where a metric takes a state.

A bloc of one state is that state, whichever of these it is. What is asked of a state can be asked
of the European Union, of Central Asia, or of a set of states that a case brings.
"""

from enum import Enum


class Plural(Enum):
    """How the members of a bloc are put together, in words for a reader."""

    SUM = "a sum: its members as one, what they trade among themselves left out"
    INDEX = "an index of its members, each weighed by what it trades today"
    MEAN = "the mean of its members"
    CHANNEL = (
        "by channel: trade and transit a sum, what its members trade among themselves left out; "
        "memberships and votes the mean of its members"
    )
    PUBLISHED = "the figure of the bloc itself where there is one, else the sum of its members'"
    EACH = "each of its members, by itself"
    ANY = "any of its members: whichever is best, or one that is enough"
    PLAYER = "one player of the game, with what its members get added up"
    NONE = "who joins is a state, and a bloc joins by its members"

    @property
    def taken(self) -> bool:
        """Whether a bloc can stand there at all."""
        return self is not Plural.NONE
