"""New line: a pipeline, railway or terminal that is planned or idle comes into use."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from accord.names import GoodName, Horizon, PassageName, Share
from accord.shocks.change import Change, PassageEffect, Size, chosen

if TYPE_CHECKING:
    from accord.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLine:
    """Lines that don't run in the World's year do; trade takes them where they are cheaper."""

    horizon: ClassVar[Horizon] = "long"

    kind: Literal["new-line"]
    lines: tuple[PassageName, ...]  # proposed, under construction, or idle
    use: Share = 1.0  # share of the year, or of their capacity, in which they run
    goods: tuple[GoodName, ...] = ()  # all goods of the case where none is named

    def change(self, world: "World", goods: tuple[str, ...]) -> Change:
        """Say which lines come into use for which goods; `solve` draws how far."""
        return Change(
            passages=(
                PassageEffect(
                    goods=chosen(self.goods, goods),
                    open=self.lines,
                    size=Size(magnitude=self.use),
                ),
            )
        )

    def __str__(self) -> str:
        """Say it in a sentence."""
        return f"{', '.join(self.lines)} in use, {self.use} of the time"
