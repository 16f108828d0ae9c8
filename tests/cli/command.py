"""Runs the command line: as a process, as a user does, or inside this one, which is quicker."""

import io
import os
import subprocess
import sys
import time
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path

from accord.cli.app import run

Done = subprocess.CompletedProcess[str]


def accord(*arguments: str, cwd: Path | None = None, **environment: str) -> Done:
    """Run `accord` as a process and give what came out."""
    return subprocess.run(
        [sys.executable, "-m", "accord", *arguments],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        timeout=600,  # only against a hang: a loaded machine is slow
        check=False,
    )


def inside(*arguments: str, cwd: Path | None = None) -> Done:
    """Run the same line without a process of its own and give what came out."""
    out, err = io.StringIO(), io.StringIO()
    with chdir(cwd or Path()), redirect_stdout(out), redirect_stderr(err):
        code = run(list(arguments))
    return subprocess.CompletedProcess(arguments, code, out.getvalue(), err.getvalue())


def wait_for_first_line(run: subprocess.Popen[bytes]) -> None:
    """Wait until a process has come as far as its first line: it catches signal 2."""
    while not _handles_interrupts(run.pid):
        time.sleep(0.005)


def _handles_interrupts(pid: int) -> bool:
    status = Path(f"/proc/{pid}/status").read_text()
    caught = next(line for line in status.splitlines() if line.startswith("SigCgt"))
    return bool(int(caught.split()[1], 16) & 2)
