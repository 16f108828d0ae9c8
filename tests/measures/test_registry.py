"""Metrics as data: declared once, asked for by value, read by one function."""

from dataclasses import dataclass, field

import pytest

from accord.measures import MetricCall, Need, Quality, declare, measures
from accord.verdict.metrics import implemented, implements


@dataclass(frozen=True, slots=True, kw_only=True)
class Anything:
    states: tuple[str, ...] = ()
    poles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    of: MetricCall | None = None


TOLD = {"unit": "share", "engine": "facts", "formula": "as told", "doc": "As told."}


def test_every_metric_that_is_declared_is_read_and_none_else():
    assert set(implemented()) == set(measures())


def test_a_name_is_declared_once():
    with pytest.raises(ValueError, match='there is a metric "import-share" already'):
        declare("import-share", Anything, **TOLD)


def test_a_metric_is_read_by_one_function():
    with pytest.raises(ValueError, match="import-share is read by another function already"):
        implements(measures()["import-share"])(lambda _p, _evidence: None)


@pytest.mark.parametrize(
    ("parameters", "more", "says"),
    [
        (int, {}, "parameters of odd are no dataclass"),
        (Anything, {"unit": "furlongs"}, '"furlongs" of odd is no unit; there are share'),
        (Anything, {"needs": (Need(Quality.TRADED, "good"),)}, "odd has no parameter good"),
    ],
)
def test_what_can_not_be_a_metric_is_refused_and_not_declared(parameters, more, says):
    with pytest.raises(ValueError, match=says):
        declare("odd", parameters, **{**TOLD, **more})
    assert "odd" not in measures()


def test_a_need_says_what_it_asks_and_of_what():
    assert str(Need(Quality.ONE_STATE, "state")) == "state: a state, not a bloc"
    assert str(Need(Quality.ACCORD)) == "a case with an accord"


def test_every_metric_says_what_it_is_and_how_it_is_reckoned():
    assert [
        m.name for m in measures().values() if not (m.doc.endswith((".", "?")) and m.formula)
    ] == []


def test_calls_that_ask_the_same_are_one_key_whatever_the_order_of_their_tables():
    east, west = ("RUS",), ("USA", "ISR")
    one = MetricCall(name="m", parameters=Anything(poles={"east": east, "west": west}))
    same = MetricCall(name="m", parameters=Anything(poles={"west": west, "east": east}))
    other = MetricCall(name="m", parameters=Anything(poles={"west": east, "east": west}))
    assert one == same
    assert len({one, same, other}) == 2


def test_a_call_within_a_call_is_part_of_what_is_asked():
    inner = [MetricCall(name="m", parameters=Anything(states=(s,))) for s in ("AZE", "AZE", "KAZ")]
    asked = {MetricCall(name="count", parameters=Anything(of=one)) for one in inner}
    assert len(asked) == 2
