"""What one claim's verdicts say, and nothing of the other claims: an `Answer`."""

from collections.abc import Iterable

from accord.result.document import FORMAT, Answer
from accord.result.made import rests
from accord.result.made.verdicts import row
from accord.study import Study
from accord.verdict import Verdict as Judged


def answer(study: Study, judged: Iterable[Judged], *, seed: int) -> Answer:
    """Gather what one claim's verdicts, and nothing else, say."""
    found = list(judged)
    verdicts = tuple(row(v, study, found) for v in found)
    used = {name for v in verdicts for name in v.assumptions}
    return Answer(
        format=FORMAT,
        case=study.case.name,
        seed=seed,
        draws=study.draws,
        year=study.case.year,
        verdicts=verdicts,
        assumptions=tuple(
            rests.assumption(a, verdicts) for name, a in study.assumed.items() if name in used
        ),
    )
