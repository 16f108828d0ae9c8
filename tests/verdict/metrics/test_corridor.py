"""Ways, capacities and exposures on a network of five places, worked out by hand.

    Baku (AZE) -- 500 km, 30 Mt/a -- Tbilisi (GEO) -- 700 km, 20 Mt/a -- Haifa (ISR)
        |                                                                  |
        +----- 1,000 km, 10 Mt/a ----- Novo (RUS) ----- 1,500 km, 50 Mt/a -+

At 50 km/h the way through Georgia takes 24 hours, the one through Russia 50. Two more lines from
Baku to Haifa are proposed. Gas goes by a pipe of its own.
"""

import math

import pytest
from tests.verdict.metrics.asking import ask, drawn, made, refusal

from accord.verdict.metrics.room import ranges
from accord.world import Variant

NODES = """
    node     state  gives    takes
    baku     AZE    oil;gas  -
    tbilisi  GEO    -        -
    novo     RUS    -        -
    haifa    ISR    -        oil;gas
    eilat    JOR    -        oil
"""
EDGES = """
    from     to       km    mode          capacity  unit   edge     status    good
    baku     tbilisi  500   oil-pipeline  30        Mt/a   west     running   oil
    tbilisi  haifa    700   oil-pipeline  20        Mt/a   west-2   running   oil
    baku     novo     1000  oil-pipeline  10        Mt/a   north    running   oil
    novo     haifa    1500  oil-pipeline  50        Mt/a   north-2  running   oil
    baku     haifa    900   oil-pipeline  5         Mt/a   deep     proposed  oil
    baku     haifa    900   oil-pipeline  90        Mt/a   deeper   proposed  oil
    baku     haifa    800   gas-pipeline  10        bcm/a  pipe     running   gas
    haifa    eilat    100   oil-pipeline  40        Mt/a   south    running   oil
"""
TRADE = """
    supplier  buyer  value_usd  mass_t
    AZE       ISR    100        25000000
    AZE       JOR    10         1000000
"""
SPLITS = """
    state  good  year  route  via                 quantity
    AZE    oil   2021  west   baku;tbilisi;haifa  20
    AZE    oil   2022  west   baku;tbilisi;haifa  15
    AZE    oil   2022  north  baku;novo;haifa     5
"""
GOODS = {
    "oil": {},
    "gas": {"codes": ["271121"], "production": ["gas"], "priced": False, "why_not": "pipes"},
    "natural-gas": {
        "codes": ["271111"],
        "production": ["gas"],
        "conversion": {
            "low": 700.0, "central": 735.0, "high": 800.0, "unit": "t/Mm3", "source": "made-up",
            "status": "exact",
        },
    },
}  # fmt: skip
BLOCS = """
    bloc   state  start       end
    COAST  ISR    2000-01-01  -
    COAST  JOR    2023-01-01  -
"""


@pytest.fixture(scope="module")
def world():
    return made(
        nodes=NODES, edges=EDGES, trade=TRADE, splits=SPLITS, goods=GOODS, blocs=BLOCS,
        production="series state quantity\noil AZE 26000000\ngas AZE 1", states=("GEO", "RUS"),
    )  # fmt: skip


OIL = {"origin": "baku", "destination": "haifa", "good": "oil"}


def test_the_best_way_takes_its_hours(world):
    found = ask(world, "route-days", **OIL)
    assert found.values == pytest.approx(1)
    assert [row[:4] for row in found.table.rows] == [
        ("baku", "tbilisi", "oil-pipeline", "west"),
        ("tbilisi", "haifa", "oil-pipeline", "west-2"),
    ]
    assert [row[4] for row in found.table.rows] == pytest.approx([500, 700])
    assert [row[5] for row in found.table.rows] == pytest.approx([10, 14])
    assert found.says("1.00 days") == (
        "The way from baku to haifa for oil takes 1.00 days, through AZE, GEO and ISR."
    )


def test_a_way_around_a_state_is_longer(world):
    # 2,500 km at 50 km/h: 50 hours.
    found = ask(world, "route-days", **OIL, avoid=("GEO",))
    assert found.values == pytest.approx(50 / 24)
    closed = ask(world, "route-days", **OIL, close=("west-2",))
    assert closed.values == pytest.approx(50 / 24)


