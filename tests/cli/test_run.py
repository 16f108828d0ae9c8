"""A run prints verdicts, writes its files whole, and its exit code says what happened."""

import csv
import json
import os
import pty
import shlex
import signal
import subprocess
import sys
import time

import pytest
from tests.cli.command import accord, inside, wait_for_first_line

from accord.cli.progress import CLEAR

RUN = ("run", "--draws", "40", "--seed", "3")
FILES = [
    "manifest.json",
    "report.html",
    "result.json",
    "scenarios.csv",
    "scenarios.parquet",
    "tables.xlsx",
    "verdicts.csv",
    "verdicts.parquet",
]


def test_a_run_prints_the_table_and_says_where_the_report_is(ran):
    _, done = ran
    assert done.returncode == 0
    head, *_ = done.stdout.splitlines()
    assert head.startswith("Azerbaijan and Kazakhstan join the Abraham Accords")
    assert "world 2023 · 40 draws · seed 3" in head
    assert "50 claims: ●" in done.stdout.splitlines()[-1]
    assert "report  out/report.html    why  accord explain" in done.stderr


def test_the_table_fits_100_columns_and_cuts_no_number(ran):
    folder, done = ran
    assert max(map(len, done.stdout.splitlines())) <= 100
    document = json.loads((folder / "out/result.json").read_text(encoding="utf-8"))
    for entry in document["verdicts"]:
        name = entry["claim"].split("/")[-1]
        assert name in done.stdout.replace("\n", " ")


def test_what_a_run_writes_is_whole_and_nothing_is_left_beside_it(ran):
    folder, _ = ran
    assert sorted(os.listdir(folder / "out")) == FILES
    document = json.loads((folder / "out/result.json").read_text(encoding="utf-8"))
    with (folder / "out/verdicts.csv").open(encoding="utf-8") as file:
        assert [row["claim"] for row in csv.DictReader(file)] == [
            entry["claim"] for entry in document["verdicts"]
        ]
    manifest = json.loads((folder / "out/manifest.json").read_text(encoding="utf-8"))
    assert manifest["arguments"] == list(RUN)
    assert manifest["seed"] == 3
    assert not {"written", "seconds", "arguments"} & set(document["manifest"])


def test_json_is_the_result_alone_and_the_same_bytes_again(tmp_path):
    asked = ("run", "trans-caspian", "--draws", "40", "--seed", "3")
    done = accord(*asked, "--json", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stderr == ""
    assert os.listdir(tmp_path) == []
    assert accord(*asked, cwd=tmp_path).returncode == 0
    assert done.stdout == (tmp_path / "out/result.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name", ["mine.toml", "my own.toml", "eu-drc-zambia.toml", "eu-drc-zambia"]
)
def test_the_command_that_a_result_tells_gives_it_again(name, tmp_path):
    if name.endswith(".toml"):  # one of them named as a shipped case is, which it isn't
        text = inside("new", "mine", "--template", "minerals", "--stdout").stdout
        (tmp_path / name).write_text(text, encoding="utf-8")
    first = inside("run", name, "--draws", "20", "--year", "2022", "--json", cwd=tmp_path)
    told = json.loads(first.stdout)["manifest"]["command"]
    again = inside(*shlex.split(told)[1:], "--json", cwd=tmp_path)
    assert again.stdout == first.stdout


def test_fail_on_exits_with_1_and_says_why(tmp_path):
    (tmp_path / "small.toml").write_text(SMALL, encoding="utf-8")
    done = inside("run", "small.toml", "--draws", "20", "--fail-on", "untestable", cwd=tmp_path)
    assert done.returncode == 1
    assert "exit 1: 1 claim is untestable (--fail-on untestable)" in done.stderr
    fine = inside("run", "small.toml", "--draws", "20", "--fail-on", "contradicted", cwd=tmp_path)
    assert fine.returncode == 0


def test_the_old_word_of_a_verdict_still_works_and_the_new_one_is_said(tmp_path):
    (tmp_path / "small.toml").write_text(SMALL)
    done = inside("run", "small.toml", "--draws", "20", "--fail-on", "assumption", cwd=tmp_path)
    assert done.returncode == 1
    assert "exit 1: 1 claim is depends (--fail-on depends)" in done.stderr
    assert 'the verdict "assumption" is now "depends"; the old word works until 0.3' in done.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--fail-on", "contradict"), 'no verdict "contradict"; did you mean "contradicted"?'),
        (("--draws", "0"), "draws is 0"),
        (("--draws", "many"), "'many' is not a valid integer"),
        (("--draws", "9" * 30), "write a whole number from 20 to 1,000,000"),
        (("--seed", "-1"), "seed is -1"),
        (("--year", "1066"), "1066"),
        (("--year", "1999"), "no production data for 1999"),
        (("--out", "/dev/null/x"), "cannot write to /dev/null/x"),
        (("--drws", "3"), 'no option "--drws"; did you mean "--draws"?'),
    ],
)
def test_wrong_input_is_refused_in_one_sentence_before_anything_is_solved(
    tmp_path, arguments, says
):
    done = inside("run", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert says in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert os.listdir(tmp_path) == []


def test_an_interrupted_run_ends_and_leaves_nothing(tmp_path):
    command = [sys.executable, "-m", "accord", "run", "--draws", "200000"]
    run = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, stdout=subprocess.PIPE)
    wait_for_first_line(run)
    time.sleep(4)  # some moment of the run
    assert run.poll() is None, "the run was over before it could be interrupted"
    run.send_signal(signal.SIGINT)
    _, said = run.communicate(timeout=600)
    assert run.returncode == 130
    assert said.strip() == b""
    assert not (tmp_path / "out").exists() or os.listdir(tmp_path / "out") == []


