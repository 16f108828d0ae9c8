"""Lost supply: a state sells only part of what it did."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from accord.names import GoodName, Horizon, Share, StateName
from accord.shocks.change import Change, Size, SupplierEffect, mask_of

if TYPE_CHECKING:
    from accord.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class LostSupply:
    """A state sells only part of what it did of a good at every price, or nothing."""

    horizon: ClassVar[Horizon] = "short"

    kind: Literal["lost-supply"]
    state: StateName  # whose supply is lost
    good: GoodName  # one good of the case
    share: Share  # lost, 0..1

    def change(self, world: "World", goods: tuple[str, ...]) -> Change:
        """Say whose supply shrinks; `solve` draws by how much."""
        size = Size(magnitude=self.share, form="1 - x")
        mask = mask_of(world, (self.state,))
        return Change(
            suppliers=(SupplierEffect(good=self.good, instrument="keep", mask=mask, size=size),)
        )

    def __str__(self) -> str:
        """Say it in a sentence."""
        return f"{self.state} loses {self.share} of its {self.good}"
