"""The last line of a run says what it left out."""

import re
from pathlib import Path

import pytest
from tests.absent import one_line

TESTS = Path(__file__).parent
SKIP = re.compile(r'pytest\.skip\(\s*f?"([^"]*)"')
SKIPS = sorted(
    (str(path.relative_to(TESTS)), reason)
    for path in TESTS.rglob("*.py")
    if path != Path(__file__)
    for reason in SKIP.findall(path.read_text(encoding="utf-8"))
)


def test_reasons_are_counted_together_whichever_one_of_a_kind_is_absent():
    reasons = ["Skipped: no river (Kura): dig one", "Skipped: no river (Ural): dig one", "no boat"]
    assert one_line(reasons) == "skipped 3 tests: 2 no river (dig one); 1 no boat"


def test_one_is_no_plural_and_none_is_said_too():
    assert one_line(["no boat: build one"]) == "skipped 1 test: 1 no boat (build one)"
    assert one_line([]) == "skipped no test"


@pytest.mark.parametrize(("file", "reason"), SKIPS)
def test_every_skip_says_what_is_absent_and_how_to_get_it(file, reason):
    what, _, how = reason.partition(": ")
    assert what, file
    assert how, f"{file} skips with {reason!r}; say 'what is absent: how to get it'"
