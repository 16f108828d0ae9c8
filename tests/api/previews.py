"""Words of a preview beside those that a run of the same text says at the same draws."""

from collections.abc import Mapping
from typing import Any

from accord.api.cases import parse_case
from accord.api.runs import study_of
from accord.api.whatif import WhatIf
from accord.verdict import Judge

Words = dict[str, tuple[str, str]]


def switches(warm: WhatIf) -> list[Mapping[str, Any]]:
    """Give every edit that is one switch: each passage shut, and each scenario left out."""
    shut = [{"close": [one.name]} for one in warm.passages()]
    return [*shut, *({"off": [name]} for name in warm.case.scenarios)]


def beside_run(warm: WhatIf, found: Mapping[str, Any]) -> tuple[Words, Words]:
    """Give the words (preview's, run's) of claims that a preview leaves open, and of the others.

    As a run judges, from the text and from nothing that the preview solved; without what only
    explains a word.
    """
    case = parse_case(found["toml"], name=warm.case.name)
    judge = Judge(study_of(case, None, found["draws"], 0), words_only=True)
    touched = dict.fromkeys(one["claim"].split("/")[0] for one in found["verdicts"])
    run = {one.id: one.word for claim in touched for one in judge.claim(case.claims[claim])}
    previewed = {one["claim"]: one["verdict"] for one in found["verdicts"]}
    assert previewed.keys() == run.keys()
    both = {id_: (previewed[id_], str(word)) for id_, word in run.items()}
    left = set(found["open"])
    return (
        {id_: words for id_, words in both.items() if id_ in left},
        {id_: words for id_, words in both.items() if id_ not in left},
    )
