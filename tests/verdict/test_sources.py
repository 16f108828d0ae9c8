"""Whatever a metric names as its source is a key of the catalogue."""

import re
from pathlib import Path

import accord
from accord.data import Tables

PACKAGE = Tables.open()

METRICS = Path(accord.__file__).parent / "verdict" / "metrics"


def test_every_source_that_a_metric_names_is_in_the_catalogue():
    named = {
        key
        for path in METRICS.glob("*.py")
        for keys in re.findall(r"sources=\(([^)]*)\)", path.read_text(encoding="utf-8"))
        for key in re.findall(r'"([^"]+)"', keys)
    }
    assert {"baci", "world-mining-data", "accord-corridors"} <= named
    assert named <= set(PACKAGE.sources)
