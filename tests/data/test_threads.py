"""No number of threads moves a digit: sums of rows run in one order, whoever runs them."""

import os
import subprocess
import sys

SUMMED = """
import hashlib
import numpy as np
from accord.data import Tables
from accord.data.computed import closing_of
from accord.data.rules import median_unit_value
from accord.data.trade import recoded
from accord.data.trust import _by_year
from accord.world import load

tables = Tables.open()
goods = [tables.good(name) for name in ("crude-oil", "coal", "natural-gas", "rare-earths")]
whole = hashlib.sha256()

def see(*values):
    for value in values:
        whole.update(value.tobytes() if isinstance(value, np.ndarray) else repr(value).encode())

def see_frame(frame):
    see(frame.columns, frame.rows())

for good in goods:
    for year in (2019, 2023):
        flows = tables.flows(good.codes, year)
        see(flows.value, flows.mass, flows.mass_as_recorded, flows.adjusted)
        see_frame(tables.pairs(good.codes, year))
        if good.closing:
            closing = closing_of(tables.closed_market(good, year))
            see(*(getattr(closing, name) for name in closing.__dataclass_fields__))
            balance = tables.balance(good.name, year)
            see_frame(balance.by_state)
            see(balance.adjustments, balance.residuals, balance.tests, balance.exported)
    by_year = _by_year(tables.shelf, good.codes)
    see(dict(by_year.mass), dict(by_year.put_right))
    see_frame(median_unit_value(recoded(tables.shelf, codes=good.codes)))
world = load(2022)
see(world.recorded().value_usd, world.recorded().mass_t, world.share("RUS", "EU-27", "coal"))
print(whole.hexdigest())
"""


def summed(polars: int, blas: int) -> str:
    """Sum everything in a process with so many threads, and give a checksum of all bytes."""
    threads = {
        "POLARS_MAX_THREADS": str(polars),
        **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), str(blas)),
    }
    done = subprocess.run(
        [sys.executable, "-c", SUMMED],
        env={**os.environ, **threads},
        capture_output=True,
        text=True,
        check=False,
    )
    assert not done.returncode, done.stderr
    return done.stdout


def test_flows_balances_and_markets_have_the_same_bytes_with_one_thread_and_with_many():
    one = summed(polars=1, blas=1)
    assert one == summed(polars=4, blas=2)
    assert one == summed(polars=3, blas=1)
