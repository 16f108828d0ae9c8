"""The report shows how forecasts of who takes displaced trade fared: scores, events, every miss."""

import re
from dataclasses import replace

from tests.report.fixture import document
from tests.solve.markets import BAN, JOIN, read, world

from accord.backtest import board
from accord.report.html import render
from accord.result.backtests import Backtests, Named, Score
from accord.result.made.backtests import backtests
from accord.study import Study

SCORE = Score(
    side="sales", model="pool, forward", events=7, crps=48.54, gain=-0.034, low=-0.05, high=0.01,
    in_50=0.477, in_90=0.888,
)  # fmt: skip
NAMED = Named(
    event="RUS-270900-2021-2023", name="Crude <2022>", side="sales", pool=63.4, dressed=78.0,
    no_change=91.2, missed=("RUS: IND", "RUS: TUR"),
)  # fmt: skip
FOUND = Backtests(events=786, named=31, scores=(SCORE,), of_named=(NAMED,))


def cells(page):
    return re.findall(r"<td[^>]*>(.*?)</td>", page.split('class="backtests page"')[1])


def test_every_score_and_every_named_event_with_its_misses_stands_there():
    found = cells(render(replace(document(), backtests=FOUND)))
    assert found[2:7] == ["7", "48.5", "\u22123.4\u202f%", "\u22125.0 to 1.0", "48, 89"]
    assert found[7] == "Crude &lt;2022&gt;"
    assert found[9:] == ["63", "78", "91", "RUS: IND, RUS: TUR"]


def test_it_needs_no_script_and_its_style_is_admitted_by_hash_alone():
    page = render(replace(document(), backtests=FOUND))
    part = page.split("</div>\n<details")[1].split("</details>")[0]
    assert not re.search(r"\s(style|on\w+)=", part)
    assert page.count("unsafe-inline") == 0


def test_a_case_that_displaces_nothing_has_no_such_section():
    assert 'class="backtests' not in render(document())
    study = Study.of(read(it=JOIN + "0.1"), world(), draws=2, seed=0)
    assert backtests(study) is None


def test_a_case_that_displaces_crude_carries_the_board_and_all_its_misses():
    study = Study.of(read(it=BAN), world(), draws=2, seed=0)
    found, whole = backtests(study), board(world().tables)
    assert (found.events, found.named) == (whole.events, whole.named)
    assert [one.missed for one in found.of_named] == [one.missed for one in whole.of_named]
    assert {one.model for one in found.scores} == {
        "pool, forward", "proportional, forward", "pool, quiet"
    }  # fmt: skip
