"""What goes in: quantities that are 0 or more, shares in 0..1, axes that fit.

Checked once, where a public function of this engine is entered. The message names the cell by its
labels; draws and other leading axes are left out of it, for a bad cell is bad in its own right.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from accord.axes import Array, Labels, Mask, StateLabels, both_sides
from accord.errors import ParameterError, QuantityError

TAIL = "a quantity is 0 or more, and a flow that nobody knows is left out when the World is built"


def quantities(
    values: ArrayLike, what: str, *, axes: int = 0, labels: Sequence[Labels] | None = None
) -> Array:
    """Return the values as an array of floats, or say which cell cannot be a quantity.

    `what` is the name in the message; `axes`, how many trailing axes must be there; `labels`, the
    codes along each of them.
    """
    array = with_axes(values, what, axes=axes, labels=labels)
    bad = ~(np.isfinite(array) & (array >= 0))
    if bad.any():
        raise QuantityError(
            f"{bad.sum()} of {bad.size} {what} cells are negative or not finite, the first "
            f"{first(array, bad, axes=axes, labels=labels)}; {TAIL}"
        )
    return array


def shares(
    values: ArrayLike,
    what: str,
    *,
    axes: int = 0,
    labels: Sequence[Labels] | None = None,
    unknown: bool = False,
) -> Array:
    """Return the values as an array of floats, or say which cell is outside of 0..1.

    nan passes where `unknown` says that nobody may know.
    """
    array = with_axes(values, what, axes=axes, labels=labels)
    bad = ~((array >= 0) & (array <= 1))
    if unknown:
        bad &= ~np.isnan(array)
    if bad.any():
        raise ParameterError(
            f"{bad.sum()} of {bad.size} {what} cells are outside of 0..1, the first "
            f"{first(array, bad, axes=axes, labels=labels)}; a share runs 0..1, not in percent"
        )
    return array


def with_axes(
    values: ArrayLike, what: str, *, axes: int, labels: Sequence[Labels] | None = None
) -> Array:
    """Return the values as floats, having checked the trailing axes against number and labels."""
    try:
        array: Array = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise QuantityError(f"{what} holds something that is no number: {error}") from error
    if array.ndim < axes:
        raise QuantityError(f"{what} has {array.ndim} axes, and the last {axes} are needed")
    if labels is not None:
        told, found = tuple(len(codes) for codes in labels), array.shape[array.ndim - axes :]
        if told != found:
            raise QuantityError(f"{what} has shape {found}, and the labels are for {told}")
    return array


def sides(labels: StateLabels | None) -> tuple[Labels, Labels] | None:
    """Read the names of suppliers and buyers, where anybody named them."""
    return None if labels is None else both_sides(labels)


def first(array: Array, bad: Mask, *, axes: int, labels: Sequence[Labels] | None) -> str:
    """Name the first bad cell and what it holds: "KAZ -> ISR = -4"."""
    cell = tuple(int(n) for n in np.argwhere(bad)[0])
    place = cell[array.ndim - axes :] if axes else cell
    names = [str(codes[n]) for codes, n in zip(labels, place, strict=True)] if labels else place
    where = " -> ".join(map(str, names))
    return f"{where} = {array[cell]:g}" if where else f"{array[cell]:g}"


def fit(**sizes: int) -> None:
    """Say which arguments disagree about the length of one axis."""
    if len(set(sizes.values())) > 1:
        told = ", ".join(f"{name} {size}" for name, size in sizes.items())
        raise QuantityError(f"the axes do not fit: {told}; they count the same states")


def broadcast(**arrays: Array) -> None:
    """Say which arguments disagree about draws or other leading axes."""
    try:
        np.broadcast_shapes(*(array.shape for array in arrays.values()))
    except ValueError:
        told = ", ".join(f"{name} {array.shape}" for name, array in arrays.items())
        raise QuantityError(f"the axes do not fit: {told}; draws lead, and are as many") from None


def ratio(part: Array, whole: Array) -> Array:
    """Divide, with nan where there is nothing to take a part of."""
    with np.errstate(invalid="ignore", divide="ignore"):
        quotient: Array = np.asarray(np.where(whole > 0, np.divide(part, whole), np.nan))
    return quotient
