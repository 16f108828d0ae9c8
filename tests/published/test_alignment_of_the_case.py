"""The shipped case's poles give the worked numbers: six states over seven poles, by channel.

The numbers were worked out from the same sources by other code, which summed the tables itself: the
reference table of alignment, rounded to two decimals. Weights of memberships at their likeliest.
"""

from functools import cache

import numpy as np
import pytest

import accord
from accord import case as cases
from accord.measures import MetricCall, measures
from accord.study import Study
from accord.verdict.metrics import read

LIKELIEST = {"defence": 4, "union": 3, "pact": 2, "forum": 1}


@cache
def asked():
    """Open an inquiry of the shipped case with every weight at its likeliest."""
    text = accord.load_case("abraham-accords").source
    for name, weight in LIKELIEST.items():
        text = text.replace(f'weight = "bond-of-{name}"', f"weight = {weight}")
    world = accord.load_world(2023)
    case = cases.parse(text, name="likeliest", file="likeliest.toml", world=world)
    return Study.of(case, world, draws=1000, seed=0).inquire()


def ask(metric, **parameters):
    made = measures()[metric].parameters(**parameters)
    return read(MetricCall(name=metric, parameters=made), asked())


@pytest.mark.parametrize(
    ("state", "poles", "top", "share"),
    [
        ("AZE", 5.15, "TUR", 0.36),
        ("KAZ", 4.00, "RUS", 0.55),  # in August 2025, without the Accords
        ("UZB", 5.17, "RUS", 0.37),
        ("KGZ", 3.98, "RUS", 0.56),
    ],
)
def test_memberships_of_2025(state, poles, top, share):
    found = ask("effective-poles", state=state, channel="memberships")
    assert found.values == pytest.approx(poles, abs=0.006)
    leading = max(found.table.rows, key=lambda row: row[1])
    assert leading == (top, pytest.approx(share, abs=0.006))


@pytest.mark.parametrize(("state", "after"), [("AZE", 5.59), ("KAZ", 4.54)])
def test_joining_adds_a_bond_and_no_more(state, after):
    change = ask("effective-poles-change", state=state, scenario="accession", channel="memberships")
    before = ask("effective-poles", state=state, channel="memberships")
    assert change.values + before.values == pytest.approx(after, abs=0.006)


@pytest.mark.parametrize(
    ("state", "poles", "top", "share", "coverage"),
    [
        ("AZE", 1.43, "EU", 0.91, 0.82),
        ("KAZ", 3.10, "EU", 0.61, 0.72),
        ("UZB", 3.22, "CHN", 0.62, 0.22),
        ("KGZ", 4.50, "EU", 0.30, 0.46),
        ("TUR", 5.25, "GULF", 0.29, 0.41),
        ("ISR", 4.31, "EU", 0.42, 0.03),
    ],
)
def test_energy_and_mineral_trade_of_2022(state, poles, top, share, coverage):
    found = ask("effective-poles", state=state, year=2022)
    assert found.values == pytest.approx(poles, abs=0.006)
    leading = max(found.table.rows, key=lambda row: row[-1])
    assert (leading[0], leading[-1]) == (top, pytest.approx(share, abs=0.006))
    assert ask("pole-coverage", state=state, year=2022).values == pytest.approx(coverage, abs=0.006)


@pytest.mark.parametrize(
    ("state", "wide", "narrow"),
    [
        ("AZE", 4.90, 3.08),
        ("KAZ", 5.09, 3.47),
        ("UZB", 5.28, 3.71),
        ("KGZ", 4.89, 3.07),
        ("TUR", 4.62, 3.32),
        ("ISR", 2.74, 1.27),
    ],
)
def test_votes_of_2019_at_two_widths(state, wide, narrow):
    # The published numbers are of the estimates; these are drawn about them.
    for width, poles in (("sd", wide), ("half-sd", narrow)):
        found = ask("effective-poles", state=state, channel="votes", width=width)
        low, high = np.quantile(found.values, [0.02, 0.98])
        assert low < poles < high


def test_what_votes_leave_open_is_small_beside_the_width():
    wide, narrow = (
        ask("effective-poles", state="AZE", channel="votes", width=width).values
        for width in ("sd", "half-sd")
    )
    low, high = np.quantile(wide, [0.05, 0.95])
    assert (low, high) == (pytest.approx(4.77, abs=0.05), pytest.approx(5.32, abs=0.05))
    assert np.median(wide) - np.median(narrow) > 2 * (high - low)


@pytest.mark.parametrize("state", ["AZE", "KAZ", "UZB", "KGZ", "TUR", "ISR"])
def test_seven_poles_are_about_two_camps(state):
    found = ask("effective-poles", state=state, channel="votes", corrected=True)
    assert 1.85 < np.median(found.values) < 2.35
