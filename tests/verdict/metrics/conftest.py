"""The World that most metrics of markets are worked out on, unless a module makes its own."""

import pytest
from tests.verdict.metrics.asking import ONE_LINK, made

from accord.world import World


@pytest.fixture(scope="module")
def world() -> World:
    return made(trade=ONE_LINK, production="state quantity\nAZE 50", states=("ITA",))
