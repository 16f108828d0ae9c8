"""Which states are connected by trade: prices of markets that are not cannot be compared."""

import numpy as np

from accord.axes import Array, Labels, Mask
from accord.errors import QuantityError


def refuse_one_way(flows: Array, labels: Labels) -> None:
    """Without deficits, whoever sells must also buy: each state reaches each other, (D, N, N)."""
    reach = _reach(flows > 0)
    one_way: Mask = np.any(~(reach & reach.transpose(0, 2, 1)), axis=0)
    if one_way.any():
        alone = int(np.argmax(one_way.any(axis=1)))
        raise QuantityError(
            f"{labels[alone]} and {listed(labels, one_way[alone])} trade one way only, even "
            'through others; with deficits "none" each must earn what it spends'
        )


def refuse_apart(flows: Array, labels: Labels) -> None:
    """Refuse groups of states that do not trade with each other at all, (D, N, N)."""
    linked = flows > 0
    apart = ~_reach(linked | linked.transpose(0, 2, 1))[:, 0]
    if apart.any():
        where = apart[int(np.argmax(apart.any(axis=1)))]
        raise QuantityError(
            f"{listed(labels, where)} trade with none of the others; prices of markets that "
            "are not connected cannot be compared: solve them apart"
        )


def refuse_cut_off(weights: Array, labels: Labels, first: int) -> None:
    """Say which state a draw's closed links leave alone."""
    for axis, left in ((2, "without a buyer"), (1, "without a supplier")):
        empty = weights.sum(axis=axis) <= 0
        if empty.any():
            draw, state = np.argwhere(empty)[0]
            raise QuantityError(f"draw {first + draw}: the shock leaves {labels[state]} {left}")
    linked = weights > 0
    reach = _reach(linked | linked.transpose(0, 2, 1))
    apart = ~reach[:, 0]
    if apart.any():
        draw = int(np.argmax(apart.any(axis=1)))
        raise QuantityError(
            f"draw {first + draw}: the shock cuts {listed(labels, apart[draw])} off from the "
            "rest; prices of markets that are not connected cannot be compared"
        )


def _reach(linked: Mask) -> Mask:
    """Which state reaches which along links, (D, N, N), by squaring."""
    reach = (linked | np.eye(linked.shape[1], dtype=bool)).astype(np.float32)
    for _ in range(max(1, int(np.ceil(np.log2(linked.shape[1]))))):
        reach = (reach @ reach > 0).astype(np.float32)
    found: Mask = reach > 0
    return found


def listed(labels: Labels, chosen: Mask) -> str:
    """Name the chosen states, the first five of them."""
    names = [labels[int(i)] for i in np.flatnonzero(chosen)]
    return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
