"""Numbers of the shipped case, found again from the package's tables with polars alone.

Nothing here asks the World: rows are read from the Parquet and CSV files, added up as the metric's
definition says, and compared with what the verdict shows.
"""

import tomllib
from pathlib import Path

import numpy as np
import polars as pl
import pytest

import accord
from accord.study import Study
from accord.verdict import Judge

TABLES = Path(accord.__file__).parent / "data" / "tables"
TRADE = pl.scan_parquet(TABLES / "baci.parquet")
MINED = pl.scan_parquet(TABLES / "production.parquet")
YEAR = 2023


@pytest.fixture(scope="module")
def bench():
    world = accord.load_world(YEAR)
    case = accord.load_case("abraham-accords", year=YEAR)
    return Judge(Study.of(case, world, draws=40, seed=0))


@pytest.fixture(scope="module")
def verdict(bench):
    """Give the verdict of a claim, or of a part as "claim/part"."""

    def of(name):
        claim = bench.study.case.claims[name.split("/")[0]]
        return {v.id: v for v in bench.claim(claim)}[name]

    return of


def members(bloc, year):
    """States of a bloc on 31 December of a year."""
    rows = pl.read_csv(TABLES / "blocs.csv", infer_schema_length=0).filter(bloc=bloc)
    day = f"{year}-12-31"
    return [
        state
        for state, start, end in rows.select("state", "start", "end").iter_rows()
        if (start or "") <= day and not (end and end <= day)
    ]


def value(*, suppliers=None, buyers=None, codes=None, year=YEAR):
    """Recorded value in US$, trade among the buyers left out."""
    rows = TRADE.filter(pl.col("year") == year)
    if codes:
        rows = rows.filter(pl.col("hs6").is_in(codes))
    if buyers:
        rows = rows.filter(pl.col("buyer").is_in(buyers), ~pl.col("supplier").is_in(buyers))
    if suppliers:
        rows = rows.filter(pl.col("supplier").is_in(suppliers))
    return rows.select(pl.col("value_usd").sum()).collect().item()


def cleaned(code, year):
    """Rows of a code and year, tonnes from the world's median unit value where they are odd.

    Rule mass-from-median: missing, or a unit value outside of 0.4 to 2.5 times the median, which
    half of all value with known mass is sold at or below.
    """
    rows = TRADE.filter(pl.col("year") == year, pl.col("hs6") == code).collect()
    rows = rows.with_columns(t=pl.col("mass_kg") / 1000, v=pl.col("value_usd").cast(pl.Float64))
    known = rows.filter(pl.col("t") > 0).with_columns(unit=pl.col("v") / pl.col("t")).sort("unit")
    median = known.filter(pl.col("v").cum_sum() >= pl.col("v").sum() / 2)["unit"][0]
    ratio = pl.col("v") / pl.col("t") / median
    odd = pl.col("t").is_null() | (ratio < 0.4) | (ratio > 2.5)
    return rows.with_columns(t=pl.when(odd).then(pl.col("v") / median).otherwise("t"))


def mined(series, states=None):
    """Production of a series in the case's year."""
    rows = MINED.filter(pl.col("series") == series, pl.col("year") == YEAR)
    if states:
        rows = rows.filter(pl.col("state").is_in(states))
    return rows.select(pl.col("quantity").sum()).collect().item()


def test_azerbaijans_share_of_israels_crude_and_what_coverage_makes_of_it(bench, verdict):
    crude = ["270900"]
    recorded = value(suppliers=["AZE"], buyers=["ISR"], codes=crude)
    share = recorded / value(buyers=["ISR"], codes=crude)
    mass = cleaned("270900", YEAR).filter(pl.col("buyer") == "ISR")["t"].sum()
    figures = pl.read_csv(TABLES / "figures.csv", infer_schema_length=0)
    per_tonne = float(figures.filter(figure="barrels-per-tonne")["value"][0])
    use = bench.study.sample["israel-crude-use"] * 1000 * 365 / per_tonne
    covered = np.minimum(mass / use, 1)
    found = verdict("aze-critical-to-israel")
    true_share = covered * share + (1 - covered) * bench.study.sample["unrecorded-origin"]
    np.testing.assert_allclose(found.reading.values, true_share, rtol=1e-9)
    # Half of a triangle from 220 over 240 to 300 lies below 300 - sqrt(80 * 60 / 2).
    middle = mass / ((300 - np.sqrt(80 * 60 / 2)) * 1000 * 365 / per_tonne)
    low, high = middle * share, middle * share + 1 - middle
    (note,) = found.reading.notes
    assert f"recorded share {100 * share:.1f}\u202f%" in note
    assert f"between {100 * low:.1f}\u202f% and {100 * high:.1f}\u202f%" in note


def test_the_share_of_azerbaijans_exports_that_goes_to_israel(verdict):
    expected = value(suppliers=["AZE"], buyers=["ISR"]) / value(suppliers=["AZE"])
    assert verdict("ties-already-robust/azerbaijan-trade").value == pytest.approx(expected)


