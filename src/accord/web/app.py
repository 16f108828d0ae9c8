"""The application: which request gets which answer.

Answers are the JSON of the command line; what is wrong is `{"format": 1, "faults": [...]}`, also as
there. Whatever takes time is done by the pool.
"""

import asyncio
import hashlib
import json
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib import resources
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

import accord
from accord.api import cases, tables
from accord.errors import AccordError, InputError, faults_of, said
from accord.report import html
from accord.web.guard import App, Guard
from accord.web.openapi import openapi
from accord.web.pool import QUEUE, Event, Full, Pool
from accord.web.runs import Runs
from accord.web.shelf import Shelf

PAGES = (
    *("claims", "gains", "map", "coalition", "scenarios", "compare", "assumptions", "data"),
    *("not-tested", "reading", "edit", "draft", "rows"),
)
STATIC = {"live.js": "text/javascript", "app.css": "text/css", "world.json": "application/json"}
RETRY = "10"  # seconds after which somebody who found the queue full may ask again
MOST_SAVED = 2 * 2**20  # characters of a saved text
MOST_IDS = 200


def application(*, shelf: Shelf, hosts: frozenset[str], pool: Pool | None = None) -> App:
    """Make the application, with the guard before it.

    Parameters
    ----------
    shelf : where cases and results are saved
    hosts : the values of the Host header that it answers to
    """
    answers = _Answers(Runs(pool or Pool()), shelf)
    return Guard(answers.app, hosts)


