"""No option gives a verdict to a claim that nobody has reviewed."""

import json

import pytest
from tests.cli.command import inside

NEW = ("new", "two", "--stdout")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Give a folder with a case of two claims, the first of them under review."""
    made = tmp_path_factory.mktemp("review")
    text = inside(*NEW).stdout
    at = "[claims.oil-supplier]"
    assert at in text
    text = text.replace(at, f"{at}\nreview = true").replace(
        'buyer = "ISR" }\nholds = ">= 10 %"', 'buyer = "?" }\nholds = ">= 10 %"'
    )
    (made / "two.toml").write_text(text, encoding="utf-8")
    return made


def ran(folder, *more):
    done = inside("run", "two.toml", "--json", "--draws", "20", *more, cwd=folder)
    return done.returncode, json.loads(done.stdout)


def test_check_accepts_it_and_counts_it(folder):
    done = inside("check", "two.toml", cwd=folder)
    assert "no faults. 3 claims (1 not reviewed)" in done.stdout
    counted = json.loads(inside("check", "two.toml", "--json", cwd=folder).stdout)
    assert counted["not_reviewed"] == 1


@pytest.mark.parametrize("more", [(), ("--seed", "1"), ("--year", "2022"), ("--draws", "40")])
def test_its_verdict_is_null_with_the_reason_and_the_proposal(folder, more):
    code, document = ran(folder, *more)
    drafted, other, _ = document["verdicts"]
    assert code == 0
    assert (drafted["verdict"], drafted["review"], drafted["reason"]) == (
        *(None, True, "not reviewed"),
    )
    assert "buyer = ?" in drafted["proposed"]
    assert [drafted[key] for key in ("value", "probability", "lines", "metric")] == [None] * 4
    assert (other["review"], bool(other["verdict"])) == (False, True)
    assert document["tally"]["not_reviewed"] == 1
    assert sum(document["tally"].values()) == 3


def test_explain_gives_none_either(folder):
    asked = ("explain", "oil-supplier", "--case", "two.toml", "--draws", "20")
    assert json.loads(inside(*asked, "--json", cwd=folder).stdout)["verdicts"][0]["verdict"] is None
    shown = inside(*asked, cwd=folder).stdout
    assert "not reviewed" in shown
    assert "import-share (good = crude-oil" in " ".join(shown.split())


def test_fail_on_can_ask_for_it(folder):
    assert ran(folder, "--fail-on", "not-reviewed")[0] == 1
    assert ran(folder, "--fail-on", "contradicted")[0] in (0, 1)


def test_the_table_says_so_and_shows_what_was_proposed(folder):
    shown = inside("run", "two.toml", "--draws", "20", "--out", "out", cwd=folder).stdout
    assert "· not reviewed" in shown
    assert "proposed: import-share" in shown
    assert "1 not reviewed" in shown.splitlines()[-1]
    page = (folder / "out" / "report.html").read_text(encoding="utf-8")
    assert "drafted, and nobody has looked at it yet" in page


def test_a_part_that_nobody_reviewed_leaves_the_whole_without_a_verdict(tmp_path):
    text = inside(*NEW).stdout
    halves = "".join(
        f'\n[[claims.both.parts]]\nid = "{name}"\n{mark}'
        'metric = { name = "members", states = ["AZE"], bloc = "OTS" }\nholds = ">= 1"\n'
        for name, mark in (("a", "review = true\n"), ("b", ""))
    )
    text += f'\n[claims.both]\nquote = "two"\nwhy = "a fact"\ncombine = "any"{halves}'
    (tmp_path / "two.toml").write_text(text, encoding="utf-8")
    _, document = ran(tmp_path)
    whole, a, b = document["verdicts"][-3:]
    assert [one["verdict"] for one in (whole, a, b)] == [None, None, "supported"]
    assert whole["review"]
