"""Security of supply: one file per measure, each to the letter of its published definition.

Arrays in, arrays out. Axes before states, such as draws and goods, are kept. Shares run 0..1, and
nan is what is not known or has nothing to be a share of; only N-1 is in percent, as its regulation
has it.
"""

from accord.engines.security.alignment import (
    Alignment,
    Balancing,
    alignment,
    balancing,
    bond_ties,
    drawn_points,
    net_lean,
    pole_coverage,
    pole_likeness,
    vote_ties,
)
from accord.engines.security.concentration import effective_suppliers, hhi, one_market
from accord.engines.security.coverage import Coverage, coverage
from accord.engines.security.dependence import Dependence, dependence
from accord.engines.security.geopolrisk import GeoPolRisk, geopolrisk, wgi_instability
from accord.engines.security.infrastructure import largest_infrastructure, n_minus_1
from accord.engines.security.leverage import Leverage, importer_loss, leverage
from accord.engines.security.outside import Outside, outside, part_of_outside
from accord.engines.security.passage import Passage, passage_share

__all__ = [
    "Alignment",
    "Balancing",
    "Coverage",
    "Dependence",
    "GeoPolRisk",
    "Leverage",
    "Outside",
    "Passage",
    "alignment",
    "balancing",
    "bond_ties",
    "coverage",
    "dependence",
    "drawn_points",
    "effective_suppliers",
    "geopolrisk",
    "hhi",
    "importer_loss",
    "largest_infrastructure",
    "leverage",
    "n_minus_1",
    "net_lean",
    "one_market",
    "outside",
    "part_of_outside",
    "passage_share",
    "pole_coverage",
    "pole_likeness",
    "vote_ties",
    "wgi_instability",
]
