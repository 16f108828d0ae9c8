"""Close a good's market in a year: its rows, its production and the rules, put together.

A market that can be closed need not be one that can be trusted: see `trust`.
"""

from dataclasses import dataclass

from accord.axes import Array
from accord.data.closing import Closed, close
from accord.data.flows import Flows, flows_of, net_exporters_output, produced, producer_price
from accord.data.goods import Good
from accord.data.rules import TRANSIT, Rules, rules
from accord.data.shelf import Shelf
from accord.data.years import years


@dataclass(frozen=True, slots=True, kw_only=True)
class Balanced:
    """A market's arrays before prices are changed: mass from origin to final buyer."""

    states: tuple[str, ...]
    recorded: Flows
    production: Array  # (S,) t
    closed: Closed
    price: Array  # (S,) US$/t at the producer


def cannot_close(shelf: Shelf, good: Good, year: int) -> str | None:
    """Say why a market cannot be closed at all; None where it can."""
    known = years(shelf).markets
    if good.closing is None:
        return f"no market of {good.name}: {good.why_not}"
    if year not in known:
        return (
            f"no market of {good.name} in {year}: production is known for {known[0]} to "
            f"{known[-1]} only; earlier years serve facts and shares"
        )
    return None


def closed_market(shelf: Shelf, good: Good, year: int, recorded: Flows | None = None) -> Balanced:
    """Close the market of a good in a year for which `cannot_close` finds nothing."""
    recorded = flows_of(shelf, good.codes, year) if recorded is None else recorded
    by_series = good.closing == "production"
    made = produced(shelf, good, year) if by_series else net_exporters_output(recorded.mass)
    return Balanced(
        states=recorded.states,
        recorded=recorded,
        production=made,
        closed=close(recorded.mass, made, transit=transit(rules(shelf), good, recorded.states)),
        price=producer_price(recorded.value, recorded.mass),
    )


def transit(rules: Rules, good: Good, states: tuple[str, ...]) -> list[tuple[int, int]]:
    """List the pairs (via, buyer), as places, where the recorded flow only crosses `via`."""
    if TRANSIT not in rules or rules[TRANSIT].settings["code"] not in good.codes:
        return []
    rule = rules[TRANSIT].settings
    here = [via for via in rule["via"] if {via, rule["buyer"]} <= set(states)]
    return [(states.index(via), states.index(rule["buyer"])) for via in here]
