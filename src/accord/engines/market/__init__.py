"""Markets: one good in partial equilibrium, one sector in general equilibrium, and GSIM.

`Groups` is how a shock falls on groups of links with one size each per draw.
"""

from accord.axes import Groups

__all__ = ["Groups"]
