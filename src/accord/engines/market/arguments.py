"""What a caller may hand to the one-good market, brought to two forms and checked.

Arguments come as a number, per draw (D,), per state (1, n) or (D, n), per link (S, B) or
(D, S, B), or by `Groups`. Inside there are two forms: `PerState`, a row per draw or one for all,
and `PerLink`, a fixed number per link that groups change draw by draw.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from accord.axes import Array, Groups, Mask, StateLabels, both_sides
from accord.errors import ParameterError, QuantityError

Index = NDArray[np.intp]
Linkwise = ArrayLike | Groups
Shape = tuple[int, int]
LINKWISE = ("cost", "iceberg", "weight", "ration", "toll", "tariff", "quota")
MOST = 1e150  # of all flows together: its square is still a number
STATEWISE = ("sigma", "demand", "supply", "keep", "choke")
Cells = tuple[Index, Index]  # rows and columns of links in the caller's arrays


@dataclass(frozen=True, slots=True)
class PerState:
    """A number per draw and state: (1 or D, 1 or n)."""

    values: Array

    def at(self, draws: Index) -> Array:
        """Give the block of these draws, draws last: (1 or n, 1 or draws)."""
        block: Array = (self.values if len(self.values) == 1 else self.values[draws]).T
        return block


@dataclass(frozen=True, slots=True, kw_only=True)
class PerLink:
    """A number per link that trades, and draw.

    It is `fixed` (L,), times the factors of its groups (or plus, where `adds`); or else it is
    looked up in `free`.
    """

    fixed: Array
    member: Mask | None = None  # (G, L)
    factor: Array | None = None  # (1 or D, G)
    free: Array | None = None  # (D, S, B), as the caller gave it
    cells: Cells
    adds: bool = False

    def at(self, links: Index, draws: Index) -> Array:
        """Give these links in these draws: (links, 1 or draws)."""
        rows, columns = self.cells[0][links], self.cells[1][links]
        if self.free is not None:
            cells: Array = self.free[draws[None, :], rows[:, None], columns[:, None]]
            return cells
        fixed = self.fixed[links][:, None]
        if self.member is None or self.factor is None:
            return fixed
        out = np.repeat(fixed, len(draws), axis=1)
        factor = self.factor if len(self.factor) == 1 else self.factor[draws]
        for group, inside in enumerate(self.member[:, links]):
            if inside.any():
                if self.adds:
                    out[inside] += factor[:, group]
                else:
                    out[inside] *= factor[:, group]
        return out

    def is_all(self, neutral: float) -> bool:
        """Whether every link has this value in every draw."""
        fixed = self.fixed[:1] if self.fixed.strides == (0,) else self.fixed
        return self.free is None and self.member is None and bool((fixed == neutral).all())

    def can_be_less_than(self, limit: float) -> Mask:
        """Mark the links that are below a limit in some draw; (L,)."""
        if self.free is not None:
            less: Mask = np.any(self.given() < limit, axis=0)
            return less
        here = self.fixed < limit
        if self.member is None or self.factor is None:
            return here
        return here & self.member[(self.factor < limit).any(axis=0)].any(axis=0)

    def signs(self) -> list[NDArray[np.generic]]:
        """List what tells links apart: two links equal in all of it are equal in every draw."""
        if self.free is not None:
            return [np.arange(len(self.fixed))]
        return [*([] if self.member is None else self.member), self.fixed]

    def given(self) -> Array:
        """Give every number that the caller wrote for links that trade: (1 or D, any)."""
        if self.free is not None:
            written: Array = self.free[:, self.cells[0], self.cells[1]]
            return written
        if self.member is None or self.factor is None:
            return self.fixed[None, :1] if self.fixed.strides == (0,) else self.fixed[None, :]
        used: Array = self.factor[:, self.member.any(axis=1)]
        return used


def floats(
    name: str, value: ArrayLike, refusal: type[ParameterError | QuantityError] = ParameterError
) -> Array:
    """Read an argument as an array of floats; a ragged list or a word is refused by name."""
    try:
        return np.asarray(value, dtype=float)
    except (TypeError, ValueError) as error:
        verb = "are" if name.endswith("flows") else "is"
        raise refusal(f"{name} {verb} not an array of numbers: {error}") from None


def numbers(name: str, value: ArrayLike) -> Array:
    """Read an argument as an array without nan."""
    array = floats(name, value)
    if np.isnan(array).any():
        raise ParameterError(f"{name} has {np.isnan(array).sum()} nan among {array.size} numbers")
    return array


def state_names(
    shape: Shape, labels: StateLabels | None, *, unnamed: tuple[str, str] = ("", "")
) -> tuple[Sequence[str], Sequence[str]]:
    """Name suppliers and buyers: one list for both, a pair, or their places after a word."""
    if labels is None:
        words = zip(unnamed, shape, strict=True)
        ours, theirs = ([f"{word} {at}".strip() for at in range(n)] for word, n in words)
        return ours, theirs
    suppliers, buyers = both_sides(labels)
    if (len(suppliers), len(buyers)) != shape:
        raise QuantityError(
            f"labels name {len(suppliers)} suppliers and {len(buyers)} buyers; flows are {shape}"
        )
    return suppliers, buyers


def checked_flows(flows: ArrayLike, labels: StateLabels | None) -> Array:
    """Read the flows (S, B): 0 or more, finite, some above 0."""
    flow = floats("flows", flows, QuantityError)
    if flow.ndim != 2 or 0 in flow.shape:
        raise QuantityError(f"flows must be (suppliers, buyers); these have shape {flow.shape}")
    suppliers, buyers = state_names((flow.shape[0], flow.shape[1]), labels)
    bad = ~(np.isfinite(flow) & (flow >= 0))
    if bad.any():
        i, j = np.argwhere(bad)[0]
        raise QuantityError(
            f"{bad.sum()} of {bad.size} flows are negative or not finite, the first "
            f"{suppliers[i]} -> {buyers[j]} = {flow[i, j]:g}; a flow is 0 or more"
        )
    if not flow.any():
        raise QuantityError("all flows are 0: there is no market to solve")
    refuse_overflow(flow)
    return flow


def refuse_overflow(flows: Array) -> None:
    """Refuse flows (..., S, B) that no float can add up."""
    with np.errstate(over="ignore"):
        total = flows.sum(axis=(-2, -1)).max()
    if not total < MOST:
        raise QuantityError(f"flows add up to {MOST:g} or more; write them in a larger unit")


def count_draws(arguments: Mapping[str, Any], shape: Shape) -> int:
    """Find the one number of draws that the arguments speak of."""
    said = {}
    for name, value in arguments.items():
        if name == "labels":
            continue
        size = floats(name, value.factor if isinstance(value, Groups) else value).shape
        if isinstance(value, Groups):
            per_draw = len(size) == 2
        elif name in STATEWISE:
            per_draw = len(size) > 0
        elif name == "capacity":
            per_draw = len(size) == 3 or (len(size) == 2 and size != shape)
        else:
            per_draw = name in LINKWISE and len(size) in (1, 3)
        if per_draw:
            said[name] = size[0]
    counts = {name: count for name, count in said.items() if count != 1}
    if len(set(counts.values())) > 1:
        listed = ", ".join(f"{name} {count}" for name, count in counts.items())
        raise QuantityError(f"the arguments disagree about the number of draws: {listed}")
    if 0 in counts.values():
        raise QuantityError(f"there are no draws: {next(iter(counts))} has length 0")
    return next(iter(counts.values()), 1)


def per_state(name: str, value: ArrayLike, width: int, kept: Index, draws: int) -> PerState:
    """Shape an argument by draw and state, for the states that are kept."""
    array = numbers(name, value)
    shape = array.shape
    if array.ndim < 2:
        array = array.reshape(-1, 1)
    if array.ndim > 2 or array.shape[0] not in (1, draws) or array.shape[1] not in (1, width):
        raise QuantityError(
            f"{name} has shape {shape}; with {draws} draws and {width} states it is a number, "
            f"({draws},) per draw, (1, {width}) per state or ({draws}, {width})"
        )
    return PerState(array if array.shape[1] == 1 else array[:, kept])


def per_link(
    name: str,
    value: Linkwise,
    shape: Shape,
    draws: int,
    cells: Cells,
    neutral: float,
    *,
    adds: bool = False,
) -> PerLink:
    """Shape an argument by draw and link, for the links that trade."""
    rows, columns = cells
    plain = np.broadcast_to(neutral, len(rows))
    if isinstance(value, Groups):
        member = _members(name, value, shape)[:, rows, columns]
        factor = _factors(name, value, len(member), draws)
        return PerLink(fixed=plain, member=member, factor=factor, cells=cells, adds=adds)
    array = numbers(name, value)
    if array.ndim == 0:
        return PerLink(fixed=np.broadcast_to(array, len(rows)), cells=cells, adds=adds)
    if array.ndim == 2 and array.shape == shape:
        return PerLink(fixed=array[rows, columns], cells=cells, adds=adds)
    if array.ndim == 3 and array.shape[1:] == shape and len(array) in (1, draws):
        if len(array) == 1:
            return PerLink(fixed=array[0, rows, columns], cells=cells, adds=adds)
        return PerLink(fixed=plain, free=array, cells=cells, adds=adds)
    if array.ndim == 1 and len(array) in (1, draws):
        # Every link changes alike: the free form would tell all links apart.
        fixed = np.zeros(len(rows)) if adds else np.ones(len(rows))
        everywhere = np.ones((1, len(rows)), bool)
        return PerLink(
            fixed=fixed, member=everywhere, factor=array[:, None], cells=cells, adds=adds
        )
    raise QuantityError(
        f"{name} has shape {array.shape}; with {draws} draws it is a number, ({draws},) per draw, "
        f"{shape} per link, {(draws, *shape)} or Groups"
    )


@dataclass(frozen=True, slots=True)
class Quotas:
    """Limits on what arrives over links together: C quotas, each over some links."""

    most: PerState  # (1 or D, C), in the unit of flows
    quota: Index  # (N,) pairs: a quota
    link: Index  # (N,) and a link under it

    def signs(self, links: int) -> list[NDArray[np.generic]]:
        """List what tells links apart."""
        if len(self.link) == len(np.unique(self.link)):  # each link is under one quota at most
            only = np.full(links, -1)
            only[self.link] = self.quota
            return [only]
        member = np.zeros((self.most.values.shape[1], links), bool)
        member[self.quota, self.link] = True
        return list(member)

    def pairs(self) -> tuple[Index, Index]:
        """Give places in (quota, link) that hold the same link, each with each and itself."""
        one, other = np.nonzero(self.link[:, None] == self.link[None, :])
        return one, other


def capacities(
    capacity: ArrayLike, quota: Linkwise, shape: Shape, draws: int
) -> tuple[Array | None, Linkwise]:
    """Tell capacities of suppliers (1 or D, 1 or S) from those of links, which are quotas."""
    if isinstance(capacity, Groups):
        raise ParameterError("capacity is by supplier or by link; a limit by groups is a quota")
    array = numbers("capacity", capacity)
    if array.ndim == 3 and array.shape[2] == 1:
        return (None if np.isposinf(array).all() else array[:, :, 0]), quota
    if array.shape == shape or array.ndim == 3:
        if array.ndim == 2 and array.shape == (draws, shape[0]) and draws > 1:
            raise ParameterError(
                f"capacity of shape {shape} could be by draw and supplier or by link: give it as "
                f"{(draws, shape[0], 1)}, or as a quota"
            )
        if isinstance(quota, Groups) or not np.isposinf(numbers("quota", quota)).all():
            raise ParameterError("capacity by link is a quota, and a quota is given as well")
        return None, array
    if array.ndim == 1:
        array = array[None, :]  # the one argument whose single axis is suppliers
    return (None if np.isposinf(array).all() else array), quota


def quotas(value: Linkwise, shape: Shape, draws: int, cells: Cells) -> Quotas | None:
    """Read limits per link or by groups of links; None where there are none.

    Every group is a quota, whatever it holds; of links only those with a limit are.
    """
    rows, columns = cells
    if isinstance(value, Groups):
        member = _members("quota", value, shape)[:, rows, columns]
        quota, link = np.nonzero(member)
        return Quotas(PerState(_factors("quota", value, len(member), draws)), quota, link)
    array = numbers("quota", value)
    if np.isposinf(array).all():
        return None
    if array.shape not in ((), shape, (1, *shape), (draws, *shape)):
        raise QuantityError(
            f"quota has shape {array.shape}; it is {shape} per link, {(draws, *shape)} or Groups"
        )
    array = np.broadcast_to(array, np.broadcast_shapes(array.shape, (1, *shape)))
    most = array[:, rows, columns]
    link = np.flatnonzero(np.isfinite(most).any(axis=0))
    return Quotas(PerState(most[:, link]), np.arange(len(link)), link) if len(link) else None


def _factors(name: str, groups: Groups, count: int, draws: int) -> Array:
    factor = numbers(name, groups.factor)
    if factor.ndim != 2 or factor.shape[1] != count or len(factor) not in (1, draws):
        raise QuantityError(
            f"the groups of {name} have a factor of shape {factor.shape}; ({draws} draws, "
            f"{count} groups) is meant"
        )
    return factor


def _members(name: str, groups: Groups, shape: Shape) -> Mask:
    mask = np.asarray(groups.mask)
    if mask.dtype != np.bool_:
        raise ParameterError(f"the mask of {name} holds {mask.dtype}; True and False are meant")
    if mask.ndim != 3 or mask.shape[1:] != shape:
        raise QuantityError(
            f"the groups of {name} have a mask of shape {mask.shape}; (groups, {shape[0]}, "
            f"{shape[1]}) is meant"
        )
    return mask


def masks_of_links(links: Mask, shape: tuple[int, int]) -> Mask:
    """Take links of a market as (S, B) or (N, S, B) bool; QuantityError for anything else."""
    mask = np.asarray(links)
    if mask.dtype != np.bool_ or mask.ndim not in (2, 3) or mask.shape[-2:] != shape:
        raise QuantityError(
            f"links are True or False by {shape}, or several such; "
            f"got {mask.dtype} of shape {mask.shape}"
        )
    return mask
