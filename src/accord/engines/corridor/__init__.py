"""Corridors: which way, through whom, how much fits, and what if somebody closes it.

load                  tables of columns -> Network
route, alternatives   the best way under vetoes and closures, and others that really differ
"""

from accord.engines.corridor.network import Network, load
from accord.engines.corridor.routes import Leg, Question, Route, alternatives, matrix, route

__all__ = ["Leg", "Network", "Question", "Route", "alternatives", "load", "matrix", "route"]
