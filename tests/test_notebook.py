"""The example notebook runs, and what it shows shows itself."""

import ast
import json
import re
import warnings
from importlib.util import find_spec
from pathlib import Path

import pytest

import accord
from accord.markup import card
from accord.names import MARKS
from accord.verdict.finding import Drawn, Fact, Untestable

NOTEBOOK = Path(__file__).parents[1] / "docs" / "notebooks" / "first.ipynb"


@pytest.fixture(scope="module")
def asked():
    """Give a shipped case and its result, at a few draws."""
    case = accord.load_case("hormuz")
    return case, accord.run(case, draws=20)


def shown():
    """Run the cells one after the other and give what the last line of each is."""
    scope, found = {}, []
    for cell in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] != "code":
            continue
        source = "".join(cell["source"])
        if "chart(" in source and find_spec("altair") is None:
            continue
        *before, last = ast.parse(source).body
        exec(compile(ast.Module(before, []), "cell", "exec"), scope)
        assert isinstance(last, ast.Expr)
        found.append(eval(compile(ast.Expression(last.value), "cell", "eval"), scope))
    return found


def test_every_cell_runs_and_its_last_line_shows_itself():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of Altair's own
        case, world, route, result, verdict, *charts = shown()
    assert case.title.replace("&", "&amp;") in case._repr_html_()
    assert "2023" in world._repr_html_()
    assert "sea" in route._repr_html_()
    assert all(v.claim.label in result._repr_html_() for v in result.verdicts if not v.part)
    assert f"{MARKS[verdict.word]} {verdict.word}" in verdict._repr_html_()
    for chart in charts:
        assert {"supported", "depends"} <= {
            row["verdict"] for row in chart.to_dict()["data"]["values"]
        }


@pytest.mark.parametrize("whose", ["Case", "Result", "Study", "Outcome"])
def test_what_a_prompt_shows_of_it_is_a_line(whose, asked):
    case, result = asked
    outcome = result.outcome("shut")
    shown = {"Case": case, "Result": result, "Study": result.study, "Outcome": outcome}[whose]
    assert re.fullmatch(rf"<{whose} .{{10,150}}>", repr(shown))


def test_a_verdict_says_its_word_and_its_number_at_a_prompt(asked):
    _, result = asked
    drawn, fact, untestable = (
        next(v for v in result.verdicts if isinstance(v, kind))
        for kind in (Drawn, Fact, Untestable)
    )
    for verdict in (drawn, fact):
        assert re.match(rf"<{verdict.id}: {verdict.word}; .*\d", repr(verdict))
    assert repr(untestable) == f"<{untestable.id}: untestable; {untestable.reason}>"
    assert all(len(repr(verdict)) < 600 for verdict in result.verdicts)


def test_a_hostile_text_is_text_in_a_notebook_too():
    shown = card("<script>", "<b>", head=("<i>",), rows=[("<img src=x>",)])
    for tag in ("<script>", "<b>", "<i>", "<img"):
        assert tag not in shown
