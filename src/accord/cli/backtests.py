"""The command `accord backtest`: what the forecasts of who takes displaced trade are worth."""

from typing import TYPE_CHECKING, Any

import click

from accord.cli.options import as_json, examples, shared
from accord.cli.screen import Screen, table, wrap
from accord.numbers import percent_text

if TYPE_CHECKING:
    from accord.api.backtests import Answer, Board, PriceMove, SecondYear

SIDES = {"sales": "a supplier's sales", "purchases": "a buyer's purchases"}
SHOWN = 12  # counterparts of one state
MEMORY = "memory"  # the source of what is only remembered, which the status says already
LEGEND = (
    "Median, 90 % and mean are of the draws; rank: how many of a hundred draws lie below what came "
    "(below 5 or above 95 it was outside). Before: the baseline's shares; trend, ipf: what rules "
    "said, the trend of four years and balanced ties."
)


@click.command(
    epilog=examples(
        "accord backtest RUS-270900-2021-2023",
        'accord backtest "nickel ore 2014" --json',
    ),
)
@click.argument("event", required=False)
@click.option(
    "--case",
    "own",
    metavar="FILE",
    help="Foretell your own shocks, and score them where the outcome is known.",
)
@click.option(
    "--observed",
    type=int,
    metavar="YEAR",
    help="The year after an EVENT's baseline: foretell the next, this one being known.",
)
@click.option("--prices", is_flag=True, help="Prices after past losses of supply instead.")
@click.option("--fit", is_flag=True, help="Scan, fit and score anew; takes minutes.")
@as_json
@shared
@click.pass_obj
def backtest(
    screen: Screen,
    event: str | None,
    own: str | None,
    observed: int | None,
    prices: bool,
    fit: bool,
    in_json: bool,
) -> None:
    """Show how forecasts of who takes displaced trade fared on past events, or on one EVENT.

    Every event is foretold from those that were over before it. EVENT is a key, as
    RUS-270900-2021-2023, or a part of a name. Scores are points of CRPS: less is better.
    """
    from accord.api import backtests

    if sum((event is not None, own is not None, prices, fit)) > 1:
        raise click.UsageError("an EVENT, --case FILE, --prices or --fit: one of them")
    if observed is not None and event is None:
        raise click.UsageError("--observed YEAR is the first year of an EVENT; name one")
    if fit:
        backtests.refit(screen.err)
    if own is not None:
        _answers(screen, backtests.own(own), in_json)
    elif prices:
        _prices(screen, backtests.prices(), in_json)
    elif event is not None and observed is not None:
        _second(screen, backtests.second_year(event, observed), observed, in_json)
    elif event is not None:
        _events(screen, backtests.event(event), in_json)
    else:
        board = backtests.scoreboard()
        if in_json:
            screen.json(_text(backtests.plain(board)))
        else:
            screen.out(board_text(board))


def _text(value: Any) -> str:
    from accord.cli.cases import as_text

    return as_text(value)


def board_text(board: "Board") -> str:
    """Lay the scoreboard out."""
    from accord.api.backtests import NO_CHANGE, OPPONENT, POOL

    parts = [
        wrap(
            f"{board.events} events since 1995, {board.named} of them named. Who takes the trade "
            "that is lost? CRPS in points, less is better; the gain is on proportional shares "
            "dressed with the errors of quiet years, with its interval of 90 % over events."
        )
    ]
    for side, title in SIDES.items():
        rows = [r for r in board.rows if r.side == side]
        parts += ["", f"{title}, each event foretold from those before it"]
        parts.append(
            _rows([(r.model, r) for r in rows if r.scheme == "forward" and r.family == "all"])
        )
        others = [(f"{r.family}", r) for r in rows if r.scheme == "forward" and r.family != "all"]
        others += [
            ({"strict": "own code left out", "quiet": "quiet years"}[r.scheme], r)
            for r in rows
            if r.scheme != "forward"
        ]
        parts += ["", "the pool, by family of goods and by scheme", _rows(others)]
    parts += ["", "named events, points"]
    named = [
        (n.name, n.side, *(f"{n.crps[m]:.0f}" for m in (POOL, OPPONENT, NO_CHANGE)), missed(n))
        for n in board.of_named
    ]
    head = ("event", "side", "pool", "dressed", "no change", "outside of 90 %")
    parts.append(table(head, named, right=(2, 3, 4)))
    return "\n".join(parts)


