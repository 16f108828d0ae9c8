"""What `accord draft` writes of sentences that it once read wrong, by the command line."""

import re
import tomllib

import pytest
from tests.cli.command import accord


def drafted(tmp_path, text):
    """Draft a text as a user does, hold it to `accord check`, and give the case as text."""
    (tmp_path / "text.md").write_text(text + "\n", encoding="utf-8")
    case = tmp_path / "text.toml"
    done = accord("draft", tmp_path / "text.md", "-o", case)
    assert done.returncode == 0, done.stderr
    checked = accord("check", case)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    return case.read_text(encoding="utf-8")


def test_a_label_and_its_value_are_one_claim_with_a_dash_as_with_a_colon(tmp_path):
    text = drafted(tmp_path, "- Russian share of Polish gas imports – 45 % in 2021")
    (claim,) = tomllib.loads(text)["claims"].values()
    assert claim["quote"] == "Russian share of Polish gas imports – 45 % in 2021"
    assert claim["metric"] == {
        "name": "import-share",
        "suppliers": ["RUS"],
        "buyer": "POL",
        "good": "natural-gas",
        "year": 2021,
    }


def test_names_between_dashes_are_no_claim_of_a_border(tmp_path):
    text = drafted(
        tmp_path,
        "The pipeline that supplies three states – Georgia, Turkey and Greece – "
        "carried 9 million tonnes of oil from Azerbaijan.",
    )
    assert "land-border" not in text


@pytest.mark.parametrize("verb", ["obtained", "sourced", "drew", "absorbed", "took"])
def test_each_verb_of_taking_buys_of_anothers_exports(tmp_path, verb):
    text = drafted(tmp_path, f"Japan {verb} a third of our platinum exports in 2021.")
    (claim,) = tomllib.loads(text)["claims"].values()
    assert claim["metric"] == {
        "name": "export-share",
        "suppliers": ["?"],
        "buyers": ["JPN"],
        "good": "platinum",
        "year": 2021,
    }


def test_a_good_without_data_stays_a_gap_that_says_what_to_do(tmp_path):
    text = drafted(tmp_path, "Poland bought half of its helium from Qatar in 2022.")
    assert "# accord has no data of helium; a case can bring them: [goods.helium]" in text
    (claim,) = tomllib.loads(text)["claims"].values()
    assert claim["metric"]["good"] == "?"


@pytest.mark.parametrize(
    "told",
    [
        "Pursuant to Article 5, the purchase of pig iron originating in Russia shall be "
        "prohibited.",
        "Annex IV is hereby amended so that duties on nickel from Indonesia shall cease to apply.",
        "Operators shall be required to declare the origin of graphite from China.",
        "Quotas of tungsten for export are allocated in accordance with the Foreign Trade Law.",
    ],
)
def test_a_law_in_the_words_of_offices_is_a_law(tmp_path, told):
    text = drafted(tmp_path, told)
    assert re.search(r'^untestable = "what a law or ban says', text, re.MULTILINE)


def test_who_controls_a_supply_that_nobody_is_said_to_buy_makes_it(tmp_path):
    text = drafted(tmp_path, "China controls about 90 % of the supply of rare earths.")
    (claim,) = tomllib.loads(text)["claims"].values()
    assert claim["metric"] == {"name": "production-share", "states": ["CHN"], "good": "rare-earths"}
