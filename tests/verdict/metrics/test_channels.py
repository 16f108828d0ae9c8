"""Ties to poles by channel on a World of five states, worked out by hand."""

import math

import numpy as np
import pytest
from tests.small_world import CORRIDOR_GOODS
from tests.verdict.metrics.asking import ask, made, refusal

TRADE = """
    supplier  buyer  value_usd
    KAZ       RUS    60
    CHN       KAZ    20
    KAZ       USA    20
    KAZ       AZE    100
"""
BLOCS = """
    bloc   state  start       end
    PACT   ISR    2020-01-01  -
    UNION  KAZ    2015-01-01  -
    UNION  RUS    2015-01-01  -
    LEFT   KAZ    2000-01-01  2010-01-01
"""
TIES = """
    subject  relation     object  start
    KAZ      observer     CLUB    2001-01-01
    KAZ      partner      LEFT    2011-01-01
    KAZ      declaration  CHN     2013-01-01
    AZE      observer     CLUB    2030-01-01
"""
POINTS = """
    state  point  low   high
    KAZ    0      0     0
    RUS    1      1     1
    CHN    1      1     1
    USA    -2     -2    -2
    AZE    0      -1.645  1.645
"""
ALIGNMENT = """
[assumptions.union-weight]
distribution = "discrete"
values = [3, 1]
weights = [1, 1]
unit = "ratio"
source = "judgement"

[alignment]
states = ["KAZ"]
lean = { west = 1, north = -1 }
statuses = { observer = 0.5, partner = 0.25 }
bonds = [
  { to = "UNION", pole = "north", weight = "union-weight" },
  { to = "CLUB", pole = "west", weight = 4, parts = { east = 0.5 } },
  { to = "LEFT", pole = "east", weight = 4 },
  { to = "CHN", relation = "declaration", pole = "east", weight = 1 },
  { to = "PACT", pole = "west", weight = 2 },
]

[alignment.poles]
north = ["RUS"]
east = ["CHN"]
west = ["USA"]

[scenarios.joins]
shocks = [{ kind = "accession", candidates = ["KAZ"], with = ["ISR"], cost_cut = 0 }]

[scenarios.others-join]
shocks = [{ kind = "accession", candidates = ["AZE"], with = ["ISR"], cost_cut = 0 }]
"""
FIXED = ALIGNMENT.replace('"union-weight" }', "3 }")


def n1(*share):
    whole = sum(share)
    return math.exp(-sum(s / whole * math.log(s / whole) for s in share if s))


@pytest.fixture(scope="module")
def world():
    return made(
        trade=TRADE,
        blocs=BLOCS,
        ties=TIES,
        ideal_points=POINTS,
        states=("KAZ", "RUS", "CHN", "USA"),
    )


def of(world, metric, more=FIXED, **parameters):
    return ask(world, metric, more, state="KAZ", **parameters)


def test_trade_is_exports_plus_imports_by_pole(world):
    # 60 with the north, 20 with each other pole, 100 with nobody's.
    assert of(world, "effective-poles").values == pytest.approx(n1(60, 20, 20))
    assert of(world, "pole-share", pole="north").values == pytest.approx(0.6)
    assert of(world, "net-lean").values == pytest.approx(0.2 - 0.6)
    assert of(world, "pole-coverage").values == pytest.approx(0.5)


def test_memberships_bind_by_weight_as_far_as_they_are_held(world):
    # UNION in full: 3 north. CLUB as observer, 4 / 2: 1 west, 1 east. LEFT: no member since 2010,
    # but a partner, 4 / 4: 1 east. The declaration: 1 east. PACT: no member, 0.
    found = of(world, "effective-poles", channel="memberships")
    assert found.values == pytest.approx(n1(3, 3, 1))
    assert list(found.table.rows) == [
        ("north", pytest.approx(3 / 7)),
        ("east", pytest.approx(3 / 7)),
        ("west", pytest.approx(1 / 7)),
    ]
    assert found.year == 2023


def test_weights_that_are_drawn_give_a_number_a_draw(world):
    found = of(world, "effective-poles", ALIGNMENT, channel="memberships")
    assert set(np.round(found.values, 9)) == {round(n1(3, 3, 1), 9), round(n1(1, 3, 1), 9)}


