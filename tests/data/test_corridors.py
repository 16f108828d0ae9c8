"""The corridor tables: every place in its state, no edge too short, every row with its source."""

import json
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from tests.engines.corridor.networks import package

from accord.data import Tables
from accord.engines.corridor import Demand, capacity, load, route
from accord.errors import CaseError

PACKAGE = Tables.open()

LAND = Path(__file__).parent / "land.json"  # Natural Earth at 1:50 m, thinned to 0.05 degrees
TOLERANCE_KM = 20.0  # thinning, quays built into the sea, borders along rivers
# Places that the land file lacks or shows as another's, and why.
ELSEWHERE = {
    "das-island": "island dropped at this scale",
    "kharg": "island dropped at this scale",
    "basra-oil-terminal": "platform at sea",
    "leviathan": "gas field at sea",
    "zohr": "gas field at sea",
    "suez-canal": "canal",
    "volga-don-canal": "canal",
    "tangshan-caofeidian": "land won from the sea",
    **dict.fromkeys(
        ("kara-gate", "vilkitsky-strait", "sannikov-strait", "long-strait"),
        "a strait that ships pass with Russia's leave",
    ),
}


@cache
def land():
    text = json.loads(LAND.read_text(encoding="utf-8"))
    return {s: [np.array(r).reshape(-1, 2) for r in rings] for s, rings in text.items()}


def inside(state, lon, lat):
    found = False
    for ring in land()[state]:
        for x in (lon, lon + 360, lon - 360):
            (a, b), (c, d) = ring[:-1].T, ring[1:].T
            cross = (b > lat) != (d > lat)
            with np.errstate(divide="ignore", invalid="ignore"):
                east = x < (c - a) * (lat - b) / (d - b) + a
            found ^= bool((cross & east).sum() % 2)
    return found


def kilometres_outside(state, lon, lat):
    if inside(state, lon, lat):
        return 0.0
    best = np.inf
    for ring in land()[state]:
        flat = (ring - (lon, lat)) * np.array([np.cos(np.radians(lat)), 1.0]) * 111.2
        a, d = flat[:-1], np.diff(flat, axis=0)
        t = np.clip(-(a * d).sum(1) / np.maximum((d**2).sum(1), 1e-9), 0, 1)
        best = min(best, float(np.hypot(*(a + t[:, None] * d).T).min()))
    return best


def test_the_network_has_400_to_1700_places_and_covers_the_states_that_matter():
    network = package()
    assert 400 <= len(network.node) <= 1700
    assert {"AZE", "KAZ", "GEO", "TUR", "ISR", "RUS", "CHN", "IRN", "TKM", "UZB"} <= set(
        network.states
    )
    assert sum(network.hub) >= 200


def test_every_place_lies_in_its_state():
    network = package()
    wrong = {
        name: f"{state}: {away:.0f} km off"
        for name, state, lon, lat in zip(
            network.node, network.state, network.lon, network.lat, strict=True
        )
        if state and name not in ELSEWHERE
        if (away := kilometres_outside(state, float(lon), float(lat))) > TOLERANCE_KM
    }
    assert not wrong


def test_the_high_seas_and_most_straits_are_nobodys():
    network = package()
    for name, state, kind in zip(network.node, network.state, network.kind, strict=True):
        if kind == "sea":
            assert state == "", name
    assert {network.state[network.place(s)] for s in ("hormuz", "malacca", "gibraltar")} == {""}
    assert network.state[network.place("suez-canal")] == "EGY"
    assert network.state[network.place("bosporus")] == "TUR"
    assert network.state[network.place("volga-don-canal")] == "RUS"


def test_no_edge_is_shorter_than_the_great_circle():
    network, e = package(), package().edges
    a, b = (
        np.radians([network.lon[e.tail], network.lat[e.tail]])[:, :],
        np.radians([network.lon[e.head], network.lat[e.head]]),
    )
    chord = (
        np.sin((b[1] - a[1]) / 2) ** 2
        + np.cos(a[1]) * np.cos(b[1]) * np.sin((b[0] - a[0]) / 2) ** 2
    )
    arc = 2 * 6371.0088 * np.arcsin(np.sqrt(chord))
    short = [
        f"{e.name[i]}: {e.km[i]:.0f} km, great circle {arc[i]:.0f}"
        for i in np.flatnonzero(e.km < 0.995 * arc - 0.5)
    ]
    assert not short


