"""A result as one HTML file that opens anywhere: no server, no network, no second file.

The file holds, in this order: a plain table of all verdicts, which mail previews, archives and
browsers without script show; the result as JSON, and the land that its maps are drawn on, both
gzipped and in base64; the style and the script of the front end, whose sources are in `front/`. The
script unpacks the result and replaces the table by the full report. A content-security policy in
the file admits that one script and that one style by their hash, and no request at all.
"""

import base64
import gzip
import hashlib
import json
import os
from collections.abc import Iterator
from html import escape
from importlib import resources
from pathlib import Path

from accord.files import write_text
from accord.names import MARKS
from accord.numbers import NONE, draws_text, level_text, line_text, quantity_text
from accord.report import backtests
from accord.result import Document, plain
from accord.result.verdict import Verdict

SENTENCES = {
    "supported": "holds in at least 95 of 100 draws, or in the record",
    "depends": "holds only under stated assumptions, or the evidence can't carry more",
    "contradicted": "fails in at least 95 of 100 draws, or in the record",
    "untestable": "says what data it would take",
    "not reviewed": "drafted, and nobody has looked at it yet",
}
COLUMNS = ("¶", "verdict", "claim", "value [90 %]", "needs", "draws that hold")


def render(result: Document) -> str:
    """Make the whole file as text.

    Parameters
    ----------
    result : the document of a run

    Returns
    -------
    HTML that contains everything it shows; the same result gives the same text.
    """
    style, script = _static("app.css"), _static("app.js")
    foot = _page_foot(result) + (backtests.STYLE if result.backtests else "")
    policy = (
        f"default-src 'none'; script-src {_hash(script)}; "
        f"style-src {_hash(style)} {_hash(foot)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            f'<meta name="generator" content="accord {_text(result.accord)}">',
            f"<title>{_text(result.title)} · accord</title>",
            f"<style>{style}</style>",
            f"<style>{foot}</style>",
            "</head>",
            "<body>",
            f'<div id="app">\n{"".join(_plain(result))}</div>',
            *(["".join(backtests.section(result.backtests))] if result.backtests else []),
            _data("result", _json(result)),
            *_land(result),
            f"<!--\n{_static('licences.txt')}-->",
            f"<script>{script}</script>",
            "</body>",
            "</html>",
            "",
        ]
    )


def shell(version: str) -> str:
    """Make the page that the app under `accord serve` begins with: the same script, no result."""
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f'<meta name="accord-live" content="{_text(version)}">\n<title>accord</title>\n'
        '<link rel="icon" href="data:,">\n<link rel="stylesheet" href="/static/app.css">\n'
        '</head>\n<body>\n<div id="app"><main class="plain"><p>accord needs a browser with '
        "script; the report of <code>accord run</code> reads without.</p></main></div>\n"
        '<script src="/static/live.js"></script>\n</body>\n</html>\n'
    )


def write(result: Document, path: str | os.PathLike[str]) -> Path:
    """Write the file, whole or not at all.

    Raises
    ------
    InputError
        The folder cannot be made or written to.
    """
    return write_text(Path(path), render(result))


