"""A table beside a case is read as written, and a row that is wrong is named with what is right."""

from dataclasses import replace

import polars as pl
import pytest

from accord.data import add
from accord.data.beside import MOST_BYTES, MOST_FAULTS, Names, beside, rows_of
from accord.data.brought import PRODUCTION, TRADE
from accord.errors import InputError

NAMES = Names(
    years=tuple(range(1995, 2025)),
    states=frozenset({"ARG", "BRA", "CHL"}),
    state_called={"ARG": "ARG", "BRA": "BRA", "CHL": "CHL", "Brazil": "BRA"}.get,
    right_state=lambda name: f"not {name}",
    codes={
        "widgets": ("widgets",),
        "wires": ("740811", "740819"),
        "oil": ("270900",),
        "cables": (),
    },
    there=lambda of, year: 7 if (of, year) == ("270900", 2022) else 0,
)
HEAD = "year,supplier,buyer,good,value_usd,mass_t\n"
ROW = "2022,CHL,BRA,widgets,600,300\n"


def read(text, table=TRADE, names=NAMES):
    held = text if isinstance(text, bytes) else text.encode()
    (rows, *home), wrong = rows_of(table, "a.csv", held, names, source="customs", replaces=False)
    return rows, *home, wrong


def faults(text, table=TRADE):
    held = text if isinstance(text, bytes) else text.encode()
    rows, found = rows_of(table, "a.csv", held, NAMES, source="customs", replaces=False)
    assert bool(rows) != bool(found)
    return [(one.line, one.key, one.wrong) for one in found]


def test_a_row_is_dollars_and_kilograms_of_a_code():
    rows, wrong = read(HEAD + ROW)
    assert not wrong
    (row,) = rows.rows.iter_rows(named=True)
    assert (row["hs6"], row["year"], row["supplier"], row["buyer"]) == (
        "widgets", 2022, "CHL", "BRA",
    )  # fmt: skip
    assert (row["value_usd"], row["mass_kg"]) == (600.0, 300_000.0)


def test_a_mass_left_empty_is_unknown_and_not_0():
    rows, _ = read(HEAD + "2022,CHL,BRA,widgets,600,\n2022,ARG,BRA,widgets,600,0\n")
    assert sorted(rows.rows["mass_kg"], key=str) == [0.0, None]


@pytest.mark.parametrize(
    "written",
    [
        (HEAD + ROW).replace(",", ";"),
        (HEAD + ROW).replace(",", "\t"),
        (HEAD + ROW).replace("\n", "\r\n"),
        "\ufeff" + HEAD + ROW,
        HEAD.upper() + ROW + "\n\n , , , , , \n",
        HEAD + " 2022 , CHL,BRA ,widgets, 600 ,3e2\n",
        HEAD + '"2022","CHL","BRA","widgets","600","300"\n',
        (HEAD + ROW).encode("utf-16"),
        (HEAD + ROW).replace(",", "|"),
        "year,exporter,importer,good,value,mass\n" + ROW,
        "Year,Exporter,buyer,hs6,value,Mass_t\n" + ROW,
    ],
)
def test_marks_line_ends_blanks_and_quotes_change_nothing(written):
    rows, wrong = read(written)
    assert not wrong
    assert rows.rows.equals(read(HEAD + ROW)[0].rows)


@pytest.mark.parametrize(
    ("row", "column", "wrong"),
    [
        ("2022,Chile,BRA,widgets,1,1", "supplier", 'no state "Chile"'),
        ("2022,,BRA,widgets,1,1", "supplier", "no state"),
        ("22,CHL,BRA,widgets,1,1", "year", "no data are kept of 22"),
        ("soon,CHL,BRA,widgets,1,1", "year", '"soon" is no year'),
        ("2022,CHL,BRA,gadgets,1,1", "good", 'no good "gadgets"'),
        ("2022,CHL,BRA,cables,1,1", "good", "cables has no code"),
        ("2022,CHL,BRA,oil,1,1", "good", "accord has 7 rows of 270900 in 2022 already"),
        ("2022,CHL,BRA,widgets,-1,1", "value_usd", "-1 is below 0"),
        ("2022,CHL,BRA,widgets,,1", "value_usd", "no number"),
        ("2022,CHL,BRA,widgets,NA,1", "value_usd", '"NA" is no number'),
        ("2022,CHL,BRA,widgets,inf,1", "value_usd", '"inf" is no number'),
        ("2022,CHL,BRA,widgets,1_0,1", "value_usd", '"1_0" is no number'),
        ('2022,CHL,BRA,widgets,"1,000",1', "value_usd", '"1,000" is no number'),
        ("2022,CHL,BRA,widgets,1,-2", "mass_t", "-2 is below 0"),
        ("2022,CHL,BRA,widgets,1,1,1", "", "7 fields, the header has 6"),
        ("2022,CHL,BRA,270900.0,1,1", "good", '"270900.0" is no HS code'),
        ("2022,CHL,BRA,widgets,9,9", "", "stands in row 2 too"),
    ],
)
def test_a_wrong_row_is_named_with_its_line_and_column(row, column, wrong):
    ((line, key, said),) = faults(HEAD + ROW + row + "\n")
    assert (line, key) == (3, column)
    assert wrong in said


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", "no column year, exporter, importer, good, value"),
        (HEAD, "no rows below the names of the columns"),
        ("year,supplier,buyer,good\n2022,CHL,BRA,widgets\n", "no column value"),
        ("year,supplier,buyer,value_usd\n2022,CHL,BRA,1\n", "no column good"),
        ("year,supplier,buyer,good,hs6,value_usd\n", "good and hs6 are one column"),
        ("year,year,supplier,buyer,good,value_usd\n", "the column year stands twice"),
        ("year,seller,supplier,buyer,good,value_usd\n1,1,1,1,1,1\n", 'no column "seller" is known'),
        (b"year,supplier\n\xff\xfe", "no column importer, good, value"),
        ((HEAD + ROW).encode() + b"\xff\xfe,,,,,\n", "is no UTF-8 text"),
        (b"year\0,supplier\n", "is no text"),
    ],
)
def test_a_table_of_another_form_is_refused(text, wrong):
    assert any(wrong in said for _, _, said in faults(text)), faults(text)