def test_no_edge_is_absurdly_longer_than_the_great_circle():
    network, e = package(), package().edges
    dx = (network.lon[e.head] - network.lon[e.tail] + 180) % 360 - 180
    dy = network.lat[e.head] - network.lat[e.tail]
    rough = 111 * np.hypot(dx * np.cos(np.radians(network.lat[e.tail])), dy)
    land_mode = np.array([m in ("rail", "road") for m in e.mode])
    long = [
        f"{e.name[i]}: {e.km[i]:.0f} km, {rough[i]:.0f} as the crow flies"
        for i in np.flatnonzero(land_mode & (e.km > 3 * rough + 60))
    ]
    assert not long


def test_a_border_is_crossed_on_an_edge_of_its_own():
    """An edge on land between two states is short; under the sea it may be long."""
    network, e = package(), package().edges
    state = np.array(network.state)
    crossing = (state[e.tail] != state[e.head]) & (state[e.tail] != "") & (state[e.head] != "")
    long = [
        e.name[i]
        for i in np.flatnonzero(crossing & (e.km > 110))
        if e.mode[i] in ("rail", "road", "oil-pipeline")
    ]
    assert not long


def test_every_place_can_be_reached_by_something_that_runs_or_is_planned():
    network, e = package(), package().edges
    root = list(range(len(network.node)))

    def top(i):
        while root[i] != i:
            root[i] = root[root[i]]
            i = root[i]
        return i

    for a, b in zip(e.tail.tolist(), e.head.tolist(), strict=True):
        root[top(a)] = top(b)
    main = top(network.place("Xian"))
    assert [n for i, n in enumerate(network.node) if top(i) != main] == []


def test_sea_ways_neither_cut_through_the_arctic_nor_stand_still():
    e = package().edges
    for i in np.flatnonzero([m == "sea" for m in e.mode]):
        assert e.km[i] > 0, e.name[i]
        lats = [float(p.split()[1]) for p in e.path[i].split(";") if p]
        assert max(lats, default=0.0) < 78, e.name[i]


@cache
def boxed():
    rings = [ring for rings in land().values() for ring in rings]
    return [(*ring.min(axis=0), *ring.max(axis=0), ring) for ring in rings]


def at_sea(lon, lat):
    on_land = False
    for west, south, east, north, ring in boxed():
        for x in (lon, lon + 360, lon - 360):
            if west <= x <= east and south <= lat <= north:
                (a, b), (c, d) = ring[:-1].T, ring[1:].T
                cross = (b > lat) != (d > lat)
                with np.errstate(divide="ignore", invalid="ignore"):
                    on_land ^= bool((cross & (x < (c - a) * (lat - b) / (d - b) + a)).sum() % 2)
    return not on_land


