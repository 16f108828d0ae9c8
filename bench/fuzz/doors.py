"""The doors at which input comes in: what is good input there, and what is done with any.

A door takes bytes and says what came of them, in words. It may raise an AccordError, which is an
answer too. Whatever else is raised is a defect, and so is an answer that breaks its own promise.
"""

import hashlib
import io
import json
import random
import re
import shutil
import tempfile
import tomllib
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from bench.fuzz.mutate import Change, either, of_bytes, of_json, of_sense, of_values
from tests.case.sample import TEXT
from tests.data.archives import CODES, HEAD, ROWS
from tests.web.conftest import SMALL

from accord.api import cases, drafts, runs
from accord.case.find import shipped_folder
from accord.data import add, flow_table, open_set, verify
from accord.web.jobs import Worker

ROOT = Path(__file__).parents[2]
MEMORY = Path("/dev/shm")  # where there is one, files that are gone at once never reach a disk
FEW = 20  # draws of a run
TEMPLATES = ("accession", "closure", "corridor", "embargo", "minerals", "price-cap")
AT_ONCE = 3  # claims of a shipped case, or six clauses of a text, that an input begins with
BESIDE = "year,supplier,buyer,good,value_usd,mass_t\n2023,AZE,ISR,uranium,500000,1000\n"
BRINGS = """format = 1
title = "A table of one's own"
year = 2023

[goods.uranium]

[flows]
file = "mine.csv"
replaces = true

[claims.leans]
quote = "a supplier"
metric = { name = "hhi", buyer = "ISR", good = "uranium" }
holds = ">= 0.25"
why = "A tenth."
"""
FLOWS = "exporter,importer,value\nKAZ,ITA,5.5\nKAZ,KAZ,10\nITA,ITA,20\n"
WORLD_FLOWS = "exporter,importer,year,good,value,mass\nAZE,ISR,2023,crude-oil,500,1\n"
ENDINGS = (".csv", ".tsv.gz", ".parquet", ".zip", ".txt")


@dataclass(frozen=True, slots=True)
class Door:
    """seeds : good inputs; open : does all with one, and says what came of it."""

    seeds: Callable[[], Sequence[bytes]]
    open: Callable[[bytes], str]
    change: Change


@contextmanager
def folder() -> Iterator[Path]:
    """Give a folder that is gone afterwards."""
    path = Path(tempfile.mkdtemp(prefix="fuzz-", dir=MEMORY if MEMORY.is_dir() else None))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def _die(held: bytes) -> int:
    """Cast a die that falls the same way for the same input: 0..255."""
    return hashlib.sha256(held).digest()[0]


def words(held: bytes) -> str:
    return held.decode("utf-8", "replace")


def shipped() -> list[bytes]:
    """Read the cases that come with accord, whole and a few claims at a time, and small ones."""
    whole = [file.read_text(encoding="utf-8") for file in sorted(shipped_folder().glob("*.toml"))]
    parts = [part for text in whole for part in few_claims(text)]
    new = [cases.new_case("fuzzed", name) for name in TEMPLATES]
    return [text.encode() for text in (*whole, *parts, *new, TEXT, SMALL)]


def few_claims(text: str) -> Iterator[str]:
    """Give a case again and again, each time with the next few of its claims."""
    head, *claims = re.split(r"(?m)^(?=\[claims\.[\w-]+\]$)", text)
    for first in range(0, len(claims), AT_ONCE):
        yield head + "".join(claims[first : first + AT_ONCE])


def case(held: bytes) -> str:
    """Read a case and list what it holds."""
    with folder() as here:
        (here / "fuzzed.toml").write_bytes(held)
        found = cases.load_case(here / "fuzzed.toml")
    cases.assumed(found)
    return f"read, {len(found.claims)} claims"


@cache
def templates() -> list[bytes]:
    """Give cases that run in a fraction of a second."""
    small = [SMALL, *(cases.new_case("fuzzed", name) for name in ("embargo", "minerals"))]
    recorded = (shipped_folder() / "eu-drc-zambia.toml").read_text(encoding="utf-8")
    return [text.encode() for text in (*small, *few_claims(recorded))]


def run(held: bytes) -> str:
    """Run one claim of a case, and write what came of it as its reader gets it."""
    found = cases.parse_case(words(held), name="fuzzed")
    chosen = _die(held) % max(1, len(found.claims))
    claims = dict([*found.claims.items()][chosen : chosen + 1])
    result = runs.run(replace(found, claims=claims), draws=FEW)
    text = result.json()
    json.loads(text, parse_constant=_no_constant)
    with folder() as here:
        result.write(here / "out")
    return "ran, " + ", ".join(sorted({v.word or "-" for v in result.verdicts}))


def _no_constant(name: str) -> None:
    raise AssertionError(f"{name} stands in result.json")


def archives() -> list[bytes]:
    """Pack a small BACI archive, whole and with a year alone."""
    found = []
    for years in (ROWS, {2023: ROWS[2023]}):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as file:
            file.writestr("country_codes_V202501.csv", CODES)
            for year, rows in years.items():
                held = HEAD + "\n".join(rows) + "\n"
                file.writestr(f"BACI_HS92_Y{year}_V202501.csv", held)
        found.append(packed.getvalue())
    return found


def archive(held: bytes) -> str:
    """Add an archive; what was kept must be whole, and open."""
    with folder() as here:
        (here / "BACI_HS92_V202501.zip").write_bytes(held)
        return _added(here / "BACI_HS92_V202501.zip", "baci", here / "sets")


