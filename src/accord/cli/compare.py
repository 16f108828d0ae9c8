"""The command that compares scenarios of a case, or two cases."""

import json
from typing import Any

import click

from accord.api.cases import load_case
from accord.api.compare import compare_cases, compare_scenarios
from accord.cli.options import DEFAULT_CASE, as_json, examples, shared
from accord.cli.progress import Progress
from accord.cli.screen import Screen, table
from accord.errors import InputError
from accord.names import MARKS
from accord.numbers import NONE, THIN, interval_text, quantity_text

LEAST = 1.0  # US$: what moves a total by less is told so, and not to a cent
UNITS = {"total": "usd", "price": "share"}


@click.command(
    epilog=examples(
        "accord compare baseline accession --draws 20",
        "accord compare accession accession-and-stop --draws 20 --json",
    )
)
@click.argument("sides", nargs=-1, required=True)
@click.option("--case", default=DEFAULT_CASE, show_default=True, help="Whose scenarios.")
@click.option("--draws", type=int, default=1000, show_default=True, help="The same for all sides.")
@click.option("--seed", type=int, default=0, show_default=True, help="Of the draws.")
@shared
@as_json
@click.pass_obj
def compare(
    screen: Screen, sides: tuple[str, ...], case: str, draws: int, seed: int, in_json: bool
) -> None:
    """Compare two to four scenarios of a case, or two cases, over the same draws.

    SIDES are names of scenarios, or two case files. The difference is taken in each draw and has an
    interval of its own: intervals that overlap are no test.
    """
    if not 2 <= len(sides) <= 4:
        raise InputError(f"{len(sides)} to compare; name two to four scenarios, or two cases")
    with Progress() as progress:
        if any(side.endswith(".toml") for side in sides):
            if len(sides) != 2:
                raise InputError(f"{len(sides)} cases to compare; name two")
            first, second = (load_case(side) for side in sides)
            found = compare_cases(first, second, draws=draws, seed=seed, progress=progress)
            shown = _claims(found)
        else:
            found = compare_scenarios(load_case(case), sides, draws=draws, seed=seed)
            shown = _markets(found)
    if in_json:
        screen.json(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        screen.out(shown)


def _markets(found: dict[str, Any]) -> str:
    """Lay out what scenarios do, each beside the first."""
    first, *others = found["scenarios"]
    head = ("good", "state", "of", first, *(f"{name} less {first}" for name in others))
    rows = [
        (
            row["good"],
            row["state"],
            row["quantity"],
            _text(row["values"][0], UNITS[row["quantity"]]),
            *(_text(one, UNITS[row["quantity"]]) for one in row["differences"]),
        )
        for row in found["rows"]
    ]
    if not rows:
        return "no market of the case moves in any of them"
    return table(head, rows, right=tuple(range(3, len(head))), wide=0)


def _claims(found: dict[str, Any]) -> str:
    """Lay out the claims whose word is another, then those whose value is."""
    head = ("claim", *found["cases"], "difference [90 %]")
    rows = [
        (
            row["claim"],
            *(f"{MARKS.get(w, ' ')} {w or NONE}" for w in row["words"]),
            _text(row["difference"], row["unit"]),
        )
        for row in found["rows"]
        if row["words"][0] != row["words"][1] or _moved(row["difference"])
    ]
    said = "\n".join(f"differs too: {one}" for one in found["said"])
    if not rows:
        return "\n".join(filter(None, ("no claim differs", said)))
    return "\n".join(filter(None, (table(head, rows, right=(3,), wide=0), said)))


def _moved(one: dict[str, Any] | None) -> bool:
    return bool(one and (one["low"] or one["high"]))


def _text(one: dict[str, Any] | None, unit: str | None) -> str:
    if one is None or one["value"] is None:
        return interval_text(None, one["low"], one["high"], unit) or NONE if one else NONE
    if unit == "usd" and 0 < max(abs(one[end] or 0) for end in ("value", "low", "high")) < LEAST:
        return f"< US${THIN}{LEAST:g}"
    return quantity_text(one["value"], one["low"], one["high"], unit)
