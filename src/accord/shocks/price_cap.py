"""Price cap: a state gets at most so much for a good."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from accord.names import GoodName, Horizon, Magnitude, StateName, Within
from accord.shocks.change import Change, Size, SupplierEffect, mask_of

if TYPE_CHECKING:
    from accord.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceCap:
    """A state is paid at most a ratio of today's price for all of its good.

    It supplies what it would at that price, and no more: a capacity of output x ratio^epsilon,
    whose rent, what buyers would pay beyond the cap, goes to `rent_to`. The cap holds for all of
    its sales; one that only some buyers observe is a quota or an embargo with evasion.
    """

    horizon: ClassVar[Horizon] = "short"

    kind: Literal["price-cap"]
    state: StateName  # whose price is capped
    good: GoodName  # one good of the case
    ratio: Annotated[Magnitude, Within(low=0, above=True)]  # the cap over today's producer price
    rent_to: StateName  # who pays no more than the cap: who keeps the difference

    def change(self, world: "World", goods: tuple[str, ...]) -> Change:
        """Say whose price is capped; `solve` draws the cap."""
        return Change(
            suppliers=(
                SupplierEffect(
                    good=self.good,
                    instrument="price-cap",
                    mask=mask_of(world, (self.state,)),
                    size=Size(magnitude=self.ratio),
                    recipients=(self.rent_to,),
                ),
            )
        )

    def __str__(self) -> str:
        """Say it in a sentence."""
        return f"{self.state} gets at most {self.ratio} of today's price for {self.good}"
