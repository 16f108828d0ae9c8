"""The tables of a case's poles: ties of each state by channel, and what accession changes."""

from collections.abc import Iterator

import numpy as np

from accord.axes import Array
from accord.draws import Draws
from accord.measures.alignment import CHANNELS, WIDTHS, Channel, Width
from accord.names import StateName
from accord.result.alignment import (
    Alignment,
    NotRead,
    PoleChannel,
    PolesChanged,
    StateTies,
    Toward,
)
from accord.result.made.markets import band
from accord.result.market import Interval
from accord.shocks import Accession
from accord.study import Inquiry, Study
from accord.verdict.metrics import Untestable
from accord.verdict.metrics.accession_ties import memberships_change, trade_change
from accord.verdict.metrics.channels import Ties, likeness_of, ties_of
from accord.verdict.metrics.side_by_side import over_all

KERNELS: dict[Channel, tuple[Width, ...]] = {"votes": WIDTHS}  # both are shown, always
ONE: tuple[Width, ...] = ("sd",)


def alignment(study: Study) -> Alignment | None:
    """Read every channel of the states that the case shows; None where it has no poles."""
    case = study.case
    if case.alignment is None:
        return None
    q = study.inquire()
    return Alignment(
        poles={name: tuple(states) for name, states in case.alignment.poles.items()},
        lean=dict(case.alignment.lean),
        states=tuple(_state(state, q) for state in case.aligned),
    )


def _state(state: StateName, q: Inquiry) -> StateTies:
    """Read a state's channels, and say why of those that can't be read."""
    read: list[tuple[Ties, Width | None]] = []
    not_read = []
    for channel in CHANNELS:
        widths = KERNELS.get(channel, ONE)
        try:
            read += [
                (ties_of(channel, state, q, width=width), width if channel in KERNELS else None)
                for width in widths
            ]
        except Untestable as no:
            not_read.append(NotRead(channel=channel, reason=no.reason))
    first = {ties.channel: ties for ties, width in read if width in (None, "sd")}
    found = over_all(tuple(first.values())).balance() if first else None
    return StateTies(
        state=state,
        channels=tuple(_channel(ties, width, state, q) for ties, width in read),
        not_read=tuple(not_read),
        balanced=float(Draws(np.atleast_1d(found.balanced)).median()) if found else 0.0,
        leaders=float(Draws(np.atleast_1d(found.leaders)).median()) if found else 0.0,
        changes=tuple(_changes(state, q)),
    )


def _interval(values: Array) -> Interval:
    return band(np.atleast_1d(values))


def _channel(ties: Ties, width: Width | None, state: StateName, q: Inquiry) -> PoleChannel:
    aligned = q.case.alignment
    assert aligned
    found = ties.spread()
    share = np.atleast_2d(found.shares)
    try:
        corrected = ties.spread(likeness_of(ties, state, q)).n1z
    except Untestable:
        corrected = None
    return PoleChannel(
        channel=ties.channel,
        width=width,
        year=ties.year,
        leading=ties.poles[int(Draws(share).median().argmax())],
        poles=tuple(
            Toward(pole=pole, share=_interval(share[:, at])) for at, pole in enumerate(ties.poles)
        ),
        effective=_interval(found.n1),
        corrected=None if corrected is None else _interval(corrected),
        lean=_interval(ties.lean(aligned.lean)) if aligned.lean else None,
        coverage=ties.coverage,
        sources=ties.sources,
        notes=ties.notes,
    )


def _changes(state: StateName, q: Inquiry) -> Iterator[PolesChanged]:
    """Say what the case's scenarios of accession, and of nothing else, change."""
    for name in q.case.scenarios:
        shocks = q.case.scenario(name).shocks
        joining = [shock for shock in shocks if isinstance(shock, Accession)]
        if len(joining) < len(shocks) or not any(state in shock.candidates for shock in joining):
            continue
        for channel, changed in (("memberships", memberships_change), ("trade", trade_change)):
            try:
                found = changed(state, name, q, None)
            except Untestable:
                continue
            yield PolesChanged(
                scenario=name, channel=channel, change=_interval(found.after.n1 - found.before.n1)
            )
