"""How a result is made: of verdicts, outcomes, and what they rest on.

Names are imported when they are first asked for: what one claim says needs no tables of scenarios.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from accord.result.made.claim import answer
    from accord.result.made.run import document

_WHERE = {"answer": "claim", "document": "run"}

__all__ = ["answer", "document"]


def __getattr__(name: str) -> Any:
    """Import a name on first use."""
    if name not in _WHERE:
        raise AttributeError(f"module 'accord.result.made' has no attribute '{name}'")
    return getattr(import_module(f"accord.result.made.{_WHERE[name]}"), name)
