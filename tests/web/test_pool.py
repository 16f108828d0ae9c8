"""Whatever a job does, it ends in time, says how, and leaves a worker for the next."""

import asyncio
import time

import pytest
from tests.loops import run_apart
from tests.web.toys import toy

from accord.web.pool import IDLE, QUEUE, Full, Job, Pool
from accord.web.runs import Runs


def within(what, *, seconds=60.0, workers=2):
    """Run a test's coroutine with a pool of toys."""

    async def whole():
        pool = Pool(maker=toy, seconds=seconds, workers=workers)
        pool.start()
        try:
            return await asyncio.wait_for(what(Runs(pool)), 600)  # only against a hang
        finally:
            await pool.stop()

    return run_apart(whole())


async def both_are_there(runs):
    """Wait until two workers have nothing to do: each is a process that has to start."""
    while len(runs.pool._idle) < 2:
        await asyncio.sleep(0.01)


async def has_begun(runs, id_):
    """Wait until a job tells how far it is."""
    while runs.get(id_).last["event"] != "progress":
        await asyncio.sleep(0.01)


def test_answers_come_back_and_two_workers_share_the_work():
    async def asked(runs):
        await both_are_there(runs)
        ended = await asyncio.gather(*(runs.ask("sleep", {"seconds": 0.2}) for _ in range(6)))
        return {one["answer"] for one in ended}

    assert len(within(asked)) == 2


def test_a_job_that_is_cancelled_stops_at_once_and_its_worker_lives():
    async def asked(runs):
        before = (await runs.ask("now", {}))["answer"]
        id_ = await runs.start("sleep", {"seconds": 30})
        await has_begun(runs, id_)
        runs.cancel(id_)
        await runs.get(id_).job.ended.wait()
        assert runs.get(id_).last == {"event": "cancelled"}
        assert (await runs.ask("now", {}))["answer"] == before

    within(asked, workers=1)


def test_who_does_not_listen_is_killed_two_seconds_later():
    async def asked(runs):
        id_ = await runs.start("deaf", {})
        await has_begun(runs, id_)
        started = time.monotonic()
        runs.cancel(id_)
        await runs.get(id_).job.ended.wait()
        assert time.monotonic() - started > 1.5
        assert (await runs.ask("now", {}))["event"] == "done"

    within(asked)


def test_what_takes_too_long_is_stopped_and_says_so():
    async def asked(runs):
        return await runs.ask("sleep", {"seconds": 30})

    event = within(asked, seconds=0.5)
    assert event["event"] == "failed"
    assert "too long" in event["faults"][0]["wrong"] or "longer" in event["faults"][0]["wrong"]


def test_computing_counts_and_waiting_for_a_busy_machine_does_not():
    async def asked(runs):
        slow = await runs.ask("sleep", {"seconds": 1.2})  # longer by the clock, hardly computing
        burnt = await runs.ask("burn", {})
        return slow, burnt

    slow, burnt = within(asked, seconds=1.0)
    assert slow["event"] == "done"
    assert burnt["event"] == "failed"


@pytest.mark.parametrize(
    ("kind", "says"),
    [("die", "was lost"), ("fail", "an accident"), ("eat", "more than 4 GB")],
)
def test_a_worker_that_breaks_breaks_nothing_else(kind, says):
    async def asked(runs):
        broken = await runs.ask(kind, {})
        assert says in broken["faults"][0]["wrong"]
        assert (await runs.ask("now", {}))["event"] == "done"

    within(asked)


def test_a_newer_request_of_a_page_cancels_its_older_one_and_nobody_elses():
    async def asked(runs):
        mine = await runs.start("sleep", {"seconds": 5}, page="mine")
        other = await runs.start("sleep", {"seconds": 0.5}, page="other")
        newer = await runs.start("now", {}, page="mine")
        for id_ in (mine, other, newer):
            await runs.get(id_).job.ended.wait()
        return [runs.get(id_).last["event"] for id_ in (mine, other, newer)]

    assert within(asked) == ["cancelled", "done", "done"]


def test_fifty_wait_and_the_next_is_told_to_come_again():
    async def asked(runs):
        for _ in range(2):
            await runs.start("sleep", {"seconds": 30})
        while runs.pool.waiting:
            await asyncio.sleep(0.01)
        for _ in range(QUEUE):
            await runs.start("sleep", {"seconds": 30})
        with pytest.raises(Full):
            await runs.start("now", {})

    within(asked)


def test_an_id_has_128_bits_and_is_the_only_key():
    async def asked(runs):
        ids = {await runs.start("now", {}) for _ in range(20)}
        assert all(len(id_) == 32 and int(id_, 16) >= 0 for id_ in ids)
        assert runs.get("0" * 32) is None
        return len(ids)

    assert within(asked) == 20


def test_a_stream_tells_how_a_run_stands_and_ends_with_it():
    async def asked(runs):
        id_ = await runs.start("sleep", {"seconds": 0.4})
        return [event["event"] async for event in runs.get(id_).follow() if event]

    told = within(asked)
    assert told[-1] == "done"
    assert told.count("done") == 1


def test_a_job_ends_once():
    told = []

    async def twice():
        job = Job(kind="now", asked={}, tell=told.append)
        job.end({"event": "cancelled"})
        job.end({"event": "done"})

    run_apart(twice())
    assert told == [{"event": "cancelled"}]


def test_who_is_warm_for_a_case_leaves_other_jobs_to_one_who_is_idle_and_cold():
    async def asked(runs):
        await both_are_there(runs)
        warm = (await runs.ask("preview", {"case": "one"}))["answer"]
        others = {(await runs.ask("now", {}))["answer"] for _ in range(3)}
        again = (await runs.ask("preview", {"case": "one"}))["answer"]
        return warm, others, again

    warm, others, again = within(asked)
    assert warm == again
    assert others != {warm}
    assert len(others) == 1


def test_a_worker_that_nobody_asks_works_ahead_as_long_as_there_is_something():
    async def asked(runs):
        told = [(await runs.ask("steps", {}))["answer"]]
        while told[-1] != "2":  # a worker that is asked too soon has done less
            await asyncio.sleep(3 * IDLE)
            told.append((await runs.ask("steps", {}))["answer"])
        await asyncio.sleep(3 * IDLE)
        return told, (await runs.ask("steps", {}))["answer"]

    told, after = within(asked, workers=1)
    assert told == sorted(told)
    assert after == "2"  # and no more, for there were two to do


def test_what_is_worked_ahead_is_let_go_as_soon_as_somebody_asks():
    async def asked(runs):
        ended = await runs.ask("busy", {})
        await asyncio.sleep(3 * IDLE)  # now it is in a step of half a minute
        started = time.monotonic()
        after = (await runs.ask("now", {}))["answer"]
        return ended["answer"], after, time.monotonic() - started

    busy, after, took = within(asked, workers=1)
    assert busy == after  # it wasn't killed
    assert took < 20
