"""Metrics of disruption as a chance: what protection is worth, and when joining stops paying."""

from dataclasses import dataclass

from accord.measures.needs import Need, Quality
from accord.measures.plural import Plural
from accord.measures.registry import declare
from accord.names import GoodName, Horizon, Magnitude, ScenarioName, StateName


@dataclass(frozen=True, slots=True, kw_only=True)
class Protection:
    """Parameters of protection-worth."""

    state: StateName  # of whom
    scenario: ScenarioName  # what the disruption does to the market
    good: GoodName  # what is traded
    chance: Magnitude  # of the disruption in a year, 0..1
    protection: Magnitude  # by how much it falls, as a share of itself, 0..1
    horizon: Horizon | None = None  # the scenario's own where unsaid


PROTECTION_WORTH = declare(
    "protection-worth",
    Protection,
    unit="share",
    engine="corridor",
    formula="chance x protection x loss / baseline export revenue, loss = -(dCS + dPS + receipts)",
    method="expected loss avoided in a year, risk-neutral",
    needs=(Need(Quality.PRICED, "good"),),
    blocs={"state": Plural.SUM},
    doc="""What protection from a disruption is worth a year, over the state's export revenue.

    The loss is the state's in the market of the good under the scenario: in one world market where
    the scenario changes what a state can supply or bring out, else with the good told apart by
    origin; both are shown. What a stop costs beyond
    the market (contracts, repairs, reputation) is not in it.
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pushback:
    """Parameters of pushback-margin."""

    state: StateName  # of whom
    gain_scenario: ScenarioName  # what joining brings
    loss_scenario: ScenarioName  # what the answer takes
    good: GoodName  # what is traded
    chance: Magnitude  # that the answer comes, in a year, 0..1


PUSHBACK_MARGIN = declare(
    "pushback-margin",
    Pushback,
    unit="points",
    engine="coalition",
    formula="chance - p*, p* = gain / (gain + loss)",
    method="break-even chance of pushback, at which joining stops paying in market terms",
    needs=(Need(Quality.PRICED, "good"),),
    blocs={"state": Plural.SUM},
    doc="""By how much the chance of pushback exceeds the one at which joining stops paying.

    Above 0 the expected loss is larger than the gain, both in one run, in the market of the good
    alone. A loss by what can't be brought out is read in one world market; both are shown.
    """,
)
