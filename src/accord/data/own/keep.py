"""Write what a user brings into a set's folder, in the form that the package's tables have.

A set is laid over the package: it has its own trade, what codes that covers, and who says so;
states that the package doesn't know; and, of a plain table, what states sold at home. Everything
else (goods, production, ties, corridors, rules) is the package's.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl

from accord.data import concordance, domestic
from accord.data.build.write import write
from accord.data.flow_rows import flow_table, read_flows
from accord.data.own import archive as archives
from accord.data.own import baci
from accord.data.own import table as tables
from accord.data.own import votes as ballots
from accord.data.own.lines import Read
from accord.data.own.sets import FLOWS, Progress, Said
from accord.data.readers import Tables
from accord.data.sources import Source
from accord.data.trade import COVERED, LEFT_OUT
from accord.data.trade import TABLE as TRADE
from accord.data.years import spans
from accord.errors import InputError

VOTES = "votes-own"  # the source of ideal points that a user brings
RECORD = "baci"  # what metrics call the record of trade, whoever kept it
NOT_SAID = "not said"
ADDED = "Added by the user."


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What a set holds: its source, its years of trade, rows kept, and rows that were read.

    left_out : code of 1992 that was wanted -> why the archive's revision can't tell it apart
    """

    source: Source
    years: tuple[int, ...] = ()
    rows: int
    read: int
    left_out: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """What to keep of an archive.

    codes : its own, or those with the code of 1992 that each stands for; all where None
    covered : codes of 1992 that it has the trade of; those of its rows and of goods where None
    """

    codes: Collection[str] | Mapping[str, str] | None
    covered: Collection[str] | None
    left_out: Mapping[str, str] = field(default_factory=dict)
    says: str = ADDED


def keep_archive(
    path: Path,
    folder: Path,
    package: Tables,
    *,
    years: tuple[int, ...] | None,
    codes: Collection[str] | None,
    said: Said,
    progress: Progress,
) -> Kept:
    """Keep years and codes of an archive of BACI, all that it has where None.

    Of another revision than that of 1992, only what the concordance turns into codes of 1992.
    Raises InputError for a year or code that it hasn't, DataError for a row that is wrong.
    """
    with archives.told(path):
        found = archives.archive(path)
        wanted, kept_codes = _years(found, years), _wanted(found, package, codes)
        known = archives.countries(found)
        rows = read = 0
        parts = [folder / f"{year}.part" for year in wanted]
        for year, part in zip(wanted, parts, strict=True):
            told = _reading(found, year, progress)
            kept, looked_at = _keep_year(
                found.years[year], year, known, kept_codes.codes, part, told
            )
            rows, read = rows + kept, read + looked_at
    if not rows:
        raise InputError(f"{path} holds no row of the codes that were asked for")
    _join(parts, folder / TRADE)
    covered = kept_codes.covered
    _write_covered(folder, _traded(folder) | _of_goods(package) if covered is None else covered)
    if kept_codes.left_out:
        rows_out = {"hs6": list(kept_codes.left_out), "why": list(kept_codes.left_out.values())}
        pl.DataFrame(rows_out).write_csv(folder / LEFT_OUT)
    _write_states(folder, known.names, package)
    theirs = package.sources[RECORD]
    source = replace(
        theirs,
        title=said.title or theirs.title,
        publisher=said.publisher or theirs.publisher,
        version=f"{found.revision} {found.release}, {spans(wanted)}",
        licence=said.licence or theirs.licence,
        retrieved=said.retrieved,
        note=kept_codes.says,
    )
    return Kept(source=source, years=wanted, rows=rows, read=read, left_out=kept_codes.left_out)


def _wanted(found: archives.Archive, package: Tables, codes: Collection[str] | None) -> _Wanted:
    """Say what to keep: codes as they were asked for, or those of another revision for them."""
    if found.revision == concordance.BASE:
        return _Wanted(codes=codes, covered=codes)
    how = concordance.revision(package.shelf, found.revision)
    asked = how.covered | set(how.left_out) if codes is None else set(codes)
    if unknown := sorted(asked - how.covered - set(how.left_out)):
        raise InputError(
            f"{found.title}: the concordance has no {unknown[0]}, a code of 1992 that no good of "
            f"accord is made of; take BACI_{concordance.BASE}, which CEPII gives out beside it"
        )
    return _Wanted(
        codes=how.of(asked),
        covered=asked & how.covered,
        left_out={code: why for code, why in how.left_out.items() if code in asked},
        says=f"{ADDED} {found.revision} read as codes of 1992 by the UN's correlation tables.",
    )


