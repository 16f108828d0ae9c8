"""Metrics of alignment: distances in UN votes, and how many poles a state trades with."""

from dataclasses import dataclass
from typing import Literal

from accord.measures.needs import Need, Quality
from accord.measures.registry import declare
from accord.names import StateName

METHOD = "ideal points of Bailey, Strezhnev and Voeten (2017)"


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteDistance:
    """Parameters of vote-distance-ratio and vote-distance-percentile."""

    state: StateName  # of whom
    to: StateName  # from whom the distance is


VOTE_DISTANCE_RATIO = declare(
    "vote-distance-ratio",
    VoteDistance,
    unit="ratio",
    engine="alignment",
    formula="|x_state - x_to| / median over states of |x_i - x_to|",
    method=METHOD,
    needs=(
        Need(Quality.VOTING, "state"),
        Need(Quality.VOTING, "to"),
    ),
    doc="Distance of a state's UN votes from another's, over the median state's distance.",
)


VOTE_DISTANCE_PERCENTILE = declare(
    "vote-distance-percentile",
    VoteDistance,
    unit="share",
    engine="alignment",
    formula="share of states with a smaller |x_i - x_to|",
    method=METHOD,
    needs=(
        Need(Quality.VOTING, "state"),
        Need(Quality.VOTING, "to"),
    ),
    doc="Share of states that vote closer to another state than this one does.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectivePoles:
    """Parameters of effective-poles."""

    state: StateName  # of whom
    poles: dict[str, tuple[StateName, ...]]  # pole -> its states or blocs
    channel: Literal["trade"] = "trade"  # what ties are
    year: int | None = None  # the case's where unsaid


EFFECTIVE_POLES = declare(
    "effective-poles",
    EffectivePoles,
    unit="count",
    engine="alignment",
    formula="exp(-sum over poles of s ln s), s the poles' shares of the state's ties",
    method="Hill number of order 1 (Hill 1973); no index of multi-vector policy is published",
    needs=(Need(Quality.ONE_STATE, "state"),),
    doc="""How many equal poles a state's recorded energy and mineral trade would amount to.

    Exports plus imports over all covered codes; a state's own pole is dropped.
    """,
)
