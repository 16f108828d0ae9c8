"""Readings: a metric read over all draws of a study, batch by batch in bounded memory.

What a market says of 226 states takes about 15 kB a draw, a metric's value eight bytes. So a later
batch is solved, read by all metrics that the case asks for, and let go.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from accord.axes import Array
from accord.case.model import Claim
from accord.errors import NotAnswered, ParameterError, QuantityError
from accord.measures import MetricCall
from accord.memo import Memo, by_value
from accord.names import AssumptionName, GoodName, Model, Why
from accord.study import Cells, Inquiry, MarketQ, Study
from accord.verdict.followed import will_be_followed
from accord.verdict.metrics import registry
from accord.verdict.metrics.registry import Reading, Untestable


@dataclass(frozen=True, slots=True)
class Account:
    """What a metric found over all draws, and what it asked for: assumptions, cells, markets.

    models : by which a market was read, where nobody named one
    """

    reading: Reading
    used: frozenset[str]
    cells: tuple[Cells, ...]
    asked: frozenset[MarketQ]
    models: frozenset[tuple[GoodName, Model, Why]]

    @property
    def anew(self) -> bool:
        """Whether displaced trade was dealt anew, so that another model may say another thing."""
        return any(why == "displaced" for _, _, why in self.models)


@dataclass(frozen=True, slots=True, eq=False)
class Readings:
    """Reads metrics over all draws of a study, each once, whoever asks and in whatever order.

    claims : whose metrics are read together where that costs little; all of the case where None
    """

    study: Study
    claims: tuple[Claim, ...] | None = None
    _memo: Memo = field(default_factory=Memo, repr=False)

    def of(self, call: MetricCall) -> Account:
        """Read a metric: values over all draws, the rest of the reading from the first batch.

        Raises Untestable where the first batch says so.
        """
        return self._memo.get(by_value(call), lambda: self._read(call))

    def _read(self, call: MetricCall) -> Account:
        first = self._first(call)
        values = first.reading.values
        if not isinstance(values, np.ndarray):
            return first
        later = [self._later(call, batch) for batch in self.study.batches[1:]]
        whole = replace(first.reading, values=np.concatenate([values, *later]))
        return replace(first, reading=whole)

    def _first(self, call: MetricCall) -> Account:
        """Read a metric in the first batch."""

        def find() -> Account:
            inquiry = self.study.inquire()
            found = registry.read(call, inquiry)
            return Account(
                reading=found,
                used=frozenset(inquiry.used),
                cells=tuple(dict.fromkeys(inquiry.cells)),
                asked=frozenset(inquiry.asked),
                models=frozenset(inquiry.models),
            )

        return self._memo.get(("first", by_value(call)), find)

    def _later(self, call: MetricCall, batch: int) -> Array:
        """Read a metric in a later batch, together with the others that the case asks for."""
        listed = self._memo.get(batch, lambda: self._all(batch))
        found = listed.get(by_value(call))
        return read(call, self.study.inquire(batch)) if found is None else found

    def _all(self, batch: int) -> Mapping[Hashable, Array]:
        """Read all that the case asks for and that has a value for each draw."""
        calls = {by_value(call): call for call in self._listed()}
        return {
            key: read(call, self.study.inquire(batch)).copy()
            for key, call in calls.items()
            if self._drawn(call)
        }

    def _drawn(self, call: MetricCall) -> bool:
        """Whether a metric has a value for each draw."""
        try:
            return isinstance(self._first(call).reading.values, np.ndarray)
        except Untestable:
            return False

    def _listed(self) -> Iterator[MetricCall]:
        """Give the metrics that are read together."""
        return asked(self._claims)

    def at_one_price(self, call: MetricCall, name: str) -> tuple[MetricCall, ...]:
        """Give the metrics of the case that are best followed along an assumption with one.

        They will be followed along it too, and what is solved for one is let go before another
        asks for it alone: they ask for one of its markets that move, or of the others' that do so,
        or for none that moves.
        """
        found, markets = {by_value(call): call}, self._moving(call, name)
        others = [(other, self._moving(other, name)) for other in self._along(name)]
        while near := [(o, moving) for o, moving in others if moving & markets or not moving]:
            found = {by_value(other): other for other, _ in near} | found
            markets = markets.union(*(moving for _, moving in near))
            others = [one for one in others if one not in near]
        return (call, *(other for key, other in found.items() if key != by_value(call)))

    def _along(self, name: str) -> list[MetricCall]:
        """Give the metrics that will be followed along an assumption."""
        return [call for call, names in self._followed() if name in names]

    def _moving(self, call: MetricCall, name: str) -> frozenset[MarketQ]:
        """Name the markets that a metric asks for and that hang on an assumption."""
        asked = map(self.study.as_all_ask, self._first(call).asked)
        return frozenset(q for q in asked if name in self.study.assumptions_of(q))

    def _followed(self) -> tuple[tuple[MetricCall, frozenset[AssumptionName]], ...]:
        """Give each metric that is tested with the assumptions along which it will be followed."""

        def find() -> Iterator[tuple[MetricCall, frozenset[AssumptionName]]]:
            for claim in self._claims:
                for test in (claim.test, *(part.test for part in claim.parts)):
                    if test is not None and self._drawn(test.metric):
                        first = self._first(test.metric)
                        values = np.asarray(first.reading.values)
                        drawn = self.study.drawn(0)
                        yield test.metric, will_be_followed(test, values, drawn, first.used)

        return self._memo.get("followed", lambda: tuple(find()))

    @property
    def _claims(self) -> Iterable[Claim]:
        return self.study.case.claims.values() if self.claims is None else self.claims


def read(call: MetricCall, inquiry: Inquiry) -> Array:
    """Read a metric in a batch: (D,); nan where a value is beyond what can be solved."""
    try:
        values = registry.read(call, inquiry).values
    except (Untestable, NotAnswered, ParameterError, QuantityError):
        values = np.nan
    return np.broadcast_to(np.asarray(values, dtype=float), (inquiry.draws,))


def values_of(calls: Sequence[MetricCall], study: Study) -> list[Array]:
    """Read metrics in all draws of a study, batch by batch: (D,) each; nan where not solved."""
    batches = [[read(call, study.inquire(batch)) for call in calls] for batch in study.batches]
    return [np.concatenate(parts) for parts in zip(*batches, strict=True)]


def asked(claims: Iterable[Claim]) -> Iterator[MetricCall]:
    """Give every metric that claims, their parts and their status quos ask for."""
    for claim in claims:
        tests = (claim.test, *(part.test for part in claim.parts))
        quos = (claim.status_quo, *(part.status_quo for part in claim.parts))
        yield from (one.metric for one in (*tests, *quos) if one is not None)