def _static(name: str) -> str:
    """Read a built file of the front end."""
    return (resources.files("accord.report") / "static" / name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    """Say a script or style as a content-security policy does."""
    digest = hashlib.sha256(content.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _page_foot(result: Document) -> str:
    """Say case, version and seed at the foot of every printed page."""
    pieces = (
        f"accord {result.accord}",
        result.case,
        f"world {result.year}",
        f"{result.draws} draws",
        f"seed {result.seed}",
    )
    text = "".join(
        c if c.isalnum() and c.isascii() else f"\\{ord(c):x} " for c in " · ".join(pieces)
    )
    look = "font:8pt sans-serif;color:#55606c"
    return (
        f'@page{{@bottom-left{{content:"{text}";{look}}}'
        f'@bottom-right{{content:counter(page) " / " counter(pages);{look}}}}}'
    )


def _land(result: Document) -> Iterator[str]:
    """Give the land that maps are drawn on, where there is something to map."""
    if result.map:
        yield _data("world", _static("world.json").strip())


def _json(result: Document) -> str:
    return json.dumps(plain(result), ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _data(name: str, text: str) -> str:
    """Carry a text as data that no HTML parser can leave; `front/src/carried.ts` reads it."""
    packed = gzip.compress(text.encode("utf-8", "replace"), mtime=0)
    return (
        f'<script type="application/gzip" id="{name}">{base64.b64encode(packed).decode()}</script>'
    )


def _text(value: object) -> str:
    """Escape anything from a case or a source; it is text, never markup."""
    return escape("" if value is None else str(value))


def _isolated(value: object) -> str:
    """Escape a text and keep its direction of writing to itself."""
    return f'<bdi dir="auto">{_text(value)}</bdi>'


def _plain(result: Document) -> Iterator[str]:
    """Give the plain page: title, tally, table of verdicts, how to make it again."""
    whole = sum(verdict.part_of is None for verdict in result.verdicts)
    ties = f" · ties of {result.as_of}" if result.as_of_unsaid else ""
    yield f'<main class="plain">\n<h1>{_isolated(result.title)}</h1>\n'
    yield (
        f"<p>{whole} claims · world {result.year}{ties} · {result.draws:,} draws "
        f"· seed {result.seed} · accord {_text(result.accord)}</p>\n<ul>\n"
    )
    for word, count in result.tally.counts().items():
        yield f"<li>{MARKS[word]} <b>{count} {word}</b>: {SENTENCES[word]}</li>\n"
    yield "</ul>\n<table>\n<caption>All verdicts, in the order of the text. Chances are chances "
    yield "under the case's assumptions.</caption>\n<thead><tr>"
    yield "".join(f'<th scope="col">{column}</th>' for column in COLUMNS)
    yield "</tr></thead>\n<tbody>\n"
    for verdict in result.verdicts:
        yield _row(verdict)
    yield "</tbody>\n</table>\n<p>The same in a shell: "
    yield f"<code>{_text(result.manifest.command)}</code></p>\n</main>\n"


def _row(verdict: Verdict) -> str:
    """Give one row of the plain table; a claim of several parts leaves the figures to them."""
    word = verdict.mark
    cells = (
        _text(verdict.paragraph or ""),
        f"{MARKS[word]}&nbsp;{word}",
        f"{'– ' if verdict.part_of else ''}{_isolated(verdict.label or verdict.claim)}"
        f"{' (a central promise)' if verdict.headline and not verdict.part_of else ''}"
        f"{_second_line(verdict)}",
        *(_text(cell) for cell in _figures(verdict)),
    )
    return "<tr>" + "".join(f"<td>{cell.strip()}</td>" for cell in cells) + "</tr>\n"


def _figures(verdict: Verdict) -> tuple[str, str, str]:
    """Write value with interval, condition, and the draws that hold or the year of a fact."""
    if verdict.parts:
        needs = "any part" if verdict.combine == "any" else "all parts"
        return f"{verdict.parts.hold} of {verdict.parts.of} parts", needs, ""
    line = verdict.lines.holds if verdict.lines else None
    return (
        quantity_text(verdict.value, verdict.low, verdict.high, verdict.unit),
        line_text(line.op, line.number, line.unit) if line else NONE,
        _draws_or_year(verdict),
    )


def _draws_or_year(verdict: Verdict) -> str:
    """Give the share of draws that hold, or the year of a fact."""
    if verdict.probability is not None:
        return draws_text(verdict.probability)
    if verdict.value is None:
        return NONE
    return "fact" if verdict.year is None or verdict.unit == "date" else f"fact, {verdict.year}"


def _second_line(verdict: Verdict) -> str:
    """Say what decides a verdict that depends, or why a claim is untestable."""
    if verdict.review and verdict.proposed:
        return f"<br><small>proposed: {_isolated(verdict.proposed)}</small>"
    if verdict.verdict == "untestable":
        return f"<br><small>{_isolated(verdict.reason or NONE)}</small>"
    if verdict.verdict != "depends" or not verdict.decides:
        return ""
    even = verdict.break_even
    flips = ""
    if even and even.value is not None:
        flips = f" · flips at {_text(level_text(even.value, even.unit))}"
    return f"<br><small>decided by {_text(verdict.decides[0].assumption)}{flips}</small>"
