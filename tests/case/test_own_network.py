"""A case brings places, lines, terminals and splits of its own, and the network has them."""

import json
import pickle
import re
from contextlib import suppress

import numpy as np
import pytest
from tests.cli.command import inside

from accord import case
from accord.engines.corridor import load as network_of
from accord.engines.corridor import route
from accord.errors import CaseError
from accord.solve import Corridors
from accord.solve.shut import Shut
from accord.world import load

TEXT = """\
format = 1
title = "A pipeline under the Caspian"
year = 2022

[goods.crude-oil]

[sources.report]
title = "A report about the line"

[places.east]
title = "East field"
state = "TKM"
lon = 55.0
lat = 38.5
gives = ["natural-gas"]
source = "report"

[lines.trans-caspian]
title = "Trans-Caspian pipeline"
mode = "gas-pipeline"
stops = ["east", "turkmenbashi", "sangachal"]
km = 600
capacity = 10
unit = "mcm/d"
status = "running"
source = "report"

[lines.shore-railway]
title = "Railway along the shore"
mode = "rail"
gauge = 1520
stops = ["turkmenbashi", "east"]

[[terminals]]
place = "east"
handle = "oil"
capacity = 0.2
unit = "Mb/d"
source = "report"

[[splits]]
state = "TKM"
good = "crude-oil"
year = 2022
route = "by Baku"
via = ["turkmenbashi", "sangachal", "btc", "ceyhan"]
quantity = 5
unit = "Mt"
source = "report"
"""
CLAIMS = """
[claims.way]
quote = "gas reaches Italy past Russia and Iran"
metric = { name = "route-exists", origin = "east", destination = "ITA", good = "pipeline-gas", avoid = ["RUS", "IRN"] }
holds = "= yes"
why = "there is a way or there is none"

[claims.transit]
quote = "Turkmen crude crosses Azerbaijan"
metric = { name = "transit-share", state = "TKM", good = "crude-oil", through = "AZE" }
holds = ">= 90 %"
why = "nearly all"
"""  # noqa: E501


def read(text=TEXT):
    return case.parse(text, name="line", file="line.toml", world=load)


def network(text=TEXT):
    return network_of(load(2022).laid(read(text).own.brought).corridors)


def test_a_line_has_its_length_shared_out_by_great_circle_and_its_capacity_in_the_network_s_unit():
    here = network()
    own = [i for i, line in enumerate(here.edges.line) if line == "trans-caspian"]
    assert here.edges.km[own].sum() == pytest.approx(600)
    # to Turkmenbashi, 1.5 degrees north and 2 west, it is 244 km, on to Sangachal, 3.5 west, 298
    assert here.edges.km[own][0] / 600 == pytest.approx(244 / (244 + 298), abs=0.01)
    np.testing.assert_allclose(here.edges.capacity[own], 3.65)  # 10 mcm a day for a year, bcm
    assert not here.edges.both[own].any()  # gas goes one way where nothing is said


def test_a_line_without_a_length_is_its_great_circle_and_one_that_is_no_pipe_goes_both_ways():
    here = network()
    (own,) = [i for i, line in enumerate(here.edges.line) if line == "shore-railway"]
    assert here.edges.km[own] == pytest.approx(244, abs=1)
    assert here.edges.both[own]
    assert here.edges.gauge[own] == 1520
    assert here.edges.source_status[own] == "judgement"


def test_what_does_not_run_carries_nothing_until_it_is_opened():
    there = route(network(), "east", "ITA", good="pipeline-gas", avoid=["RUS", "IRN"])
    assert there.states[:2] == ("TKM", "AZE")
    proposed = network(TEXT.replace('status = "running"', 'status = "proposed"'))
    assert not route(proposed, "east", "ITA", good="pipeline-gas", avoid=["RUS", "IRN"]).feasible
    built = route(
        proposed, "east", "ITA", good="pipeline-gas", avoid=["RUS", "IRN"], also=["proposed"]
    )
    assert built.feasible


def test_a_terminal_s_capacity_is_a_limit_of_its_place():
    here = network()
    at = here.place("east")
    (limit,) = [c for c, n in zip(here.limits.capacity, here.limits.node, strict=True) if n == at]
    assert limit == pytest.approx(0.2 * 49.7954)  # Mt a year


def test_the_package_s_network_is_what_it_was():
    network()
    ours = network_of(load(2022).corridors)
    assert "east" not in ours.node
    assert "trans-caspian" not in ours.edges.line
    laid = network()
    np.testing.assert_array_equal(laid.edges.km[: len(ours.edges.km)], ours.edges.km)
    np.testing.assert_array_equal(laid.edges.cost["oil"][: len(ours.edges.km)],
                                  ours.edges.cost["oil"])  # fmt: skip


def test_a_world_with_lines_of_a_case_travels_to_another_process():
    there = pickle.loads(pickle.dumps(load(2022).laid(read().own.brought)))
    assert "trans-caspian" in there.passages


def test_a_scenario_may_close_a_line_of_the_case_or_open_one():
    shut = '[scenarios.shut]\nshocks = [{ kind = "closure", passages = ["trans-caspian"] }]\n'
    built = '[scenarios.built]\nshocks = [{ kind = "new-line", lines = ["trans-caspian"] }]\n'
    assert set(read(TEXT + shut + built).scenarios) == {"shut", "built"}


