"""accord: puts a strategic-partnership proposal to the test on real data."""

__version__ = "0.1.0"
