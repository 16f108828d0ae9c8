"""What a metric declares, so that a case file can be checked before anything is solved."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from accord.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A metric's name, its parameters as a frozen dataclass, and the unit of its value."""

    name: str
    parameters: type[Any]
    unit: Callable[[Any, World], str]  # of a call's parameters; most ignore both arguments


@dataclass(frozen=True, slots=True)
class Fills:
    """In an annotation of a metric within a metric: the outer one fills in this parameter.

    So `of: Annotated[MetricCall, Fills("good")]` is written without `good`.
    """

    parameter: str


Signatures = Mapping[str, Signature]
