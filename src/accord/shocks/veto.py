"""Veto: states let no transit through, or only a part."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from accord.names import GoodName, Horizon, Share, StateName
from accord.shocks.change import Change, PassageEffect, Size, chosen

if TYPE_CHECKING:
    from accord.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Veto:
    """Nothing of others passes the territory of `by`: their own trade goes on.

    As with a closure, the rest takes the next best way as far as there is room, and time to
    use it.
    """

    horizon: ClassVar[Horizon] = "short"

    kind: Literal["veto"]
    by: tuple[StateName, ...]  # whose territory is shut to transit
    open_share: Share = 0.0  # what still passes, 0..1
    takeover: Share = 1.0  # how far other ways take over within the horizon, 0..1
    goods: tuple[GoodName, ...] = ()  # all goods of the case where none is named

    def change(self, world: "World", goods: tuple[str, ...]) -> Change:
        """Say whose transit is shut for which goods; `solve` draws how far."""
        size = Size(magnitude=self.open_share, form="1 - x")
        states = tuple(state for name in self.by for state in world.expand(name))
        return Change(
            passages=(
                PassageEffect(
                    goods=chosen(self.goods, goods),
                    avoid=states,
                    size=size,
                    takeover=self.takeover,
                ),
            )
        )

    def __str__(self) -> str:
        """Say it in a sentence."""
        return f"{', '.join(self.by)} shut to transit; {self.open_share} still passes"