def test_a_way_exists_or_it_does_not(world):
    found = ask(world, "route-exists", **OIL, avoid=("GEO",))
    assert found.values == 1
    assert found.finding == (
        "A way leads from baku to haifa for oil without GEO, through AZE, RUS and ISR."
    )
    none = ask(world, "route-exists", **OIL, avoid=("GEO", "RUS"))
    assert none.values == 0
    assert none.finding.startswith("No way leads from baku to haifa for oil without GEO or RUS: ")
    assert refusal(world, "route-days", **OIL, avoid=("GEO", "RUS")) in none.finding


def test_a_place_that_the_network_does_not_know_is_refused(world):
    assert "atlantis" in refusal(
        world, "route-exists", origin="atlantis", destination="haifa", good="oil"
    )


def test_room_is_the_least_of_each_way_added_up_over_ways(world):
    # 20 of 30 and 20, 10 of 10 and 50. On to Jordan no more than 40, which is no limit.
    asked = {"origin": "AZE", "good": "oil"}
    found = ask(world, "corridor-capacity", **asked, destination="ISR")
    assert found.values == pytest.approx(30e6)
    assert [row[2] for row in found.table.rows] == pytest.approx([20, 10])  # the widest way first
    without = ask(world, "corridor-capacity", **asked, destination="ISR", avoid=("RUS",))
    assert without.values == pytest.approx(20e6)
    closed = ask(world, "corridor-capacity", **asked, destination="ISR", close=("west-2",))
    assert closed.values == pytest.approx(10e6)
    assert without.says("20 Mt/a") == (
        "Pipes and ports had room for 20 Mt/a of oil from AZE to ISR without RUS, in 2023."
    )


def test_room_to_a_bloc_is_to_its_members_of_the_year_together(world):
    # Jordan is of COAST in 2023; what reaches it passes Israel: 30 in all.
    asked = {"origin": "AZE", "good": "oil", "destination": "COAST"}
    assert ask(world, "corridor-capacity", **asked).values == pytest.approx(30e6)


def test_room_for_gas_is_turned_into_tonnes(world):
    # 10 bcm, of 735 t a million m3.
    found = ask(world, "corridor-capacity", origin="AZE", destination="ISR", good="gas")
    assert found.values == pytest.approx(10 * 1000 * 735)


def opened(*lines):
    """Make the same World with lines of no known capacity."""
    more = "".join(f"    {a} {b} 100 oil-pipeline - Mt/a {a}-{b} running oil\n" for a, b in lines)
    return made(nodes=NODES, edges=EDGES + more, goods=GOODS, states=("GEO", "RUS"))


def test_a_way_of_which_no_limit_is_known_is_unknown_and_not_endless():
    # Beside it 30 fit on ways that are known: 30 Mt is the least, and any more could be true.
    found = ask(opened(("baku", "haifa")), "corridor-capacity", origin="AZE", destination="ISR",
                good="oil")  # fmt: skip
    assert found.values == pytest.approx(30e6)
    assert (found.endless, found.more) == (("baku-haifa",), math.inf)
    assert found.says("30 Mt/a").startswith("Pipes and ports had room for at least 30 Mt/a of oil")


BOXES = """
    from   to     km   mode
    khan   quay   100  rail
    quay   haven  100  sea
    khan   pier   300  road
    pier   haven  100  sea
"""
ENDS = """
    node   state  handles
    khan   KAZ    -
    quay   KAZ    container
    pier   KAZ    container
    haven  ISR    container
"""
CARGOES = """
    good        cargo      modes                pipeline  terminal   starts  ends  unit
    any         container  rail;road;ferry;sea  -         container  -       -     Mt/a
    containers  container  rail;road;ferry;sea  -         container  -       -     Mt/a
"""
PORTS = """
    node  handle     capacity  unit
    quay  container  5         Mt/a
    quay  teu        100000    TEU/a
"""


