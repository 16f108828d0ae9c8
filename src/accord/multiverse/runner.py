"""All tasks of a sweep, in processes of this machine or on a Dask cluster; same bytes either way.

A worker gets the case once and then keys of tasks. It makes its Worlds of the tables that it has
itself, checksums compared first. Whoever asked writes the parts, as they come; a worker that is
lost costs the tasks that it had in hand.
"""

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from importlib import import_module
from typing import Any

import polars as pl

from accord.errors import AccordError, InputError
from accord.multiverse.plan import Task
from accord.multiverse.store import Store
from accord.multiverse.summary import Multiverse
from accord.multiverse.task import Around, judged

Progress = Callable[[str, int, int], None]  # what is being done, how many of how many
RETRIES = 3  # of a task whose worker was lost, before it is given up

_around: Around | None = None  # of a worker process: set once, by `_begin`


def run(
    around: Around,
    store: Store,
    *,
    workers: int = 2,
    scheduler: str | None = None,
    progress: Progress | None = None,
) -> Multiverse:
    """Judge what is not judged yet, and sum all of it up.

    Parameters
    ----------
    workers : processes of this machine; 1 works in this one
    scheduler : address of a Dask scheduler, whose workers are asked instead

    Raises
    ------
    InputError
        where the folder holds another sweep, or the cluster can't be asked
    DataError
        where a worker has other tables
    """
    store.open(around)
    tasks = list(around.plan.tasks())
    missing = store.missing(tasks)
    done = len(tasks) - len(missing)
    for task, found in _found(around, missing, workers, scheduler):
        store.keep(task, found)
        done += 1
        if progress:
            progress("tasks", done, len(tasks))
    return Multiverse(rows=store.gathered(tasks), plan=around.plan, case=around.case)


def _found(
    around: Around, tasks: Sequence[Task], workers: int, scheduler: str | None
) -> Iterator[tuple[Task, pl.DataFrame]]:
    if scheduler is not None:
        yield from _on_cluster(around, tasks, scheduler)
    elif workers > 1 and len(tasks) > 1:
        yield from _in_processes(around, tasks, min(workers, len(tasks)))
    else:
        for task in tasks:
            yield task, judged(task, around)


def _begin(around: Around) -> None:
    """Give a worker process what its tasks share."""
    global _around
    _around = around


def _judged_here(task: Task) -> pl.DataFrame:
    assert _around is not None  # set as the process began
    return judged(task, _around)


def _in_processes(
    around: Around, tasks: Sequence[Task], workers: int
) -> Iterator[tuple[Task, pl.DataFrame]]:
    spawn = multiprocessing.get_context("spawn")  # a fork would inherit locks of running threads
    with ProcessPoolExecutor(workers, spawn, initializer=_begin, initargs=(around,)) as pool:
        asked = {pool.submit(_judged_here, task): task for task in tasks}
        try:
            for one in as_completed(asked):
                yield asked[one], one.result()
        except BrokenProcessPool:
            raise InputError(
                "a worker process was lost, perhaps for want of memory; what was judged is kept: "
                "the same command goes on, with fewer --workers"
            ) from None
        finally:
            pool.shutdown(cancel_futures=True)


def _on_cluster(
    around: Around, tasks: Sequence[Task], address: str
) -> Iterator[tuple[Task, pl.DataFrame]]:
    try:
        dask: Any = import_module("distributed")
    except ImportError:
        raise InputError("--scheduler needs Dask: pip install 'accord[cluster]'") from None
    try:
        client = dask.Client(address, timeout=10, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise InputError(f"no Dask scheduler answers at {address}: {error}") from None
    with client:
        client.register_plugin(_plugin(dask, around))  # to every worker, also one that comes later
        asked = {
            client.submit(
                _judged_here, task, key=f"{around.data[:8]}-{task.key}", retries=RETRIES
            ): task
            for task in tasks
        }
        for one in dask.as_completed(list(asked), loop=client.loop):
            yield asked[one], _result(one, address)


def _plugin(dask: Any, around: Around) -> Any:
    """Make what gives each worker, as it starts, what the tasks share."""

    class Begin(dask.WorkerPlugin):  # type: ignore[misc]  # Dask is imported only here
        name = "accord-sweep"

        def setup(self, worker: Any) -> None:
            _begin(around)

    return Begin()


def _result(one: Any, address: str) -> pl.DataFrame:
    try:
        found: pl.DataFrame = one.result()
    except AccordError:
        raise
    except Exception as error:  # whatever the cluster met: a lost worker, another version
        raise InputError(f"the cluster at {address} gave up {one.key}: {error}") from None
    return found
