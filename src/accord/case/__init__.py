"""Case: a proposal in a TOML file becomes scenarios, assumptions and claims, or faults.

`read` gives a `Case` or raises `CaseError` with all faults at once; `shipped` names the cases
that come with the package. Names are imported when they are first asked for: whoever lists the
metrics or writes a template doesn't wait for tables and validators.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from accord.case.find import cases_in, shipped
    from accord.case.json_schema import schema
    from accord.case.model import Case
    from accord.case.reader import parse, read
    from accord.case.template import new

_WHERE = {
    "Case": "model",
    "cases_in": "find",
    "new": "template",
    "parse": "reader",
    "read": "reader",
    "schema": "json_schema",
    "shipped": "find",
}

__all__ = ["Case", "cases_in", "new", "parse", "read", "schema", "shipped"]


def __getattr__(name: str) -> Any:
    """Import a name of the room on first use."""
    if name not in _WHERE:
        raise AttributeError(f"module 'accord.case' has no attribute '{name}'")
    return getattr(import_module(f"accord.case.{_WHERE[name]}"), name)
