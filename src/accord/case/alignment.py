"""The poles that a case counts, and what binds a state to them: judgement, so the case's own.

Which states act as one pole, and how much a membership binds, nobody has measured: both stand in
the case file, weights as assumptions, where a reader can dispute them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from accord.names import Extra, RelationName, StateName, Within

Part = Annotated[float, Within(low=0, high=1)]
Lean = Annotated[float, Within(low=-1, high=1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bond:
    """What a membership, or a relation, binds a state to: a pole, by a weight."""

    to: str  # a bloc, or whatever ties are with: "CSTO", "EU", "TUR"
    pole: str  # a pole of the case
    weight: Extra  # of a full membership, 0 or more; a number or an assumption
    # this relation alone, in full; where unsaid members in full, others by `statuses`
    relation: RelationName | None = None
    parts: Mapping[str, Part] = field(default_factory=dict)  # other pole -> its part of the weight


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """The poles that a case counts, and what binds a state to them."""

    poles: Mapping[str, tuple[StateName, ...]]  # pole -> its states or blocs; no state in two
    states: tuple[StateName, ...] = ()  # whose ties the report shows; the candidates where unsaid
    lean: Mapping[str, Lean] = field(default_factory=dict)  # pole -> 1 on one side, -1 on the other
    bonds: tuple[Bond, ...] = ()  # memberships and relations that bind to a pole
    # relation -> which part of a membership it is: observer = 0.5
    statuses: Mapping[RelationName, Part] = field(default_factory=dict)
