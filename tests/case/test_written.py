"""What accord writes about case files: a new case, the schema, the reference page."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import jsonschema
import pytest
from tests.case.sample import TEXT, measured, swapped

import accord
from accord import case
from accord.case import form
from accord.case.metrics_page import page
from accord.case.model import Case
from accord.case.reference import reference
from accord.errors import InputError

ROOT = Path(__file__).resolve().parents[2]


def as_json(text):
    """Give a TOML text as an editor's validator sees it: dates as text."""
    return json.loads(json.dumps(tomllib.loads(text), default=str))


def valid(text):
    with measured():
        checker = jsonschema.Draft202012Validator(case.schema())
    return checker.is_valid(as_json(text))


def test_a_new_case_reads_without_fault_and_knows_its_name():
    text = case.new("caspian")
    assert "accord check caspian.toml" in text
    read = case.parse(text, name="caspian", file="caspian.toml", world=accord.load_world)
    assert len(read.claims) >= 3
    assert {bool(claim.untestable) for claim in read.claims.values()} == {True, False}


def test_a_new_case_is_short_enough_for_ten_minutes():
    assert case.new("x").count("\n") < 80


@pytest.mark.parametrize("name", ["", "Two Words", "../up", "a/b", "x" * 300 + "!", "é"])
def test_a_name_that_no_case_can_have_is_answered_with_one_that_it_can(name):
    with pytest.raises(InputError, match="write it in small letters, digits and hyphens"):
        case.new(name)


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(case.schema())


@pytest.mark.parametrize("name", case.shipped())
def test_every_shipped_case_fits_the_schema(name):
    text = (Path(case.__file__).parent / "shipped" / f"{name}.toml").read_text(encoding="utf-8")
    jsonschema.validate(as_json(text), case.schema(), jsonschema.Draft202012Validator)


def test_the_new_case_and_the_sample_fit_the_schema():
    jsonschema.validate(as_json(case.new("x")), case.schema())
    assert valid(TEXT)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("format = 1", "format = 2"),
        ('title = "Two', 'titel = "Two'),
        ("year = 2023", "year = 2023.5"),
        ("mode = 10", ""),
        ("mode = 10", "sd = 10"),
        ('"triangular"', '"triangle"'),
        ('kind = "accession"', 'kind = "join"'),
        ('"cut" }', "2 }"),
        ('name = "share"', 'name = "sharre"'),
        ('buyer = "ISR"', 'byer = "ISR"'),
        ('holds = ">= 10 %"\n', ""),
    ],
)
def test_the_schema_finds_what_an_editor_can_find(old, new):
    assert not valid(swapped(old, new))


def test_the_reference_page_is_what_the_code_says():
    page = (ROOT / "docs" / "case-file.md").read_text(encoding="utf-8")
    again = "python -m accord.case.reference > docs/case-file.md"
    assert page == reference(), f"docs/case-file.md lags behind the code; run: {again}"


def test_the_page_of_metrics_is_what_they_declare():
    written = (ROOT / "docs" / "metrics.md").read_text(encoding="utf-8")
    again = "python -m accord.case.metrics_page > docs/metrics.md"
    assert written == page(), f"docs/metrics.md lags behind the code; run: {again}"


def test_the_reference_page_names_every_key():
    page = reference()
    tables = [Case]
    while tables:
        model = tables.pop()
        for key in form.all_keys(model).values():
            assert f"| `{key.name}` |" in page
            tables += form.models(key.kind)


def test_the_reference_is_written_by_the_command_that_it_names():
    found = subprocess.run(
        [sys.executable, "-m", "accord.case.reference"], capture_output=True, text=True, check=True
    )
    assert found.stdout == reference()