def test_a_case_with_a_line_of_its_own_runs_and_names_its_source(tmp_path):
    (tmp_path / "line.toml").write_text(TEXT + CLAIMS, encoding="utf-8")
    done = inside("run", "line.toml", "--draws", "20", "--out", "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    document = json.loads((tmp_path / "out/result.json").read_text(encoding="utf-8"))
    assert {v["claim"]: v["verdict"] for v in document["verdicts"]} == {
        "way": "supported",
        "transit": "supported",
    }
    rests = {one["key"]: one["used_by"] for one in document["sources"]}
    assert rests["report"] == ["way", "transit"]
    assert rests["judgement"] == []  # of the railway, which no verdict used


@pytest.mark.parametrize(
    ("was", "becomes", "key", "wrong"),
    [
        ('state = "TKM"\nlon', 'state = "OTS"\nlon', "places.east.state", "OTS is a bloc"),
        ("lon = 55.0", "lon = 255.0", "places.east.lon", "outside of what is possible"),
        ("[places.east]", "[places.baku]", "places.baku", "is there already"),
        ("[lines.trans-caspian]", "[lines.btc]", "lines.btc", "is there already"),
        ('"sangachal"]\nkm', '"sangachall"]\nkm', "lines.trans-caspian.stops[2]",
         'no place of the network "sangachall"'),
        ('stops = ["turkmenbashi", "east"]', 'stops = ["east"]', "lines.shore-railway.stops",
         "1 stops"),
        ("km = 600", "km = 500", "lines.trans-caspian.km", "shorter than the great circle"),
        ("km = 600", "km = 0", "lines.trans-caspian.km", "outside of what is possible"),
        ("capacity = 10\n", "capacity = -1\n", "lines.trans-caspian.capacity", "outside of what"),
        ('unit = "mcm/d"', 'unit = "bcm"', "lines.trans-caspian.unit", 'no unit "bcm"'),
        ('unit = "mcm/d"\n', "", "lines.trans-caspian", "a capacity without a unit"),
        ("gauge = 1520\n", "", "lines.shore-railway", "a railway without a gauge"),
        ('mode = "gas-pipeline"', 'mode = "gas"', "lines.trans-caspian.mode", 'no mode "gas"'),
        ('status = "running"', 'first_year = 2030\nlast_year = 2020',
         "lines.trans-caspian.last_year", "is before first_year"),
        ('place = "east"', 'place = "eats"', "terminals[0].place",
         'no place of the network "eats"'),
        ('place = "east"', 'place = "turkmenbashi"', "terminals[0]", "accord has a capacity"),
        ("capacity = 0.2\n", "capacity = 0.2\nlow = 0.3\nhigh = 0.4\n", "terminals[0]",
         "lies outside of low"),
        ("capacity = 10\n", "low = 1\nhigh = 2\n", "lines.trans-caspian", "a range of no capacity"),
        ('"btc", "ceyhan"]', '"btcc", "ceyhan"]', "splits[0].via[2]", 'no passage "btcc"'),
        ('state = "TKM"\ngood', 'state = "KAZ"\ngood', "splits[0]", "accord has a split of"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_it_is_said_where_it_stands(was, becomes, key, wrong):
    assert was in TEXT
    with pytest.raises(CaseError) as refused:
        read(TEXT.replace(was, becomes, 1))
    found = [(one.key, one.wrong) for one in refused.value.faults]
    assert any(at == key and wrong in said for at, said in found), found


def test_a_line_and_a_port_of_the_case_s_own_may_have_a_range():
    text = TEXT.replace("capacity = 0.2\n", "capacity = 0.2\nlow = 0.1\nhigh = 0.3\n")
    text = text.replace("capacity = 10\n", "capacity = 10\nlow = 5\nhigh = 20\n")
    tables = load(2022).laid(read(text).own.brought).corridors
    (port,) = tables["terminals"].filter(node="east").iter_rows(named=True)
    assert (port["low"], port["high"]) == pytest.approx((4.97954, 14.93862))  # 49.8 Mt a Mb/d
    pipe = tables["edges"].filter(line="trans-caspian")
    assert set(pipe["low"]) == {5 * 0.365}  # bcm of mcm a day
    assert set(pipe["high"]) == {20 * 0.365}


WRITTEN = re.compile(r'(?<== )("[^"\n]*"|[\d.]+|\[[^\]\n]*\])')


@pytest.mark.parametrize("value", ["-1", "true", '""', '"judgement"', "[]", "{ a = 1 }", "nan"])
def test_any_value_in_the_place_of_any_other_reads_or_is_a_fault(value):
    for place in WRITTEN.finditer(TEXT):
        with suppress(CaseError):
            read(TEXT[: place.start()] + value + TEXT[place.end() :])


BYPASS = """
[lines.kuwait-bypass]
title = "From Kuwait to Fujairah, past the strait"
mode = "oil-pipeline"
stops = ["mina-al-ahmadi", "fujairah"]
capacity = 3
unit = "Mb/d"
status = "proposed"
"""


def test_a_market_whose_strait_is_shut_gets_out_what_a_line_of_the_case_carries():
    here = load(2022).laid(read(TEXT + BYPASS).own.brought)
    ways, market = Corridors(here), here.market("crude-oil")
    kuwait = here.index("KWT")
    shut = ways.rerouted(market, Shut(close=frozenset({"hormuz"})))
    built = ways.rerouted(
        market, Shut(close=frozenset({"hormuz"}), use=frozenset({"kuwait-bypass"}))
    )
    assert shut.stranded[kuwait] > 0.5
    # Fujairah loads 100 Mt a year, which the Emirates share: a part gets out, not all
    assert built.stranded[kuwait] < shut.stranded[kuwait] - 0.1
