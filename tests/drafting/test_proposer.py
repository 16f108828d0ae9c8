"""A language model may propose, and nothing more: what doesn't pass is dropped and counted."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from tests.cli.command import inside

from accord import draft, load_world
from accord.drafting import Endpoint, proposed
from accord.errors import InputError

TEXT = (
    "Kazakhstan produces around 40 percent of the world's uranium. It has been so for a while, and "
    "the members of the club know it. Turkey is a friend of theirs.\n"
)
GOOD = {
    "quote": "the members of the club know it",
    "metric": "production-share",
    "parameters": {"states": ["KAZ"], "good": "uranium"},
    "holds": ">= 30 %",
    "fails": "< 10 %",
}
BAD = [
    ({**GOOD, "quote": "Kazakhstan mines all uranium"}, "a quote that is not in the text"),
    ({**GOOD, "metric": "verdict"}, "no metric of ours"),
    ({**GOOD, "parameters": {"states": ["Narnia"], "good": "uranium"}}, "names or parameters"),
    ({**GOOD, "parameters": {"states": ["KAZ"], "good": "uranium", "secret": 1}}, "names or para"),
    ({**GOOD, "parameters": {"states": ["KAZ"], "good": None}}, "not in the form asked for"),
    ({**GOOD, "holds": "surely"}, "names or parameters"),
    ({**GOOD, "holds": True}, "not in the form asked for"),
    ("a claim", "not in the form asked for"),
    ({}, "a quote that is not in the text"),
]


@contextmanager
def standing_in(content, *, status=200, raw=None):
    """Run a stand-in for an endpoint, which keeps what it was asked."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            length = int(self.headers["Content-Length"])
            asked.append((self.path, dict(self.headers), json.loads(self.rfile.read(length))))
            body = raw or json.dumps({"choices": [{"message": {"content": content}}]}).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1", asked
    finally:
        server.shutdown()
        server.server_close()


def answered(claims):
    with standing_in(json.dumps({"claims": claims})) as (url, _):
        world = load_world()
        return proposed(draft(TEXT, world=world), world, Endpoint(url=url, model="small"))


def test_what_passes_is_a_claim_under_review_like_any_other(tmp_path):
    (tmp_path / "text.md").write_text(TEXT, encoding="utf-8")
    with standing_in("Here: " + json.dumps({"claims": [GOOD]})) as (url, asked):
        done = inside(
            *("draft", "text.md", "-o", "text.toml", "--with-llm", url, "--model", "small"),
            cwd=tmp_path,
        )
    assert done.returncode == 0
    assert "small proposed 1: 1 taken, 0 dropped" in done.stderr
    path, head, body = asked[0]
    assert path == "/v1/chat/completions"
    assert body["model"] == "small"
    assert TEXT.strip() in body["messages"][0]["content"]
    assert "Authorization" not in head
    ran = inside("run", "text.toml", "--draws", "20", "--json", cwd=tmp_path)
    document = json.loads(ran.stdout)
    assert {v["verdict"] for v in document["verdicts"]} == {None}
    assert any(GOOD["quote"] in v["quote"] for v in document["verdicts"])


@pytest.mark.parametrize(("one", "why"), BAD)
def test_what_does_not_pass_is_dropped_and_counted(one, why):
    made = answered([one])
    assert made.taken == 0
    ((reason, many),) = made.dropped.items()
    assert reason.startswith(why)
    assert many == 1


def test_one_bad_proposal_does_not_cost_the_good_one():
    made = answered([GOOD, *(one for one, _ in BAD)])
    assert (made.taken, sum(made.dropped.values())) == (1, len(BAD))


def test_a_proposal_on_words_that_were_drafted_stands_first_there():
    quote = "Kazakhstan produces around 40 percent of the world's uranium."
    share = {"suppliers": ["KAZ"], "buyer": "USA", "good": "uranium"}
    made = answered([{**GOOD, "quote": quote, "metric": "import-share", "parameters": share}])
    (one,) = [one for one in made.draft.claims if one.quote == quote]
    assert [c.metric for c in one.candidates][:2] == ["import-share", "production-share"]


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        ({"content": "", "status": 500}, "answered 500"),
        ({"content": "", "raw": b"<html>"}, "didn't answer in the chat format"),
        ({"content": "", "raw": b'{"choices": []}'}, "didn't answer in the chat format"),
    ],
)
def test_an_endpoint_that_fails_is_said_and_nothing_is_written(tmp_path, reply, said):
    (tmp_path / "text.md").write_text(TEXT, encoding="utf-8")
    with standing_in(reply.pop("content"), **reply) as (url, _):
        done = inside(
            *("draft", "text.md", "-o", "text.toml", "--with-llm", url, "--model", "small"),
            cwd=tmp_path,
        )
    assert done.returncode == 2
    assert said in done.stderr
    assert not (tmp_path / "text.toml").exists()


@pytest.mark.parametrize("content", ["no JSON", "{}", '{"claims": 3}', "{" * 5_000])
def test_an_answer_in_another_form_is_counted(content):
    with standing_in(content) as (url, _):
        world = load_world()
        made = proposed(draft(TEXT, world=world), world, Endpoint(url=url, model="small"))
    assert dict(made.dropped) == {"not in the form asked for": 1}


@pytest.mark.parametrize("url", ["file:///etc/passwd", "localhost:1234", "http://127.0.0.1:9/v1"])
def test_an_address_that_cannot_be_asked_is_refused(url):
    world = load_world()
    with pytest.raises(InputError, match=r"no address of an endpoint|gave no answer"):
        proposed(draft(TEXT, world=world), world, Endpoint(url=url, model="small"))


def test_url_and_model_go_together(tmp_path):
    (tmp_path / "text.md").write_text(TEXT, encoding="utf-8")
    done = inside("draft", "text.md", "--with-llm", "http://127.0.0.1:9/v1", cwd=tmp_path)
    assert done.returncode == 2
    assert "go together" in done.stderr
