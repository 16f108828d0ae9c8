"""A case brings goods, trade and production of its own, and asks of them what it asks of any."""

import pickle
import re
from contextlib import suppress

import pytest

import accord
from accord import case
from accord.errors import CaseError
from accord.study import Study
from accord.study.evidence import Effect, Kind
from accord.study.evidence.holes import holes_in
from accord.study.evidence.own_rows import own_rows
from accord.study.question import Cells
from accord.verdict import Fact
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


OURS = """\
format = 1
title = "Oil among three"
year = 2022

[goods.crude-oil]

[flows]
file = "trade.csv"
replaces = true
"""
THEIRS = """
[production]
file = "made.csv"
replaces = true
"""
# One link is sold at a hundredth of the price of the others: no rule of accord puts it right.
OIL = """\
year;exporter;importer;hs6;value;mass
2022;Chile;Brazil;270900;600;300
2022;Argentina;Brazil;270900;2;100
2022;Peru;Brazil;270900;200;100
2022;Peru;Chile;270900;50;25
"""
PUMPED = MADE.replace(",widgets,", ",Petroleum,")


def test_a_small_market_of_the_case_s_own_stands_by_itself_among_years_of_accord_s(read):
    here, ours = world(read(OURS + THEIRS, OIL, PUMPED)), load(2022)
    assert here.market_reason("crude-oil") is None
    market = here.market("crude-oil")
    at = market.states.index
    assert market.mass.sum() == 850  # made: 500, 200 and 150 t
    assert market.mass[at("CHL"), at("CHL")] == 200  # made 500, sold 300
    assert market.producer_price[at("ARG")] == 0.02  # US$ 2 for 100 t, as it is written
    assert not market.adjusted.any()
    assert here.tables.no_market(here.goods["crude-oil"], 2021) is None
    masses = [one.recorded("crude-oil", 2021).mass_t for one in (here, ours)]
    assert (masses[0] == masses[1]).all()


def test_own_trade_beside_accord_s_production_is_refused_with_what_is_missing(read):
    reason = world(read(OURS, OIL)).market_reason("crude-oil")
    assert "the trade is the case's own and the production accord's: bring [production]" in reason


def test_a_row_of_the_case_s_own_without_a_mass_leaves_no_market_and_is_not_guessed(read):
    reason = world(read(OURS + THEIRS, OIL.replace("50;25", "50;NA"), PUMPED))
    assert "1 of 4 rows have no mass" in reason.market_reason("crude-oil")


def test_what_is_sold_at_home_makes_up_production(read):
    home = OIL + "2022;CHL;CHL;270900;400;200\n2022;ARG;ARG;270900;0;100\n"
    market = world(read(OURS, home)).market("crude-oil")
    at = market.states.index
    made = [market.production[at(state)] for state in ("CHL", "ARG", "PER", "SAU")]
    assert made == [500, 200, 125, 0]  # sold abroad 300, 100, 125 t and at home 200, 100, 0


def test_no_hole_of_the_record_is_in_rows_that_are_the_case_s_own(read):
    cells = Cells(
        table="baci", good="crude-oil", suppliers=("IRN",), buyers=("CHN",), years=(2022,)
    )
    assert holes_in((cells,), ("IRN",), load(2022))
    rows = OIL + "2022;IRN;CHN;270900;7;3\n"
    assert not holes_in((cells,), ("IRN",), world(read(OURS, rows)))


def test_a_verdict_says_that_the_trade_is_the_case_s_own(read):
    claim = """
[claims.brazil]
quote = "Chile supplies half of Brazil's crude"
why = "half is half"
metric = { name = "import-share", good = "crude-oil", suppliers = ["CHL"], buyer = "BRA" }
holds = ">= 50 %"
"""
    parsed = read(OURS + THEIRS + claim, OIL, PUMPED)
    (verdict,) = accord.run(parsed, draws=20).verdicts
    assert isinstance(verdict, Fact)
    assert verdict.value == 600 / 802
    assert any("trade of 2022 is the case's own" in one.says for one in verdict.evidence)


def test_a_number_of_several_years_says_which_of_them_are_the_case_s_own(read):
    here = world(read(OURS, OIL + "2020;PER;BRA;270900;7;3\n"))

    def of(*years):
        (found,) = own_rows([Cells(table="baci", good="crude-oil", years=years)], here)
        assert (found.kind, found.effect) == (Kind.OWN_ROWS, Effect.NOTE)
        return found.says

    assert of(2020, 2021, 2022) == (
        "trade of 2 years from 2020 to 2022 is the case's own, taken as it is written"
    )
    assert of(2021, 2022) == "trade of 2022 is the case's own, taken as it is written"
    assert not [*own_rows([Cells(table="production", good="crude-oil", years=(2022,))], here)]