def missed(named: Any) -> str:
    """List the counterparts that lay outside."""
    return ", ".join(named.missed)


def _rows(rows: list[tuple[str, Any]]) -> str:
    cells = [
        (
            name,
            str(r.events),
            f"{r.crps:.1f}",
            "" if r.model == "proportional" else percent_text(r.gain, 1),
            "" if r.model == "proportional" else f"{_percent(r.low)} to {_percent(r.high)}",
            _cover(r.in_50, r.in_90),
            _cover(r.in_50_large, r.in_90_large),
        )
        for name, r in rows
    ]
    head = ("", "n", "CRPS", "gain", "90 %", "cover 50, 90", "the same above 1 %")
    return table(head, cells, right=(1, 2, 3, 4, 5, 6), wide=0)


def _cover(half: float | None, most: float | None) -> str:
    return "" if half is None or most is None else f"{100 * half:.0f}, {100 * most:.0f}"


def _prices(screen: Screen, moves: "tuple[PriceMove, ...]", in_json: bool) -> None:
    if in_json:
        from dataclasses import asdict

        screen.json(_text([asdict(move) for move in moves]))
        return
    screen.out(prices_text(moves))


def prices_text(moves: "tuple[PriceMove, ...]") -> str:
    """Lay out what prices did after losses of supply, and what the pooled market says of each."""
    rows = [
        (
            move.name + (" (control)" if move.control else ""),
            move.start[:4],
            percent_text(move.loss, 1),
            percent_text(move.came, signed=True),
            percent_text(move.median, signed=True),
            _moves(move.low, move.high),
            "inside" if move.inside else "outside",
            f"{move.score:.0f}",
        )
        for move in moves
    ]
    head = ("loss of supply", "year", "net loss", "came", "median", "90 %", "", "score")
    held = sum(move.inside for move in moves)
    mean = sum(move.score for move in moves) / len(moves)
    says = (
        "Mean price of the first quarter over that of the 30 days before: Brent, and of metals and "
        "gas the World Bank's monthly series. The pooled market is fed the net loss that was "
        "counted afterwards, and the spread of quarterly moves in all quarters."
    )
    ends = (
        f"{held} of {len(moves)} lie inside their interval of 90 %; mean interval score {mean:.0f} "
        "log points. A control should give about nothing: its loss was expected, or over in days."
    )
    laid = table(head, rows, right=(2, 3, 4, 5, 7), wide=0)
    return "\n".join([wrap(says), "", laid, "", wrap(ends)])


def _moves(low: float, high: float) -> str:
    return f"{percent_text(low, signed=True, bare=True)} to {percent_text(high, signed=True)}"


def _events(screen: Screen, events: list[dict[str, Any]], in_json: bool) -> None:
    if in_json:
        screen.json(_text(events))
        return
    for number, event in enumerate(events):
        screen.out(("\n" if number else "") + event_text(event))


def _second(screen: Screen, found: "list[SecondYear]", observed: int, in_json: bool) -> None:
    if in_json:
        from dataclasses import asdict

        screen.json(_text([asdict(one) for one in found]))
        return
    screen.out("\n\n".join(second_text(one, observed) for one in found))


def second_text(one: "SecondYear", observed: int) -> str:
    """Tell of an event's second year, as it was foretold before and after its first was known."""
    lines = [f"{one.event}  {one.name or 'found by the scan, named by nobody'}"]
    if not one.states:
        lines.append("nothing is foretold: too little was left to trade, or nobody leaned on it")
    for state in one.states:
        side, agent = state.rows[0].side, state.rows[0].agent
        whose = "sales of" if side == "sales" else "purchases of"
        lines += ["", f"{whose} {agent} in {observed + 1}, shares in %; {observed} is known"]
        rows = [
            (
                row.counterpart,
                _percent(row.first),
                _percent(row.observed),
                *(
                    text
                    for low, median, high in (row.before, row.after)
                    for text in (_percent(median), f"{_percent(low)} to {_percent(high)}")
                ),
            )
            for row in state.rows[:SHOWN]
        ]
        head = ("with", str(observed), "came", "before", "90 %", "after", "90 %")
        lines.append(table(head, rows, right=(1, 2, 3, 4, 5, 6), wide=0))
        if state.crps_after is not None:
            lines.append(
                f"CRPS {state.crps_before:.1f} before, {state.crps_after:.1f} after; "
                f"{state.crps_first:.1f} if nothing changed"
            )
    return "\n".join(lines)


