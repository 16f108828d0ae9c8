"""What if: a case kept warm, to be asked again with an edit; only what that touches is solved."""

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass, field
from time import process_time
from typing import Any

from accord import result
from accord.api.cases import parse_case
from accord.api.runs import Progress, study_of
from accord.case.edit import Edit, edited, read
from accord.case.model import Case
from accord.draws import priced
from accord.memo import by_value
from accord.result import made
from accord.solve.busiest import Carrier, busiest
from accord.study import Study
from accord.verdict import Judge, Verdict
from accord.verdict.readings import asked

PREVIEW_DRAWS = 200
KEPT = 32  # answers that are known again where an edit is undone, or a slider dragged back
OFFERED = ("strait", "canal", "cape")  # kinds of passages that are switches
# Passages that are judged ahead, those that carry most first. An answer is some 100 kB, and what is
# solved for one passage is let go before the next is begun.
AHEAD = 24

Found = Callable[[dict[str, Any]], None]
Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """An edit that is being judged, claim by claim; whoever asks for it goes on where it stands."""

    text: str  # of the case with the edit
    study: Study
    judge: Judge
    touched: tuple[str, ...]  # claims, in the order of the case
    judged: dict[str, list[Verdict]] = field(default_factory=dict)

    def left(self) -> list[str]:
        """Give the claims that are not judged yet."""
        return [claim for claim in self.touched if claim not in self.judged]


class WhatIf:
    """A case whose words are known at few draws, to be compared with the same under an edit.

    Words alone, at these draws, and whether a claim could come out otherwise at all as it is
    without the edit: `Judge` says what is left out to be quick. What decides a claim and where it
    turns comes with the run of the edited text, which gives to the digit what `accord run` gives of
    that text. An edit that was asked for before, as when a slider is dragged back, is known; and so
    is each of the passages that carry most, once they were judged while nobody asked.
    """

    def __init__(self, case: Case, *, draws: int = PREVIEW_DRAWS, seed: int = 0) -> None:
        """Raises InputError where the number of draws can't be used."""
        self.case = case
        self.study = study_of(case, None, draws, seed)
        self._judge = Judge(self.study, quick=True)
        self._before: dict[str, tuple[Verdict, ...]] = {}
        self._took: dict[str, float] = {}  # seconds that a claim took to judge as the case has it
        self._answers: OrderedDict[Key, dict[str, Any]] = OrderedDict()
        self._shut: dict[Key, dict[str, Any]] = {}  # answers that were found ahead
        self._begun: tuple[Key, Trial] | None = None
        self._passages: tuple[Carrier, ...] | None = None

    def ahead(self) -> bool:
        """Judge one more claim before anybody asks, as the case has it, then with a passage shut.

        False if all are known. Broken off at any step, it goes on from there when asked again.
        """
        unknown = next((claim for claim in self.case.claims if claim not in self._before), None)
        if unknown is not None:
            self._known(unknown)
            return True
        for passage in self.passages()[:AHEAD]:
            edit = Edit(close=(passage.name,))
            if (key := _key(edit)) not in self._shut:
                trial = self._trial(edit)
                if left := trial.left():
                    self._judge_in(trial, left[0])
                else:
                    self._shut[key] = self._answer(trial)
                    self._begun = None
                return True
        return False

    def passages(self) -> tuple[Carrier, ...]:
        """Give the passages that carry any of the case's goods, those that carry most first.

        None where the case has no scenario in which one could be shut.
        """
        if self._passages is None:
            goods = priced(self.case, self.study.world) if self.case.scenarios else ()
            self._passages = busiest(self.study.corridors, goods, OFFERED)
        return self._passages

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
        of the claims that it touches are `judged`, of how many `touched`; `open`, of which claims
        and parts a run may say another word than the preview

        Raises
        ------
        CaseError, InputError, UnknownNameError
            where it is no edit of this case
        """
        edit = read(raw)
        key = _key(edit)
        if key in self._shut:
            return self._shut[key]
        if key not in self._answers:
            self._answers[key] = self._judged(edit, first, progress, found)
        self._answers.move_to_end(key)
        while len(self._answers) > KEPT:
            self._answers.popitem(last=False)
        return self._answers[key]

    def _judged(
        self, edit: Edit, first: Collection[str], progress: Progress | None, found: Found | None
    ) -> dict[str, Any]:
        trial = self._trial(edit)
        seen = {name.split("/")[0] for name in first}
        for claim in sorted(trial.left(), key=lambda c: (c not in seen, self._took.get(c, 0.0))):
            if progress:
                progress("claims", len(trial.judged), len(trial.touched))
            self._judge_in(trial, claim)
            if found:
                found(self._answer(trial))
        self._begun = None
        return self._answer(trial)

    def _trial(self, edit: Edit) -> Trial:
        """Begin to judge an edit, or go on with it; of those begun only the last is held."""
        key = _key(edit)
        if self._begun is None or self._begun[0] != key:
            text = edited(self.case, edit)
            study = self.study.revised(parse_case(text, name=self.case.name))
            trial = Trial(
                text=text,
                study=study,
                judge=Judge(study, quick=True, like=self._judge),
                touched=tuple(claim for claim in study.case.claims if self._touches(edit, claim)),
            )
            self._begun = key, trial
        return self._begun[1]

    def _judge_in(self, trial: Trial, claim: str) -> None:
        """Judge a claim as the case has it, and with the edit."""
        self._known(claim)
        trial.judged[claim] = trial.judge.claim(trial.study.case.claims[claim])

    def _answer(self, trial: Trial) -> dict[str, Any]:
        """Tell what is judged so far, in the order of the case."""
        judged = [claim for claim in trial.touched if claim in trial.judged]
        found = [verdict for claim in judged for verdict in trial.judged[claim]]
        before = {v.id: v.word for claim in judged for v in self._known(claim)}
        study = trial.study
        return {
            "draws": study.draws,
            "verdicts": result.plain(made.answer(study, found, seed=study.seed).verdicts),
            "turned": [
                {"claim": v.id, "was": before[v.id], "now": v.word}
                for v in found
                if before[v.id] != v.word
            ],
            "open": [v.id for v in found if v.id in trial.judge.unsettled],
            "toml": trial.text,
            "judged": len(judged),
            "touched": len(trial.touched),
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
        asks = list(asked([whole]))
        if not asks:
            return False
        moved = set(self.case.scenarios) if edit.close else set(edit.off)
        if any(moved & named_in(by_value(call)) for call in asks):
            return True
        return any(v.used & edit.assumptions.keys() for v in self._known(claim) if v.reading)


def _key(edit: Edit) -> Key:
    return tuple(sorted(edit.assumptions.items())), edit.close, edit.off


def named_in(what: Hashable) -> set[str]:
    """Give every word in a call and in what it nests, among them the scenarios that it names."""
    if isinstance(what, str):
        return {what}
    if isinstance(what, tuple | frozenset):
        return set().union(*map(named_in, what))
    return set()
