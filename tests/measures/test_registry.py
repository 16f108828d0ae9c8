"""Metrics as data: declared once, asked for by value, read by one function."""

from dataclasses import dataclass

import pytest

from accord.case import form
from accord.case.comments import comment
from accord.measures import Need, Quality, declare, measures
from accord.verdict.metrics import implemented, implements


@dataclass(frozen=True, slots=True, kw_only=True)
class Anything:
    states: tuple[str, ...] = ()


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
    assert str(Need(Quality.MEMBERS, "among")) == "among: a bloc"
    assert str(Need(Quality.ACCORD)) == "a case with an accord"


def test_every_metric_says_what_it_is_and_how_it_is_reckoned():
    assert [
        m.name for m in measures().values() if not (m.doc.endswith((".", "?")) and m.formula)
    ] == []


def test_every_parameter_says_what_it_is():
    for measure in measures().values():
        for key in form.keys(measure.parameters).values():
            assert comment(key.within, key.field), f"{measure.name}: {key.name}"


@pytest.mark.parametrize("name", measures())
def test_a_metric_needs_of_a_parameter_what_its_kind_can_have(name):
    """A need of a good is of a good or cargo, a need of a bloc or state of a StateName or place."""
    goods = {Quality.TRADED, Quality.PRODUCED, Quality.ONE_STAGE, Quality.PRICED, Quality.CARRIED}
    goods |= {Quality.COUNTED, Quality.APART}
    for need in measures()[name].needs:
        if need.of:
            kind = str(form.keys(measures()[name].parameters)[need.of].kind)
            of_good = "GoodName" in kind or "CargoName" in kind
            assert of_good == (need.quality in goods), need
            assert "FigureName" in kind or need.quality is not Quality.SOURCED, need


def test_a_unit_is_a_word_of_the_list_or_found_in_the_world():
    told = {"figure", "leverage", "line-capacity", "quantity-change", "trade-hit", "trend"}
    told |= {"unmet-demand"}
    assert {m.name for m in measures().values() if callable(m.unit)} == told
    assert measures()["route-exists"].unit == "yes"
    assert measures()["import-share-change"].unit == "points"
