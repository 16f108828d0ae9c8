"""How verdicts look in a terminal: the table of a run, and one claim in full.

Both are laid out from what `result.json` holds, and compute nothing.
"""

import textwrap
from itertools import chain, pairwise
from typing import Literal

import click

from accord.cli.screen import (
    TEXT,
    cells,
    clean,
    pad,
    width,
    wrap,
)
from accord.names import MARKS, Mark
from accord.numbers import (
    NONE,
    draws_text,
    interval_text,
    level_text,
    line_text,
    quantity_text,
    range_text,
    span_text,
    value_text,
)
from accord.result import Answer, Document
from accord.result.verdict import Decider, Limit, Line, Verdict

COLOURS: dict[Mark, str | None] = {
    "supported": "blue",
    "depends": "yellow",
    "contradicted": "red",
    "untestable": None,
    "not reviewed": None,
}
HEAD = ("¶", "verdict", "claim", "value [90 %]", "needs", "draws")
RIGHT = (3, 4, 5)  # columns of numbers
CLAIM = 2
MEANS = "supported asks for 95 %"


def heading(document: Document, seconds: float | None = None) -> str:
    """Write the first line of a run: title, world, draws, seed, time."""
    parts = [
        f"world {document.year}" + " (not the case's own)" * ("year" in document.overrides),
        *([f"ties of {document.as_of}"] if document.as_of_unsaid else []),
        f"{document.draws:,} draws",
        f"seed {document.seed}",
        *([f"{seconds:.1f} s"] if seconds is not None else []),
    ]
    right = " · ".join(parts)
    title = clean(document.title)
    if cells(title) + cells(right) + 3 > width():
        return f"{wrap(title, width())}\n{right}"
    return pad(title, width() - cells(right)) + right


def verdict_table(document: Document) -> str:
    """Lay out the verdicts of a run: what a claim says, its id beside it, and what decides it.

    Where the widest claim doesn't fit into a line, every id stands on the line below the label,
    with the numbers.
    """
    entries = document.verdicts
    rows = [_row(entry, document.year) for entry in entries]
    widths = [max(cells(row[i]) for row in [HEAD, *rows]) for i in range(len(HEAD))]
    widths[1] = max(widths[1], 14)
    spare = width() - 1 - 2 * (len(HEAD) - 1) - sum(widths)
    widths[CLAIM] = max(len(HEAD[CLAIM]), widths[CLAIM] + min(0, spare))
    indent = " " * (1 + widths[0] + 2 + widths[1] + 2)
    sides: list[Literal["left", "right"]] = ["right" if i in RIGHT else "left" for i in range(6)]
    head = map(pad, HEAD, widths, sides)
    lines = [f" {'  '.join(head)}"]
    for entry, row in zip(entries, rows, strict=True):
        claim = [row[CLAIM]] if spare >= 0 else _stacked(entry, width() - len(indent))
        figures = _figures(row, widths, len(indent) + cells(claim[-1]))
        if not figures:
            claim, figures = [*claim, ""], _figures(row, widths, len(indent))
        claim[-1] += figures
        lines.append(f" {pad(row[0], widths[0])}  {verdict_cell(entry.mark)}  {claim[0]}")
        lines += [f"{indent}{piece}" for piece in claim[1:]]
        below = "; ".join(filter(None, (_recorded(entry), second_line(entry, document))))
        lines += [wrap(below, min(TEXT, width()), indent + "  ")] if below else []
    return "\n".join(lines)


def _stacked(entry: Verdict, room: int) -> list[str]:
    """Give the lines of a claim where its id stands below its label; a part is set in."""
    deep = "  " * bool(entry.part_of)
    own = entry.claim.removeprefix(entry.part_of or "")
    label = [clean(entry.label)] if entry.label != entry.claim else []
    lines = [textwrap.wrap(text, room - len(deep)) for text in (*label, own)]
    return [f"{deep}{piece}" for piece in chain(*lines)]