def test_lanes_around_africa_and_along_the_arctic_keep_off_land():
    """Of the points of a lane, drawn every 50 km, only those at its ports may be on land."""
    network, e = package(), package().edges
    wanted = ("sea-africa-west", "sea-africa-east", "northern-sea-route")
    for i in np.flatnonzero([line in wanted for line in e.line]):
        bends = [tuple(map(float, p.split())) for p in filter(None, e.path[i].split(";"))]
        ends = ((float(network.lon[n]), float(network.lat[n])) for n in (e.tail[i], e.head[i]))
        first, last = ends
        track = np.array([first, *bends, last])
        track[:, 0] = np.degrees(np.unwrap(np.radians(track[:, 0])))
        steps = [max(1, int(np.hypot(*(b - a)) / 0.45)) for a, b in pairwise(track)]
        points = [
            a + (b - a) * t
            for (a, b), n in zip(pairwise(track), steps, strict=True)
            for t in np.arange(n) / n
        ]
        wet = [at_sea((x + 180) % 360 - 180, y) for x, y in points[2:-2]]
        assert sum(wet) >= len(wet) - max(2, len(wet) // 20), e.name[i]


def test_every_row_names_a_source_that_is_catalogued_and_says_how_sure_it_is():
    known = set(PACKAGE.sources)
    tables = {
        **PACKAGE.corridors,
        "splits": PACKAGE.splits(),
        "rates": PACKAGE.rates,
        "events": PACKAGE.events,
    }
    for name in ("nodes", "edges", "passages", "terminals", "splits", "rates", "events"):
        rows = tables[name]
        assert rows["source"].null_count() == 0, name
        assert set(rows["source"]) <= known, name
        if "source_status" in rows.columns:
            assert set(rows["source_status"]) <= {
                "verified", "from memory", "judgement", "computed",
            }, name  # fmt: skip
        if name != "nodes":
            remembered = rows.filter(rows["source"] == "memory")
            assert set(remembered["source_status"]) <= {"from memory"}, name


def test_what_is_only_remembered_is_counted_in_every_route():
    found = route(package(), "Xian", "Budapest")
    remembered = [leg for leg in found.legs if leg.source_status == "from memory"]
    assert found.from_memory == len(remembered) > 0


def test_published_capacities_stand_in_the_tables():
    e = package().edges
    for line, room, unit in (
        ("scp", 23.4, "bcm/a"), ("tanap", 16, "bcm/a"), ("tap", 11.5, "bcm/a"),
        ("cpc", 72.5, "Mt/a"),
        ("atyrau-samara", 17.5, "Mt/a"), ("kazakhstan-china", 20, "Mt/a"), ("btc", 59.75, "Mt/a"),
    ):  # fmt: skip
        own = [i for i, name in enumerate(e.line) if name == line]
        assert own, line
        assert {e.unit[i] for i in own} == {unit}
        assert e.capacity[own] == pytest.approx(room, rel=0.01), line


@pytest.mark.parametrize(
    ("line", "capacity", "unit", "status", "first"),
    [  # as the tracker of 2024, an operator or an agency has them
        ("medgaz", 10.5, "bcm/a", "running", 2011),
        ("petroline", 5, "Mb/d", "running", 1982),
        ("petroline-2026", 2, "Mb/d", "running", 2026),  # 7 in all
        ("sino-myanmar-oil", 442, "kb/d", "running", 2017),
        ("kcts", 600, "kb/d", "out", None),  # cancelled
        ("europipe-1", 18.25, "bcm/a", "running", 1995),
        ("europipe-2", 23.7, "bcm/a", "running", 1999),
        ("maghreb-europe", 12, "bcm/a", "idle", 1996),
        ("maghreb-europe-reversed", 0.94, "bcm/a", "running", 2022),
        ("gipl", 2.4, "bcm/a", "running", 2022),
        ("poland-slovakia", 5.7, "bcm/a", "running", 2022),
        ("pomeranian", 600, "kb/d", "running", 1975),
        ("tal", 850, "kb/d", "running", 1967),
        ("rostock-schwedt", 140, "kb/d", "running", 1963),
        ("transmed", 33.5, "bcm/a", "running", 1983),
        ("franpipe", 20.1, "bcm/a", "running", 1998),
        ("balticconnector", 2.6, "bcm/a", "running", 2020),
        ("saryarka", 2.2, "bcm/a", "running", 2020),
        ("atyrau-kenkiyak", 6, "Mt/a", "running", 2004),
        ("kazakhstan-china", 20, "Mt/a", "running", 2006),
        ("tag", 41.01, "bcm/a", "running", 1974),
        ("wag", 11, "bcm/a", "running", 1980),
        ("eapc", 1.2, "Mb/d", "running", 1968),
        ("ipsa", 1.65, "Mb/d", "idle", 1987),
        ("ceyhan-kirikkale", 97, "kb/d", "running", 1986),
    ],
)
def test_a_line_is_what_its_source_says_and_says_that_it_was_read(
    line, capacity, unit, status, first
):
    lines = PACKAGE.shelf.texts("corridor-lines.csv")
    (row,) = lines.filter(pl.col("line") == line).iter_rows(named=True)
    assert (float(row["capacity"]), row["unit"], row["status"]) == (capacity, unit, status)
    assert row["first_year"] == (None if first is None else str(first))
    assert row["source_status"] == "verified"


UNION = {"AUT", "BEL", "BGR", "HRV", "CZE", "DNK", "EST", "FIN", "FRA", "DEU", "GRC", "HUN", "IRL",
         "ITA", "LVA", "LTU", "NLD", "POL", "PRT", "ROU", "SVK", "SVN", "ESP"}  # fmt: skip


def states_of_gas_lines():
    tables = PACKAGE.corridors
    state = dict(zip(tables["nodes"]["node"], tables["nodes"]["state"], strict=True))
    found = {}
    for edge in tables["edges"].filter(pl.col("mode") == "gas-pipeline").iter_rows(named=True):
        of = found.setdefault(edge["line"], ({}, set()))
        of[0].update(edge)
        of[1].update({state[edge["from"]], state[edge["to"]]} - {""})
    return found


def test_gas_runs_back_only_for_a_reason_that_is_written_down():
    for line, (edge, states) in states_of_gas_lines().items():
        assert bool(edge["both"]) == bool(edge["reverse_basis"]), line
        if edge["reverse_basis"] == "one state":
            assert len(states) == 1, line
        if edge["reverse_basis"] == "eu rule":
            assert states <= UNION, line
        if edge["reverse_basis"] == "read":
            assert edge["reverse"], line
        assert edge["reverse_basis"] in ("one state", "eu rule", "read", "memory", None), line


def test_gas_of_azerbaijan_reaches_the_union_by_the_southern_corridor_alone():
    union = [s for s in sorted(UNION) if s in package().states]
    asked = [
        Demand(good="natural-gas", origins=("AZE",), destination=s, quantity=100, unit="bcm/a")
        for s in union
    ]
    flows = capacity(package(), asked, year=2023)
    assert not {s for c in flows.carried for s in c.states} & {"RUS", "IRN"}
    assert 11.5 <= flows.delivered.sum() < 15  # 11.8 bcm went there in 2023


def test_a_ship_of_gas_finds_a_plant_at_one_end_and_a_terminal_at_the_other():
    tables = PACKAGE.corridors
    kind = {
        r["node"]: r["kind"] for r in tables["terminals"].iter_rows(named=True)
        if r["handle"] == "lng"
    }  # fmt: skip
    for node in tables["nodes"].iter_rows(named=True):
        if "lng" in (node["handles"] or "").split(";"):
            gives = "lng" in (node["gives"] or "").split(";")
            assert kind[node["node"]] == ("liquefaction" if gives else "regasification"), node
    assert not {"turkmenbashi", "baku", "poti", "batumi", "sangachal"} & set(kind)


def test_terminals_at_places_hold_no_more_than_their_state_has():
    tables = PACKAGE.corridors
    state = dict(zip(tables["nodes"]["node"], tables["nodes"]["state"], strict=True))
    factor = 1.36  # bcm a Mt, as corridor-units.csv has it
    whole, at_places = Counter(), Counter()
    for row in PACKAGE.lng_terminals.iter_rows(named=True):
        whole[row["state"], row["kind"]] += row["capacity"]
    for row in tables["terminals"].filter(pl.col("handle") == "lng").iter_rows(named=True):
        at_places[state[row["node"]], row["kind"]] += row["capacity"] / factor
    assert {k for k, c in at_places.items() if c > 1.01 * whole[k]} == set()
    assert whole["QAT", "liquefaction"] > 77
    assert ("GEO", "liquefaction") not in whole


# ---------------------------------------------------------------- a user's own network

NODES = "node,state,lon,lat\nbaku,AZE,49.87,40.38\ntbilisi,GEO,44.79,41.69\n"
EDGES = "edge,from,to,mode,km\none,baku,tbilisi,rail,550\n"


def written(folder, nodes, edges):
    (folder / "nodes.csv").write_text(nodes, encoding="utf-8")
    (folder / "edges.csv").write_text(edges, encoding="utf-8")
    return folder / "nodes.csv", folder / "edges.csv"


def test_a_users_network_routes(tmp_path):
    network = load(PACKAGE.read_network(*written(tmp_path, NODES, EDGES)))
    found = route(network, "baku", "tbilisi")
    assert found.km == 550
    assert found.states == ("AZE", "GEO")
    assert found.hours > 550 / 40


@pytest.mark.parametrize(
    ("nodes", "edges", "line", "said"),
    [
        (NODES, EDGES + "two,baku,kars,rail,800\n", 3, 'no node "kars" in the file of nodes'),
        (NODES, EDGES + "two,baku,tbilisi,rail,-7\n", 3, 'a length of "-7"; km above 0'),
        (NODES, EDGES + "two,baku,tbilisi,rail,\n", 3, 'a length of ""'),
        (
            NODES,
            EDGES + "two,baku,tbilisi,rail,100\n",
            3,
            "100 km is shorter than the great circle",
        ),
        (NODES, EDGES + "two,baku,tbilisi,boat,800\n", 3, 'no mode "boat"; one of rail, road'),
        (NODES, EDGES + "one,baku,tbilisi,road,800\n", 3, '"one" stands in row 2 too'),
        (NODES + "poti,AZE,41.67,42.15\n", EDGES, 4, "is not in AZE: it is"),
        (NODES + "poti,GEO,41.67,142.15\n", EDGES, 4, "is no place on Earth"),
        (NODES + "poti,Georgia,41.67,42.15\n", EDGES, 4, '"Georgia" is no code of a state'),
    ],
)
def test_a_fault_in_a_users_network_is_told_with_its_row(tmp_path, nodes, edges, line, said):
    with pytest.raises(CaseError) as raised:
        PACKAGE.read_network(*written(tmp_path, nodes, edges))
    (fault,) = raised.value.faults
    assert fault.line == line
    assert said in str(fault)


def test_capacities_in_other_units_are_turned_or_refused(tmp_path):
    head = "edge,from,to,mode,km,capacity,unit\n"
    files = written(tmp_path, NODES, head + "one,baku,tbilisi,rail,550,1000,kb/d\n")
    assert load(PACKAGE.read_network(*files)).edges.capacity[0] == pytest.approx(49.8, rel=0.01)
    files = written(tmp_path, NODES, head + "one,baku,tbilisi,rail,550,10,barrels\n")
    with pytest.raises(CaseError, match='no unit "barrels"; one of Mt/a'):
        PACKAGE.read_network(*files)
    files = written(tmp_path, NODES, head + "one,baku,tbilisi,rail,550,10,\n")
    with pytest.raises(CaseError, match="a capacity without a unit"):
        PACKAGE.read_network(*files)


def test_all_faults_are_told_at_once_and_a_missing_file_is_one(tmp_path):
    bad = EDGES + "two,baku,kars,rail,800\nthree,oz,tbilisi,rail,-1\n"
    with pytest.raises(CaseError) as raised:
        PACKAGE.read_network(*written(tmp_path, NODES, bad))
    assert len(raised.value.faults) == 3
    with pytest.raises(CaseError, match="cannot be read"):
        PACKAGE.read_network(tmp_path / "absent.csv", tmp_path / "edges.csv")
    with pytest.raises(CaseError, match="lacks the column lat"):
        PACKAGE.read_network(*written(tmp_path, "node,state,lon\n", EDGES))


def test_the_page_counts_rows_of_each_status_as_they_are():
    page = (Path(__file__).parents[2] / "docs" / "models" / "corridors.md").read_text("utf-8")
    edges = PACKAGE.corridors["edges"]
    counted = {
        "lines": edges.unique("line"),
        "edges, by their line": edges,
        "passages": PACKAGE.corridors["passages"],
        "terminals": PACKAGE.corridors["terminals"],
    }
    for what, rows in counted.items():
        by_status = Counter(rows["source_status"])
        row = next(r for r in page.splitlines() if r.startswith(f"| {rows.height:,} {what} |"))
        for status in ("verified", "from memory"):
            assert f"| {by_status[status]:,} |" in row, (what, status)
