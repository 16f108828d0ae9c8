"""Where the reference data beside the project are, and the skip that names them where they are not."""

from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data"


def reference_data(name: str) -> Path:
    """Give the path of one reference file; skip the test, saying which file, where it is absent."""
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"reference data not beside the project: {name}")
    return path
