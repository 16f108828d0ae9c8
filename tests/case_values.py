"""What every shipped case comes to: its words and numbers, kept beside the tests.

    python -m tests.case_values          writes case_values.json, and the table of each page anew;
                                         and article_values.json, of the first case

A number that moves on purpose is written anew with a fragment under Numbers. The first case, of the
article, is looked at where it is run whole, in test_docs.py, at as many draws as its page shows.
"""

import json
import math
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import accord
from accord import case, result

KEPT = Path(__file__).with_name("case_values.json")
PAGES = Path(__file__).resolve().parents[1] / "docs" / "cases"
TABLE = re.compile(r"(?<=<!-- verdicts -->\n).*?(?=<!-- /verdicts -->)", re.DOTALL)
DRAWS = 60
FIRST = "abraham-accords"
OF_FIRST = KEPT.with_name("article_values.json")
DRAWS_OF_FIRST = 1000


def names() -> tuple[str, ...]:
    """Name the shipped cases that are kept here."""
    return tuple(name for name in case.shipped() if name != FIRST)


@cache
def document(name: str) -> result.Document:
    """Run a case, once a process."""
    return accord.run(name, draws=DRAWS, seed=0).document


def values(name: str) -> dict[str, list[Any]]:
    """Give the word and value of every claim and part."""
    return {v.claim: [v.verdict, v.value] for v in document(name).verdicts}


def table(name: str) -> str:
    """Give the table of a case's page: a row for each claim and part."""
    found = document(name).verdicts
    in_parts = {v.part_of for v in found}
    rows = [
        f"| {v.verdict} | `{v.claim}`{'' if v.part_of else ' ' + v.label} | "
        f"{'by its parts' if v.claim in in_parts else _says(v)} |\n"
        for v in found
    ]
    return "| verdict | claim | what was found |\n|---|---|---|\n" + "".join(rows)


def _says(v: Any) -> str:
    said = [one for one in (v.finding, v.reason) if one]
    return ". ".join(one[:1].upper() + one[1:].removesuffix(".") for one in said) + "."


def numbers(verdicts: Iterable[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """Give word, value and interval of each verdict of a result.json."""
    return {v["claim"]: [v["verdict"], v["value"], v["low"], v["high"]] for v in verdicts}


def unlike(found: dict[str, list[Any]], kept: dict[str, list[Any]]) -> list[str]:
    """Name the claims whose words differ, or whose numbers do in the first six digits."""
    return [
        claim
        for claim in found.keys() | kept.keys()
        if claim not in found or claim not in kept or not all(map(_same, found[claim], kept[claim]))
    ]


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-6, abs_tol=1e-12)
    return bool(one == other)


def main() -> None:
    """Write what is kept."""
    whole = json.loads(accord.run(FIRST, draws=DRAWS_OF_FIRST, seed=0).json())
    first = json.dumps(numbers(whole["verdicts"]), indent=1)
    OF_FIRST.write_text(first + "\n", encoding="utf-8")
    kept = {name: values(name) for name in names()}
    KEPT.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    for name in names():
        page = PAGES / f"{name}.md"
        text = page.read_text(encoding="utf-8")
        page.write_text(TABLE.sub(lambda _, name=name: table(name), text), encoding="utf-8")


if __name__ == "__main__":
    main()
