"""The server over its socket: the JSON of the command line, and nothing else of the machine."""

import http.client
import json
import re
import resource
import subprocess
import sys

import pytest
from tests.report.front import FRONT
from tests.web.conftest import SMALL, started

import accord
from accord.result.schema import FILE

NO_CASE = "format = 1\ntitle = 3\n"


def test_a_text_with_faults_gives_the_faults_of_the_command_line(server, tmp_path):
    status, said = server.ask("/api/check", {"text": NO_CASE, "name": "faulty"})
    path = tmp_path / "faulty.toml"
    path.write_text(NO_CASE)
    command = [sys.executable, "-m", "accord", "check", str(path), "--json"]
    line = subprocess.run(command, capture_output=True, text=True, check=False)
    assert status == 200
    assert said["faults"] == json.loads(line.stdout)["faults"]
    assert {fault["key"] for fault in said["faults"]} >= {"title"}


def test_a_run_streams_its_progress_and_gives_the_result_of_python(server):
    status, said = server.ask("/api/runs", {"text": SMALL, "name": "small", "draws": 20})
    assert status == 202
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=600)
    connection.request("GET", f"/api/runs/{said['run']}/events")
    stream = connection.getresponse()
    assert stream.headers.get_content_type() == "text/event-stream"
    lines = [line.strip() for line in stream.read().decode().split("\n") if line.strip()]
    connection.close()
    assert lines[-2] == "event: done"
    status, found = server.ask(f"/api/runs/{said['run']}")
    from accord.api.cases import parse_case

    own = accord.run(parse_case(SMALL, name="small"), draws=20)
    assert status == 200
    assert found == json.loads(own.json())
    _, verdicts = server.ask(f"/api/runs/{said['run']}/verdicts")
    assert verdicts["verdicts"] == found["verdicts"]


def test_an_edit_asked_for_as_a_stream_ends_with_the_answer_that_it_has_without(server):
    asked = {"text": SMALL, "name": "small", "edit": {"assumptions": {"cut": 0.08}}}
    _, whole = server.ask("/api/preview", asked)
    asked["edit"]["assumptions"]["cut"] = 0.07
    _, streamed = server.ask(
        "/api/preview", {**asked, "stream": True, "first": ["gains"]}, raw=True
    )
    *_, last = (json.loads(line) for line in streamed.splitlines())
    _, again = server.ask("/api/preview", asked)
    assert last == again
    assert (last["judged"], last["touched"]) == (1, 1)
    assert last["toml"] != whole["toml"]


def test_an_edit_turns_what_it_touches_and_its_text_runs_to_the_same_word(server):
    edit = {"assumptions": {"cut": 0.09}}
    asked = {"text": SMALL, "name": "small", "edit": edit}
    status, said = server.ask("/api/preview", asked)
    assert status == 200
    assert [one["claim"] for one in said["turned"]] in ([], ["gains"])
    assert [v["claim"] for v in said["verdicts"]] == ["gains"]  # a fact doesn't hang on it
    _, same = server.ask("/api/preview", {**asked, "text": said["toml"], "edit": {"close": []}})
    assert same["verdicts"] == []  # nothing is edited, so nothing is touched
    assert "values = [0.09]" in said["toml"]
    assert server.ask("/api/check", {"text": said["toml"]})[1]["faults"] == []
    wrong = {**asked, "edit": {"assumptions": {"cuts": 1}}}
    assert server.ask("/api/preview", {**wrong, "stream": True})[0] == 422
    status, said = server.ask("/api/preview", wrong)
    assert status == 422
    assert 'did you mean "cut"' in json.dumps(said["faults"]).replace('\\"', '"')


def test_the_contract_has_the_schema_of_the_result(server):
    _, contract = server.ask("/api/openapi.json")
    schema = json.loads(FILE.read_text(encoding="utf-8"))
    assert contract["openapi"].startswith("3.1")
    assert set(schema["$defs"]) <= set(contract["components"]["schemas"])
    text = json.dumps(contract)
    for name in ("Document", "Faults"):
        assert f"#/components/schemas/{name}" in text
    _, cases = server.ask("/api/cases")
    assert "abraham-accords" in [one["case"] for one in cases["cases"]]


