"""War: lines, passages or a state's transit are under fire, and what still passes pays for it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from accord.names import Extra, GoodName, Horizon, PassageName, Share, StateName
from accord.shocks.change import Change, PassageEffect, Size, chosen

if TYPE_CHECKING:
    from accord.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class War:
    """Of what goes by lines at war only `open_share` still does, and pays for the risk.

    The rest takes the next best way, as with a closure. What still passes pays `risk` on the
    delivered price, or takes the other way too where that is cheaper. The states' own trade goes
    on but for the lines that are named.
    """

    horizon: ClassVar[Horizon] = "short"

    kind: Literal["war"]
    passages: tuple[PassageName, ...] = ()  # lines, straits, ports under fire
    states: tuple[StateName, ...] = ()  # whose territory no transit passes unharmed
    open_share: Share = 0.0  # what still passes, 0..1
    risk: Extra = 0.0  # what it pays more, as insurance and escort, over the delivered price
    takeover: Share = 1.0  # how far other ways take over within the horizon, 0..1
    goods: tuple[GoodName, ...] = ()  # all goods of the case where none is named

    def change(self, world: "World", goods: tuple[str, ...]) -> Change:
        """Say what is under fire for which goods; `solve` draws how far."""
        return Change(
            passages=(
                PassageEffect(
                    goods=chosen(self.goods, goods),
                    close=self.passages,
                    avoid=tuple(state for name in self.states for state in world.expand(name)),
                    size=Size(magnitude=self.open_share, form="1 - x"),
                    takeover=self.takeover,
                    premium=self.risk,
                ),
            )
        )

    def __str__(self) -> str:
        """Say it in a sentence."""
        where = ", ".join((*self.passages, *self.states))
        return f"war on {where}; {self.open_share} still passes and pays {self.risk} more"
