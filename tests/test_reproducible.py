"""The same seed gives the same bytes, whatever the process: threads, locale, place and clock."""

import json
import os
import subprocess
import sys

import numpy as np
import pytest
from tests.reference import reference_data
from tests.verdict import toys

import accord

RUN = (
    "import sys, accord; "
    "sys.stdout.buffer.write(accord.run('abraham-accords', draws=60, seed=3).json().encode())"
)
ONE = {
    "PYTHONHASHSEED": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "POLARS_MAX_THREADS": "1",
    "LC_ALL": "C",
    "PYTHONUTF8": "0",
    "TZ": "Pacific/Auckland",
}
OTHER = {
    "PYTHONHASHSEED": "2",
    "OMP_NUM_THREADS": "2",
    "OPENBLAS_NUM_THREADS": "2",
    "POLARS_MAX_THREADS": "2",
    "LC_ALL": "C.UTF-8",
    "PYTHONUTF8": "1",
    "TZ": "America/Lima",
}


@pytest.fixture(scope="module")
def twice(tmp_path_factory):
    """Result.json of the shipped case from two processes, run side by side in two places."""
    started = [
        subprocess.Popen(
            [sys.executable, "-c", RUN],
            cwd=tmp_path_factory.mktemp("place"),
            env=os.environ | settings,
            stdout=subprocess.PIPE,
        )
        for settings in (ONE, OTHER)
    ]
    found = [process.communicate()[0] for process in started]
    assert [process.returncode for process in started] == [0, 0]
    return found


def test_the_same_seed_gives_the_same_bytes_with_any_threads_locale_and_place(twice):
    first, second = twice
    assert len(first) > 100_000
    if first != second:  # say where, not all
        lines = zip(first.splitlines(), second.splitlines(), strict=False)
        pytest.fail(next(f"{a!r} is not {b!r}" for a, b in lines if a != b))


def test_no_number_of_a_result_is_nan_or_infinite(twice):
    def refuse(token):
        pytest.fail(f"{token} in result.json")

    json.loads(twice[0], parse_constant=refuse)


def test_a_result_names_no_place_and_no_time(twice):
    text = twice[0].decode()
    for word in (os.getcwd(), os.path.expanduser("~") + "/"):
        assert word not in text


def test_another_seed_gives_another_result():
    with toys.registered():
        case = toys.read(
            '[claims.it]\nquote = "x"\nwhy = "so"\n'
            'metric = { name = "toy-drawn", x = "x" }\nholds = "> 0.5"\n'
        )
        texts = [accord.run(case, draws=1000, seed=s).json() for s in (3, 3, 4)]
    assert texts[0] == texts[1] != texts[2]
    values = [json.loads(t)["verdicts"][0]["value"] for t in texts]
    assert values[0] != values[2]
    assert np.isclose(values[0], values[2], atol=0.001)


def plain(text):
    """Make quotation marks, apostrophes and white space alike."""
    for odd, even in (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("\u00a0", " ")):
        text = text.replace(odd, even)
    return " ".join(text.split())


@pytest.mark.reference
def test_every_quote_of_the_shipped_case_stands_in_the_article():
    path = reference_data("article/strategic-partnerships-on-the-horizon.txt")
    article = plain(path.read_text(encoding="utf-8"))
    case = accord.load_case("abraham-accords")
    claims = case.claims.values()
    quotes = [c.quote for c in claims] + [p.quote for c in claims for p in c.parts if p.quote]
    assert len(case.claims) == 50
    missing = [quote for quote in quotes if plain(quote) not in article]
    assert not missing
