"""What a user brings is checked and catalogued like the package's own data, outside of it."""

import datetime as dt
import os
import threading
import zipfile
from pathlib import Path

import polars as pl
import pytest
from tests.data.archives import CODES, HEAD, ROWS, write_archive

from accord.data import Said, Tables, add, flow_table, open_set, sets_in, verify
from accord.data.catalogue import TABLES, sha256
from accord.errors import DataError, InputError, UnknownNameError
from accord.solve import Corridors
from accord.world import load

FLOWS = "exporter,importer,value\nAZE,ISR,5\nKAZ,ISR,3\nAZE,AZE,2\n"
TRADE = """\
exporter,importer,year,good,value,mass
AZE,ISR,2023,crude-oil,500,1
KAZ,ISR,2023,crude-oil,300,0.5
AZE,AZE,2023,crude-oil,200,0.4
"""


@pytest.fixture
def put(tmp_path):
    """Write a file here and give its path."""

    def write(text: str | bytes, name: str = "mine.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


@pytest.fixture
def into(tmp_path):
    return tmp_path / "sets"


def test_an_official_archive_is_a_world_of_every_year_in_it(tmp_path, into):
    added = add(write_archive(tmp_path / "BACI_HS92_V202501"), into=into)
    assert (added.name, added.years) == ("baci-hs92-v202501", (1998, 2011, 2023))
    assert (added.rows, added.read) == (7, 10)  # two Sudans are one, and sell each other nothing
    assert all(v.matches for v in verify(added.folder))
    tables = open_set("baci-hs92-v202501", into)
    world = load(2023, tables)
    usa, twn = world.index("USA"), world.index("TWN")
    assert world.recorded("crude-oil").value_usd[twn, usa] == 5000
    assert tables.trade(codes=["010111"]).height == 1  # all goods, also those no good is made of
    assert tables.name == "baci-hs92-v202501 (HS92 V202501, 1998, 2011 and 2023)"
    assert tables.sources["baci"].publisher == "CEPII"


def test_a_zip_gives_what_its_folder_gives_and_twice_the_same_bytes(tmp_path, into):
    folder = write_archive(tmp_path / "one")
    packed = tmp_path / "two.zip"
    with zipfile.ZipFile(packed, "w") as file:
        for path in folder.iterdir():
            file.write(path, f"BACI_HS92_V202501/{path.name}")
        file.writestr("__MACOSX/BACI_HS92_V202501/._BACI_HS92_Y2023_V202501.csv", b"\0\1")
        file.writestr("BACI_HS92_V202501/Readme.txt", "as CEPII wrote it")
    sums = [sha256(add(source, into=into).folder / "baci.parquet") for source in (folder, packed)]
    assert sums[0] == sums[1]


def test_years_and_codes_can_be_picked(tmp_path, into):
    archive = write_archive(tmp_path / "a")
    added = add(archive, into=into, years=[1998, 2023], codes=["270900"], name="few")
    tables = open_set("few", into)
    assert added.years == tables.years.trade == (1998, 2023)
    assert tables.covered_codes == ("270900",)
    with pytest.raises(InputError, match=r"no trade data of 2011; there are 1998 and 2023"):
        tables.trade(years=[2011])
    with pytest.raises(InputError, match="holds no 2024; there are 1998, 2011 and 2023"):
        add(archive, into=into, years=[2024], name="none")
    with pytest.raises(InputError, match="no row of the codes"):
        add(archive, into=into, codes=["999999"], name="none")


def test_a_good_that_the_data_do_not_cover_has_no_trade_rather_than_none_of_it(tmp_path, into):
    add(write_archive(tmp_path / "a"), into=into, codes=["270900"], name="few")
    world = load(2023, open_set("few", into))
    assert world.traded("crude-oil")
    assert not world.traded("lng")
    assert "hold none of its HS code" in world.market_reason("lng")


def test_years_without_production_are_closed_by_exports_and_years_with_it_by_production(
    tmp_path, into
):
    add(write_archive(tmp_path / "a"), into=into)
    tables = open_set("a", into)
    oil = tables.goods["crude-oil"]
    assert tables.exports_only(oil, 1998)
    assert not tables.exports_only(oil, 2023)
    world = load(1998, tables)
    # Belgium sold 40.25 t and bought none: it made them, and sold none at home.
    market = tables.closed_market(oil, 1998)
    assert market.production[world.index("BEL")] == 40.25
    assert market.closed.mass[world.index("BEL"), world.index("BEL")] == 0


def test_a_table_of_flows_with_years_and_goods_is_a_world(put, into):
    added = add(put(TRADE), into=into, said=Said(title="Mine", publisher="me"))
    assert (added.title, added.years, added.rows) == ("Mine", (2023,), 3)
    tables = open_set("mine", into)
    world = load(2023, tables)
    aze, isr, kaz = (world.index(state) for state in ("AZE", "ISR", "KAZ"))
    recorded = world.recorded("crude-oil")
    assert recorded.value_usd[aze, isr] == 500
    assert recorded.mass_t[kaz, isr] == 0.5
    # What states sold at home is known, so production is: 1.4 t of Azerbaijan, 0.5 of Kazakhstan.
    market = tables.closed_market(tables.goods["crude-oil"], 2023)
    assert market.production[[aze, kaz]].tolist() == [1.4, 0.5]
    assert not tables.exports_only(tables.goods["crude-oil"], 2023)
    assert (tables.rules, tables.holes.height) == ({}, 0)  # BACI's say nothing of other rows


def test_a_market_of_rows_without_mass_is_refused_with_their_number(put, into):
    add(put(TRADE.replace(",0.5", ",NA")), into=into)
    reason = load(2023, open_set("mine", into)).market_reason("crude-oil")
    assert reason == "no market of crude-oil in 2023: 1 of 2 rows have no mass"


def test_a_flow_table_without_years_is_kept_for_the_engines_and_read_back(put, into):
    said = Said(title="Flows 🙂", publisher="me", licence="CC0", retrieved=dt.date(2026, 1, 2))
    added = add(put(FLOWS, "My flows.csv"), "flows", into=into, said=said)
    assert (added.name, added.title, added.rows) == ("my-flows", "Flows 🙂", 3)
    assert all(v.matches for v in verify(added.folder))
    states, flows = flow_table(added.folder / "flows.parquet")
    assert states == ("AZE", "ISR", "KAZ")
    assert flows.tolist() == [[2, 5, 0], [0, 0, 0], [0, 3, 0]]
    source = Tables.open(added.folder).sources["baci"]
    assert (source.licence, source.retrieved) == ("CC0", dt.date(2026, 1, 2))
    with pytest.raises(InputError, match="for the engines, no World"):
        open_set("my-flows", into)


def test_a_state_whose_only_row_is_0_is_there_in_both_forms(put, into):
    text = "exporter,importer,value\nAZE,ISR,5\nKAZ,ISR,0\n"
    assert flow_table(put(text))[0] == ("AZE", "ISR", "KAZ")
    assert flow_table(add(put(text), into=into).folder / "flows.parquet")[0] == (
        "AZE",
        "ISR",
        "KAZ",
    )


def test_files_whose_names_begin_alike_do_not_meet_and_one_of_the_same_name_is_refused(put, into):
    for name in ("flows.2022.csv", "flows.2023.csv", "Экспорт.csv", "Импорт.csv"):
        add(put(FLOWS, name), into=into)
    assert sets_in(into) == ("flows.2022", "flows.2023", "импорт", "экспорт")
    before = {p: sha256(p) for p in into.rglob("*") if p.is_file()}
    with pytest.raises(InputError, match=r'has "flows\.2022" already'):
        add(put(FLOWS, "flows.2022.csv"), into=into)
    assert {p: sha256(p) for p in into.rglob("*") if p.is_file()} == before
    text = FLOWS.replace("5", "7")
    added = add(put(text, "flows.2022.csv"), into=into, replace=True)
    assert flow_table(added.folder / "flows.parquet")[1][0, 1] == 7


def test_two_that_are_added_at_once_lose_nothing(put, into):
    rows = put(FLOWS)  # written before anybody reads
    failed = []

    def run(name):
        try:
            add(rows, into=into, name=name)
        except InputError as error:
            failed.append(str(error))

    threads = [threading.Thread(target=run, args=(n,)) for n in ("a", "b", "same", "same")]
    [t.start() for t in threads]
    [t.join() for t in threads]
    assert sets_in(into) == ("a", "b", "same")
    assert len(failed) == 1
    assert "already" in failed[0]
    assert all(v.matches for name in sets_in(into) for v in verify(into / name))


def test_damage_done_later_shows_and_is_not_read(tmp_path, into):
    added = add(write_archive(tmp_path / "archive"), into=into)
    pl.DataFrame({"hs6": ["270900"]}).write_parquet(added.folder / "baci.parquet")
    assert [v.file for v in verify(added.folder) if not v.matches] == ["baci.parquet"]
    with pytest.raises(DataError, match=r"baci\.parquet differs"):
        open_set(added.name, into).trade()


def test_what_is_not_there_or_of_no_known_kind_is_refused(put, into, tmp_path):
    with pytest.raises(InputError, match="no file or folder"):
        add(tmp_path / "absent.csv", into=into)
    with pytest.raises(UnknownNameError, match='did you mean "flows"'):
        add(put(FLOWS), "flow", into=into)
    with pytest.raises(InputError, match="neither a folder nor a zip"):
        add(put(FLOWS), "baci", into=into)
    with pytest.raises(InputError, match="can be called"):
        add(put(FLOWS), into=into, name="../up")
    with pytest.raises(InputError, match="name another folder"):
        add(put(FLOWS), into=TABLES)
    with pytest.raises(InputError, match="cannot write to"):
        add(put(FLOWS), into=tmp_path / "mine.csv" / "sets")
    with pytest.raises(UnknownNameError, match=r'no data called "mine"; .* has none'):
        open_set("mine", into)


LISTED = "country_codes_V202501.csv"
OF_ARCHIVES = [  # what is done to an archive, and what is said of it
    ({"BACI_HS92_Y2023_V202401.csv": HEAD}, "HS92 V202401 and HS92 V202501: they would be summed"),
    ({"sub/BACI_HS92_Y2023_V202501.csv": HEAD}, "holds 2023 twice"),
    ({"BACI_HS17_Y2022_V202501.csv": HEAD}, "HS17 V202501 and HS92 V202501"),
    ({LISTED: None}, "one country_codes_V202501.csv is needed, there is none"),
    ({"country_codes_V202401.csv": CODES}, "country_codes_V202401.csv and country_codes_V2025"),
    (
        {"country_codes_V202501.csv": CODES + "579,Norway,NO,SWE\n"},
        ":13: country 579 is listed twice",
    ),
    ({LISTED: CODES.replace("579,", "579.0,")}, ":6: country_code is 579.0"),
    (
        {"country_codes_V202501.csv": CODES.replace(",NOR", ",")},
        "country 579: country_codes lists no",
    ),
    (
        {"country_codes_V202501.csv": CODES.replace("NOR", "N0R")},
        "country 579: country_codes lists N0R",
    ),
    ({LISTED: "country_code\n579\n"}, "no column country_iso3"),
    *(
        ({"BACI_HS92_Y2023_V202501.csv": HEAD + "2023,579,699,270900,1,1\n" + row + "\n"}, says)
        for row, says in [
            ("2023,579,699,270900,1,1", ":3: 579 -> 699 of 270900 stands twice, first in row 2"),
            ("2022,579,699,270900,1,1", ":3: t is 2022; the file is of 2023"),
            ("2023,579,999,270900,1,1", ":3: country 999: country_codes lists no such number"),
            ("2023,579.0,699,270900,1,1", ":3: country 579.0: country_codes lists no such number"),
            ("2023,579,842,270900.0,1,1", ":3: k is 270900.0; an HS6 code is six digits"),
            ("2023,579,842,2709.00,1,1", ":3: k is 2709.00; an HS6 code"),
            ("2023,579,842,2709,1,1", ":3: k is 2709; an HS6 code"),
            ("2023,579,842,270900,,1", ":3: v is empty; write a number of 0 or more"),
            ("2023,579,842,270900,NA,1", ":3: v is NA; write a number"),
            ("2023,579,842,270900,-1,1", ":3: v is -1; write a number of 0 or more"),
            ("2023,579,842,270900,1 234.5,1", ":3: v is 1 234.5; .* as 1234.5"),
            ('2023,579,842,270900,"1,234.5",1', r":3: v is 1,234\.5; .* as 1234\.5"),
            ('2023,579,842,270900,"12,5",1', r":3: v is 12,5; .* as 12\.5"),
            ("2023,579,842,270900,1,-1", ":3: q is -1; .*, or NA where it is unknown"),
            ("2023,579,842,270900,1,inf", ":3: q is inf"),
            ("2023,579,842,270900,1,1,7", ":3: 7 fields, the header has 6"),
            ("2023,579,842", ":3: k is ; an HS6 code|:3: k is empty"),
        ]
    ),
    ({"BACI_HS92_Y2023_V202501.csv": HEAD}, "no rows"),
    ({"BACI_HS92_Y2023_V202501.csv": ""}, "no column t, i, j, k, v, q"),
    (
        {"BACI_HS92_Y2023_V202501.csv": "t,i,j,k,v\n1,2,3,4,5\n"},
        "no column q; the table needs t, i",
    ),
    ({"BACI_HS92_Y2023_V202501.csv": "t,t,i,j,k,v,q\n"}, "the column t stands twice"),
    ({"BACI_HS92_Y2023_V202501.csv": HEAD.encode() + b"2023,579,\xe9\n"}, ":2: is no UTF-8 text"),
    ({"BACI_HS92_Y2023_V202501.csv": b"PK\3\4\0\0"}, "is no text, it holds bytes of 0"),
]


@pytest.mark.parametrize(("files", "says"), OF_ARCHIVES)
def test_what_is_wrong_with_an_archive_is_named_and_nothing_written(tmp_path, into, files, says):
    archive = write_archive(tmp_path / "a")
    for name, text in files.items():
        (archive / name).parent.mkdir(exist_ok=True)
        if text is None:
            (archive / name).unlink()
        else:
            (archive / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises((DataError, InputError), match=says):
        add(archive, into=into)
    assert not into.exists() or not list(into.iterdir())


def test_an_archive_of_an_unknown_revision_is_refused_by_name(tmp_path, into):
    (tmp_path / "BACI_HS27_Y2022_V202501.csv").write_text(HEAD)
    with pytest.raises(InputError, match=r"is in HS27; .* take BACI_HS92_V202501"):
        add(tmp_path, into=into)


def as_sent(text: str, how: str) -> bytes:
    """Write a table as programs and people do."""
    text = {
        "semicolons": text.replace(",", ";"),
        "tabs": text.replace(",", "\t"),
        "blanks": text.replace(",", " , ").replace("\n", " \n"),
        "empty lines": f"{text}\n\n   \n",
        "capitals": text.replace("exporter", "Exporter").replace("value", "VALUE"),
        "more columns": text.replace("value", "value,Trade Value (US$)").replace("5", "5,x"),
    }.get(how, text)
    coding = {"utf-8 mark": "utf-8-sig", "utf-16": "utf-16", "utf-16 without mark": "utf-16-le"}
    ends = {"windows": "\r\n", "old mac": "\r"}
    return text.replace("\n", ends.get(how, "\n")).encode(coding.get(how, "utf-8"))


@pytest.mark.parametrize(
    "how",
    [
        *("semicolons", "tabs", "blanks", "empty lines", "capitals", "more columns"),
        *("utf-8 mark", "utf-16", "utf-16 without mark", "windows", "old mac"),
    ],
)
def test_a_table_is_read_however_it_was_saved(put, how):
    plain = flow_table(put(FLOWS, "plain.csv"))
    read = flow_table(put(as_sent(FLOWS, how), "sent.CSV"))
    assert read[0] == plain[0]
    assert read[1].tolist() == plain[1].tolist()


def test_an_archive_in_capitals_with_blanks_and_byte_order_mark_is_read(tmp_path, into):
    archive = write_archive(tmp_path / "a")
    lines = [line.replace(",", " , ") for line in ROWS[2023]]
    (archive / "BACI_HS92_Y2023_V202501.csv").unlink()
    text = HEAD.upper().replace(",", " ,") + "\r\n".join([*lines, "", "", ""])
    (archive / "BACI_HS92_Y2023_V202501.CSV").write_bytes(text.encode("utf-8-sig"))
    assert add(archive, into=into).rows == 7


ROW = "AZE,ISR,2023,crude-oil,5,1\n"
OF_TABLES = [  # a second row, and what is said of it
    ("AZE,ISR,2023,crude-oil,6,1", ":3: 270900, 2023, AZE, ISR stands twice, first in row 2"),
    ("Azerbaijan,ISR,2023,crude-oil,6,1", ":3: 270900, 2023, AZE, ISR stands twice"),
    ("AZE,ISR,2023,270900,6,1", ":3: 270900, 2023, AZE, ISR stands twice, first in row 2"),
    (
        "AZE,ISR,2023,natural-gas,6,1\nAZE,ISR,2023,lng,6,1",
        ":4: natural-gas and lng share the code 271111",
    ),
    ("AZE,Atlantis,2023,crude-oil,6,1", ':3: no state "Atlantis"'),
    ("AZE,KAZ,23,crude-oil,6,1", ":3: year is 23; write one from 1900 to 2100"),
    ("AZE,KAZ,,crude-oil,6,1", ":3: year is empty"),
    ("AZE,KAZ,2023,crude-oyl,6,1", ':3: good is crude-oyl; did you mean "crude-oil"'),
    ("AZE,KAZ,2023,2709,6,1", ":3: good is 2709; write an HS6 code of six digits"),
    ("AZE,KAZ,2023,,6,1", ":3: good is empty; write an HS6 code"),
    ("AZE,KAZ,2023,crude-oil,,1", ":3: value of AZE -> KAZ is empty; write a number"),
    ("AZE,KAZ,2023,crude-oil,NA,1", ":3: value of AZE -> KAZ is NA; write a number"),
    ("AZE,KAZ,2023,crude-oil,1e999,1", ":3: value of AZE -> KAZ is 1e999"),
    ("AZE,KAZ,2023,crude-oil,6,-1", ":3: mass of AZE -> KAZ is -1; write a number"),
    ('AZE,KAZ,2023,crude-oil,"1,234,567",1', ":3: value .* 1,234,567; .* as 1234567"),
    (",KAZ,2023,crude-oil,6,1", ":3: no exporter"),
]


@pytest.mark.parametrize(("row", "says"), OF_TABLES)
def test_what_is_wrong_with_a_table_is_named_and_nothing_is_written(put, into, row, says):
    head = "exporter,importer,year,good,value,mass\n"
    with pytest.raises(DataError, match=says):
        add(put(head + ROW + row + "\n"), into=into)
    assert not list(into.iterdir())


def test_a_good_may_go_by_its_name_in_one_row_and_by_its_code_in_another(put, into):
    head = "supplier,buyer,year,hs6,value_usd,mass_t\n"  # as a case's [flows] may have them
    added = add(put(head + ROW + "KAZ,ISR,2023,270900,15,3\n"), into=into)
    assert open_set(added.folder).trade(codes=["270900"])["value_usd"].to_list() == [5.0, 15.0]


def test_what_sold_for_nothing_and_weighed_nothing_is_not_put_right(tmp_path, into):
    rows = {2023: ["2023,490,842,270900,5,1", "2023,579,842,270900,0,0"]}
    world = load(2023, open_set(add(write_archive(tmp_path / "a", rows), into=into).folder))
    assert world.pairs("crude-oil")["adjusted"].to_list() == [None, None]


def test_the_network_is_known_in_years_of_which_a_set_has_no_trade(tmp_path, into):
    rows = {2025: ["2025,490,842,270900,5,1"]}
    world = load(2025, open_set(add(write_archive(tmp_path / "a", rows), into=into).folder))
    assert {1995, 2023, 2025} <= set(Corridors(world).years)
    with pytest.raises(InputError, match="no network of the year 1850: it is known for 1995 to"):
        Corridors(world).require_year(1850)


def test_forty_thousand_labels_are_no_table_of_states(put):
    rows = "".join(f"X{i},ISR,1\n" for i in range(40_000))
    with pytest.raises(DataError, match=r"40,001 exporters and importers, such as ISR; .* 1,000"):
        flow_table(put("exporter,importer,value\n" + rows))


OF_ZIPS = [  # members, and what is said of the zip
    ({"../BACI_HS92_Y2023_V202501.csv": HEAD}, "reaches outside of it"),
    ({"/etc/BACI_HS92_Y2023_V202501.csv": HEAD}, "reaches outside of it"),
    ({"a\\..\\..\\BACI_HS92_Y2023_V202501.csv": HEAD}, "reaches outside of it"),
    ({"notes.txt": "nothing"}, "holds no BACI_HS92_Y"),
]


@pytest.mark.parametrize(("members", "says"), OF_ZIPS)
def test_a_zip_that_reaches_outside_or_holds_nothing_is_refused(tmp_path, into, members, says):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as file:
        for name, text in members.items():
            file.writestr(name, text)
    with pytest.raises((DataError, InputError), match=says):
        add(tmp_path / "a.zip", into=into)
    assert not into.exists() or not list(into.iterdir())


def zipped(tmp_path: Path) -> Path:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for one in sorted(write_archive(tmp_path / "a").iterdir()):
            file.write(one, one.name)
    return path


def test_a_zip_that_is_cut_short_or_changed_is_refused(tmp_path, into):
    path = zipped(tmp_path)
    whole = path.read_bytes()
    for broken in (
        whole[: len(whole) // 2],
        whole[:60] + b"\xff" * 40 + whole[100:],
        b"PK\5\6",
        b"",
    ):
        path.write_bytes(broken)
        with pytest.raises((DataError, InputError), match=r"a\.zip|damaged|Y1998"):
            add(path, into=into)
        assert not into.exists() or not list(into.iterdir())


def test_a_zip_that_unpacks_to_more_than_is_stated_is_refused(tmp_path, into, monkeypatch):
    monkeypatch.setattr("accord.data.own.archive.MOST_UNPACKED", 300)
    with pytest.raises(DataError, match="unpacks to more than"):
        add(zipped(tmp_path), into=into)


def test_a_folder_that_holds_anything_else_is_left_as_it_is(put, into, tmp_path):
    into.mkdir()
    (into / "notes.txt").write_text("mine")
    (into / "mine").mkdir()
    (into / "mine" / "letter.txt").write_text("dear")
    with pytest.raises(InputError, match="mine is no set of data; it is not replaced"):
        add(put(FLOWS), into=into, replace=True)
    with pytest.raises(InputError, match="already"):
        add(put(FLOWS), into=into)
    add(put(FLOWS, "b.csv"), into=into)
    assert (into / "notes.txt").read_text() == "mine"
    assert sorted(os.listdir(into)) == ["b", "mine", "notes.txt"]
