"""From what was read off a clause to the metrics that could test it, with their parameters."""

from accord.drafting.binding.clause import GAP, Clause, Parameters
from accord.drafting.binding.ranked import MOST, Candidate, candidates, readable

__all__ = ["GAP", "MOST", "Candidate", "Clause", "Parameters", "candidates", "readable"]
