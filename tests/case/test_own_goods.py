"""A case brings goods, trade and production of its own, and asks of them what it asks of any."""

import pickle
import re
from contextlib import suppress

import pytest

from accord import case
from accord.errors import CaseError
from accord.study import Study
from accord.world import load

TEXT = """\
format = 1
title = "A pact about widgets"
year = 2022

[sources.customs]
title = "Customs of the three"

[sources.count]
title = "A count of widgets"

[blocs.makers]
members = ["CHL", "ARG"]

[goods.widgets]
title = "Widgets"
stage = "widgets, tonnes"
production = ["widgets"]
conversion = { central = 1.0, low = 0.9, high = 1.1, source = "count" }
source = "count"
sigma = "taste"
demand = "need"
supply = "effort"

[flows]
file = "trade.csv"
source = "customs"

[production]
file = "made.csv"
source = "count"

[assumptions]
taste = { distribution = "uniform", low = 2, high = 6 }
need = { distribution = "uniform", low = 0.2, high = 0.8 }
effort = { distribution = "uniform", low = 0.2, high = 0.8 }
"""
TRADE = """\
year,supplier,buyer,good,value_usd,mass_t
2022,CHL,BRA,widgets,600,300
2022,ARG,BRA,widgets,200,100
2022,PER,BRA,widgets,200,100
2022,PER,CHL,widgets,50,25
"""
MADE = """\
year,state,series,quantity
2022,CHL,widgets,500
2022,ARG,widgets,200
2022,PER,widgets,150
"""


@pytest.fixture
def read(tmp_path):
    def parsed(text=TEXT, trade=TRADE, made=MADE):
        (tmp_path / "trade.csv").write_text(trade, encoding="utf-8")
        (tmp_path / "made.csv").write_text(made, encoding="utf-8")
        return case.parse(text, name="pact", file="pact.toml", world=load, folder=tmp_path)

    return parsed


@pytest.fixture
def faults(read):
    def found(*arguments, **more):
        with pytest.raises(CaseError) as refused:
            read(*arguments, **more)
        return [(one.file, one.key, one.wrong) for one in refused.value.faults]

    return found


def world(parsed, year=2022):
    return load(year).laid(parsed.own.brought)


def test_shares_of_a_good_that_only_the_case_has_are_read_off_its_rows(read):
    here = world(read())
    assert here.share("makers", "BRA", "widgets") == 0.8  # 800 of 1,000
    assert here.share("CHL", "BRA", "widgets", by="mass") == 0.6  # 300 of 500 t
    assert here.production("widgets")[here.index("CHL")] == 500


def test_its_market_closes_with_what_is_sold_at_home(read):
    market = world(read()).market("widgets")
    at = market.states.index
    assert market.mass[at("CHL"), at("CHL")] == 200  # made 500, sold 300 abroad
    assert market.mass[at("PER"), at("PER")] == 25  # made 150, sold 125
    assert market.producer_price[at("CHL")] == 2  # US$ 600 for 300 t


def test_the_package_s_goods_are_what_they_were(read):
    mine, ours = world(read()), load(2022)
    assert mine.states == ours.states
    assert mine.market_reason("crude-oil") == ours.market_reason("crude-oil")
    assert (mine.market("crude-oil").mass == ours.market("crude-oil").mass).all()
    assert "widgets" not in ours.goods
    assert "widgets" not in ours.tables.covered_codes


def test_two_cases_with_other_rows_of_the_same_name_lie_side_by_side(read):
    one = world(read())
    other = world(read(trade=TRADE.replace("600", "6000")))
    assert one.share("makers", "BRA", "widgets") == 0.8
    assert other.share("makers", "BRA", "widgets") == pytest.approx(6200 / 6400)


def test_a_world_with_files_of_a_case_travels_to_another_process(read):
    there = pickle.loads(pickle.dumps(world(read())))
    assert there.share("makers", "BRA", "widgets") == 0.8


def test_every_year_of_a_study_knows_them(read):
    parsed = read(trade=TRADE + "2021,CHL,BRA,widgets,10,5\n")
    study = Study.of(parsed, load(2022), draws=20, seed=0)
    assert study.world_of(2021).share("CHL", "BRA", "widgets") == 1.0


def test_a_good_with_codes_of_the_package_reads_the_package_s_trade(read):
    text = TEXT.replace('title = "Widgets"', 'title = "Crude"\ncodes = ["270900"]')
    text = text.replace('\n[flows]\nfile = "trade.csv"\nsource = "customs"\n', "")
    here, ours = world(read(text)), load(2022)
    assert here.share("SAU", "JPN", "widgets") == ours.share("SAU", "JPN", "crude-oil")


