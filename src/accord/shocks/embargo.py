"""Embargo: some states stop trading goods with others, and some of it gets through anyway."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from accord.names import Extra, GoodName, Horizon, Share, SourceName, StateName
from accord.shocks.change import Change, Instrument, LinkEffect, Size, between, chosen

if TYPE_CHECKING:
    from accord.world import World

Direction = Literal["imports", "exports", "both"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Embargo:
    """States `by` ban trade with states `on`; a share evades the ban, at a higher cost.

    Over each banned link `evasion` of today's flow still arrives at most, and what gets through
    pays `cost` x (1 + `evasion_cost`). What buyers would pay for it beyond that is the supplier's,
    who evades. `via` names the states that evasion runs
    through: it is said in the report and moves no number. `willing` names buyers that take what
    others ban, where who takes it is drawn (the reallocating model): half of what is dealt anew
    goes to them.
    """

    horizon: ClassVar[Horizon] = "short"

    kind: Literal["embargo"]
    by: tuple[StateName, ...]  # who bans
    on: tuple[StateName, ...]  # whose trade is banned
    evasion: Share  # share of the banned flow that still arrives, 0..1
    evasion_cost: Extra  # share by which evading costs more, 0 or more
    direction: Direction = "imports"  # imports: `by` stop buying from `on`
    goods: tuple[GoodName, ...] = ()  # all goods of the case where none is named
    via: tuple[StateName, ...] = ()  # through whom it is evaded
    via_gets: Share = 0.0  # part of the cost of evading that they earn, 0..1
    willing: tuple[StateName, ...] = ()  # who steps in for those who ban: an assumption
    willing_source: SourceName | None = None  # who says so: of the catalogue, or judgement

    def change(self, world: "World", goods: tuple[str, ...]) -> Change:
        """Say which links are banned; `solve` draws what gets through and at which cost."""
        mask = between(world, (), ())
        if self.direction in ("imports", "both"):
            mask = mask | between(world, self.on, self.by)
        if self.direction in ("exports", "both"):
            mask = mask | between(world, self.by, self.on)
        part = self.via_gets if self.via else 0.0
        burnt = Size(magnitude=self.evasion_cost, form="1 + x", part=part, rest=True)
        earned = Size(magnitude=self.evasion_cost, part=part)
        effects: tuple[tuple[Instrument, Size], ...] = (
            ("ration", Size(magnitude=self.evasion)),
            ("cost", burnt),
            *((("toll", earned),) if part != 0 else ()),
        )
        return Change(
            links=tuple(
                LinkEffect(
                    good=good,
                    instrument=instrument,
                    mask=mask,
                    size=size,
                    recipients=self.via,
                    willing=self.willing if instrument == "ration" else (),
                )
                for good in chosen(self.goods, goods)
                for instrument, size in effects
            )
        )

    def __str__(self) -> str:
        """Say it in a sentence."""
        what = {"imports": "buy nothing from", "exports": "sell nothing to"}
        verb = what.get(self.direction, "neither buy from nor sell to")
        via = f", through {', '.join(self.via)}" if self.via else ""
        steps_in = f"; {', '.join(self.willing)} willing to buy" if self.willing else ""
        return (
            f"{', '.join(self.by)} {verb} {', '.join(self.on)}; "
            f"{self.evasion} gets through{via} at {self.evasion_cost} more{steps_in}"
        )
