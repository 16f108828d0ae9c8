"""Numbers that were worked out beside the project, from the same data, come out again.

Shares and masses of record are of the tonnes as recorded where that is said; all else is cleaned.
"""

import numpy as np
import pytest

from accord.world import World, load


@pytest.fixture(scope="module")
def world() -> World:
    return load(2022)


def concentration(world: World, buyers: tuple[str, ...], year: int) -> float:
    """Sum of squared shares by value of the suppliers of crude to buyers taken as one."""
    places = [world.index(b) for b in buyers]
    bought = world.recorded("crude-oil", year).value_usd[:, places].sum(axis=1)
    bought[places] = 0.0
    return float(((bought / bought.sum()) ** 2).sum())


@pytest.mark.parametrize(
    ("state", "year", "to_israel", "all_exports"),
    [
        ("KAZ", 2022, 777e6, 40.6e9),
        ("KAZ", 2023, 340e6, 36.0e9),
        ("AZE", 2022, 1672e6, 21.0e9),
        ("AZE", 2023, 1394e6, 16.1e9),
    ],
)
def test_crude_of_the_candidates(world, state, year, to_israel, all_exports):
    sold = world.recorded("crude-oil", year).value_usd[world.index(state)]
    assert sold[world.index("ISR")] == pytest.approx(to_israel, abs=0.6e6)
    assert sold.sum() == pytest.approx(all_exports, abs=0.06e9)


def test_concentration_of_crude(world):
    assert concentration(world, ("ISR",), 2022) == pytest.approx(0.2965, abs=5e-5)
    union = world.bloc("EU-27")
    assert concentration(world, union, 2021) == pytest.approx(0.1093, abs=5e-5)
    assert concentration(world, union, 2023) == pytest.approx(0.0833, abs=5e-5)


def test_how_much_azerbaijan_and_israel_depend_on_their_crude(world):
    value = world.recorded("crude-oil").value_usd
    flow = value[world.index("AZE"), world.index("ISR")]
    assert flow / value[world.index("AZE")].sum() == pytest.approx(0.0798, abs=5e-5)
    assert flow / value[:, world.index("ISR")].sum() == pytest.approx(0.4229, abs=5e-5)


def test_two_fifths_of_uranium_are_mined_in_kazakhstan(world):
    uranium = world.production("uranium", 2023)
    assert uranium[world.index("KAZ")] / uranium.sum() == pytest.approx(0.394, abs=5e-4)


def test_a_quarter_of_graphite_is_mined_outside_china_and_russia(world):
    graphite = world.production("graphite", 2023)
    inside = graphite[[world.index("CHN"), world.index("RUS")]].sum()
    assert 1 - inside / graphite.sum() == pytest.approx(0.260, abs=5e-4)


def test_the_united_states_depend_on_imports_of_crude_by_a_sixth(world):
    usa = world.index("USA")
    mass = world.recorded("crude-oil").mass_as_recorded_t
    net = mass[:, usa].sum() - mass[usa].sum()
    produced = world.production("crude-oil")[usa]
    assert net / (produced + net) == pytest.approx(0.1577, abs=5e-5)


def test_supply_risk_of_israels_crude(world):
    made = world.production("crude-oil", 2021)
    assert ((made / made.sum()) ** 2).sum() == pytest.approx(0.08078, abs=5e-6)
    bought = world.recorded("crude-oil", 2021).mass_as_recorded_t[:, world.index("ISR")]
    instability = np.nan_to_num(0.5 - 0.2 * world.stability(2021), nan=0.5)
    risk = (bought * instability).sum() / (bought.sum() + made[world.index("ISR")])
    assert risk == pytest.approx(0.58413, abs=5e-6)


def test_gas_of_azerbaijan_is_put_into_tonnes_before_anything_is_added(world):
    aze = world.index("AZE")
    bought = world.recorded("natural-gas", 2021).mass_as_recorded_t[:, aze]
    instability = np.nan_to_num(0.5 - 0.2 * world.stability(2021), nan=0.5)
    made = world.production("natural-gas", 2021)[aze]
    risk = (bought * instability).sum() / (bought.sum() + made)
    assert risk == pytest.approx(0.0128, abs=5e-5)
