"""By which model a market is read: what is read of it, what happens, and what the case says."""

from dataclasses import replace

import numpy as np
import pytest
from tests.solve.markets import JOIN, read, world

from accord.study import Study

LOSS = 'kind = "lost-supply", state = "RUS", good = "crude-oil", share = 0.1'
HORMUZ = 'kind = "closure", passages = ["hormuz"], open_share = 0.2'
EVERYBODY = (
    'kind = "embargo", by = ["CHN", "EU-27", "IND", "JPN", "KOR", "TUR", "USA", "BLR", "EGY", '
    '"MYS", "SGP", "BRA", "ARE", "SAU"], on = ["RUS"], evasion = 0, evasion_cost = 0'
)
OURS = 'kind = "embargo", by = ["EU-27"], on = ["RUS"], evasion = 0.1, evasion_cost = 0.1'
READS = ("trade", "prices", "worth", "revenue")


def models(*shocks, case=None, reads=READS):
    """Say by which model each thing is read, and why."""
    study = Study.of(case or read(it=shocks), world(), draws=4, seed=0)
    of = [study.read_by(study.case.scenario("it"), "crude-oil", "short", what) for what in reads]
    assert len({why for _, why in of}) <= 2
    return [model for model, _ in of], of[-1][1]


@pytest.mark.parametrize(
    ("shocks", "by", "why"),
    [
        ((OURS,), ["reallocating", "pooled", "partial", "partial"], "nothing lost"),
        ((LOSS,), ["reallocating", "pooled", "pooled", "reallocating"], "displaced"),
        ((HORMUZ,), ["reallocating", "pooled", "pooled", "reallocating"], "displaced"),
        ((OURS, LOSS), ["reallocating", "pooled", "pooled", "reallocating"], "displaced"),
        ((OURS, JOIN + "0.1"), ["partial"] * 4, "links"),
        ((JOIN + "0.1",), ["partial"] * 4, "nothing displaced"),
    ],
)
def test_each_thing_is_read_by_the_model_that_has_a_word_for_it(shocks, by, why):
    assert models(*shocks) == (by, why)


def test_where_those_who_still_buy_may_be_too_few_a_price_is_solved_with_who_takes_what():
    # by all of its large buyers: the rest take less in all than what is shut out
    by, _ = models(EVERYBODY)
    assert by[:2] == ["reallocating", "reallocating"]


def test_the_case_decides_for_everything_that_is_read():
    case = read(it=(LOSS,))
    told = {name: replace(one, model="partial") for name, one in case.goods.items()}
    assert models(case=replace(case, goods=told)) == (["partial"] * 4, "case")


@pytest.mark.parametrize("shocks", [(LOSS,), (HORMUZ,), (OURS, LOSS)])
def test_the_two_models_of_one_price_have_the_same_price(shocks):
    study = Study.of(read(it=shocks), world(), draws=6, seed=0)
    one, drawn = (
        study.inquire().outcome("it", good="crude-oil", model=model).goods["crude-oil"]
        for model in ("pooled", "reallocating")
    )
    np.testing.assert_allclose(drawn.solution.price, one.solution.price, rtol=1e-6)
    np.testing.assert_allclose(
        drawn.gain, one.gain, atol=1e-6 * world().market("crude-oil").flows.sum()
    )


def test_told_apart_everything_is_read_by_origin():
    study = Study.of(read(it=(LOSS,)), world(), draws=4, seed=0).told_apart()
    outcome = study.inquire().outcome("it", good="crude-oil", reads="prices")
    assert outcome.goods["crude-oil"].model == "partial"
    assert np.ptp(outcome.goods["crude-oil"].solution.price[0]) > 0
