"""Measure gegravity on the reference data: run inside the environment that `make_environment` made.

Usage: python measure.py TRADE_FOLDER RESULT.json
Imports, reading and estimation are left out of the times, as they are on accord's side.
"""

import contextlib
import io
import json
import sys
import time
import warnings
from pathlib import Path

import gegravity as ge
import numpy as np
import pandas as pd

TRADE = Path(sys.argv[1])
APP1 = {"ln_DIST": -0.7912879, "CNTG": 0.6736456, "INTL_BRDR": -2.47445}
# The coefficients of gegravity's own worked example.
SAMPLE = {
    "lndist": (-0.3764, 0.072),
    "contiguity": (0.8850, 0.131),
    "pta": (0.4823, 0.109),
    "common_language": (0.0392, 0.084),
    "international": (-3.4224, 0.215),
}


def coefficients(values):
    return ge.CostCoeffs(
        estimates=pd.DataFrame(
            [{"var": name, "coeff": value, "ste": error} for name, (value, error) in values.items()]
        ),
        identifier_col="var",
        coeff_col="coeff",
        stderr_col="ste",
    )


def baseline(table):
    return ge.BaselineData(
        table,
        imp_var_name="importer",
        exp_var_name="exporter",
        year_var_name="year",
        trade_var_name="trade",
        expend_var_name="E",
        output_var_name="Y",
    )


def sixty_nine_states():
    table = pd.read_csv(TRADE / "agtpa_ch2app1_2006_input.csv")
    table["year"] = table["year"].astype(int)
    table["ln_DIST"] = np.log(table["DIST"])
    table["INTL_BRDR"] = (table["exporter"] != table["importer"]).astype(int)
    table["Y"] = table.groupby("exporter")["trade"].transform("sum")
    table["E"] = table.groupby("importer")["trade"].transform("sum")
    values = {name: (value, 0.01) for name, value in APP1.items()}
    model = ge.OneSectorGE(
        baseline(table),
        year="2006",
        sigma=7,
        reference_importer="DEU",
        cost_variables=list(APP1),
        cost_coeff_values=coefficients(values),
        quiet=True,
    )
    start = time.perf_counter()
    model.build_baseline(omr_rescale=10_000)
    fitted = time.perf_counter() - start
    changed = model.baseline_data.copy()
    changed["INTL_BRDR"] = 0
    model.define_experiment(changed)
    start = time.perf_counter()
    model.simulate()
    seconds = time.perf_counter() - start
    if not all(part["success"] for part in model.solver_diagnostics.values()):
        raise SystemExit("gegravity has not converged: choose another omr_rescale")
    resistances = model.country_mr_terms
    return fitted, seconds, resistances["experiment imr"] / resistances["baseline imr"]


def thirty_states_fifty_draws():
    table = pd.read_csv(TRADE / "peer_gegravity_sample_data_set.csv")
    model = ge.MonteCarloGE(
        baseline(table),
        year="2006",
        trials=50,
        reference_importer="DEU",
        sigma=5,
        cost_variables=list(SAMPLE),
        cost_coeff_values=coefficients(SAMPLE),
        allow_singular_covar=True,
        seed=1,
    )
    changed = model.baseline_data.copy()
    pair = changed["exporter"].isin(["CAN", "JPN"]) & changed["importer"].isin(["CAN", "JPN"])
    changed.loc[pair & (changed["exporter"] != changed["importer"]), "pta"] = 1
    start = time.perf_counter()
    model.run_trials(experiment_data=changed, omr_rescale=100, quiet=True)
    return time.perf_counter() - start, int(model.num_failed_trials)


def main():
    warnings.simplefilter("ignore")
    with contextlib.redirect_stdout(io.StringIO()):
        fitted, one, resistances = sixty_nine_states()
        many, failed = thirty_states_fifty_draws()
    result = {
        "peer": "gegravity 0.3",
        "python": sys.version.split()[0],
        "numpy": np.__version__,
        "seconds": {
            "69 states, full equilibrium": one,
            "69 states, full equilibrium, baseline too": fitted + one,
            "30 states, 50 draws": many,
        },
        "failed_draws": failed,
        # After / before, Germany 1: the conditional inward resistances of accord.
        "inward_resistance": {str(k): float(v) for k, v in resistances.items()},
    }
    Path(sys.argv[2]).write_text(json.dumps(result, indent=1), encoding="utf-8")


main()
