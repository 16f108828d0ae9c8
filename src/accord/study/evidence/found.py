"""What was found against a number: its kind, its effect, a sentence, and where that is from."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, IntEnum

from accord.world import Variant, World
from accord.world.naming import listed, plain, said


class Kind(IntEnum):
    """The kinds, in the order in which one of several is named as the reason."""

    HOLE = 1
    REPAIRED = 2
    SMALL_BASE = 3
    UNREAD = 4
    IN_FORCE = 5
    UNTOUCHED = 6
    CONSTRUCTION = 7
    IGNORANCE = 8
    ON_THE_LINE = 9
    OLD = 10
    DISAGREE = 11
    FAR_OUTSIDE = 12
    EXPORTS_ONLY = 13
    MODELS = 14
    OWN_ROWS = 15
    RANGE = 16


class Effect(Enum):
    """What a finding does to a verdict."""

    REFUSE = "refuse"  # untestable
    WIDEN = "widen"  # judged at every combination of the ends
    CAP = "cap"  # supported and contradicted become depends
    NOTE = "note"  # said, changes nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One thing that is known against a number.

    ends : how else the World can be read, where the number is widened
    sources : keys of the catalogue
    remembered : whether nobody read its source
    """

    kind: Kind
    effect: Effect
    says: str
    sources: tuple[str, ...] = ()
    remembered: bool = False
    ends: tuple[Variant, ...] = ()


def worst(found: Iterable[Evidence]) -> Evidence | None:
    """Give the finding that is named as the reason: the first in the order of kinds that counts."""
    counting = [one for one in found if one.effect is not Effect.NOTE]
    return min(counting, key=lambda one: one.kind, default=None)


def states(names: str, world: World) -> str:
    """Name the states and blocs of a table's cell, which has blanks between."""
    return listed(said(name, world) for name in names.split())


def in_words(good: str) -> str:
    """Say a good's name as people write it: crude oil, LNG."""
    return plain(good)
