"""The accession game: subsets of candidates and answers of adversaries, solved as scenarios.

`Play.of` an inquiry solves the whole game; what is market and what is assumed stay apart until
payoffs are added up. Solutions of a game are no forecasts: see `accession-chance` and `forecast`.
"""

from accord.game.forecast import Scoring, score
from accord.game.payoffs import (
    EVERYBODY_ELSE,
    Payoffs,
    answered_gains,
    market_parts,
    own_terms,
    payoffs,
)
from accord.game.play import Play, Regime, break_even
from accord.game.scenarios import Players, Profile, said

__all__ = [
    "EVERYBODY_ELSE",
    "Payoffs",
    "Play",
    "Players",
    "Profile",
    "Regime",
    "Scoring",
    "answered_gains",
    "break_even",
    "market_parts",
    "own_terms",
    "payoffs",
    "said",
    "score",
]