def boxes(**more):
    """Read the room to Israel, by a port of 5 Mt and 100,000 boxes, and by another port."""
    world = made(nodes=ENDS, edges=BOXES, terminals=PORTS, corridor_goods=CARGOES,
                 goods={"oil": {}, "tin": {"codes": ["260900"]}}, states=("KAZ",))  # fmt: skip
    more = {"good": "containers", "origin": "khan", "destination": "haven", **more}
    return ask(world, "corridor-capacity", **more)


def test_cranes_for_boxes_limit_boxes_alone():
    assert boxes(modes=("rail", "sea")).values == pytest.approx(1e6)  # 10 t in each
    assert boxes(good="tin", modes=("rail", "sea")).values == pytest.approx(5e6)


@pytest.mark.parametrize(("room", "tonnes"), [("central", 1e6), ("least", 0.8e6), ("most", 1.5e6)])
def test_a_port_with_a_range_is_read_at_both_ends(room, tonnes):
    ranged = """
        node  handle  capacity  low    high    unit
        quay  teu     100000    80000  150000  TEU/a
    """
    world = made(nodes=ENDS, edges=BOXES, terminals=ranged, corridor_goods=CARGOES,
                 goods={"oil": {}}, states=("KAZ",))  # fmt: skip
    found = ask(
        world.read_as(Variant(room=room)), "corridor-capacity", good="containers",
        origin="khan", destination="haven", modes=("rail", "sea"),
    )  # fmt: skip
    assert found.values == pytest.approx(tonnes)
    assert found.ranged == ("quay (teu) 0.8 to 1.5 Mt/a",)


def test_a_line_of_two_stretches_with_a_range_is_named_once():
    found = {
        name: {"line": "west", "low": 10.0, "high": 12.0, "unit": "bcm/a"}
        for name in ("west-1", "west-2")
    }
    assert ranges(found) == ("west 10 to 12 bcm/a",)


def test_a_way_of_no_published_capacity_is_shut_and_named_and_the_rest_is_the_least():
    found = boxes()
    assert (found.values, found.endless) == (pytest.approx(1e6), ("khan-pier",))
    assert "no published capacity of khan pier: ways over them are not counted" in found.notes
    assert found.says("1 Mt/a").startswith("Lines and ports had room for at least 1 Mt/a of goods")


def test_one_known_limit_is_enough_of_a_way():
    # Baku to Novo has no known capacity, what follows holds it at 50; 20 go through Georgia.
    edges = EDGES.replace("north     running", "north     out    ")
    world = made(nodes=NODES, edges=edges + "    baku novo 9 oil-pipeline - Mt/a a running oil\n",
                 goods=GOODS)  # fmt: skip
    found = ask(world, "corridor-capacity", origin="AZE", destination="ISR", good="oil")
    assert (found.values, found.endless) == (pytest.approx(70e6), ())


def test_where_no_way_has_a_known_limit_room_is_untestable_and_names_the_lines():
    reason = refusal(
        opened(("baku", "haifa")), "corridor-capacity", origin="AZE", destination="ISR",
        good="oil", avoid=("GEO", "RUS"),
    )  # fmt: skip
    assert reason.startswith("no limit is known of any way for oil")
    assert reason.endswith("they lead over baku haifa")


CLOSED = {"buyer": "ISR", "suppliers": ("AZE",), "good": "oil"}


def test_a_closure_takes_what_other_ways_have_no_room_for(world):
    # 25 Mt are bought; 20 go through Georgia and 5 north, where 10 fit: 15 of 25 are lost.
    found = ask(world, "closure-loss", **CLOSED, close=("west-2",))
    assert found.values == pytest.approx(15 / 25)
    assert found.table.rows == (("ISR", 25, pytest.approx(20), pytest.approx(15)),)
    assert found.says("60 %") == (
        "West 2 shut, ISR would lose 60 % of its recorded oil from AZE for good, as in 2023."
    )
    assert ask(world, "closure-loss", **CLOSED, avoid=("GEO",)).values == pytest.approx(15 / 25)
    assert ask(world, "closure-loss", **CLOSED, avoid=("RUS",)).values == pytest.approx(5 / 25)


