"""The multiverse of a case: one call from a name to how often each verdict stands."""

import io
from pathlib import Path

import polars as pl

from accord.api.cases import load_case
from accord.api.tables import load_world
from accord.case.model import Case
from accord.files import one_set, write_bytes
from accord.multiverse import Around, Plan, Store
from accord.multiverse import Choices as Choices
from accord.multiverse import Multiverse as Multiverse
from accord.multiverse import run as go
from accord.multiverse.runner import Progress

DIGITS = 6  # behind the point, of shares in claims.csv


def sweep(
    case: Case | str | Path,
    choices: Choices,
    *,
    out: Path,
    workers: int = 2,
    scheduler: str | None = None,
    progress: Progress | None = None,
) -> Multiverse:
    """Judge a case in every universe: years x models x seeds x lines x assumptions.

    Parameters
    ----------
    out : folder that keeps each task as it is done; the same call goes on where it stopped
    workers, scheduler : processes here, or the address of a Dask scheduler
    progress : called with what is being done, and how many of how many

    Raises
    ------
    CaseError, InputError, UnknownNameError, DataError
    """
    found = case if isinstance(case, Case) else load_case(case)
    world = load_world(found.year)
    plan = Plan.of(found, world, choices)
    around = Around(case=found, plan=plan, data=world.tables.digest)
    return go(around, Store(out), workers=workers, scheduler=scheduler, progress=progress)


def write(found: Multiverse, folder: Path) -> list[str]:
    """Write what a sweep says: all universes, the sum of each claim, and pictures of both.

    Returns the names of the files; without the extra `accord[charts]` no pictures are among them.

    Raises
    ------
    InputError
        where the folder can't be written to
    """
    from accord.report.tables import disarmed

    rows = io.BytesIO()
    found.rows.write_parquet(rows, compression="zstd")
    written = {
        "universes.parquet": rows.getvalue(),
        "claims.csv": disarmed(found.claims).write_csv(float_precision=DIGITS).encode(),
        **{name: svg.encode() for name, svg in pictures(found).items()},
    }
    with one_set(folder, frozenset(written)) as stage:
        for name, content in written.items():
            write_bytes(stage / name, content)
    return list(written)


def pictures(found: Multiverse) -> dict[str, str]:
    """Draw all claims in all universes, and a curve of each claim whose value moves; file -> SVG.

    Empty where the extra `accord[charts]` isn't installed.
    """
    from accord.report import multiverse as drawn

    if not drawn.can_draw():
        return {}
    moving = found.rows.group_by("claim", maintain_order=True).agg(pl.col("value").n_unique())
    curves = moving.filter(pl.col("value") > 1)["claim"].to_list()
    return {
        "multiverse.svg": drawn.matrix(found.rows, found.case.title),
        **{
            f"curves/{claim.replace('/', '_')}.svg": drawn.curve(found.rows, claim, claim)
            for claim in curves
        },
    }
