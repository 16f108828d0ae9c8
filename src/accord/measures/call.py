"""A metric as a case asks for it: by name, with parameters; alone, or within another metric."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricCall:
    """A metric by name, with its parameters as an instance of the metric's own dataclass.

    Two calls that ask the same are equal and hash alike, whatever order their tables were written
    in: a call can be the key of what was read.
    """

    name: str
    parameters: Any

    def __hash__(self) -> int:
        """Hash by what is asked."""
        return hash((self.name, _key(self.parameters)))


@dataclass(frozen=True, slots=True)
class Fills:
    """In an annotation of a metric within a metric: the outer one fills in this parameter.

    So `of: Annotated[MetricCall, Fills("good")]` is written without `good`.
    """

    parameter: str


def _key(value: Any) -> Any:
    """Give a value that hashes as this one compares."""
    if isinstance(value, Mapping):
        return frozenset((name, _key(one)) for name, one in value.items())
    if isinstance(value, tuple | list):
        return tuple(_key(one) for one in value)
    if is_dataclass(value) and not isinstance(value, MetricCall):
        return (type(value), *(_key(getattr(value, f.name)) for f in fields(value)))
    return value
