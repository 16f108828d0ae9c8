"""What a model of one good's market takes and gives: one set of types for all of them.

`partial` tells goods apart by origin, `pooled` doesn't, and `reallocating` has the pool's price and
says who takes what is displaced. Each takes flows and `Arguments` and gives a `MarketSolution`, so
that whoever asks need not know which model answers: a model that can't tell who sells to whom
raises `NotAnswered` there. `general` and `linear` answer other questions and stand alone.
"""

from typing import Literal, Protocol, Required, TypedDict, Unpack

from numpy.typing import ArrayLike

from accord.axes import Array, Mask, Places, StateLabels
from accord.engines.market.arguments import Linkwise, Shape

OnFailure = Literal["raise", "mark"]


class OnStates(TypedDict, total=False):
    """What every model reads; `partial.solve` says what the keywords mean."""

    demand: Required[ArrayLike]
    supply: Required[ArrayLike]
    keep: ArrayLike
    capacity: ArrayLike
    choke: ArrayLike
    labels: StateLabels | None


class OnLinks(TypedDict, total=False):
    """What is said of links: nothing to a pooled market."""

    cost: Linkwise
    iceberg: Linkwise
    weight: Linkwise
    ration: Linkwise
    toll: Linkwise
    tariff: Linkwise
    tariff_before: ArrayLike
    quota: Linkwise


class Arguments(OnStates, OnLinks, total=False):
    """The keywords of a market model; a pooled one needs no sigma."""

    sigma: Required[ArrayLike]


class MarketSolution(Protocol):
    """One good's market after a shock: D draws, S suppliers and B buyers as in the flows.

    Ratios are after / before; money is US$ a year, quantity in the unit of flows. In a draw that
    failed every number is nan.
    """

    @property
    def shape(self) -> Shape:
        """(S, B) of the flows."""
        ...

    @property
    def price(self) -> Array:
        """(D, S), the producer's price."""
        ...

    @property
    def price_index(self) -> Array:
        """(D, B), of what the buyer pays."""
        ...

    @property
    def consumer_surplus(self) -> Array:
        """(D, B), change."""
        ...

    @property
    def producer_surplus(self) -> Array:
        """(D, S), change, the rent of a capacity apart."""
        ...

    @property
    def quantity(self) -> Array:
        """(D, S), sold."""
        ...

    @property
    def revenue(self) -> Array:
        """(D, S), price * quantity, the rent of a capacity within it."""
        ...

    @property
    def spending(self) -> Array:
        """(D, B), at what buyers pay."""
        ...

    @property
    def capacity_rent(self) -> Array:
        """(D, S), where a capacity binds."""
        ...

    @property
    def unmet(self) -> Array:
        """(D, B), wanted at the choke price and not to be had."""
        ...

    @property
    def residual(self) -> Array:
        """(D,), max |ln demand - ln supply|."""
        ...

    @property
    def failed(self) -> Mask:
        """(D,), draws without equilibrium."""
        ...

    @property
    def why(self) -> str:
        """What stood in the way in the first draw that failed; only where one did."""
        ...

    def take(self, draws: Places) -> "MarketSolution":
        """Give these draws, in this order, one as often as it is named."""
        ...

    def quantity_on(self, links: Mask) -> Array:
        """Add up what arrives on some links: (S, B) to (D,), (N, S, B) to (D, N).

        Raises
        ------
        NotAnswered
            where the model doesn't determine who sells to whom
        """
        ...

    def bought_on(self, links: Mask) -> Array:
        """Add up what is bought on some links, a buyer's in all no more than it uses; as above."""
        ...

    def spending_on(self, links: Mask) -> Array:
        """Add up what buyers pay on some links, US$: (D,) or (D, N); NotAnswered as above."""
        ...

    def price_index_over(self, links: Mask) -> Array:
        """Give the price index of what each buyer buys over some links (S, B) alone: (D, B)."""
        ...

    def revenue_on(self, links: Mask) -> Array:
        """Add up what suppliers get on some links, rents of rations included, US$; as above."""
        ...


class MarketModel(Protocol):
    """Solves one good's market for all draws: `solve` of `partial`, `pooled`, `reallocating`."""

    def __call__(
        self, flows: ArrayLike, *, on_failure: OnFailure = "raise", **arguments: Unpack[Arguments]
    ) -> MarketSolution:
        """Solve; with on_failure "mark" a draw without equilibrium is marked, not raised."""
        ...
