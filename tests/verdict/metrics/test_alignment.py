"""Distances in votes and poles of trade, worked out by hand."""

import math

import pytest
from tests.verdict.metrics.asking import ask, made, refusal

POINTS = """
    state  year  point
    AZE    2019  -1
    ISR    2019  1
    KAZ    2019  0
    RUS    2019  0.5
    USA    2019  3
    AZE    2018  1
    ISR    2018  1
"""


@pytest.fixture(scope="module")
def votes():
    return made(ideal_points=POINTS, states=("KAZ", "RUS", "USA", "ITA"))


def test_a_distance_is_over_the_median_of_all_others(votes):
    # From Israel at 1: Azerbaijan 2, Kazakhstan 1, Russia 0.5, the USA 2; the median is 1.5.
    found = ask(votes, "vote-distance-ratio", state="AZE", to="ISR")
    assert found.values == pytest.approx(2 / 1.5)
    assert found.year == 2019
    assert [row[1] for row in found.table.rows] == pytest.approx([2, 1.5])
    assert ask(votes, "vote-distance-ratio", state="RUS", to="ISR").values == pytest.approx(1 / 3)
    assert found.says("1.33") == (
        "In UN votes AZE stood 1.33 times as far from ISR as the median state, in 2019."
    )


def test_the_percentile_is_the_share_of_states_that_vote_closer(votes):
    # Closer to Israel than Azerbaijan: Kazakhstan and Russia, not the USA, as far.
    found = ask(votes, "vote-distance-percentile", state="AZE", to="ISR")
    assert found.values == pytest.approx(2 / 4)
    assert ask(votes, "vote-distance-percentile", state="RUS", to="ISR").values == 0
    assert found.says("50 %") == "50 % of states voted closer to ISR than AZE did, in 2019."


def test_a_state_without_votes_is_refused(votes):
    for metric in ("vote-distance-ratio", "vote-distance-percentile"):
        assert refusal(votes, metric, state="ITA", to="ISR") == "no UN votes of ITA"


def test_a_bloc_votes_as_the_mean_of_its_members(votes):
    # Azerbaijan and Kazakhstan at -0.5, 1.5 from Israel; the median of 2, 1, 0.5 and 2 is 1.5.
    names = (("PAIR", "AZE"), ("PAIR", "KAZ"), ("FAR", "ISR"), ("FAR", "USA"), ("FAR", "ITA"))
    blocs = "\n".join(["bloc state start end", *(f"{b} {s} - -" for b, s in names)])
    world = made(ideal_points=POINTS, blocs=blocs, states=("KAZ", "RUS", "USA", "ITA"))
    found = ask(world, "vote-distance-ratio", state="PAIR", to="ISR")
    assert found.values == pytest.approx(1)
    assert "of the PAIR the mean of 2 members that vote" in found.notes
    # Israel and the USA at 2, Italy has no votes: Azerbaijan 3, Kazakhstan 2, Russia 1.5.
    assert ask(world, "vote-distance-ratio", state="AZE", to="FAR").values == pytest.approx(1.5)
    assert ask(world, "vote-distance-percentile", state="AZE", to="FAR").values == pytest.approx(
        2 / 3
    )


def test_effective_poles_are_the_exponential_of_the_entropy_of_trade():
    # Kazakhstan sells Russia 30 and buys 20 of it, sells China 25, the USA 25: 0.5, 0.25, 0.25.
    # exp(0.5 ln 2 + 2 x 0.25 ln 4) = 2^1.5. Another 100 go to nobody's pole.
    world = made(
        trade="""
            supplier  buyer  value_usd
            KAZ       RUS    30
            RUS       KAZ    20
            KAZ       CHN    25
            USA       KAZ    25
            KAZ       ITA    100
            RUS       CHN    999
        """,
        blocs="bloc state start end\nHOME KAZ - -\nHOME UZB - -",
        states=("UZB",),
    )
    poles = {"east": ("CHN",), "north": ("RUS",), "west": ("USA",), "own": ("HOME",)}
    found = ask(world, "effective-poles", state="KAZ", poles=poles)
    assert found.values == pytest.approx(2**1.5)
    assert found.table.rows == (
        ("east", 25, pytest.approx(0.25)),
        ("north", 50, pytest.approx(0.5)),
        ("west", 25, pytest.approx(0.25)),
    )
    assert found.notes == ("50.0\u202f% of that trade is with any pole",)
    assert found.says("2.83") == (
        "KAZ's energy and mineral trade was spread as over 2.83 equal poles in 2023."
    )
    alone = ask(world, "effective-poles", state="KAZ", poles={"north": ("RUS",)})
    assert alone.values == pytest.approx(1)
    even = {"north": ("RUS",), "rest": ("CHN", "USA")}
    assert ask(world, "effective-poles", state="KAZ", poles=even).values == pytest.approx(
        math.exp(math.log(2))
    )
    assert refusal(world, "effective-poles", state="KAZ", poles={"south": ("UZB",)}) == (
        "KAZ trades with none of the poles in 2023"
    )