def test_what_is_not_bought_can_not_be_lost(world):
    asked = {"buyer": "ISR", "suppliers": ("RUS",), "good": "oil", "close": ("west-2",)}
    assert (
        refusal(world, "closure-loss", **asked)
        == "ISR has no recorded imports of oil from RUS in 2023"
    )


def test_a_closure_is_shared_by_the_buyers_of_a_bloc(world):
    # 26 Mt are bought by both, 10 fit on the way north: 16 of 26 are lost.
    asked = {**CLOSED, "buyer": "COAST"}
    found = ask(world, "closure-loss", **asked, close=("west-2",))
    assert found.values == pytest.approx(16 / 26)
    assert sorted((row[0], row[1]) for row in found.table.rows) == [("ISR", 25), ("JOR", 1)]


EXPOSED = {"state": "AZE", "good": "oil", "through": "GEO"}


def test_the_share_that_passes_is_of_the_newest_split(world):
    # 15 of 20 in 2022; all in 2021.
    found = ask(world, "transit-share", **EXPOSED)
    assert (found.values, found.year) == (pytest.approx(0.75), 2022)
    assert ask(world, "transit-share", **EXPOSED, year=2021).values == pytest.approx(1)
    assert [row[:3] for row in found.table.rows] == [("west", 15, "yes"), ("north", 5, "no")]
    assert found.says("75 %") == "75 % of exports of oil of AZE passed GEO in 2022."


def test_the_share_that_must_pass_is_what_other_ways_can_not_carry(world):
    # Of 20 Mt the way north can carry 10.
    found = ask(world, "transit-share", **EXPOSED, measure="must")
    assert found.values == pytest.approx(0.5)
    assert found.says("50 %") == "50 % of exports of oil of AZE had to pass GEO in 2022."


def test_without_a_published_split_there_is_no_share(world):
    assert refusal(world, "transit-share", state="RUS", good="oil", through="GEO") == (
        "no exports of oil of RUS are recorded in 2023"
    )
    assert refusal(world, "transit-share", **EXPOSED, year=2020) == (
        "no split of exports of oil of AZE over routes is known up to 2020"
    )


NEW = """
[scenarios.deep]
title = "A line under the sea"
shocks = [{ kind = "new-line", lines = ["deep"] }]
[scenarios.join]
title = "Azerbaijan joins"
shocks = [{ kind = "accession", candidates = ["AZE"], with = ["ISR"], cost_cut = 0.1 }]
"""


def test_a_line_that_opens_takes_its_room_off_what_must_pass_and_no_others(world):
    # With 5 Mt under the sea 15 of 20 have another way, not 10: a quarter less must pass. The
    # other line that is proposed, of 90 Mt, stays shut.
    found = ask(world, "transit-share-removed", NEW, **EXPOSED, scenario="deep")
    assert drawn(found) == pytest.approx([0.25])
    assert found.notes[:2] == (
        "of 20 Mt/a 75.0\u202f% pass it, 50.0\u202f% have no other way",
        "deep come into use",
    )
    assert found.says("25 pp") == (
        "A line under the sea: the share of exports of oil of AZE that must pass GEO falls by "
        "25 pp."
    )


def test_a_scenario_that_opens_no_line_touches_nothing_of_transit(world):
    assert refusal(world, "transit-share-removed", NEW, **EXPOSED, scenario="join") == (
        "'Azerbaijan joins' brings no line for oil into use: no way, room or tariff that this "
        "reads is touched"
    )


# ---------------------------------------------------------- ways under scenarios, trade that is hit

SHUT = """
[scenarios.west-shut]
title = "The west shut"
shocks = [{ kind = "closure", passages = ["west"], open_share = 0.5 }]
[scenarios.both-shut]
shocks = [{ kind = "closure", passages = ["west", "north"] }]
[scenarios.vetoed]
shocks = [{ kind = "veto", by = ["GEO", "ISR"] }]
"""


def test_a_way_is_so_many_km_and_costs_so_much_a_tonne(world):
    # 1,200 km at a cent a tonne-kilometre.
    assert ask(world, "route-km", **OIL).values == pytest.approx(1200)
    assert ask(world, "route-cost", **OIL).values == pytest.approx(12)
    assert ask(world, "route-km", **OIL).says("1,200 km").startswith("The way from baku to haifa")


