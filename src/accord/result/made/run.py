"""The whole document of a run, gathered from a case, its verdicts and its outcomes."""

from collections.abc import Iterable, Sequence

import accord
from accord.result.document import (
    FORMAT,
    Document,
    Manifest,
    NotTested,
    Tally,
)
from accord.result.made import rests
from accord.result.made.alignment import alignment
from accord.result.made.backtests import backtests
from accord.result.made.chart import chart
from accord.result.made.dependence import pictures
from accord.result.made.game import game
from accord.result.made.markets import scenarios
from accord.result.made.verdicts import row
from accord.result.verdict import Verdict
from accord.study import Study
from accord.verdict import Verdict as Judged


def document(study: Study, judged: Iterable[Judged], *, manifest: Manifest) -> Document:
    """Gather everything that a reader of a run may ask for."""
    case, world, found = study.case, study.world, list(judged)
    verdicts = tuple(row(v, study, found) for v in found)
    dependence, supplies = pictures(study, found)
    return Document(
        format=FORMAT,
        accord=accord.__version__,
        case=case.name,
        title=case.title,
        description=case.description,
        seed=manifest.seed,
        draws=manifest.draws,
        year=case.year,
        as_of=case.day.isoformat(),
        as_of_unsaid=case.day_unsaid,
        overrides=dict(case.overrides),
        tally=_tally(verdicts),
        states={s: world.name(s) for s in world.states},
        candidates=case.candidates,
        parties=case.parties,
        adversaries=case.adversaries,
        article={str(key): said for key, said in case.article.items()},
        verdicts=verdicts,
        scenarios=scenarios(study),
        game=game(study),
        alignment=alignment(study),
        dependence=dependence,
        supplies=supplies,
        map=chart(study, verdicts),
        assumptions=tuple(rests.assumption(a, verdicts) for a in study.assumed.values()),
        sources=rests.sources(case, world, verdicts),
        adjustments=rests.adjustments(case, world),
        not_tested=_not_tested(verdicts),
        manifest=manifest,
        case_text=case.source,
        backtests=backtests(study),
    )


def _tally(verdicts: Sequence[Verdict]) -> Tally:
    """Count the verdicts on whole claims."""
    words = [v.verdict for v in verdicts if v.part_of is None]
    return Tally(
        supported=words.count("supported"),
        depends=words.count("depends"),
        contradicted=words.count("contradicted"),
        untestable=words.count("untestable"),
        not_reviewed=words.count(None),
    )


def _not_tested(verdicts: Sequence[Verdict]) -> tuple[NotTested, ...]:
    return tuple(
        NotTested(claim=v.claim, reason=v.reason, would_take=v.would_take)
        for v in verdicts
        if v.verdict == "untestable"
    )
