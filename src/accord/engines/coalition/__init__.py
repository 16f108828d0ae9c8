"""Accession: who joins, who follows, who would leave, and what each adds.

Arrays in, arrays out: payoffs (..., k, 2^k) of k candidates for every subset, as a bit mask, bit i
being candidate i. Where payoffs come from is not known here. Draws lead and are kept.
"""

from accord.engines.coalition.core import Core, core
from accord.engines.coalition.logit_quantal_response import LogitQuantalResponse, fixed_points, qre
from accord.engines.coalition.path import (
    AccessionPath,
    accession_path,
    cascade,
    end_sets,
    steps,
    supermodular,
    triggers,
)
from accord.engines.coalition.retaliation import (
    Response,
    break_even_chance,
    committed,
    market_under,
    payoffs_under,
    respond,
    with_terms,
)
from accord.engines.coalition.shapley import shapley
from accord.engines.coalition.stability import Stability, stability, stable
from accord.engines.coalition.subsets import gains, members

__all__ = [
    "AccessionPath",
    "Core",
    "LogitQuantalResponse",
    "Response",
    "Stability",
    "accession_path",
    "break_even_chance",
    "cascade",
    "committed",
    "core",
    "end_sets",
    "fixed_points",
    "gains",
    "market_under",
    "members",
    "payoffs_under",
    "qre",
    "respond",
    "shapley",
    "stability",
    "stable",
    "steps",
    "supermodular",
    "triggers",
    "with_terms",
]
