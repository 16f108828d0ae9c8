"""What a worker does: one request as plain values in, one JSON-ready answer out.

A worker keeps the case that it was last asked about warm, so that an edit of it is a preview and no
run; and while nobody asks it judges that case at a preview's draws, and again with straits shut,
for the edits to come. It reads no file that a request names: a case comes as the name of a shipped
one or as text.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from accord import Case, result
from accord.api import cases, drafts, flows, runs, tables
from accord.api.whatif import WhatIf
from accord.errors import CaseError, InputError, faults_of
from accord.names import require
from accord.web.pool import Tell

MOST_DRAWS = 2000
MOST_ROWS = 5000  # of flows in one answer
WARM = 2  # cases that a worker keeps warm, some hundred MB each

Asked = Mapping[str, Any]


class Worker:
    """The jobs, and the cases that are warm."""

    def __init__(self) -> None:
        self._warm: dict[tuple[str, str, int], WhatIf] = {}
        self._has_read = False  # the tables, which the first to ask for rows would wait for
        self._jobs: dict[str, Callable[[Asked, Tell], Any]] = {
            "run": self.run,
            "preview": self.preview,
            "check": self.check,
            "form": self.form,
            "case": self.case,
            "draft": self.draft,
            "compare": self.compare,
            "flows": self.flows,
            "route": self.route,
            "sources": lambda asked, tell: {"sources": tables.sources()},
        }

    def do(self, kind: str, asked: Asked, tell: Tell) -> str:
        """Do a job and give its answer as JSON, as the command line writes it.

        Raises AccordError where it is asked something that can't be.
        """
        done = self._jobs[require("job", kind, self._jobs)](asked, tell)
        if isinstance(done, str):
            return done
        return json.dumps(done, ensure_ascii=False, allow_nan=False, default=str)

    def run(self, asked: Asked, tell: Tell) -> str:
        """Run a case whole: the text of `result.json`."""
        draws, seed = _draws(asked), _whole(asked, "seed", 0)
        found = runs.run(_case(asked), draws=draws, seed=seed, progress=tell)
        tell("result", 0, 1)
        return found.json()

    def preview(self, asked: Asked, tell: Tell) -> Any:
        """Judge what an edit touches."""
        case, seed = _case(asked), _whole(asked, "seed", 0)
        key = (case.name, case.source, seed)
        warm = self._warm.pop(key, None) or WhatIf(case, seed=seed)
        self._warm[key] = warm
        while len(self._warm) > WARM:
            self._warm.pop(next(iter(self._warm)))

        def found(so_far: dict[str, Any]) -> None:
            told = json.dumps(so_far, ensure_ascii=False, allow_nan=False, default=str)
            tell("claims", so_far["judged"], so_far["touched"], so_far=told)

        answer = warm.preview(
            asked.get("edit", {}),
            first=_names(asked, "first"),
            progress=tell,
            found=found if asked.get("stream") is True else None,
        )
        if asked.get("passages") is not True:
            return answer
        return {**answer, "passages": [{"id": p.name, "title": p.title} for p in warm.passages()]}

    def ahead(self) -> bool:
        """Read the tables; then judge a claim of the case that was last asked what if, unedited.

        And after all of these the same with each of the passages shut that carry most.
        """
        if not self._has_read:
            self._has_read = True
            self.flows({"good": "crude-oil"}, lambda *_, **__: None)
            return True
        return bool(self._warm) and next(reversed(self._warm.values())).ahead()

    def check(self, asked: Asked, tell: Tell) -> Any:
        """Tell all faults of a text at once, or what the case holds."""
        try:
            found = _case(asked)
            drawn = result.plain(cases.assumed(found))
            return {"faults": [], **cases.counts(found), "drawn": drawn}
        except CaseError as error:
            return {"faults": faults_of(error)}

    def form(self, asked: Asked, tell: Tell) -> Any:
        """Give a text as a form has it, after what the form changed."""
        text = _text(asked, "text", cases.MOST_BYTES)
        if (change := asked.get("change")) is not None:
            text = cases.filled(text, change if isinstance(change, dict) else {})
        return {"text": text, **cases.outline(text)}

    def case(self, asked: Asked, tell: Tell) -> Any:
        """Give the text of a shipped case."""
        found = _case({"case": asked.get("case")})
        return {**cases.counts(found), "title": found.title, "text": found.source}

    def draft(self, asked: Asked, tell: Tell) -> Any:
        """Draft a case from a text: spans, and the case to be reviewed, whole and by claim."""
        found = drafts.draft(_text(asked, "text", drafts.MOST_BYTES))
        written = drafts.written(found, name="draft")
        head, claims = drafts.pieces(written)
        spans = drafts.spans(written.draft)
        return {"spans": spans, "toml": written.text, "head": head, "claims": claims}

    def compare(self, asked: Asked, tell: Tell) -> Any:
        """Compare scenarios of a case, or two cases, draw by draw."""
        from accord.api.compare import compare_cases, compare_scenarios

        draws, seed = _draws(asked), _whole(asked, "seed", 0)
        if "other" in asked:
            if not isinstance(asked["other"], Mapping):
                raise InputError("other is a case: its text and name, or the name of a shipped one")
            sides = _case(asked), _case(asked["other"])
            return compare_cases(*sides, draws=draws, seed=seed, progress=tell)
        names = asked.get("scenarios")
        if not isinstance(names, list) or not 2 <= len(names) <= 4:
            raise InputError("scenarios is a list of two to four names")
        return compare_scenarios(_case(asked), [str(n) for n in names], draws=draws, seed=seed)

    def flows(self, asked: Asked, tell: Tell) -> Any:
        """Give recorded flows of a good, row by row, with the rules that changed them."""
        world = tables.load_world(_whole(asked, "year", 0) or None)
        found = flows.flows(
            world,
            str(asked.get("good", "")),
            supplier=_name(asked, "from"),
            buyer=_name(asked, "to"),
        )
        return {"rows": found.head(MOST_ROWS).to_dicts(), "of": found.height}

    def route(self, asked: Asked, tell: Tell) -> Any:
        """Find a way between two places."""
        good = _name(asked, "good")
        return tables.routes(
            str(asked.get("from", "")),
            str(asked.get("to", "")),
            avoid=_names(asked, "avoid"),
            close=_names(asked, "close"),
            modes=_names(asked, "mode"),
            good=good,
            by=str(asked.get("by") or ("cost" if good else "hours")),
        )


def _case(asked: Asked) -> Case:
    """Read the case that a request brings as text, or names among the shipped ones."""
    if "text" in asked:
        name = str(asked.get("name") or "case")
        if not name.replace("-", "").isalnum() or len(name) > 60:
            raise InputError("name has letters, digits and hyphens, at most 60")
        return cases.parse_case(_text(asked, "text", cases.MOST_BYTES), name=name)
    return cases.load_case(require("case", str(asked.get("case")), cases.shipped()))


def _text(asked: Asked, key: str, most: int) -> str:
    text = asked.get(key)
    if not isinstance(text, str) or not text.strip():
        raise InputError(f"{key} is a text, and not empty")
    if len(text.encode("utf-8", "replace")) > most:
        raise InputError(f"{key} is too long; it has at most {most:,} bytes")
    if "\0" in text:
        raise InputError(f"{key} is binary, no text")
    return text


def _whole(asked: Asked, key: str, unsaid: int) -> int:
    value = asked.get(key, unsaid)
    if isinstance(value, str) and value.isdecimal() and len(value) < 10:
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**31:
        raise InputError(f"{key} is a whole number, 0 or more")
    return value


def _draws(asked: Asked) -> int:
    draws = _whole(asked, "draws", 1000)
    if not 20 <= draws <= MOST_DRAWS:
        raise InputError(f"draws is {draws}; write a whole number from 20 to {MOST_DRAWS:,}")
    return draws


def _name(asked: Asked, key: str) -> str | None:
    value = asked.get(key) or None
    if not isinstance(value, str | None):
        raise InputError(f"{key} is a name")
    return value


def _names(asked: Asked, key: str) -> list[str]:
    value = asked.get(key) or []
    listed = value.split(",") if isinstance(value, str) else value
    if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
        raise InputError(f"{key} is a list of names")
    return [one for one in listed if one]