def test_rows_that_the_package_has_are_refused_or_replaced_but_never_added_up(read, faults):
    trade = TRADE + "2022,SAU,JPN,crude-oil,5,1\n"
    ((file, key, wrong),) = faults(trade=trade)
    assert (file, key) == ("trade.csv", "good")
    assert re.match(r"accord has [\d,]+ rows of 270900 in 2022 already", wrong)
    text = TEXT.replace(
        'source = "customs"\n\n[prod', 'source = "customs"\nreplaces = true\n\n[prod'
    )
    here = world(read(text, trade))
    oil, package = ("270900",), load(2022)
    assert here.recorded(oil).value_usd.sum() == 5
    before = [one.recorded(oil, 2021).value_usd.sum() for one in (here, package)]
    assert before[0] == before[1]
    assert here.market_reason("crude-oil") != load(2022).market_reason("crude-oil")


def test_a_good_without_a_market_has_shares_and_says_why_it_has_no_price(read):
    text = TEXT.replace(
        'conversion = { central = 1.0, low = 0.9, high = 1.1, source = "count" }\n', ""
    )
    here = world(read(text))
    assert here.share("makers", "BRA", "widgets") == 0.8
    assert "no way to close its market" in here.market_reason("widgets")


@pytest.mark.parametrize(
    ("was", "becomes", "key", "wrong"),
    [
        ('title = "Widgets"\n', "", "goods.widgets", "title is missing"),
        ('title = "Widgets"', 'title = " "', "goods.widgets.title", "title is empty"),
        ('stage = "', 'codes = ["12345"]\nstage = "', "goods.widgets.codes[0]", "is no HS code"),
        ('production = ["widgets"]', 'production = ["wijets"]', "goods.widgets.production[0]",
         'no production series "wijets"'),
        ('production = ["widgets"]\n', "", "goods.widgets.conversion", "a conversion of no series"),
        ("low = 0.9", "low = 1.05", "goods.widgets.conversion", "lies outside of low"),
        (", high = 1.1", "", "goods.widgets.conversion", "stand together"),
        ("central = 1.0", 'unit = "t/lb", central = 1.0', "goods.widgets.conversion.unit",
         'no unit "t/lb"'),
        ("central = 1.0", "central = 0.0", "goods.widgets.conversion.central", "outside of what"),
        ('sigma = "taste"\n', "", "goods.widgets", "the table has no sigma of widgets"),
        ('"trade.csv"', '"trad.csv"', "flows.file", 'no file "trad.csv" beside the case'),
        ('"trade.csv"', '"../trade.csv"', "flows.file", "leads out of the case's folder"),
        ('file = "trade.csv"\n', "", "flows", "file is missing"),
        ('source = "customs"', 'source = "custom"', "flows.source", 'no source "custom"'),
    ],
)  # fmt: skip
def test_what_is_wrong_with_it_is_said_where_it_stands_and_once(was, becomes, key, wrong, faults):
    assert was in TEXT
    ((_, at, said),) = faults(TEXT.replace(was, becomes, 1))
    assert at == key
    assert wrong in said


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("crude-oil", "is there already, among accord's own goods"),
        ("Widgets", '"Widgets" is no name'),
    ],
)
def test_a_good_takes_no_shipped_name_and_none_in_another_form(name, wrong, faults):
    found = faults(TEXT.replace("goods.widgets", f"goods.{name}"))
    assert any(key == f"goods.{name}" and wrong in said for _, key, said in found), found


def test_a_code_that_nobody_has_trade_of_is_a_fault_and_one_that_the_case_brings_is_none(
    read, faults
):
    text = TEXT.replace('stage = "', 'codes = ["123456"]\nstage = "')
    assert world(read(text)).share("makers", "BRA", ("123456",)) == 0.8
    without = text.replace('\n[flows]\nfile = "trade.csv"\nsource = "customs"\n', "")
    ((_, key, wrong),) = faults(without)
    assert (key, wrong) == ("goods.widgets.codes[0]", "no trade of 123456 is here")


def test_faults_of_the_case_stand_before_those_of_the_files_beside_it(faults):
    found = faults(TEXT.replace('"ARG"]', '"ARX"]'), TRADE.replace("PER,BRA", "PEX,BRA"))
    assert [file for file, _, _ in found] == ["pact.toml", "trade.csv"]


def test_a_text_that_is_no_file_has_nothing_beside_it():
    with pytest.raises(CaseError, match="this case is no file"):
        case.parse(TEXT, name="pact", file="pact.toml", world=load)


WRITTEN = re.compile(r'(?<== )("[^"\n]*"|[\d.]+|\[[^\]\n]*\])')


@pytest.mark.parametrize("value", ["-1", "true", '""', '"judgement"', "[]", "{ a = 1 }", "nan"])
def test_any_value_in_the_place_of_any_other_reads_or_is_a_fault(value, read):
    for place in WRITTEN.finditer(TEXT):
        with suppress(CaseError):
            read(TEXT[: place.start()] + value + TEXT[place.end() :])
