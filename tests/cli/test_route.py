"""`accord route`: a way with totals, states and legs; that there is none is an answer too."""

import json
import re

import pytest
from tests.cli.command import accord, inside

FIELDS = {"feasible", "km", "hours", "cost", "states", "legs", "blocking"}
OVERLAND = ("Xian", "Budapest", "--by", "hours", "--avoid", "RUS", "--avoid", "IRN")


def found(*arguments):
    """Ask for a route as JSON."""
    done = inside("route", *arguments, "--json")
    assert done.returncode == 0, done.stdout
    return json.loads(done.stdout)


def test_a_way_without_russia_and_iran_goes_by_the_caspian_and_the_black_sea():
    done = accord("route", *OVERLAND, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    way = json.loads(done.stdout)
    assert {*way} >= FIELDS
    assert way["feasible"] is True
    assert way["states"][:4] == ["CHN", "KAZ", "AZE", "GEO"]
    assert way["states"][-1] == "HUN"
    assert {"caspian-sea", "black-sea"} <= {*way["passages"]}
    assert {leg["mode"] for leg in way["legs"]} == {"rail", "ferry", "transfer"}


@pytest.mark.parametrize("what", ["km", "hours", "cost"])
def test_the_legs_add_up_to_the_total_and_follow_one_another(what):
    way = found(*OVERLAND)
    assert sum(leg[what] for leg in way["legs"]) == pytest.approx(way[what], abs=0.5)
    ends = [(leg["from"], leg["to"]) for leg in way["legs"]]
    assert [to for _, to in ends[:-1]] == [start for start, _ in ends[1:]]


@pytest.mark.parametrize("by", ["hours", "km", "cost"])
def test_the_first_way_is_the_best_and_another_shares_no_more_than_its_part(by):
    way = found(*OVERLAND, "--by", by, "--alternatives", "2")
    assert all(way[by] <= other[by] for other in way["alternatives"])
    assert {"RUS", "IRN"}.isdisjoint(s for w in (way, *way["alternatives"]) for s in w["states"])


def test_no_way_is_an_answer_with_null_and_the_smallest_set_that_blocks():
    asked = ("AZE", "TUR", "--good", "crude-oil", "--mode", "pipeline")
    done = accord("route", *asked, "--avoid", "GEO", "--avoid", "RUS", "--json")
    assert done.returncode == 0
    way = json.loads(done.stdout)
    assert way["feasible"] is False
    assert [way[x] for x in ("km", "hours", "cost")] == [None] * 3
    assert (way["states"], way["legs"], way["blocking"]) == ([], [], ["GEO"])
    text = accord("route", *asked, "--avoid", "GEO", "--avoid", "RUS")
    assert text.returncode == 0
    assert re.fullmatch(
        r"no pipeline route AZE → TUR in \d{4} while GEO is shut; lifting GEO alone\sreopens one\n",
        text.stdout,
    )


def test_where_the_mode_is_what_lacks_the_way_by_others_is_told():
    done = accord("route", "AZE", "ISR", "--mode", "pipeline", "--good", "crude-oil")
    assert done.returncode == 0
    said = " ".join(done.stdout.split())
    assert said.startswith(
        "no pipeline route AZE → ISR in 2023; by pipeline and sea: BTC to Ceyhan"
    )
    assert re.search(r"tanker to \w+, \d,\d{3} km$", said)


def test_a_pipeline_without_a_good_to_carry_is_no_way_and_that_is_said():
    said = " ".join(inside("route", "AZE", "GEO", "--mode", "pipeline").stdout.split())
    assert said.endswith("; a pipeline carries its own good alone, and none is named")
    named = inside("route", "AZE", "GEO", "--mode", "pipeline", "--good", "crude-oil").stdout
    assert "none is named" not in named


def test_text_gives_total_states_passages_legs_and_what_rests_on_memory():
    said = inside("route", *OVERLAND).stdout
    assert re.search(r"^fastest +[\d,]+ km +[\d.]+ days +US\$ [\d,]+ a tonne$", said, re.MULTILINE)
    assert re.search(r"^through +CHN KAZ AZE GEO ", said, re.MULTILINE)
    assert re.search(r"^passages +.*caspian-sea", said, re.MULTILINE)
    assert re.search(r"^(\d+ of|none of the) \d+ legs rests? on memory", said, re.MULTILINE)
    assert re.search(r"^other ways, km +time", said, re.MULTILINE)
    assert max(map(len, said.splitlines())) <= 100


def test_states_go_by_code_or_everyday_name_and_blocs_by_their_members():
    coded = found("KAZ", "DEU", "--good", "crude-oil", "--avoid", "RUS")
    named = found("Kazakhstan", "germany", "--good", "crude-oil", "--avoid", "russia")
    assert coded["states"] == named["states"]
    assert coded["km"] == named["km"]
    around = found("Xian", "Istanbul", "--avoid", "EAEU")
    assert {"RUS", "KAZ", "BLR", "ARM", "KGZ"} == {*around["avoid"]}
    assert {*around["avoid"]}.isdisjoint(around["states"])


def test_the_year_decides_what_runs():
    before, after = (found("Baku", "Kars", "--mode", "rail", "--year", y) for y in ("2010", "2020"))
    assert "baku-tbilisi-kars" not in before["passages"]
    assert "baku-tbilisi-kars" in after["passages"]


def test_from_a_place_to_itself_is_no_way_at_all():
    way = found("Baku", "Baku")
    assert (way["feasible"], way["km"], way["states"], way["legs"]) == (True, 0, ["AZE"], [])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("Xain", "Budapest"), 'no place "Xain" in the network; did you mean "xian"?'),
        (("Xian", "Budapest", "--avoid", "RSU"), 'no state "RSU" in the network; did you mean'),
        (("Xian", "Budapest", "--close", "suezcanl"), 'no passage "suezcanl"; did you mean "suez-'),
        (("KAZ", "DEU", "--good", "crude"), 'no good "crude"; did you mean crude-oil?'),
        (("Xian", "Budapest", "--mode", "rial"), 'no mode "rial"; did you mean "rail"?'),
        (("Xian", "Budapest", "--by", "money"), 'no measure "money"; there are: cost, hours, km'),
        (("Xian", "Budapest", "--avoid", "CHN"), "the origin Xian is in CHN, which is to be avoid"),
        (("Xian", "Kars", "--year", "2010", "--close", "btk"), "cannot be closed in 2010"),
        (("Xian", "Kars", "--year", "99999"), "no network of the year 99999"),
        (
            ("Xian", "Kars", "--year", "1850"),
            "no network of the year 1850: it is known for 1995 to",
        ),
        (
            ("Xian", "Kars", "--year", "3000"),
            "no network of the year 3000: it is known for 1995 to",
        ),
        (("CHL", "KAZ"), "the network does not cover Chile\n"),
        (("Xian", "Peru"), "the network does not cover Peru\n"),
        (("Lima", "Baku"), 'the network does not cover "Lima"\n'),
        (("Xian", "Kars", "--alternatives", "-1"), "-1 other ways cannot be found; 0 or more"),
    ],
)
def test_a_slip_is_one_message_with_what_would_be_right_and_exit_code_2(arguments, said):
    done = inside("route", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    faults = json.loads(inside("route", *arguments, "--json").stdout)["faults"]
    assert len(faults) == 1


def test_a_good_takes_the_cheapest_way_unless_the_fastest_is_asked_for():
    line = ("route", "Baku", "Haifa", "--good", "crude-oil", "--json")
    said = [json.loads(inside(*line, *more).stdout) for more in ((), ("--by", "cost"))]
    assert said[0] == said[1]
    containers = ("route", "Xian", "Budapest", "--json")
    said = [json.loads(inside(*containers, *more).stdout) for more in ((), ("--by", "hours"))]
    assert said[0] == said[1]


@pytest.mark.parametrize(
    ("arguments", "states", "lines", "passages"),
    [
        (("Kolwezi", "Lobito", "--mode", "rail"), "COD AGO", {"benguela"}, set()),
        (("Ndola", "Dar-es-Salaam", "--mode", "rail"), "ZMB TZA", {"tazara"}, set()),
        (("Lusaka", "Durban", "--mode", "rail"), "ZMB ZWE", {"natal-corridor"}, set()),
        (("Livingstone", "Walvis-Bay"), "ZMB NAM", {"road-walvis-bay"}, set()),
        (("Harare", "Beira", "--mode", "rail"), "ZWE MOZ", {"beira-railway"}, set()),
        (("SAU", "CHN", "--good", "crude-oil", "--close", "hormuz"), "SAU", {"petroline"}, set()),
        (("Habshan", "Fujairah", "--good", "crude-oil", "--mode", "pipeline"), "ARE",
         {"habshan-fujairah"}, set()),
        (("Shanghai", "Rotterdam", "--mode", "sea", "--close", "red-sea"), "CHN NLD", set(),
         {"cape-of-good-hope"}),
        (("Baku", "Nakhchivan", "--mode", "rail", "--use", "zangezur", "--use", "meghri"),
         "AZE ARM AZE", {"zangezur", "meghri"}, set()),
        (("Novorossiysk", "Trieste", "--good", "crude-oil", "--mode", "sea"), "RUS", set(),
         {"bosporus", "dardanelles"}),
        (("Taganrog", "Istanbul", "--mode", "sea"), "RUS", set(), {"kerch-strait", "bosporus"}),
        (("New-York", "Los-Angeles", "--mode", "sea"), "USA PAN USA", set(), {"panama-canal"}),
        (("Basra", "Rotterdam", "--good", "crude-oil"), "IRQ", set(), {"hormuz"}),
    ],
)  # fmt: skip
def test_the_network_covers_what_is_argued_about(arguments, states, lines, passages):
    way = found(*arguments)
    assert way["states"][: len(states.split())] == states.split()
    assert lines <= {leg["line"] for leg in way["legs"]}
    assert passages <= set(way["passages"])


def test_the_northern_sea_route_runs_only_where_it_is_asked_for():
    by_sea = ("Murmansk", "Yokohama", "--mode", "sea")
    assert "northern-sea-route" not in found(*by_sea)["passages"]
    north = found(*by_sea, "--use", "northern-sea-route")
    assert "northern-sea-route" in north["passages"]
    assert north["km"] < found(*by_sea)["km"] - 8000


def test_to_avoid_a_state_that_the_network_does_not_cover_shuts_nothing():
    assert found(*OVERLAND, "--avoid", "PER")["km"] == found(*OVERLAND)["km"]
