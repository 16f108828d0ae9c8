"""`accord data add`: what a user brings is checked, kept as a set of theirs, and run on."""

import json

import pytest
from tests.cli.command import accord, inside
from tests.data.archives import write_archive

from accord.data import verify

FLOWS = "exporter,importer,value\nAZE,ISR,5\nKAZ,ISR,3\nAZE,AZE,2\n"
TRADE = """\
exporter,importer,year,good,value,mass
Azerbaijan,Israel,2023,crude-oil,750,1
KAZ,ISR,2023,crude-oil,250,0.5
"""
CASE = """\
format = 1
title = "A case on data of its own"
year = 2023

[goods.crude-oil]

[claims.share]
quote = "Azerbaijan sells Israel three quarters of its oil."
metric = { name = "import-share", suppliers = ["AZE"], buyer = "ISR", good = "crude-oil" }
holds = ">= 70 %"
fails = "< 60 %"
why = "three quarters, give or take"

[claims.gas]
quote = "Egypt sells Israel no gas."
metric = { name = "import-share", suppliers = ["EGY"], buyer = "ISR", good = "natural-gas" }
holds = "< 1 %"
why = "none"
"""


@pytest.fixture
def here(tmp_path):
    """Give a folder with tables of flows and a case in it."""
    (tmp_path / "mine.csv").write_text(FLOWS, encoding="utf-8")
    (tmp_path / "trade.csv").write_text(TRADE, encoding="utf-8")
    (tmp_path / "oil.toml").write_text(CASE, encoding="utf-8")
    return tmp_path


def test_a_table_of_flows_is_kept_in_a_folder_here_and_verifies(here):
    done = accord("data", "add", "mine.csv", "--publisher", "me", cwd=here)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("accord-data/mine: 3 rows, mine.csv, a table of flows")
    assert all(one.matches for one in verify(here / "accord-data" / "mine"))
    source = (here / "accord-data" / "mine" / "sources-own.toml").read_text()
    assert 'publisher = "me"' in source
    done = inside("data", "verify", "--data", "mine", cwd=here)
    assert done.stdout == "2 of 2 files match their SHA-256\n"


def test_json_tells_what_was_written(here):
    asked = ("data", "add", "mine.csv", "--kind", "flows", "--into", "x", "--title", "Mine")
    said = json.loads(inside(*asked, "--json", cwd=here).stdout)
    assert (said["folder"], said["title"], said["rows"]) == ("x/mine", "Mine", 3)
    (table, *_) = said["tables"]
    assert (table["file"], table["rows"]) == ("flows.parquet", 3)


def test_a_case_is_run_on_a_table_of_flows_and_the_result_says_on_which(here):
    assert inside("data", "add", "trade.csv", cwd=here).returncode == 0
    assert inside("check", "oil.toml", "--data", "trade", cwd=here).returncode == 0
    done = inside("run", "oil.toml", "--data", "trade", "--draws", "20", "--json", cwd=here)
    document = json.loads(done.stdout)
    share, gas = document["verdicts"]
    assert (share["verdict"], share["value"]) == ("supported", 0.75)
    assert gas["verdict"] == "untestable"
    assert gas["reason"] == "the data hold no trade of natural-gas, HS 271111, 271121"
    assert document["manifest"]["data"] == "trade (as brought)"
    assert document["manifest"]["command"].endswith("--data trade")
    (source,) = (s for s in document["sources"] if s["key"] == "baci")
    assert source["title"] == "trade.csv, a table of flows"
    assert share["claim"] in source["used_by"]


def test_every_command_about_data_takes_a_set_and_one_that_is_not_there_is_told(here):
    assert inside("data", "add", "trade.csv", cwd=here).returncode == 0
    listed = json.loads(inside("data", "sets", "--json", cwd=here).stdout)
    assert listed == [
        {"name": "trade", "title": "trade.csv, a table of flows", "years": [2023, 2023], "rows": 2}
    ]
    assert "trade" in inside("data", "sets", cwd=here).stdout
    rows = json.loads(inside("flows", "crude-oil", "--data", "trade", "--json", cwd=here).stdout)
    assert [row["value_usd"] for row in rows] == [750, 250]
    done = inside("data", "balance", "crude-oil", "--data", "trade", "--json", cwd=here)
    assert json.loads(done.stdout)["exported"] == 1.5
    done = inside("data", "sources", "baci", "--data", "trade", "--json", cwd=here)
    assert json.loads(done.stdout)[0]["version"] == "as brought"
    done = inside("explain", "share", "--case", "oil.toml", "--data", "trade", cwd=here)
    assert "75" in done.stdout
    for command in (("run", "oil.toml"), ("flows", "lng"), ("data", "verify"), ("check",)):
        done = inside(*command, "--data", "trad", cwd=here)
        assert (done.returncode, done.stdout) == (2, "")
        assert 'no data called "trad"; did you mean "trade"?' in done.stderr
        assert "accord data sets" in done.stderr


