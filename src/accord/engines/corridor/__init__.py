"""Corridors: which way, through whom, how much fits, and what if somebody closes it.

load                  tables of columns -> Network
route, alternatives   the best way under vetoes and closures, and others that really differ
matrix                the same between all pairs of places
capacity              several goods at once over limited edges and ports
cut                   the fewest states or passages that cut a supply
closure               what a closure takes and what other ways give back
exposure, over_years  how much of a trade must pass a state or passage
replay                what was shut on a day
"""

from accord.engines.corridor.capacities import Carried, Demand, Flows, capacity
from accord.engines.corridor.closures import Closure, closure
from accord.engines.corridor.cuts import cut
from accord.engines.corridor.exposures import Exposure, Way, exposure, over_years, trace
from accord.engines.corridor.load import load
from accord.engines.corridor.network import Network, Passage
from accord.engines.corridor.question import Question
from accord.engines.corridor.replay import Day, replay
from accord.engines.corridor.routes import alternatives, matrix, route
from accord.engines.corridor.way import Leg, Route

__all__ = [
    "Carried",
    "Closure",
    "Day",
    "Demand",
    "Exposure",
    "Flows",
    "Leg",
    "Network",
    "Passage",
    "Question",
    "Route",
    "Way",
    "alternatives",
    "capacity",
    "closure",
    "cut",
    "exposure",
    "load",
    "matrix",
    "over_years",
    "replay",
    "route",
    "trace",
]
