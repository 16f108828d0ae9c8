"""accord: puts a strategic-partnership proposal to the test on real data.

>>> import accord
>>> case = accord.load_case("abraham-accords")
>>> case.title
'Azerbaijan and Kazakhstan join the Abraham Accords'

Names are imported when they are first asked for, so that `accord --help` is instant.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from accord.api.cases import load_case
    from accord.api.drafts import draft
    from accord.api.runs import Result, run
    from accord.api.tables import load_world
    from accord.case import Case
    from accord.data import Tables
    from accord.drafting import Draft
    from accord.errors import AccordError, CaseError
    from accord.solve import Outcome
    from accord.verdict import Verdict
    from accord.world import World

_WHERE = {
    "AccordError": "accord.errors",
    "Case": "accord.case",
    "CaseError": "accord.errors",
    "Outcome": "accord.solve",
    "Result": "accord.api.runs",
    "Tables": "accord.data",
    "Verdict": "accord.verdict",
    "World": "accord.world",
    "Draft": "accord.drafting",
    "draft": "accord.api.drafts",
    "load_case": "accord.api.cases",
    "load_world": "accord.api.tables",
    "run": "accord.api.runs",
}

__all__ = [
    "AccordError",
    "Case",
    "CaseError",
    "Draft",
    "Outcome",
    "Result",
    "Tables",
    "Verdict",
    "World",
    "__version__",
    "draft",
    "load_case",
    "load_world",
    "run",
]


def __getattr__(name: str) -> Any:
    """Import a public name on first use."""
    if name not in _WHERE:
        raise AttributeError(f"module 'accord' has no attribute '{name}'")
    return getattr(import_module(_WHERE[name]), name)


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
