"""Two worker processes, a queue before them, and an end to whatever takes too long.

A worker is spawned, not forked, and lives as long as it answers. A job that is cancelled is told so
by a signal, which breaks it off between two steps of Python, within a batch of draws; who hasn't
stopped two seconds later is killed, and another worker takes the place. So is one that asks for
more memory than it may have.
"""

import asyncio
import contextlib
import multiprocessing as mp
import os
import resource
import signal
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Protocol

from accord.errors import AccordError, faults_of, said

WORKERS = 2
QUEUE = 50
SECONDS = (
    60.0  # of computing; by the clock PATIENCE times as long, where others use the machine too
)
PATIENCE = 4.0
GRACE = 2.0  # seconds from being told to stop to being killed
BYTES = 4 * 2**30
LOOK = 0.1  # seconds between two looks at a worker
UNDERWAY = ("progress", "part")  # events that end nothing; of these the last says all
IDLE = 0.3  # seconds without a job after which a worker works ahead
HEED = 0.05  # seconds between two looks whether somebody asks, while it does
PAUSE = 0.1  # seconds between two words of progress

Event = dict[str, Any]


class Tell(Protocol):
    """How a doer says how far it is."""

    def __call__(self, what: str, done: int, of: int, /, *, so_far: str = "") -> None:
        """Say that so much is done, and what is known so far, as JSON, where anything is."""


class Doer(Protocol):
    """What does the jobs within a worker process."""

    def do(self, kind: str, asked: Mapping[str, Any], tell: Tell) -> str:
        """Do one, and give its answer as JSON."""

    def ahead(self) -> bool:
        """Do a little that may be asked for next; False where there is nothing of that kind."""


Maker = Callable[[], Doer]


class Full(Exception):  # noqa: N818  it becomes a 503
    """The queue has no place left."""


@dataclass(eq=False, kw_only=True)
class Job:
    """What is asked of a worker, and who listens to what becomes of it."""

    kind: str
    asked: Mapping[str, Any]
    tell: Callable[[Event], None]
    key: str = ""  # jobs of one key like the worker that had the last of them
    cancelled: bool = False
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    def end(self, event: Event) -> None:
        """Say how it ended, once."""
        if not self.ended.is_set():
            self.ended.set()
            self.tell(event)


class Pool:
    """The workers and the queue. `start` and `stop` belong to one running loop."""

    def __init__(
        self, *, maker: Maker | None = None, seconds: float = SECONDS, workers: int = WORKERS
    ) -> None:
        self.maker = maker or _worker
        self.seconds = seconds
        self.count = workers
        self.waiting: list[Job] = []
        self._news = asyncio.Condition()
        self._tasks: list[asyncio.Task[None]] = []
        self._had: dict[int, str] = {}
        self._idle: set[int] = set()

    def start(self) -> None:
        """Spawn the workers."""
        self._tasks = [asyncio.create_task(self._keep(n)) for n in range(self.count)]

    async def stop(self) -> None:
        """End the workers, and with them what they do."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def put(self, job: Job) -> None:
        """Queue a job. Raises Full where as many wait as may."""
        if len(self.waiting) >= QUEUE:
            raise Full
        self.waiting.append(job)
        async with self._news:
            self._news.notify_all()

    def cancel(self, job: Job) -> None:
        """Let go of a job, whether it waits or is being done."""
        job.cancelled = True
        if job in self.waiting:
            self.waiting.remove(job)
            job.end({"event": "cancelled"})

    async def _next(self, n: int) -> Job:
        """Take the first job that this worker is warm for, else the first."""
        async with self._news:
            self._idle.add(n)
            await self._news.wait_for(lambda: self._choice(n) is not None)
            self._idle.remove(n)
            job = self._choice(n)
            assert job is not None
            self.waiting.remove(job)
            self._had[n] = job.key or self._had.get(n, "")
            self._news.notify_all()  # who left a job to this one looks again
            return job

    def _choice(self, n: int) -> Job | None:
        """Say which job a worker would take; who is warm leaves others to one who is idle and cold.

        So a preview doesn't wait for a run, nor start cold while the worker that is warm runs.
        """
        mine = [job for job in self.waiting if job.key and job.key == self._had.get(n)]
        if mine or not self.waiting:
            return mine[0] if mine else None
        if self._had.get(n) and any(not self._had.get(m) for m in self._idle - {n}):
            return None
        theirs = {key for m, key in self._had.items() if m != n}
        free = [job for job in self.waiting if job.key not in theirs]
        return (free or self.waiting)[0]

    async def _keep(self, n: int) -> None:
        """Keep one worker alive and busy."""
        worker = _Process(self.maker)
        try:
            while True:
                job = await self._next(n)
                if not worker.alive:
                    worker = _Process(self.maker)
                await self._watch(worker, job)
        finally:
            worker.kill()

    async def _watch(self, worker: "_Process", job: Job) -> None:
        """Have a job done, and stop it where it is cancelled or takes too long."""
        worker.send(job)
        started, told = time.monotonic(), None
        before = worker.computed()
        while not job.ended.is_set():
            event = await asyncio.to_thread(worker.hear)
            now = time.monotonic()
            if event is not None and event["event"] in UNDERWAY:
                job.tell(event)
            elif event is not None:
                job.end({"event": "cancelled"} if job.cancelled else event)
                return
            late = (
                worker.computed() - before > self.seconds or now - started > PATIENCE * self.seconds
            )
            if told is None and (job.cancelled or late):
                told = now
                worker.interrupt()
            if told is not None and now - told > GRACE:
                worker.kill()
            if not worker.alive:
                job.end(_broken(job, late=late, seconds=self.seconds))


def _broken(job: Job, *, late: bool, seconds: float) -> Event:
    """Say why a worker was lost."""
    if job.cancelled:
        return {"event": "cancelled"}
    wrong = (
        f"this took longer than {seconds:g} seconds of computing and was stopped"
        if late
        else f"the process that solved this was lost, maybe for want of {BYTES >> 30} GB of memory"
    )
    return {"event": "failed", "status": 422, "faults": [said(f"{wrong}; ask for fewer draws")]}


class _Process:
    """One spawned worker, and the pipe to it."""

    def __init__(self, maker: Maker) -> None:
        context = mp.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=work, args=(theirs, maker), daemon=True)
        self.process.start()
        theirs.close()

    @property
    def alive(self) -> bool:
        return self.process.is_alive()

    def send(self, job: Job) -> None:
        self.pipe.send((job.kind, dict(job.asked)))

    def hear(self) -> Event | None:
        """Wait a moment for what the worker says; None where it says nothing."""
        try:
            if self.pipe.poll(LOOK):
                event: Event = self.pipe.recv()
                return event
        except (EOFError, OSError):
            self.kill()
        return None

    def computed(self) -> float:
        """Seconds that the process has computed; nan where the system doesn't say."""
        try:
            stat = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8")
        except OSError:
            return float("nan")
        user, system = stat.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def interrupt(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.process.pid or 0, signal.SIGUSR1)

    def kill(self) -> None:
        self.process.kill()
        self.process.join()


