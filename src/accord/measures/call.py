"""A metric as a case asks for it: by name, with parameters; alone, or within another metric."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricCall:
    """A metric by name, with its parameters as an instance of the metric's own dataclass."""

    name: str
    parameters: Any


@dataclass(frozen=True, slots=True)
class Fills:
    """In an annotation of a metric within a metric: the outer one fills in this parameter.

    So `of: Annotated[MetricCall, Fills("good")]` is written without `good`.
    """

    parameter: str
