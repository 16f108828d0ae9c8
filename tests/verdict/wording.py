"""The words that each metric gives a reader: what it says, its table's caption and columns.

`python -m tests.verdict.wording` writes those of today, to be read as a difference before they are
committed: a test holds that none changes unseen.
"""

import json
import re
from pathlib import Path
from typing import Any

from tests.verdict.calls import calls, study

from accord.verdict.metrics import Untestable, read

KEPT = Path(__file__).with_suffix(".json")


def wording() -> dict[str, Any]:
    """Read every metric once on the shipped case; numbers are left out, since they are data."""
    return {name: _said(call) for name, call in sorted(calls().items())}


def _said(call: Any) -> dict[str, Any]:
    try:
        reading = read(call, study().inquire())
    except Untestable as no:
        return {"untestable": _without_numbers(no.reason)}
    table = reading.table
    columns = table.columns if table else ()
    return {
        "text": _without_numbers(reading.text),
        "finding": _without_numbers(reading.finding),
        "caption": _without_numbers(table.caption) if table else None,
        "sources": sorted(reading.sources),
        "columns": [f"{head} [{unit}]" if unit else head for head, unit in columns],
    }


def _without_numbers(text: str) -> str:
    return re.sub(r"\d[\d.,\u2009]*\d|\d", "#", text)


if __name__ == "__main__":
    text = json.dumps(wording(), indent=1, ensure_ascii=False)
    KEPT.write_text(text + "\n", encoding="utf-8")
