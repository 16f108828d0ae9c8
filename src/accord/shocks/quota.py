"""Quota: only so much may pass between some states."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from accord.errors import InputError
from accord.names import Extra, GoodName, Horizon, Share, StateName
from accord.shocks.change import Change, LinkEffect, Size, between, mask_of

if TYPE_CHECKING:
    from accord.axes import Mask
    from accord.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """States `by` buy at most so much from states `on`, together.

    The limit is a ratio to today's trade between them, or a share of all that `by` import of the
    good today, in tonnes. Where it binds, its rent goes to `rent_to`: an importer that auctions
    licences, an exporter that is handed them. Who is exempt buys without limit, and isn't counted.
    """

    horizon: ClassVar[Horizon] = "long"

    kind: Literal["quota"]
    by: tuple[StateName, ...]  # who limits what it buys
    on: tuple[StateName, ...]  # from whom
    good: GoodName  # one good of the case
    rent_to: StateName  # who gets the rent
    ratio: Extra | None = None  # the limit over today's trade; or `share`
    share: Share | None = None  # the limit over today's imports of `by` from everybody, 0..1
    exempt: tuple[StateName, ...] = ()  # buyers among `by`, or suppliers among `on`, without limit

    def change(self, world: "World", goods: tuple[str, ...]) -> Change:
        """Say which links share the limit; `solve` draws it.

        Raises InputError where a share is of nothing that is traded today.
        """
        mask = between(world, self.on, self.by)
        spared = mask_of(world, self.exempt)
        mask &= ~spared[:, None] & ~spared[None, :]
        limit = Size(magnitude=self.ratio) if self.ratio is not None else self._share(mask, world)
        return Change(
            links=(
                LinkEffect(
                    good=self.good,
                    instrument="quota",
                    mask=mask,
                    size=limit,
                    recipients=(self.rent_to,),
                ),
            )
        )

    def _share(self, mask: "Mask", world: "World") -> Size:
        """Turn a share of imports into a ratio to what the links carry today."""
        priced = world.market_reason(self.good) is None
        mass = world.market(self.good).mass if priced else world.recorded(self.good).mass_t
        buyers = mask_of(world, self.by) & ~mask_of(world, self.exempt)
        imports = mass[:, buyers].sum() - mass.diagonal()[buyers].sum()
        limited = mass[mask].sum()
        if not limited > 0:
            raise InputError(
                f"{', '.join(self.by)} buy no {self.good} from {', '.join(self.on)} in "
                f"{world.year}: there is nothing to limit"
            )
        assert self.share is not None  # one of the two, as the case was checked
        return Size(magnitude=self.share, part=float(imports / limited))

    def __str__(self) -> str:
        """Say it in a sentence."""
        most = f"{self.ratio} of today's {self.good}"
        if self.ratio is None:
            most = f"{self.share} of their imports of {self.good}"
        spared = f" ({', '.join(self.exempt)} exempt)" if self.exempt else ""
        return (
            f"{', '.join(self.by)}{spared} buy at most {most} from {', '.join(self.on)}; "
            f"{self.rent_to} gets the rent"
        )
