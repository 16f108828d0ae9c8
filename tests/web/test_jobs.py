"""A worker tells what is wrong with a request, whatever JSON it is asked with."""

import json

import pytest

from accord.errors import InputError
from accord.web.jobs import Worker

ODD = ([[]], {"a": 1}, 1e300, True)


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize(
    ("kind", "asked", "key"),
    [
        ("flows", {"good": "crude-oil"}, "from"),
        ("flows", {"good": "crude-oil"}, "to"),
        ("route", {"from": "AZE", "to": "ITA"}, "good"),
    ],
)
def test_what_is_no_name_is_told(kind, asked, key, odd):
    with pytest.raises(InputError, match=f"{key} is a name"):
        Worker().do(kind, {**asked, key: odd}, lambda _what, _done, _of: None)


def test_a_worker_that_nobody_asked_yet_reads_the_tables_once():
    worker = Worker()
    assert [worker.ahead(), worker.ahead()] == [True, False]


@pytest.mark.parametrize("odd", ["hormuz", [], None, 1])
def test_another_case_that_is_none_is_told(odd):
    with pytest.raises(InputError, match="other is a case"):
        Worker().do("compare", {"case": "hormuz", "other": odd}, lambda _what, _done, _of: None)


def test_who_asks_what_if_is_told_the_passages_that_a_case_goes_through():
    asked = {"case": "hormuz", "edit": {}}
    worker = Worker()
    told = json.loads(worker.do("preview", {**asked, "passages": True}, lambda *_, **__: None))
    assert told["passages"][0] == {"id": "hormuz", "title": "Strait of Hormuz"}
    assert "passages" not in json.loads(worker.do("preview", asked, lambda *_, **__: None))