def _figures(row: tuple[str, ...], widths: list[int], after: int) -> str:
    """Put the numbers of a row under their heads, behind so many columns; empty without room."""
    block = "  ".join(pad(row[i], widths[i], "right") for i in RIGHT).lstrip()
    end = 1 + sum(widths) + 2 * (len(widths) - 1)
    gap = end - after - cells(block)
    return "" if gap < 2 else " " * gap + block


def verdict_cell(word: Mark) -> str:
    """Write mark and word of a verdict, in its colour: 14 columns."""
    text = pad(f"{MARKS[word]} {word}", 14)
    # None where it isn't dim: False would write a code of its own, which no screen asks for
    dim = word in ("untestable", "not reviewed") or None
    return click.style(text, fg=COLOURS[word], dim=dim)


def _row(entry: Verdict, year: int) -> tuple[str, ...]:
    """Give the cells of one verdict as plain text; of a claim with parts, how many hold."""
    own, needs = entry.claim.removeprefix(entry.part_of or ""), _holds(entry)
    labelled = entry.label not in ("", entry.claim)  # one without a label is called by its id
    name = f"{clean(entry.label)}  ({own})" if labelled else own
    if entry.parts:
        needs = f"{entry.combine} parts" if entry.combine == "all" else "any part"
    return (
        str(entry.paragraph or "") if not entry.part_of else "",
        f"{MARKS[entry.mark]} {entry.mark}",
        f"{'  ' * bool(entry.part_of)}{name}",
        value_of(entry, year),
        needs,
        NONE if entry.parts else draws_text(entry.probability),
    )


def _holds(entry: Verdict) -> str:
    """Write the line where a claim holds."""
    return _written(entry.lines.holds) if entry.lines else NONE


def _written(line: Line) -> str:
    return line_text(line.op, line.number, line.unit)


def value_of(entry: Verdict, year: int) -> str:
    """Write a verdict's value with its interval; with its year where that isn't the run's.

    Of a claim with parts, how many of them hold.
    """
    if entry.parts:
        return f"{entry.parts.hold} of {entry.parts.of} parts"
    if entry.value is None and entry.low is None:
        return NONE
    other = entry.year if entry.year not in (None, year) else None
    text = quantity_text(entry.value, entry.low, entry.high, entry.unit)
    if _at_least(entry):
        text = f"≥ {text}"
    if entry.value is None:
        text = span_text(entry.low, entry.high, entry.unit)
    if entry.recorded is not None:
        text = _elsewhere(entry)
    return f"{text}{f' ({other})' if other else ''}"


def _recorded(entry: Verdict) -> str:
    """Say what the record alone gives, where another reading of the World stands in the row."""
    if entry.recorded is None or entry.parts:
        return ""
    return f"{value_text(entry.recorded, unit=entry.unit)} as recorded"


def _elsewhere(entry: Verdict) -> str:
    """Write what other readings of the World give: one value, or a span."""
    if entry.value is not None:
        return value_text(entry.value, unit=entry.unit)
    return span_text(entry.low, entry.high, entry.unit)


def _at_least(entry: Verdict) -> bool:
    """Whether a value is the least that it can be: nobody knows how high it is."""
    return entry.value is not None and entry.low is not None and entry.high is None


def second_line(entry: Verdict, document: Answer | Document) -> str:
    """Say what decides a verdict and where it turns, or why there is none."""
    if entry.review:
        return clean(f"proposed: {entry.proposed}") if entry.proposed else ""
    if entry.parts:
        return ""  # its parts say it
    if entry.verdict == "untestable":
        take = f"; it would take: {entry.would_take}" if entry.would_take else ""
        return clean(f"{entry.reason or ''}{take}")
    if entry.verdict == "depends":
        limit = next((one for one in entry.limits if one.says == entry.reason), None)
        if limit is not None and limit.kind != "ignorance":
            return clean(limit.says)
        turn = break_even_text(entry, document)
        if turn:
            return turn
        decided = ", ".join(d.assumption for d in entry.decides[:2])
        return f"decided by {decided}" if decided else clean(entry.reason or "")
    return clean(entry.reason or "")


