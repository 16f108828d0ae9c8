"""Security of supply as metrics: concentration, dependency, leverage, supply risk."""

from dataclasses import dataclass

from accord.measures.needs import Need, Quality
from accord.measures.registry import declare
from accord.measures.trade import By
from accord.names import GoodName, StateName


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
    engine="security",
    formula="sum of s_i squared, s_i shares of imports, 0..1",
    method="Herfindahl-Hirschman; Hirschman's own index of 1945 is 100 times its root",
    needs=(Need(Quality.TRADED, "good"),),
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
    engine="security",
    formula="(M - X) / (P + M - X), by mass; M / (P + M) where X exceeds P",
    needs=(
        Need(Quality.TRADED, "good"),
        Need(Quality.PRODUCED, "good"),
        Need(Quality.ONE_STAGE, "good"),
    ),
    doc="""Share of a state's use of a good that is imported; negative for a net exporter.

    Refused where production and trade are of different stages, as ore and metal.
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverageOf:
    """Parameters of leverage."""

    supplier: StateName  # who sells
    buyer: StateName  # who buys, a bloc as one market
    good: GoodName  # what is traded
    year: int | None = None  # the case's where unsaid


LEVERAGE = declare(
    "leverage",
    LeverageOf,
    unit="points",
    engine="security",
    formula="c - a, c = flow / the buyer's imports, a = flow / the supplier's exports",
    method="Hirschman (1945); influence goes to the side that would miss the trade less",
    needs=(Need(Quality.TRADED, "good"),),
    doc="By how much more a buyer depends on a supplier than the supplier on it, for one good.",
)
