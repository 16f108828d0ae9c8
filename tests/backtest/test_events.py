"""The scan finds sudden changes of trade, in tonnes and US$ alike, and nothing in quiet years."""

import numpy as np
import polars as pl
import pytest
from tests.backtest.trades import CODE, rows, tables
from tests.reference import reference_data
from tests.small_world import small_tables

from accord.backtest.cases import cases, quiet
from accord.backtest.events import codes, events, found
from accord.data import Tables
from accord.data.build.listing import write_listing
from accord.data.judged import JUDGED
from accord.world.history import Surroundings


def scanned(last=None, **more):
    """Scan the trade of five years."""
    return found(Surroundings(tables(last, **more)).ledger(CODE))


def test_a_buyer_of_half_that_stops_while_others_take_more_is_an_event_of_kind_e():
    event, *more = scanned({("AAA", "BBB"): 0, ("AAA", "DDD"): 50})
    assert not [e for e in more if e.kind == "E"]
    assert (event.kind, event.agent, event.before, event.after) == ("E", "AAA", 2003, 2004)
    assert event.affected == ("BBB",)
    assert (event.lost, event.kept, event.world_share) == pytest.approx((0.5, 0.9, 0.5))
    assert event.key == "AAA-270900-2003-2004"


def test_exports_that_fall_by_half_are_an_event_of_kind_s():
    kinds = {(e.kind, e.agent) for e in scanned({("AAA", "BBB"): 10, ("AAA", "CCC"): 5})}
    assert ("S", "AAA") in kinds


def test_a_buyer_that_buys_less_than_half_is_an_event_of_kind_b():
    kinds = {(e.kind, e.agent) for e in scanned({("AAA", "BBB"): 20, ("EEE", "BBB"): 20})}
    assert ("B", "BBB") in kinds


@pytest.mark.parametrize(("left", "event"), [(1, True), (0, False)])
def test_a_state_that_trades_nothing_any_more_is_called_otherwise_and_no_event(left, event):
    gone = {("AAA", "BBB"): 0, ("AAA", "CCC"): 0, ("AAA", "DDD"): left}
    assert any(e.agent == "AAA" for e in scanned(gone)) == event


def test_a_quiet_trade_has_no_event():
    assert scanned() == []


def test_tonnes_that_fall_alone_are_a_wrong_unit_and_no_event():
    fell = {("AAA", "BBB"): 10, ("AAA", "CCC"): 5}
    assert scanned(fell, value={("AAA", "BBB"): 50, ("AAA", "CCC"): 40}) == []


def test_what_the_thin_year_shows_is_no_event():
    assert scanned({("AAA", "BBB"): 0, ("AAA", "DDD"): 50}, years=range(2020, 2025)) == []


def test_an_event_of_a_supplier_is_one_case_of_its_sales_and_some_of_who_lost_it():
    ledger = Surroundings(tables({("AAA", "BBB"): 0, ("AAA", "DDD"): 50})).ledger(CODE)
    sales, bought = cases(ledger, found(ledger)[:1])
    assert (sales.side, sales.agent, sales.stopped) == ("sales", "AAA", ("BBB",))
    assert sales.of.lost == pytest.approx(0.5)
    # 40 to CCC and 50 to DDD are left of what came, 40 and 10 of the year before.
    came = dict(zip(sales.states, sales.observed, strict=False))
    assert (came["CCC"], came["DDD"]) == pytest.approx((4 / 9, 5 / 9))
    assert (bought.side, bought.agent, bought.stopped) == ("purchases", "BBB", ("AAA",))


def test_a_quiet_case_is_far_from_every_event():
    ledger = Surroundings(tables()).ledger(CODE)
    calm = list(quiet(ledger, [], np.random.default_rng(0)))
    assert calm
    assert all(c.observed == pytest.approx(c.of.share) for c in calm)
    busy = list(quiet(ledger, events(ledger.around.tables, ledger), np.random.default_rng(0)))
    assert len(busy) == len(calm)


def test_gold_scrap_and_pipeline_gas_are_not_scanned():
    assert not {"271121", "710812", "711290"} & {*codes(Tables.open())}


def test_a_named_shock_is_measured_and_takes_the_place_of_what_the_scan_found(tmp_path):

    trade = rows({("AAA", "BBB"): 0, ("AAA", "DDD"): 50})
    small_tables(
        year=2003, trade=trade, blocs="bloc state\nPACT BBB", folder=tmp_path, also=[JUDGED]
    )
    (tmp_path / "named-shocks.csv").write_text(
        "kind,hs6,agent,before,after,affected,name,source,status,note\n"
        "E,270900,AAA,2003,2004,PACT,The pact stops,made-up,verified,\n"
    )
    write_listing(tmp_path)
    ledger = Surroundings(Tables.open(tmp_path)).ledger(CODE)
    event, *others = events(ledger.around.tables, ledger)
    assert (event.name, event.affected, event.status) == ("The pact stops", ("BBB",), "verified")
    assert event.lost == pytest.approx(0.5)
    assert not [e for e in others if e.agent == "AAA"]


def test_two_of_three_events_of_the_reference_list_are_found_or_named():
    path = reference_data("backtests/events.csv")
    theirs = pl.read_csv(path, schema_overrides={"hs6": pl.String})
    ours = {
        (code, agent, year + off)
        for code, agent, year in Tables.open()
        .backtest_events.select("code", "agent", "before")
        .iter_rows()
        for off in (-1, 0, 1)
    }
    hits = [row in ours for row in theirs.select("hs6", "agent", "t0").iter_rows()]
    assert sum(hits) / len(hits) >= 2 / 3