def test_votes_near_a_pole_are_ties_and_half_the_width_makes_them_closer(world):
    # At 0, 1, 1, -2 and 0: about their mean 0 the squares are 0, 1, 1, 4, 0; sd = sqrt(6 / 4).
    sd = math.sqrt(6 / 4)
    near = [math.exp(-1 / sd), math.exp(-1 / sd), math.exp(-2 / sd)]
    wide = of(world, "effective-poles", channel="votes")
    assert wide.values == pytest.approx(np.full(4, n1(*near)))
    narrow = of(world, "effective-poles", channel="votes", width="half-sd")
    assert narrow.values == pytest.approx(np.full(4, n1(*[x**2 for x in near])))
    assert wide.sources == ("made-up",)


def test_what_votes_leave_open_is_drawn(world):
    found = ask(world, "effective-poles", FIXED, draws=40, state="AZE", channel="votes")
    again = ask(world, "effective-poles", FIXED, draws=40, state="AZE", channel="votes")
    assert np.std(found.values) > 0.01
    np.testing.assert_array_equal(found.values, again.values)


def test_votes_after_the_day_of_the_case_are_not_known():
    late = made(
        ideal_points="state year point\nKAZ 2024 0\nRUS 2024 1",
        ties="subject relation object start\nKAZ partner RUS -",
        states=("KAZ", "RUS", "CHN", "USA"),
    )
    assert "no UN votes are known up to 2023" in refusal(
        late, "effective-poles", poleless(FIXED), state="KAZ", channel="votes"
    )


def poleless(more):
    """Leave out what a World without blocs and ties does not know."""
    head, _, rest = more.partition("statuses")
    return head + "bonds = []\n" + rest[rest.index("\n[alignment.poles]") :]


def test_poles_that_vote_alike_count_as_one(world):
    # North and east have the same point; all trade of the two is as one pole's.
    z = math.exp(-3 / math.sqrt(6 / 4))
    alike = [0.8 + 0.2 * z, 0.8 + 0.2 * z, 0.2 + 0.8 * z]
    expected = math.exp(-sum(s * math.log(o) for s, o in zip([0.6, 0.2, 0.2], alike, strict=True)))
    found = of(world, "effective-poles", corrected=True)
    assert found.values == pytest.approx(np.full(4, expected))
    assert expected < 2 < of(world, "effective-poles").values


def test_channels_are_counted_side_by_side(world):
    # Trade 2.59, memberships 2.68 and votes 2.8 are all spread over two; north leads in trade, and
    # in memberships and votes it is as close as the east.
    found = of(world, "balanced-channels")
    assert np.all(found.values == 3)
    assert [row[0] for row in found.table.rows] == ["trade", "memberships", "votes"]
    assert found.table.rows[0][2] == pytest.approx(n1(60, 20, 20))
    assert np.all(of(world, "balanced-channels", least=2.6).values == 2)
    assert np.all(of(world, "leading-poles").values == 1)


def test_a_state_s_own_pole_is_dropped(world):
    found = ask(world, "effective-poles", FIXED, state="RUS", channel="votes")
    assert [row[0] for row in found.table.rows] == ["east", "west"]


def test_a_bloc_s_ties_are_a_sum_in_trade_and_a_mean_in_memberships_and_votes(world):
    # Kazakhstan and Russia: what they trade is nobody's, and north is Russia, so their own.
    trade = ask(world, "effective-poles", FIXED, state="UNION")
    assert [row[:2] for row in trade.table.rows] == [("east", 20), ("west", 20)]
    assert ask(world, "pole-coverage", FIXED, state="UNION").values == pytest.approx(40 / 140)
    # Russia holds the UNION alone, so that CLUB, LEFT and the declaration count half of 2, 1 and 1.
    bound = ask(world, "effective-poles", FIXED, state="UNION", channel="memberships")
    assert bound.values == pytest.approx(n1(1.5, 0.5))
    # At the mean of 0 and 1: half from the east, 2.5 from the west.
    sd = math.sqrt(6 / 4)
    votes = ask(world, "effective-poles", FIXED, state="UNION", channel="votes")
    assert votes.values == pytest.approx(np.full(4, n1(math.exp(-0.5 / sd), math.exp(-2.5 / sd))))
    assert "of the UNION the mean of 2 members that vote" in votes.notes


def test_who_is_in_a_bloc_and_in_a_pole_is_left_out_of_the_pole(world):
    # Not all of the UNION is in the pole: what is left of it is China.
    poles = {"big": ("RUS", "CHN"), "west": ("USA",)}
    found = ask(world, "effective-poles", FIXED, state="UNION", poles=poles)
    assert [row[:2] for row in found.table.rows] == [("big", 20), ("west", 20)]
    assert "RUS is left out of the poles: asked about" in found.notes
    # All of Russia is in it: it is its own, and there is trade with nobody else's.
    assert refusal(world, "effective-poles", FIXED, state="RUS", poles=poles) == (
        "RUS trades with none of the poles in 2023"
    )


