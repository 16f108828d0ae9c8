"""How a result is made: of verdicts, outcomes, and what they rest on."""

from accord.result.made.document import answer, document

__all__ = ["answer", "document"]
