"""Capacity: a state's output is capped."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from accord.names import Extra, GoodName, Horizon, StateName
from accord.shocks.change import Change, Size, SupplierEffect, mask_of

if TYPE_CHECKING:
    from accord.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """A state can produce at most so much of a good, as a ratio to the World's year."""

    horizon: ClassVar[Horizon] = "short"

    kind: Literal["capacity"]
    state: StateName  # whose output is capped
    good: GoodName  # one good of the case
    ratio: Extra  # the cap over today's output, 0 or more
    rent_to: StateName | None = None  # who gets the rent of the cap; the supplier where unsaid

    def change(self, world: "World", goods: tuple[str, ...]) -> Change:
        """Say whose output is capped; `solve` draws the cap."""
        return Change(
            suppliers=(
                SupplierEffect(
                    good=self.good,
                    instrument="capacity",
                    mask=mask_of(world, (self.state,)),
                    size=Size(magnitude=self.ratio),
                    recipients=(self.rent_to,) if self.rent_to else (),
                ),
            )
        )

    def __str__(self) -> str:
        """Say it in a sentence."""
        return f"{self.state} produces at most {self.ratio} of today's {self.good}"
