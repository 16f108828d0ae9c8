"""Make an environment of its own for the peers, measure them, and write what they took.

Usage: python bench/peers/make_environment.py FOLDER RESULT.json
FOLDER gets a virtual environment, outside the project's; RESULT.json is what
`python -m bench --peers RESULT.json` sets beside accord. Takes about two minutes.
"""

import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
TRADE = HERE.parents[2] / "shared" / "data" / "trade"


def main(folder: str, result: str) -> None:
    python = Path(folder) / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
    quiet = ["--quiet", "--disable-pip-version-check"]
    requirements = str(HERE / "requirements.txt")
    subprocess.run([str(python), "-m", "pip", "install", *quiet, "-r", requirements], check=True)
    subprocess.run([str(python), str(HERE / "measure.py"), str(TRADE), result], check=True)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
