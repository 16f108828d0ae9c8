"""Tables of five years in which AAA sells crude to BBB, CCC and DDD, and others do too."""

from tests.small_world import small_tables

from accord.data.judged import JUDGED

CODE = "270900"
SOLD = {("AAA", "BBB"): 50, ("AAA", "CCC"): 40, ("AAA", "DDD"): 10, ("EEE", "BBB"): 60}
SOLD |= {("EEE", "CCC"): 20, ("EEE", "DDD"): 20}


def rows(last=None, years=range(2000, 2005), value=None):
    """Write trade, in millions: the same every year, but in the last what `last` says instead."""
    lines = ["supplier buyer year value_usd mass_t"]
    for year in years:
        now = SOLD | (last or {}) if year == years[-1] else SOLD
        for (supplier, buyer), million in now.items():
            usd = (value or {}).get((supplier, buyer), million) if year == years[-1] else million
            if million or usd:
                lines.append(f"{supplier} {buyer} {year} {usd * 10_000_000} {million * 10_000}")
    return "\n".join(lines)


def tables(last=None, **more):
    """Open tables of that trade."""
    blocs = "bloc state\nPACT BBB\nPACT AAA"
    return small_tables(year=2003, trade=rows(last, **more), blocs=blocs, also=[JUDGED])
