"""What if: a case kept warm, to be asked again with an edit; only what that touches is solved."""

from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping
from time import process_time
from typing import Any

from accord import result
from accord.api.cases import parse_case
from accord.api.runs import Progress, study_of
from accord.case.edit import Edit, edited, read
from accord.case.model import Case
from accord.measures import measures
from accord.result import made
from accord.study import Study
from accord.verdict import Judge, Verdict

PREVIEW_DRAWS = 200
KEPT = 32  # answers that are known again where an edit is undone, or a slider dragged back

Found = Callable[[dict[str, Any]], None]


class WhatIf:
    """A case whose words are known at few draws, to be compared with the same under an edit.

    Words alone, at these draws, and whether a claim could come out otherwise at all as it is
    without the edit: `Judge` says what is left out to be quick. What decides a claim and where it
    turns comes with the run of the edited text, which gives to the digit what `accord run` gives of
    that text. An edit that was asked for before, as when a slider is dragged back, is known.
    """

    def __init__(self, case: Case, *, draws: int = PREVIEW_DRAWS, seed: int = 0) -> None:
        """Raises InputError where the number of draws can't be used."""
        self.case = case
        self.study = study_of(case, None, draws, seed)
        self._judge = Judge(self.study, quick=True)
        self._before: dict[str, tuple[Verdict, ...]] = {}
        self._took: dict[str, float] = {}  # seconds that a claim took to judge as the case has it
        self._answers: OrderedDict[object, dict[str, Any]] = OrderedDict()

    def ahead(self) -> bool:
        """Judge one more claim as the case has it, before anybody asks; False if all are known."""
        unknown = next((claim for claim in self.case.claims if claim not in self._before), None)
        if unknown is not None:
            self._known(unknown)
        return unknown is not None

    def preview(
        self,
        raw: Mapping[str, Any],
        *,
        first: Collection[str] = (),
        progress: Progress | None = None,
        found: Found | None = None,
    ) -> dict[str, Any]:
        """Judge what an edit touches, before and after, on the same draws.

        Parameters
        ----------
        raw : an edit as JSON has it, `accord.case.edit.Edit`
        first : claims, or parts of them, that somebody looks at: they are judged before others
        found : told after each claim what is known so far, as the answer has it

        Returns
        -------
        `verdicts` of the claims that it touches, as the result has them; `turned`, of those whose
        word is another, with `was` and `now`; `toml`, the text of the case with the edit; how many
        of the claims that it touches are `judged`, of how many `touched`

        Raises
        ------
        CaseError, InputError, UnknownNameError
            where it is no edit of this case
        """
        edit = read(raw)
        key = (tuple(sorted(edit.assumptions.items())), edit.close, edit.off)
        if key not in self._answers:
            self._answers[key] = self._judged(edit, first, progress, found)
        self._answers.move_to_end(key)
        while len(self._answers) > KEPT:
            self._answers.popitem(last=False)
        return self._answers[key]

    def _judged(
        self, edit: Edit, first: Collection[str], progress: Progress | None, found: Found | None
    ) -> dict[str, Any]:
        text = edited(self.case, edit)
        study = self.study.revised(parse_case(text, name=self.case.name))
        judge = Judge(study, quick=True, like=self._judge)
        touched = [claim for claim in study.case.claims if self._touches(edit, claim)]
        seen = {name.split("/")[0] for name in first}
        by_claim: dict[str, list[Verdict]] = {}
        for claim in sorted(touched, key=lambda c: (c not in seen, self._took.get(c, 0.0))):
            if progress:
                progress("claims", len(by_claim), len(touched))
            self._known(claim)
            by_claim[claim] = judge.claim(study.case.claims[claim])
            if found:
                found(self._answer(study, touched, by_claim, text))
        return self._answer(study, touched, by_claim, text)

    def _answer(
        self, study: Study, touched: list[str], by_claim: Mapping[str, list[Verdict]], text: str
    ) -> dict[str, Any]:
        """Tell what is judged so far, in the order of the case."""
        judged = [claim for claim in touched if claim in by_claim]
        found = [verdict for claim in judged for verdict in by_claim[claim]]
        before = {v.id: v.word for claim in judged for v in self._known(claim)}
        return {
            "draws": study.draws,
            "verdicts": result.plain(made.answer(study, found, seed=study.seed).verdicts),
            "turned": [
                {"claim": v.id, "was": before[v.id], "now": v.word}
                for v in found
                if before[v.id] != v.word
            ],
            "toml": text,
            "judged": len(judged),
            "touched": len(touched),
        }

    def _known(self, claim: str) -> tuple[Verdict, ...]:
        """Give the verdicts of a claim as the case has it, judged once."""
        if claim not in self._before:
            start = process_time()
            self._before[claim] = tuple(self._judge.claim(self.case.claims[claim]))
            self._took[claim] = process_time() - start
        return self._before[claim]

    def _touches(self, edit: Edit, claim: str) -> bool:
        """Whether an edit can move a claim: one of its numbers is drawn, or asks of a scenario."""
        whole = self.case.claims[claim]
        tests = (whole.test, *(part.test for part in whole.parts))
        asks = [test.metric for test in tests if test is not None]
        if not asks:
            return False
        if (edit.close or edit.off) and any(measures()[m.name].takes("scenario") for m in asks):
            return True
        return any(v.used & edit.assumptions.keys() for v in self._known(claim) if v.reading)
