"""A metric of who takes what a shock displaces: drawn by the pool, or held to today's ties."""

from dataclasses import dataclass
from typing import Literal

from accord.measures.needs import Need, Quality
from accord.measures.plural import Plural
from accord.measures.registry import declare
from accord.names import GoodName, Horizon, ScenarioName, StateName


@dataclass(frozen=True, slots=True, kw_only=True)
class BuyerShareAfter:
    """Parameters of buyer-share-after."""

    supplier: StateName  # who sells, a bloc as one
    buyers: tuple[StateName, ...]  # who buys, together
    scenario: ScenarioName  # what happens
    good: GoodName  # what is traded
    # by which model it is read; as the pool of mechanisms draws it where unsaid
    model: Literal["reallocating", "partial"] | None = None
    horizon: Horizon | None = None  # the scenario's own where unsaid


BUYER_SHARE_AFTER = declare(
    "buyer-share-after",
    BuyerShareAfter,
    unit="share",
    part=True,
    engine="market",
    reads="trade",
    formula="sum over buyers of q_ij / sum over j /= i of q_ij, by mass",
    method="reallocating: the pool of mechanisms that past events were fitted with, in a market of "
    "one price; partial: CES, where a link without trade stays without",
    needs=(Need(Quality.PRICED, "good"),),
    blocs={"supplier": Plural.SUM, "buyers": Plural.SUM},
    doc="""Share of a supplier's exports that goes to the buyers once a shock has displaced trade.

    For goods that are much the same whoever sells them. Pre-event trade can't say who is willing:
    the interval is as wide as past events were, and the other model stands beside it.
    """,
)
