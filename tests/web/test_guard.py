"""The guard lets no other page, no other name and no oversized body through."""

from tests.loops import run_apart

from accord.web.guard import MOST_BYTES, POLICY, Guard

HOSTS = frozenset({"127.0.0.1:8000", "localhost:8000"})


async def hello(scope, receive, send):
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"hello"})


def ask(method="GET", path="/", body=(b"",), **headers):
    """Ask the guarded application; gives status and headers."""
    said = {"host": "127.0.0.1:8000", **{k.replace("_", "-"): v for k, v in headers.items()}}
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "headers": [(k.encode(), v.encode()) for k, v in said.items()],
    }
    chunks = list(body)
    found = []

    async def receive():
        return {"type": "http.request", "body": chunks.pop(0), "more_body": bool(chunks)}

    async def send(message):
        found.append(message)

    run_apart(Guard(hello, HOSTS)(scope, receive, send))
    return found[0]["status"], dict(found[0]["headers"])


def test_its_own_page_is_answered_with_a_strict_policy():
    status, headers = ask(origin="http://127.0.0.1:8000")
    assert status == 200
    assert headers[b"content-security-policy"] == POLICY.encode()
    assert "unsafe" not in POLICY
    assert headers[b"x-content-type-options"] == b"nosniff"


def test_another_host_is_not_answered_also_where_it_leads_to_this_machine():
    for host in ("evil.example", "evil.example:8000", "127.0.0.1:8001", "127.0.0.1", ""):
        assert ask(host=host)[0] == 421


def test_a_page_of_another_origin_may_neither_ask_nor_tell():
    for origin in ("http://evil.example", "null", "https://127.0.0.1:8000", "http://localhost"):
        assert ask("POST", origin=origin, content_type="application/json")[0] == 403
    for site in ("cross-site", "same-site"):
        assert ask("DELETE", sec_fetch_site=site)[0] == 403
        assert ask("GET", "/api/cases", sec_fetch_site=site)[0] == 403
        assert ask("GET", "/", sec_fetch_site=site)[0] == 200  # a link to the app


def test_a_body_is_json_and_no_form_of_another_page():
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""):
        assert ask("POST", content_type=kind)[0] == 415


def test_a_body_is_bounded_by_what_comes_not_by_what_was_said():
    json = {"content_type": "application/json"}
    assert ask("POST", content_length=str(MOST_BYTES + 1), **json)[0] == 413
    assert ask("POST", content_length="many", **json)[0] == 413
    assert ask("POST", body=[b"x" * MOST_BYTES, b"x"], **json)[0] == 413
    assert ask("POST", body=[b"x" * MOST_BYTES], **json)[0] == 200
