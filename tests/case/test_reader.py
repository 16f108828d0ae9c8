"""A case reads as written, and every fault says where it is and what would be right."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from tests.case.sample import TEXT, Join, Share, SmallWorld, faults, read, swapped

from accord.case.assumptions import Triangular, Unknown
from accord.condition import parse
from accord.errors import CaseError
from accord.shocks import Accession

ASSUMPTION = """
[assumptions.more]
"""
CLAIM = """
[claims.more]
quote = "more"
why = "why not"
"""


def only(text, **more):
    """Give the one fault of a text."""
    (fault,) = faults(text, **more)
    return fault


def test_the_sample_reads_as_it_is_written():
    case = read(TEXT)
    assert (case.name, case.title, case.year) == ("two", "Two states join", 2023)
    assert case.accord.as_of == dt.date(2025, 8, 1)
    assert case.accord.candidates == ("AZE", "KAZ")
    assert case.goods["crude-oil"].sigma == "sigma"
    shock = Accession(kind="accession", candidates=("AZE",), with_=("ISR",), cost_cut="cut")
    assert case.scenarios["accession"].shocks == (shock,)
    claim = case.claims["supplier"]
    assert claim.id == "supplier"
    wanted = Share(suppliers=("AZE", "KAZ"), buyer="ISR", good="crude-oil")
    assert claim.test.metric.parameters == wanted
    assert [part.id for part in case.claims["both"].parts] == ["oil", "gas"]
    assert case.source == TEXT


def test_percent_becomes_a_share_in_distribution_and_bounds():
    cut = read(TEXT).assumptions["cut"]
    assert cut.distribution == Triangular(distribution="triangular", low=0.0, mode=0.02, high=0.1)
    assert (cut.unit, cut.bounds) == ("share", (0.0, 1.0))


def test_what_fails_is_the_opposite_of_what_holds_where_unsaid():
    oil = read(TEXT).claims["both"].parts[0]
    holds, fails = oil.test.holds, oil.test.failing
    assert (holds.operator, fails.operator, fails.number) == (">", "<=", 0.0)


def test_a_claim_with_each_gets_a_part_for_each_state():
    claim = read(swapped('buyer = "ISR" }', 'buyer = "ISR" }\neach = true')).claims["supplier"]
    assert claim.test is None
    assert [part.id for part in claim.parts] == ["aze", "kaz"]
    assert [part.test.metric.parameters.suppliers for part in claim.parts] == [("AZE",), ("KAZ",)]
    assert {part.test.holds for part in claim.parts} == {parse(">= 10 %", "share")}


def test_what_the_command_line_gives_replaces_the_file_and_is_remembered():
    case = read(TEXT, overrides={"year": 2020})
    assert (case.year, case.overrides) == (2020, {"year": 2020})


def test_a_metric_within_a_metric_is_read_and_its_line_is_in_its_own_unit():
    text = (
        TEXT
        + CLAIM
        + (
            'metric = { name = "count", of = { name = "share", suppliers = ["AZE"], '
            'buyer = "ISR" }, line = ">= 5 %" }\nholds = ">= 3"\n'
        )
    )
    assert read(text).claims["more"].test.metric.parameters.of.name == "share"
    assert "good is filled in" in only(text.replace("of = { ", 'of = { good = "coal", ')).wrong
    wrong = only(text.replace('">= 5 %"', '">= 5 t"'), world=SmallWorld())
    assert wrong.key == "claims.more.metric.line"
    assert "does not fit a metric in share" in wrong.wrong


def test_dates_and_tables_of_lists_are_parameters_too():
    text = (
        TEXT
        + CLAIM
        + (
            'metric = { name = "joins", candidate = "AZE", by = 2026-08-01, '
            'poles = { west = ["USA"], east = ["RUS"] } }\nholds = "<= 2026-08-01"\n'
        )
    )
    parameters = read(text).claims["more"].test.metric.parameters
    wanted = Join(
        candidate="AZE", by=dt.date(2026, 8, 1), poles={"west": ("USA",), "east": ("RUS",)}
    )
    assert parameters == wanted


def test_all_faults_come_at_once_in_the_order_of_their_lines():
    text = swapped("year = 2023", "year = 1066").replace("low = 3", "low = 30")
    text = text.replace('"accession", cand', '"acession", cand').replace('id = "gas"', 'id = "oil"')
    found = faults(text)
    assert [fault.line for fault in found] == sorted(fault.line for fault in found)
    assert [fault.key for fault in found] == [
        "year",
        "assumptions.sigma",
        "scenarios.accession.shocks[0].kind",
        "claims.both.parts[1].id",
    ]


def test_a_fault_prints_as_the_style_sheet_says():
    text = swapped(
        "[assumptions.cut]",
        '[assumptions]\nswap = { distribution = "uniform", low = 20, high = 3 }\n[assumptions.cut]',
    )
    with pytest.raises(CaseError) as caught:
        read(text)
    assert str(caught.value) == (
        "two.toml:21: assumptions.swap\n"
        '  | swap = { distribution = "uniform", low = 20, high = 3 }\n'
        "  low (20) is above high (3); write low = 3, high = 20\n"
        "1 fault, nothing was run"
    )


WRONG = [  # in the sample, in its place, key of the fault, what it says
    ('title = "Two', 'titel = "Two', "titel", 'in a case file; did you mean "title"?'),
    ("year = 2023", "", "", "year is missing; write year = 2023"),
    ("year = 2023", 'year = "2023"', "year", '"2023" is a text; write a whole number'),
    ("year = 2023", "year = true", "year", "true is true or false; write a whole number"),
    ("year = 2023", "year = 1894", "year", "no trade data for 1894; write a year from 1995 to"),
    ("year = 2023", "year = 2010", "year", "no production data for 2010"),
    ('["AZE", "KAZ"]\np', '"AZE"\np', "accord.candidates", 'write a list: candidates = ["AZE"]'),
    ('["AZE", "KAZ"]\np', "[]\np", "accord.candidates", "candidates is empty"),
    ('["AZE", "KAZ"]\np', '["AZE", "AZE"]\np', "accord.candidates[1]", "stands twice"),
    ("as_of = 2025-08-01", "as_of = 2025", "accord.as_of", "a date such as 2025-08-01"),
    ('sigma = "sigma"', 'sigma = "sgima"', "goods.crude-oil.sigma", 'did you mean "sigma"?'),
    ('sigma = "sigma"', 'margin = "sigma"', "goods.crude-oil.margin", "ranges from 3 to 20"),
    ("mode = 10", "mode = 30", "assumptions.sigma", "mode (30) lies outside of low (3)"),
    ("mode = 10", "", "assumptions.sigma", "mode is missing; write mode = 0.05"),
    ("mode = 10", "mode = nan", "assumptions.sigma.mode", "nan is no finite number"),
    ("mode = 10", "mode = 1e999", "assumptions.sigma.mode", "inf is no finite number"),
    ("mode = 10", "mode = true", "assumptions.sigma.mode", "true is true or false; write a number"),
    ("mode = 10", 'mode = "10"', "assumptions.sigma.mode", "write it without quotes: 10"),
    ("mode = 10", "sd = 10", "assumptions.sigma.sd", "has no sd; its keys are distribution"),
    ('"triangular"', '"triangle"', "assumptions.sigma.distribution", 'did you mean "triangular"?'),
    ("unit = \"%\"", 'unit = "euro"', "assumptions.cut.unit", 'no unit "euro"'),
    ("bounds = [0, 100]", "bounds = [0]", "assumptions.cut.bounds", "1 values; write 2"),
    ("bounds = [0, 100]", "bounds = [1, 5]", "assumptions.cut.bounds", "beyond its bounds"),
    ('kind = "accession"', 'kind = "join"', "scenarios.accession.shocks[0].kind", 'no kind "join"'),
    ('kind = "accession", ', "", "scenarios.accession.shocks[0]", "kind is missing"),
    ('"cut" }', "2 }", "scenarios.accession.shocks[0].cost_cut", "write a number, 0 to 1"),
    ('"cut" }', '"sigma" }', "scenarios.accession.shocks[0].cost_cut", "what fits here is 0 to 1"),
    ('"cut" }', '"kut" }', "scenarios.accession.shocks[0].cost_cut", 'did you mean "cut"?'),
    ('with = ["ISR"]', 'wiht = ["ISR"]', "scenarios.accession.shocks[0].wiht", '"with"'),
    ("[scenarios.accession]", "[scenarios.baseline]", "scenarios.baseline", "without shocks"),
    ("[scenarios.accession]", '[scenarios."Ac c"]', 'scenarios."Ac c"', 'hyphens: "ac-c"'),
    ('name = "share"', 'name = "sharre"', "claims.supplier.metric.name", 'did you mean "share"?'),
    ('good = "crude-oil", supp', "supp", "claims.supplier.metric", "good is missing"),
    ('buyer = "ISR"', 'byer = "ISR"', "claims.supplier.metric.byer", 'did you mean "buyer"?'),
    ('buyer = "ISR"', 'buyer = "ISR", scenario = "acession"', "claims.supplier.metric.scenario",
     'no scenario "acession" in this case; did you mean "accession"?'),
    ('holds = ">= 10 %"', 'holds = "10 %"', "claims.supplier.holds", "write one of >= > <= < =="),
    ('holds = ">= 10 %"\n', "", "claims.supplier", "holds is missing"),
    ('fails = "< 5 %"', 'fails = "< 50 %"', "claims.supplier.fails", "both true at"),
    ('why = "a tenth"', "", "claims.supplier", "why is missing"),
    ('quote = "a supplier"', 'quote = " "', "claims.supplier.quote", "quote is empty"),
    ('quote = "a supplier"', "", "claims.supplier", "quote is missing"),
    ('untestable = "no data"', "", "claims.both.parts[1]", "nothing tests it"),
    ('why = "any at all"', 'untestable = "y"', "claims.both.untestable", "leave one out"),
    ('id = "gas"', 'id = "Gas "', "claims.both.parts[1].id", 'hyphens: "gas"'),
    ('id = "gas"', 'id = "oil"', "claims.both.parts[1].id", "is a part of this claim already"),
    ('buyer = "ISR" }', 'buyer = "ISR" }\neach = "buyers"', "claims.supplier.each",
     'no list of states or goods "buyers"; there are: suppliers'),
    ("format = 1\n", "format = 2\n", "format", "format 2 is not known"),
    ("format = 1\n", "", "", "format is missing; write format = 1"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "key", "says"), WRONG)
def test_a_wrong_value_is_told_at_its_key_with_what_would_be_right(old, new, key, says):
    found = faults(swapped(old, new))
    told = [
        fault for fault in found if fault.key == key and says in f"{fault.wrong}; {fault.right}"
    ]
    assert told, "\n".join(map(str, found))
    assert 1 <= told[0].line <= TEXT.count("\n") + 1


NAMES = [  # names that a World knows
    ('buyer = "ISR"', 'buyer = "IRS"', "claims.supplier.metric.buyer",
     'no state or bloc "IRS" in the world of 2023'),
    ('buyer = "ISR"', 'buyer = "Israel"', "claims.supplier.metric.buyer", 'did you mean "ISR"?'),
    ('buyer = "ISR"', 'buyer = "IЅR"', "claims.supplier.metric.buyer", "CYRILLIC"),
    ('"crude-oil", supp', '"crude", supp', "claims.supplier.metric.good", 'no good "crude"'),
    ('name = "abraham-accords"', 'name = "abraham"', "accord.name", 'mean "abraham-accords"'),
    ('unit = "%"', 'unit = "%"\nsource = "bacci"', "assumptions.cut.source", 'mean "baci"?'),
    ('holds = ">= 10 %"', 'holds = ">= 10 t"', "claims.supplier.holds", 'unit "t" does not fit'),
    ('holds = ">= 10 %"', 'holds = ">= 2025-01-01"', "claims.supplier.holds", "a date does"),
]  # fmt: skip


def test_two_goods_that_overlap_are_a_fault_where_both_have_a_market():
    """Shares may be asked of LNG and of all gas in one case: no sum of gains counts both."""
    both = ("[goods.crude-oil]", "[goods.lng]\n[goods.natural-gas]\n[goods.crude-oil]")
    world = SmallWorld()
    assert not found(swapped(*both), "goods.natural-gas", world)
    gas = replace(world.goods["natural-gas"], priced=True, why_not=None)
    priced = replace(world, goods={**world.goods, "natural-gas": gas})
    (fault,) = found(swapped(*both), "goods.natural-gas", priced)
    assert fault.wrong == "lng and natural-gas overlap: a gain in both counts some tonnes twice"


def found(text, key, world):
    """Give the faults at a key."""
    return [fault for fault in faults(text, world=world) if fault.key == key]


@pytest.mark.parametrize(("old", "new", "key", "says"), NAMES)
def test_a_name_that_the_world_does_not_know_is_told_with_the_nearest(old, new, key, says):
    fault = only(swapped(old, new), world=SmallWorld())
    assert fault.key == key
    assert says in f"{fault.wrong}; {fault.right}"


def test_a_shock_on_a_good_that_the_case_does_not_count_is_a_fault():
    fault = only(swapped('"cut" }', '"cut", goods = ["coal"] }'))
    assert fault.key == "scenarios.accession.shocks[0].goods[0]"
    assert "add [goods.coal]" in fault.right


def test_an_elasticity_that_the_table_lacks_is_a_fault():
    row = ASSUMPTION + 'distribution = "elasticity"\ngood = "crude-oil"\nhorizon = "long"\n'
    assert not faults(TEXT + row + 'parameter = "sigma"\n', world=SmallWorld())
    fault = only(TEXT + row + 'parameter = "supply"\n', world=SmallWorld())
    assert "no supply of crude-oil" in fault.wrong


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ('distribution = "normal"\nmean = 1\nsd = 0', "sd (0) is not above 0"),
        ('distribution = "normal"\nmean = 1\nsd = 1\nlow = 3\nhigh = 2', "not below high"),
        ('distribution = "normal"\nmean = 1\nsd = 1\nlow = 90', "leaves nothing"),
        ('distribution = "lognormal"\nlow = 0\nhigh = 2', "low (0) is not above 0"),
        ('distribution = "lognormal"\nlow = 2\nhigh = 2', "low (2) is not below high (2)"),
        ('distribution = "pert"\nlow = 2\nmode = 1\nhigh = 3', "mode (1) lies outside"),
        ('distribution = "discrete"\nvalues = []', "values is empty"),
        ('distribution = "discrete"\nvalues = [1, 2]\nweights = [1]', "1 weights for 2 values"),
        ('distribution = "discrete"\nvalues = [1, 2]\nweights = [0, 0]', "weights are below 0"),
        ("low = 1", "distribution is missing"),
    ],
)
def test_a_distribution_that_cannot_be_is_a_fault(lines, says):
    assert says in only(TEXT + ASSUMPTION + lines + "\n").wrong


def test_what_nobody_knows_has_two_ends_and_every_draw_its_middle():
    text = TEXT + ASSUMPTION + 'known = "nothing"\nlow = 10\nhigh = 30\nunit = "%"\n'
    unknown = read(text).assumptions["more"].distribution
    assert unknown == Unknown(known="nothing", low=0.1, high=0.3)
    assert unknown.quantile(np.array([0.0, 0.5, 0.99])).tolist() == [0.2, 0.2, 0.2]
    assert unknown.range == (0.1, 0.3)


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ('known = "nothing"\nlow = 1', "high is missing"),
        ('known = "nothing"\nlow = 2\nhigh = 2', "low (2) is not below high (2)"),
        ('known = "nothing"\nlow = 1\nhigh = 2\nmode = 1', "has no mode; its keys are known, low"),
        ('known = "little"\nlow = 1\nhigh = 2', 'no known "little"; there are: "nothing"'),
        ('known = "nothing"\ndistribution = "uniform"\nlow = 1\nhigh = 2', "has no known"),
        ('known = "nothing"\nlow = 1\nhigh = 2\nbounds = [0, 1]', "beyond its bounds"),
    ],
)
def test_what_nobody_knows_is_written_with_low_and_high_only(lines, says):
    fault = only(TEXT + ASSUMPTION + lines + "\n")
    assert says in f"{fault.wrong}; {fault.right}"


def test_of_what_nobody_knows_nobody_knows_what_goes_with_it():
    draws = '[draws]\ncorrelations = [{ between = ["cut", "more"], rank = 0.5 }]\n'
    fault = only(TEXT + ASSUMPTION + 'known = "nothing"\nlow = 1\nhigh = 2\n' + draws)
    assert fault.key == "draws.correlations[0].between[1]"
    assert "nothing is known of more" in fault.wrong


def test_a_key_that_stands_twice_is_told_with_the_line_of_the_first():
    fault = only(TEXT + '[claims.supplier]\nquote = "again"\n')
    assert fault.key == "claims.supplier"
    assert fault.line == TEXT.count("\n") + 1
    first = TEXT[: TEXT.index("[claims.supplier]")].count("\n") + 1
    assert f"on line {first}" in fault.wrong
    twice = only(swapped("year = 2023", "year = 2023\nyear = 2024"))
    assert (twice.key, twice.line) == ("year", 4)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("year = 2023", "year: 2023", "write = between key and value"),
        ("year = 2023", "year = next", "write a text in quotes"),
        ("mode = 10", "mode = 10,5", "write a decimal point"),
        ('"Two states join"', "“Two states join”", 'write straight quotes (") in place of “'),
    ],
)
def test_a_slip_of_syntax_is_told_at_its_line(old, new, says):
    fault = only(swapped(old, new))
    assert says in fault.right
    assert fault.line == TEXT[: TEXT.index(old)].count("\n") + 1


def test_a_world_is_loaded_for_the_year_that_the_case_names():
    asked = []

    def load(year):
        asked.append(year)
        return SmallWorld(year=year)

    assert read(swapped("year = 2023", "year = 2021"), world=load).year == 2021
    assert asked == [2021]


def test_a_fault_of_the_command_line_is_told_there_and_not_in_the_file():
    fault = only(TEXT, overrides={"year": 1066})
    assert (fault.file, fault.line, fault.key) == ("--year", None, "")
    assert str(fault).startswith("--year\n  no trade data for 1066")
