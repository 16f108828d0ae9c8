"""Measure geopolrisk-py on 53 materials x 38 states x 3 years, and keep what it was given.

Usage: python geopolrisk_sweep.py RESULT.npz, where geopolrisk-py 2.0.1 is installed (Python 3.11).

The loop is that of its own `gprs_calc`, function by function, without its writing to Excel and to a
database. Reading and mapping its tables (a quarter of an hour) are left out of the time; of trade
only the states and years that are asked for are kept, which spares it the search for them.
"""

import itertools
import sys
import time

import numpy as np

YEARS = (2021, 2022, 2023)
# The members of the OECD, by the numbers of ISO 3166 that its tables have.
# fmt: off
STATES = (
    36, 40, 56, 124, 152, 170, 188, 203, 208, 233, 246, 251, 276, 300, 348, 352, 372, 376, 380,
    392, 410, 428, 440, 442, 484, 528, 554, 579, 616, 620, 703, 705, 724, 752, 757, 792, 826, 842,
)
# fmt: on


def main(result):
    """Run the sweep; write scores, seconds, and production, trade and ratings as they were read."""
    from geopolrisk.assessment.core import HHI, GeoPolRisk, aggregateTrade, cvtcountry, regions
    from geopolrisk.assessment.database import databases
    from geopolrisk.assessment.utils import default_rmlist, getProd, mapped_baci

    regions({})
    names = [cvtcountry(code, type="Name") for code in STATES]
    trade = databases.baci_trade
    asked = trade["reporterCode"].astype(int).isin(STATES)
    asked &= trade["period"].astype(int).isin(YEARS)
    databases.baci_trade = trade[asked]
    trade = mapped_baci()
    materials = default_rmlist()
    scores = []
    start, spent = time.perf_counter(), time.process_time()
    for material, year, name in itertools.product(materials, YEARS, names):
        numerator, total, price = aggregateTrade(year, [name], material, data=trade)
        output, hhi = HHI(material, year, name)
        score, factor, risk = GeoPolRisk(numerator, total, price, output, hhi)
        scores.append((hhi, risk, score, factor))
    seconds, spent = time.perf_counter() - start, time.process_time() - spent
    made = [getProd(one) for one in materials]
    np.savez_compressed(
        result,
        seconds=seconds,
        processor=spent,
        materials=np.array(materials),
        years=np.array(YEARS),
        states=np.array(STATES),
        scores=np.array(scores, float).reshape(len(materials), len(YEARS), len(STATES), 4),
        production=_production(materials, made),
        units=np.array([one["unit"].iloc[0] for one in made]),
        trade=_trade(materials, trade),
    )
    print(f"{len(scores)} scores in {seconds:.1f} s, {spent:.1f} s of processor time")


def _production(materials, made):
    """Give rows of material, state, year and output, in the unit of the material."""
    rows = []
    for m, table in enumerate(made):
        inside = table[table["Country_Code"] != "DELETE"].fillna(0)
        for year in YEARS:
            pairs = zip(inside["Country_Code"].astype(int), inside[str(year)], strict=True)
            rows += [(m, state, year, float(value)) for state, value in pairs]
    return np.array(rows)


def _trade(materials, trade):
    """Give rows: material, year, buyer, supplier, tonnes, thousand US$, instability (nan: none)."""
    at = {name: n for n, name in enumerate(materials)}
    rating = trade["partnerWGI"].map(lambda x: np.nan if x in (None, "NA") else float(x))
    columns = (
        trade["rawMaterial"].map(at),
        trade["period"],
        trade["reporterCode"],
        trade["partnerCode"],
        trade["qty"],
        trade["cifvalue"],
        rating,
    )
    return np.stack([column.to_numpy(float) for column in columns], axis=1)


if __name__ == "__main__":
    main(sys.argv[1])
