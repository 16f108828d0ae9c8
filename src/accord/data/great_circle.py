"""Distances along great circles, km."""

import numpy as np

from accord.axes import Array

EARTH_KM = 6371.0088


def great_circle(lon: Array, lat: Array, to_lon: float, to_lat: float) -> Array:
    """Measure the great circles from places to one place, km; degrees in."""
    x, y, u, v = (np.radians(a) for a in (lon, lat, to_lon, to_lat))
    chord = np.sin((v - y) / 2) ** 2 + np.cos(y) * np.cos(v) * np.sin((u - x) / 2) ** 2
    arc: Array = 2 * EARTH_KM * np.arcsin(np.sqrt(chord))
    return arc


def km_between(lon: float, lat: float, to_lon: float, to_lat: float) -> float:
    """Measure the great circle between two places, km."""
    return float(great_circle(np.array([lon]), np.array([lat]), to_lon, to_lat)[0])
