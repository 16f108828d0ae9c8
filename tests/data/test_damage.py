"""A table that is not what the catalogue says is refused before a number is read from it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import accord

READ = "from accord.data import Tables; Tables.open().{call}"


@pytest.fixture(scope="module")
def damaged(tmp_path_factory) -> Path:
    """Copy the data rooms, without the rest of the package, to a place where they may be broken."""
    root = tmp_path_factory.mktemp("damaged") / "accord"
    source = Path(accord.__file__).parent
    (root).mkdir()
    (root / "__init__.py").write_text("")
    for name in ("errors.py", "axes.py", "names.py", "memo.py", "fork.py", "later.py"):
        shutil.copy(source / name, root / name)
    shutil.copytree(source / "data", root / "data", ignore=shutil.ignore_patterns("__pycache__"))
    return root


def read(root: Path, call: str) -> str:
    """Run one call in a process of its own and give its complaint."""
    done = subprocess.run(
        [sys.executable, "-c", READ.format(call=call)],
        env={**os.environ, "PYTHONPATH": str(root.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stderr.strip() if done.returncode else ""


@pytest.mark.parametrize(
    ("file", "call"),
    [
        ("production.parquet", "production(years=[2023])"),
        ("governance.parquet", "governance(years=[2023])"),
        ("elasticities.csv", "elasticities"),
        ("rules.toml", "rules"),
    ],
)
def test_a_changed_table_is_refused(damaged, file, call):
    path = damaged / "data" / "tables" / file
    whole = path.read_bytes()
    assert read(damaged, call) == ""
    changed = bytearray(whole)
    changed[len(changed) // 2] ^= 1
    path.write_bytes(changed)
    assert f"DataError: {file} differs" in read(damaged, call)
    path.unlink()
    assert f"DataError: {file} is missing" in read(damaged, call)
    path.write_bytes(whole)
