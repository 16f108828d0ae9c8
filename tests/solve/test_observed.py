"""Who takes Russia's crude once 2022 is known: the draws of 2023 are conditioned on it."""

import numpy as np
import pytest
from tests.solve.markets import TEXT

import accord
from accord import case as cases
from accord.draws import Draws
from accord.errors import InputError
from accord.measures import MetricCall, measures
from accord.solve.library import library
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
