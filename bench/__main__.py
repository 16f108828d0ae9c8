"""Run all benchmarks: python -m bench [--peers RESULT.json] [--only WORD]

Prints name | measured | goal | peer. Peers are measured apart, in an environment of their own:
see bench/peers/make_environment.py; without that file, the times last recorded are shown.
"""

import argparse
import importlib
import json
from pathlib import Path

from bench.rows import Row

HERE = Path(__file__).resolve().parent


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("--peers", type=Path, default=HERE / "peers" / "recorded.json")
    parser.add_argument("--only", default="", help="run modules whose name holds this word")
    options = parser.parse_args()
    peers = json.loads(options.peers.read_text(encoding="utf-8"))
    print(f"{'name':58} | {'measured':>10} | {'goal':>22} | peer")
    for path in sorted(HERE.glob("bench_*.py")):
        if options.only in path.stem:
            for row in importlib.import_module(f"bench.{path.stem}").rows():
                print(_line(row, peers), flush=True)


def _line(row: Row, peers: dict) -> str:
    theirs = peers["seconds"].get(row.peer)
    wanted = [row.goal] if row.goal is not None else []
    if theirs is not None and row.times:
        wanted.append(theirs / row.times)
    goal = _time(min(wanted)) if wanted else ""
    if row.times:
        goal += f" ({row.times:,.0f} x peer)"
    if row.seconds is None:
        return f"{row.name:58} | {'-':>10} | {goal:>22} | {row.note}"
    peer = ""
    if theirs is not None:
        peer = f"{peers['peer']}: {_time(theirs)}, {theirs / row.seconds:,.0f} times as long"
    missed = "" if not wanted or row.seconds <= min(wanted) else "  MISSED"
    return f"{row.name:58} | {_time(row.seconds):>10} | {goal:>22} | {peer}{row.note}{missed}"


def _time(seconds: float) -> str:
    return f"{1e3 * seconds:.2f} ms" if seconds < 1 else f"{seconds:.2f} s"


if __name__ == "__main__":
    main()
