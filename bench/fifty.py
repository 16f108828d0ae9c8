"""Fifty people at once at `accord serve`, on loopback: python -m bench.fifty

Each loads the app, checks a case, tries an edit and asks for recorded rows, twice. Every answer has
to be right: 200, or 503 with Retry-After, after which they come again. Prints the times by kind.
"""

import json
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from statistics import median, quantiles

PEOPLE = 50
ROUNDS = 2
PATIENCE = 600.0  # seconds before a person gives up, which is an error
CASE = """format = 1
title = "A small case"
year = 2023
[goods.crude-oil]
[claims.majority]
quote = "a Muslim-majority nation"
metric = { name = "figure", figure = "muslim-share", state = "AZE" }
holds = "> 50 %"
why = "More than half is a majority."
"""
ASKED = (
    ("page", "/", None),
    ("script", "/static/live.js", None),
    ("check", "/api/check", {"text": CASE}),
    ("preview", "/api/preview", {"text": CASE, "edit": {}}),
    ("rows", "/api/flows?good=crude-oil&from=AZE&year=2023", None),
)


def ask(url: str, body: object) -> bytes:
    """Ask until there is an answer; a full queue says when to come again."""
    data = None if body is None else json.dumps(body).encode()
    head = {"Content-Type": "application/json"} if data else {}
    until = time.monotonic() + PATIENCE
    while True:
        request = urllib.request.Request(url, data=data, headers=head)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return bytes(answer.read())
        except urllib.error.HTTPError as error:
            with error:
                again = error.headers.get("Retry-After")
                if error.code != 503 or again is None or time.monotonic() > until:
                    raise
            time.sleep(min(1.0, float(again)))


def person(url: str) -> dict[str, list[float]]:
    """Do what one person does, and say how long each answer took."""
    took = defaultdict(list)
    for _ in range(ROUNDS):
        for kind, path, body in ASKED:
            started = time.monotonic()
            held = ask(url + path, body)
            took[kind].append(time.monotonic() - started)
            assert held, kind
            if kind == "check":
                assert json.loads(held)["faults"] == []
    return took


def main() -> None:
    """Serve, let fifty people in, and print what they waited."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "accord", "serve", "--port", str(port), "--data", folder]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        url = f"http://127.0.0.1:{port}"
        try:
            while True:
                try:
                    ask(f"{url}/api/openapi.json", None)
                    break
                except OSError:
                    time.sleep(0.1)
            started = time.monotonic()
            with ThreadPoolExecutor(PEOPLE) as people:
                all_took = list(people.map(person, [url] * PEOPLE))
            spent = time.monotonic() - started
        finally:
            server.terminate()
            server.wait(20)
    print(f"{PEOPLE} people, {PEOPLE * ROUNDS * len(ASKED)} answers, no error, {spent:.1f} s")
    print("asked      median s  19 of 20 s  longest s")
    for kind, _, _ in ASKED:
        times = [t for took in all_took for t in took[kind]]
        late = quantiles(times, n=20)[-1]
        print(f"{kind:10} {median(times):8.3f}  {late:10.3f}  {max(times):9.3f}")


if __name__ == "__main__":
    main()
