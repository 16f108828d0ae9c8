"""Toll: somebody charges for passage."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from accord.names import Extra, GoodName, Horizon, StateName
from accord.shocks.change import Change, LinkEffect, Size, between, chosen

if TYPE_CHECKING:
    from accord.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """Goods from `suppliers` to `buyers` pay a toll, a share of the baseline producer price."""

    horizon: ClassVar[Horizon] = "long"

    kind: Literal["toll"]
    to: StateName  # who gets the money
    suppliers: tuple[StateName, ...]  # whose goods pay
    buyers: tuple[StateName, ...]  # on the way to whom
    share: Extra  # of the producer price of the World's year, 0 or more
    goods: tuple[GoodName, ...] = ()  # all goods of the case where none is named

    def change(self, world: "World", goods: tuple[str, ...]) -> Change:
        """Say which links pay; `solve` draws how much."""
        mask = between(world, self.suppliers, self.buyers)
        size = Size(magnitude=self.share)
        return Change(
            links=tuple(
                LinkEffect(
                    good=good, instrument="toll", mask=mask, size=size, recipients=(self.to,)
                )
                for good in chosen(self.goods, goods)
            )
        )

    def __str__(self) -> str:
        """Say it in a sentence."""
        links = f"{', '.join(self.suppliers)} to {', '.join(self.buyers)}"
        return f"{self.to} takes a toll of {self.share} of the price on {links}"
