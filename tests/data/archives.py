"""A small BACI archive in CEPII's own layout, for tests to build from.

Use: `from tests.data.archives import write_archive`.
"""

from pathlib import Path

CODES = """country_code,country_name,country_iso2,country_iso3
56,Belgium,BE,BEL
58,Belgium-Luxembourg (...1998),BE,BEL
251,France,FR,FRA
490,"Other Asia, nes",,S19
579,Norway,NO,NOR
699,India,IN,IND
711,Southern African Customs Union (...1999),,ZA1
729,Sudan,SD,SDN
736,Sudan (...2011),SD,SDN
757,Switzerland,CH,CHE
842,USA,US,USA
"""
HEAD = "t,i,j,k,v,q\n"
ROWS = {
    1998: ["1998,58,251,270900,10.5,40.25", "1998,711,842,270900,7,           NA"],
    2011: [
        "2011,736,251,270900,100.001,200",
        "2011,729,251,270900,50,100",
        "2011,736,729,270900,3,5",
        "2011,58,757,270900,1,2",
        "2011,56,757,270900,2,NA",
    ],
    2023: [
        "2023,490,842,270900,5,NA",
        "2023,579,699,270900,0.001,0.002",
        "2023,579,699,010111,1,1",
    ],
}


def write_archive(folder: Path, rows: dict[int, list[str]] = ROWS, revision: str = "HS92") -> Path:
    """Write the archive's files into a folder and give the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "country_codes_V202501.csv").write_text(CODES, encoding="utf-8")
    for year, lines in rows.items():
        name = f"BACI_{revision}_Y{year}_V202501.csv"
        (folder / name).write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    return folder
