"""Every kind of new case runs as it stands, through the command line."""

import json
import re
import shlex

import click
import pytest
from tests.cli.command import inside

from accord.case.template import FIRST, templates
from accord.cli.app import app


@pytest.mark.parametrize("template", templates())
def test_a_new_case_of_each_kind_runs_as_it_stands(template, tmp_path):
    made = inside("new", "mine", "--template", template, cwd=tmp_path)
    assert made.stdout == "mine.toml\n", made.stderr
    checked = inside("check", "mine.toml", cwd=tmp_path)
    assert checked.stdout.startswith("mine: no faults. "), checked.stderr
    done = inside("run", "mine.toml", "--draws", "20", "--out", "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    document = json.loads((tmp_path / "out/result.json").read_text(encoding="utf-8"))
    assert len(document["verdicts"]) >= 3
    words = [v["verdict"] for v in document["verdicts"]]
    assert words.count("untestable") == (template == FIRST)  # where the case says so itself
    assert bool(document["candidates"]) is (template == FIRST)


@pytest.mark.parametrize("template", templates())
def test_a_new_case_bears_its_own_name(template, tmp_path):
    text = inside("new", "mine", "--template", template, "--stdout", cwd=tmp_path).stdout
    assert "accord check mine.toml" in text
    assert "{name}" not in text


@pytest.mark.parametrize("template", templates())
def test_a_command_that_a_new_case_speaks_of_is_there(template):
    text = inside("new", "mine", "--template", template, "--stdout").stdout
    spoken = re.findall(r"`accord ([^`]+)`", text)
    assert spoken
    for line in spoken:
        command, *rest = shlex.split(line)
        group = app.get_command(click.Context(app), command)
        assert group, line
        if isinstance(group, click.Group):
            assert group.get_command(click.Context(group), rest[0]), line


def test_the_help_names_every_kind():
    said = " ".join(inside("new", "--help").stdout.split())
    assert f"The kind: {', '.join(templates()[:-1])} or {templates()[-1]}." in said


def test_an_unknown_kind_is_answered_with_those_that_there_are(tmp_path):
    done = inside("new", "mine", "--template", "embrago", cwd=tmp_path)
    assert done.returncode == 2
    assert 'no template "embrago"; did you mean "embargo"?' in done.stderr
    assert not (tmp_path / "mine.toml").exists()
