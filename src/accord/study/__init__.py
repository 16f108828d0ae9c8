"""Study: a case on a World with draws, and the one place that answers questions about it."""

from accord.study.inquiry import Inquiry
from accord.study.question import Cells, MarketQ, RouteQ
from accord.study.study import Study

__all__ = ["Cells", "Inquiry", "MarketQ", "RouteQ", "Study"]
