"""Write one table, compressed Parquet or text: sorted rows in, the same bytes each time."""

from pathlib import Path

import polars as pl

ROW_GROUP = 16_384  # one HS6 code over all years, so that one year of one good is one or two groups
LEVEL = 19  # of zstd


def write(table: pl.DataFrame, path: Path, *, rows: int = ROW_GROUP) -> None:
    """Write one table, the same bytes each time, beside its place and then into it.

    Parameters
    ----------
    rows : of a group of Parquet; a table that is always read whole is smaller in one
    """
    beside = path.with_suffix(".part")
    if path.suffix == ".csv":
        table.write_csv(beside)
    else:
        table.write_parquet(
            beside, compression="zstd", compression_level=LEVEL, row_group_size=rows
        )
    beside.replace(path)