def test_of_a_bloc_that_joins_in_part_each_member_s_bond_counts(world):
    # Kazakhstan joins: 2 more for the west, of the mean half.
    found = ask(
        world, "effective-poles-change", FIXED, state="UNION", scenario="joins",
        channel="memberships",
    )  # fmt: skip
    assert found.values == pytest.approx(n1(1.5, 1.5) - n1(1.5, 0.5))


def test_joining_adds_the_accord_s_bond_by_construction(world):
    # 2 more for the west: 3, 3, 3.
    found = of(world, "effective-poles-change", scenario="joins", channel="memberships")
    assert found.values == pytest.approx(n1(3, 3, 3) - n1(3, 3, 1))
    assert "arithmetic" in found.notes[-1]


def test_a_scenario_that_lets_another_in_changes_no_membership(world):
    said = refusal(
        world,
        "effective-poles-change",
        FIXED,
        state="KAZ",
        scenario="others-join",
        channel="memberships",
    )
    assert said.endswith("lets KAZ into nothing")


EDGES = """
    from    to      km   mode          good  capacity
    tengiz  samara  100  oil-pipeline  oil   -
    samara  port    100  oil-pipeline  oil   -
    port    haifa   100  sea           -     -
"""
NODES = """
    node    state  gives  takes  handles
    tengiz  KAZ    oil    -      -
    samara  RUS    -      -      -
    port    USA    -      -      oil
    haifa   ISR    -      oil    oil
"""


def test_transit_is_what_crosses_a_pole_on_the_way_to_another():
    # 10 t run through Russia and an American port to Israel, 30 t through Russia to that port: the
    # end of a way is no transit. North 40, west 10; half of the poles' states is crossed by all.
    world = made(
        goods={"oil": {}},
        trade="supplier buyer value_usd mass_t\nKAZ ISR 10 10\nKAZ USA 30 30",
        nodes=NODES,
        edges=EDGES,
        corridor_goods=CORRIDOR_GOODS,
        splits="""
            state  good  quantity  route  via
            KAZ    oil   10        south  tengiz;samara;port;haifa
            KAZ    oil   30        north  tengiz;samara;port
        """,
        states=("KAZ", "RUS", "CHN", "USA"),
    )
    found = ask(world, "effective-poles", poleless(FIXED), state="KAZ", channel="transit")
    assert found.values == pytest.approx(n1(40, 10))
    assert ask(
        world, "pole-coverage", poleless(FIXED), state="KAZ", channel="transit"
    ).values == pytest.approx(1)


def test_without_an_alignment_only_poles_of_the_call_s_own_can_be_read(world):
    assert refusal(world, "pole-share", state="KAZ", pole="north") == "the case has no [alignment]"
    own = {"north": ("RUS",), "east": ("CHN",)}
    assert ask(world, "effective-poles", state="KAZ", poles=own).values == pytest.approx(n1(60, 20))
    assert "no [alignment]" in refusal(
        world, "effective-poles", state="KAZ", poles=own, channel="memberships"
    )


@pytest.mark.parametrize(
    ("metric", "parameters", "reason"),
    [
        ("pole-share", {"pole": "south"}, "south is no pole that counts for KAZ (north, east,"),
        ("effective-poles", {"year": 2022}, "no trade data of 2022"),
        ("effective-poles", {"channel": "transit"}, "no way is known by which KAZ exports"),
        ("balanced-channels", {"channels": ()}, "no channel is named"),
        ("balanced-channels", {"least": 1.0}, "one pole is no balance"),
    ],
)
def test_what_cannot_be_read_says_why(world, metric, parameters, reason):
    assert reason in refusal(world, metric, FIXED, state="KAZ", **parameters)


def test_a_state_without_votes_or_bonds_is_refused(world):
    assert refusal(world, "effective-poles", FIXED, state="ISR", channel="votes") == (
        "no UN votes of ISR"
    )
    assert "is bound to none of the poles" in refusal(
        world, "effective-poles", FIXED, state="CHN", channel="memberships"
    )
    assert refusal(world, "effective-poles", FIXED, state="ISR") == (
        "ISR trades with none of the poles in 2023"
    )