STOCK = """
[figures.store]
unit = "t"
values = [{ value = 40, low = 30, high = 60, state = "BRA", year = 2022 }]

[figures.need]
unit = "t"
values = [{ value = 80, low = 60, high = 90, state = "BRA", year = 2022 }]

[claims.figure]
quote = "Brazil stores 35 tonnes"
why = "as said"
metric = { name = "figure", figure = "store", state = "BRA" }
holds = ">= 35 t"

[claims.ratio]
quote = "that is two fifths of its need"
why = "as said"
metric.name = "figure-ratio"
metric.part = "store"
metric.part_of = "BRA"
metric.whole = "need"
metric.whole_of = "BRA"
holds = ">= 40 %"

[claims.days]
quote = "and lasts for five weeks"
why = "as said"
metric = { name = "days-of-stock", state = "BRA", stock = "store", good = "crude-oil" }
holds = ">= 30 days"
"""


def test_what_is_published_as_a_range_is_judged_at_both_ends(read):
    parsed = read(OURS + THEIRS + STOCK, OIL, PUMPED)
    found = {v.claim: v for v in accord.run(parsed, draws=20).document.verdicts}
    assert {v.verdict for v in found.values()} == {"depends"}
    assert (found["figure"].low, found["figure"].high) == (30, 60)
    assert (found["ratio"].low, found["ratio"].high) == (30 / 90, 1)  # 30 of 90, 60 of 60
    # Brazil uses 500 t a year: 300, 100 and 100.
    assert (found["days"].low, found["days"].high) == pytest.approx((21.9, 43.8))
    assert found["figure"].reason == "published as a range: read at both ends"


SHORTCUT = """
[goods.widgets]
title = "Widgets"
source = "judgement"
closing = "net-exports"
sigma = "taste"
demand = "taste"
supply = "taste"

[flows]
file = "trade.csv"

[assumptions]
taste = { distribution = "uniform", low = 2, high = 3 }

[places.lima]
title = "Lima"
state = "PER"
lon = -77.0
lat = -12.0
hub = true

[places.sao-paulo]
title = "Sao Paulo"
state = "BRA"
lon = -46.6
lat = -23.5
hub = true

[lines.road]
title = "A road over the mountains"
mode = "road"
stops = ["lima", "sao-paulo"]

[lines.tunnel]
title = "A railway under them"
mode = "rail"
gauge = 1435
stops = ["lima", "sao-paulo"]
status = "proposed"

[scenarios.dig]
shocks = [{ kind = "new-line", lines = ["tunnel"] }]

[claims.cheaper]
quote = "cheaper"
why = "as said"
metric = { name = "price-change", scenario = "dig", good = "widgets", state = "BRA" }
holds = "< 0 %"
"""


def test_a_way_saves_no_more_than_it_cost_however_cheap_the_good(read):
    # US$ 2 a tonne at the producer, and hundreds to bring it: a saving over the producer's price
    # alone came to minus 85 times it, and ended the whole run.
    head = 'format = 1\ntitle = "A tunnel"\nyear = 2022\n'
    parsed = read(head + SHORTCUT)
    (verdict,) = accord.run(parsed, draws=20).document.verdicts
    assert verdict.failed_draws == 0
    assert -1 < verdict.low < verdict.value < 0


UNDEFINED = """
[scenarios.ban]
shocks = [{ kind = "embargo", by = ["BRA"], on = ["CHL"], evasion = 0, evasion_cost = 0 }]

[claims.share]
quote = "Chile sells most of what Brazil buys"
why = "as said"
metric = { name = "import-share", good = "widgets", suppliers = ["CHL"], buyer = "BRA" }
holds = "> 50 %"

[claims.price]
quote = "a ban is dear"
why = "as said"
metric = { name = "price-change", scenario = "ban", good = "widgets", state = "BRA" }
holds = "> 0 %"
"""


@pytest.mark.parametrize(
    ("elastic", "becomes", "reason"),
    [
        ("low = 2, high = 6", "low = 0.5, high = 0.9", "closes a link while sigma = "),
        ("low = 0.2, high = 0.8", "low = 0.0, high = 0.001", "the price level is not determined"),
    ],
)
def test_a_market_without_a_price_makes_its_own_claims_untestable_and_stops_no_other(
    elastic, becomes, reason, read
):
    parsed = read(TEXT.replace(elastic, becomes) + UNDEFINED)
    document = accord.run(parsed, draws=20).document  # all of the report, scenarios too
    share, price = document.verdicts
    assert (share.verdict, share.value) == ("supported", 0.6)
    assert price.verdict == "untestable"
    assert reason in price.reason
    assert price.would_take == "a range of the assumption that leaves that out"


def test_rows_of_the_case_s_own_stay_under_the_code_that_it_gives_them(read):
    # accord counts what Israel sells to Egypt as liquefied (271111) as gas of a pipeline (271121)
    rows = "year,exporter,importer,good,value,mass\n2022,ISR,EGY,271111,600,300\n"
    here = world(read(OURS, rows))
    assert here.share("ISR", "EGY", ("271111",), by="mass") == 1
    assert world(read(OURS, OIL)).share("ISR", "EGY", ("271111",), by="mass") != 1


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
