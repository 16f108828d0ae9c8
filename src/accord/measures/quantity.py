"""Metrics of amounts: tonnes bought and sold, money earned, what use is met from, days of stock."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from accord.measures.needs import Need, Quality
from accord.measures.plural import Plural
from accord.measures.registry import declare
from accord.names import FigureName, GoodName, Horizon, ScenarioName, StateName

if TYPE_CHECKING:
    from accord.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityChange:
    """Parameters of quantity-change."""

    scenario: ScenarioName  # what happens
    good: GoodName  # what is traded
    suppliers: tuple[StateName, ...] = ()  # who sells; everybody where nobody is named
    buyers: tuple[StateName, ...] = ()  # who buys; everybody where nobody is named
    home: bool = False  # whether what a state sells at home counts too
    measure: Literal["share", "mass"] = "share"  # of what was traded, or tonnes a year
    horizon: Horizon | None = None  # the scenario's own where unsaid


def _unit_of_measure(p: "QuantityChange | UnmetDemand", _world: "World") -> str:
    return "share" if p.measure == "share" else "t_per_year"


QUANTITY_CHANGE = declare(
    "quantity-change",
    QuantityChange,
    unit=_unit_of_measure,
    engine="market",
    reads="trade",
    formula="sum over links of m_ij q_ij - sum over links of m_ij, over the latter for a share",
    method="the good's market where it has one; else what is banned, what other ways have no room "
    "for, and the room that new lines add",
    needs=(Need(Quality.TRADED, "good"), Need(Quality.COUNTED, "good")),
    blocs={"suppliers": Plural.SUM, "buyers": Plural.SUM},
    doc="""Change of the tonnes that suppliers sell to buyers, a bloc's members added up.

    A good without prices, as gas in pipes, has no market to respond: a ban takes what is recorded
    but for what evades it, a closure what other ways can't carry, and a new line adds the room
    between them, used as far as the shock says. No contract and no field limits it there.
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmetDemand:
    """Parameters of unmet-demand."""

    buyer: StateName  # who goes short; a bloc's members added up
    scenario: ScenarioName  # what happens
    good: GoodName  # what is wanted
    measure: Literal["share", "mass"] = "share"  # of what was used, or tonnes a year
    horizon: Horizon | None = None  # the scenario's own where unsaid


UNMET_DEMAND = declare(
    "unmet-demand",
    UnmetDemand,
    unit=_unit_of_measure,
    engine="market",
    formula="E_j (c^-eta - Q_j) where the price index stands at the bound c, else 0; over E_j for "
    "a share; E_j what was used, Q_j what of it is still had",
    method="a choke price; ways that are left by linear program; without a market what is banned "
    "and what other ways have no room for",
    needs=(Need(Quality.TRADED, "good"), Need(Quality.COUNTED, "good")),
    blocs={"buyer": Plural.SUM},
    doc="""What a buyer wants and can't be given: short of ways, or of sellers, at any price.

    Below the bound of prices (the figure `choke-price`) whoever pays gets it, and nothing is unmet.
    At the bound buyers have given part of it up; what they still want and can't have is unmet. The
    table has all three. No price beyond the bound is printed.
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRevenue:
    """Parameters of export-revenue."""

    states: tuple[StateName, ...]  # whose, together
    good: GoodName  # what is traded
    scenario: ScenarioName | None = None  # what happens; today's where unsaid
    against: ScenarioName | None = None  # revenue under this one is taken off: what is added
    horizon: Horizon | None = None  # the scenario's own where unsaid


EXPORT_REVENUE = declare(
    "export-revenue",
    ExportRevenue,
    unit="usd",
    engine="market",
    reads="revenue",
    formula="sum over j /= i of p_i V_ij q_ij, less the same under `against`",
    needs=(Need(Quality.PRICED, "good"),),
    blocs={"states": Plural.SUM},
    doc="""What the states earn by exporting a good, US$ a year at producer prices.

    A bloc is its members added up; what they sell each other counts as exports of each.
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsumptionShare:
    """Parameters of consumption-share."""

    suppliers: tuple[StateName, ...]  # who sells; the buyer itself for what it makes
    buyer: StateName  # who uses it, a bloc as one market
    good: GoodName  # what is used
    year: int | None = None  # the case's where unsaid


CONSUMPTION_SHARE = declare(
    "consumption-share",
    ConsumptionShare,
    unit="share",
    part=True,
    engine="security",
    formula="sum over suppliers of M_ij / (P_j + M_j - X_j), by mass; of the buyer itself "
    "(P_j - X_j) / the same; X_j is left out where it exceeds P_j",
    needs=(
        Need(Quality.TRADED, "good"),
        Need(Quality.PRODUCED, "good"),
        Need(Quality.ONE_STAGE, "good"),
    ),
    blocs={"suppliers": Plural.SUM, "buyer": Plural.SUM},
    doc="""Share of what a buyer uses of a good, not of its imports alone, that suppliers send.

    Use is production and recorded imports less exports; without change of stocks.
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysOfStock:
    """Parameters of days-of-stock."""

    state: StateName  # of whom; of a bloc its members' stocks and use are added up
    stock: FigureName  # a figure of what is stored: t, kt, Mt, bbl, kb, Mb or bcm
    good: GoodName | None = None  # what is stored, where use is reckoned from trade and production
    use: FigureName | None = None  # a figure of use: kb/d, Mb/d, t/a, Mt/a or bcm/a; or of a good's
    over: Literal["use", "net-imports"] = "use"  # what the stock would stand in for
    year: int | None = None  # the case's where unsaid


DAYS_OF_STOCK = declare(
    "days-of-stock",
    DaysOfStock,
    unit="days",
    engine="facts",
    formula="stock / (use or net imports a day)",
    method="days of net imports as the stockholding obligation of the IEA counts them, on the "
    "figures that are named",
    needs=(
        Need(Quality.SOURCED, "stock"),
        Need(Quality.SOURCED, "use"),
        Need(Quality.TRADED, "good"),
        Need(Quality.ONE_STAGE, "good"),
    ),
    blocs={"state": Plural.PUBLISHED},
    doc="""For how many days a published stock would stand in for all use, or for net imports.

    Use is the published figure, or production and imports less exports of a good as recorded. How
    fast a stock can be drawn is not in it.
    """,
)
