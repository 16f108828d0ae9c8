"""Accession: candidates join the accord, and trade with its members gets cheaper."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from accord.names import GoodName, Horizon, Share, StateName
from accord.shocks.change import Change, LinkEffect, Membership, Size, between, chosen

if TYPE_CHECKING:
    from accord.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Accession:
    """Candidates join; real trade cost between them and `with` falls by a share, both ways.

    Nothing else changes. A cut saves real resources and can't save more than there are: it is
    capped at the good's margin between producer and buyer, and the capped draws are counted.
    """

    horizon: ClassVar[Horizon] = "long"

    kind: Literal["accession"]
    candidates: tuple[StateName, ...]  # who joins
    with_: tuple[StateName, ...]  # members whose trade with them gets cheaper
    cost_cut: Share  # share of the delivered price, 0..1
    goods: tuple[GoodName, ...] = ()  # all goods of the case where none is named

    def change(self, world: "World", goods: tuple[str, ...]) -> Change:
        """Say which links get cheaper and who counts as a member; `solve` draws by how much."""
        mask = between(world, self.candidates, self.with_)
        mask |= between(world, self.with_, self.candidates)
        size = Size(magnitude=self.cost_cut, form="1 - x", saves=True)
        joined = [state for name in self.candidates for state in world.expand(name)]
        return Change(
            links=tuple(
                LinkEffect(good=good, instrument="cost", mask=mask, size=size)
                for good in chosen(self.goods, goods)
            ),
            memberships=tuple(Membership(state=state) for state in joined),
        )

    def __str__(self) -> str:
        """Say it in a sentence."""
        return (
            f"{', '.join(self.candidates)} join; trade with {', '.join(self.with_)} "
            f"gets cheaper by {self.cost_cut}"
        )
