"""Alignment of six states, as the reference table has it: votes, memberships and trade.

The table gives shares over seven poles, N1, N2 and the similarity-corrected N1 to three decimals;
the assumptions behind it (poles, weights of memberships, width of the kernel) stand beside it.
Ideal points: Bailey, Strezhnev and Voeten (2017), J. Confl. Resolut. 61(2), 430-456, edition of
April 2020.
"""

import csv
import json
import re
from collections import defaultdict

import numpy as np
import pytest
from tests.published.recorded import raw
from tests.reference import reference_data

from accord.data import Tables
from accord.engines.security import alignment, net_lean, pole_coverage, pole_likeness, vote_ties

PACKAGE = Tables.open()

pytestmark = pytest.mark.reference

POLES = ("USA", "EU", "RUS", "CHN", "IRN", "GULF", "TUR")
STATES = ("AZE", "KAZ", "UZB", "KGZ", "TUR", "ISR")
COUNTED = np.array([[state != pole for pole in POLES] for state in STATES])
EU27 = re.findall(
    r"\w+",
    "AUT BEL BGR HRV CYP CZE DNK EST FIN FRA DEU GRC HUN IRL ITA LVA LTU LUX MLT NLD POL PRT ROU "
    "SVK SVN ESP SWE",
)
SESSIONS = {2005: 60, 2013: 68, 2019: 74}


def rows(name, encoding="utf-8"):
    with reference_data(name).open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def table():
    """Rows of the reference table by channel and year, in the order of STATES."""
    by_key: defaultdict = defaultdict(dict)
    for row in rows("politics/alignment_worked_numbers.csv"):
        by_key[row["channel"], int(row["year"])][row["state"]] = row
    return by_key


