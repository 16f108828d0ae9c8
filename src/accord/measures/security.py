"""Security of supply as metrics: concentration, dependency, leverage, supply risk."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from accord.measures.needs import Need, Quality
from accord.measures.plural import Plural
from accord.measures.registry import declare
from accord.measures.trade import By
from accord.names import FigureName, GoodName, Horizon, StateName

if TYPE_CHECKING:
    from accord.world import World

Removed = Literal["supplier", "passage", "line", "state"]
REMOVED: tuple[Removed, ...] = ("supplier", "passage", "line", "state")
Side = Literal["asymmetry", "buyer", "supplier", "salience", "symmetry", "interdependence"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """Parameters of hhi and effective-suppliers."""

    buyer: StateName  # who buys, a bloc as one market
    good: GoodName  # what is traded
    by: By = "value"  # what is added up
    year: int | None = None  # the case's where unsaid


HHI = declare(
    "hhi",
    Supply,
    unit="ratio",
    part=True,
    engine="security",
    formula="sum of s_i squared, s_i shares of imports, 0..1",
    method="Herfindahl-Hirschman; Hirschman's own index of 1945 is 100 times its root",
    needs=(Need(Quality.TRADED, "good"),),
    blocs={"buyer": Plural.SUM},
    doc="Concentration of a buyer's recorded imports; a bloc is one market, trade inside dropped.",
)


EFFECTIVE_SUPPLIERS = declare(
    "effective-suppliers",
    Supply,
    unit="count",
    engine="security",
    formula="1 / HHI",
    method="Adelman (1969)",
    needs=(Need(Quality.TRADED, "good"),),
    blocs={"buyer": Plural.SUM},
    doc="How many equal suppliers would leave a buyer as exposed as it is.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportDependency:
    """Parameters of import-dependency."""

    state: StateName  # of whom
    good: GoodName  # what is traded
    year: int | None = None  # the case's where unsaid


IMPORT_DEPENDENCY = declare(
    "import-dependency",
    ImportDependency,
    unit="share",
    part=True,
    engine="security",
    formula="(M - X) / (P + M - X), by mass; M / (P + M) where X exceeds P",
    needs=(
        Need(Quality.TRADED, "good"),
        Need(Quality.PRODUCED, "good"),
        Need(Quality.ONE_STAGE, "good"),
    ),
    blocs={"state": Plural.SUM},
    doc="""Share of a state's use of a good that is imported; negative for a net exporter.

    Refused where production and trade are of different stages, as ore and metal.
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverageOf:
    """Parameters of leverage."""

    supplier: StateName  # who sells
    buyer: StateName  # who buys, a bloc as one market
    good: GoodName | None = None  # what is traded; all covered codes where unsaid
    of: Side = "asymmetry"  # which side's dependence, or how both compare
    year: int | None = None  # the case's where unsaid


def _unit_of_side(p: LeverageOf, _world: "World") -> str:
    return "points" if p.of == "asymmetry" else "share"


