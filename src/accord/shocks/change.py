"""What a shock touches: links and suppliers by mask, memberships, and sizes still to be drawn."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from accord.axes import Array, Mask
from accord.errors import InputError
from accord.later import np
from accord.names import Magnitude

if TYPE_CHECKING:
    from accord.world import World

Instrument = Literal["cost", "ration", "toll", "tariff", "quota", "seed"]
Form = Literal["x", "1 + x", "1 - x"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large an effect is: a function of a number or of an assumption that is drawn.

    x is `magnitude` times `part`, or times what `part` leaves over where `rest` says so. `saves`
    marks a cut of real cost, which cannot exceed the margin between producer and buyer.
    """

    magnitude: Magnitude
    form: Form = "x"
    part: Magnitude = 1.0
    rest: bool = False
    saves: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkEffect:
    """One instrument on some links of one good: `mask` (S, B), True where it works.

    A `ration` is what arrives over each link at most, a `quota` what its links may carry together,
    both as a ratio to what they carry today; a `seed` is the share of the buyer's spending that a
    link without trade would have at today's prices.
    """

    good: str
    instrument: Instrument
    mask: Mask
    size: Size
    recipients: tuple[str, ...] = ()  # who share a toll or the rent of a quota evenly
    willing: tuple[str, ...] = ()  # who is said to take what a ration leaves over


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierEffect:
    """One instrument on some suppliers of one good: `mask` (S,).

    `keep` shifts the supply curve by a factor; `capacity` caps output, as a factor on today's;
    `price-cap` caps the producer price, as a factor on today's. `stock` adds `weight` (S,) times
    its size to each supplier's supply, out of what somebody has in store.
    """

    good: str
    instrument: Literal["keep", "capacity", "price-cap", "stock"]
    mask: Mask
    size: Size
    # who share the rent of a cap, or what a stock brings; the supplier where nobody is
    recipients: tuple[str, ...] = ()
    weight: Array | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageEffect:
    """What closes or opens in the network of corridors, for some goods.

    `size` is the part of trade that it concerns, 0..1: what can't pass, or what may use the lines;
    `takeover` is how far other ways can take over what can't pass, 0..1; `premium` is what still
    passes pays more, over the delivered price.
    """

    goods: tuple[str, ...]
    size: Size
    close: tuple[str, ...] = ()  # passages, lines, places
    avoid: tuple[str, ...] = ()  # states that let no transit through
    open: tuple[str, ...] = ()  # lines that come into use
    takeover: Magnitude = 1.0
    premium: Magnitude = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A state counts as a member of the accord."""

    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """All that one shock touches."""

    links: tuple[LinkEffect, ...] = ()
    suppliers: tuple[SupplierEffect, ...] = ()
    passages: tuple[PassageEffect, ...] = ()
    memberships: tuple[Membership, ...] = ()


def mask_of(world: "World", names: tuple[str, ...]) -> Mask:
    """Mark the states that are named, a bloc standing for its members of the year: (S,)."""
    return world.mask(names)


def between(world: "World", suppliers: tuple[str, ...], buyers: tuple[str, ...]) -> Mask:
    """Mark the links from any of these suppliers to any of these buyers, without domestic ones."""
    mask = np.outer(mask_of(world, suppliers), mask_of(world, buyers))
    np.fill_diagonal(mask, False)
    return mask


def chosen(goods: tuple[str, ...], of_case: tuple[str, ...]) -> tuple[str, ...]:
    """Give the goods that a shock names, or all of the case where it names none.

    Raises InputError where a shock names a good that the case does not count.
    """
    if stray := [good for good in goods if good not in of_case]:
        raise InputError(
            f'the shock names "{stray[0]}", which is not among the goods of the case: '
            + ", ".join(of_case)
        )
    return goods or of_case
