"""Runs: what was asked, how far it is, what came of it. A run's id is the only key to it."""

import asyncio
import secrets
from collections import OrderedDict
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from accord.web.pool import UNDERWAY, Event, Job, Pool

KEPT = 64  # runs that are remembered; of those that ended, the oldest are forgotten first
ALIVE = 15.0  # seconds after which a silent stream says that it is there


@dataclass(eq=False)
class Run:
    """One run: its events so far, and who waits for the next."""

    job: Job
    page: str
    events: list[Event] = field(default_factory=list)
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def take(self, event: Event) -> None:
        """Note an event; of those under way only the last counts."""
        if self.events and self.events[-1]["event"] in UNDERWAY:
            self.events.pop()
        self.events.append(event)
        self.changed.set()
        self.changed = asyncio.Event()

    @property
    def last(self) -> Event:
        """How it stands."""
        return self.events[-1] if self.events else {"event": "waiting"}

    async def follow(self) -> AsyncIterator[Event | None]:
        """Give how it stands whenever that changes, until it has ended; None is a sign of life."""
        while True:
            changed, event = self.changed, self.last
            yield event
            if self.job.ended.is_set() and event is self.last:
                return
            while True:
                try:
                    await asyncio.wait_for(changed.wait(), ALIVE)
                    break
                except TimeoutError:
                    yield None


class Runs:
    """The runs of this server, by ids of 128 bits that nobody can guess."""

    def __init__(self, pool: Pool) -> None:
        self.pool = pool
        self._runs: OrderedDict[str, Run] = OrderedDict()

    async def start(self, kind: str, asked: Mapping[str, Any], *, page: str = "") -> str:
        """Ask for something; a page's newer request cancels its older one. Raises Full."""
        if page:
            for other in self._runs.values():
                if other.page == page and not other.job.ended.is_set():
                    self.pool.cancel(other.job)
        id_ = secrets.token_hex(16)
        key = str(hash(str(asked.get("text") or asked.get("case")))) if kind == "preview" else ""
        job = Job(kind=kind, asked=asked, tell=lambda event: run.take(event), key=key)
        run = Run(job=job, page=page)
        await self.pool.put(job)
        self._runs[id_] = run
        for old, other in list(self._runs.items()):
            if len(self._runs) <= KEPT:
                break
            if other.job.ended.is_set():
                del self._runs[old]
        return id_

    def known(self, asked: Mapping[str, Any], answer: str) -> str:
        """Give an id to a result that was solved before."""
        id_ = secrets.token_hex(16)
        job = Job(kind="run", asked=asked, tell=lambda event: run.take(event))
        run = Run(job=job, page="")
        self._runs[id_] = run
        job.end({"event": "done", "answer": answer})
        return id_

    def get(self, id_: str) -> Run | None:
        """Give a run to whoever has its id."""
        return self._runs.get(id_)

    def cancel(self, id_: str) -> bool:
        """Let go of a run; says whether there is one."""
        run = self._runs.get(id_)
        if run is None:
            return False
        self.pool.cancel(run.job)
        return True

    async def parts(
        self, kind: str, asked: Mapping[str, Any], *, page: str = ""
    ) -> AsyncIterator[Event]:
        """Ask for something and give what is known of it so far, then how it ends. Raises Full."""
        id_ = await self.start(kind, asked, page=page)
        run = self._runs[id_]
        try:
            async for event in run.follow():
                if event is not None and event["event"] not in ("waiting", "progress"):
                    yield event
        finally:  # who hangs up wants nothing any more
            self.pool.cancel(run.job)
            self._runs.pop(id_, None)

    async def ask(self, kind: str, asked: Mapping[str, Any], *, page: str = "") -> Event:
        """Ask for something small and wait for how it ends. Raises Full."""
        id_ = await self.start(kind, asked, page=page)
        run = self._runs[id_]
        try:
            await run.job.ended.wait()
        finally:  # who hangs up wants nothing any more
            self.pool.cancel(run.job)
            self._runs.pop(id_, None)
        return run.last
