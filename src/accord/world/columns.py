"""What a World hands out: markets, recorded trade, estimates, figures; arrays are read-only."""

from dataclasses import dataclass

from accord.axes import Array, Mask
from accord.data import Good, Tables
from accord.later import np
from accord.world.variant import AS_IT_IS, Variant, varied


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """A good's market in a year, closed: every flow from origin to final buyer.

    One unit: `flows` is the row's `producer_price` times `mass`, so that mass and money are
    proportional along a row and both clear. `output` is `production` but for what was clipped.
    """

    good: str
    year: int
    states: tuple[str, ...]
    flows: Array  # (S, S) US$ at producer prices, supplier in rows, domestic sales on the diagonal
    mass: Array  # (S, S) t, likewise
    producer_price: Array  # (S,) US$/t
    output: Array  # (S,) t: sold at home and abroad
    production: Array  # (S,) t: as published, or by the rule that closes the good
    passed_on: Array  # (S,) t: re-exports that were given to their origins
    clipped: Array  # (S,) t: exports beyond production and imports
    adjusted: Mask  # (S, S): a rule on rows was applied to the recorded flow


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What customs recorded of some codes in a year: no diagonal, no re-export resolved."""

    codes: tuple[str, ...]
    year: int
    states: tuple[str, ...]
    value_usd: Array  # (S, S) US$ of the year, FOB
    mass_t: Array  # (S, S) t, cleaned
    mass_as_recorded_t: Array  # (S, S) t, before mass-from-median; 0 where nobody reported any
    adjusted: Mask  # (S, S): the mass, or the code, of some row in the cell was put right


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A parameter with its range, source and status (verified, from memory, judgement)."""

    low: float
    central: float
    high: float
    source: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One curated number; low and high are None where nobody gave a range."""

    figure: str
    state: str | None
    year: int | None
    value: float
    low: float | None
    high: float | None
    unit: str
    source: str
    status: str
    note: str | None

    @property
    def remembered(self) -> bool:
        """Whether nobody read its source."""
        return self.status == "from memory"


def market_of(tables: Tables, good: Good, year: int, variant: Variant = AS_IT_IS) -> Market:
    """Close and price the market of a good in a year; InputError where it has none.

    Whether a balance can be trusted is asked of the tables as they are, not of a variant.
    """
    made = tables.closing(good, year)
    if variant.touches(good.codes, year):
        recorded = varied(tables.flows(good.codes, year), good.codes, year, variant)
        from accord.data.computed import closing_of

        made = closing_of(tables.closed_market(good, year, recorded))
    # A price is needed only where something is sold; nan would spread through sums of rows.
    price = np.nan_to_num(made.price, nan=0.0)
    market = Market(
        good=good.name,
        year=year,
        states=made.states,
        flows=price[:, None] * made.mass,
        mass=made.mass,
        producer_price=price,
        output=made.mass.sum(axis=1),
        production=made.production,
        passed_on=made.passed_on,
        clipped=made.clipped,
        adjusted=made.adjusted,
    )
    _lock(market)
    return market


def recorded_of(
    tables: Tables, codes: tuple[str, ...], year: int, variant: Variant = AS_IT_IS
) -> Recorded:
    """Read the recorded trade of some codes in a year."""
    flows = tables.flows(codes, year)
    if variant.of_trade:
        flows = varied(flows, codes, year, variant)
    recorded = Recorded(
        codes=codes,
        year=year,
        states=flows.states,
        value_usd=flows.value,
        mass_t=flows.mass,
        mass_as_recorded_t=flows.mass_as_recorded,
        adjusted=flows.adjusted,
    )
    _lock(recorded)
    return recorded


def _lock(columns: Market | Recorded) -> None:
    for name in columns.__dataclass_fields__:
        value = getattr(columns, name)
        if isinstance(value, np.ndarray):
            value.setflags(write=False)
