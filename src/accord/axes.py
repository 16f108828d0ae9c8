"""Arrays, labels, and the order of axes: draw, good, supplier, buyer.

A 1-D argument of an engine is always per draw (D,); per state is (1, S) or (1, B).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from accord.errors import QuantityError
from accord.later import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Mask = NDArray[np.bool_]
    Places = NDArray[np.intp]  # places on an axis
else:  # notes for readers and type checkers, for which nobody should wait
    Array = Mask = Places = Any
Labels = Sequence[str]
StateLabels = Labels | tuple[Labels, Labels]  # of both sides, or of suppliers and of buyers


@dataclass(frozen=True, slots=True)
class Groups:
    """A shock by groups of links: all links of a group share one size per draw.

    mask : (G, S, B) bool, the links of each group; groups may overlap
    factor : (D, G), what the links of each group get in each draw

    A link in no group keeps the neutral value (1 for a ratio, 0 for a rate or toll). A link in
    several groups gets the product of ratios, the sum of rates and tolls.
    """

    mask: Mask
    factor: Array


def both_sides(labels: StateLabels) -> tuple[Labels, Labels]:
    """Read the names of suppliers and of buyers: a pair of lists, or one list for both.

    Raises QuantityError where they are neither.
    """
    try:
        listed = list(labels)
    except TypeError:
        raise QuantityError(
            f"labels are {labels!r:.60}; write a list of names, or a pair of lists for suppliers "
            "and buyers"
        ) from None
    pair = len(listed) == 2 and not any(
        isinstance(side, str) or not isinstance(side, Collection | np.ndarray) for side in listed
    )
    suppliers, buyers = listed if pair else (listed, listed)
    return [str(name) for name in suppliers], [str(name) for name in buyers]
