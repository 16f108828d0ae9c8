"""Quota: only so much may pass between some states."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from accord.names import Extra, GoodName, Horizon, StateName
from accord.shocks.change import Change, LinkEffect, Size, between

if TYPE_CHECKING:
    from accord.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """States `by` buy at most so much from states `on`, together, as a ratio to the World's year.

    Where it binds, its rent goes to `rent_to`: an importer that auctions licences, an exporter
    that is handed them.
    """

    horizon: ClassVar[Horizon] = "long"

    kind: Literal["quota"]
    by: tuple[StateName, ...]  # who limits what it buys
    on: tuple[StateName, ...]  # from whom
    good: GoodName  # one good of the case
    ratio: Extra  # the limit over today's trade
    rent_to: StateName  # who gets the rent

    def change(self, world: "World", goods: tuple[str, ...]) -> Change:
        """Say which links share the limit; `solve` draws it."""
        return Change(
            links=(
                LinkEffect(
                    good=self.good,
                    instrument="quota",
                    mask=between(world, self.on, self.by),
                    size=Size(magnitude=self.ratio),
                    recipients=(self.rent_to,),
                ),
            )
        )

    def __str__(self) -> str:
        """Say it in a sentence."""
        return (
            f"{', '.join(self.by)} buy at most {self.ratio} of today's {self.good} "
            f"from {', '.join(self.on)}; {self.rent_to} gets the rent"
        )
