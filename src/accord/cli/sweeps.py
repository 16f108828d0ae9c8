"""The command that asks whether a verdict survives: sweep."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from accord.cli.cases import as_text, load
from accord.cli.options import DEFAULT_CASE, as_json, examples, shared
from accord.cli.progress import Progress
from accord.cli.screen import Screen, table
from accord.numbers import draws_text

if TYPE_CHECKING:
    from accord.api.sweeps import Multiverse

One = TypeVar("One")


def _listed(read: Callable[[str], list[One]]) -> Callable[..., tuple[One, ...]]:
    """Read an option that lists things with commas between."""

    def callback(_context: click.Context, option: click.Parameter, value: str) -> tuple[One, ...]:
        try:
            return tuple(
                one for word in value.split(",") if word.strip() for one in read(word.strip())
            )
        except ValueError as error:
            raise click.BadParameter(str(error), param=option) from None

    return callback


def _years(word: str) -> list[int]:
    """Read a year, or two with all between: 2018-2023."""
    ends = re.fullmatch(r"(\d{4})(?:-(\d{4}))?", word)
    if not ends:
        raise ValueError(f'"{word}" is no year; write 2021 or 2018-2023')
    first, last = int(ends[1]), int(ends[2] or ends[1])
    if first > last:
        raise ValueError(f'"{word}" has no year; write {last}-{first}')
    return list(range(first, last + 1))


def _factor(word: str) -> list[float]:
    """Read a factor on the lines: 0.5x."""
    factor = re.fullmatch(r"(\d+(?:\.\d+)?)x?", word)
    if not factor:
        raise ValueError(f'"{word}" is no factor; write 0.5x or 2x')
    return [float(factor[1])]


@click.command(
    epilog=examples(
        "accord sweep --claims israel-gas-suppliers --years 2022,2023 --out sweep-years",
        "accord sweep --claims us-energy-access --lines 0.5x,1x,2x --out sweep-lines --json",
    ),
)
@click.argument("case", default=DEFAULT_CASE)
@click.option("--years", default="", callback=_listed(_years), help="2018-2023, or a list.")
@click.option(
    "--models", default="run", callback=_listed(lambda w: [w]), help="Of the market, a list."
)
@click.option("--seeds", type=int, default=1, show_default=True, help="How many, from 0 on.")
@click.option(
    "--lines", default="1x", callback=_listed(_factor), help="Factors on lines that are sizes."
)
@click.option(
    "--assumptions",
    default="none",
    show_default=True,
    help="none, one-at-a-time, corners or sobol:N.",
)
@click.option("--claims", default="", callback=_listed(lambda w: [w]), help="Ids; all if unsaid.")
@click.option("--draws", type=int, default=200, show_default=True, help="In each universe.")
@click.option(
    "--workers", type=click.IntRange(min=1), default=2, show_default=True, help="Processes here."
)
@click.option("--scheduler", metavar="ADDRESS", help="Of a Dask cluster, whose workers are asked.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("sweep"),
    show_default=True,
    help="Folder that keeps what is done; the same command goes on where it stopped.",
)
@as_json
@shared
@click.pass_obj
def sweep(
    screen: Screen,
    /,
    case: str,
    years: tuple[int, ...],
    models: tuple[str, ...],
    lines: tuple[float, ...],
    claims: tuple[str, ...],
    workers: int,
    scheduler: str | None,
    out: Path,
    in_json: bool,
    **asked: Any,
) -> None:
    """Judge CASE in every universe: years x models x seeds x lines x assumptions.

    Prints how often each verdict stands and what turns it most often; writes all universes, a table
    of claims and, with the extra accord[charts], pictures into --out.
    """
    from accord.api import sweeps

    with Progress() as progress:
        found = sweeps.sweep(
            load(case, None),
            sweeps.Choices(years=years, models=models, lines=lines, claims=claims, **asked),
            out=out,
            workers=workers,
            scheduler=scheduler,
            progress=progress,
        )
    written = sweeps.write(found, out)
    if in_json:
        screen.json(as_text({"format": 1, **found.plan.as_json(), "rows": found.claims.to_dicts()}))
        return
    screen.out(_table(found))
    pictured = "multiverse.svg" in written
    more = "" if pictured else "    no pictures: pip install 'accord[charts]'"
    screen.err(f"all universes  {out / 'universes.parquet'}{more}")


def _table(found: "Multiverse") -> str:
    """Lay out a row for each claim."""
    plan, of = found.plan, found.plan.choices
    sizes = {
        "universe": plan.size,
        "year": len(of.years),
        "model": len(of.models),
        "seed": of.seeds,
        "line": len(of.lines),
        "setting": len(plan.settings),
    }
    universes, *listed = (f"{n:,} {what}{'s' * (n != 1)}" for what, n in sizes.items())
    head = f"{found.case.title}\n{universes}: {', '.join(listed)} of the assumptions"
    rows = [
        (
            row["claim"],
            row["stands"] or "not answered",
            "" if row["share"] is None else draws_text(row["share"]),
            row["turned_by"] or "nothing",
        )
        for row in found.claims.iter_rows(named=True)
    ]
    return f"{head}\n\n" + table(("claim", "stands", "in", "turned most by"), rows)
