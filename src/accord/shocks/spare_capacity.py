"""Spare capacity: a producer brings idle capacity or stocks to the market."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from accord.names import Extra, GoodName, Horizon, StateName
from accord.shocks.change import Change, Size, SupplierEffect, mask_of

if TYPE_CHECKING:
    from accord.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class SpareCapacity:
    """A state sells more of a good at every price: idle wells, or stocks that are released."""

    horizon: ClassVar[Horizon] = "short"

    kind: Literal["spare-capacity"]
    state: StateName  # who has it
    good: GoodName  # one good of the case
    share: Extra  # of today's output, on top

    def change(self, world: "World", goods: tuple[str, ...]) -> Change:
        """Say whose supply grows; `solve` draws by how much."""
        size = Size(magnitude=self.share, form="1 + x")
        mask = mask_of(world, (self.state,))
        return Change(
            suppliers=(SupplierEffect(good=self.good, instrument="keep", mask=mask, size=size),)
        )

    def __str__(self) -> str:
        """Say it in a sentence."""
        return f"{self.state} sells {self.share} more of its {self.good}"
