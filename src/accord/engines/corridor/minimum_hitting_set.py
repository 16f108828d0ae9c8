"""Minimum hitting sets: the fewest vetoes that cut every way, found without listing all ways.

A set of vetoes cuts if every way meets one of them. Ways are too many to list, so they are made as
needed (implicit hitting sets, Moreno-Centeno and Karp 2013, Oper. Res. 61(2)): take the smallest
set that hits the ways known so far, ask for a way around it, add what that way meets, repeat. When
there is no way around, the set is a smallest one.
"""

from collections.abc import Callable, Collection

import numpy as np

from accord.axes import Array

Around = Callable[[frozenset[str]], frozenset[str] | None]
ROUNDS = 2000  # ways that are asked for before the search gives up


def minimum_hitting_set(around: Around) -> frozenset[str] | None:
    """Find the smallest set that no way gets around.

    around : given what is shut, what else a way around it meets (of what could be shut), or None
        where no way is left

    Returns None where some way meets nothing that could be shut.
    """
    ways: list[frozenset[str]] = []
    shut: frozenset[str] = frozenset()
    for _ in range(ROUNDS):
        met = around(shut)
        if met is None:
            return shut
        if not met:
            return None
        ways.append(met)
        shut = hit(ways)
    return None


def hit(ways: Collection[frozenset[str]]) -> frozenset[str]:
    """Find the smallest set that meets each of the ways; the first by name among equals."""
    from scipy.optimize import Bounds, LinearConstraint, milp  # half of the start of a command

    names = sorted(set().union(*ways))
    number = {n: i for i, n in enumerate(names)}
    rows: Array = np.zeros((len(ways), len(names)))
    for i, way in enumerate(ways):
        rows[i, [number[n] for n in way]] = 1
    # The tilt settles ties by name and is too small to buy another element.
    tilt = 1 + np.arange(len(names)) / (10 * len(names) ** 2)
    answer = milp(
        tilt,
        integrality=np.ones(len(names)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(rows, lb=1),
    )
    return frozenset(n for n, x in zip(names, answer.x, strict=True) if x > 0.5)