def test_every_operation_of_the_contract_gives_what_it_says(server):
    _, contract = server.ask("/api/openapi.json")
    case = {"text": SMALL, "name": "small"}
    id_ = server.ask("/api/saved", {"name": "mine", "text": SMALL})[1]["id"]
    run = server.ask("/api/runs", {**case, "draws": 20})[1]["run"]
    pair = {"scenarios": ["baseline", "join"], "draws": 20}
    asked = [
        ("get", "/api/cases", "", None),
        ("get", "/api/cases/{name}", "/api/cases/abraham-accords", None),
        ("post", "/api/check", "", case),
        ("post", "/api/form", "", {"text": SMALL}),
        ("post", "/api/preview", "", {**case, "edit": {"assumptions": {"cut": 0.05}}}),
        ("post", "/api/compare", "", {**case, **pair}),
        ("post", "/api/draft", "", {"text": "Kazakhstan borders Russia."}),
        ("post", "/api/runs", "", {**case, "draws": 20}),
        ("get", "/api/runs/{id}/events", f"/api/runs/{run}/events", None),
        ("get", "/api/runs/{id}", f"/api/runs/{run}", None),
        ("get", "/api/runs/{id}/verdicts", f"/api/runs/{run}/verdicts", None),
        ("delete", "/api/runs/{id}", f"/api/runs/{run}", None),
        ("get", "/api/flows", "/api/flows?good=crude-oil&from=AZE&year=2023", None),
        ("get", "/api/routes", "/api/routes?from=Baku&to=Haifa", None),
        ("get", "/api/sources", "", None),
        ("post", "/api/saved", "", {"name": "yours", "text": SMALL}),
        ("get", "/api/saved", f"/api/saved?ids={id_}", None),
        ("get", "/api/saved/{id}", f"/api/saved/{id_}", None),
        ("delete", "/api/saved/{id}", f"/api/saved/{id_}", None),
    ]
    for method, path, address, body in asked:
        status, said = server.ask(address or path, body, method.upper())
        answers = contract["paths"][path][method]["responses"]
        assert str(status) in answers, (method, path, status)
        kinds = answers[str(status)].get("content", {})
        assert isinstance(said, dict) == (status == 202 or "application/json" in kinds), path
    operations = {(m, path) for path, all_ in contract["paths"].items() for m in all_}
    assert {(method, path) for method, path, *_ in asked} == operations
    assert server.ask("/api/runs", {**case, "draws": 21, "only_kept": True})[0] == 204


@pytest.mark.parametrize(
    "asked",
    [
        {"case": "/etc/passwd"},
        {"case": "../../../etc/passwd"},
        {"case": "pyproject.toml"},
        {"text": SMALL, "name": "../../x"},
        {"text": SMALL + '\n[flows]\nfile = "/etc/passwd"\n'},
        {"text": SMALL + '\n[flows]\nfile = "../secrets.csv"\n'},
    ],
)
def test_no_path_of_the_server_is_read(server, asked):
    status, said = server.ask("/api/check", asked)
    assert status == 422 or said["faults"]
    assert "root:" not in json.dumps(said)


def test_only_the_front_ends_files_are_given(server):
    assert server.ask("/static/live.js")[0] == 200
    for path in (
        "/static/../html.py",
        "/static/%2e%2e/html.py",
        "/static/nonsense",
        "/pyproject.toml",
    ):
        assert server.ask(path)[0] == 404, path


@pytest.mark.parametrize("body", ["\0\1\2 binary", "", "x" * 600_000, 3, None])
def test_a_text_that_is_none_is_refused_with_a_sentence(server, body):
    status, said = server.ask("/api/check", {"text": body})
    assert status in (200, 422)
    assert said["faults"][0]["wrong"]


def test_too_many_draws_and_a_body_of_no_object_are_refused(server):
    for asked in (
        {"case": "abraham-accords", "draws": 2001},
        {"case": "abraham-accords", "draws": 0},
    ):
        _, said = server.ask("/api/runs", asked)
        until = server.ask(f"/api/runs/{said['run']}")
        while until[0] == 202:
            until = server.ask(f"/api/runs/{said['run']}")
        assert until[0] == 422
        assert "20 to 2,000" in until[1]["faults"][0]["wrong"] + until[1]["faults"][0]["right"]
    assert server.ask("/api/check", [1, 2])[0] == 422


