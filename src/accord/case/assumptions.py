"""Assumptions: named numbers with a distribution and a source, or the word judgement.

Each distribution answers three questions: what lies at a quantile (inverse of the distribution
function, for Latin hypercube draws), where its centre is, and how far the case lets it range.
All numbers are in base units: the reader has turned "2 %" into 0.02.
"""

import math
from dataclasses import dataclass, field
from typing import Literal, Protocol

from accord.axes import Array
from accord.case.form import BY_KEY, FLAT
from accord.later import np
from accord.names import GoodName, SourceName

JUDGEMENT = SourceName("judgement")
FROM_MEMORY = SourceName("from memory")

# A number is written in one of these; % and pp become shares, so that 2 % is 0.02.
Unit = Literal[
    "ratio", "share", "%", "pp", "usd", "t", "count", "days",
    "kb/d", "Mb/d", "t/a", "kt/a", "Mt/a", "bcm/a", "mcm/d",
]  # fmt: skip


class Distribution(Protocol):
    """What every kind of distribution can say; numbers in base units."""

    def quantile(self, u: Array) -> Array:
        """Give the value below which the share u of draws lies; any shape, u in 0..1."""

    @property
    def central(self) -> float:
        """The value at which the assumption is held when another one varies."""

    @property
    def range(self) -> tuple[float, float]:
        """The lowest and highest value that the case allows; 1 % tails where unbounded."""

    def text(self) -> str:
        """Say the distribution in words and base numbers."""


class Bounded:
    """What has a low and a high end, and ranges from one to the other."""

    __slots__ = ()
    low: float
    high: float

    @property
    def range(self) -> tuple[float, float]:
        """From low to high."""
        return self.low, self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class Uniform(Bounded):
    """Every value between low and high is as likely."""

    distribution: Literal["uniform"]
    low: float
    high: float

    def quantile(self, u: Array) -> Array:
        """Invert the distribution function."""
        return self.low + u * (self.high - self.low)

    @property
    def central(self) -> float:
        """The middle."""
        return (self.low + self.high) / 2

    def text(self) -> str:
        """Say it."""
        return f"uniform {self.low:g} to {self.high:g}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Triangular(Bounded):
    """Likeliest at mode, falling in a straight line to low and high."""

    distribution: Literal["triangular"]
    low: float
    mode: float
    high: float

    def quantile(self, u: Array) -> Array:
        """Invert the distribution function piecewise."""
        width = self.high - self.low
        if width == 0:
            return np.full_like(u, self.mode)
        rise = (self.mode - self.low) / width
        left = self.low + np.sqrt(u * width * (self.mode - self.low))
        right = self.high - np.sqrt((1 - u) * width * (self.high - self.mode))
        return np.where(u < rise, left, right)

    @property
    def central(self) -> float:
        """The mode."""
        return self.mode

    def text(self) -> str:
        """Say it."""
        return f"triangular {self.low:g}, {self.mode:g}, {self.high:g}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Normal:
    """Bell-shaped about mean, cut at low and high where they are given."""

    distribution: Literal["normal"]
    mean: float
    sd: float
    low: float = -math.inf
    high: float = math.inf

    def quantile(self, u: Array) -> Array:
        """Invert the distribution function of the normal, truncated to low..high."""
        from scipy.special import ndtr, ndtri

        below, above = ndtr((np.array([self.low, self.high]) - self.mean) / self.sd)
        value: Array = self.mean + self.sd * ndtri(below + u * (above - below))
        return value

    @property
    def central(self) -> float:
        """The mean, or the nearer end where the cut leaves it out."""
        return min(max(self.mean, self.low), self.high)

    @property
    def range(self) -> tuple[float, float]:
        """From low to high, or the 1 % tails."""
        low, high = self.quantile(np.array([0.01, 0.99]))
        return max(self.low, float(low)), min(self.high, float(high))

    def text(self) -> str:
        """Say it."""
        cut = "" if np.isinf([self.low, self.high]).all() else f", in {self.low:g} to {self.high:g}"
        return f"normal {self.mean:g} ± {self.sd:g}{cut}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lognormal:
    """The logarithm is normal; 5 % of draws lie below low and 5 % above high."""

    distribution: Literal["lognormal"]
    low: float
    high: float

    def quantile(self, u: Array) -> Array:
        """Invert the distribution function."""
        from scipy.special import ndtri

        middle = (np.log(self.low) + np.log(self.high)) / 2
        spread = (np.log(self.high) - np.log(self.low)) / 2 / ndtri(0.95)
        value: Array = np.exp(middle + spread * ndtri(u))
        return value

    @property
    def central(self) -> float:
        """The median."""
        return float(np.sqrt(self.low * self.high))

    @property
    def range(self) -> tuple[float, float]:
        """The 1 % tails."""
        low, high = self.quantile(np.array([0.01, 0.99]))
        return float(low), float(high)

    def text(self) -> str:
        """Say it."""
        return f"lognormal, 90 % in {self.low:g} to {self.high:g}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pert(Bounded):
    """A smooth bell between low and high, likeliest at mode (beta with weight 4 on the mode)."""

    distribution: Literal["pert"]
    low: float
    mode: float
    high: float

    def quantile(self, u: Array) -> Array:
        """Invert the distribution function of the beta."""
        from scipy.special import betaincinv

        width = self.high - self.low
        if width == 0:
            return np.full_like(u, self.mode)
        a = 1 + 4 * (self.mode - self.low) / width
        inverse: Array = betaincinv(a, 6 - a, u)
        return self.low + width * inverse

    @property
    def central(self) -> float:
        """The mode."""
        return self.mode

    def text(self) -> str:
        """Say it."""
        return f"PERT {self.low:g}, {self.mode:g}, {self.high:g}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Discrete:
    """One of a few values, each with its weight."""

    distribution: Literal["discrete"]
    values: tuple[float, ...]
    weights: tuple[float, ...] = ()  # as likely each where none are given

    def _cumulated(self) -> tuple[Array, Array]:
        """Sort the values and cumulate their normalised weights."""
        weights = np.array(self.weights or [1.0] * len(self.values))
        order = np.argsort(self.values)
        return np.array(self.values)[order], np.cumsum(weights[order]) / weights.sum()

    def quantile(self, u: Array) -> Array:
        """Invert the distribution function, a staircase."""
        values, cumulated = self._cumulated()
        place = np.searchsorted(cumulated, u, side="right").clip(max=len(values) - 1)
        chosen: Array = values[place]
        return chosen

    @property
    def central(self) -> float:
        """The median."""
        return float(self.quantile(np.array([0.5]))[0])

    @property
    def range(self) -> tuple[float, float]:
        """From the lowest to the highest value."""
        return min(self.values), max(self.values)

    def text(self) -> str:
        """Say it."""
        return "one of " + ", ".join(f"{v:g}" for v in self.values)


