"""How the tests run, on what, and what they left out.

Property tests have no deadline, for a loaded machine is no bug, and are the same every time.
"""

import os
import platform
from importlib.metadata import version

import pytest
from hypothesis import Phase, settings
from tests.absent import one_line
from tests.browser import browser

settings.register_profile("accord", deadline=None, derandomize=True, print_blob=True)
settings.register_profile(
    "mutants", settings.get_profile("accord"), phases=(Phase.explicit, Phase.generate)
)
settings.load_profile("accord")

__all__ = ["browser"]  # a fixture of all

DECIDE_NUMBERS = ("numpy", "scipy", "polars")


def pytest_report_header() -> str:
    """Say which of its variants this run is."""
    libraries = ", ".join(f"{name} {version(name)}" for name in DECIDE_NUMBERS)
    threads = os.environ.get("OMP_NUM_THREADS", "all")
    return f"accord on Python {platform.python_version()}, {libraries}, threads: {threads}"


def pytest_terminal_summary(terminalreporter: "pytest.TerminalReporter") -> None:
    """Close with what was skipped, why, and how to get it."""
    skipped = terminalreporter.stats.get("skipped", [])
    terminalreporter.write_line(one_line(str(report.longrepr[2]) for report in skipped))
