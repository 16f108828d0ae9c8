"""A case with names of its own and no accord runs from check to report."""

import json

from tests.cli.command import inside

CASE = """\
format = 1
title = "A minerals partnership of the EU with two states"
year = 2022

[goods.lithium]

[sources.pact-text]
title = "Joint declaration on a partnership"
publisher = "A ministry"
link = "https://example.org/pact"
retrieved = 2025-03-01

[blocs.lithium-pact]
members = ["CHL", "ARG"]
source = "pact-text"

[figures.share-promised]
unit = "share"
values = [{ value = 0.1, low = 0.08, high = 0.12, year = 2030 }]

[[ties]]
subject = "CHL"
relation = "minerals-partnership"
object = "EU-27"
start = 2021-05-01
source = "pact-text"

[claims.supplier]
quote = "the two sell the Union most of its lithium carbonate"
metric = { name = "import-share", codes = ["283691"], suppliers = ["lithium-pact"], buyer = "EU-27" }
holds = ">= 50 %"
headline = true
why = "most is half and more"

[claims.promise]
quote = "a tenth by 2030"
metric = { name = "figure", figure = "share-promised", year = 2030 }
holds = ">= 15 %"
fails = "< 15 %"
why = "what the regulation asks for, and half of it again"

[claims.both-are-in]
quote = "both are in"
metric = { name = "members", states = ["ARG", "CHL"], bloc = "lithium-pact" }
holds = "== 2"
why = "both"

[claims.signed]
quote = "Chile signed"
metric = { name = "count-of-ties", subjects = ["CHL"], relation = "minerals-partnership", objects = ["EU-27"] }
holds = "== 1"
why = "it did or it didn't"
"""  # noqa: E501


def test_a_case_with_names_of_its_own_and_no_accord_runs_from_check_to_report(tmp_path):
    (tmp_path / "pact.toml").write_text(CASE, encoding="utf-8")
    checked = inside("check", "pact.toml", cwd=tmp_path)
    assert checked.stdout.startswith("pact: no faults. 4 claims"), checked.stderr
    done = inside("run", "pact.toml", "--draws", "20", "--out", "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    document = json.loads((tmp_path / "out/result.json").read_text(encoding="utf-8"))
    words = {v["claim"]: v["verdict"] for v in document["verdicts"]}
    assert words == {
        "supplier": "supported",
        "promise": "contradicted",
        "both-are-in": "supported",
        "signed": "supported",
    }
    sources = {one["key"]: one for one in document["sources"]}
    assert sources["pact-text"]["title"] == "Joint declaration on a partnership"
    assert sources["pact-text"]["used_by"] == ["supplier", "both-are-in", "signed"]
    assert sources["judgement"]["used_by"] == ["promise"]
    report = (tmp_path / "out/report.html").read_text(encoding="utf-8")
    assert [v["claim"] for v in document["verdicts"] if v["headline"]] == ["supplier"]
    assert report.count("(a central promise)") == 1
    assert "world 2022 · ties of 2022-12-31" in report


def test_one_claim_of_it_is_explained_alone(tmp_path):
    (tmp_path / "pact.toml").write_text(CASE, encoding="utf-8")
    said = inside("explain", "both-are-in", "--case", "pact.toml", "--draws", "20", cwd=tmp_path)
    assert said.returncode == 0, said.stderr
    assert "pact-text" in said.stdout
