"""The largest loss: each supplier, passage, line and state of transit taken away in turn.

All are solved at the centre of the assumptions, in one batch, and ranked; the worst few are solved
in every draw, and the number is the largest of their losses draw by draw. What is ranked below them
at the centre could be worse in some draw; how far it is behind is shown.
"""

from collections.abc import Iterator

import numpy as np

from accord.axes import Array, Mask, Places
from accord.case.model import Scenario
from accord.draws import Draws
from accord.engines import corridor
from accord.measures.security import LARGEST_LOSS, LargestLoss
from accord.names import GoodName, PassageName, StateName
from accord.shocks import Closure, LostSupply, Shock, Veto
from accord.study import Inquiry
from accord.verdict.metrics import wording
from accord.verdict.metrics.corridor import demands_of
from accord.verdict.metrics.market import ONE_GOOD, SOURCES, solvable
from accord.verdict.metrics.registry import Reading, Table, Untestable, implements
from accord.verdict.metrics.wording import plain, sentence

LEAST = (
    0.002  # of the market's value, or of what the parties buy: suppliers below it are passed over
)
WORST = 5  # that are solved in every draw
LISTED = 12  # that are shown

Named = tuple[str, str, Shock]  # of which kind, what it is called, and what takes it away


@implements(LARGEST_LOSS)
def largest_loss(p: LargestLoss, q: Inquiry) -> Reading:
    """Take everything away once, rank, and solve the worst in every draw."""
    solvable(p.good, q)
    parties = p.parties or q.case.parties
    if not parties:
        raise Untestable("the metric names no parties, and the case has none", "parties")
    of = q.world.mask(parties)
    who, what = wording.states(parties, q.world), wording.good(p.good, q.world)
    removed = list(_removed(p, of, q))
    if not removed:
        raise Untestable(f"{who} trade no {what} that anything could be taken from")
    scenarios = [Scenario(name="", shocks=(shock,)) for _, _, shock in removed]
    centre = q.study.at_centre().gains(scenarios, p.good, p.horizon, of[None]).values[:, 0, 0]
    order = np.argsort(centre, kind="stable")[:LISTED]
    worst = [scenarios[n] for n in order[:WORST]]
    losses = -q.gains(worst, p.good, p.horizon, of[None])[:, :, 0]
    first = removed[order[0]]
    return Reading(
        values=losses.max(axis=0),
        text=f"largest loss of {who} in {what} by one of {len(removed)} that are taken away",
        finding=sentence(
            f"{who} would lose {{value}} a year by the worst of {len(removed)} losses in {what}, "
            f"{first[0]} {first[1]}, in the {p.horizon} run."
        ),
        sources=(*SOURCES, "accord-corridors"),
        year=q.world.year,
        table=_ranked(removed, order, centre, losses),
        notes=(
            f"ranked at the centre of the assumptions; the worst {len(worst)} are solved in every "
            "draw",
            ONE_GOOD,
        ),
    )


def _ranked(removed: list[Named], order: Places, centre: Array, losses: Array) -> Table:
    """Show what is lost by each of the worst, at the centre and over the draws."""
    medians = [float(Draws(one).median()) for one in losses]
    return Table(
        caption="loss a year by what is taken away",
        columns=(("kind", ""), ("what", ""), ("loss, at the centre", "usd"), ("median", "usd")),
        rows=tuple(
            (
                removed[n][0],
                removed[n][1],
                float(-centre[n]),
                medians[k] if k < len(medians) else None,
            )
            for k, n in enumerate(order)
        ),
    )


def _removed(p: LargestLoss, of: Mask, q: Inquiry) -> Iterator[Named]:
    """Give what is taken away: suppliers, passages, lines and states of the parties' ways."""
    if "supplier" in p.remove:
        yield from _suppliers(p.good, of, q)
    if "passage" in p.remove:
        for name in sorted(q.network.passages):
            if _in_use(name, q):
                yield "passage", plain(name), _shut(name, p.good)
    if "line" not in p.remove and "state" not in p.remove:
        return
    lines, states = _ways(p.good, of, q)
    if "line" in p.remove:
        for name in sorted(lines):
            yield "line", plain(name), _shut(name, p.good)
    if "state" in p.remove:
        for name in sorted(states):
            veto = Veto(kind="veto", by=(StateName(name),), goods=(p.good,))
            yield "state", wording.states(name, q.world), veto


def _in_use(name: str, q: Inquiry) -> bool:
    """Whether a passage can close: it is a place, or one of its lines runs in the year."""
    passage = q.network.passages[name]
    runs = q.network.running(q.world.year)
    return bool(passage.nodes.any() or (passage.edges & runs).any())


def _shut(name: str, good: GoodName) -> Closure:
    return Closure(kind="closure", passages=(PassageName(name),), goods=(good,))


def _suppliers(good: GoodName, of: Mask, q: Inquiry) -> Iterator[Named]:
    """Give the states outside of the parties that sell enough, to the world or to them."""
    flows = q.world.market(good).flows
    sold = flows.sum(axis=1) - flows.diagonal()
    bought = flows[:, of].sum(axis=1)
    large = (sold > LEAST * flows.sum()) | (bought > LEAST * max(bought.sum(), 1.0))
    for i in np.flatnonzero(large & ~of):
        state = StateName(q.world.states[i])
        lost = LostSupply(kind="lost-supply", state=state, good=good, share=1.0)
        yield "supplier", wording.states(state, q.world), lost


def _ways(good: GoodName, of: Mask, q: Inquiry) -> tuple[set[str], set[str]]:
    """Lines, and states of transit, that the parties' own trade goes by at least cost."""
    mass = q.world.market(good).mass
    own = np.where(of[:, None] ^ of[None, :], mass, 0.0)  # with others, either way
    demands, supplies = demands_of(own, good, q)
    if not demands:
        return set(), set()
    carried = corridor.capacity(q.network, demands, supplies=supplies, year=q.world.year).carried
    mode = dict(zip(q.network.edges.line, q.network.edges.mode, strict=True))
    lines = {line for way in carried for line in way.lines if mode.get(line) != "sea"}
    return lines, {state for way in carried for state in way.states[1:-1]}
