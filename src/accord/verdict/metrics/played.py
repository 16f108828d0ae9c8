"""What findings about a game share: how a set is named, payoffs by part, amounts, regimes."""

from accord.axes import Array
from accord.draws import Draws
from accord.game import EVERYBODY_ELSE, Play, Regime
from accord.numbers import value_text
from accord.study import Inquiry
from accord.verdict.metrics import wording
from accord.verdict.metrics.registry import Table
from accord.verdict.metrics.wording import percent

SOURCES = ("baci", "world-mining-data", "accord-corridors")
MARKETS = ("baci", "world-mining-data")
NO_FORECAST = "a solution of a game, not a forecast: decisions hang on terms that are assumed"
MOST_SETS = 32  # of which a table shows every one; of more, the likeliest
REGIMES: dict[Regime, str] = {
    "credible": "adversaries answering as is best for them",
    "committed": "a threat of the harshest answers being believed",
    "none": "nobody answering",
}


def named(names: tuple[str, ...], q: Inquiry) -> str:
    """Name a set of candidates."""
    return wording.states(names, q.world) if names else "nobody"


def group_name(name: str, q: Inquiry) -> str:
    """Name a group whose payoff is counted."""
    return name if name == EVERYBODY_ELSE else wording.states(name, q.world)


def a_tie(play: Play) -> str:
    """Say what counts as a tie."""
    return f"a gain below {value_text(play.eps, unit='usd')} a year is a tie"


def money(caption: str, *rows: tuple[str, Array]) -> Table:
    """Show amounts with their intervals."""
    return Table(
        caption=caption,
        columns=(("what", ""), ("median", "usd"), ("5 %", "usd"), ("95 %", "usd")),
        rows=tuple((name, *Draws(x).quantile([0.5, 0.05, 0.95]).tolist()) for name, x in rows),
    )


def by_part(play: Play, at: int, regime: Regime, q: Inquiry) -> tuple[str, ...]:
    """Say of each candidate's payoff in a set what is market and what is assumed."""
    market = play.in_markets(regime)[:, :, at]
    set_ = named(play.players.members(at), q)

    def usd(x: Array) -> str:
        return value_text(float(Draws(x).median()), unit="usd")

    return tuple(
        f"{wording.states(name, q.world)} with {set_} in: market {usd(market[:, i])}, assumed "
        f"{usd(play.assumed[:, i, at])} a year"
        for i, name in enumerate(play.players.candidates)
        if at >> i & 1
    )


def order_note(play: Play, regime: Regime) -> tuple[str, ...]:
    """Say whether the order of joining matters."""
    share = float(play.supermodular(regime).mean())
    return (
        f"gains rise with the set in {percent(share)} of draws, where the order does not matter; "
        "elsewhere all orders were run, up to 7 candidates, or 1,000 random ones",
    )
