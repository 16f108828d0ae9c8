"""The command `accord route`: which way, through whom, how far, how long, how dear."""

from typing import Any

import click

from accord.cli.cases import as_text
from accord.cli.options import as_json, examples, shared
from accord.cli.screen import Screen, table, wrap

BY = {"hours": "fastest", "km": "shortest", "cost": "cheapest"}
OTHERS = 2
HOURS_A_DAY = 24
DAYS_FROM = 2  # below it, hours are clearer


@click.command(
    epilog=examples(
        "accord route Xian Budapest --avoid RUS --avoid IRN",
        "accord route AZE ISR --good crude-oil --mode pipeline",
    ),
)
@click.argument("origin", metavar="FROM")
@click.argument("destination", metavar="TO")
@click.option("--avoid", multiple=True, metavar="S", help="A state or bloc; may be repeated.")
@click.option(
    "--close", multiple=True, metavar="P", help="A passage, line or place; may be repeated."
)
@click.option(
    "--use",
    multiple=True,
    metavar="LINE",
    help="A line that runs though it doesn't in that year, such as northern-sea-route; may be "
    "repeated.",
)
@click.option(
    "--mode",
    "modes",
    multiple=True,
    metavar="M",
    help="rail, road, sea, ferry or pipeline; may be repeated. By default whatever the good uses.",
)
@click.option("--good", help="What travels; by default goods in containers.")
@click.option(
    "--by",
    metavar="hours|km|cost",
    help="What to save.  [default: cost of a good, hours of containers]",
)
@click.option("--year", type=int, help="What ran then; by default the year of the data.")
@click.option(
    "--alternatives",
    "others",
    type=int,
    default=OTHERS,
    show_default=True,
    help="Other ways that really differ, at most.",
)
@as_json
@shared
@click.pass_obj
def route(
    screen: Screen,
    origin: str,
    destination: str,
    avoid: tuple[str, ...],
    close: tuple[str, ...],
    use: tuple[str, ...],
    modes: tuple[str, ...],
    good: str | None,
    by: str | None,
    year: int | None,
    others: int,
    in_json: bool,
) -> None:
    """Find the fastest, shortest or cheapest way from FROM to TO, which are places or states.

    That there is no way is an answer: it names the vetoes and closures that cut every way, and
    which of them would have to go. Costs are US$ a tonne.
    """
    from accord.api.tables import routes

    by = by or ("cost" if good else "hours")
    found = routes(
        origin,
        destination,
        avoid=avoid,
        close=close,
        use=use,
        modes=modes,
        good=good,
        by=by,
        year=year,
        others=others,
    )
    screen.json(as_text(found) if in_json else route_text(found))


def route_text(found: dict[str, Any]) -> str:
    """Lay an answer out: the sentence; then total, states, legs and other ways."""
    if not found["feasible"]:
        return wrap(found["says"], 98)
    lines = [wrap(found["says"], 98), "", f"{BY[found['by']]:9} {totals(found)}"]
    lines.append(wrap(f"through   {' '.join(found['states'])}", 98))
    if found["passages"]:
        lines.append(wrap(f"passages  {', '.join(found['passages'])}", 98))
    if found["legs"]:
        lines += ["", leg_table(found["legs"]), "", memory_text(found)]
    if found["alternatives"]:
        lines += ["", other_table(found["alternatives"])]
    return "\n".join(lines)


def totals(way: dict[str, Any]) -> str:
    """Give kilometres, days and cost of a way."""
    return f"{way['km']:,.0f} km   {duration(way['hours'])}   US$ {way['cost']:,.0f} a tonne"


def duration(hours: float) -> str:
    """Give hours as days, from two days on."""
    days = hours / HOURS_A_DAY
    return f"{days:,.1f} days" if days >= DAYS_FROM else f"{hours:,.0f} hours"


def leg_table(legs: list[dict[str, Any]]) -> str:
    """Lay the legs out, a change of mode included, with how well each is known."""
    rows = [
        (
            leg["from_title"],
            leg["to_title"] if leg["mode"] != "transfer" else "change",
            leg["mode"] if leg["mode"] != "transfer" else "",
            leg["title"] + ("" if leg["status"] == "running" else f" ({leg['status']})"),
            f"{leg['km']:,.0f}" if leg["mode"] != "transfer" else "",
            f"{leg['hours']:,.0f}",
            f"{leg['cost']:,.1f}",
            leg["source_status"],
        )
        for leg in legs
    ]
    head = ("from", "to", "by", "line", "km", "hours", "US$/t", "known")
    return table(head, rows, right=(4, 5, 6), wide=3)


def memory_text(found: dict[str, Any]) -> str:
    """Say how many legs rest on what is only remembered."""
    legs = [leg for leg in found["legs"] if leg["mode"] != "transfer"]
    if not found["from_memory"]:
        return f"none of the {len(legs)} legs rests on memory; hours and costs are rates by mode"
    verb = "rests" if found["from_memory"] == 1 else "rest"
    return (
        f"{found['from_memory']} of {len(legs)} legs {verb} on memory: not read again in a source; "
        "hours and costs are rates by mode"
    )


def other_table(ways: list[dict[str, Any]]) -> str:
    """Lay other ways out, one a row."""
    rows = [
        (
            f"{way['km']:,.0f}",
            duration(way["hours"]),
            f"{way['cost']:,.0f}",
            " ".join(way["states"]),
            ", ".join(way["passages"]),
        )
        for way in ways
    ]
    head = ("other ways, km", "time", "US$/t", "through", "passages")
    return table(head, rows, right=(0, 1, 2), wide=4)
