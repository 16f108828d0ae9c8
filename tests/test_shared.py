"""What tests of one process share: a browser holds the event loop of the thread that starts it."""

from pathlib import Path

import pytest

TESTS = Path(__file__).parent


@pytest.mark.parametrize(
    ("call", "place"), [("sync_playwright()", "browser.py"), ("asyncio.run", "loops.py")]
)
def test_one_place_starts_it_so_that_no_two_meet(call, place):
    found = {
        str(path.relative_to(TESTS))
        for path in TESTS.rglob("*.py")
        if path != Path(__file__) and call in path.read_text(encoding="utf-8")
    }
    assert found == {place}
