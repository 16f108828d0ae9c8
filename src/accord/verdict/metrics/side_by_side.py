"""Metrics over several channels, which stand side by side and are never averaged."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

import numpy as np

from accord.axes import Array
from accord.draws import Draws
from accord.engines.security import Alignment, Balancing, balancing
from accord.measures.alignment import BALANCED_CHANNELS, LEADING_POLES, Leaders, OverChannels
from accord.study import Inquiry
from accord.verdict.metrics import wording
from accord.verdict.metrics.alignment import value_of
from accord.verdict.metrics.channels import Ties, likeness_of, ties_of
from accord.verdict.metrics.registry import Reading, Table, Untestable, implements
from accord.verdict.metrics.wording import own, sentence


def _side_by_side(p: OverChannels | Leaders, q: Inquiry, *, corrected: bool) -> "Channels":
    """Read several channels over the same poles."""
    if not p.channels:
        raise Untestable("no channel is named", "one or more of trade, transit, memberships, votes")
    ties = tuple(ties_of(one, p.state, q, year=p.year, width=p.width) for one in p.channels)
    return over_all(ties, [likeness_of(one, p.state, q) for one in ties] if corrected else ())


def over_all(ties: tuple[Ties, ...], likeness: Sequence[Array] = ()) -> "Channels":
    """Put channels over the same poles; corrected by the likeness of each one's where given."""
    spread_ = [one.spread(z) for one, z in zip_longest(ties, likeness)]
    names = tuple(dict.fromkeys(name for one in ties for name in one.poles))
    held = [
        replace(
            found,
            shares=_over(names, one.poles, found.shares),
            n1=found.n1 if found.n1z is None else found.n1z,
        )
        for one, found in zip(ties, spread_, strict=True)
    ]
    return Channels(poles=names, ties=ties, found=tuple(held))


@dataclass(frozen=True, slots=True, kw_only=True)
class Channels:
    """Channels of one state, side by side over the same poles."""

    poles: tuple[str, ...]
    ties: tuple[Ties, ...]
    found: tuple[Alignment, ...]

    def balance(self, least: float = 2.0) -> Balancing:
        """Say which are spread over so many effective poles, and which pole leads in each."""
        return balancing(self.found, least=least)

    def reading(self, values: Array, text: str, finding: str) -> Reading:
        """Show every channel with its own number; none is averaged into another."""
        rows = []
        for ties, found in zip(self.ties, self.found, strict=True):
            share = Draws(np.atleast_2d(np.nan_to_num(found.shares))).median()
            low, middle, high = Draws(np.atleast_1d(found.n1)).band()
            top = int(share.argmax())
            rows.append(
                (
                    ties.channel,
                    ties.year,
                    float(middle),
                    float(low),
                    float(high),
                    self.poles[top],
                    float(share[top]),
                )
            )
        return Reading(
            values=value_of(values),
            text=text,
            finding=sentence(finding),
            sources=tuple(dict.fromkeys(s for one in self.ties for s in one.sources)),
            year=min(one.year for one in self.ties),
            table=Table(
                caption="each channel by itself",
                columns=(
                    ("channel", ""),
                    ("year", ""),
                    ("effective poles", "count"),
                    ("low", "count"),
                    ("high", "count"),
                    ("leading pole", ""),
                    ("its share", "share"),
                ),
                rows=tuple(rows),
            ),
            notes=tuple(dict.fromkeys(note for one in self.ties for note in one.notes)),
            remembered=all(one.remembered for one in self.ties),
        )


def _over(names: tuple[str, ...], had: tuple[str, ...], share: Array) -> Array:
    """Put shares over more poles: (..., P); nan for one that the channel does not count."""
    wide = np.full((*share.shape[:-1], len(names)), np.nan)
    wide[..., [names.index(name) for name in had]] = share
    return wide


@implements(BALANCED_CHANNELS)
def balanced_channels(p: OverChannels, q: Inquiry) -> Reading:
    """Count the channels that are spread."""
    if not p.least > 1:
        raise Untestable(f"least is {p.least:g} effective poles: one pole is no balance")
    several = _side_by_side(p, q, corrected=p.corrected)
    who, of = wording.states(p.state, q.world), len(p.channels)
    return several.reading(
        several.balance(p.least).balanced,
        f"channels in which {who} is spread over {p.least:g} effective poles or more",
        f"in {{value}} of {of} channels {own(who)} ties are spread over {p.least:g} effective "
        "poles or more.",
    )


@implements(LEADING_POLES)
def leading_poles(p: Leaders, q: Inquiry) -> Reading:
    """Count the poles that lead in any channel."""
    several = _side_by_side(p, q, corrected=False)
    who, of = wording.states(p.state, q.world), len(p.channels)
    return several.reading(
        several.balance().leaders,
        f"different poles that lead in {own(who)} {of} channels",
        f"{{value}} different poles lead in {of} channels of {who}.",
    )