def test_the_candidates_share_of_american_crude_imports(verdict):
    ours = value(suppliers=["AZE", "KAZ"], buyers=["USA"], codes=["270900"])
    expected = ours / value(buyers=["USA"], codes=["270900"])
    assert verdict("us-energy-access").value == pytest.approx(expected)


def test_what_the_candidates_made_up_of_europes_lost_russian_crude_in_cleaned_tonnes(verdict):
    union = members("EU-27", YEAR)
    assert len(union) == 27

    def tonnes(suppliers, year):
        rows = cleaned("270900", year)
        return rows.filter(pl.col("supplier").is_in(suppliers), pl.col("buyer").is_in(union))[
            "t"
        ].sum()

    gained = tonnes(["AZE", "KAZ"], 2023) - tonnes(["AZE", "KAZ"], 2021)
    lost = tonnes(["RUS"], 2021) - tonnes(["RUS"], 2023)
    assert lost > 50e6
    assert verdict("eu-alternative-oil").value == pytest.approx(gained / lost)


def test_russias_share_of_europes_energy_imports_before_and_after(verdict):
    union = members("EU-27", YEAR)
    codes = ["270900", "271111", "271121", "270111", "270112", "270119"]

    def share(year):
        part = value(suppliers=["RUS"], buyers=union, codes=codes, year=year)
        return part / value(buyers=union, codes=codes, year=year)

    found = verdict("eu-reduce-russia")
    assert found.recorded == pytest.approx(share(2023) - share(2021))
    assert found.low <= found.high < found.recorded  # with the gas that no record has


def test_kazakhstan_supplies_a_twentieth_of_few_critical_goods_to_the_united_states(verdict):
    goods = tomllib.loads((TABLES / "goods.toml").read_text(encoding="utf-8"))
    minerals = pl.read_csv(TABLES / "critical_lists.csv", infer_schema=False).filter(list="us-2022")

    def share(good):
        codes = goods[good]["codes"]
        whole = value(buyers=["USA"], codes=codes) if codes else 0
        return value(suppliers=["KAZ"], buyers=["USA"], codes=codes) / whole if whole else 0

    told = [(goods or "").split() for goods in minerals["goods"]]
    met = sum(any(share(good) >= 0.05 for good in by) for by in told)
    assert verdict("us-processing-exception").value == met


def test_uranium_mined_outside_china_and_russia(verdict):
    series = "Uranium (U3O8)"
    expected = 1 - mined(series, ["CHN", "RUS"]) / mined(series)
    assert verdict("uranium-outside-control/by-territory").value == pytest.approx(expected)


@pytest.mark.parametrize(
    ("good", "series"), [("bismuth", "Bismuth"), ("antimony (by antimony ore)", "Antimony")]
)
def test_the_candidates_share_of_what_is_mined_outside_china_and_russia(verdict, good, series):
    outside = mined(series) - mined(series, ["CHN", "RUS"])
    rows = {row[0]: row[1] for row in verdict("us-critical-minerals").reading.table.rows}
    assert rows[good] == pytest.approx(mined(series, ["AZE", "KAZ"]) / outside)


@pytest.mark.parametrize(
    ("claim", "answer"),
    [
        ("central-asian-states/azerbaijan", 0),
        ("central-asian-states/kazakhstan", 1),
        ("ties-already-robust/azerbaijan-embassies", 1),
        ("kaz-no-iran-border", 0),
    ],
)
def test_of_one_thing_nobody_is_told_how_many(verdict, claim, answer):
    found = verdict(claim)
    assert (found.value, found.tested.unit) == (answer, "yes")
    assert verdict("aze-borders-iran-russia").tested.unit == "count"  # two of two


def test_in_no_year_did_the_candidates_sell_gas_to_israel(verdict):
    rows = TRADE.filter(
        pl.col("supplier").is_in(["AZE", "KAZ"]),
        pl.col("buyer") == "ISR",
        pl.col("hs6").is_in(["271111", "271121"]),
    ).collect()
    assert rows.height == 0
    for part in ("azerbaijan", "kazakhstan"):
        assert verdict(f"israel-gas-suppliers/{part}").value == 0


@pytest.mark.parametrize(
    ("part", "state"), [("azerbaijan-trade", "AZE"), ("kazakhstan-trade", "KAZ")]
)
def test_over_how_many_equal_poles_a_candidates_trade_is_spread(verdict, part, state):
    poles = [["USA"], members("EU-27", YEAR), ["RUS"], ["CHN"], ["IRN"], members("GCC", YEAR)]
    ties = np.array(
        [
            value(suppliers=[state], buyers=pole) + value(suppliers=pole, buyers=[state])
            for pole in [*poles, ["TUR"]]
        ],
        dtype=float,
    )
    shares = ties[ties > 0] / ties.sum()
    expected = np.exp(-(shares * np.log(shares)).sum())
    found = verdict(f"multi-vector/{part}")
    on_record = found.value if found.recorded is None else found.recorded
    assert on_record == pytest.approx(expected)
