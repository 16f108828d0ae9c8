"""Dataclasses, JSON Schema and the front end's types say one and the same."""

import importlib.util

import jsonschema
import pytest
from tests.report.fixture import document, result
from tests.report.front import FRONT

from accord.result import plain, schema

DRAWN = schema.schema()


def test_the_file_is_what_the_dataclasses_give():
    assert schema.FILE.read_text("utf-8") == schema.as_text(), "python -m accord.result.schema"


def test_the_front_end_s_types_are_what_the_schema_gives():
    path = FRONT / "result_types.py"
    spec = importlib.util.spec_from_file_location("result_types", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.TYPES.read_text("utf-8") == module.types(DRAWN), "python front/result_types.py"


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(DRAWN)


def test_the_invented_result_is_valid():
    jsonschema.validate(plain(document()), DRAWN)


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"seed": "0"},
        {"verdicts": [{}]},
        {"tally": {"assumption": 1}},
        {"candidates": "AZE"},
    ],
)
def test_another_kind_of_value_is_not(change):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**plain(document()), **change}, DRAWN)


def test_every_key_of_the_result_has_a_place_in_the_schema():
    def keys(value):
        if isinstance(value, dict):
            return {*value}.union(*map(keys, value.values()))
        return set().union(*map(keys, value)) if isinstance(value, list) else set()

    known = {key for one in DRAWN["$defs"].values() for key in one.get("properties", ())}
    free = keys([result()["states"], result()["manifest"]["tables"]])
    free |= keys([v["metric_params"] for v in result()["verdicts"]])
    free |= keys([result()["alignment"][one] for one in ("poles", "lean")])
    free |= {"overrides", "year", *result()["map"]["scenarios"], "0", "title", "publisher", "note"}
    assert keys(plain(document())) - known - free == set()
