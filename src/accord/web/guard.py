"""What stands before every request: who may ask, how much at once, and what a browser may do.

A page of another origin must not reach a server on this machine through its user's browser: the
Host must be one that this server answers to (against DNS rebinding) and the Origin, where a browser
sends one, its own. A body comes as JSON, which no form of another page can send without asking.
"""

import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from accord.errors import said

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

MOST_BYTES = 2 * 2**20
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = [
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
]
SAFE = ("GET", "HEAD")


class TooLarge(Exception):  # noqa: N818  it becomes a 413
    """A body is larger than any may be."""


class Guard:
    """An ASGI application around another.

    hosts : the values of the Host header that are answered to
    """

    def __init__(self, app: App, hosts: frozenset[str]) -> None:
        self.app = app
        self.hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or say why not."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        no = self._refused(scope)
        answered = False

        async def send_guarded(message: Message) -> None:
            nonlocal answered
            if message["type"] == "http.response.start":
                answered = True
                message["headers"] = [*message.get("headers", []), *HEADERS]
            await send(message)

        if no is not None:
            await _refuse(send_guarded, *no)
            return
        try:
            await self.app(scope, _bounded(receive), send_guarded)
        except TooLarge:
            if answered:
                raise
            await _refuse(send_guarded, 413, f"a request has at most {MOST_BYTES:,} bytes")

    def _refused(self, scope: Scope) -> tuple[int, str] | None:
        """Say with which status and why a request isn't answered; None where it is."""
        headers = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in scope["headers"]}
        if headers.get("host", "").lower() not in self.hosts:
            return 421, "this server doesn't answer to that Host; see accord serve --help"
        origin = headers.get("origin")
        if origin is not None and origin.lower() not in {f"http://{h}" for h in self.hosts}:
            return 403, "a page of another origin may not ask this server"
        if headers.get("sec-fetch-site", "none") in ("cross-site", "same-site") and (
            scope["method"] not in SAFE or scope["path"].startswith("/api/")
        ):
            return 403, "a page of another origin may not ask this server"
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > MOST_BYTES:
            return 413, f"a request has at most {MOST_BYTES:,} bytes"
        kind = headers.get("content-type", "").split(";")[0].strip().lower()
        if scope["method"] == "POST" and kind != "application/json":
            return 415, "a body is JSON; send it with Content-Type: application/json"
        return None


def _bounded(receive: Receive) -> Receive:
    """Count what comes, whatever its length was said to be."""
    held = 0

    async def counted() -> Message:
        nonlocal held
        message = await receive()
        held += len(message.get("body", b""))
        if held > MOST_BYTES:
            raise TooLarge
        return message

    return counted


async def _refuse(send: Send, status: int, wrong: str) -> None:
    body = json.dumps({"format": 1, "faults": [said(wrong)]}).encode()
    head = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": head})
    await send({"type": "http.response.body", "body": body})