def event_text(event: dict[str, Any]) -> str:
    """Tell of one event: what was foretold of whom, what came, and what the rules said."""
    name = event["name"] or "found by the scan, named by nobody"
    source = f"; source {event['source']}" if event["source"] not in (None, "", MEMORY) else ""
    what = {
        "E": f"{event['agent']} loses buyers of {percent_text(event['lost'])} of its exports",
        "S": f"exports of {event['agent']} fall by {percent_text(event['lost'])}",
        "B": f"imports of {event['agent']} fall by {percent_text(event['lost'])}",
    }[event["kind"]]
    lines = [
        f"{event['event']}  {name}",
        wrap(
            f"{what} in HS {event['code']}, {event['before']} to {event['after']} "
            f"({event['status']}{source})."
        ),
    ]
    if event["foretold"]:
        lines.append(wrap(f"Foretold in {event['before']}. {LEGEND}"))
    else:
        lines.append("not foretold: too few events were over before it, or too little is left")
    groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in event["foretold"]:
        groups.setdefault((row["side"], row["agent"]), []).append(row)
    for (side, agent), rows in groups.items():
        who = f"sales of {agent} to" if side == "sales" else f"purchases of {agent} from"
        lines += ["", f"{who} those who stay, {event['after']}, shares in %"]
        largest = sorted(rows, key=lambda r: -max(r["mean"], r["observed"]))[:SHOWN]
        lines.append(
            table(
                ("with", "came", "rank", "median", "90 %", "mean", "before", "trend", "ipf"),
                [
                    (
                        row["counterpart"],
                        _percent(row["observed"]),
                        f"{100 * row['rank']:.0f}",
                        _percent(row["median"]),
                        f"{_percent(row['low'])} to {_percent(row['high'])}",
                        *(_percent(row[k]) for k in ("mean", "share", "trend", "ipf")),
                    )
                    for row in largest
                ],
                right=tuple(range(1, 9)),
                wide=0,
            )
        )
    return "\n".join(lines)


def _percent(share: float | None) -> str:
    return "" if share is None else percent_text(share, 1, bare=True)


def _answers(screen: Screen, answers: "list[Answer]", in_json: bool) -> None:
    if in_json:
        from dataclasses import asdict

        screen.json(_text([asdict(answer) for answer in answers]))
        return
    for number, answer in enumerate(answers):
        screen.out(("\n" if number else "") + answer_text(answer))


def answer_text(answer: "Answer") -> str:
    """Tell of one shock of a user, the plain forecast and the one given who steps in."""
    shock = answer.shock
    whose = "sales of" if shock.side == "sales" else "purchases of"
    lines = [
        shock.name,
        wrap(
            f"{whose} {shock.agent} in {shock.good}, {shock.before} to {shock.after}: "
            f"{percent_text(answer.lost)} of the trade of {shock.before} was with those who stop; "
            f"foretold from {answer.trained_on} events that were over by {shock.before}, "
            f"{answer.of_good or 'none'} of them of this good. Shares in % of what goes to those "
            "who stay."
        ),
    ]
    given = bool(shock.willing)
    head: tuple[str, ...] = ("with", "came", "rank", "median", "90 %", "before", "ipf")
    if given:
        head += ("given the willing", "90 % then", "rank then")
    rows = []
    for row in answer.rows:
        cells: tuple[str, ...] = (
            row.counterpart,
            _percent(row.observed),
            _rank(row.rank),
            _percent(row.median),
            f"{_percent(row.low)} to {_percent(row.high)}",
            _percent(row.share),
            _percent(row.ipf),
        )
        if given:
            cells += (
                _percent(row.willing_mean),
                f"{_percent(row.willing_low)} to {_percent(row.willing_high)}",
                _rank(row.willing_rank),
            )
        rows.append(cells)
    lines.append(table(head, rows, right=tuple(range(1, len(head))), wide=0))
    if given:
        named = ", ".join(shock.willing)
        lines.append(wrap(f"given that {named} step in: an assumption; source: {shock.source}"))
    if answer.crps is not None:
        then = "" if answer.crps_willing is None else f", {answer.crps_willing:.0f} given them"
        lines.append(f"CRPS {answer.crps:.0f} points{then}; no change {answer.crps_no_change:.0f}")
    return "\n".join(lines)


def _rank(rank: float | None) -> str:
    return "" if rank is None else f"{100 * rank:.0f}"
