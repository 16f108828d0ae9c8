"""Metrics read off production: who mines what, and what lies outside a bloc's control."""

from dataclasses import dataclass, field

from accord.measures.needs import Need, Quality
from accord.measures.plural import Plural
from accord.measures.registry import declare
from accord.names import FigureName, GoodName, StateName


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductionShare:
    """Parameters of production-share."""

    states: tuple[StateName, ...]  # whose, together
    good: GoodName  # what is traded
    year: int | None = None  # the case's where unsaid


PRODUCTION_SHARE = declare(
    "production-share",
    ProductionShare,
    unit="share",
    part=True,
    engine="security",
    formula="sum over states of P_i / sum over all i of P_i",
    needs=(Need(Quality.PRODUCED, "good"),),
    blocs={"states": Plural.SUM},
    doc="Share of the world's production of a good that lies in the states.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductionOutside:
    """Parameters of production-outside."""

    bloc: tuple[StateName, ...]  # a bloc, or states
    good: GoodName  # what is traded
    year: int | None = None  # the case's where unsaid
    # producer -> two figures: what leaves around the bloc, and all that it makes
    not_crossing: dict[StateName, tuple[FigureName, ...]] = field(default_factory=dict)


PRODUCTION_OUTSIDE = declare(
    "production-outside",
    ProductionOutside,
    unit="share",
    part=True,
    engine="security",
    formula="1 - (sum over bloc of P_i + sum over crossing states of P_i r_i) / sum over all P_i",
    method="Supply outside a bloc, by production and by passage",
    needs=(Need(Quality.PRODUCED, "good"),),
    blocs={"bloc": Plural.SUM, "not_crossing": Plural.PUBLISHED},
    doc="""Share of a good's production outside a bloc's territory, and outside its transit.

    `not_crossing` names, for a producer outside, two figures: what leaves by ways that avoid
    the bloc, and all that it produces. The rest counts as inside: it is sold to the bloc or
    crosses it. Without it the number is by territory alone.
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareOfOutside:
    """Parameters of share-of-outside."""

    states: tuple[StateName, ...]  # whose, together
    bloc: tuple[StateName, ...]  # a bloc, or states
    good: GoodName  # what is traded
    year: int | None = None  # the case's where unsaid


SHARE_OF_OUTSIDE = declare(
    "share-of-outside",
    ShareOfOutside,
    unit="share",
    part=True,
    engine="security",
    formula="sum over states of P_i / (sum over all P_i - sum over bloc of P_i)",
    needs=(Need(Quality.PRODUCED, "good"),),
    blocs={"states": Plural.SUM, "bloc": Plural.SUM},
    doc="Share of the states in that part of world production that lies outside a bloc.",
)
