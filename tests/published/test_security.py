"""The measures on recorded trade give the numbers that others computed from the same sources.

BACI (CEPII) for trade, World Mining Data for output, Worldwide Governance Indicators for stability.
The GeoPolRisk numbers are those of its authors' own package, geopolrisk-py 2.0.1, for Israel's
crude of 2021; where that package adds million m3 to tonnes, the number with one unit stands.
"""

from functools import cache

import numpy as np
import pytest
from tests.published.recorded import raw

from accord import world
from accord.data import Tables
from accord.engines.security import (
    dependence,
    effective_suppliers,
    geopolrisk,
    hhi,
    importer_loss,
    leverage,
    one_market,
    outside,
    wgi_instability,
)

PACKAGE = Tables.open()

CRUDE, GAS = ("270900",), ("271111", "271121")
TONNES_PER_MILLION_M3 = 735


@cache
def mined(series, year):
    rows = PACKAGE.production(years=[year], series=[series])
    return dict(zip(rows["state"], rows["quantity"], strict=True))


@cache
def instability(year):
    rows = PACKAGE.governance(years=[year])
    return dict(zip(rows["state"], rows["estimate"], strict=True))


def scored(buyer, codes, series, year, tonnes_per_unit=1.0):
    """GeoPolRisk of one buyer, from the raw tables."""
    output = {s: q * tonnes_per_unit for s, q in mined(series, year).items()}
    buyers, mass = raw(codes, year, "mass_t")
    _, value = raw(codes, year)
    states = sorted({*buyers, *output})
    bought = dict(zip(buyers, mass[:, buyers.index(buyer)], strict=True))
    estimate = [instability(year).get(s, np.nan) for s in states]
    total = mass[:, buyers.index(buyer)].sum()
    return geopolrisk(
        production=np.array([output.get(s, 0.0) for s in states]),
        imports=np.array([[bought.get(s, 0.0)] for s in states]),
        domestic=np.array([output.get(buyer, 0.0)]),
        instability=wgi_instability(np.array(estimate, dtype=float)),
        price=np.array([value[:, buyers.index(buyer)].sum() / total / 1000]),
        labels=(states, [buyer]),
    )


def test_israel_had_three_and_a_third_suppliers_of_crude_in_2022():
    states, flows = raw(CRUDE, 2022)
    isr = states.index("ISR")
    assert hhi(flows)[isr] == pytest.approx(0.2965, abs=5e-5)
    assert effective_suppliers(flows)[isr] == pytest.approx(3.37, abs=5e-3)


@pytest.mark.parametrize(("year", "printed"), [(2021, 0.1093), (2023, 0.0833)])
def test_the_union_as_one_market_for_crude(year, printed):
    states, flows = raw(CRUDE, year)
    bloc = np.isin(states, world.load(year).bloc("EU-27"))
    assert bloc.sum() == 27
    market = one_market(flows, suppliers=bloc, buyers=bloc)
    assert hhi(market) == pytest.approx([printed], abs=5e-5)


def test_the_risk_of_israels_crude_in_2021_is_that_of_the_methods_own_package():
    risk = scored("ISR", CRUDE, "Petroleum", 2021)
    assert risk.hhi == pytest.approx(0.08078, abs=5e-6)
    assert risk.import_risk == pytest.approx([0.58413], abs=5e-6)
    assert risk.score == pytest.approx([0.047187], abs=5e-7)
    assert risk.factor == pytest.approx([0.05951], abs=5e-6)


def test_gas_of_azerbaijan_is_safe_once_its_own_output_is_in_tonnes():
    one_unit = scored("AZE", GAS, "Natural Gas", 2021, TONNES_PER_MILLION_M3)
    assert one_unit.import_risk == pytest.approx([0.0128], abs=5e-5)
    mixed = scored("AZE", GAS, "Natural Gas", 2021)
    assert mixed.import_risk == pytest.approx([0.753], abs=5e-4)


def test_azeri_crude_mattered_more_to_israel_than_israel_to_azerbaijan_in_2022():
    states, flows = raw(CRUDE, 2022)
    aze, isr = states.index("AZE"), states.index("ISR")
    found = leverage(flows[aze, isr], flows[aze].sum(), flows[:, isr].sum())
    assert found.a == pytest.approx(0.0798, abs=5e-5)
    assert found.c == pytest.approx(0.4229, abs=5e-5)
    assert found.asymmetry == pytest.approx(0.4229 - 0.0798, abs=1e-4)
    # What its loss would cost runs from a third of the price to a thirtieth, by sigma alone.
    assert importer_loss(found.c, [3.0, 20.0]) == pytest.approx([0.316, 0.0294], abs=5e-4)


def test_the_united_states_depended_on_imports_for_a_sixth_of_their_crude_in_2022():
    states, mass = raw(CRUDE, 2022, "mass_t")
    usa = states.index("USA")
    found = dependence(mined("Petroleum", 2022)["USA"], mass[:, usa].sum(), mass[usa].sum())
    assert found.share == pytest.approx(0.1577, abs=5e-5)
    assert not found.gross


def test_a_quarter_of_graphite_was_mined_outside_of_china_and_russia_in_2023():
    states = sorted(mined("Graphite", 2023))
    output = np.array([mined("Graphite", 2023)[s] for s in states])
    found = outside(output, np.zeros((len(states), 1)), bloc=np.isin(states, ["CHN", "RUS"]))
    assert found.by_production == pytest.approx(0.260, abs=5e-4)


def test_kazakhstan_mined_two_fifths_of_uranium_in_2023():
    states = sorted(mined("Uranium (U3O8)", 2023))
    output = np.array([mined("Uranium (U3O8)", 2023)[s] for s in states])
    rest = outside(output, np.zeros((len(states), 1)), bloc=np.isin(states, ["KAZ"]))
    assert 1 - rest.by_production == pytest.approx(0.394, abs=5e-4)