def test_a_scenario_shuts_in_full_force_and_is_held_against_another(world):
    # Half a year shut is shut: 2,500 km in place of 1,200, a veto of the end itself is no bar.
    around = ask(world, "route-km", SHUT, **OIL, scenario="west-shut")
    assert around.values == pytest.approx(2500)
    more = ask(world, "route-km", SHUT, **OIL, scenario="west-shut", against="baseline")
    assert more.values == pytest.approx(1300)
    assert "under 'The west shut' is 1,300 km more than under 'baseline'" in more.says("1,300 km")
    assert ask(world, "route-km", SHUT, **OIL, scenario="vetoed").values == pytest.approx(2500)
    assert ask(world, "route-exists", SHUT, **OIL, scenario="both-shut").values == 0
    assert refusal(world, "route-days", SHUT, **OIL, scenario="both-shut")


def test_room_under_a_scenario_is_without_what_it_shuts_and_with_what_it_opens(world):
    asked = {"origin": "AZE", "good": "oil", "destination": "ISR"}
    shut = ask(world, "corridor-capacity", SHUT, **asked, scenario="west-shut")
    assert shut.values == pytest.approx(10e6)
    opened = ask(world, "corridor-capacity", NEW, **asked, scenario="deep")
    assert opened.values == pytest.approx(35e6)


def test_room_from_a_bloc_is_from_its_members_together(world):
    asked = {"origin": "BOTH", "good": "oil", "destination": "ISR"}
    both = made(nodes=NODES, edges=EDGES, goods=GOODS, states=("GEO", "RUS"),
                blocs="bloc state start end\nBOTH AZE - -\nBOTH RUS - -")  # fmt: skip
    assert ask(both, "corridor-capacity", **asked).values == pytest.approx(70e6)


def test_a_line_carries_what_its_narrowest_stretch_does(world):
    found = ask(world, "line-capacity", line="west-2")
    assert found.values == pytest.approx(20e6)
    assert found.says("20 Mt/a") == "West 2 could carry 20 Mt/a, in 2023."
    planned = ask(world, "line-capacity", line="deep")
    assert planned.says("5 Mt/a") == "Deep (proposed) would carry 5 Mt/a, in 2023."
    assert refusal(world, "line-capacity", line="baku") == "no capacity of baku is known"


def test_a_gas_line_carries_bcm(world):
    assert ask(world, "line-capacity", line="pipe").values == 10


def test_trade_is_rerouted_delayed_or_cut_off(world):
    # 25 Mt to Israel and 1 to Jordan go by the west, the cheapest and quickest; north is left.
    asked = {"good": "oil", "scenario": "west-shut"}
    found = ask(world, "trade-hit", SHUT, **asked, fate="rerouted")
    assert drawn(found) == pytest.approx([13e6])  # in half of the year
    assert found.table.rows[0] == (
        "AZE", "ISR", 25e6, pytest.approx(13), pytest.approx(26 / 24), "yes"
    )  # fmt: skip
    assert drawn(ask(world, "trade-hit", SHUT, **asked, fate="delayed")) == pytest.approx([13e6])
    assert drawn(ask(world, "trade-hit", SHUT, **asked, fate="cut-off")) == [0]
    gone = {"good": "oil", "scenario": "both-shut", "fate": "cut-off"}
    assert drawn(ask(world, "trade-hit", SHUT, **gone, by="value")) == pytest.approx([110])
    one = ask(world, "trade-hit", SHUT, **gone, buyers=("ISR",))
    assert drawn(one) == pytest.approx([25e6])
    assert one.says("25 Mt") == ("Both shut: 25 Mt a year of recorded oil has no way left.")


def test_a_scenario_that_shuts_nothing_hits_no_trade(world):
    assert refusal(world, "trade-hit", NEW, good="oil", scenario="join") == (
        "'Azerbaijan joins' shuts and opens no way of oil"
    )


# ----------------------------------------------------------- a share that the network gives