def test_a_good_of_several_codes_is_counted_under_the_first_and_is_about_all():
    rows, wrong = read(HEAD + "2022,CHL,BRA,wires,600,300\n")
    assert not wrong
    assert rows.rows["hs6"].to_list() == ["740811"]
    assert rows.cells == {("740811", 2022), ("740819", 2022)}
    twice = faults(HEAD + "2022,CHL,BRA,wires,600,300\n2022,CHL,ARG,740819,1,1\n")
    assert [said for _, _, said in twice] == [
        "740819 shares the code 740819 with a row above: some tonnes are both"
    ]


def test_what_a_state_sells_to_itself_is_what_it_sold_at_home():
    trade, home, wrong = read(HEAD + ROW + "2022,CHL,CHL,widgets,80,40\n")
    assert not wrong
    assert trade.rows.height == 1
    assert home.rows.row(0) == ("widgets", 2022, "CHL", 40.0)


def test_the_same_file_is_read_by_add_and_beside_a_case(tmp_path):
    text = "year;supplier;importer;hs6;value_usd;mass\n2022;CHL;BRA;270900;600;NA\n"
    (tmp_path / "mine.csv").write_text(text, encoding="utf-16")
    added = add(tmp_path / "mine.csv", into=tmp_path / "sets")
    kept = pl.read_parquet(added.folder / "baci.parquet")
    names = replace(NAMES, there=lambda of, year: 0)
    trade, _ = read((tmp_path / "mine.csv").read_bytes(), names=names)
    assert kept.rows() == trade.rows.select(kept.columns).rows()


def test_every_fault_is_told_at_once_up_to_as_many_as_anybody_reads():
    found = faults(HEAD + "2022,CHL,BRA,gadgets,-1,1\n" * 200)
    assert len(found) == MOST_FAULTS
    assert {key for _, key, _ in found} == {"good", "value_usd"}


def test_production_has_a_unit_and_tonnes_where_none_is_said():
    rows, wrong = read("year,state,series,quantity\n2022,CHL,widgets,5\n", PRODUCTION)
    assert not wrong
    assert rows.rows.row(0) == ("widgets", 2022, "CHL", 5.0, "t", "reported")
    ((_, key, said),) = faults(
        "year,state,series,quantity,unit\n2022,CHL,widgets,5,lb\n", PRODUCTION
    )
    assert (key, said) == ("unit", 'no unit "lb"')


def test_two_files_are_equal_where_they_were_read_alike():
    one, other = read(HEAD + ROW)[0], read(HEAD + ROW)[0]
    assert one == other
    assert hash(one) == hash(other)
    assert one != read(HEAD + ROW + "2023,CHL,BRA,widgets,1,1\n")[0]


@pytest.mark.parametrize(
    "name", ["../a.csv", "/etc/hosts", "C:\\a.csv", "..\\a.csv", "b/../../a.csv", "", "a\0.csv"]
)
def test_no_name_leads_out_of_the_folder_of_the_case(name, tmp_path):
    with pytest.raises(InputError, match="leads out of the case's folder"):
        beside(tmp_path / "here", name)


def test_a_link_does_not_lead_out_either(tmp_path):
    (tmp_path / "case").mkdir()
    (tmp_path / "secret.csv").write_text(HEAD)
    (tmp_path / "case/a.csv").symlink_to(tmp_path / "secret.csv")
    with pytest.raises(InputError, match="leads out"):
        beside(tmp_path / "case", "a.csv")


def test_a_file_that_is_not_there_or_too_large_or_of_no_case_is_said(tmp_path):
    (tmp_path / "trade.csv").write_text(HEAD)
    with pytest.raises(InputError, match=r'no file "trad.csv".*did you mean "trade.csv"'):
        beside(tmp_path, "trad.csv")
    with pytest.raises(InputError, match="this case is no file"):
        beside(None, "trade.csv")
    with (tmp_path / "trade.csv").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(InputError, match="at most 50 are read beside a case"):
        beside(tmp_path, "trade.csv")
