"""An archive shaped as CEPII gives BACI out, of full size: python -m bench.baci_archive FOLDER.

One year of HS 1992: 226 countries, 5,020 codes, 11 million rows, about 250 MB as text. Which rows
there are and what they hold is drawn from a seed; numbers of countries and codes of goods are the
package's own, so that a case can be run on it.
"""

import sys
import zipfile
from pathlib import Path

import numpy as np
import polars as pl

from accord.data import Tables

ROWS, YEAR, RELEASE, SEED = 11_000_000, 2023, "V202601", 0
CODES = 5_020


def write_archive(folder: Path, *, rows: int = ROWS, year: int = YEAR, packed: bool = True) -> Path:
    """Write the archive, and its zip where `packed`; give what `accord data add` takes."""
    folder.mkdir(parents=True, exist_ok=True)
    states = Tables.open().all_states
    numbers = 4 + np.arange(len(states))
    columns = ("country_code", "country_name", "country_iso2", "country_iso3")
    values = (numbers, states, [""] * len(states), states)
    listed = pl.DataFrame(dict(zip(columns, values, strict=True)))
    listed.write_csv(folder / f"country_codes_{RELEASE}.csv")
    table = folder / f"BACI_HS92_Y{year}_{RELEASE}.csv"
    _rows(rows, year, numbers).write_csv(table)
    if not packed:
        return folder
    path = folder.with_suffix(".zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for one in sorted(folder.iterdir()):
            file.write(one, one.name)
    return path


def _rows(rows: int, year: int, numbers: np.ndarray) -> pl.DataFrame:
    """Draw distinct links of distinct codes, in BACI's order, with values over six decades."""
    rng = np.random.default_rng(SEED)
    goods = sorted({code for good in Tables.open().goods.values() for code in good.codes})
    others = [f"{code:06d}" for code in np.linspace(10_111, 970_600, CODES).astype(int)]
    codes = np.array(sorted({*goods, *others}))
    places = len(numbers)
    cells = rng.choice(places * places * len(codes), size=int(rows * 1.02), replace=False)
    i, j, k = np.unravel_index(np.sort(cells), (places, places, len(codes)))
    keep = np.flatnonzero(i != j)[:rows]
    value = np.round(10 ** rng.normal(0.5, 1.2, keep.size), 3)
    mass = np.round(value * 10 ** rng.normal(-0.3, 0.5, keep.size), 3)
    unknown = rng.random(keep.size) < 0.03
    return pl.DataFrame(
        {
            "t": np.full(keep.size, year, dtype=np.int16),
            "i": numbers[i[keep]],
            "j": numbers[j[keep]],
            "k": codes[k[keep]],
            "v": value,
            "q": pl.Series(mass).cast(pl.String).scatter(np.flatnonzero(unknown), "          NA"),
        }
    )


if __name__ == "__main__":
    print(write_archive(Path(sys.argv[1])))
