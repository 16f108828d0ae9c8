"""What a metric declares: its name, unit, formula and parameters, as data.

A case names a metric and is checked against what stands here; `verdict` has the function that reads
it. So a case is read, drafted and documented without a verdict in sight.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, is_dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args, get_type_hints

from accord.measures.needs import Need
from accord.measures.plural import Plural
from accord.names import Reads, StateName

if TYPE_CHECKING:  # a World is heavy to import, and whoever passes one has imported it
    from accord.world import World

Unit = Literal[
    "share",  # 0..1
    "points",  # one share less another
    "usd",
    "usd_per_t",
    "t",
    "t_per_year",
    "km",
    "hours",
    "days",
    "ratio",
    "count",
    "yes",  # 1 or 0
    "date",
    "percent",  # of N-1 alone
]
Engine = Literal["facts", "security", "market", "corridor", "alignment", "coalition"]
UnitOf = Callable[[Any, "World"], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A metric as data.

    unit : of its values, or a function of a call's parameters and the World that gives it
    engine : what has to be there to read it
    method : who defined it, "" where it is arithmetic
    parameters : a frozen dataclass, whose fields are the keys of a call in the case file
    needs : what must be so of the parameters or of the case, or there is nothing to read
    blocs : what a bloc or region stands for in each parameter that takes a state
    part : a share is of a whole, a chance or an index: it lies between 0 and 1, as a change needn't
    reads : what it reads of a market, which says by which model; None where it reads none, or says
        itself by which
    """

    name: str
    unit: Unit | UnitOf
    engine: Engine
    formula: str
    parameters: type[Any]
    doc: str
    method: str = ""
    needs: tuple[Need, ...] = ()
    blocs: Mapping[str, Plural] = field(default_factory=dict)
    part: bool = False
    reads: Reads | None = None

    def takes(self, parameter: str) -> bool:
        """Whether a call may say a parameter of this name."""
        return parameter in self.parameters.__dataclass_fields__

    def unit_of(self, parameters: Any, world: "World") -> str:
        """Give the unit of the value that a call with these parameters has."""
        return self.unit(parameters, world) if callable(self.unit) else self.unit

    def ends(self, unit: str) -> tuple[float, float] | None:
        """Give the least and the greatest value that there can be; None where there are none."""
        if unit == "points":
            return (-1.0, 1.0)
        return (0.0, 1.0) if self.part and unit in ("share", "ratio") else None


_MEASURES: dict[str, Measure] = {}


def declare(
    name: str,
    parameters: type[Any],
    *,
    unit: Unit | UnitOf,
    engine: Engine,
    formula: str,
    doc: str,
    method: str = "",
    needs: tuple[Need, ...] = (),
    blocs: Mapping[str, Plural] | None = None,
    part: bool = False,
    reads: Reads | None = None,
) -> Measure:
    """Declare a metric.

    Raises ValueError where the name is taken, the parameters are no dataclass, the unit is none
    of the closed list, a need is of a parameter that there isn't, or nothing says what a bloc
    stands for in a parameter that takes a state.
    """
    if name in _MEASURES:
        raise ValueError(f'there is a metric "{name}" already')
    if not is_dataclass(parameters):
        raise ValueError(f"the parameters of {name} are no dataclass")
    if not callable(unit) and unit not in get_args(Unit):
        raise ValueError(f'"{unit}" of {name} is no unit; there are {", ".join(get_args(Unit))}')
    if strange := {n.of for n in needs if n.of} - set(parameters.__dataclass_fields__):
        raise ValueError(f"{name} has no parameter {', '.join(sorted(strange))} to need a thing of")
    if strange := set(blocs or {}) - set(parameters.__dataclass_fields__):
        raise ValueError(f"{name} has no parameter {', '.join(sorted(strange))} that takes a bloc")
    if unsaid := of_states(parameters) - set(blocs or {}):
        raise ValueError(f"{name} says not what a bloc is as its {', '.join(sorted(unsaid))}")
    _MEASURES[name] = Measure(
        name=name,
        unit=unit,
        engine=engine,
        formula=formula,
        parameters=parameters,
        doc=_dedented(doc),
        method=method,
        needs=needs,
        blocs=dict(blocs or {}),
        part=part,
        reads=reads,
    )
    return _MEASURES[name]


def measures() -> Mapping[str, Measure]:
    """Give all metrics by name, in the order of the alphabet."""
    return dict(sorted(_MEASURES.items()))


def of_states(parameters: type[Any]) -> set[str]:
    """Name the parameters that take a state, alone, in a list or as a key."""
    return {name for name, kind in get_type_hints(parameters).items() if _holds_a_state(kind)}


def _holds_a_state(kind: Any) -> bool:
    return kind is StateName or any(map(_holds_a_state, get_args(kind)))


def _dedented(doc: str) -> str:
    """Take the indentation off the lines after the first."""
    return "\n".join(line.strip() for line in doc.strip().split("\n"))