def test_a_share_is_derived_from_the_network_where_nobody_published_a_split():
    # 26 Mt: 20 go west, the cheapest, 6 north, where 10 fit. Without Georgia 10 get through.
    world = made(nodes=NODES, edges=EDGES, trade=TRADE, goods=GOODS, blocs=BLOCS,
                 states=("GEO", "RUS"))  # fmt: skip
    found = ask(world, "transit-share", **EXPOSED)
    assert found.values == pytest.approx(20 / 26)
    assert found.says("77 %") == (
        "77 % of exports of oil of AZE passed GEO in 2023, as derived from the network."
    )
    assert found.notes[0].startswith("derived from the network: nobody published")
    must = ask(world, "transit-share", **EXPOSED, measure="must")
    assert must.values == pytest.approx(16 / 26)
    imports = {"state": "ISR", "good": "oil", "through": "GEO", "direction": "import"}
    assert ask(world, "transit-share", **imports).values == pytest.approx(20 / 25)
    bloc = {**imports, "state": "COAST"}
    assert ask(world, "transit-share", **bloc).values == pytest.approx(20 / 26)
    removed = ask(world, "transit-share-removed", NEW, **EXPOSED, scenario="deep")
    assert removed.values == pytest.approx(16 / 26 - 11 / 26)
    assert "is an end of that trade" in refusal(
        world, "transit-share", state="AZE", good="oil", through="AZE"
    )


def test_a_room_says_how_many_of_its_lines_are_from_memory():
    # West by Georgia is read; of the north one stretch is only remembered.
    header, *rows = EDGES.strip().splitlines()
    status = {True: '"from memory"', False: "verified"}
    marked = [f"{row} {status['north-2' in row]}" for row in rows]
    edges = "\n".join([f"{header} source_status", *marked])
    world = made(
        nodes=NODES, edges=edges, trade=TRADE, splits=SPLITS, goods=GOODS, blocs=BLOCS,
        production="series state quantity\noil AZE 26000000\ngas AZE 1", states=("GEO", "RUS"),
    )  # fmt: skip
    asked = {"origin": "AZE", "destination": "ISR", "good": "oil"}
    whole = ask(world, "corridor-capacity", **asked)
    assert "1 of the 4 lines that it hangs on are from memory" in whole.notes
    west = ask(world, "corridor-capacity", **asked, avoid=("RUS",))
    assert not any("from memory" in note for note in west.notes)


SHUT_WEST = """
[scenarios.shut]
title = "The way west is shut"
shocks = [{ kind = "closure", passages = ["west"] }]
"""


@pytest.fixture(scope="module")
def partly_remembered():
    """The same world, of whose lines one stretch in the north is only remembered."""
    header, *rows = EDGES.strip().splitlines()
    status = {True: '"from memory"', False: "verified"}
    marked = [f"{row} {status['north-2' in row]}" for row in rows]
    return made(
        nodes=NODES, edges="\n".join([f"{header} source_status", *marked]), trade=TRADE,
        splits=SPLITS, goods=GOODS, blocs=BLOCS,
        production="series state quantity\noil AZE 26000000\ngas AZE 1", states=("GEO", "RUS"),
    )  # fmt: skip


def test_a_market_under_a_closure_says_how_many_of_the_lines_it_hangs_on_are_from_memory(
    partly_remembered,
):
    # With west shut 10 of 26 go north, of which one stretch is only remembered: two stretches carry
    # less, two more, and south to Jordan, which is short with Israel, less.
    asked = {"state": "ISR", "good": "oil", "scenario": "shut"}
    found = ask(partly_remembered, "price-change", SHUT_WEST, **asked)
    assert "1 of the 5 lines that it hangs on are from memory" in found.notes


def test_a_market_read_for_gains_says_how_many_of_the_lines_it_hangs_on_are_from_memory(
    partly_remembered,
):
    # The same world, each line of Israel's ways taken away in turn: all five carry less or more.
    found = ask(partly_remembered, "largest-loss", parties=("ISR",), good="oil", remove=("line",))
    assert "1 of the 5 lines that it hangs on are from memory" in found.notes
