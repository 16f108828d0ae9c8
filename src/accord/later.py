"""Modules that are imported when something of them is first asked for.

Most commands list, check or explain, and never compute: numpy, polars and the readers of tables
would be half of what they do. `np` and `pl` stand for the two libraries in modules that such
commands import as well; a module of accord is put off in the same way:

    if TYPE_CHECKING:
        from accord.data import balance
    else:
        balance = Later("accord.data.balance")
"""

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

__all__ = ["Later", "np", "pl"]


class Later(ModuleType):
    """Stands for a module, which is imported when a name of it is first asked for."""

    def __getattr__(self, name: str) -> Any:
        """Give what the module has under the name."""
        module = self.__dict__.get("_module")
        if module is None:  # looking it up again at every name is a percent of a run
            module = self.__dict__["_module"] = import_module(self.__name__)
        return getattr(module, name)


if TYPE_CHECKING:
    import numpy as np
    import polars as pl
else:
    np, pl = Later("numpy"), Later("polars")