LEVERAGE = declare(
    "leverage",
    LeverageOf,
    unit=_unit_of_side,
    engine="security",
    formula="asymmetry c - a, c = flow / the buyer's imports (buyer), a = flow / the supplier's "
    "exports (supplier); salience sqrt(a c), symmetry 1 - |a - c|, interdependence their product",
    method="Hirschman (1945); influence goes to the side that would miss the trade less. Salience, "
    "symmetry and interdependence: Barbieri (1996)",
    needs=(Need(Quality.TRADED, "good"),),
    blocs={"supplier": Plural.SUM, "buyer": Plural.SUM},
    doc="""By how much more a buyer depends on a supplier than the supplier on it, or either side.

    Of one good, or of all energy and mineral codes of the data where none is named. A bloc is one
    market on either side, and nobody is on both.
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplyOutside:
    """Parameters of supply-outside."""

    bloc: tuple[StateName, ...]  # a bloc, or states, whose control is asked about
    buyer: StateName  # who buys, a bloc as one market
    good: GoodName  # what is traded
    by: Literal["production", "trade", "passage"] = "trade"  # which of the three is the number
    year: int | None = None  # the case's where unsaid


SUPPLY_OUTSIDE = declare(
    "supply-outside",
    SupplyOutside,
    unit="share",
    part=True,
    engine="security",
    formula="production 1 - sum_B P / sum P; trade 1 - sum_B M_bj / sum_i M_ij; passage: trade "
    "less what must cross B",
    method="Supply outside a bloc, by production, by trade and by passage",
    needs=(
        Need(Quality.TRADED, "good"),
        Need(Quality.PRODUCED, "good"),
        Need(Quality.CARRIED, "good"),
    ),
    blocs={"bloc": Plural.SUM, "buyer": Plural.SUM},
    doc="""Share of a good that lies outside a bloc's control; all three numbers are shown together.

    What must cross the bloc has no way without it on the network, whatever it costs. Flows that the
    network holds no way for are said, and above a tenth of imports the passage is refused. Who owns
    a mine is in none of the three.
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplyRisk:
    """Parameters of geopolrisk."""

    buyer: StateName  # who buys; a bloc as one market, trade inside dropped
    good: GoodName  # what is traded
    of: Literal["score", "import-risk", "factor"] = "score"  # which number of the method
    masses: Literal["repaired", "recorded"] = (
        "repaired"  # tonnes put right, or as customs wrote them
    )
    year: int | None = None  # the case's where unsaid


GEOPOLRISK = declare(
    "geopolrisk",
    SupplyRisk,
    unit="ratio",
    engine="security",
    formula="score = H_production x import risk, import risk = sum_i q_i g_i / (sum_i q_i + P), "
    "g = 0.5 - 0.2 x WGI political stability; factor = score x price / 0.409412948",
    method="GeoPolRisk: Gemechu et al. (2016), Koyamparambath et al. (2024)",
    needs=(
        Need(Quality.TRADED, "good"),
        Need(Quality.PRODUCED, "good"),
        Need(Quality.ONE_STAGE, "good"),
    ),
    blocs={"buyer": Plural.SUM},
    doc="""Geopolitical supply risk: how concentrated output is, times how unstable suppliers are.

    Import risk and domestic output are in one unit, tonnes of the traded product; a good whose
    production is of another stage is refused. The rating of stability is no probability.
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GasInfrastructure:
    """Parameters of n-minus-1: figures of the state, in one unit of gas a day."""

    state: StateName  # of whom; of a bloc its members' figures are added up, but for `largest`
    entry: FigureName  # EP_m, capacity of entry points but those of the next three
    production: FigureName  # P_m, most that is produced in a day
    storage: FigureName  # S_m, withdrawal at the filling that is looked at
    lng: FigureName  # LNG_m, send-out of terminals
    largest: FigureName  # I_m, the single largest infrastructure; of a bloc its members' largest
    demand: FigureName  # D_max, of a day once in 20 years
    demand_side: FigureName | None = None  # D_eff; 0 where unsaid
    year: int | None = None  # of the figures; the newest where unsaid


N_MINUS_1 = declare(
    "n-minus-1",
    GasInfrastructure,
    unit="percent",
    engine="security",
    formula="100 (EP_m + P_m + S_m + LNG_m - I_m) / (D_max - D_eff)",
    method="Regulation (EU) 2017/1938, annex II; the standard is met at 100",
    needs=tuple(
        Need(Quality.SOURCED, name)
        for name in (
            *("entry", "production", "storage", "lng", "largest", "demand", "demand_side"),
        )
    ),
    blocs={"state": Plural.PUBLISHED},
    doc="""Whether gas suffices on a cold day when the largest piece of infrastructure fails, in %.

    Every input is a figure with its source, the package's or the case's own. Storage is at the
    filling that its figure is of (30 % and 100 % by article 7). What adds no capacity moves it not.
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LargestLoss:
    """Parameters of largest-loss."""

    good: GoodName  # what is traded
    parties: tuple[StateName, ...] = ()  # whose loss, together; the case's parties where unsaid
    remove: tuple[Removed, ...] = REMOVED  # what is taken away in turn
    horizon: Horizon = "short"  # of the response


LARGEST_LOSS = declare(
    "largest-loss",
    LargestLoss,
    unit="usd",
    engine="market",
    formula="max over what is removed of -(dCS + dPS + receipts) of the parties, draw by draw",
    method="each supplier, passage, line and state of transit taken away alone, ranked at the "
    "centre of the assumptions; the worst few solved in every draw",
    needs=(Need(Quality.PRICED, "good"),),
    blocs={"parties": Plural.SUM},
    doc="""What the parties lose a year by the supplier, passage, line or transit they miss most.

    A supplier sells nothing to anybody, a passage or line is shut, a state lets nothing of others
    through. Lines and states are those that the parties' own trade goes by, at least cost.
    """,
)
