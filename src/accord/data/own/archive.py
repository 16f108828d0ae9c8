"""What a folder or zip of BACI holds: one table a year, and the list of countries.

    BACI_HS92_Y2023_V202501.csv    t year, i exporter, j importer, k product, v value (thousand
                                   US$), q mass (t, NA where unknown)
    country_codes_V202501.csv      country_code, country_iso3

All else in it (products, a note, what an operating system leaves behind) is passed by. Nothing is
ever unpacked to disk: members are read in a stream.
"""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO

from accord.data.concordance import BASE, REVISIONS
from accord.data.own.lines import blocks
from accord.data.recoded import recoded
from accord.errors import DataError, InputError

YEAR_FILE = re.compile(r"BACI_(HS\d\d)_Y(\d{4})_(V\w+)\.csv$", re.IGNORECASE)
CODES_FILE = re.compile(r"country_codes_(V\w+)\.csv$", re.IGNORECASE)
LEFTOVERS = re.compile(r"(^|/)(__MACOSX/|\._|\.DS_Store)")
MOST_UNPACKED = 40 << 30  # bytes: five times what CEPII's largest archive holds
ISO3 = re.compile(r"[A-Z]{3}")
NUMBER = re.compile(r"[0-9]{1,3}")


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive."""

    name: str
    size: int  # bytes, unpacked
    open: Callable[[], IO[bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """An archive of BACI whose names say that it is of one release."""

    revision: str  # "HS92"
    release: str  # "V202501"
    years: Mapping[int, Member]
    countries: Member

    @property
    def title(self) -> str:
        """What it calls itself."""
        return f"BACI {self.revision} {self.release}"


@dataclass(frozen=True, slots=True)
class Countries:
    """Which state each number of BACI is."""

    states: Mapping[int, str]  # number -> ISO 3166 alpha-3
    names: Mapping[str, str]  # alpha-3 -> name as the archive gives it
    bad: Mapping[int, str]  # number -> what stands there and is no alpha-3


def is_archive(source: Path) -> bool:
    """Tell whether this folder or zip holds BACI's files; what is no zip holds none."""
    if not (source.is_dir() or zipfile.is_zipfile(source)):
        return False
    with told(source):
        return any(YEAR_FILE.search(member.name) for member in _members(source))


@contextmanager
def told(source: Path) -> Iterator[None]:
    """Turn what is wrong with a zip into a DataError that names it."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        # RuntimeError: a member is encrypted; NotImplementedError: packed in a way unknown here
        raise DataError(f"{source} is damaged, or no zip that can be read: {error}") from None


def archive(source: Path) -> Archive:
    """Find what a folder or zip holds of BACI.

    Raises
    ------
    InputError
        It holds two releases or revisions, or a revision that nobody here can read.
    DataError
        It is damaged, holds a year twice, or lacks the list of countries.
    """
    with told(source):
        members = list(_members(source))
    found = [(m, hit) for m in members if (hit := YEAR_FILE.search(m.name))]
    if not found:
        raise InputError(f"{source} holds no BACI_HS92_Y….csv")
    kinds = sorted({(hit[1].upper(), hit[3].upper()) for _, hit in found})
    if len(kinds) > 1:
        listed = " and ".join(" ".join(kind) for kind in kinds)
        raise InputError(f"{source} holds {listed}: they would be summed; put one in a folder")
    revision, release = kinds[0]
    if revision not in (BASE, *REVISIONS):
        raise InputError(
            f"{source} is in {revision}; read are {BASE} and, by the UN's correlation tables, "
            f"{', '.join(REVISIONS)}: take BACI_{BASE}_{release}, which CEPII gives out beside it"
        )
    lists = [m for m in members if CODES_FILE.search(m.name)]
    if len(lists) != 1:
        names = " and ".join(m.name for m in lists) or "none"
        raise DataError(f"{source}: one country_codes_{release}.csv is needed, there is {names}")
    years: dict[int, Member] = {}
    for member, hit in found:
        if (year := int(hit[2])) in years:
            raise DataError(f"{source} holds {year} twice: {years[year].name} and {member.name}")
        years[year] = member
    return Archive(
        revision=revision,
        release=release,
        years=dict(sorted(years.items())),
        countries=lists[0],
    )


def _members(source: Path) -> Iterator[Member]:
    """List the files of a folder, or the members of a zip, without what systems leave behind."""
    if source.is_dir():
        for path in sorted(p for p in source.rglob("*") if p.is_file()):
            name = path.relative_to(source).as_posix()
            if not LEFTOVERS.search(name):
                yield Member(name, path.stat().st_size, partial(_opened, path))
    elif zipfile.is_zipfile(source):
        yield from _zipped(source)
    else:
        raise InputError(f"{source} is neither a folder nor a zip")


def _opened(path: Path) -> IO[bytes]:
    try:
        return path.open("rb")
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from None


def _zipped(source: Path) -> Iterator[Member]:
    packed = zipfile.ZipFile(source)
    infos = [i for i in packed.infolist() if not i.is_dir() and not LEFTOVERS.search(i.filename)]
    names = [i.filename for i in infos]
    if twice := sorted({n for n in names if names.count(n) > 1}):
        raise DataError(f"{source} holds {twice[0]} twice")
    if sum(i.file_size for i in infos) > MOST_UNPACKED:
        raise DataError(f"{source} unpacks to more than {MOST_UNPACKED >> 30} GB; not read")
    for info in sorted(infos, key=lambda i: i.filename):
        at = PurePosixPath(info.filename.replace("\\", "/"))
        if at.is_absolute() or ".." in at.parts or ":" in at.parts[0]:
            raise DataError(f"{source}: the member {info.filename} reaches outside of it; not read")
        yield Member(info.filename, info.file_size, partial(packed.open, info))


def countries(found: Archive) -> Countries:
    """Read which state each number is, with what the package knows better (`recoded-states.csv`).

    Raises DataError, with the row, where a number is none or stands twice.
    """
    own = recoded("baci")
    states: dict[int, str] = {}
    names: dict[str, str] = {}
    bad: dict[int, str] = {}
    needs = ("country_code", "country_iso3")
    member = found.countries
    for block in blocks(member.open, member.name, needs=needs, read=lambda _: None):
        for row in block.rows.iter_rows(named=True):
            at, written = f"{block.name}:{row['row']}", row["country_code"]
            if written is None or not NUMBER.fullmatch(written):
                raise DataError(f"{at}: country_code is {written}; write up to three digits, as 31")
            number = int(written)
            if number in states or number in bad:
                raise DataError(f"{at}: country {number} is listed twice")
            iso3 = own.get(str(number), row["country_iso3"] or "")
            if ISO3.fullmatch(iso3):
                states[number] = iso3
                names.setdefault(iso3, row.get("country_name") or iso3)
            else:
                bad[number] = iso3
    return Countries(states, names, bad)
