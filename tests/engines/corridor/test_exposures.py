"""Exposures on a network that fits on a napkin: what must pass a state, and what need not."""

import pytest
from tests.engines.corridor.networks import small

from accord.engines.corridor import exposure

# Crude goes by sea from west to east through the strait, or by north, which carries 4 Mt a year.
STRAIT = small(
    [("portwest", "WWW"), ("strait", "SSS"), ("north", "NNN"), ("porteast", "EEE")],
    [
        {"from": one, "to": other, "km": km, "mode": "sea", "gauge": 0, "capacity": most}
        for one, other, km, most in (
            ("portwest", "strait", 1.0, None),
            ("strait", "porteast", 1.0, None),
            ("portwest", "north", 9.0, 4.0),
            ("north", "porteast", 9.0, None),
        )
    ],
)


@pytest.mark.parametrize(("state", "direction"), [("EEE", "import"), ("WWW", "export")])
def test_of_imports_and_exports_alike_what_no_other_way_carries_must_pass(state, direction):
    # 4 of 10 Mt go by north, so that 6 of 10 must pass the strait.
    found = exposure(STRAIT, state, "crude-oil", "SSS", direction=direction, quantity=10.0)
    assert found.delivered == pytest.approx(4)
    assert found.must == pytest.approx(0.6)
