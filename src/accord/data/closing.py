"""Close a market: give domestic sales to every state, and every flow to its origin.

Recorded trade knows what crosses a border. A market needs the diagonal too, what a state sells
at home, and it needs flows from origin to final buyer. Both follow from production: whatever a
state exports beyond it is somebody else's. All masses are of one unit, tonnes.

Rules, in this order (`rules` has their words): transit that is known by name; `hub-pass-through`;
then domestic = production - exports, and 0 where that is negative.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from accord.axes import Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """Mass from origin to final buyer, with domestic sales on the diagonal.

    Columns of `mass` add up to consumption, rows to output. Output is production, but for states
    whose exports could not be explained by production and imports: there it is their exports, and
    `clipped` the difference.
    """

    mass: Array  # (S, S) t
    passed_on: Array  # (S,) t: what each state re-exported
    transit: Array  # (S,) t: what crossed each state by a named transit, part of no excess
    clipped: Array  # (S,) t: exports beyond production and imports


def close(exports: Array, production: Array, *, transit: Iterable[tuple[int, int]] = ()) -> Closed:
    """Take re-exports off the hubs and put domestic sales on the diagonal.

    Parameters
    ----------
    exports : (S, S) t, seller in rows, buyer in columns; the diagonal is not looked at
    production : (S,) t
    transit : pairs (via, buyer) whose recorded flow only crosses `via`

    Returns
    -------
    Closed
        Total mass is production plus what was clipped; what a buyer imports, in total, changes
        only by its own goods that came back to it through a hub.
    """
    flows = exports.copy()
    np.fill_diagonal(flows, 0.0)
    crossed = np.zeros(len(production))
    for via, buyer in transit:
        part = np.zeros(len(production))
        part[buyer] = flows[via, buyer]
        crossed[via] += _hand_on(flows, via, part)
    passed_on = np.zeros(len(production))
    for hub in in_order(excess(flows, production)):
        onward = excess(flows, production, hub)[0]
        if onward > 0:
            passed_on[hub] = _hand_on(flows, hub, flows[hub] * (onward / flows[hub].sum()))
    left = production - flows.sum(axis=1)
    np.fill_diagonal(flows, np.maximum(left, 0.0))
    return Closed(mass=flows, passed_on=passed_on, transit=crossed, clipped=np.maximum(-left, 0.0))


def excess(flows: Array, production: Array, hub: int | None = None) -> Array:
    """Find what each state exports beyond its production, at most what it imports: (S,) t.

    `flows` (S, S) has nothing on its diagonal. With a hub, its own excess alone: (1,).
    """
    which = slice(None) if hub is None else slice(hub, hub + 1)
    beyond = np.maximum(flows[which].sum(axis=1) - production[which], 0.0)
    least: Array = np.minimum(beyond, flows[:, which].sum(axis=0))
    return least


def in_order(excesses: Array) -> list[int]:
    """List the hubs in falling order of their excess, the first of equals first."""
    falling = np.argsort(-excesses, kind="stable")
    return [int(hub) for hub in falling if excesses[hub] > 0]


def _hand_on(flows: Array, hub: int, onward: Array) -> float:
    """Turn the hub's sales `onward` (S,) into sales of its own suppliers, in their proportion.

    Changes `flows` in place. No more is handed on than the hub bought. What goes back to
    where it came from leaves trade, and so ends up on that state's diagonal.
    """
    bought = flows[:, hub].copy()
    total = bought.sum()
    wanted = onward.sum()
    if total <= 0 or wanted <= 0:
        return 0.0
    onward = onward * min(1.0, total / wanted)
    flows[hub] = np.maximum(flows[hub] - onward, 0.0)
    flows[:, hub] = np.maximum(bought - bought * (onward.sum() / total), 0.0)
    origins, buyers = np.flatnonzero(bought), np.flatnonzero(onward)
    flows[np.ix_(origins, buyers)] += np.outer(bought[origins] / total, onward[buyers])
    flows[origins, origins] = 0.0
    return float(onward.sum())
