"""A result as one HTML file that opens anywhere: no server, no network, no second file.

The file holds, in this order: a plain table of all verdicts, which mail previews, archives and
browsers without script show; the result as JSON; the style and the script of the front end, whose
sources are in `front/`. The script replaces the table by the full report. A content-security
policy in the file admits that one script and that one style by their hash, and no request at all.

Numbers in the inlined JSON are cut to nine significant digits; `result.json` has them in full.
"""

import base64
import hashlib
import json
import math
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from importlib import resources
from pathlib import Path
from typing import Any

from accord.errors import InputError
from accord.report.numbers import (
    NONE,
    condition_text,
    draws_text,
    interval_text,
    value_text,
)

INLINED_DIGITS = 9
MARKS = {"supported": "●", "assumption": "◐", "contradicted": "✕", "untestable": "?"}
SENTENCES = {
    "supported": "holds in at least 95 of 100 draws",
    "assumption": "holds only under an assumption that is named",
    "contradicted": "fails in at least 95 of 100 draws",
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
    style, script = _static("app.css"), _static("app.js")
    policy = (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; "
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
            "</head>",
            "<body>",
            f'<div id="app">\n{"".join(_plain(result))}</div>',
            f'<script type="application/json" id="result">{_json(result)}</script>',
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
    return replace_file(Path(path), render(result).encode("utf-8", "replace"))


def replace_file(target: Path, content: bytes) -> Path:
    """Write beside the target and rename, so that nobody sees half a file.

    Raises
    ------
    InputError
        The folder cannot be made or written to.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            os.chmod(beside, 0o666 & ~_umask())  # mkstemp makes files for the owner alone
            os.replace(beside, target)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise InputError(f"cannot write {target}: {error.strerror or error}") from error
    return target


def _umask() -> int:
    """Read the mask of the process; there is no way to read it without setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _static(name: str) -> str:
    """Read a built file of the front end."""
    return (resources.files("accord.report") / "static" / name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    """Say a script or style as a content-security policy does."""
    digest = hashlib.sha256(content.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _json(result: Mapping[str, Any]) -> str:
    """Write JSON that no HTML parser can leave: `<`, `>` and `&` are escaped."""
    text = json.dumps(
        _shortened(result), ensure_ascii=False, allow_nan=False, separators=(",", ":")
    )
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _shortened(value: Any) -> Any:
    """Cut floats to the inlined digits and turn what is not finite into null."""
    if isinstance(value, float):
        return float(f"{value:.{INLINED_DIGITS}g}") if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): _shortened(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_shortened(item) for item in value]
    return value


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
        f"<p>{whole} claims · world {_text(result.get('year'))} · {result.get('draws', 0):,} draws · "
        f"seed {_text(result.get('seed'))} · accord {_text(result.get('accord'))}</p>\n<ul>\n"
    )
    for verdict, count in (result.get("tally") or {}).items():
        mark, says = MARKS.get(verdict, ""), SENTENCES.get(verdict, "")
        yield f"<li>{mark} <b>{count} {_text(verdict)}</b>: {says}</li>\n"
    yield "</ul>\n<table>\n<caption>All verdicts, in the order of the text. Chances are chances "
    yield "under the case's assumptions.</caption>\n<thead><tr>"
    yield "".join(f'<th scope="col">{column}</th>' for column in COLUMNS)
    yield "</tr></thead>\n<tbody>\n"
    for verdict in verdicts:
        yield _row(verdict)
    yield f"</tbody>\n</table>\n<p>The same in a shell: <code>{_text(command)}</code></p>\n</main>\n"


def _row(verdict: Mapping[str, Any]) -> str:
    """Give one row of the plain table."""
    word = str(verdict.get("verdict"))
    part = verdict.get("part_of") is not None
    value, low, high = (verdict.get(key) for key in ("value", "low", "high"))
    unit = verdict.get("unit")
    condition = (verdict.get("condition") or {}).get("holds")
    cells = (
        _text(verdict.get("paragraph") or ""),
        f"{MARKS.get(word, '')} {_text(word)}",
        f"{'– ' if part else ''}{_isolated(verdict.get('label') or verdict.get('claim'))}"
        f"{_second_line(verdict)}",
        f"{_text(value_text(value, low, high, unit, year=_other_year(verdict)))} "
        f"{interval_text(value, low, high, unit)}",
        _text(condition_text(condition)),
        _text(draws_text(verdict.get("probability"))),
    )
    return "<tr>" + "".join(f"<td>{cell.strip()}</td>" for cell in cells) + "</tr>\n"


def _other_year(verdict: Mapping[str, Any]) -> int | None:
    """Give the year of a fact; values with draws belong to the world's year."""
    numeric = verdict.get("value") is not None and verdict.get("unit") != "date"
    return verdict.get("year") if verdict.get("low") is None and numeric else None


def _second_line(verdict: Mapping[str, Any]) -> str:
    """Say what decides an assumption, or why a claim is untestable."""
    if verdict.get("verdict") == "untestable":
        return f"<br><small>{_isolated(verdict.get('reason') or NONE)}</small>"
    decides = verdict.get("decides") or ()
    if verdict.get("verdict") != "assumption" or not decides:
        return ""
    even = verdict.get("break_even") or {}
    flips = ""
    if even.get("value") is not None:
        flips = f" · flips at {_text(value_text(even['value'], None, None, even.get('unit')))}"
    return f"<br><small>decided by {_text(decides[0]['assumption'])}{flips}</small>"
