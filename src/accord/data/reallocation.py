"""What back-tests rest on, and what they gave: named shocks, places of states, the fitted pool.

Named shocks are curated; the rest is made by `accord backtest --fit` of the trade of this folder,
and read only where it was made of the trade that is here now.
"""

import polars as pl

from accord.data.shelf import Kinds, Shelf, collect
from accord.memo import kept

CALLED: Kinds = dict.fromkeys(("event", "name", "source", "status", "note"), pl.String)
NAMED: Kinds = {
    **dict.fromkeys(("kind", "hs6", "agent"), pl.String),
    **dict.fromkeys(("before", "after"), pl.Int32),
    **dict.fromkeys(("affected", "name", "source", "status", "note"), pl.String),
}
PLACES: Kinds = {
    "state": pl.String,
    **dict.fromkeys(("lat", "lon"), pl.Float64),
    "source": pl.String,
}


SHOCKS: Kinds = {
    **dict.fromkeys(("id", "name", "good", "start"), pl.String),
    "control": pl.Int32,
    **dict.fromkeys(("world", "loss_low", "loss_high", "offset_low", "offset_high"), pl.Float64),
    "noise": pl.Float64,
    **dict.fromkeys(("price_before", "price_month", "price_quarter", "price_year"), pl.Float64),
    **dict.fromkeys(("source", "price_source", "status", "note"), pl.String),
}


ONE_PRICE: Kinds = dict.fromkeys(("good", "source", "status", "note"), pl.String)


@kept
def one_price_goods(shelf: Shelf) -> tuple[str, ...]:
    """List the goods that are much the same whoever sells them; none where there is no table."""
    return tuple(shelf.text_table("one-price-goods.csv", ONE_PRICE)["good"].to_list())


@kept
def supply_shocks(shelf: Shelf) -> pl.DataFrame:
    """Read losses of supply and the prices that followed, in units that the catalogue names."""
    return shelf.text_table("supply-shocks.csv", SHOCKS)


@kept
def named_shocks(shelf: Shelf) -> pl.DataFrame:
    """Read the named shocks: kind, hs6, agent, before, after, affected, name, source, status."""
    return shelf.text_table("named-shocks.csv", NAMED)


@kept
def places(shelf: Shelf) -> pl.DataFrame:
    """Read where states lie: state, lat, lon in degrees, source."""
    return shelf.text_table("places.csv", PLACES)


PARAMETERS, ANALOGUES = "pool-parameters.csv", "pool-analogues.parquet"
EVENTS, SCORES, LINKS = (
    "backtest-events.parquet",
    "backtest-scores.parquet",
    "backtest-links.parquet",
)
FITTED: Kinds = {
    "side": pl.String,
    "until": pl.Int32,
    "parameter": pl.String,
    **dict.fromkeys(("value", "stderr"), pl.Float64),
    "events": pl.Int32,
    **dict.fromkeys(("source", "status"), pl.String),
}
UPDATE = "pool-update.csv"
UPDATED: Kinds = {
    **dict.fromkeys(("side", "parameter"), pl.String),
    **dict.fromkeys(("value", "stderr"), pl.Float64),
    "events": pl.Int32,
    **dict.fromkeys(("crps_before", "crps_after"), pl.Float64),
    **dict.fromkeys(("source", "status"), pl.String),
}
PAST: Kinds = {
    "side": pl.String,
    "after": pl.Int16,
    **dict.fromkeys(("size", "world", "volatility", "lost", "share", "observed"), pl.Float32),
    "horizon": pl.Int8,
}
SCORED: Kinds = {
    **dict.fromkeys(("scheme", "event", "name", "code", "side", "agent"), pl.String),
    **dict.fromkeys(("before", "after"), pl.Int16),
    "model": pl.String,
    **dict.fromkeys(
        ("crps", "energy", "in_50", "in_90", "in_50_large", "in_90_large", "lost"), pl.Float32
    ),
    "trained_on": pl.Int16,
    "stopped": pl.String,
}
LINK: Kinds = {
    **dict.fromkeys(("event", "side", "agent", "counterpart"), pl.String),
    **dict.fromkeys(("observed", "share", "trend", "ipf", "mean", "low", "low50"), pl.Float32),
    **dict.fromkeys(("median", "high50", "high", "rank"), pl.Float32),
}
EVENT: Kinds = {
    **dict.fromkeys(("event", "kind", "code", "agent"), pl.String),
    **dict.fromkeys(("before", "after"), pl.Int16),
    **dict.fromkeys(("world_share", "lost", "kept"), pl.Float32),
    **dict.fromkeys(("affected", "name", "source", "status"), pl.String),
}


@kept
def pool_parameters(shelf: Shelf) -> pl.DataFrame:
    """Read the fitted parameters of the pool, by side and year until which events were known."""
    return shelf.text_table(PARAMETERS, FITTED)


@kept
def pool_update(shelf: Shelf) -> pl.DataFrame:
    """Read how much a first year that is known counts; empty where there is no table."""
    return shelf.text_table(UPDATE, UPDATED)


@kept
def pool_analogues(shelf: Shelf) -> pl.DataFrame:
    """Read past counterparts of events: what each was like, its share before and after."""
    return collect(shelf.scan(ANALOGUES, PAST), ANALOGUES)


@kept
def event_names(shelf: Shelf) -> pl.DataFrame:
    """Read what events that the scan found were: event, name, source, status, note.

    A name moves no number: nothing is fitted on it, and the coalition stays whoever stopped.
    """
    return shelf.text_table("event-names.csv", CALLED)


@kept
def backtest_events(shelf: Shelf) -> pl.DataFrame:
    """Read the events of the back-tests: named ones, and found ones as they were called since."""
    return _called(shelf, collect(shelf.scan(EVENTS, EVENT), EVENTS))


@kept
def backtest_scores(shelf: Shelf) -> pl.DataFrame:
    """Read the scores of the back-tests, a row for each case and model."""
    return _called(shelf, collect(shelf.scan(SCORES, SCORED), SCORES))


def _called(shelf: Shelf, table: pl.DataFrame) -> pl.DataFrame:
    """Put in what an event was called after it was found, where nothing stands yet."""
    found = table.join(event_names(shelf), on="event", how="left", suffix="_found")
    known = [c for c in ("name", "source", "status") if c in table.columns]
    later = pl.col("name_found").is_not_null()
    put = (pl.when(later).then(f"{c}_found").otherwise(c).alias(c) for c in known)
    return found.with_columns(put).select(table.columns)


@kept
def backtest_links(shelf: Shelf) -> pl.DataFrame:
    """Read what was foretold of each counterpart that counts, and what came."""
    return collect(shelf.scan(LINKS, LINK), LINKS)
