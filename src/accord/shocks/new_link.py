"""New link: states trade that did not."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from accord.errors import InputError
from accord.names import GoodName, Horizon, Share, StateName
from accord.shocks.change import Change, LinkEffect, Size, between

if TYPE_CHECKING:
    from accord.world import World

NEXT_TO_NOTHING = 1e-3  # of the buyer's spending: what re-exports leave between almost any two


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLink:
    """A buyer gets a taste for a supplier that it did not buy from.

    A link that is zero today stays zero under constant elasticities, so the share that it would
    have at today's prices has to be said: the seed. It is an assumption, never a finding.
    """

    horizon: ClassVar[Horizon] = "long"

    kind: Literal["new-link"]
    supplier: StateName  # a state, not a bloc
    buyer: StateName  # a state, not a bloc
    good: GoodName  # one good of the case
    seed: Share  # of what the buyer spends on the good, at today's prices

    def change(self, world: "World", goods: tuple[str, ...]) -> Change:
        """Say which link opens; `solve` draws its seed.

        Raises InputError where the two trade already: `freight` or `embargo` changes such a link.
        """
        mask = between(world, (self.supplier,), (self.buyer,))
        flows = world.market(self.good).flows
        today, spent = flows[mask].sum(), flows[:, mask.any(axis=0)].sum()
        if today > NEXT_TO_NOTHING * spent:
            raise InputError(
                f"{self.supplier} sells {self.buyer} {self.good} for US$ {today:,.0f} in "
                f"{world.year} already; a new-link needs two that do not trade"
            )
        return Change(
            links=(
                LinkEffect(
                    good=self.good,
                    instrument="seed",
                    mask=mask,
                    size=Size(magnitude=self.seed),
                ),
            )
        )

    def __str__(self) -> str:
        """Say it in a sentence."""
        return f"{self.buyer} buys {self.good} from {self.supplier}, {self.seed} at today's prices"
