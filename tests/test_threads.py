"""The guard of one BLAS thread holds for whoever is inside, and leaves the process as it was."""

from threading import Barrier, Thread

import numpy as np
import pytest
import scipy.linalg  # noqa: F401  brings a BLAS of its own
from threadpoolctl import ThreadpoolController

from accord.threads import one_thread_each


def threads() -> set[int]:
    """How many threads each BLAS of this process uses now."""
    return {
        one["num_threads"] for one in ThreadpoolController().info() if one["user_api"] == "blas"
    }


@pytest.fixture(autouse=True)
def _two_threads():
    with ThreadpoolController().limit(limits=2, user_api="blas"):
        assert threads() == {2}
        yield


def test_within_every_blas_has_one_thread_and_afterwards_its_own_number():
    with one_thread_each():
        assert threads() == {1}
        with one_thread_each():
            assert threads() == {1}
        assert threads() == {1}
    assert threads() == {2}


def test_it_goes_around_a_function_too_and_leaves_when_that_fails():
    @one_thread_each()
    def product(n):
        assert threads() == {1}
        return np.ones((n, n)) @ np.ones(n)

    assert product(3).tolist() == product(3).tolist() == [3, 3, 3]
    with pytest.raises(TypeError):
        product("three")
    assert threads() == {2}


def test_who_leaves_first_takes_nothing_from_who_is_still_inside():
    # A enters, B enters, A leaves: B is still guarded; B leaves: the process is as it was.
    both_in, one_out = Barrier(2), Barrier(2)
    seen = {}

    def first():
        with one_thread_each():
            both_in.wait()
        one_out.wait()

    def second():
        with one_thread_each():
            both_in.wait()
            one_out.wait()
            seen["after the first left"] = threads()

    running = [Thread(target=work) for work in (first, second)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    assert seen == {"after the first left": {1}}
    assert threads() == {2}


def test_many_at_once_leave_the_process_as_it_was():
    seen = []

    def work():
        for _ in range(200):
            with one_thread_each():
                seen.append(threads() if len(seen) % 50 == 0 else {1})

    running = [Thread(target=work) for _ in range(8)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    assert all(one == {1} for one in seen)
    assert threads() == {2}
