"""The scoreboard of back-tests as plain HTML: it stands below the app and needs no script."""

from collections.abc import Iterator
from html import escape

from accord.numbers import percent_text
from accord.result.backtests import Backtests, Score

SIDES = {"sales": "a supplier's sales", "purchases": "a buyer's purchases"}
STYLE = (
    "details.backtests{margin-bottom:2rem;font-size:.9rem}"
    ".backtests table{border-collapse:collapse;margin:1rem 0}"
    ".backtests th,.backtests td{text-align:left;vertical-align:top;padding:.15rem .6rem}"
    ".backtests td.n{text-align:right;font-variant-numeric:tabular-nums}"
    ".backtests div{overflow-x:auto}"
)


def section(of: Backtests) -> Iterator[str]:
    """Give a section that opens on a click: the scores, then every named event and every miss."""
    yield (
        '<details class="backtests page">\n<summary>Who takes displaced trade: how such forecasts '
        f"fared on {of.events} past events</summary>\n<p>Each event is foretold from those that "
        "were over before it; nothing is chosen in hindsight. CRPS in points of share: less is "
        "better, 0 is a sure forecast that is right. The gain is on proportional shares dressed "
        "with the errors of quiet years, with its interval of 90 % over events. Of 100 outcomes "
        "about 50 and 90 should lie inside.</p>\n"
    )
    head = ("", "who foretells", "events", "CRPS", "gain", "90 %", "inside 50 %, 90 %")
    yield from _table(head, (_score(one) for one in of.scores), numbers=range(2, 7))
    yield (
        f"<p>The {of.named} events that the public record names, and whoever came to lie outside "
        "of nine of ten draws. Trade before an event can't say who is willing: India's share of "
        "Russia's crude is such a miss.</p>\n"
    )
    rows = (
        (
            one.name,
            SIDES[one.side],
            *(f"{points:.0f}" for points in (one.pool, one.dressed, one.no_change)),
            ", ".join(one.missed),
        )
        for one in of.of_named
    )
    named = ("event", "", "pool", "dressed", "no change", "outside of 90 %")
    yield from _table(named, rows, numbers=range(2, 5))
    yield "</details>\n"


def _score(one: Score) -> tuple[str, ...]:
    return (
        SIDES[one.side],
        one.model,
        str(one.events),
        f"{one.crps:.1f}",
        percent_text(one.gain, 1),
        f"{percent_text(one.low, 1, bare=True)} to {percent_text(one.high, 1, bare=True)}",
        f"{100 * one.in_50:.0f}, {100 * one.in_90:.0f}",
    )


def _table(
    head: tuple[str, ...], rows: Iterator[tuple[str, ...]], *, numbers: range
) -> Iterator[str]:
    yield "<div><table><thead><tr>"
    yield "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    yield "</tr></thead><tbody>\n"
    for row in rows:
        cells = (
            f'<td class="n">{escape(cell)}</td>' if n in numbers else f"<td>{escape(cell)}</td>"
            for n, cell in enumerate(row)
        )
        yield f"<tr>{''.join(cells)}</tr>\n"
    yield "</tbody></table></div>\n"