class Stopped(BaseException):
    """The job is to be broken off; no `except Exception` may keep it."""


class _Doing:
    """Whether a job is being done, or worked ahead: else a signal finds nothing to break off."""

    now = False
    ahead = False


def _break_off(_signal: int, _frame: object) -> None:
    if _Doing.now:
        raise Stopped


def _worker() -> Doer:
    from accord.web.jobs import Worker

    return Worker()


def work(pipe: Connection, maker: Maker) -> None:
    """Run in the worker: do one job after the other until the pipe is closed.

    While there is none it works ahead, and lets go of that as soon as there is one.
    """
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server
    signal.signal(signal.SIGUSR1, _break_off)
    worker = maker()
    while True:
        try:
            while not pipe.poll(IDLE) and _ahead(worker, pipe):
                pass
            kind, asked = pipe.recv()
        except (EOFError, OSError):
            return
        pipe.send(_done(worker, kind, asked, pipe))


def _ahead(worker: Doer, pipe: Connection) -> bool:
    """Work ahead until somebody asks; whatever goes wrong is said to who asks for it."""

    def heed(_signal: int, _frame: object) -> None:
        if _Doing.ahead and pipe.poll(0):
            _Doing.ahead = False  # once
            raise Stopped

    before = signal.signal(signal.SIGALRM, heed)
    try:
        try:
            _Doing.ahead = True
            signal.setitimer(signal.ITIMER_REAL, HEED, HEED)
            return worker.ahead()
        finally:  # whatever is raised until here is still caught below
            _Doing.ahead = False
    except (Exception, Stopped):
        return False
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _done(worker: Doer, kind: str, asked: Mapping[str, Any], pipe: Connection) -> Event:
    """Do one job, and say how it ended."""
    last = [0.0]

    def tell(what: str, done: int, of: int, /, *, so_far: str = "") -> None:
        if time.monotonic() - last[0] > PAUSE:
            last[0] = time.monotonic()
            event = {"event": "progress", "what": what, "done": done, "of": of}
            pipe.send({"event": "part", "answer": so_far} if so_far else event)

    try:
        _Doing.now = True
        try:
            return {"event": "done", "answer": worker.do(kind, asked, tell)}
        finally:
            _Doing.now = False
    except AccordError as error:
        return {"event": "failed", "status": 422, "faults": faults_of(error)}
    except MemoryError:
        wrong = f"this asks for more than {BYTES >> 30} GB"
        return {"event": "failed", "status": 422, "faults": [said(f"{wrong}; ask for fewer draws")]}
    except Stopped:
        wrong = "this took too long and was stopped"
        return {"event": "failed", "status": 422, "faults": [said(f"{wrong}; ask for fewer draws")]}
    except Exception as error:  # the edge: nobody above would catch it
        wrong = f"accord failed: {type(error).__name__}: {error}"
        return {"event": "failed", "status": 500, "faults": [said(wrong)]}