def assumption_range(name: str, document: Answer | Document) -> str:
    """Write the range that the case allows an assumption: `0 – 10 %`."""
    found = next((a for a in document.assumptions if a.name == name), None)
    return range_text(found.low, found.high, found.unit) if found else ""


def break_even_text(entry: Verdict, document: Answer | Document) -> str:
    """Say where a verdict turns: `holds from access-cost-cut = 3.1 % on (case: 0 – 10 %)`."""
    even = entry.break_even
    if not even:
        return ""
    at = level_text(even.value, even.unit)
    allowed = assumption_range(even.assumption, document)
    case = f" (case: {allowed})" if allowed else ""
    which = {True: "from {} on", False: "up to {}", None: "beyond {}"}[_rises(entry)]
    turn = which.format(f"{even.assumption} = {at}")
    return f"holds {turn}{case}" if even.in_range else f"would hold {turn}{case}"


def _rises(entry: Verdict) -> bool | None:
    """Say whether the claim comes to hold as the deciding assumption rises; None if unknown."""
    median = [m for m in entry.curve.median if m is not None] if entry.curve else []
    op = entry.lines.holds.op if entry.lines else "=="
    if op in ("==", "!=") or len(median) < 2 or median[0] == median[-1]:
        return None
    return (median[-1] > median[0]) == (op in (">", ">="))


def tally(document: Document) -> str:
    """Count the verdicts on whole claims."""
    counts = document.tally.counts()
    parts = [
        click.style(f"{MARKS[word]} {count} {word}", fg=COLOURS[word])
        for word, count in counts.items()
    ]
    total = sum(counts.values())
    return f"{total} claim{'s' * (total != 1)}: {'  '.join(parts)}"


def dots(entry: Verdict) -> str:
    """Draw twenty draws in a row: full holds, hollow fails, half lies between; ┃ is the line."""
    marks = {"holds": "●", "between": "◐", "fails": "○"}
    states = [dot.state for dot in entry.dots or ()]
    line = next(
        (i for i, (a, b) in enumerate(pairwise(states), 1) if (a == "holds") != (b == "holds")),
        None,
    )
    drawn = [marks[state] for state in states]
    return "".join(drawn if line is None else [*drawn[:line], "┃", *drawn[line:]])


def claim_text(entry: Verdict, document: Answer | Document, file: str) -> str:
    """Write one claim, or part, in full."""
    where = f"{file}:{entry.line}" if entry.line else file
    claim = f"\n{' ' * 15}".join(textwrap.wrap(entry.claim, width() - 15))
    name = f"{verdict_cell(entry.mark)} {claim}"
    room = width() - 15 - cells(entry.claim) - cells(where)
    gap = " " * room if room >= 3 else "\n  "
    paragraph = f"  ¶{entry.paragraph}" if entry.paragraph else ""
    said = wrap(f'"{clean(entry.quote)}"{paragraph}', min(90, width()), "  ")
    blocks = [f"{name}{gap}{where}\n{said}", _facts(entry, document)]
    if not entry.parts:
        blocks.append(_deciding(entry, document))
    blocks.append(_origin(entry))
    return "\n\n".join(block for block in blocks if block)


def _labelled(label: str, text: str) -> str:
    """Write a label and a text beside it, wrapped."""
    body = wrap(text, width(), " " * 13).lstrip()
    return f"  {label:10} {body}"


def _facts(entry: Verdict, document: Answer | Document) -> str:
    """Write what was measured, what is needed, and what came out."""
    said = _of_parts(entry) if entry.parts else _measured(entry, document)
    if entry.review:
        said.append(("proposed", entry.proposed or ""))
    if quo := entry.status_quo:
        holds = "holds already" if quo.holds else "does not hold yet"
        said.append(("status quo", f"{holds}{f'   {clean(quo.text)}' if quo.text else ''}"))
    said += [("because", entry.reason or ""), ("would take", entry.would_take or "")]
    said += [("limit" if n == 0 else "", _limit(one)) for n, one in enumerate(entry.limits)]
    return "\n".join(_labelled(label, text) for label, text in said if text)


