"""What was read off a clause, and what a rule of binding gives for it."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from accord.drafting.likely import Likely
from accord.drafting.numbers import Number
from accord.drafting.roles import Roles

GAP = "?"
Parameters = dict[str, Any]
HYPOTHETICAL = re.compile(r"\b(would|could|will|may|might|if)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """What was read off one clause."""

    text: str
    kind: str
    likely: Likely
    roles: Roles
    numbers: Sequence[Number]
    years: Sequence[int]
    accord: str | None  # the bloc that the text proposes to join
    candidates: Sequence[str]


Rule = Callable[[Clause], Iterator[tuple[str, Parameters]]]


def good_of(clause: Clause) -> str:
    """Give the first good that a clause names, else a gap."""
    return clause.roles.goods[0] if clause.roles.goods else GAP


def goods_of(clause: Clause) -> list[str]:
    """Give all goods that a clause names, else a gap."""
    return clause.roles.goods or [GAP]
