"""Markets: models of one good in partial equilibrium, one sector in general equilibrium, and GSIM.

`MODELS` are the models of one good by name: they take the same arguments and give the same kind of
solution (`types`). `Groups` is how a shock falls on groups of links with one size each per draw.
"""

from collections.abc import Mapping
from types import MappingProxyType

from accord.axes import Groups
from accord.engines.market import partial, pooled, reallocating
from accord.engines.market.types import Arguments, MarketModel, MarketSolution

__all__ = ["MODELS", "Arguments", "Groups", "MarketModel", "MarketSolution"]

MODELS: Mapping[str, MarketModel] = MappingProxyType(
    {"partial": partial.solve, "pooled": pooled.solve, "reallocating": reallocating.solve}
)
