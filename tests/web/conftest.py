"""A server as users start it: a process of its own, on a free port of this machine."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.report.conftest import axe

SMALL = """format = 1
title = "A small case"
year = 2023

[goods.crude-oil]

[assumptions.cut]
label = "cost saved"
distribution = "triangular"
low = 0
mode = 2
high = 10
unit = "%"
source = "judgement"

[scenarios.join]
title = "They join"
shocks = [
  { kind = "accession", candidates = ["AZE"], with = ["ISR"], cost_cut = "cut" },
]

[claims.majority]
quote = "a Muslim-majority nation"
label = "It has a Muslim majority"
paragraph = 1
metric = { name = "figure", figure = "muslim-share", state = "AZE" }
holds = "> 50 %"
why = "More than half is a majority."

[claims.gains]
quote = "joining pays"
label = "Joining raises crude revenue"
paragraph = 2
why = "A tenth of a percent is what anybody would notice."
metric = { name = "export-revenue-change", states = ["AZE"], good = "crude-oil", scenario = "join" }
holds = ">= 0.3 %"
"""


@dataclass
class Served:
    """A server that runs, and how to ask it."""

    process: subprocess.Popen
    port: int
    folder: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(self, path: str, body: Any = None, method: str | None = None, **headers: str) -> Any:
        """Ask; gives the status and what came, as JSON where it is some."""
        data = None if body is None else json.dumps(body).encode()
        said = {"Content-Type": "application/json"} if data is not None else {}
        request = urllib.request.Request(
            self.url + path, data=data, method=method, headers={**said, **headers}
        )
        try:
            with urllib.request.urlopen(request, timeout=600) as answer:
                status, held, kind = answer.status, answer.read(), answer.headers.get_content_type()
        except urllib.error.HTTPError as error:
            with error:
                status, held, kind = error.code, error.read(), error.headers.get_content_type()
        return status, json.loads(held) if kind == "application/json" else held.decode()

    def stop(self, *, kill: bool = False) -> None:
        (self.process.kill if kill else self.process.terminate)()
        self.process.wait(120)


def started(folder: Path, *, port: int = 0) -> Served:
    """Start `accord serve` and wait until it answers; on a port that is free, or on this one.

    Between finding a free port and taking it another process may take it: then on another.
    """
    for _ in range(1 if port else 5):
        served = _started(folder, port)
        if served is not None:
            return served
    raise AssertionError("no server started")


def _started(folder: Path, port: int) -> Served | None:
    """Start a server; None where it ended instead."""
    with socket.socket() as free:
        free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        free.bind(("127.0.0.1", port))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "accord", "serve", "--port", str(port), "--data", str(folder)]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ}
    )
    served = Served(process, port, folder)
    until = time.monotonic() + 300
    while process.poll() is None and time.monotonic() < until:
        try:
            answers = served.ask("/api/openapi.json")[0] == 200
        except OSError:
            time.sleep(0.1)
        else:
            if answers and process.poll() is None:
                return served
    served.stop(kill=True)
    return None


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    served = started(tmp_path_factory.mktemp("saved"))
    yield served
    served.stop()


__all__ = ["axe"]  # the fixture that the pages of the report are looked at with
