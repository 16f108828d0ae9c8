"""Inputs and printed answers of other people's market models, read from the reference data."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray
from tests.reference import reference_data

from accord.engines.market import general, linear

Array = NDArray[np.float64]
PEERS = Path(__file__).resolve().parents[2] / "bench" / "peers" / "recorded.json"
NAFTA = ("CAN", "MEX", "USA")


@dataclass(frozen=True)
class Compared:
    """One published column beside accord's."""

    names: tuple[str, ...]
    published: Array
    accord: Array

    @property
    def relative(self) -> float:
        """Largest relative difference."""
        return float(np.abs(self.accord / self.published - 1).max())

    @property
    def absolute(self) -> float:
        """Largest difference."""
        return float(np.abs(self.accord - self.published).max())


def square(table: pl.DataFrame, exporter: str, importer: str) -> tuple[tuple[str, ...], dict]:
    """Give the states and every numeric column as an (N, N) matrix."""
    ordered = table.sort(exporter, importer)
    states = tuple(sorted(set(table[exporter])))
    n = len(states)
    assert len(table) == n * n
    return states, {
        name: ordered[name].cast(pl.Float64).to_numpy().reshape(n, n)
        for name in table.columns
        if table[name].dtype.is_numeric()
    }


def among(states: tuple[str, ...], members: tuple[str, ...]) -> Array:
    """1 on links between two different members, else 0."""
    inside = np.isin(states, members)
    return (np.outer(inside, inside) & ~np.eye(len(states), dtype=bool)).astype(float)


def ge_gravity(deficits: str) -> tuple[Compared, Compared]:
    """Welfare and flows of Baier, Yotov and Zylkin's ge_gravity, 44 states, 2000."""
    table = pl.read_csv(reference_data("trade/ge_gravity_TradeData2000_input_and_stata_output.csv"))
    states, m = square(table, "exporter", "importer")
    r = general.solve(
        m["trade"], partial_effect=m["eu_effect"], theta=4, deficits=deficits, labels=states
    )
    w, x = ("w_eu", "X_eu") if deficits == "additive" else ("w_mult", "X_mult")
    links = tuple(f"{i} -> {j}" for i in states for j in states)
    return (
        Compared(states, m[w][:, 0], r.welfare[0]),
        Compared(links, m[x].ravel(), r.flows[0].ravel()),
    )


def gsim() -> Compared:
    """World prices of the 4 x 4 example of Francois and Hall (2003)."""
    table = pl.read_csv(reference_data("trade/gsim4x4_input.csv"))
    names = ("USA", "JPN", "EU", "ROW")
    table = table.with_columns(
        pl.col("origin", "dest").replace_strict({name: str(i) for i, name in enumerate(names)})
    )
    _, m = square(table, "origin", "dest")
    before = m["tariff_power_initial"] - 1
    after = before.copy()
    after[0, 2] = after[2, 0] = 0.0
    r = linear.gsim(
        m["value_world_prices"],
        demand=1.25,
        supply=1.5,
        substitution=5.0,
        tariff_before=before,
        tariff_after=after,
    )
    return Compared(names, np.array([0.0792, -0.0316, 0.0480, -0.0184]), r.world_price)


def nafta_1990() -> Compared:
    """Example 1 of Campos, Reggio and Timini (2025): NAFTA before it came, real expenditure, %."""
    table = pl.read_csv(reference_data("trade/ge_gravity2_flows_1950_2000.csv.gz"))
    states, m = square(table.filter(pl.col("year") == 1990), "iso_o", "iso_d")
    r = general.solve(
        m["flow"], partial_effect=0.5 * among(states, NAFTA), theta=5.03, psi=1.24, labels=states
    )
    at = [states.index(state) for state in NAFTA]
    return Compared(NAFTA, np.array([4.662, 3.182, 0.516]), 100 * (r.welfare[0, at] - 1))


