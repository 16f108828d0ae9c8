"""Freight: carrying some goods gets dearer or cheaper."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from accord.names import GoodName, Horizon, Magnitude, StateName, Within
from accord.shocks.change import Change, LinkEffect, Size, between, chosen

if TYPE_CHECKING:
    from accord.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Freight:
    """The real cost of trade from `suppliers` to `buyers` changes; nobody receives it."""

    horizon: ClassVar[Horizon] = "long"

    kind: Literal["freight"]
    suppliers: tuple[StateName, ...]  # whose goods are carried
    buyers: tuple[StateName, ...]  # to whom
    change_of_cost: Annotated[Magnitude, Within(low=-1, above=True)]  # of the delivered price
    goods: tuple[GoodName, ...] = ()  # all goods of the case where none is named

    def change(self, world: "World", goods: tuple[str, ...]) -> Change:
        """Say which links get dearer or cheaper; `solve` draws by how much."""
        mask = between(world, self.suppliers, self.buyers)
        size = Size(magnitude=self.change_of_cost, form="1 + x")
        return Change(
            links=tuple(
                LinkEffect(good=good, instrument="cost", mask=mask, size=size)
                for good in chosen(self.goods, goods)
            )
        )

    def __str__(self) -> str:
        """Say it in a sentence."""
        links = f"{', '.join(self.suppliers)} to {', '.join(self.buyers)}"
        return f"real cost on {links} changes by {self.change_of_cost}"