def _keep_year(
    member: archives.Member,
    year: int,
    known: archives.Countries,
    codes: Collection[str] | Mapping[str, str] | None,
    part: Path,
    told: Read,
) -> tuple[int, int]:
    """Write a year's rows to a file of their own; give how many were kept and read."""
    one = baci.year_of(member, year, known, codes, told)
    baci.write_rows(one.lazy(), part)
    return one.key.size, one.read


def _join(parts: list[Path], path: Path) -> None:
    """Put the years one below the other into one file."""
    if len(parts) == 1:
        parts[0].rename(path)
        return
    baci.write_rows(pl.concat([pl.scan_parquet(part, glob=False) for part in parts]), path)
    for part in parts:
        part.unlink()


def _reading(found: archives.Archive, year: int, progress: Progress) -> Read:
    """Tell how much of a year is read, as bytes come in."""
    size, done = found.years[year].size, 0

    def read(more: int) -> None:
        nonlocal done
        done += more
        progress(f"{found.title}, {year}: MB", done >> 20, size >> 20)

    return read


def _years(found: archives.Archive, wanted: tuple[int, ...] | None) -> tuple[int, ...]:
    there = tuple(found.years)
    if missing := [year for year in wanted or () if year not in there]:
        raise InputError(f"{found.title} holds no {missing[0]}; there are {spans(there)}")
    return there if wanted is None else wanted


def _traded(folder: Path) -> set[str]:
    rows = pl.scan_parquet(folder / TRADE, glob=False).select(pl.col("hs6").unique())
    return set(rows.collect(engine="streaming")["hs6"])


def _of_goods(package: Tables) -> set[str]:
    return {code for good in package.goods.values() for code in good.codes}


def _write_covered(folder: Path, codes: Collection[str]) -> None:
    pl.DataFrame({"hs6": sorted(codes)}).write_csv(folder / COVERED)


def _write_states(folder: Path, listed: Mapping[str, str], package: Tables) -> None:
    """Name the states that the archive lists and the package doesn't know."""
    theirs = package.states
    new = {code: name for code, name in listed.items() if code not in set(theirs["iso3"])}
    if new:
        rows = pl.DataFrame({"iso3": list(new), "name": list(new.values())})
        both = pl.concat([theirs, rows], how="diagonal").sort("iso3")
        both.write_csv(folder / "states.csv")


def keep_flows(path: Path, folder: Path, package: Tables, *, said: Said) -> Kept:
    """Keep a table of flows: as a World's trade where it has years and goods.

    Raises DataError for a row that is wrong.
    """
    rows = read_flows(path)
    source = Source(
        key=RECORD,
        title=said.title or f"{path.name}, a table of flows",
        publisher=said.publisher or NOT_SAID,
        version="as brought",
        licence=said.licence or NOT_SAID,
        terms="not read",
        link="",
        retrieved=said.retrieved,
        note=ADDED,
    )
    if not tables.is_world(rows):
        flow_table(path)  # whatever an engine would refuse is refused now
        write(rows.select("exporter", "importer", "value"), folder / FLOWS)
        return Kept(source=source, rows=rows.height, read=rows.height)
    found = tables.table(path, rows, package)
    write(found.trade, folder / TRADE)
    if found.domestic.height:
        write(found.domestic, folder / domestic.TABLE)
    _write_covered(folder, found.codes)
    _write_no_mending(folder, package)
    years = tuple(sorted({*found.trade["year"], *found.domestic["year"]}))
    return Kept(source=source, years=years, rows=rows.height, read=rows.height)


def keep_votes(path: Path, folder: Path, package: Tables, *, said: Said) -> Kept:
    """Keep ideal points in UN votes, in the place of the package's own.

    Raises DataError for a row that is wrong.
    """
    found, read = ballots.votes(path, package, VOTES)
    found.write_csv(folder / ballots.TABLE)
    years = tuple(sorted(found["year"].unique()))
    source = Source(
        key=VOTES,
        title=said.title or f"{path.name}, ideal points in UN votes",
        publisher=said.publisher or NOT_SAID,
        version=f"as brought, {spans(years)}",
        licence=said.licence or NOT_SAID,
        terms="not read",
        link="",
        retrieved=said.retrieved,
        note=ADDED,
    )
    return Kept(source=source, years=years, rows=found.height, read=read)


def _write_no_mending(folder: Path, package: Tables) -> None:
    """Leave out the known holes of BACI, and rules that mend its rows: these are another's."""
    holes = package.shelf.texts("holes.csv")
    if holes is not None:
        holes.clear().write_csv(folder / "holes.csv")
    (folder / "rules.toml").write_text("# No rule changes what a user brings.\n", encoding="utf-8")
