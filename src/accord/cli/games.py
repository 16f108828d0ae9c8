"""The command `accord game`: who joins under which chance of retaliation, and what is assumed."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from accord.cli.cases import as_text, load
from accord.cli.options import DEFAULT_CASE, as_json, examples, shared, solving
from accord.cli.results import world_of
from accord.cli.screen import TEXT, Screen, table, wrap

if TYPE_CHECKING:
    from accord.api.games import Game
    from accord.result.market import Interval

SHOWN = 8  # sets and ends on the page
NOBODY = "nobody"


@click.command(epilog=examples("accord game --draws 100", "accord game --draws 100 --json"))
@click.argument("case", default=DEFAULT_CASE)
@solving
@as_json
@shared
@click.pass_obj
def game(
    screen: Screen,
    case: str,
    draws: int,
    seed: int,
    year: int | None,
    data: str | None,
    in_json: bool,
) -> None:
    """Play the accession game of CASE on one page.

    Which sets of candidates are stable, when joining stops paying under each answer, what answers
    cost both sides, where dominoes end, and which part of every payoff is assumed. A solution of
    the game is no forecast.
    """
    from accord.api.games import game as play
    from accord.result import plain

    read = load(case, year, data)
    found = play(read, world=world_of(read, data), draws=draws, seed=seed)
    if in_json:
        screen.json(as_text(plain(found)))
    else:
        screen.out(page(found))


def page(found: "Game") -> str:
    """Lay the game out on one page: payoffs and what is assumed before any chance."""
    names = ", ".join(found.candidates)
    against = ", ".join(found.adversaries) or NOBODY
    failed = f" · {found.failed} without equilibrium" if found.failed else ""
    head = (
        f"{names} may join; {against} may answer\n"
        f"{found.draws} draws{failed} · {found.horizon} run · US$ a year, medians"
    )
    parts = [head, _payoffs(found), _sets(found), _even(found), _ladder(found)]
    parts += [_path(found), _ends(found), _chances(found), _said(found)]
    return "\n\n".join(part for part in parts if part)


def _payoffs(found: "Game") -> str:
    """Show what all joining brings to whom, market and assumed apart."""
    everybody = next(
        (one for one in found.sets if len(one.members) == len(found.candidates)), found.sets[-1]
    )
    rows = [
        (one.party, _usd(one.market), _usd(one.assumed), _usd(one.total))
        for one in everybody.payoffs
    ]
    head = (f"where {_named(everybody.members)} is in", "market", "assumed", "together")
    return table(head, rows, right=(1, 2, 3))


def _sets(found: "Game") -> str:
    """Show how likely each set is stable: answered, threatened, unanswered."""
    likeliest = sorted(found.sets, key=lambda one: -(one.stable + one.unanswered))[:SHOWN]
    rows = [
        (
            _named(one.members),
            _percent(one.stable),
            _percent(one.strict),
            _percent(one.committed),
            _percent(one.unanswered),
            _percent(one.potential),
        )
        for one in likeliest
    ]
    kinds = ("answered", "strictly", "threat believed", "unanswered", "by transfers")
    return table(("stable in draws", *kinds), rows, right=(1, 2, 3, 4, 5))


def _even(found: "Game") -> str:
    """Show the chance of each answer at which joining alone stops paying."""
    rows = [
        (one.candidate, one.answer, _share(one.market), _share(one.with_assumed))
        for one in found.even_chances
    ]
    head = ("joining stops paying", "once comes, in a year", "market alone", "with what is assumed")
    return table(head, rows, right=(2, 3)) if rows else ""


def _ladder(found: "Game") -> str:
    """Show what each answer costs both sides, and whether it is credible."""
    rows = [
        (one.label, _usd(one.joiners_lose), _usd(one.adversary_pays), _percent(one.credible))
        for one in found.ladder
    ]
    head = ("answer to all joining", "joiners lose", "its adversary pays", "credible in draws")
    return table(head, rows, right=(1, 2, 3), wide=0) if rows else ""


def _path(found: "Game") -> str:
    """Show the likeliest steps of dominoes, and how many of them others brought."""
    rows = [
        (_named(one.inside), one.joins, _percent(one.share), _percent(one.follows))
        for one in found.path[:SHOWN]
    ]
    head = ("dominoes: where is in", "joins", "draws and orders", "only because of them")
    return table(head, rows, right=(2, 3)) if rows else ""


def _ends(found: "Game") -> str:
    """Show where dominoes end."""
    rows = [
        (_named(one.members), _percent(one.joining), _percent(one.leaving))
        for one in found.ends[:SHOWN]
    ]
    head = ("dominoes end with", "draws and orders", "with exit")
    return table(head, rows, right=(1, 2)) if rows else ""


def _chances(found: "Game") -> str:
    """Show base rates and what payoffs make of them at several precisions."""
    if not found.chances:
        return ""
    precisions = [one.precision for one in found.chances[0].moved]
    rows = [
        (
            one.candidate,
            f"{one.stage}, {one.joined} of {one.of}",
            *(_share(moved.chance) for moved in one.moved),
        )
        for one in found.chances
    ]
    head = ("chance of joining", "base rate of", *(f"precision {x:g}" for x in precisions))
    return table(head, rows, right=tuple(range(2, 2 + len(precisions))))


def _said(found: "Game") -> str:
    """Say what kind of answer this is."""
    return wrap(
        f"Gains rise with the set in {_percent(found.supermodular)} of draws; elsewhere the order "
        f"of joining matters. {len(found.assumed)} assumptions stand for what is not market: "
        f"{', '.join(found.assumed) or 'none'}. A solution of the game is no forecast, and how far "
        "payoffs move a chance (1 over percent of GDP) is a free assumption.",
        TEXT,
    )


def _named(members: Iterable[str]) -> str:
    return "+".join(members) or NOBODY


def _percent(share: float) -> str:
    from accord.numbers import value_text

    return value_text(share, unit="share")


def _share(of: "Interval") -> str:
    from accord.numbers import interval_text, value_text

    value = value_text(of.value, of.low, of.high, "share")
    return f"{value} {interval_text(of.value, of.low, of.high, 'share')}"


def _usd(of: "Interval") -> str:
    from accord.numbers import value_text

    return value_text(of.value, of.low, of.high, "usd")
