"""Kill runs in the middle: python -m bench.fuzz.kills [--kills N] [--whole N] [--seed N]

Two small cases are run by turns into one folder, and each run is killed (SIGKILL) at a random
moment of its processor time, so that a busy machine moves none: a third of them anywhere, a third
while the outputs are being written, a third as the last of them is there and the folders change
places. Most are forked from a process that has loaded accord and read nothing; `--whole` of them
are whole processes, killed anywhere from the first import on. What lies in the folder then must be
one of the two sets to the byte, and what was left beside it must stop no run after it.

The exit code is 1 where a set was mixed, or the last run, which nobody kills, didn't succeed.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from importlib import import_module
from pathlib import Path

CASE = """format = 1
title = "{title}"
year = 2023

[goods.crude-oil]

[claims.majority]
quote = "a Muslim-majority nation"
metric = {{ name = "figure", figure = "muslim-share", state = "AZE" }}
holds = "> 50 %"
why = "More than half is a majority."
"""
LOADED = ("accord.cli", "accord.cli.verdicts", "accord.api.runs", "accord.report.html", "polars")
TICK = 0.001  # seconds between two looks at a run
TICKS = os.sysconf("SC_CLK_TCK")
HOUR = {"written", "seconds"}  # of a manifest: they differ from run to run
Set = dict[str, str]  # file -> SHA-256


@dataclass(slots=True)
class Watched:
    """When, in seconds of the processor, a run that nobody killed began to write, and ended."""

    writes: float
    ends: float


@dataclass(slots=True)
class Bench:
    """A folder with two cases and the outputs of either, by turns."""

    folder: Path
    sets: list[Set] = field(default_factory=list)

    @property
    def out(self) -> Path:
        return self.folder / "out"

    def arguments(self, which: int) -> list[str]:
        return ["run", f"case-{which}.toml", "--draws", "20", "--out", "out"]

    def held(self) -> Set:
        """Give what lies in the folder of outputs; of a manifest all but the hour."""
        files = sorted(path for path in self.out.rglob("*") if path.is_file())
        found = {str(f.relative_to(self.out)): f.read_bytes() for f in files}
        manifest = json.loads(found.get("manifest.json", b"{}"))
        found["manifest.json"] = json.dumps(
            {key: value for key, value in manifest.items() if key not in HOUR}
        ).encode()
        return {name: sha256(content).hexdigest() for name, content in found.items()}

    def stages(self) -> set[str]:
        """Name the hidden folders beside it, in which a run writes, or wrote."""
        return {name for name in os.listdir(self.folder) if name.startswith(".out.")}


def main() -> int:
    """Kill as often as was asked, and say what came of it."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--kills", type=int, default=200)
    asked.add_argument("--whole", type=int, default=20, help="of them whole processes")
    asked.add_argument("--seed", type=int, default=0)
    options = asked.parse_args()
    for name in LOADED:
        import_module(name)
    with tempfile.TemporaryDirectory(prefix="kills-") as where:
        return killed(Bench(Path(where)), options.kills, options.whole, options.seed)


def killed(bench: Bench, kills: int, whole: int, seed: int) -> int:
    """Run both cases once in peace, then kill, then run once more in peace."""
    dice, found = random.Random(seed), Counter[str]()
    for which in (0, 1):
        (bench.folder / f"case-{which}.toml").write_text(CASE.format(title=f"Case {which}"))
        watched = in_peace(bench, which)
        bench.sets.append(bench.held())
    present = 1
    for number in range(kills):
        kind = "anywhere" if number < whole else ("anywhere", "writing", "swap")[number % 3]
        pid = process(bench, 1 - present) if number < whole else forked(bench, 1 - present)
        ended = kill(bench, pid, kind, watched, dice)
        held = bench.held()
        after = bench.sets.index(held) if held in bench.sets else -1
        set_ = "mixed" if after < 0 else "old" if after == present else "new"
        found[f"{'whole process' if number < whole else kind}: {set_}"] += 1
        found["ended before the kill"] += ended
        if after < 0:
            print(f"kill {number}, {kind}: neither set, {sorted(held)}", file=sys.stderr)
            return 1
        present = after
    left = len(bench.stages())
    in_peace(bench, 1 - present)
    good = bench.held() == bench.sets[1 - present]
    for what in sorted(found):
        print(f"{found[what]:5}  {what}")
    print(f"{left:5}  hidden folders left behind")
    print("the run after all of them", "succeeds" if good else "FAILS")
    return int(not good)


def process(bench: Bench, which: int) -> int:
    """Start a run as a user does."""
    command = [sys.executable, "-m", "accord", *bench.arguments(which)]
    nowhere = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=bench.folder, stdout=nowhere, stderr=nowhere).pid


def forked(bench: Bench, which: int) -> int:
    """Start a run in a child that need not load anything."""
    pid = os.fork()
    if pid:
        return pid
    code = 70
    try:
        os.chdir(bench.folder)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        import_module("accord.cli").main(bench.arguments(which))
    except SystemExit as end:
        code = int(end.code or 0)
    finally:
        os._exit(code)


def in_peace(bench: Bench, which: int) -> Watched:
    """Let a run end, and note when it began to write."""
    before, pid, writes = bench.stages(), forked(bench, which), 0.0
    while not (done := os.wait4(pid, os.WNOHANG))[0]:
        if not writes and bench.stages() - before:
            writes = used(pid)
        time.sleep(TICK)
    if done[1]:
        raise SystemExit(
            f"a run that nobody killed ended with {os.waitstatus_to_exitcode(done[1])}"
        )
    return Watched(writes=writes, ends=done[2].ru_utime + done[2].ru_stime)


def kill(bench: Bench, pid: int, kind: str, of: Watched, dice: random.Random) -> bool:
    """Kill a run at a moment of a kind; say whether it had ended before."""
    before, files = bench.stages(), len(bench.sets[0])
    anywhere, writing = dice.uniform(0, of.ends), dice.uniform(0, of.ends - of.writes)
    pause, since = dice.uniform(0, 0.01), None
    while not os.waitpid(pid, os.WNOHANG)[0]:
        stage = next(iter(bench.stages() - before), None)
        if since is None and stage:
            since = used(pid)
        if kind == "anywhere":
            now = used(pid) >= anywhere
        elif kind == "writing":
            now = since is not None and used(pid) >= since + writing
        else:
            now = stage is not None and count(bench.folder / stage) == files
        if now:
            time.sleep(pause if kind == "swap" else 0)
            os.kill(pid, signal.SIGKILL)
            return os.waitpid(pid, 0)[1] != signal.SIGKILL
        time.sleep(TICK)
    return True


def count(folder: Path) -> int:
    try:
        return len(os.listdir(folder))
    except OSError:
        return 0


def used(pid: int) -> float:
    """Give the seconds of the processor that a process has had."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


if __name__ == "__main__":
    sys.exit(main())
