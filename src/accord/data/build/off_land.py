"""Draw a sea lane off the land: the bends of its path, not its length.

Lanes come simplified, and cut capes and peninsulas once they are thinned. Between the ends of a leg
the way over a raster is sought on which a kilometre over land counts as many at sea (Dijkstra
1959), so that a canal or a port up a river is still reached. The length of the leg stays.
"""

import itertools

import numpy as np
from scipy.ndimage import binary_dilation
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra

from accord.axes import Array
from accord.data.build.land import Land

STEP = 0.1  # degrees of the raster
COARSE = 0.25  # on legs that span more than this many degrees:
LONG = 40.0
MARGIN = 4.0  # degrees of sea around the leg's own box
ON_LAND = 60.0  # a step over land counts as so many at sea
NEAR_LAND = 2.0  # and one beside it, so that drawn lines keep a little off
EVERY = 0.05  # degrees at which a line is looked at
MOST = 0.05  # of a line's points may lie on land: its ports do


def touches(land: Land, track: Array) -> bool:
    """Whether more of a line lies on land than its ends would."""
    points = np.vstack(
        [
            a + (b - a) * np.linspace(0, 1, max(2, int(np.hypot(*(b - a)) / EVERY)))[:, None]
            for a, b in itertools.pairwise(track)
        ]
    )
    if len(points) < 3:
        return False
    inner = points[len(points) // 20 : len(points) - len(points) // 20]
    west, south = points.min(axis=0) - STEP
    raster, at = land.raster((west, south, *(points.max(axis=0) + STEP)), EVERY)
    x, y = ((inner - at) / EVERY).round().astype(int).T
    return bool(raster[y, x].mean() > MOST)


def around(land: Land, track: Array) -> Array:
    """Find the bends of a leg at sea: (N, 2) lon, lat with both ends."""
    west, south = track.min(axis=0) - MARGIN
    east, north = track.max(axis=0) + MARGIN
    step = COARSE if max(east - west, north - south) > LONG else STEP
    raster, at = land.raster((west, max(south, -80.0), east, min(north, 84.0)), step)
    rows, columns = raster.shape
    cost = np.where(raster, ON_LAND, np.where(binary_dilation(raster), NEAR_LAND, 1.0))
    lat = np.radians(at[1] + step * np.arange(rows))
    ends = [
        round((y - at[1]) / step) * columns + round((x - at[0]) / step)
        for x, y in (track[0], track[-1])
    ]
    _, before = dijkstra(
        _grid(cost, np.cos(lat)), directed=False, indices=ends[0], return_predecessors=True
    )
    way = [ends[1]]
    while way[-1] != ends[0] and before[way[-1]] >= 0:
        way.append(int(before[way[-1]]))
    y, x = np.divmod(np.array(way[::-1]), columns)
    bends = np.column_stack([at[0] + step * x, at[1] + step * y])
    return np.vstack([track[0], bends[1:-1], track[-1]])


def _grid(cost: Array, narrow: Array) -> coo_array:
    """Join each point of a raster to its eight neighbours; degrees of longitude narrow."""
    rows, columns = cost.shape
    number = np.arange(rows * columns).reshape(rows, columns)
    one, two, weight = [], [], []
    for down, right in ((0, 1), (1, 0), (1, 1), (1, -1)):
        a = (slice(0, rows - down), slice(max(0, -right), columns - max(0, right)))
        b = (slice(down, rows), slice(max(0, right), columns + min(0, right)))
        length = np.hypot(down, right * narrow[: rows - down, None])
        one.append(number[a].ravel())
        two.append(number[b].ravel())
        weight.append(((cost[a] + cost[b]) / 2 * length).ravel())
    ends = (np.concatenate(one), np.concatenate(two))
    return coo_array((np.concatenate(weight), ends), shape=(number.size, number.size))
