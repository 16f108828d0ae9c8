"""The command `accord forecast`: does anything beat the base rate of accessions by stage?"""

from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING

import click

from accord.cli.cases import as_text
from accord.cli.options import as_json, examples, shared
from accord.cli.screen import TEXT, Screen, table, wrap
from accord.numbers import percent_text

if TYPE_CHECKING:
    from accord.api.forecasts import Scoring


@click.command(epilog=examples("accord forecast", "accord forecast --json"))
@click.option("--cases", type=click.Path(path_type=Path), help="A CSV of decisions to forecast.")
@click.option(
    "--stage",
    "stages",
    metavar="CASE=STAGE",
    multiple=True,
    help="Stage of a case of the file that has no column of stages.",
)
@as_json
@shared
@click.pass_obj
def forecast(screen: Screen, cases: Path | None, stages: tuple[str, ...], in_json: bool) -> None:
    """Score forecasts of accession against the base rate of the stage, case by case.

    Each case is forecast from the others; cases of --cases FILE from accord's own. Columns: case,
    accord, as_of, until, state, stage (eligible, named, applicant, formal-candidate), joined. A
    row without a stage counts as eligible.
    """
    from accord.api.forecasts import forecast as ask
    from accord.errors import InputError
    from accord.result import plain

    pairs = [one.partition("=") for one in stages]
    if bad := next((one for one, (_, sign, _) in zip(stages, pairs, strict=True) if not sign), ""):
        raise InputError(f'--stage is "{bad}"; write it as CASE=STAGE')
    found = ask(cases, stages={case: stage for case, _, stage in pairs})
    if in_json:
        screen.json(as_text({"says": found.says, **plain(found)}))
        return
    screen.out(as_tables(found))
    screen.out()
    kind = "The interval is over resampled cases, not decisions." if len(found.cases) > 1 else ""
    screen.out(wrap(f"{found.says}. {kind}".strip(), TEXT))
    if found.without_evidence:
        bare = ", ".join(found.without_evidence)
        screen.out(wrap(f"No tie to members could be read in: {bare}.", TEXT))
    if found.unknown:
        screen.out(wrap(f"No state here, so without ties: {', '.join(found.unknown)}.", TEXT))


def as_tables(found: "Scoring") -> str:
    """Lay out how every model did, and every case."""
    models = table(
        ("model", "Brier", "log", "skill", "Brier less the stage rate's [95 %]"),
        [
            (
                one.model,
                f"{one.brier:.4f}",
                f"{one.log:.4f}",
                f"{one.skill:+.2f}",
                f"{one.difference:+.4f} [{one.low:+.4f}, {one.high:+.4f}]"
                if len(found.cases) > 1
                else f"{one.difference:+.4f}",
            )
            for one in found.scores
        ],
        right=(1, 2, 3),
    )
    chance = {
        case.case: fmean(
            one.chance["stage rate"] for one in found.forecasts if one.case == case.case
        )
        for case in found.cases
    }
    cases = table(
        ("case", "stage", "joined", "stage rate", "Brier", "own rate, in hindsight"),
        [
            (
                one.case,
                one.stages,
                f"{one.joined} of {one.of}",
                percent_text(chance[one.case]),
                f"{one.brier['stage rate']:.4f}",
                f"{one.hindsight:.4f}",
            )
            for one in found.cases
        ],
        right=(3, 4, 5),
    )
    decisions, names = len(found.forecasts), len(found.cases)
    head = f"{decisions} decisions in {names} cases · scores per decision, p within 1 to 99 %"
    return f"{head}\n\n{models}\n\n{cases}"
