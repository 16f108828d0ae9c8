"""Forecasts of accession against the base rate by stage, on past cases or on a file of them."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from accord.api.tables import load_world
from accord.data import STAGES
from accord.errors import InputError
from accord.game import Scoring, score
from accord.names import suggestion

__all__ = ["Scoring", "forecast", "read_cases"]

COLUMNS = ("case", "accord", "as_of", "until", "state", "stage", "joined")
ALSO = {"candidate": "state", "horizon": "until"}  # other names that a column may have
YES = {"yes": "yes", "1": "yes", "true": "yes", "no": "no", "0": "no", "false": "no"}
LEAST = "eligible"  # the stage of who was at risk and of whom nothing more is said
BLOCS = {"Abraham Accords": "abraham-accords"}  # accords by the names of their blocs
MOST_BYTES = 5_000_000


def forecast(
    cases: str | Path | None = None, *, stages: Mapping[str, str] | None = None
) -> Scoring:
    """Score forecasts of accession.

    Parameters
    ----------
    cases : a CSV of decisions to forecast, from rates of accord's own table; that table itself,
        each case left out in turn, where None
    stages : stage of a case's decisions by the case's name, where the file has no column of stages

    Raises
    ------
    InputError
        naming file, line and what would be right
    """
    world = load_world()
    read = None if cases is None else read_cases(Path(cases), stages or {})
    return score(world.tables.accessions, world, read)


def read_cases(path: Path, stages: Mapping[str, str]) -> pl.DataFrame:
    """Read a file of decisions: case, accord, as_of, until, state, stage, joined."""
    frame = _table(path).rename(ALSO, strict=False)
    needed = [c for c in COLUMNS if c != "stage"]
    if missing := [c for c in needed if c not in frame.columns]:
        raise InputError(
            f"{path.name} lacks the column {missing[0]}; it needs {', '.join(COLUMNS)}"
        )
    if not frame.height:
        raise InputError(f"{path.name} has no rows; write one for each decision")
    if strange := sorted(set(stages) - set(frame["case"])):
        raise InputError(
            f'no case "{strange[0]}" in {path.name}; {suggestion(strange[0], frame["case"])}'
        )
    if "stage" not in frame.columns:
        frame = frame.with_columns(stage=pl.lit(None, dtype=pl.String))
    rows = [_row(path.name, n, row, stages) for n, row in enumerate(frame.iter_rows(named=True), 2)]
    found = pl.DataFrame(rows)
    twice = found.filter(pl.struct("case", "state").is_duplicated())
    if twice.height:
        case, state = twice.select("case", "state").row(0)
        raise InputError(f"{path.name}: {state} stands twice in {case}; leave one out")
    kinds = found.unique(["case", "accord", "as_of"]).filter(pl.col("case").is_duplicated())
    if kinds.height:
        raise InputError(
            f"{path.name}: {kinds['case'][0]} is of two accords or days; "
            "give each a case of its own"
        )
    return found


def _table(path: Path) -> pl.DataFrame:
    """Read a CSV of texts."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError(f"{path.name} is larger than {MOST_BYTES // 1_000_000} MB")
        return pl.read_csv(path, infer_schema=False)
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from None
    except pl.exceptions.PolarsError as error:
        first = str(error).splitlines()[0]
        raise InputError(f"{path.name} is no CSV in UTF-8: {first}") from None


def _row(
    file: str, line: int, row: Mapping[str, str | None], stages: Mapping[str, str]
) -> dict[str, object]:
    """Read one decision."""
    where = f"{file}:{line}"
    said = {c: (row[c] or "").strip() for c in COLUMNS}
    if empty := next((c for c in ("case", "accord", "state") if not said[c]), None):
        raise InputError(f"{where}: {empty} is empty")
    as_of, until = (_day(where, c, said[c]) for c in ("as_of", "until"))
    if until <= as_of:
        raise InputError(f"{where}: until ({until}) is not after as_of ({as_of})")
    stage = (said["stage"] or stages.get(said["case"], LEAST)).replace(" ", "-")
    if stage not in STAGES:
        raise InputError(f'{where}: no stage "{stage}"; {suggestion(stage, STAGES)}')
    joined = YES.get(said["joined"].lower())
    if joined is None:
        raise InputError(f'{where}: joined is "{said["joined"]}"; write yes or no')
    return {
        "case": said["case"],
        "accord": BLOCS.get(said["accord"], said["accord"]),
        "as_of": as_of,
        "until": until,
        "state": said["state"],
        "stage": stage,
        "joined": joined,
    }


def _day(where: str, column: str, text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise InputError(f'{where}: {column} is "{text}"; write a day such as 2020-08-12') from None
