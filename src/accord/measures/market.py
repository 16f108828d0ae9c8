"""Metrics read off market outcomes: prices, revenues, surplus, who gains in every draw."""

from dataclasses import dataclass
from typing import Literal

from accord.measures.needs import Need, Quality
from accord.measures.plural import Plural
from accord.measures.registry import declare
from accord.names import AssumptionName, GoodName, Horizon, Magnitude, ScenarioName, StateName


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRevenueChange:
    """Parameters of export-revenue-change."""

    states: tuple[StateName, ...]  # whose, together
    scenario: ScenarioName  # what happens
    good: GoodName  # what is traded
    horizon: Horizon | None = None  # the scenario's own where unsaid


EXPORT_REVENUE_CHANGE = declare(
    "export-revenue-change",
    ExportRevenueChange,
    unit="share",
    engine="market",
    reads="revenue",
    formula="sum over j /= i of p_i V_ij q_ij / sum over j /= i of V_ij, less 1",
    needs=(Need(Quality.PRICED, "good"),),
    blocs={"states": Plural.SUM},
    doc="""Change of the states' export revenue from a good, scenario against baseline.

    Revenue is at producer prices, so that a cut of transport cost counts only as far as it
    reaches the producer.
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceChange:
    """Parameters of price-change."""

    state: StateName  # of whom; of a bloc, its members' prices weighed by what each trades today
    scenario: ScenarioName  # what happens
    good: GoodName  # what is traded
    side: Literal["producer", "buyer"] = "buyer"  # whose price
    horizon: Horizon | None = None  # the scenario's own where unsaid


PRICE_CHANGE = declare(
    "price-change",
    PriceChange,
    unit="share",
    engine="market",
    reads="prices",
    formula="p_i - 1 or P_j - 1; of a bloc sum w_i p_i - 1, w_i its members' shares of its sales "
    "or spending today",
    needs=(Need(Quality.PRICED, "good"),),
    blocs={"state": Plural.INDEX},
    doc="""Change of a state's producer price, or of the price index that it buys at.

    Of a bloc it is a trade-weighted index of its members' prices.
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldPrice:
    """Parameters of world-price and world-price-change."""

    good: GoodName  # what is traded
    scenario: ScenarioName  # what happens
    buyers: tuple[StateName, ...] = ()  # whose prices are shown beside it
    horizon: Horizon | None = None  # the scenario's own where unsaid


BENCHMARK = "sum over i of w_i p_i, w_i the share of i in world exports by value today"

WORLD_PRICE_CHANGE = declare(
    "world-price-change",
    WorldPrice,
    unit="share",
    engine="market",
    reads="prices",
    formula=f"{BENCHMARK}, less 1",
    method="a Laspeyres index of producer prices, domestic sales left out",
    needs=(Need(Quality.PRICED, "good"),),
    blocs={"buyers": Plural.INDEX},
    doc="""Change of a trade-weighted benchmark: what the world's exporters get, on average.

    No quotation of an exchange. What buyers pay is shown beside it.
    """,
)


WORLD_PRICE = declare(
    "world-price",
    WorldPrice,
    unit="usd_per_t",
    engine="market",
    reads="prices",
    formula=f"mean price of world exports today times ({BENCHMARK})",
    method="a Laspeyres index of producer prices, domestic sales left out",
    needs=(Need(Quality.PRICED, "good"),),
    blocs={"buyers": Plural.INDEX},
    doc="""A trade-weighted benchmark in US$ a tonne, under a scenario.

    From the price of exports as recorded in the year. No quotation of an exchange.
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """Parameters of gain and smallest-gain."""

    parties: tuple[StateName, ...]  # whose gain is counted
    scenario: ScenarioName  # what happens
    horizon: Horizon | None = None  # the scenario's own where unsaid


GAIN = declare(
    "gain",
    Gain,
    unit="usd",
    engine="market",
    reads="worth",
    formula="sum over parties and goods of dCS + dPS + tariffs, tolls and rents received",
    needs=(Need(Quality.PRICES),),
    blocs={"parties": Plural.SUM},
    doc="What the parties gain together in the markets of the case, US$ a year.",
)


SMALLEST_GAIN = declare(
    "smallest-gain",
    Gain,
    unit="usd",
    engine="market",
    reads="worth",
    formula="min over parties of the party's gain, draw by draw",
    needs=(Need(Quality.PRICES),),
    blocs={"parties": Plural.SUM},
    doc="""What the party that gains least gains, draw by draw, US$ a year.

    Above zero in a draw where all gain; market payoffs of the case's goods only.
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportShareChange:
    """Parameters of export-share-change."""

    states: tuple[StateName, ...]  # whose, together
    buyers: tuple[StateName, ...]  # who buys
    scenario: ScenarioName  # what happens
    horizon: Horizon | None = None  # the scenario's own where unsaid


EXPORT_SHARE_CHANGE = declare(
    "export-share-change",
    ExportShareChange,
    unit="points",
    engine="market",
    reads="trade",
    formula="sum over buyers of p_i V_ij q_ij / sum over j /= i of p_i V_ij q_ij, less the same "
    "at baseline; over the priced goods of the case",
    needs=(Need(Quality.PRICES),),
    blocs={"states": Plural.SUM, "buyers": Plural.SUM},
    doc="Change of the buyers' share in the states' export revenue from the priced goods.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LossPriceRise:
    """Parameters of loss-price-rise."""

    suppliers: tuple[StateName, ...]  # who sells
    buyer: StateName  # who buys, a bloc as one market
    good: GoodName  # what is traded
    sigma: Magnitude  # elasticity of substitution between sources
    outside: AssumptionName | None = None  # true imports, for coverage
    unrecorded: AssumptionName | None = None  # the suppliers' share of what is not recorded
    year: int | None = None  # the case's where unsaid


LOSS_PRICE_RISE = declare(
    "loss-price-rise",
    LossPriceRise,
    unit="share",
    engine="security",
    formula="(1 - s)^(-1/(sigma - 1)) - 1, at fixed source prices",
    method="CES price index when a source drops out (Feenstra 1994)",
    needs=(Need(Quality.TRADED, "good"),),
    blocs={"suppliers": Plural.SUM, "buyer": Plural.SUM},
    doc="""Rise of a buyer's price index when the suppliers stop selling to it.

    Source prices are held fixed: an upper bound on what the buyer feels where other sources
    can deliver, and nothing is said of the weeks that it takes.
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DiversionDrop:
    """Parameters of diversion-drop."""

    buyer: StateName  # who buys, a bloc as one market
    bloc: tuple[StateName, ...]  # a bloc, or states
    redirected: tuple[StateName, ...]  # whose exports would all go to the buyer
    good: GoodName | None = None  # what is traded
    year: int | None = None  # the case's where unsaid


DIVERSION_DROP = declare(
    "diversion-drop",
    DiversionDrop,
    unit="points",
    engine="security",
    formula="s - max(0, s V - X) / V, s the bloc's share of imports V, X all redirected exports",
    method="an upper bound: everything that the redirected states export goes to the buyer",
    needs=(Need(Quality.TRADED, "good"),),
    blocs={"buyer": Plural.SUM, "bloc": Plural.SUM, "redirected": Plural.SUM},
    doc="By how much a bloc's share in a buyer's imports could fall if others sent it everything.",
)
