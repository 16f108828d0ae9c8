"""World: one frozen baseline year, made of the data's columns.

world = load(2023)
world.market("crude-oil").flows        (S, S) US$ at producer prices, domestic sales included
world.recorded("crude-oil", 2015)      what customs recorded, in value and mass
"""

from accord.world.columns import Estimate, Figure, Market, Recorded
from accord.world.trade import By, Names
from accord.world.variant import AS_IT_IS, Added, Variant
from accord.world.world import World, load, no_world

__all__ = [
    "AS_IT_IS",
    "Added",
    "By",
    "Estimate",
    "Figure",
    "Market",
    "Names",
    "Recorded",
    "Variant",
    "World",
    "load",
    "no_world",
]
