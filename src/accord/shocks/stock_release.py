"""Stock release: states sell from what they have in store, so much a day for so many days."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, get_args

from accord.errors import InputError
from accord.later import np
from accord.names import GoodName, Horizon, Magnitude, StateName, Within
from accord.shocks.change import Change, Size, SupplierEffect, mask_of

if TYPE_CHECKING:
    from accord.world import World

Unit = Literal["Mb/d", "kb/d", "Mt/a", "kt/a", "t/a", "bcm/a", "mcm/d"]
YEAR = 365  # days


@dataclass(frozen=True, slots=True, kw_only=True)
class StockRelease:
    """States `by` bring so much a day to the market from their stocks, for so many days of a year.

    What was stored is what they bought: it adds to the supply of the good of each origin in
    proportion to what they buy from it today, their own included. They get what it sells for, less
    what it is worth today, since it has to be bought back.
    """

    horizon: ClassVar[Horizon] = "short"

    kind: Literal["stock-release"]
    by: tuple[StateName, ...]  # who releases, together
    good: GoodName  # one good of the case
    rate: Annotated[Magnitude, Within(low=0, units=get_args(Unit))]  # how much, in `unit`
    days: Annotated[Magnitude, Within(low=0, high=YEAR, units=("days",))]  # for how long
    unit: Unit = "Mb/d"  # of the rate, and of an assumption that stands for it

    def change(self, world: "World", goods: tuple[str, ...]) -> Change:
        """Say whose supply grows by what part; `solve` draws rate and days.

        Raises InputError where they buy none of the good, so that nobody knows what is stored.
        """
        market = world.market(self.good)
        bought = market.mass[:, mask_of(world, self.by)].sum(axis=1)
        if not bought.any():
            raise InputError(
                f"{', '.join(self.by)} use no {self.good} in {world.year}: of which origin their "
                "stocks are is not known"
            )
        a_day = world.tonnes_in(self.unit) / YEAR
        output = np.where(market.output > 0, market.output, np.inf)
        return Change(
            suppliers=(
                SupplierEffect(
                    good=self.good,
                    instrument="stock",
                    mask=bought > 0,
                    size=Size(magnitude=self.rate, part=self.days),
                    recipients=self.by,
                    weight=a_day * bought / bought.sum() / output,
                ),
            )
        )

    def __str__(self) -> str:
        """Say it in a sentence."""
        return (
            f"{', '.join(self.by)} release {self.rate} {self.unit} of {self.good} from stocks for "
            f"{self.days} days"
        )
