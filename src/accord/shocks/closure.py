"""Closure: a strait, canal, border station, pipeline or line can't be used, or only in part."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from accord.names import GoodName, Horizon, PassageName, Share
from accord.shocks.change import Change, PassageEffect, Size, chosen

if TYPE_CHECKING:
    from accord.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """Only `open_share` of what goes through the passages still does, or of the year they are open.

    The rest takes the next best way at its cost, as far as other ways have room; what has no way
    is not sold. `open_share` is 0 for a passage that is shut all year, 0.9 for five weeks shut.
    `takeover` is how much of that room can be used in the time: 0 where a stop comes overnight and
    everything that went that way stays where it is, 1 where there is time to reroute.
    """

    horizon: ClassVar[Horizon] = "short"

    kind: Literal["closure"]
    passages: tuple[PassageName, ...]  # closed together
    open_share: Share = 0.0  # what still passes, 0..1
    takeover: Share = 1.0  # how far other ways take over within the horizon, 0..1
    goods: tuple[GoodName, ...] = ()  # all goods of the case where none is named

    def change(self, world: "World", goods: tuple[str, ...]) -> Change:
        """Say which passages close for which goods; `solve` draws how far."""
        size = Size(magnitude=self.open_share, form="1 - x")
        return Change(
            passages=(
                PassageEffect(
                    goods=chosen(self.goods, goods),
                    close=self.passages,
                    size=size,
                    takeover=self.takeover,
                ),
            )
        )

    def __str__(self) -> str:
        """Say it in a sentence."""
        return f"{', '.join(self.passages)} closed; {self.open_share} still passes"
