"""The command `accord flows`: who sells how much of a good to whom."""

import shlex
from typing import TYPE_CHECKING

import click

from accord.cli.cases import ALL_GOODS, as_text, hint, opened
from accord.cli.options import as_json, examples, of_data, shared
from accord.cli.screen import Screen, table

if TYPE_CHECKING:
    import polars as pl

    from accord import World

SHOWN = 25  # rows of the printed table, unless asked for more


@click.command(
    epilog=examples(
        "accord flows crude-oil --from AZE --year 2022", "accord flows lng --to EU-27 --json"
    ),
)
@click.argument("good")
@click.option("--from", "supplier", metavar="STATE", help="Only from this state or bloc.")
@click.option("--to", "buyer", metavar="STATE", help="Only to this state or bloc.")
@click.option("--year", type=int, help="Of the trade data.")
@click.option("--domestic", is_flag=True, help="Also what states sell to themselves, balanced.")
@click.option(
    "--rows",
    type=click.IntRange(min=0),
    default=SHOWN,
    show_default=True,
    help="To show; 0 for all.",
)
@of_data
@as_json
@shared
@click.pass_obj
def flows(
    screen: Screen,
    good: str,
    supplier: str | None,
    buyer: str | None,
    year: int | None,
    domestic: bool,
    rows: int,
    data: str | None,
    in_json: bool,
) -> None:
    """Show recorded flows of GOOD in a year, the largest first: value in US$, mass in tonnes.

    `adjusted` names the rule by which a mass was put right; `accord data balance GOOD` explains
    the rules. Rows of a bloc are those of its members, what they trade among themselves included,
    which a share of the bloc leaves out. With --json all rows are printed.
    """
    from accord.api.flows import flows as list_flows
    from accord.api.tables import load_world

    world = load_world(year, opened(data))
    with hint(ALL_GOODS):
        world.good(good)
    found = list_flows(world, good, supplier=supplier, buyer=buyer, domestic=domestic)
    if in_json:
        screen.json(as_text(found.to_dicts()))
        return
    shown = found.head(rows) if rows > 0 else found
    screen.out(flow_table(shown.to_dicts()))
    if found.height > shown.height:
        screen.out(f"… and {found.height - shown.height:,} more rows")
        asked = {"--from": supplier, "--to": buyer, "--year": str(world.year), "--data": data}
        given = [part for key, one in asked.items() if one for part in (key, one)]
        again = shlex.join([good, *given, *(["--domestic"] if domestic else []), "--rows", "0"])
        screen.err(f"all of them  accord flows {again}")
    for bloc in dict.fromkeys(name for name in (supplier, buyer) if name):
        if inside := among_members(world, found, bloc):
            screen.out(inside)


def among_members(world: "World", rows: "pl.DataFrame", bloc: str) -> str:
    """Say which part of the rows is trade among a bloc's members; "" where none is."""
    from accord.numbers import value_text

    members = world.expand(bloc)
    inside = rows.filter(rows["supplier"].is_in(members) & rows["buyer"].is_in(members))
    if inside.is_empty() or len(members) == 1:
        return ""
    worth = (value_text(float(frame["value_usd"].sum()), unit="usd") for frame in (inside, rows))
    return "{} of {} are trade among members of {}, which its shares leave out".format(*worth, bloc)


def flow_table(rows: list[dict[str, object]]) -> str:
    """Lay flows out as a table."""
    from accord.numbers import value_text

    if not rows:
        return "no recorded flow"
    cells = [
        (
            str(row["supplier"]),
            str(row["buyer"]),
            value_text(row["value_usd"], unit="usd"),  # type: ignore[arg-type]
            value_text(row["mass_t"], unit="t"),  # type: ignore[arg-type]
            str(row["adjusted"] or ""),
        )
        for row in rows
    ]
    year = rows[0]["year"]
    head = ("from", "to", f"value ({year})", "mass", "adjusted")
    return table(head, cells, right=(2, 3))
