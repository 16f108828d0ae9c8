"""Specific tariff: an importer takes an amount on each unit, whatever its price."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from accord.names import Extra, GoodName, Horizon, StateName
from accord.shocks.change import Change, LinkEffect, Size, between, chosen

if TYPE_CHECKING:
    from accord.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecificTariff:
    """Each of `by` takes an amount on every unit from `on`, and keeps what it takes."""

    horizon: ClassVar[Horizon] = "long"

    kind: Literal["specific-tariff"]
    by: tuple[StateName, ...]  # who taxes
    on: tuple[StateName, ...]  # whose goods
    share: Extra  # the amount over the producer price of the World's year
    goods: tuple[GoodName, ...] = ()  # all goods of the case where none is named

    def change(self, world: "World", goods: tuple[str, ...]) -> Change:
        """Say which links pay whom; `solve` draws how much."""
        size = Size(magnitude=self.share)
        importers = [state for name in self.by for state in world.expand(name)]
        return Change(
            links=tuple(
                LinkEffect(
                    good=good,
                    instrument="toll",
                    mask=between(world, self.on, (importer,)),
                    size=size,
                    recipients=(importer,),
                )
                for good in chosen(self.goods, goods)
                for importer in importers
            )
        )

    def __str__(self) -> str:
        """Say it in a sentence."""
        return (
            f"{', '.join(self.by)} take {self.share} of today's price on each unit "
            f"from {', '.join(self.on)}"
        )
