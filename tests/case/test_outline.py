"""A case as a form: what it shows is what the text says, and a change leaves the rest as it is."""

import json
import tomllib
from datetime import date

import pytest

from accord.case.find import find, text_of
from accord.case.outline import kinds, outline, with_number, with_shocks
from accord.errors import InputError

TEXT = """# kept
[assumptions.cut]
label = "cost saved"
distribution = "triangular"
low = 0  # none
mode = 2
high = 10

[scenarios.join]
title = "They join"
shocks = [  # ] is no end here
  { kind = "accession", candidates = ["AZE"], with = ["ISR"], cost_cut = "cut" },
]

[scenarios.join.more]  # also kept
"""


def test_a_form_shows_shocks_and_numbers_and_says_what_each_field_is():
    found = outline(TEXT)
    (join,) = found["scenarios"]
    assert join["shocks"] == [
        {"kind": "accession", "candidates": ["AZE"], "with": ["ISR"], "cost_cut": "cut"}
    ]
    assert found["assumptions"][0]["numbers"] == {"low": 0, "mode": 2, "high": 10}
    fields = {one["name"]: one for one in found["kinds"]["closure"]}
    assert fields["passages"]["many"]
    assert fields["passages"]["needed"]
    assert fields["open_share"]["is"] == "a number or an assumption, 0 to 1"


def test_shocks_are_written_anew_and_nothing_else():
    now = with_shocks(TEXT, "join", [{"kind": "closure", "passages": ['a "b"'], "goods": []}])
    assert tomllib.loads(now)["scenarios"]["join"]["shocks"] == [
        {"kind": "closure", "passages": ['a "b"']}
    ]
    assert now.startswith(TEXT[: TEXT.index("shocks")])
    assert now.endswith("[scenarios.join.more]  # also kept\n")


def test_a_number_is_written_and_its_comment_stays():
    assert "low = 1.5  # none" in with_number(TEXT, "cut", "low", 1.5)
    with pytest.raises(InputError, match="sd of cut has no line"):
        with_number(TEXT, "cut", "sd", 1)


def test_the_shipped_case_comes_back_as_it_was():
    text = text_of(find("abraham-accords")[0])
    for one in outline(text)["scenarios"]:
        assert with_shocks(text, one["id"], one["shocks"]) == text


def test_every_kind_of_shock_has_fields():
    assert {"accession", "closure", "embargo", "veto", "war"} <= {*kinds()}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[scenarios", "no TOML yet"),
        (TEXT.replace("[scenarios.join]", "[scenarios.other]"), "has no table of its own"),
        ('[scenarios.join]\n[[scenarios.join.shocks]]\nkind = "veto"', "tables of their own"),
    ],
)
def test_what_a_form_cannot_change_is_said(text, says):
    with pytest.raises(InputError, match=says):
        outline(text) and with_shocks(text, "join", [])


ODD = """[scenarios.odd]
shocks = [
  { kind = "stop", from = 2023-06-30, at = 07:30:00, n = [inf, 2], of = { a = 2024-01-01 } },
  { kind = "toll", to = "RUS" },
]
"""


def test_dates_and_whatever_json_has_not_are_shown_as_text_and_stay_what_they_are():
    (odd,) = outline(ODD)["scenarios"]
    json.dumps(odd, allow_nan=False)
    assert odd["shocks"][0]["from"] == "2023-06-30"
    now = with_shocks(ODD, "odd", odd["shocks"])
    assert tomllib.loads(now) == tomllib.loads(ODD)


def test_a_date_that_is_changed_is_a_date_and_what_is_none_is_a_text_that_check_can_refuse():
    first, second = outline(ODD)["scenarios"][0]["shocks"]
    now = with_shocks(ODD, "odd", [{**first, "from": "2024-02-29"}, second])
    assert tomllib.loads(now)["scenarios"]["odd"]["shocks"][0]["from"] == date(2024, 2, 29)
    now = with_shocks(ODD, "odd", [{**first, "from": "soon"}, second])
    assert tomllib.loads(now)["scenarios"]["odd"]["shocks"][0]["from"] == "soon"


def test_a_shock_that_is_added_or_left_out_leaves_the_dates_of_the_others():
    first, second = outline(ODD)["scenarios"][0]["shocks"]
    was = tomllib.loads(ODD)["scenarios"]["odd"]["shocks"]
    more = tomllib.loads(with_shocks(ODD, "odd", [{"kind": "veto", "by": ["IRN"]}, first, second]))
    assert more["scenarios"]["odd"]["shocks"][1:] == was
    fewer = tomllib.loads(with_shocks(ODD, "odd", [first]))
    assert fewer["scenarios"]["odd"]["shocks"] == was[:1]


def test_a_number_that_is_none_is_no_number_of_a_form():
    text = '[assumptions.a]\ndistribution = "triangular"\nlow = nan\nmode = 1\nhigh = inf\n'
    assert outline(text)["assumptions"][0]["numbers"] == {"mode": 1}