def test_an_unknown_run_and_an_unknown_id_are_said(server):
    assert server.ask("/api/runs/" + "0" * 32)[0] == 404
    assert server.ask("/api/saved/" + "0" * 32)[0] == 404


def test_flows_routes_and_sources_answer_as_the_command_line_does(server):
    _, said = server.ask("/api/flows?good=crude-oil&from=AZE&to=ISR&year=2023")
    command = [
        *(sys.executable, "-m", "accord", "flows", "crude-oil", "--from", "AZE"),
        *("--to", "ISR", "--year", "2023", "--json"),
    ]
    line = subprocess.run(command, capture_output=True, text=True, check=True)
    text = json.dumps(json.loads(line.stdout))
    assert said["rows"]
    assert str(said["rows"][0]["value_usd"]).split(".")[0] in text
    assert server.ask("/api/routes?from=Baku&to=Haifa&good=crude-oil")[1]["feasible"]
    assert {"key", "title", "licence"} <= set(server.ask("/api/sources")[1]["sources"][0])


def test_what_was_saved_outlives_a_kill_and_only_its_id_leads_to_it(tmp_path):
    first = started(tmp_path)
    _, said = first.ask("/api/saved", {"name": "mine", "text": SMALL})
    first.stop(kill=True)
    again = started(tmp_path)
    try:
        assert again.ask(f"/api/saved/{said['id']}")[1] == {"text": SMALL}
        _, listed = again.ask(f"/api/saved?ids={said['id']},{'0' * 32}")
        assert [one["name"] for one in listed["saved"]] == ["mine"]
        assert again.ask("/api/saved")[1]["saved"] == []
    finally:
        again.stop()


def test_on_a_full_disk_nothing_is_saved_which_is_said_and_runs_go_on(tmp_path):
    served = started(tmp_path)
    try:
        _, kept = served.ask("/api/saved", {"name": "kept", "text": SMALL})
        full = sum(path.stat().st_size for path in tmp_path.iterdir()) // 2
        most = resource.prlimit(served.process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(served.process.pid, resource.RLIMIT_FSIZE, (full, most[1]))
        status, said = served.ask("/api/saved", {"name": "lost", "text": SMALL + "#" * 400_000})
        assert status == 507
        assert "nothing was saved in" in said["faults"][0]["wrong"]
        assert served.ask(f"/api/saved/{kept['id']}")[1] == {"text": SMALL}
        status, run = served.ask("/api/runs", {"text": SMALL, "name": "small", "draws": 20})
        assert status == 202
        while (found := served.ask(f"/api/runs/{run['run']}"))[0] == 202:
            pass
        assert found[0] == 200
        resource.prlimit(served.process.pid, resource.RLIMIT_FSIZE, most)
        assert served.ask("/api/saved", {"name": "again", "text": SMALL})[0] in (200, 201)
    finally:
        served.stop()


def test_a_port_in_use_is_said_with_the_next_one(server):
    command = [sys.executable, "-m", "accord", "serve", "--port", str(server.port)]
    line = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert line.returncode == 2
    assert f"port {server.port} is in use; try accord serve --port {server.port + 1}" in line.stderr


def test_every_page_has_an_address_and_an_unknown_one_is_told(server):
    named = (FRONT / "src" / "pages.ts").read_text(encoding="utf-8")
    pages = {f"/{page}" for page in re.findall(r'id: "([a-z-]*)"', named)}
    tools = {f"/{page}" for page in re.findall(r'"([a-z]+)"', named.split("TOOLS")[1])}
    assert pages >= {"/", "/coalition", "/map"}
    assert tools == {"/edit", "/draft", "/rows"}
    for path in (*pages, *tools, "/map?scenario=x", "/claims/a/b", "/coalition?set=AZE"):
        status, said = server.ask(path)
        assert status == 200
        assert "/static/live.js" in said
    assert server.ask("/nonsense")[0] == 404
