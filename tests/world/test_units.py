"""Amounts in any unit are turned into tonnes."""

from types import SimpleNamespace

import pytest

from accord.errors import InputError
from accord.world.units import tonnes_in

GAS = SimpleNamespace(conversion=SimpleNamespace(central=700.0))  # t per million m3
TABLES = SimpleNamespace(
    goods={"natural-gas": GAS}, units={"Mb/d": ("Mt/a", 50.0), "mcm/d": ("bcm/a", 0.365)}
)


def test_a_megatonne_is_a_million_tonnes_and_a_bcm_what_a_billion_cubic_metres_weigh():
    assert tonnes_in("Mt/a", TABLES) == 1e6
    assert tonnes_in("bcm/a", TABLES) == 700_000
    assert tonnes_in("mcm/d", TABLES) == pytest.approx(0.365 * 700_000)


def test_a_store_of_barrels_is_what_the_rate_that_empties_it_in_a_year_brings():
    assert tonnes_in("Mb", TABLES) == pytest.approx(tonnes_in("Mb/d", TABLES) / 365)
    assert tonnes_in("bcm", TABLES) == tonnes_in("bcm/a", TABLES)
    assert tonnes_in("Mt", TABLES) == 1e6


def test_what_is_no_mass_and_no_volume_is_refused_with_what_is():
    with pytest.raises(InputError, match=r'no tonnes in a "TWh"; there are Mt/a, bcm/a, Mb/d'):
        tonnes_in("TWh", TABLES)
    without = SimpleNamespace(goods={}, units={})
    with pytest.raises(InputError, match="no conversion of natural-gas"):
        tonnes_in("bcm/a", without)
