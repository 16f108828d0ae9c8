"""Tariff: an importer taxes some of what it buys."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from accord.names import GoodName, Horizon, Magnitude, StateName, Within
from accord.shocks.change import Change, LinkEffect, Size, between, chosen

if TYPE_CHECKING:
    from accord.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Tariff:
    """States `by` raise their ad-valorem rate on goods from states `on`; the importer earns it.

    The baseline has no tariffs: energy and raw minerals enter nearly everywhere at or near zero.
    """

    horizon: ClassVar[Horizon] = "long"

    kind: Literal["tariff"]
    by: tuple[StateName, ...]  # the importers, who earn it
    on: tuple[StateName, ...]  # the suppliers taxed
    rate: Annotated[
        Magnitude, Within(low=-1, above=True)
    ]  # change of the rate, 0.1 for ten points; at least -1 with the old rate
    goods: tuple[GoodName, ...] = ()  # all goods of the case where none is named

    def change(self, world: "World", goods: tuple[str, ...]) -> Change:
        """Say which links are taxed; `solve` draws the rate."""
        mask = between(world, self.on, self.by)
        size = Size(magnitude=self.rate)
        return Change(
            links=tuple(
                LinkEffect(good=good, instrument="tariff", mask=mask, size=size)
                for good in chosen(self.goods, goods)
            )
        )

    def __str__(self) -> str:
        """Say it in a sentence."""
        return f"{', '.join(self.by)} tax goods from {', '.join(self.on)} by {self.rate}"
