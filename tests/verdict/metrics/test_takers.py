"""Who takes what an embargo displaces, read in the real World of 2023 and refused where unknown."""

import json

import numpy as np
import pytest
from tests.solve.markets import read, world
from tests.verdict.metrics.asking import made, refusal

from accord.draws import Draws
from accord.errors import CaseError
from accord.measures import MetricCall, measures
from accord.study import Study
from accord.study.evidence.search import known_of
from accord.verdict.metrics import Untestable
from accord.verdict.metrics import read as read_metric
from accord.verdict.metrics.takers import _disagreement

BAN = (
    'kind = "embargo", by = ["EU-27", "GBR", "USA", "JPN", "KOR"], on = ["KAZ"], '
    "evasion = 0.1, evasion_cost = 0.1"
)
NAMED = f'{BAN}, willing = ["IND"], willing_source = "judgement"'


def asked(shock, draws=60, **more):
    """Read India's share in what Kazakhstan exports."""
    study = Study.of(read(ban=shock), world(), draws=draws, seed=0)
    parameters = measures()["buyer-share-after"].parameters(
        supplier="KAZ", buyers=("IND",), scenario="ban", good="crude-oil", **more
    )
    q = study.inquire()
    return read_metric(MetricCall(name="buyer-share-after", parameters=parameters), q), q


@pytest.fixture(scope="module")
def named():
    return asked(NAMED)


def test_a_named_willing_buyer_takes_more_and_both_answers_stand_side_by_side(named):
    reading, q = named
    plain, _ = asked(BAN)
    rows = {row[0]: row[1] for row in reading.table.rows}
    assert Draws(reading.values).median() > 2 * Draws(plain.values).median()
    assert rows["drawn as past events had it, nobody named"] == pytest.approx(
        float(Draws(plain.values).median())
    )
    assert any("an assumption of the case" in note for note in reading.notes)
    assert {"crude-oil.dealt-anew", "crude-oil.takers"} <= q.used


def test_told_apart_by_origin_ties_are_kept_and_nothing_is_drawn(named):
    reading, _ = asked(NAMED, model="partial")
    drawn, _ = named
    assert np.ptp(reading.values) < np.ptp(drawn.values)
    assert "by the partial model" in reading.text
    assert "drawn as past events had it" in {row[0] for row in reading.table.rows}


def test_the_first_draws_stay_when_there_are_more():
    few, _ = asked(BAN, draws=20)
    many, _ = asked(BAN)
    np.testing.assert_allclose(many.values[:20], few.values, rtol=1e-6)


def test_a_good_that_differs_by_who_sells_it_is_refused_and_told_what_would_do():
    ban = """
[scenarios.ban]
shocks = [{ kind = "embargo", by = ["ISR"], on = ["AZE"], evasion = 0.1, evasion_cost = 0.1 }]
"""
    why = refusal(
        made(
            trade="supplier buyer value_usd mass_t\nAZE ISR 100 50\nAZE USA 50 25", states=("USA",)
        ),
        "buyer-share-after",
        ban,
        supplier="AZE",
        buyers=("USA",),
        scenario="ban",
        good="oil",
    )
    assert "isn't drawn" in why


@pytest.mark.parametrize(
    ("willing", "wrong"),
    [
        ('willing = ["FRA"], willing_source = "judgement"', "FRA bans and is willing to buy"),
        ('willing = ["KAZ"], willing_source = "judgement"', "KAZ is shunned itself"),
        ('willing = ["IND"]', "nobody is named for it"),
    ],
)
def test_who_can_not_be_willing_is_named(willing, wrong):
    with pytest.raises(CaseError, match=wrong):
        read(ban=f"{BAN}, {willing}")


def test_who_bans_can_not_be_banned_itself():
    with pytest.raises(CaseError, match="KAZ bans and is banned itself; write it in one"):
        read(ban=BAN.replace('"KOR"]', '"KOR", "KAZ"]'))


def test_where_everybody_stops_a_share_is_refused_and_no_nan():
    everybody = ", ".join(f'"{state}"' for state in world().states if state != "KAZ")
    ban = f'kind = "embargo", by = [{everybody}], on = ["KAZ"], evasion = 0, evasion_cost = 0'
    with pytest.raises(Untestable, match="nobody is left who may buy Kazakhstan's crude oil"):
        asked(ban, draws=20)


def limits(*by):
    """What is known against who takes Kazakhstan's crude, once these have stopped buying."""
    ban = BAN.replace('["EU-27", "GBR", "USA", "JPN", "KOR"]', json.dumps(by))
    reading, q = asked(ban, draws=4)
    parameters = measures()["buyer-share-after"].parameters(
        supplier="KAZ", buyers=("IND",), scenario="ban", good="crude-oil"
    )
    call = MetricCall(name="buyer-share-after", parameters=parameters)
    return [one.says for one in known_of(call, (), reading.year, q.study)]


def test_where_nearly_all_buyers_stop_no_event_says_who_takes_the_rest_and_the_word_is_capped():
    kazakhs = world().market("crude-oil").mass[world().index("KAZ")]
    buyers = [s for s in np.argsort(-kazakhs) if kazakhs[s] and world().states[s] != "KAZ"]
    all_but_one = [world().states[s] for s in buyers if world().states[s] != "IND"]
    said = "Kazakhstan would lose nearly all buyers of crude oil: no past event says who takes"
    assert any(one.startswith(said) for one in limits(*all_but_one))
    assert not any("no past event" in one for one in limits(*all_but_one[:3]))


def test_models_whose_intervals_do_not_meet_are_said_to_disagree():
    low, high, wide = np.full(20, 0.1), np.full(20, 0.5), np.linspace(0, 1, 20)
    (said,) = _disagreement("pooled", low, high, "partial")
    assert said == (
        "the models disagree: the partial model says 50.0\u202f%, and its interval does not meet "
        "that of the pooled one"
    )
    assert _disagreement("pooled", high, low, "partial")
    for one in (low, high):
        assert not _disagreement("pooled", one, one, "partial")
        assert not _disagreement("pooled", one, wide, "partial")
        assert not _disagreement("pooled", wide, one, "partial")
