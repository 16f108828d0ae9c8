"""A draft as the TOML of a case: claims in the text's order, each under review, gaps as `"?"`.

A claim is written with its likeliest metric; the others stand below it behind `# or:`, to be
exchanged for it by hand. Where the text proposes that states join a bloc, the case has that accord
and a scenario `accession` to be completed; else it has none.
"""

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from accord.drafting.binding import GAP, Candidate
from accord.drafting.draft import Draft, Drafted

Claims = Sequence[tuple[str, Drafted]]
LARGEST = 400_000  # characters of a case that are written; `accord check` reads 500 kB
SCENARIO = "accession"
COST_CUT = """
# What joining saves of the cost of trade isn't in the text, and no such effect has been measured.
[assumptions.cost-cut]
known = "nothing"
low = 0
high = 10
unit = "%"
source = "judgement\""""
HEAD = """\
# Drafted by accord from a text. Nothing here is judged before a person has looked at it: a claim
# has no verdict while it says review = true. Where there is a "?", fill it in; where another metric
# fits better, exchange it for the line behind "# or:". `accord review` goes through the claims.

format = 1
"""


def named(draft: Draft) -> list[tuple[str, Drafted]]:
    """Give each claim an id: its paragraph and its first metric, or its kind."""
    found: list[tuple[str, Drafted]] = []
    seen: dict[str, int] = {}
    for one in draft.claims:
        what = one.candidates[0].metric if one.candidates else one.kind
        stem = f"p{one.paragraph}-{what}"
        seen[stem] = seen.get(stem, 0) + 1
        found.append((stem if seen[stem] == 1 else f"{stem}-{seen[stem]}", one))
    return found


def case_text(
    draft: Draft,
    claims: Claims,
    *,
    year: int,
    goods: Sequence[str],
    date: dt.date | None = None,
) -> str:
    """Write a draft as a case file."""
    lines = [HEAD, f"title = {quoted(draft.title or 'A draft')}", f"year = {year}"]
    lines += list(_proposal(draft, date, year))
    lines += [f"\n[goods.{good}]" for good in goods]
    text, left = "\n".join(lines) + "\n", len(claims)
    for name, one in claims:
        block = "\n" + "\n".join(_claim(name, one)) + "\n"
        if len(text) + len(block) > LARGEST:
            text += f"\n# {left} more claims were found; draft the rest of the text on its own.\n"
            break
        text, left = text + block, left - 1
    return text


def _proposal(draft: Draft, date: dt.date | None, year: int) -> Iterator[str]:
    if not draft.accord:
        if date:
            yield f"as_of = {date}"
        yield "# No accord: the text proposes no accession to a bloc that is known here."
        return
    said = "the day of the text" if date else "no day was given: the last of the year of the data"
    joining = toml(list(draft.candidates))
    yield f"\n[accord]\nname = {quoted(draft.accord)}"
    yield f"as_of = {date or dt.date(year, 12, 31)}  # {said}"
    yield f"candidates = {joining}"
    yield "parties = []  # whose gain is counted"
    yield COST_CUT
    yield f'\n[scenarios.{SCENARIO}]\ntitle = "as the text proposes"'
    yield (
        f'shocks = [{{ kind = "accession", candidates = {joining}, '
        f'with = [{quoted(draft.accord)}], cost_cut = "cost-cut" }}]'
    )


def _claim(name: str, one: Drafted) -> Iterator[str]:
    yield f"[claims.{name}]"
    yield f"quote = {quoted(one.quote)}"
    yield f"paragraph = {one.paragraph}"
    yield "review = true"
    if not one.candidates:
        yield f"untestable = {quoted(one.reason)}"
        yield f"would_take = {quoted(one.would_take)}"
        return
    first, *others = one.candidates
    if first.parts:
        yield from _parts(name, first)
        return
    if first.note:
        yield f"# {first.note}"
    yield f"metric = {call(first.metric, first.parameters)}"
    lines = first.lines
    yield f"holds = {quoted(lines.holds if lines else GAP)}"
    if lines:
        yield f"fails = {quoted(lines.fails)}"
    yield f"why = {quoted(lines.why if lines else GAP)}"
    for other in others:
        said = f"   holds {other.lines.holds}, fails {other.lines.fails}" if other.lines else ""
        yield f"# or: metric = {call(other.metric, other.parameters)}{said}"


def _parts(name: str, candidate: Candidate) -> Iterator[str]:
    yield f"why = {quoted(candidate.parts[0].lines.why)}"
    for part in candidate.parts:
        yield f"\n[[claims.{name}.parts]]\nid = {quoted(part.name)}"
        yield f"metric = {call(candidate.metric, part.parameters)}"
        yield f"holds = {quoted(part.lines.holds)}"
        yield f"fails = {quoted(part.lines.fails)}"


def call(metric: str, parameters: Mapping[str, Any]) -> str:
    """Write a metric with its parameters as an inline table."""
    pairs = "".join(f", {key} = {toml(value)}" for key, value in parameters.items())
    return f"{{ name = {quoted(metric)}{pairs} }}"


def toml(value: Any) -> str:
    """Write a value as TOML does."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {toml(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return quoted(value) if isinstance(value, str) else str(value)


def quoted(text: str) -> str:
    """Write a text as a basic string of TOML, on one line."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def without_first(one: Drafted, reason: str, would_take: str) -> Drafted:
    """Drop a claim's first metric; say why nothing tests it where there is no other."""
    rest = one.candidates[1:]
    if rest:
        return replace(one, candidates=rest)
    return replace(one, candidates=(), reason=reason, would_take=would_take)
