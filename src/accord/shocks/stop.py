"""Stop: an order of an office shuts passages for some days of the year."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from accord.names import DAYS_A_YEAR, Days, GoodName, Horizon, PassageName, Share
from accord.shocks.change import Change, PassageEffect, Size, chosen

if TYPE_CHECKING:
    from accord.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """Passages are shut for `days` of the year: an inspection, a storm, a court's order.

    A closure whose size is a length of time; as with a closure, what can't pass takes the next best
    way as far as there is room, and time to use it.
    """

    horizon: ClassVar[Horizon] = "short"

    kind: Literal["stop"]
    passages: tuple[PassageName, ...]  # shut together
    days: Days  # of the year, 0 to 365
    takeover: Share = 1.0  # how far other ways take over in the time, 0..1
    goods: tuple[GoodName, ...] = ()  # all goods of the case where none is named

    def change(self, world: "World", goods: tuple[str, ...]) -> Change:
        """Say which passages are shut for which goods; `solve` draws how long."""
        return Change(
            passages=(
                PassageEffect(
                    goods=chosen(self.goods, goods),
                    close=self.passages,
                    size=Size(magnitude=self.days, part=1 / DAYS_A_YEAR),
                    takeover=self.takeover,
                ),
            )
        )

    def __str__(self) -> str:
        """Say it in a sentence."""
        return f"{', '.join(self.passages)} shut for {self.days} days of the year"