@pytest.fixture(scope="module")
def assumptions():
    return json.loads(reference_data("politics/alignment_assumptions.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def ideal_points():
    """By session: ideal point of each state, and the standard deviation over states."""
    found: defaultdict = defaultdict(dict)
    for row in rows("politics/unga_ideal_points_all_2020.csv", "latin-1"):
        found[int(row["session"])][row["iso3c"]] = float(row["IdealPoint"])
    return found


def members(pole):
    return {"EU": EU27, "GULF": ["SAU", "ARE", "KWT", "QAT", "BHR", "OMN"]}.get(pole, [pole])


def pole_points(points):
    return np.array([np.mean([points[m] for m in members(pole)]) for pole in POLES])


def column(of_states, name):
    return np.array([float(of_states[state][name]) for state in STATES if state in of_states])


def hold_against(found, of_states, *, atol=6e-4):
    """Compare an alignment of all six states with the printed numbers."""
    np.testing.assert_allclose(found.n1, column(of_states, "N1"), atol=atol)
    np.testing.assert_allclose(found.n2, column(of_states, "N2"), atol=atol)
    np.testing.assert_allclose(1 - found.balance, column(of_states, "max_share"), atol=atol)
    np.testing.assert_allclose(found.n1z, column(of_states, "N1_similarity"), atol=atol)


def likeness(ideal_points, year):
    points = ideal_points[SESSIONS.get(year, 74)]
    return pole_likeness(pole_points(points), np.std(list(points.values()), ddof=1))


@pytest.mark.parametrize("year", SESSIONS)
@pytest.mark.parametrize(("channel", "part"), [("unga_tau=sd", 1.0), ("unga_tau=sd/2", 0.5)])
def test_votes_spread_over_poles_as_printed(table, ideal_points, year, channel, part):
    points = ideal_points[SESSIONS[year]]
    spread = np.std(list(points.values()), ddof=1)
    ties = vote_ties([points[s] for s in STATES], pole_points(points), part * spread)
    found = alignment(ties, counted=COUNTED, likeness=likeness(ideal_points, year))
    hold_against(found, table[channel, year])


def membership_ties(year, assumptions, joins=()):
    """Weights of the organisations that each state belongs to, by pole; `joins` are what-ifs."""
    ties = {state: dict.fromkeys(POLES, 0.0) for state in STATES}

    def add(state, pole, weight, moved):
        ties[state][pole] += weight * (1 - sum(moved.values()))
        for other, part in moved.items():
            ties[state][other] += weight * part

    for row in rows("politics/facts.csv"):
        state, relation, target = row["subject"], row["relation"], row["object"]
        ended = bool(row["end"]) and int(row["end"][:4]) <= year
        if state not in STATES or ended or not row["start"] or int(row["start"][:4]) > year:
            continue
        bilateral = assumptions["bilateral_weight"].get(f"{state} {relation} {target}")
        if bilateral:
            add(state, target, bilateral, {})
        elif target == "EU" and relation in assumptions["eu_weight"]:
            add(state, "EU", assumptions["eu_weight"][relation], {})
        elif target in assumptions["membership_weight"]:
            pole, weight, moved = assumptions["membership_weight"][target]
            add(state, pole, weight * assumptions["status_factor"].get(relation, 0), moved)
    for state in joins:
        add(state, *assumptions["membership_weight"]["Abraham Accords"])
    return np.array([[ties[state][pole] for pole in POLES] for state in STATES])


@pytest.mark.parametrize("year", [2005, 2013, 2019, 2025])
def test_memberships_spread_over_poles_as_printed(table, ideal_points, assumptions, year):
    ties = membership_ties(year, assumptions)
    found = alignment(ties, counted=COUNTED, likeness=likeness(ideal_points, year))
    hold_against(found, table["memberships", year])


def test_joining_adds_to_the_spread_of_memberships_by_construction(table, assumptions):
    outsiders = table["memberships_if_joins_Abraham", 2025]
    ties = membership_ties(2025, assumptions, joins=outsiders)
    found = alignment(ties, counted=COUNTED)
    where = [STATES.index(state) for state in STATES if state in outsiders]
    np.testing.assert_allclose(found.n1[where], column(outsiders, "N1"), atol=6e-4)


def test_halving_and_doubling_weights_moves_the_number_more_than_joining_does(assumptions):
    """Only a paired difference means anything: KAZ 3.82-5.12 over weights, +0.54 by joining."""
    rng = np.random.default_rng(0)
    kaz, draws, names = STATES.index("KAZ"), [], list(assumptions["membership_weight"])
    for _ in range(100):
        factor = dict(zip(names, 2.0 ** rng.uniform(-1, 1, len(names)), strict=True))
        weights = {
            k: [p, w * factor[k], m] for k, (p, w, m) in assumptions["membership_weight"].items()
        }
        draws.append(membership_ties(2025, assumptions | {"membership_weight": weights})[kaz])
    n1 = alignment(np.array(draws)).n1
    low, high = np.quantile(n1, [0.05, 0.95])
    assert high - low > 0.54


def test_the_net_lean_of_votes_in_2019_is_western_for_israel_alone(ideal_points):
    points = ideal_points[74]
    spread = np.std(list(points.values()), ddof=1)
    ties = vote_ties([points[s] for s in STATES], pole_points(points), spread)
    lean = net_lean(alignment(ties, counted=COUNTED).shares, [1, 1, -1, -1, -1, 0, 0])
    assert dict(zip(STATES, lean > 0, strict=True)) == {s: s == "ISR" for s in STATES}


def all_trade(year):
    """Exports plus imports of each of the six with every state, all covered codes, in US$."""
    states, flows = raw(PACKAGE.covered_codes, year)
    both = flows + flows.T
    return states, both[[states.index(s) for s in STATES]]


@pytest.mark.parametrize("year", [2005, 2013, 2019, 2022])
def test_trade_spreads_over_poles_as_printed(table, ideal_points, year):
    states, both = all_trade(year)
    to_pole = np.array([np.isin(states, members(pole)) for pole in POLES], dtype=float)
    ties = np.where(COUNTED, both @ to_pole.T, 0.0)
    printed = table["trade_energy_minerals", year]
    found = alignment(ties, counted=COUNTED, likeness=likeness(ideal_points, year))

    np.testing.assert_allclose(both.sum(axis=1) / 1e6, column(printed, "total_musd"), rtol=2e-4)
    np.testing.assert_allclose(
        pole_coverage(ties, both.sum(axis=1)), column(printed, "pole_coverage"), atol=6e-4
    )
    hold_against(found, printed)