def test_a_reader_that_has_seen_enough_is_no_failure(tmp_path):
    command = f"{sys.executable} -m accord metrics --json | head -c 1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], cwd=tmp_path, capture_output=True, check=False
    )
    assert done.stderr == b""
    assert done.returncode == 0


def test_progress_and_colour_show_on_a_terminal_and_progress_is_gone_at_the_end(tmp_path):
    main, side = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "PYTHONIOENCODING": "utf-8"}
    environment.pop("NO_COLOR", None)
    run = subprocess.Popen(
        [sys.executable, "-m", "accord", "run", "trans-caspian", "--draws", "40"],
        cwd=tmp_path,
        stdout=side,
        stderr=side,
        env=environment,
    )
    os.close(side)
    shown = b""
    while True:
        try:
            piece = os.read(main, 65536)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    os.close(main)
    assert run.wait(timeout=600) == 0
    text = shown.decode()
    assert "\x1b[34m" in text
    before, clear, after = text.rpartition(CLEAR)
    assert " of " in before
    assert clear
    assert after.lstrip().startswith("A Trans-Caspian gas pipeline")


def test_no_colour_where_nobody_wants_it(tmp_path):
    never = inside("explain", "turkic-founders", "--draws", "20", cwd=tmp_path)
    always = inside(
        "explain", "turkic-founders", "--draws", "20", "--color", "always", cwd=tmp_path
    )
    assert "\x1b" not in never.stdout
    assert "\x1b[34m" in always.stdout


SMALL = """\
format = 1
title = "Two claims, no shock"
year = 2021
[accord]
name = "abraham-accords"
as_of = 2025-08-01
candidates = ["AZE"]
parties = ["ISR"]
[goods.crude-oil]
[claims.supplier]
quote = "a supplier"
metric = { name = "import-share", good = "crude-oil", suppliers = ["AZE"], buyer = "ISR" }
holds = "> 0"
why = "any at all"
[claims.goodwill]
quote = "goodwill"
untestable = "nobody measures it"
"""


def test_a_case_that_joins_nobody_runs_and_says_of_which_day_its_ties_are(tmp_path):
    start, end = SMALL.index("[accord]"), SMALL.index("[goods")
    (tmp_path / "strait.toml").write_text(SMALL[:start] + SMALL[end:], encoding="utf-8")
    done = inside("run", "strait.toml", "--draws", "20", "--out", "out", cwd=tmp_path)
    assert done.returncode == 0
    assert "world 2021 · ties of 2021-12-31 · 20 draws" in done.stdout
    document = json.loads((tmp_path / "out/result.json").read_text(encoding="utf-8"))
    assert (document["candidates"], document["parties"], document["map"]) == ([], [], None)
    assert (document["as_of"], document["as_of_unsaid"]) == ("2021-12-31", True)
    report = (tmp_path / "out/report.html").read_text(encoding="utf-8")
    assert "world 2021 · ties of 2021-12-31" in report
