"""The multiverse of a case: does a verdict survive another year, model, seed, line, assumption?

Every reasonable way of doing an analysis is a universe, and all of them are run and shown (Steegen,
Tuerlinckx, Gelman and Vanpaemel 2016, "Increasing transparency through a multiverse analysis",
Perspectives on Psychological Science 11(5), 702-712); the picture of a claim is a specification
curve (Simonsohn, Simmons and Nelson 2020, Nature Human Behaviour 4, 1208-1214).

A `Plan` says which universes there are, and parts them into `Task`s that know nothing of each
other; `judged` does one; `run` does all, in processes of this machine or on a cluster, and keeps
each in a file of its own, so that what was done is not done twice; `Multiverse` sums them up.
"""

from accord.multiverse.plan import Choices, Plan, Setting, Task
from accord.multiverse.runner import run
from accord.multiverse.store import Store
from accord.multiverse.summary import Multiverse
from accord.multiverse.task import Around, judged

__all__ = ["Around", "Choices", "Multiverse", "Plan", "Setting", "Store", "Task", "judged", "run"]
