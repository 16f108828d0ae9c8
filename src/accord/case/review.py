"""Claims that nobody has looked at yet: `review = true` keeps their test back from every engine.

A drafted claim, or a part of one, bears the mark until a person takes it away. Under it a gap `"?"`
may stand for whatever the draft left open, anywhere in the test; what is written beside a gap is
checked as ever. The reader then takes the test out of the claim and keeps it as words alone
(`proposed`), so that nothing behind this room could judge it, whatever it is asked to do.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from accord.case import form
from accord.case.model import Claim, Part

GAP = "?"
LEGAL = "fill it in; a gap may stand only in a claim with review = true"
PROPOSED = form.HIDDEN + "proposed"
Reviewed = TypeVar("Reviewed", Claim, Part)


@dataclass(frozen=True, slots=True)
class Gap:
    """What a test leaves open, in place of a value of any kind."""


OPEN = Gap()
OF_THE_TEST = ("metric", "holds", "fails", "status_quo")


def is_gap(raw: Any) -> bool:
    """Say whether a value as written is a gap, or a list that has one."""
    return raw == GAP or (isinstance(raw, list) and GAP in raw)


def opened(model: type[Any], raw: Any) -> Any:
    """Mark the gaps in the test of a claim or part under review, and keep its test in words.

    A claim's mark is that of its parts too.
    """
    if not isinstance(raw, dict) or raw.get("review") is not True:
        return raw
    test = {key: _marked(raw[key]) for key in OF_THE_TEST if key in raw}
    found = {**raw, **test, PROPOSED: proposed(raw)}
    parts = raw.get("parts")
    if model is Claim and isinstance(parts, list):
        found["parts"] = [{**p, "review": True} if isinstance(p, dict) else p for p in parts]
    return found


def _marked(raw: Any) -> Any:
    if is_gap(raw):
        return OPEN
    if isinstance(raw, dict):
        if is_gap(raw.get("name")):
            return OPEN
        return {key: _marked(value) for key, value in raw.items()}
    return raw


def proposed(raw: Mapping[str, Any]) -> str:
    """Write the test of a claim under review on one line, gaps and all."""
    metric = raw.get("metric")
    said = [_call(metric)] if metric is not None else []
    said += [f"{key} {raw[key]}" for key in ("holds", "fails") if isinstance(raw.get(key), str)]
    if not said and isinstance(raw.get("untestable"), str):
        said = [f"untestable: {raw['untestable']}"]
    return "   ".join(said)


def _call(raw: Any) -> str:
    if not isinstance(raw, dict):
        return str(raw)
    rest = (f"{key} = {_value(value)}" for key, value in raw.items() if key != "name")
    return f"{raw.get('name', GAP)} ({', '.join(rest)})"


def _value(raw: Any) -> str:
    if isinstance(raw, list):
        return " ".join(map(_value, raw))
    return _call(raw) if isinstance(raw, dict) else str(raw)


def kept_back(found: Reviewed) -> Reviewed:
    """Take the test out of what is under review."""
    if not found.review:
        return found
    return replace(found, test=None, status_quo=None, untestable="", would_take="")


def unreviewed(claim: Claim) -> bool:
    """Say whether a claim, or any part of it, still waits for a person."""
    return claim.review or any(part.review for part in claim.parts)
