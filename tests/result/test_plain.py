"""The result is its JSON: what is written can be read, and is the same."""

import json
import math
from dataclasses import replace

import pytest
from tests.report.fixture import document, result

from accord.errors import InputError
from accord.result import plain, read, text


def test_what_was_written_is_read_again_as_the_same():
    written = json.loads(text(document()))
    assert plain(read(written)) == written


def test_a_number_has_twelve_digits():
    third = replace(document().verdicts[0], value=1 / 3)
    assert plain(third)["value"] == 0.333333333333
    assert plain(replace(third, value=2e9 / 3))["value"] == 666666666.667


@pytest.mark.parametrize("odd", [math.nan, math.inf, -math.inf])
def test_what_is_not_finite_is_null(odd):
    assert plain(replace(document().verdicts[0], value=odd))["value"] is None


def test_a_key_of_a_later_version_is_left_out():
    assert read({**result(), "weather": "fine"}) == document()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"seed": "0"}, "result.seed is '0'; it should be a whole number"),
        ({"seed": True}, "result.seed is 'True'; it should be a whole number"),
        ({"title": None}, "result.title is 'None'; it should be text"),
        ({"verdicts": {}}, "result.verdicts is "),
        ({"verdicts": [{"claim": "x"}]}, r"result.verdicts\[0\].part_of is absent"),
        ({"format": 2}, "result.format is '2'"),
        ({"map": {"year": 2023}}, "result.map.lines is absent"),
    ],
)
def test_what_is_of_another_kind_is_named_with_its_place(change, says):
    with pytest.raises(InputError, match=says):
        read({**result(), **change})
