"""What was asked is found once, whoever asks, and nobody waits for another's question."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier, Event

import pytest

from accord.memo import Memo, by_value, kept


def test_an_answer_is_found_once_however_many_ask_at_a_time():
    memo, found, all_here = Memo(), [], Barrier(8)

    def ask(_):
        all_here.wait()
        return memo.get("question", lambda: found.append(1) or "answer")

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(ask, range(8))) == {"answer"}
    assert found == [1]


def test_a_question_that_takes_long_holds_no_other_up():
    memo, may_end = Memo(), Event()
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(memo.get, "slow", lambda: may_end.wait(10) and "late")
        assert memo.get("quick", lambda: "at once") == "at once"
        assert not slow.done()
        may_end.set()
        assert slow.result() == "late"


def test_an_answer_may_ask_another_question():
    memo = Memo()
    assert memo.get("whole", lambda: memo.get("part", lambda: 1) + 1) == 2


def test_what_raised_is_asked_anew():
    memo = Memo()
    with pytest.raises(ValueError, match="once"):
        memo.get("q", lambda: (_ for _ in ()).throw(ValueError("once")))
    assert memo.get("q", lambda: "now") == "now"


def test_only_so_many_answers_are_kept_those_asked_for_last():
    memo, found = Memo(most=2), []
    for key in "abac":  # b was asked for longest ago
        memo.get(key, lambda key=key: found.append(key))
    for key in "cab":
        memo.get(key, lambda key=key: found.append(key))
    assert "".join(found) == "abcb"


@dataclass(frozen=True)
class Asked:
    of: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Other:
    of: dict[str, tuple[str, ...]]


def test_values_that_are_equal_are_one_key_and_kinds_are_told_apart():
    one, two = Asked({"a": ("x",), "b": ("y",)}), Asked({"b": ("y",), "a": ("x",)})
    assert hash(by_value(one)) == hash(by_value(two))
    assert by_value(one) == by_value(two)
    assert by_value(one) != by_value(Other(one.of))
    assert by_value(one) != by_value(Asked({"a": ("x",), "b": ("z",)}))


@dataclass(frozen=True)
class Owns:
    memo: Memo


def test_two_owners_never_see_each_others_answers():
    one, two, found = Owns(Memo()), Owns(Memo()), []

    @kept
    def twice(owner: Owns, x: int) -> int:
        found.append((owner is one, x))
        return 2 * x

    assert [twice(one, 3), twice(one, 3), twice(two, 3), twice(one, 4)] == [6, 6, 6, 8]
    assert found == [(True, 3), (False, 3), (True, 4)]
