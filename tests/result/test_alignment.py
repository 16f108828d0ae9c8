"""Tables of a case's poles say what the metrics say, channel by channel."""

import numpy as np
import pytest
from tests.verdict.metrics.asking import inquiry, made
from tests.verdict.metrics.test_channels import ALIGNMENT, BLOCS, POINTS, TIES, TRADE, n1

from accord.result import plain
from accord.result.made.alignment import alignment


@pytest.fixture(scope="module")
def found():
    world = made(
        trade=TRADE,
        blocs=BLOCS,
        ties=TIES,
        ideal_points=POINTS,
        states=("KAZ", "RUS", "CHN", "USA"),
    )
    return alignment(inquiry(world, ALIGNMENT, draws=40).study)


def test_every_channel_stands_by_itself_with_both_widths_of_votes(found):
    (state,) = found.states
    assert [(c.channel, c.width, c.year) for c in state.channels] == [
        ("trade", None, 2023),
        ("memberships", None, 2023),
        ("votes", "sd", 2023),
        ("votes", "half-sd", 2023),
    ]
    trade, bonds, *_ = state.channels
    assert trade.leading == "north"
    assert trade.effective.value == pytest.approx(n1(60, 20, 20))
    assert [p.share.value for p in trade.poles] == pytest.approx([0.6, 0.2, 0.2])
    assert trade.coverage == pytest.approx(0.5)
    assert trade.lean.value == pytest.approx(0.2 - 0.6)
    assert bonds.effective.low == pytest.approx(min(n1(3, 3, 1), n1(1, 3, 1)))


def test_a_channel_that_cannot_be_read_says_why(found):
    (state,) = found.states
    ((channel, reason),) = [(n.channel, n.reason) for n in state.not_read]
    assert channel == "transit"
    assert reason.startswith("no way is known by which KAZ exports")


def test_joining_changes_memberships_in_the_same_draws(found):
    # One weight of two in each draw: 3, 3, 3 for 3, 3, 1, or 1, 3, 3 for 1, 3, 1.
    (state,) = found.states
    ((scenario, channel, change),) = [(c.scenario, c.channel, c.change) for c in state.changes]
    assert (scenario, channel) == ("joins", "memberships")
    differences = sorted([n1(3, 3, 3) - n1(3, 3, 1), n1(1, 3, 3) - n1(1, 3, 1)])
    np.testing.assert_allclose([change.low, change.high], differences)


def test_a_case_without_poles_has_no_such_table(found):
    assert alignment(inquiry(made(trade=TRADE, states=("KAZ",))).study) is None
    assert plain(found)["poles"] == {"north": ["RUS"], "east": ["CHN"], "west": ["USA"]}