Parameter = Literal["sigma", "demand", "supply"]  # of a good's market


@dataclass(frozen=True, slots=True, kw_only=True)
class Elasticity:
    """A row of the table of elasticities, as a triangular distribution of low, central, high.

    The World knows the row; `solve` looks it up. Its source and status come with it.
    """

    distribution: Literal["elasticity"]
    good: GoodName
    parameter: Parameter  # sigma: of substitution between suppliers
    horizon: Literal["long", "short"]  # of response


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown(Bounded):
    """Nothing is known but that it lies between low and high, not even which of them is likelier.

    So it is no chance, and nobody draws it: every draw has the middle, and a claim that rests on it
    is judged at its ends and between.
    """

    known: Literal["nothing"]
    low: float
    high: float

    def quantile(self, u: Array) -> Array:
        """Give the middle, whatever share of draws is asked for."""
        return np.full_like(u, self.central)

    @property
    def central(self) -> float:
        """The middle."""
        return (self.low + self.high) / 2

    def text(self) -> str:
        """Say it."""
        return f"nothing known, {self.low:g} to {self.high:g}"


Drawn = Uniform | Triangular | Normal | Lognormal | Pert | Discrete | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """A named number: its distribution, unit, source and physical bounds."""

    name: str = field(metadata=BY_KEY)
    distribution: Drawn | Elasticity = field(metadata=FLAT)
    label: str = ""  # short and plain, for titles and tables
    unit: Unit = "ratio"  # of the numbers as written
    source: SourceName = JUDGEMENT  # of the catalogue, or the word judgement
    note: str = ""  # what a reader should know about it
    bounds: tuple[float, float] | None = None  # physically possible values, low and high
