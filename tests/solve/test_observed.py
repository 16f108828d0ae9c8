"""Who takes Russia's crude once 2022 is known: the draws of 2023 are conditioned on it."""

import numpy as np
import pytest
from tests.engines.reallocation.trades import JUDGED
from tests.small_world import small_world
from tests.solve.markets import TEXT

import accord
from accord import case as cases
from accord.draws import Draws
from accord.engines.reallocation import Trade
from accord.errors import InputError
from accord.measures import MetricCall, measures
from accord.solve.library import library
from accord.solve.update import first_year
from accord.study import Study
from accord.verdict.metrics import read as read_metric

BAN = (
    '{ kind = "embargo", by = ["EU-27", "GBR", "USA", "JPN", "CAN", "AUS", "NOR", "KOR"], '
    'on = ["RUS"], evasion = 0.1, evasion_cost = 0.1 }'
)
BEFORE = accord.load_world(2021)


def reading(more=""):
    """Read India's share in what Russia exports, of a ban put on the trade of 2021."""
    text = TEXT.replace("year = 2023", "year = 2021") + f"ban = {{ shocks = [{BAN}]{more} }}\n"
    case = cases.parse(text, name="ban", file="ban.toml", world=BEFORE)
    parameters = measures()["buyer-share-after"].parameters(
        supplier="RUS", buyers=("IND",), scenario="ban", good="crude-oil"
    )
    q = Study.of(case, BEFORE, draws=200, seed=0).inquire()
    return read_metric(MetricCall(name="buyer-share-after", parameters=parameters), q)


def test_once_the_first_year_is_known_what_came_in_the_second_lies_inside():
    # by recorded tonnes India took 1 % of Russia's exports in 2021, and 42 % in 2023
    world = accord.load_world(2023)
    russia, india = world.mask(("RUS",)), world.mask(("IND",))
    sold = world.market("crude-oil").flows[russia]
    came = float(sold[:, india].sum() / sold[:, ~russia].sum())
    before, after = reading(), reading(", observed = 2022")
    assert Draws(before.values).band().high < came < Draws(after.values).band().high
    assert Draws(after.values).median() > 4 * Draws(before.values).median()


def test_a_row_says_that_it_is_conditioned_and_on_what():
    assert "given the trade of 2022" in " ".join(reading(", observed = 2022").notes)
    assert "given the trade of" not in " ".join(reading().notes)


@pytest.mark.parametrize("year", [2020, 2021, 2023])
def test_a_year_that_is_not_the_next_is_refused_where_it_is_drawn(year):
    nobody = np.zeros(len(BEFORE.states), bool)
    shut = np.zeros((len(nobody), len(nobody)), bool)
    with pytest.raises(InputError, match="not the year after 2021"):
        library(BEFORE, "crude-oil", "short", shut, nobody, observed=year)


def test_what_is_drawn_deals_out_all_of_a_trade_and_nothing_to_those_who_stopped():
    # Germany stops: what Kazakhstan sells it goes to others, and what it buys comes from others.
    at = BEFORE.states.index
    shut = np.zeros((len(BEFORE.states),) * 2, bool)
    shut[at("KAZ"), at("DEU")] = True
    found = library(BEFORE, "crude-oil", "short", shut, np.zeros(len(shut), bool))
    assert [BEFORE.states[s] for s in found.sales.agents] == ["KAZ"]
    assert [BEFORE.states[s] for s in found.purchases.agents] == ["DEU"]
    for side, stopped in ((found.sales, "DEU"), (found.purchases, "KAZ")):
        np.testing.assert_allclose(side.shares.sum(axis=-1), 1)
        assert (side.counterparts[0] >= 0).sum() == side.shares.shape[-1] - 1  # and the rest
        assert side.shares[..., -1].any()
        assert not side.shares[:, 0, :-1][:, side.counterparts[0] == at(stopped)].any()
    named = library(BEFORE, "crude-oil", "short", shut, np.zeros(len(shut), bool), ("IND",))
    to_india, more = (
        one.sales.shares[:, 0, :-1][:, one.sales.counterparts[0] == at("IND")].mean()
        for one in (found, named)
    )
    assert more > 1.2 * to_india > 0


def test_the_first_year_is_seen_over_those_who_stay():
    # It sold 20, 30 and 50: without the third 2/5 and 3/5. What it used itself went nowhere, and
    # what it sold in the years before is no part of it.
    flows = np.zeros((3, 4, 4))
    flows[:, 0] = [[40, 50, 25, 25], [40, 60, 20, 20], [40, 20, 30, 50]]
    trade = Trade(flows=flows, elsewhere=np.zeros((4, 4)), km=np.ones((4, 4)))
    stopped = np.array([False, False, False, True])
    kept = stopped.copy()
    found = first_year(trade, 0, stopped, world=1000.0, judged=JUDGED)
    np.testing.assert_allclose(found.known, [0, 0.4, 0.6, 0])
    assert found.then.horizon == 1
    np.testing.assert_array_equal(stopped, kept)


@pytest.mark.parametrize(("left", "seen"), [(0.0, False), (2.0, False), (4.0, True)])
def test_of_whom_next_to_nothing_is_left_nothing_is_seen(left, seen):
    # 97 of 100 is the most that may be gone.
    flows = np.zeros((2, 3, 3))
    flows[:, 0] = [0, left, 100 - left]
    trade = Trade(flows=flows, elsewhere=np.zeros((3, 3)), km=np.ones((3, 3)))
    stopped = np.array([False, False, True])
    assert (first_year(trade, 0, stopped, world=1.0, judged=JUDGED) is not None) is seen


def test_what_is_hit_is_what_is_shut_and_all_that_the_struck_sell():
    # Azerbaijan loses its only buyer and Norway its output. Nothing is drawn for who loses nearly
    # all, and of Azerbaijan that is said; Qatar sells too little to ask.
    here = small_world(
        trade="supplier buyer value_usd\n AZE ISR 100\n NOR DEU 50\n QAT FRA 0.001",
        production="state quantity\n AZE 120\n NOR 50",
        also=["pool-judged.csv"],
    )
    at = here.states.index
    shut, struck = np.zeros((len(here.states),) * 2, bool), np.zeros(len(here.states), bool)
    shut[at("AZE"), at("ISR")] = shut[at("QAT"), at("FRA")] = struck[at("NOR")] = True
    found = library(here, "oil", "short", shut, struck)
    expected = shut.copy()
    expected[at("NOR")] = True
    np.testing.assert_array_equal(found.hit, expected)
    assert [here.states[s] for s in np.flatnonzero(found.undrawn)] == ["AZE"]
    assert not len(found.sales.agents)
    assert not len(found.purchases.agents)
