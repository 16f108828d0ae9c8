"""The examples on the pages of the general and the linear engine run and give what they say."""

import doctest
from pathlib import Path

import pytest

PAGES = Path(__file__).resolve().parents[3] / "docs" / "models"


@pytest.mark.parametrize("page", ["general.md", "linear.md"])
def test_every_example_of_the_page_runs(page):
    failed, tried = doctest.testfile(str(PAGES / page), module_relative=False)
    assert tried > 0
    assert failed == 0