def _limit(one: Limit) -> str:
    """Write what is known against the numbers, and what that did."""
    did = {"widen": "widened", "cap": "no surer than depends", "note": "noted"}
    return clean(f"{one.says}{f' ({did[one.effect]})' if one.effect in did else ''}")


def _of_parts(entry: Verdict) -> list[tuple[str, str]]:
    """Say how many parts hold and which of them decided; the numbers are theirs."""
    assert entry.parts
    decided = f", decided by /{entry.decided_by}" if entry.decided_by else ""
    return [
        ("parts", f"{entry.parts.hold} of {entry.parts.of} hold{decided}"),
        ("needs", f"{entry.combine} of its parts"),
    ]


def _measured(entry: Verdict, document: Answer | Document) -> list[tuple[str, str]]:
    """Say what was measured, what is needed, and what came out."""
    said = [("finding", entry.finding)] if entry.finding else []
    said.append(("metric", entry.metric_text or entry.metric or ""))
    if entry.lines:
        why = f"   why: {clean(entry.why)}" if entry.why else ""
        fails = f"   fails at {_written(entry.lines.fails)}"
        said.append(("needs", f"{_holds(entry)}{fails}{why}"))
    if entry.value is not None or entry.low is not None:
        said.append(("value", _value(entry, document.year)))
    if entry.probability is not None:
        said.append(("draws", _draws(entry, entry.draws or document.draws)))
    return said


def _value(entry: Verdict, year: int) -> str:
    if entry.recorded is not None:
        recorded = value_text(entry.recorded, unit=entry.unit)
        return f"{_elsewhere(entry)} read otherwise   as recorded: {recorded}"
    if entry.value is None:
        return f"{span_text(entry.low, entry.high, entry.unit)}, nothing known between"
    text = value_text(entry.value, entry.low, entry.high, entry.unit)
    if _at_least(entry):
        text = f"at least {text}, no limit known"
    if entry.year not in (None, year):
        text += f" ({entry.year})"
    for label, low, high in (
        ("90 %", entry.low, entry.high),
        ("50 %", entry.low50, entry.high50),
    ):
        if low is not None and high is not None:
            ends = interval_text(entry.value, low, high, entry.unit, words=True)
            text += f"   {label}: {ends}"
    return text


def _draws(entry: Verdict, draws: int) -> str:
    text = f"{dots(entry)}   {draws_text(entry.probability)} of {draws:,} hold"
    if entry.probability_fails is not None:
        text += f", {draws_text(entry.probability_fails)} fail"
    if entry.sampling_error:
        text += f", give or take {draws_text(entry.sampling_error)}"
    if entry.failed_draws:
        text += f", {entry.failed_draws:,} could not be solved"
    return f"{text} ({MEANS})"


def _deciding(entry: Verdict, document: Answer | Document) -> str:
    """Say which assumptions decide, by how much, and where the claim turns."""
    longest = max((cells(one.assumption) for one in entry.decides), default=0)
    lines = [
        _labelled("decided by" if n == 0 else "", _decider(one, document, longest))
        for n, one in enumerate(entry.decides)
    ]
    if entry.verdict == "depends" and not entry.decides:
        lines.append(_labelled("decided by", entry.reason or "no single assumption"))
    return "\n".join(lines)


def _decider(one: Decider, document: Answer | Document, longest: int) -> str:
    """Write one assumption's share of the variance, where it turns the verdict, and its range."""
    share = pad(value_text(one.share, unit="share"), 6, "right")
    even = one.break_even
    turn = f"   break-even {level_text(even.value, even.unit)}" if even else ""
    allowed = assumption_range(one.assumption, document)
    case = f"   case says {allowed}" if allowed else ""
    return f"{pad(one.assumption, longest)}  {share} of the variance{turn}{case}"


def _origin(entry: Verdict) -> str:
    """Say what a verdict rests on."""
    parts = [*entry.sources, *(f"{name}: judgement" for name in entry.judgement)]
    lines = [_labelled("rests on", " · ".join(parts))] if parts else []
    lines += [_labelled("note" if n == 0 else "", note) for n, note in enumerate(entry.notes)]
    return "\n".join(lines)
