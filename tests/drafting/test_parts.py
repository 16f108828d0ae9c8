"""A sentence that joins several statements of one form becomes parts, each with its own line."""

import tomllib

import pytest

from accord import draft, load_world
from accord.drafting import written


@pytest.fixture(scope="module")
def world():
    return load_world()


def parts(world, text):
    """Give the parts of the one claim that a sentence becomes: id, and its line."""
    made = written(draft(text, world=world), world, name="any")
    (claim,) = tomllib.loads(made.text)["claims"].values()
    return {part["id"]: part for part in claim.get("parts", ())}


def test_as_many_numbers_as_buyers_are_a_part_each(world):
    made = parts(
        world, "Japan and South Korea bought 95 and 70 percent of their crude from Saudi Arabia."
    )
    assert made["sau-jpn"]["holds"] == ">= 85.5 %"  # 95 less a tenth
    assert made["sau-kor"]["holds"] == ">= 63 %"
    assert made["sau-kor"]["metric"]["buyer"] == "KOR"


def test_as_many_numbers_as_producers_are_a_part_each(world):
    made = parts(
        world,
        "Kazakhstan, Canada and Namibia produce 43, 14 and 11 percent of the world's uranium.",
    )
    assert [part["metric"]["states"] for part in made.values()] == [["KAZ"], ["CAN"], ["NAM"]]
    assert [part["fails"] for part in made.values()] == ["< 21.5 %", "< 7 %", "< 5.5 %"]


def test_each_gives_every_name_the_same_line(world):
    made = parts(
        world, "Germany and Italy each get more than 10 percent of their oil from Kazakhstan."
    )
    assert [(part["holds"], part["fails"]) for part in made.values()] == [("> 10 %", "< 5 %")] * 2


def test_respectively_pairs_sellers_with_buyers(world):
    made = parts(world, "Azerbaijan and Kazakhstan sell oil to Italy and China, respectively.")
    assert list(made) == ["aze-ita", "kaz-chn"]


@pytest.mark.parametrize(
    "text",
    [
        "Japan and South Korea bought 95 percent of their crude from Saudi Arabia.",
        "Japan bought 95 percent of its oil from Saudi Arabia and 70 percent from Kuwait and Iraq.",
    ],
)
def test_one_number_for_all_is_one_statement(world, text):
    assert parts(world, text) == {}
