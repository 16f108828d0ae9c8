"""What a reading says against itself, as evidence beside what the study knows of its cells."""

from collections.abc import Iterator

from accord.study.evidence import Effect, Evidence, Kind
from accord.verdict.metrics.registry import Reading
from accord.verdict.metrics.wording import some
from accord.world import Variant

NAMED = 12  # things that could not be read and are named


def reservations(reading: Reading) -> tuple[Evidence, ...]:
    """Give what a reading says against its own number."""
    return *_unread(reading), *_ranged(reading)


def _unread(reading: Reading) -> Iterator[Evidence]:
    """Say that a number could be higher, and by what."""
    if reading.endless:
        yield Evidence(
            kind=Kind.UNREAD,
            effect=Effect.WIDEN,
            says=f"no limit is known of {some(reading.endless, NAMED)}: read as what is known, "
            "and as without end",
        )
    if reading.unread:
        yield Evidence(
            kind=Kind.UNREAD,
            effect=Effect.WIDEN,
            says=f"{len(reading.unread)} of {reading.of} could not be read "
            f"({some(reading.unread, NAMED)}): counted as no, and as yes",
        )


def _ranged(reading: Reading) -> Iterator[Evidence]:
    """Say that a number, or what limits it, is published as a range, to be read at both ends."""
    if reading.span:
        yield Evidence(
            kind=Kind.RANGE, effect=Effect.WIDEN, says="published as a range: read at both ends"
        )
    if reading.ranged:
        yield Evidence(
            kind=Kind.RANGE,
            effect=Effect.WIDEN,
            says=f"room that is published as a range: {some(reading.ranged, NAMED)}",
            ends=(Variant(room="least"), Variant(room="most")),
        )
