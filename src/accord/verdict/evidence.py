"""What a metric may look at: an Inquiry of the study."""

from accord.study import Inquiry as Evidence

__all__ = ["Evidence"]
