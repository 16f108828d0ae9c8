"""Curated facts: states, blocs, ties, single figures, elasticities, each row with its source.

These tables are written by hand from what was read. `status` is "verified" where the source was
read, "from memory" where the fact is only remembered, and "judgement" where it is an estimate.
A reader checks columns, kinds, and that each source is a key of the shelf's sources. A date of
which only the year or the month is known counts from its first day; the column `COLUMN_written`
keeps how it stands in the table, for print.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl

from accord.data.shelf import Kinds, Shelf
from accord.data.sources import sources
from accord.errors import DataError
from accord.memo import kept

STATUSES = ("verified", "from memory", "judgement")

STATES: Kinds = dict.fromkeys(("iso3", "name", "m49_region", "m49_subregion"), pl.String)
STATE_NAMES: Kinds = dict.fromkeys(("iso3", "name", "kind", "source"), pl.String)
NAME_KINDS = ("name", "written", "demonym", "capital")
BLOCS: Kinds = {
    "bloc": pl.String,
    "state": pl.String,
    "start": pl.Date,
    "end": pl.Date,
    "source": pl.String,
    "status": pl.String,
}
REGIONS: Kinds = dict.fromkeys(("region", "title", "state", "source", "status"), pl.String)
TIES: Kinds = {
    **dict.fromkeys(("subject", "relation", "object"), pl.String),
    **dict.fromkeys(("start", "end", "announced", "signed", "ratified", "in_force"), pl.Date),
    **dict.fromkeys(("source", "status", "note"), pl.String),
}
FIGURES: Kinds = {
    **dict.fromkeys(("figure", "state"), pl.String),
    "year": pl.Int32,
    **dict.fromkeys(("value", "low", "high"), pl.Float64),
    **dict.fromkeys(("unit", "source", "status", "note"), pl.String),
}
ELASTICITIES: Kinds = {
    **dict.fromkeys(("good", "parameter", "horizon"), pl.String),
    **dict.fromkeys(("low", "central", "high"), pl.Float64),
    **dict.fromkeys(("source", "status"), pl.String),
}
INSTRUMENTS: Kinds = {
    "instrument": pl.String,
    "date": pl.Date,
    **dict.fromkeys(
        ("parties", "defence_obligation", "transit_or_route_clause", "source", "status", "note"),
        pl.String,
    ),
}
PROJECTS: Kinds = {
    **dict.fromkeys(("state", "partner", "sector", "what"), pl.String),
    "year": pl.Int32,
    **dict.fromkeys(("source", "status"), pl.String),
}
CRITICAL_LISTS: Kinds = dict.fromkeys(
    ("list", "mineral", "kind", "goods", "source", "status"), pl.String
)
ACCESSIONS: Kinds = {
    **dict.fromkeys(("case", "accord"), pl.String),
    **dict.fromkeys(("as_of", "until"), pl.Date),
    **dict.fromkeys(("state", "stage", "joined"), pl.String),
    "date": pl.Date,
    **dict.fromkeys(("source", "status", "note"), pl.String),
}
STAGES = ("eligible", "named", "applicant", "formal-candidate")
IDEAL_POINTS: Kinds = {
    "state": pl.String,
    "year": pl.Int32,
    **dict.fromkeys(("point", "low", "high"), pl.Float64),
    **dict.fromkeys(("source", "status"), pl.String),
}


@kept
def states(shelf: Shelf) -> pl.DataFrame:
    """Read the states: iso3, name, m49_region, m49_subregion (regions of the United Nations)."""
    frame = shelf.text_table("states.csv", STATES)
    _unique(frame, ["iso3"], "states.csv")
    return frame.sort("iso3")


@kept
def state_names(shelf: Shelf) -> pl.DataFrame:
    """Read what states are called in a text: iso3, name, kind, source.

    A name of a state, how tables write it (which nobody would in a text), the word for its people,
    or its capital where that stands for it; every name is one state's alone, whatever its case.
    """
    frame = shelf.text_table("state-names.csv", STATE_NAMES)
    folded = frame.with_columns(pl.col("name").str.to_lowercase())
    _unique(folded, ["name"], "state-names.csv")
    if wrong := sorted(set(frame["kind"]) - set(NAME_KINDS)):
        raise DataError(f'state-names.csv: no kind "{wrong[0]}" of name; there are {NAME_KINDS}')
    return frame


@kept
def described(shelf: Shelf) -> Mapping[str, tuple[str, str, str]]:
    """Give name, region and subregion of each state, by its code."""
    columns = states(shelf).select("iso3", "name", "m49_region", "m49_subregion")
    return {code: (name, region, part) for code, name, region, part in columns.iter_rows()}


@kept
def blocs(shelf: Shelf) -> pl.DataFrame:
    """Read the blocs: bloc, state, start, end (dates, the first day that is meant), source, status.

    A membership without an end goes on; one without a start is older than anybody asks. A region
    is a bloc that nobody joins or leaves.
    """
    frame = shelf.text_table("blocs.csv", BLOCS)
    _sourced(shelf, frame, "blocs.csv")
    _unique(frame, ["bloc", "state", "start"], "blocs.csv")
    undated = regions(shelf).rename({"region": "bloc"}).select("bloc", "state", "source", "status")
    return pl.concat([frame, undated], how="diagonal")


@kept
def regions(shelf: Shelf) -> pl.DataFrame:
    """Read the regions: region, title (as it stands in a sentence), state, source, status."""
    frame = shelf.text_table("regions.csv", REGIONS)
    _sourced(shelf, frame, "regions.csv")
    _unique(frame, ["region", "state"], "regions.csv")
    return frame


@kept
def ties(shelf: Shelf) -> pl.DataFrame:
    """Read the ties: subject, relation, object, dates, source, status, note.

    Announced, signed, ratified and in_force are four dates of an accord; start and end bound
    the tie.
    """
    frame = shelf.text_table("ties.csv", TIES)
    _sourced(shelf, frame, "ties.csv")
    return frame


@kept
def bonds(shelf: Shelf) -> Mapping[tuple[str, str], Sequence[Mapping[str, Any]]]:
    """Give the rows of ties by subject and object, and those of blocs by state and bloc.

    What binds a state to another, or to a bloc, is asked pair by pair, hundreds of times a run. A
    row of a tie has a relation, one of a membership has none.
    """
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for frame, subject, other in (
        (ties(shelf), "subject", "object"),
        (blocs(shelf), "state", "bloc"),
    ):
        for row in frame.iter_rows(named=True):
            found.setdefault((row[subject], row[other]), []).append(row)
    return found


@kept
def figure_rows(shelf: Shelf) -> Mapping[tuple[str, str | None, int | None], Mapping[str, Any]]:
    """Give the rows of figures by figure, state and year."""
    rows = figures(shelf).iter_rows(named=True)
    return {(row["figure"], row["state"], row["year"]): row for row in rows}


@kept
def figures(shelf: Shelf) -> pl.DataFrame:
    """Read the single figures: figure, state, year, value, low, high, unit, source, status, note.

    State and year are null where the figure has none; low and high where nobody gave a range.
    """
    frame = shelf.text_table("figures.csv", FIGURES)
    _sourced(shelf, frame, "figures.csv")
    _unique(frame, ["figure", "state", "year"], "figures.csv")
    _ordered(frame, "value", "figures.csv")
    return frame


@kept
def elasticities(shelf: Shelf) -> pl.DataFrame:
    """Read the elasticities: good, parameter, horizon, low, central, high, source, status.

    Magnitudes, without sign; parameter is sigma, demand or supply; horizon short or long.
    """
    frame = shelf.text_table("elasticities.csv", ELASTICITIES)
    _sourced(shelf, frame, "elasticities.csv")
    _unique(frame, ["good", "parameter", "horizon"], "elasticities.csv")
    _ordered(frame, "central", "elasticities.csv")
    _among(frame, "parameter", ("sigma", "demand", "supply"), "elasticities.csv")
    _among(frame, "horizon", ("short", "long"), "elasticities.csv")
    if (frame["low"] < 0).any():
        raise DataError("elasticities.csv: an elasticity is a magnitude, without sign")
    return frame


@kept
def instruments(shelf: Shelf) -> pl.DataFrame:
    """Read what the accord's texts say: instrument, date, parties, a yes/no column a clause.

    Null in a clause's column is unknown: no text was found.
    """
    frame = shelf.text_table("instruments.csv", INSTRUMENTS)
    _sourced(shelf, frame, "instruments.csv")
    return frame


@kept
def projects(shelf: Shelf) -> pl.DataFrame:
    """Read projects between two states by sector: state, partner, sector, what, year, source."""
    frame = shelf.text_table("projects.csv", PROJECTS)
    _sourced(shelf, frame, "projects.csv")
    return frame


@kept
def critical_lists(shelf: Shelf) -> pl.DataFrame:
    """Read the official lists of critical minerals: list, mineral, kind, goods, source, status.

    `goods` are those here that tell a mineral, with a space between; null where none does.
    """
    frame = shelf.text_table("critical_lists.csv", CRITICAL_LISTS)
    _sourced(shelf, frame, "critical_lists.csv")
    _unique(frame, ["list", "mineral"], "critical_lists.csv")
    return frame


@kept
def accessions(shelf: Shelf) -> pl.DataFrame:
    """Read who could have joined an accord within a time, and did or did not; a row a decision.

    case, accord, as_of, until, state, stage, joined (yes or no), date, source, status, note. Who
    was at risk, and at which stage, is fixed before what happened.
    """
    frame = shelf.text_table("accessions.csv", ACCESSIONS)
    _sourced(shelf, frame, "accessions.csv")
    check_accessions(frame, "accessions.csv")
    return frame


def check_accessions(frame: pl.DataFrame, file: str) -> None:
    """See that decisions can be counted; whoever brings a table of them asks this too.

    Raises DataError naming the first row that is wrong.
    """
    _among(frame, "stage", STAGES, file)
    _among(frame, "joined", ("yes", "no"), file)
    _unique(frame, ["case", "state"], file)
    if (bad := frame.filter(pl.col("until") <= pl.col("as_of"))).height:
        raise DataError(f"{file}: until is not after as_of, in {bad.row(0, named=True)}")


@kept
def ideal_points(shelf: Shelf) -> pl.DataFrame:
    """Read ideal points in UN votes: state, year, point, low and high (5 % and 95 %)."""
    frame = shelf.text_table("ideal_points.csv", IDEAL_POINTS)
    _sourced(shelf, frame, "ideal_points.csv")
    _unique(frame, ["state", "year"], "ideal_points.csv")
    _ordered(frame, "point", "ideal_points.csv")
    return frame


def _sourced(shelf: Shelf, frame: pl.DataFrame, file: str) -> None:
    _among(frame, "status", STATUSES, file)
    _among(frame, "source", sources(shelf), file)


def _among(frame: pl.DataFrame, column: str, known: Iterable[str], file: str) -> None:
    listed = list(known)
    wrong = frame.filter(~pl.col(column).is_in(listed).fill_null(False))
    if wrong.height:
        first = wrong.row(0, named=True)
        raise DataError(f'{file}: {column} "{first[column]}" is not known, in {first}')


def _unique(frame: pl.DataFrame, keys: list[str], file: str) -> None:
    twice = frame.filter(pl.struct(keys).is_duplicated())
    if twice.height:
        raise DataError(f"{file}: stands twice: {twice.select(keys).row(0)}")


def _ordered(frame: pl.DataFrame, middle: str, file: str) -> None:
    wrong = frame.filter((pl.col("low") > pl.col(middle)) | (pl.col(middle) > pl.col("high")))
    if wrong.height:
        raise DataError(f"{file}: not low <= {middle} <= high: {wrong.row(0, named=True)}")