def _added(file: Path, kind: str, into: Path) -> str:
    found = add(file, kind, into=into)
    assert all(one.matches for one in verify(found.folder)), "what was added fails its own check"
    if found.years:
        open_set(found.folder)
    return f"added, years {found.years}"


def in_member(held: bytes, others: Sequence[bytes], dice: random.Random) -> bytes:
    """Change a file of a zip and pack it anew, so that its checksum is right again."""
    packed = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(held)) as old, zipfile.ZipFile(packed, "w") as new:
            names = old.namelist()
            chosen = dice.choice(names)
            for name in names:
                inside = old.read(name)
                changed = either(of_bytes, of_values)(inside, [inside], dice)
                new.writestr(name, changed if name == chosen else inside)
    except Exception:  # a zip that is broken already, in whatever way
        return of_bytes(held, others, dice)
    return packed.getvalue()


def flow_tables() -> list[bytes]:
    """Give tables of flows; the first byte says which ending the file's name has.

    Few are Parquet, which takes a process of its own to read.
    """
    import polars as pl

    parquet = io.BytesIO()
    pl.read_csv(io.StringIO(FLOWS)).write_parquet(parquet)
    texts = [FLOWS, WORLD_FLOWS, FLOWS.replace(",", ";"), FLOWS.replace(",", "\t")]
    return [b"\0" + text.encode() for text in texts] * 10 + [b"\2" + parquet.getvalue()]


def flows(held: bytes) -> str:
    """Read a table of flows for the engines; add one in four as a set too, which costs more."""
    with folder() as here:
        file = here / ("mine" + ENDINGS[held[0] % len(ENDINGS) if held else 0])
        file.write_bytes(held[1:])
        if _die(held) % 4 == 0:
            return _added(file, "flows", here / "sets")
        states, _ = flow_table(file)
        return f"{len(states)} states"


def tables_beside() -> list[bytes]:
    return [BESIDE.encode(), BESIDE.replace(",", ";").encode()]


def beside(held: bytes) -> str:
    """Run a case that brings a table of trade."""
    with folder() as here:
        (here / "mine.csv").write_bytes(held)
        (here / "own.toml").write_text(BRINGS, encoding="utf-8")
        (verdict,) = runs.run(here / "own.toml", draws=FEW).verdicts
        return f"ran, {verdict.word}"


def texts() -> list[bytes]:
    """Join clauses of the labelled texts, some at a time, and take a page of documentation."""
    found = []
    for file in sorted((ROOT / "tests" / "drafting" / "texts").glob("*.toml")):
        clauses = [
            one["text"] for one in tomllib.loads(file.read_text(encoding="utf-8"))["clauses"]
        ]
        at_once = 2 * AT_ONCE
        starts = range(0, len(clauses), at_once)
        found += [" ".join(clauses[first : first + at_once]).encode() for first in starts]
    page = b"<html><head><title>A deal</title></head><body><p>" + found[0] + b"</p></body></html>"
    return [*found, page, (ROOT / "docs" / "draft.md").read_bytes()]


def text(held: bytes) -> str:
    """Draft a text: quotes are exact, and the draft is a case that reads."""
    found = drafts.draft(drafts.read(held, "fuzzed.md"))
    for one in found.claims:
        assert found.text[one.start : one.end] == one.quote, "a quote isn't exact"
    if not found.claims:
        return "nothing to draft"
    written = drafts.written(found, name="fuzzed")
    read = cases.parse_case(written.text, name="fuzzed")
    assert len(read.claims) == len(written.draft.claims), "claims were lost in writing"
    return "drafted " + ", ".join(sorted({one.kind for one in found.claims}))


def requests() -> list[bytes]:
    """Give a good request of each kind."""
    small = {"text": SMALL, "name": "small", "seed": 1}
    asked = [
        {"kind": "run", **small, "draws": FEW},
        {"kind": "preview", **small, "edit": {"assumptions": {"cut": 5}, "off": ["join"]}},
        {"kind": "preview", **small, "edit": {"close": ["bosporus"]}},
        {"kind": "check", **small},
        {"kind": "case", "case": "hormuz"},
        {"kind": "draft", "text": words(texts()[0])},
        {"kind": "compare", **small, "scenarios": ["join", "join"], "draws": FEW},
        {"kind": "compare", **small, "other": {"text": SMALL, "name": "b"}, "draws": FEW},
        {"kind": "flows", "good": "crude-oil", "from": "AZE", "to": "ISR", "year": "2023"},
        {"kind": "route", "from": "AZE", "to": "ITA", "good": "crude-oil", "avoid": "RUS"},
        {"kind": "route", "from": "Baku", "to": "Trieste", "close": "bosporus", "mode": "sea"},
    ]
    return [json.dumps(one).encode() for one in asked]


@cache
def worker() -> Worker:
    return Worker()


def request(held: bytes) -> str:
    """Ask what the web asks a worker."""
    try:
        asked = json.loads(held)
    except (ValueError, RecursionError):
        return "no JSON"
    if not isinstance(asked, dict):
        return "no object"
    answer = worker().do(str(asked.pop("kind", "")), asked, lambda _what, _done, _of: None)
    json.loads(answer, parse_constant=_no_constant)
    return "answered"


DOORS = {
    "case": Door(shipped, case, either(of_bytes, of_values)),
    "run": Door(templates, run, either(of_values, of_sense, of_sense, of_sense)),
    "archive": Door(archives, archive, either(of_bytes, in_member, in_member)),
    "flows": Door(flow_tables, flows, either(of_bytes, of_values)),
    "beside": Door(tables_beside, beside, either(of_bytes, of_values)),
    "text": Door(texts, text, either(of_bytes, of_values)),
    "request": Door(requests, request, of_json),
}