def test_the_goods_that_a_case_needs_are_kept_of_an_archive(here):
    write_archive(here / "BACI_HS92_V202501")
    asked = ("data", "add", "BACI_HS92_V202501", "--for", "oil.toml", "--years", "1998-2011,2023")
    done = inside(*asked, cwd=here)
    assert done.returncode == 2
    assert "BACI HS92 V202501 holds no 1999; there are 1998, 2011 and 2023" in done.stderr
    asked = ("data", "add", "BACI_HS92_V202501", "--for", "oil.toml", "--years", "1998,2023")
    said = json.loads(inside(*asked, "--json", cwd=here).stdout)
    assert (said["years"], said["rows"], said["read"]) == ([1998, 2023], 4, 5)


COPPER = """\
format = 1
title = "A case on a good that accord lacks"
year = 2023

[goods.copper-metal]
title = "Refined copper"
codes = ["740311", "740312", "740313", "740319"]

[claims.share]
quote = "France buys its copper from Norway."
metric = { name = "import-share", suppliers = ["NOR"], buyer = "FRA", good = "copper-metal" }
holds = ">= 50 %"
why = "half"
"""


def test_a_good_of_the_cases_own_is_read_from_an_archive_of_a_later_revision(here):
    rows = ["2023,579,251,740311,7,70", "2023,842,251,740311,3,30", "2023,842,251,740321,9,9"]
    write_archive(here / "BACI_HS17_V202501", {2023: rows}, "HS17")
    (here / "copper.toml").write_text(COPPER, encoding="utf-8")
    done = inside("check", "copper.toml", cwd=here)
    assert "no trade of 740311 is here" in done.stderr
    assert "an archive that holds it (accord data add), and run with --data" in done.stderr
    done = inside("data", "add", "BACI_HS17_V202501", "--for", "copper.toml", cwd=here)
    assert "252890: from HS12 on 252800 holds sodium borates (252810) too" in done.stdout
    asked = ("copper.toml", "--data", "baci-hs17-v202501", "--draws", "20", "--json")
    (share,) = json.loads(inside("run", *asked, cwd=here).stdout)["verdicts"]
    assert (share["verdict"], share["value"]) == ("supported", 0.7)


def test_a_good_that_is_not_here_says_under_which_codes_it_moves(here):
    text = COPPER.replace("copper-metal", "refined-copper")
    head, claim = text.split("[goods.refined-copper]")[0], text[text.index("[claims") :]
    (here / "copper.toml").write_text(head + "[goods.coal]\n" + claim, encoding="utf-8")
    done = inside("check", "copper.toml", cwd=here)
    assert 'no good "refined-copper"' in done.stderr
    assert '[goods.copper-metal] title = "Refined copper", codes = ["740311"' in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("mine.csv", "--kind", "flow"), 2, 'no kind of data "flow"; did you mean "flows"?'),
        (("none.csv",), 2, "no file or folder none.csv"),
        (("bad.csv",), 3, "bad.csv:2: value of AZE -> ISR is -5; write a number of 0 or more"),
        (("mine.csv", "--retrieved", "May"), 2, "'May' does not match"),
        (("mine.csv", "--into", "mine.csv"), 2, "cannot write to mine.csv"),
        (("mine.csv", "--years", "2023"), 2, "years and codes are picked from a BACI archive"),
        (("mine.csv", "--years", "23"), 2, 'no years "23"; write 2023, 2019-2023 or 2019,2023'),
        (("mine.csv", "--years", "2023-2019"), 2, "write the earlier one first"),
        (("mine.csv", "--name", "a/b"), 2, 'as "b"'),
    ],
)
def test_a_slip_is_one_message_and_writes_nothing(here, arguments, code, said):
    (here / "bad.csv").write_text("exporter,importer,value\nAZE,ISR,-5\n", encoding="utf-8")
    done = inside("data", "add", *arguments, cwd=here)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert not [p for p in here.rglob("*") if p.suffix == ".parquet"]
