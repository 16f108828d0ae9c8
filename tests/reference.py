"""The reference data beside the project, and the skip that names what is absent.

Use: `from tests.reference import reference_data`.
"""

from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data"


def reference_data(name: str) -> Path:
    """Give the path of one reference file; skip the test, saying which file, where it is absent."""
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"no reference data ({name}): lay them beside the project, at ../shared/data")
    return path
