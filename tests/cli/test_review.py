"""No option gives a verdict to a claim that nobody has reviewed."""

import io
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


def ran(folder, *more, name="two.toml"):
    done = inside("run", name, "--json", "--draws", "20", *more, cwd=folder)
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


@pytest.fixture
def answers(monkeypatch):
    """Let a user type these letters."""

    def typed(*letters):
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{one}\n" for one in letters)))

    return typed


@pytest.fixture
def drafted(tmp_path):
    """Give a draft of two claims, the second with a gap."""
    text = "Azerbaijan supplies Israel with oil. Kazakhstan relies on others for its gas."
    (tmp_path / "speech.md").write_text(text, encoding="utf-8")
    path = tmp_path / "speech.toml"
    inside("draft", str(tmp_path / "speech.md"), "-o", str(path))
    assert path.read_text(encoding="utf-8").count("review = true\n") == 2
    return path


def marks(path):
    return path.read_text(encoding="utf-8").count("\nreview = true\n")


def test_an_accepted_claim_gets_a_verdict_and_a_dropped_one_is_gone(drafted, answers):
    answers("a", "d")
    assert "2 of 2 reviewed" in inside("review", str(drafted)).stdout
    _, document = ran(drafted.parent, "--draws", "20", name="speech.toml")
    assert [bool(v["verdict"]) for v in document["verdicts"]] == [True]
    assert "no claim waits" in inside("review", str(drafted)).stdout


def test_what_is_skipped_stays_and_an_interrupt_leaves_the_file_as_it_was(drafted, answers):
    before = drafted.read_bytes()
    answers("a")  # then the input ends
    assert inside("review", str(drafted)).returncode == 130
    assert drafted.read_bytes() == before
    answers("s", "q")
    assert "0 of 2 reviewed" in inside("review", str(drafted)).stdout
    assert drafted.read_bytes() == before
    answers("a", "q")
    inside("review", str(drafted))
    assert marks(drafted) == 1


def test_a_claim_with_a_gap_is_not_accepted(tmp_path, answers, folder):
    path = tmp_path / "two.toml"
    path.write_bytes((folder / "two.toml").read_bytes())
    answers("a", "q")
    done = inside("review", str(path))
    assert "a gap" in done.stderr
    assert path.read_bytes() == (folder / "two.toml").read_bytes()
