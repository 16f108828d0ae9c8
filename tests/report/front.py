"""The front end's tools, where they are installed: `npm ci` in `front/` brings them."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FRONT = ROOT / "front"
STATIC = ROOT / "src" / "accord" / "report" / "static"


def run_node(*arguments: str | Path) -> str:
    """Run node in `front/`; skip the test, saying what is absent and how to get it."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node: apt-get install nodejs npm, then npm ci --prefix front")
    if not (FRONT / "node_modules" / "esbuild").exists():
        pytest.skip("no tools of the front end: npm ci --prefix front")
    done = subprocess.run(
        [node, *map(str, arguments)], cwd=FRONT, capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
