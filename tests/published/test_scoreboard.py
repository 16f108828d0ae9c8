"""The scoreboard in the docs is what the engines give today."""

import pytest
from tests.published import scoreboard


@pytest.mark.reference
def test_the_committed_page_equals_the_page_made_now_to_the_printed_digits():
    assert scoreboard.PAGE.read_text(encoding="utf-8") == scoreboard.page()
