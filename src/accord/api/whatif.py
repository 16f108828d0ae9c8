"""What if: a case kept warm, to be asked again with an edit; only what that touches is solved."""

from collections.abc import Mapping
from typing import Any

from accord import result
from accord.api.cases import parse_case
from accord.api.runs import Progress, study_of
from accord.case.edit import Edit, edited, read
from accord.case.model import Case
from accord.measures import measures
from accord.result import made
from accord.verdict import Judge, Verdict

PREVIEW_DRAWS = 200


class WhatIf:
    """A case whose words are known at few draws, to be compared with the same under an edit.

    Words alone, at these draws, and whether a claim could come out otherwise at all as it is
    without the edit: `Judge` says what is left out to be quick. What decides a claim and where it
    turns comes with the run of the edited text, which gives to the digit what `accord run` gives of
    that text.
    """

    def __init__(self, case: Case, *, draws: int = PREVIEW_DRAWS, seed: int = 0) -> None:
        """Raises InputError where the number of draws can't be used."""
        self.case = case
        self.study = study_of(case, None, draws, seed)
        self._judge = Judge(self.study, quick=True)
        self._before: dict[str, tuple[Verdict, ...]] = {}

    def ahead(self) -> bool:
        """Judge one more claim as the case has it, before anybody asks; False if all are known."""
        unknown = next((claim for claim in self.case.claims if claim not in self._before), None)
        if unknown is not None:
            self._known(unknown)
        return unknown is not None

    def preview(
        self, raw: Mapping[str, Any], *, progress: Progress | None = None
    ) -> dict[str, Any]:
        """Judge what an edit touches, before and after, on the same draws.

        Parameters
        ----------
        raw : an edit as JSON has it, `accord.case.edit.Edit`

        Returns
        -------
        `verdicts` of the claims that it touches, as the result has them; `turned`, of those whose
        word is another, with `was` and `now`; `toml`, the text of the case with the edit

        Raises
        ------
        CaseError, InputError, UnknownNameError
            where it is no edit of this case
        """
        edit = read(raw)
        text = edited(self.case, edit)
        case = parse_case(text, name=self.case.name)
        study = self.study.revised(case)
        judge = Judge(study, quick=True, like=self._judge)
        touched = [claim for claim in case.claims if self._touches(edit, claim)]
        found: list[Verdict] = []
        for done, claim in enumerate(touched):
            if progress:
                progress("claims", done, len(touched))
            self._known(claim)
            found += judge.claim(case.claims[claim])
        answer = made.answer(study, found, seed=study.seed)
        before = {v.id: v.word for claim in touched for v in self._known(claim)}
        return {
            "draws": study.draws,
            "verdicts": result.plain(answer.verdicts),
            "turned": [
                {"claim": v.id, "was": before[v.id], "now": v.word}
                for v in found
                if before[v.id] != v.word
            ],
            "toml": text,
        }

    def _known(self, claim: str) -> tuple[Verdict, ...]:
        """Give the verdicts of a claim as the case has it, judged once."""
        if claim not in self._before:
            self._before[claim] = tuple(self._judge.claim(self.case.claims[claim]))
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