def borders_2006() -> tuple[tuple[str, ...], Array, dict]:
    """Fit the flows of AGTPA's application 1, and give the shock that removes borders."""
    table = pl.read_csv(reference_data("trade/agtpa_ch2app1_2006_input.csv"))
    states, m = square(table, "exporter", "importer")
    abroad = 1 - np.eye(len(states))
    power = np.exp(-0.7912879 * np.log(m["DIST"]) + 0.6736456 * m["CNTG"] - 2.47445 * abroad)
    flows = general.fitted_flows(m["trade"].sum(1), m["trade"].sum(0), power, labels=states)
    return states, flows, {"partial_effect": 2.47445 * abroad, "theta": 6.0, "labels": states}


def gegravity() -> Compared:
    """Inward resistances, after / before, of gegravity's full result, Germany 1; no borders."""
    recorded = json.loads(PEERS.read_text(encoding="utf-8"))["inward_resistance"]
    states, flows, free = borders_2006()
    fixed = general.solve(flows, income="fixed", **free).price_index[0]
    theirs = np.array([recorded[state] for state in states])
    return Compared(states, theirs, fixed / fixed[states.index("DEU")])


def no_borders_2006() -> tuple[Compared, dict[str, Compared]]:
    """AGTPA chapter 2, application 1: conditional exports, and the full-endowment columns, %."""
    output = pl.read_csv(reference_data("trade/agtpa_ch2app1_trade_without_border_output.csv"))
    answers = output.sort("country")
    states, flows, free = borders_2006()
    abroad = 1 - np.eye(len(states))
    fixed = general.solve(flows, income="fixed", **free)
    full = general.solve(flows, deficits="multiplicative", **free)
    level = full.price_index[0, states.index("DEU")]  # their numeraire

    def percent(after: Array, before: Array) -> Array:
        return 100 * (after / before - 1)

    def beside(column: str, accord: Array) -> Compared:
        return Compared(states, answers[column].to_numpy(), accord)

    exports = (flows * abroad).sum(1)
    conditional = percent((fixed.flows[0] * abroad).sum(1), exports)
    new_exports = (full.flows[0] * abroad).sum(1) / level
    return beside("change_Xi_CDL", conditional), {
        "exports": beside("change_Xi_FULL", percent(new_exports, exports)),
        "factory-gate price": beside("change_price_FULL", percent(full.price[0], level)),
        "inward resistance": beside("change_IMR_FULL", percent(full.price_index[0], level)),
        "real output": beside("change_rGDP_FULL", percent(full.real_output[0], 1.0)),
    }


def nafta_1994() -> tuple[tuple[str, ...], Array]:
    """AGTPA chapter 2, application 2: real output with NAFTA over without it, %, 1994.

    Their first stage is a Poisson regression with exporter-year, importer-year and (symmetric)
    pair effects. With its coefficient of agreements given, the rest of it is that the fit has
    the sums of the data over each effect, which iterating over the three sums reaches. The
    second stage, for the 14 pairs that never trade, moves nothing before the eighth digit.
    """
    table = pl.read_csv(reference_data("trade/agtpa_ch2app2_input.csv.gz"))
    years = sorted(set(table["year"]))
    parts = [square(table.filter(pl.col("year") == year), "exporter", "importer") for year in years]
    states = parts[0][0]
    trade, agreement = (np.stack([m[name] for _, m in parts]) for name in ("trade", "RTA"))
    fit = _poisson_fit(trade, np.exp(0.5571853 * agreement))[years.index(1994)]
    r = general.solve(
        fit,
        partial_effect=-0.5571853 * among(states, NAFTA),
        theta=6.0,
        deficits="multiplicative",
        labels=states,
    )
    at = [states.index(state) for state in NAFTA]
    return NAFTA, 100 * (1 / r.real_output[0, at] - 1)


def _poisson_fit(trade: Array, start: Array) -> Array:
    n = trade.shape[1]
    abroad = 1 - np.eye(n)

    def both_ways(flows: Array) -> Array:
        total = flows.sum(0)
        return total + total.T * abroad

    pairs = both_ways(trade)
    known = pairs > 0
    fit = start * known
    for _ in range(2000):
        fit *= (trade.sum(2) / fit.sum(2))[:, :, None]
        fit *= (trade.sum(1) / fit.sum(1))[:, None, :]
        factor = np.where(known, pairs / np.where(known, both_ways(fit), 1.0), 0.0)
        fit *= factor
        if np.abs(factor[known] - 1).max() < 1e-11:
            return fit
    raise AssertionError("the fit has not settled")
