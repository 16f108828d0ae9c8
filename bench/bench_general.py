"""One-sector general equilibrium beside gegravity, on the inputs that both get.

Two ways to count: the equilibrium alone, from flows at hand, and with the structural flows of
the baseline fitted in each draw, as gegravity's Monte Carlo does inside the time that it takes.
"""

from collections.abc import Iterator

import numpy as np
import polars as pl
from bench.rows import Row, warm_median
from tests.published.market_cases import among, square
from tests.reference import FOLDER

from accord.engines.market import general

TRADE = FOLDER / "trade"
ONE, MANY = "69 states, full equilibrium", "30 states, 50 draws"


def rows() -> Iterator[Row]:
    """Measure both works of the comparison, and how cost grows with draws and states."""
    if not TRADE.exists():
        yield Row("general equilibrium", None, note="reference data not beside the project")
        return
    yield from _sixty_nine()
    yield from _thirty()
    yield from _growth()


def _sixty_nine() -> Iterator[Row]:
    states, m = square(pl.read_csv(TRADE / "agtpa_ch2app1_2006_input.csv"), "exporter", "importer")
    abroad = 1 - np.eye(len(states))
    power = np.exp(-0.7912879 * np.log(m["DIST"]) + 0.6736456 * m["CNTG"] - 2.47445 * abroad)
    output, expenditure = m["trade"].sum(1), m["trade"].sum(0)
    flows = general.fitted_flows(output, expenditure, power)
    shock = {"partial_effect": 2.47445 * abroad, "theta": 6.0, "deficits": "multiplicative"}

    def solve() -> object:
        return general.solve(flows, **shock)

    def fit_and_solve() -> object:
        return general.solve(general.fitted_flows(output, expenditure, power), **shock)

    yield Row(f"{ONE}, to 1e-10", warm_median(solve), peer=ONE, times=1000)
    yield Row(
        f"{ONE}, baseline fitted too", warm_median(fit_and_solve), peer=ONE + ", baseline too"
    )


def _thirty() -> Iterator[Row]:
    table = pl.read_csv(TRADE / "peer_gegravity_sample_data_set.csv")
    states, m = square(table, "exporter", "importer")
    names = ("lndist", "contiguity", "pta", "common_language", "international")
    central = np.array([-0.3764, 0.8850, 0.4823, 0.0392, -3.4224])
    error = np.array([0.072, 0.131, 0.109, 0.084, 0.215])
    draws = central + error * np.random.default_rng(1).standard_normal((50, 5))
    power = np.exp(np.tensordot(draws, np.stack([m[name] for name in names]), axes=1))
    output = m["Y"][:, 0]
    expenditure = m["E"][0] * output.sum() / m["E"][0].sum()
    joins = among(states, ("CAN", "JPN")) * (1 - m["pta"])
    effect = draws[:, 2, None, None] * joins
    flows = general.fitted_flows(output, expenditure, power)

    def solve() -> object:
        return general.solve(flows, partial_effect=effect, theta=4.0, deficits="multiplicative")

    def fit_and_solve() -> object:
        fitted = general.fitted_flows(output, expenditure, power)
        return general.solve(fitted, partial_effect=effect, theta=4.0, deficits="multiplicative")

    yield Row(f"{MANY}, to 1e-10", warm_median(solve), peer=MANY, times=5000)
    yield Row(f"{MANY}, baselines fitted too", warm_median(fit_and_solve), peer=MANY)


def _growth() -> Iterator[Row]:
    rng = np.random.default_rng(2)
    for states, draws in ((30, 1000), (69, 1000), (150, 100), (226, 1)):
        size = rng.lognormal(0, 1, states)
        flows = np.outer(size, size) * rng.lognormal(0, 1, (states, states))
        flows += np.diag(20 * flows.sum(axis=1))
        effect = np.where(rng.random((states, states)) < 0.1, 0.5, 0.0)
        np.fill_diagonal(effect, 0.0)
        theta = rng.uniform(3, 8, draws)

        def solve(flows=flows, effect=effect, theta=theta) -> object:
            return general.solve(flows, partial_effect=effect, theta=theta, keep_flows=False)

        yield Row(f"{states} states, per draw of {draws:,}", warm_median(solve, 3) / draws)
