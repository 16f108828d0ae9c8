"""Where another reading of the World turns a word, number and sentence come from it too."""

import pytest
from tests.verdict.metrics.asking import inquiry, made

from accord.cli.verdicts import value_of
from accord.numbers import THIN
from accord.result.made.verdicts import row
from accord.verdict import Judge

TRADE = """
    supplier  buyer  value_usd  mass_t
    AZE       ISR    20         20
    KAZ       ISR    80         80
"""
CLAIM = """
[claims.leans]
quote = "it leans on it"
why = "half"
metric = {{ name = "import-share", suppliers = ["AZE"], buyer = "ISR", good = "oil", by = "mass" }}
holds = "{holds}"
fails = "{fails}"
"""


def judged(holes, holds=">= 50 %", fails="< 50 %"):
    world = made(trade=TRADE, holes=f"id good supplier buyer low central high\n {holes}")
    study = inquiry(world, CLAIM.format(holds=holds, fails=fails)).study
    (found,) = Judge(study).claim(study.case.claims["leans"])
    return row(found, study, [found])


def test_a_hole_that_turns_the_word_turns_value_and_sentence_and_the_record_stands_beside():
    # 20 of 100 are recorded; Azerbaijan sold 120 to 180 in truth: 60 % of 200, 69.2 % of 260.
    said = judged("h oil AZE ISR 120 150 180")
    assert (said.verdict, said.value, said.recorded) == ("supported", None, pytest.approx(0.2))
    assert (said.low, said.high) == (pytest.approx(0.6), pytest.approx(0.692308))
    assert value_of(said, 2023).replace(THIN, " ") == "60.0 to 69.2 %"
    assert "took 60.0 to 69.2 % (20.0 % as recorded) of" in said.finding.replace(THIN, " ")


def test_a_hole_of_one_size_gives_one_value():
    said = judged("h oil AZE ISR - 120 -")
    assert (said.verdict, said.value) == ("supported", pytest.approx(0.6))
    assert value_of(said, 2023).replace(THIN, " ") == "60.0 %"


def test_what_no_other_reading_has_is_shown_as_recorded_though_the_word_stays():
    said = judged("h oil AZE ISR 120 150 180", holds=">= 10 %", fails="< 5 %")
    assert (said.verdict, said.value, said.recorded) == ("supported", None, pytest.approx(0.2))


def test_where_other_readings_hold_what_is_recorded_the_value_stays_and_the_interval_reaches():
    said = judged("h oil AZE ISR 20 25 30", fails="< 40 %")
    assert (said.verdict, said.value, said.recorded) == ("contradicted", pytest.approx(0.2), None)
    assert (said.low, said.high) == (pytest.approx(0.2), pytest.approx(30 / 110))


def test_what_decided_on_record_explains_no_word_that_another_reading_turned():
    said = judged("h oil AZE ISR 90 150 180")  # 52.9 to 69.2 %
    assert (said.decides, said.break_even, said.curve, said.dots) == ((), None, None, None)
    assert (said.verdict, said.reason[:27]) == ("supported", "read with known hole in rec")


UNRECORDED = """
[assumptions.true-imports]
distribution = "discrete"
values = [400]
unit = "t"

[assumptions.whose]
known = "nothing"
low = 0
high = 1
unit = "share"

[claims.leans]
quote = "it leans on it"
why = "half"
holds = ">= 50 %"
fails = "< 50 %"

[claims.leans.metric]
name = "import-share"
suppliers = ["AZE"]
buyer = "ISR"
good = "oil"
by = "mass"
outside = "true-imports"
unrecorded = "whose"
"""


def test_a_hole_is_filled_at_every_point_of_what_nothing_is_known_of():
    # 400 t in truth. Recorded: 0.05 to 0.8. With the hole of 100 filled: 0.6 of 200, so 0.3 to 0.8;
    # at the middle, which every draw has, 55 %, and no word rests on that.
    world = made(
        trade=TRADE, holes="id good supplier buyer low central high\n h oil AZE ISR - 120 -"
    )
    study = inquiry(world, UNRECORDED).study
    (found,) = Judge(study).claim(study.case.claims["leans"])
    said = row(found, study, [found])
    assert said.verdict == "depends"
    assert (said.low, said.high) == (pytest.approx(0.05), pytest.approx(0.8))
