"""A result as one HTML file that opens anywhere: no server, no network, no second file.

The file holds, in this order: a plain table of all verdicts, which mail previews, archives and
browsers without script show; the result as JSON, and the land that its maps are drawn on; the
style and the script of the front end, whose sources are in `front/`. The script replaces the table
by the full report. A content-security policy in the file admits that one script and that one style
by their hash, and no request at all.

The inlined JSON is packed, and its numbers are cut (`inline`); `result.json` has them in full.
"""

import base64
import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from importlib import resources
from pathlib import Path
from typing import Any

from accord.report.files import write_text
from accord.report.inline import packed
from accord.report.numbers import (
    NONE,
    condition_text,
    draws_text,
    level_text,
    quantity_text,
)

MARKS = {"supported": "●", "depends": "◐", "contradicted": "✕", "untestable": "?"}
SENTENCES = {
    "supported": "holds in at least 95 of 100 draws, or in the record",
    "depends": "holds only under stated assumptions, or the evidence can't carry more",
    "contradicted": "fails in at least 95 of 100 draws, or in the record",
    "untestable": "says what data it would take",
}
COLUMNS = ("¶", "verdict", "claim", "value [90 %]", "needs", "draws that hold")


def render(result: Mapping[str, Any]) -> str:
    """Make the whole file as text.

    Parameters
    ----------
    result : the document that `accord run --json` prints, format 1

    Returns
    -------
    HTML that contains everything it shows; the same result gives the same text.
    """
    style, script, foot = _static("app.css"), _static("app.js"), _page_foot(result)
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
            f'<meta name="generator" content="accord {_text(result.get("accord"))}">',
            f"<title>{_text(result.get('title'))} · accord</title>",
            f"<style>{style}</style>",
            f"<style>{foot}</style>",
            "</head>",
            "<body>",
            f'<div id="app">\n{"".join(_plain(result))}</div>',
            f'<script type="application/json" id="result">{_json(packed(result))}</script>',
            *_land(result),
            f"<script>{script}</script>",
            "</body>",
            "</html>",
            "",
        ]
    )


def write(result: Mapping[str, Any], path: str | os.PathLike[str]) -> Path:
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


def _page_foot(result: Mapping[str, Any]) -> str:
    """Say case, version and seed at the foot of every printed page."""
    pieces = (
        f"accord {result.get('accord')}",
        str(result.get("case")),
        f"world {result.get('year')}",
        f"{result.get('draws')} draws",
        f"seed {result.get('seed')}",
    )
    text = "".join(
        c if c.isalnum() and c.isascii() else f"\\{ord(c):x} " for c in " · ".join(pieces)
    )
    look = "font:8pt sans-serif;color:#55606c"
    return (
        f'@page{{@bottom-left{{content:"{text}";{look}}}'
        f'@bottom-right{{content:counter(page) " / " counter(pages);{look}}}}}'
    )


def _land(result: Mapping[str, Any]) -> Iterator[str]:
    """Give the land that maps are drawn on, where there is something to map."""
    if result.get("map"):
        land = _static("world.json").strip()
        yield f'<script type="application/json" id="world">{land}</script>'


def _json(document: Mapping[str, Any]) -> str:
    """Write JSON that no HTML parser can leave: `<`, `>` and `&` are escaped."""
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _text(value: object) -> str:
    """Escape anything from a case or a source; it is text, never markup."""
    return escape("" if value is None else str(value))


def _isolated(value: object) -> str:
    """Escape a text and keep its direction of writing to itself."""
    return f'<bdi dir="auto">{_text(value)}</bdi>'