class _Answers:
    """The endpoints, and what they share."""

    def __init__(self, runs: Runs, shelf: Shelf) -> None:
        self.runs = runs
        self.shelf = shelf
        self._keeping: set[asyncio.Task[None]] = set()
        pages = [f"/{page}" for page in PAGES]
        self.app = Starlette(
            routes=[
                Route("/api/openapi.json", self.contract),
                Route("/api/cases", self.cases),
                Route("/api/cases/{name}", self.case),
                Route("/api/check", self.asked("check"), methods=["POST"]),
                Route("/api/form", self.asked("form"), methods=["POST"]),
                Route("/api/preview", self.preview, methods=["POST"]),
                Route("/api/draft", self.asked("draft"), methods=["POST"]),
                Route("/api/compare", self.asked("compare"), methods=["POST"]),
                Route("/api/flows", self.looked_up("flows")),
                Route("/api/routes", self.looked_up("route")),
                Route("/api/sources", self.looked_up("sources")),
                Route("/api/runs", self.start, methods=["POST"]),
                Route("/api/runs/{id}", self.run),
                Route("/api/runs/{id}", self.cancel, methods=["DELETE"]),
                Route("/api/runs/{id}/events", self.events),
                Route("/api/runs/{id}/verdicts", self.verdicts),
                Route("/api/saved", self.save, methods=["POST"]),
                Route("/api/saved", self.saved),
                Route("/api/saved/{id}", self.held),
                Route("/api/saved/{id}", self.delete, methods=["DELETE"]),
                Route("/static/{name}", static),
                *(Route(path, page) for path in ("/", *pages)),
                *(Route(f"{path}/{{rest:path}}", page) for path in pages),
            ],
            exception_handlers={
                Full: _full,
                AccordError: _wrong,
                HTTPException: _http,
            },
            lifespan=self.alive,
        )

    @asynccontextmanager
    async def alive(self, _app: Starlette) -> AsyncIterator[None]:
        """Keep the workers as long as the server lives."""
        self.runs.pool.start()
        yield
        await self.runs.pool.stop()

    async def contract(self, _request: Request) -> Response:
        return JSONResponse(openapi())

    async def cases(self, _request: Request) -> Response:
        """Name the shipped cases; what else there is, only its owner's browser knows."""
        found = await asyncio.to_thread(cases.shipped_cases)
        return JSONResponse({"cases": found})

    async def case(self, request: Request) -> Response:
        return await self._ask("case", {"case": request.path_params["name"]})

    def asked(self, kind: str) -> Any:
        """Make an endpoint that takes JSON, waits and gives the answer."""

        async def answer(request: Request) -> Response:
            body = await _body(request)
            return await self._ask(kind, body, page=_page(body))

        return answer

    def looked_up(self, kind: str) -> Any:
        """Make an endpoint that takes its question from the query."""

        async def answer(request: Request) -> Response:
            return await self._ask(kind, dict(request.query_params))

        return answer

    async def preview(self, request: Request) -> Response:
        """Judge an edit; where a stream is asked for, a line for what is known so far, and the end.

        How it begins says whether there is anything to tell: what is wrong comes as faults.
        """
        body = await _body(request)
        page = _page(body)
        if body.get("stream") is not True:
            return await self._ask("preview", body, page=page)
        parts = self.runs.parts("preview", body, page=page)
        first = await anext(parts)
        if first["event"] not in ("part", "done"):
            return _ended(first)

        async def told() -> AsyncIterator[str]:
            yield first["answer"] + "\n"
            async for event in parts:
                if event["event"] in ("part", "done"):
                    yield event["answer"] + "\n"
                else:
                    yield bytes(_ended(event).body).decode() + "\n"

        head = {**NO_STORE, "x-accel-buffering": "no"}
        return StreamingResponse(told(), media_type="application/x-ndjson", headers=head)

    async def _ask(self, kind: str, asked: dict[str, Any], *, page: str = "") -> Response:
        event = await self.runs.ask(kind, asked, page=page)
        return _ended(event)

    async def start(self, request: Request) -> Response:
        body = await _body(request)
        page, only = _page(body), body.pop("only_kept", False) is True
        key = await asyncio.to_thread(_key, body)
        kept = await asyncio.to_thread(self._kept, key)
        if kept is not None:
            return JSONResponse({"run": self.runs.known(body, kept)}, status_code=202)
        if only:
            return Response(status_code=204)
        id_ = await self.runs.start("run", body, page=page)
        self._keeping.add(task := asyncio.create_task(self._keep(id_, key)))
        task.add_done_callback(self._keeping.discard)
        return JSONResponse({"run": id_}, status_code=202)

    def _kept(self, key: str) -> str | None:
        """Give what was solved before; a full disk, which can't note the asking, is no matter."""
        try:
            return self.shelf.solved(key)
        except InputError:
            return None

    async def _keep(self, id_: str, key: str) -> None:
        """Keep the result of a run for the next who asks the same; a full disk is no matter."""
        run = self.runs.get(id_)
        if run is None:
            return
        await run.job.ended.wait()
        if run.last["event"] == "done":
            with suppress(AccordError):
                await asyncio.to_thread(self.shelf.keep_solved, key, run.last["answer"])

    def _run(self, request: Request) -> Any:
        run = self.runs.get(request.path_params["id"])
        if run is None:
            raise HTTPException(404, "no run has this id; it ended long ago, or the server did")
        return run

    async def run(self, request: Request) -> Response:
        """Give the result of a run, or how far it is."""
        run = self._run(request)
        if not run.job.ended.is_set():
            return JSONResponse(run.last, status_code=202)
        return _ended(run.last)

    async def verdicts(self, request: Request) -> Response:
        """Give the verdicts of a run that has ended, and nothing else."""
        run = self._run(request)
        if run.last["event"] != "done":
            return await self.run(request)
        document = json.loads(run.last["answer"])
        return JSONResponse({key: document[key] for key in ("format", "tally", "verdicts")})

    async def cancel(self, request: Request) -> Response:
        self._run(request)
        self.runs.cancel(request.path_params["id"])
        return Response(status_code=204)

    async def events(self, request: Request) -> Response:
        """Stream what becomes of a run, as Server-Sent Events; the result itself is at the run."""
        run = self._run(request)

        async def told() -> AsyncIterator[str]:
            async for event in run.follow():
                if event is None:
                    yield ": still here\n\n"
                    continue
                data = {key: value for key, value in event.items() if key != "answer"}
                yield f"event: {event['event']}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"

        head = {"cache-control": "no-store", "x-accel-buffering": "no"}
        return StreamingResponse(told(), media_type="text/event-stream", headers=head)

    async def save(self, request: Request) -> Response:
        """Save a case or the result of a run; its id is the only way to it."""
        body = await _body(request)
        name = body.get("name")
        if not isinstance(name, str) or not 0 < len(name.strip()) <= 120:
            raise HTTPException(422, "name is a text of at most 120 letters")
        if isinstance(body.get("run"), str):
            run = self.runs.get(body["run"])
            if run is None or run.last["event"] != "done":
                raise HTTPException(404, "no run with a result has this id")
            kind, text = "result", run.last["answer"]
        else:
            kind, text = "case", body.get("text")
            if not isinstance(text, str) or not text.strip() or len(text) > MOST_SAVED:
                raise HTTPException(422, "text is the text of a case, or run the id of a run")
        id_ = secrets.token_hex(16)
        await asyncio.to_thread(self.shelf.save, id_, kind, name.strip(), text)
        return JSONResponse({"id": id_}, status_code=201)

    async def saved(self, request: Request) -> Response:
        """Say what is saved under the ids that are named."""
        ids = request.query_params.get("ids", "").split(",")[:MOST_IDS]
        return JSONResponse({"saved": await asyncio.to_thread(self.shelf.listed, ids)})

    async def held(self, request: Request) -> Response:
        text = await asyncio.to_thread(self.shelf.text, request.path_params["id"])
        if text is None:
            raise HTTPException(404, "nothing is saved under this id")
        return JSONResponse({"text": text})

    async def delete(self, request: Request) -> Response:
        if not await asyncio.to_thread(self.shelf.delete, request.path_params["id"]):
            raise HTTPException(404, "nothing is saved under this id")
        return Response(status_code=204)


