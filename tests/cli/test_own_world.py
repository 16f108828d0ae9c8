"""A case without any shipped name, with trade and production of its own, runs to its verdicts."""

import hashlib
import json

import pytest
from tests.case.test_own_goods import MADE, TEXT, TRADE
from tests.cli.command import inside

CLAIMS = """
[scenarios.less]
shocks = [{ kind = "lost-supply", state = "CHL", good = "widgets", share = 0.01 }]

[claims.makers-sell-most]
quote = "most of Brazil's widgets come from the makers"
metric = { name = "import-share", good = "widgets", suppliers = ["makers"], buyer = "BRA" }
holds = ">= 50 %"
why = "most is half and more"

[claims.made-there]
quote = "the makers make nine tenths of all widgets"
metric = { name = "production-share", good = "widgets", states = ["makers"] }
holds = ">= 90 %"
why = "nine tenths"

[claims.dearer]
quote = "widgets would cost Brazil a little more"
metric = { name = "price-change", good = "widgets", state = "BRA", scenario = "less" }
holds = ">= 0.3 %"
why = "a few thousandths"
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "trade.csv").write_text(TRADE, encoding="utf-8")
    (tmp_path / "made.csv").write_text(MADE, encoding="utf-8")
    (tmp_path / "pact.toml").write_text(TEXT + CLAIMS, encoding="utf-8")
    return tmp_path


def test_it_runs_and_the_result_names_its_sources_and_the_checksums_of_its_files(folder):
    checked = inside("check", "pact.toml", cwd=folder)
    assert checked.stdout.startswith("pact: no faults. 3 claims"), checked.stderr
    done = inside("run", "pact.toml", "--draws", "20", "--out", "out", cwd=folder)
    assert done.returncode == 0, done.stderr
    document = json.loads((folder / "out/result.json").read_text(encoding="utf-8"))
    words = {v["claim"]: v["verdict"] for v in document["verdicts"]}
    # 800 of 1,000; 700 of 850; a hundredth less of 500
    assert words == {
        "makers-sell-most": "supported",
        "made-there": "contradicted",
        "dearer": "supported",
    }
    rests = {one["key"]: one["used_by"] for one in document["sources"]}
    assert rests["customs"] == ["makers-sell-most", "dearer"]
    assert rests["count"] == ["makers-sell-most", "made-there", "dearer"]
    assert not {"baci", "world-mining-data"} & set(rests)
    for file, text in (("trade.csv", TRADE), ("made.csv", MADE)):
        checksum = hashlib.sha256(text.encode()).hexdigest()
        assert document["manifest"]["tables"][f"pact/{file}"] == checksum


def test_one_claim_of_it_is_explained_with_its_rows(folder):
    done = inside("explain", "makers-sell-most", "--case", "pact.toml", "--draws", "20", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "customs" in done.stdout


def test_check_refuses_a_wrong_row_as_json_with_its_file_and_line(folder):
    (folder / "trade.csv").write_text(TRADE.replace("600", "-600"), encoding="utf-8")
    done = inside("check", "pact.toml", "--json", cwd=folder)
    assert done.returncode == 2
    (fault,) = json.loads(done.stdout)["faults"]
    assert (fault["file"], fault["line"], fault["key"]) == ("trade.csv", 2, "value_usd")
    assert fault["right"] == "a quantity is 0 or more"