def _plain(result: Mapping[str, Any]) -> Iterator[str]:
    """Give the plain page: title, tally, table of verdicts, how to make it again."""
    verdicts: Sequence[Mapping[str, Any]] = result.get("verdicts") or ()
    whole = sum(verdict.get("part_of") is None for verdict in verdicts)
    command = (result.get("manifest") or {}).get("command", "")
    yield f'<main class="plain">\n<h1>{_isolated(result.get("title"))}</h1>\n'
    yield (
        f"<p>{whole} claims · world {_text(result.get('year'))} · {result.get('draws', 0):,} draws "
        f"· seed {_text(result.get('seed'))} · accord {_text(result.get('accord'))}</p>\n<ul>\n"
    )
    for verdict, count in (result.get("tally") or {}).items():
        mark, says = MARKS.get(verdict, ""), SENTENCES.get(verdict, "")
        yield f"<li>{mark} <b>{count} {_text(verdict)}</b>: {says}</li>\n"
    yield "</ul>\n<table>\n<caption>All verdicts, in the order of the text. Chances are chances "
    yield "under the case's assumptions.</caption>\n<thead><tr>"
    yield "".join(f'<th scope="col">{column}</th>' for column in COLUMNS)
    yield "</tr></thead>\n<tbody>\n"
    for verdict in verdicts:
        yield _row(verdict, [v for v in verdicts if v.get("part_of") == verdict.get("claim")])
    yield f"</tbody>\n</table>\n<p>The same in a shell: <code>{_text(command)}</code></p>\n"
    yield "</main>\n"


def _row(verdict: Mapping[str, Any], parts: Sequence[Mapping[str, Any]]) -> str:
    """Give one row of the plain table; a claim of several parts leaves the figures to them."""
    word = str(verdict.get("verdict"))
    part = verdict.get("part_of") is not None
    cells = (
        _text(verdict.get("paragraph") or ""),
        f"{MARKS.get(word, '')}&nbsp;{_text(word)}",
        f"{'– ' if part else ''}{_isolated(verdict.get('label') or verdict.get('claim'))}"
        f"{_second_line(verdict)}",
        *(_of_parts(verdict, parts) if parts else _figures(verdict)),
    )
    return "<tr>" + "".join(f"<td>{cell.strip()}</td>" for cell in cells) + "</tr>\n"


def _of_parts(
    verdict: Mapping[str, Any], parts: Sequence[Mapping[str, Any]]
) -> tuple[str, str, str]:
    """Say how many parts hold, and how many must."""
    holding = sum(part.get("verdict") == "supported" for part in parts)
    needs = "any part" if verdict.get("combine") == "any" else "all parts"
    return f"{holding} of {len(parts)} parts", needs, ""


def _figures(verdict: Mapping[str, Any]) -> tuple[str, str, str]:
    """Write value with interval, condition, and the draws that hold or the year of a fact."""
    value, low, high = (verdict.get(key) for key in ("value", "low", "high"))
    condition = (verdict.get("condition") or {}).get("holds")
    return (
        _text(quantity_text(value, low, high, verdict.get("unit"))),
        _text(condition_text(condition)),
        _text(_draws_or_year(verdict)),
    )


def _draws_or_year(verdict: Mapping[str, Any]) -> str:
    """Give the share of draws that hold, or the year of a fact."""
    if verdict.get("probability") is not None:
        return draws_text(verdict["probability"])
    if verdict.get("value") is None:
        return NONE
    year = verdict.get("year")
    return "fact" if year is None or verdict.get("unit") == "date" else f"fact, {year}"


def _second_line(verdict: Mapping[str, Any]) -> str:
    """Say what decides a verdict that depends, or why a claim is untestable."""
    if verdict.get("verdict") == "untestable":
        return f"<br><small>{_isolated(verdict.get('reason') or NONE)}</small>"
    decides = verdict.get("decides") or ()
    if verdict.get("verdict") != "depends" or not decides:
        return ""
    even = verdict.get("break_even") or {}
    flips = ""
    if even.get("value") is not None:
        flips = f" · flips at {_text(level_text(even['value'], even.get('unit')))}"
    return f"<br><small>decided by {_text(decides[0]['assumption'])}{flips}</small>"