async def static(request: Request) -> Response:
    """Give one of the files of the front end, and no other."""
    name = request.path_params["name"]
    if name not in STATIC:
        raise HTTPException(404, "no such file")
    held = (resources.files("accord.report") / "static" / name).read_bytes()
    return Response(held, media_type=STATIC[name], headers={"cache-control": "no-cache"})


async def page(_request: Request) -> Response:
    """Give the page that every address of the app begins with."""
    return Response(html.shell(accord.__version__), media_type="text/html")


async def _body(request: Request) -> dict[str, Any]:
    """Read a body that is a JSON object."""
    try:
        read = json.loads(await request.body())
    except (ValueError, RecursionError):
        raise HTTPException(422, "the body is no JSON") from None
    if not isinstance(read, dict):
        raise HTTPException(422, "the body is a JSON object")
    return read


def _key(body: dict[str, Any]) -> str:
    """Name what a run hangs on: what is asked, accord, and its tables."""
    asked = {"draws": 1000, "seed": 0, **body}
    return hashlib.sha256(
        f"{tables.fingerprint()} {json.dumps(asked, sort_keys=True)}".encode()
    ).hexdigest()


def _page(body: dict[str, Any]) -> str:
    """Read which page asks: whatever it calls itself, its newer request cancels its older one."""
    page = body.pop("page", "")
    return page if isinstance(page, str) and len(page) <= 64 else ""


def _ended(event: Event) -> Response:
    """Answer with what a job came to."""
    if event["event"] == "done":
        return Response(event["answer"], media_type="application/json", headers=NO_STORE)
    if event["event"] == "cancelled":
        return _faults(409, [said("cancelled: a newer request took its place")])
    return _faults(event["status"], event["faults"])


NO_STORE = {"cache-control": "no-store"}


def _faults(status: int, faults: list[dict[str, Any]], **headers: str) -> Response:
    body = {"format": 1, "faults": faults}
    return JSONResponse(body, status_code=status, headers={**NO_STORE, **headers})


async def _full(_request: Request, _error: Exception) -> Response:
    return _faults(
        503, [said(f"{QUEUE} requests wait already; try again")], **{"retry-after": RETRY}
    )


async def _wrong(_request: Request, error: Exception) -> Response:
    assert isinstance(error, AccordError)
    status = 507 if "nothing was saved" in str(error) else 422
    return _faults(status, faults_of(error))


async def _http(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _faults(error.status_code, [said(str(error.detail))])
