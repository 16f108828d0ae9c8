"""The line of a key is the line on which it stands."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.case.sample import TEXT

from accord.case.lines import Scan, places, written

MIXED = '''\
top = 1   # a comment with [brackets] and "quotes
"quoted key" = { a = 1, b.c = [ { d = 2 } ] }

[one.two]
list = [
  "x",  # first
  { y = "]" },
  [1,
   2],
]
text = """
[not.a.table]
key = "no"
"""
raw = \'\'\'also
[not]\'\'\'
[[many]]
a = 1
[[many]]
a = 2
[many.inner]
b = 3
[[many.deep]]
c = 4
'''
LINES = {
    "top": 1,
    '"quoted key"': 2,
    '"quoted key".b.c[0].d': 2,
    "one": 4,
    "one.two": 4,
    "one.two.list": 5,
    "one.two.list[0]": 6,
    "one.two.list[1].y": 7,
    "one.two.list[2]": 8,
    "one.two.list[2][1]": 9,
    "one.two.text": 11,
    "one.two.raw": 15,
    "many": 17,
    "many[0].a": 18,
    "many[1]": 19,
    "many[1].a": 20,
    "many[1].inner.b": 22,
    "many[1].deep[0].c": 24,
}


def paths(value, at=()):
    """Give the path of everything in a parsed text."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in items:
        yield (*at, key)
        if isinstance(inner, dict | list):
            yield from paths(inner, (*at, key))


@pytest.mark.parametrize(("key", "line"), LINES.items())
def test_a_key_stands_on_its_line(key, line):
    assert places(MIXED)[key].line == line


@pytest.mark.parametrize("text", [MIXED, TEXT, MIXED.replace("\n", "\r\n")])
def test_every_key_that_is_parsed_has_a_place_and_no_other(text):
    assert set(places(text)) == {written(path) for path in paths(tomllib.loads(text))}


def test_a_line_is_shown_as_written_and_of_a_long_one_the_key_with_its_value():
    assert places(MIXED)["top"].text.startswith("top = 1   # a comment")
    long = (
        'metric = { name = "share", good = "crude-oil", ' + "filler = 1, " * 9 + 'buyer = "IRS" }'
    )
    assert places(long)["metric.buyer"].text == 'buyer = "IRS"'


def test_a_key_that_stands_twice_is_noticed_with_both_lines():
    assert Scan("[a]\nx = 1\n[b]\n[a]\ny = 2\n").repeats == [(("a",), 1, 4)]


KEYS = st.text("ab-_1", min_size=1, max_size=3)
VALUES = st.recursive(
    st.integers(0, 9).map(str) | st.sampled_from(['"s"', "'[x]'", "true", "1.5", "2025-01-01"]),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: "[" + ",\n ".join(items) + "]")
        | st.lists(st.tuples(KEYS, inner), max_size=3, unique_by=lambda pair: pair[0]).map(
            lambda pairs: "{ " + ", ".join(f"{k} = {v}" for k, v in pairs) + " }"
        )
    ),
    max_leaves=6,
)


@given(st.lists(st.tuples(KEYS, VALUES), max_size=6, unique_by=lambda pair: pair[0]))
def test_any_toml_gets_a_place_for_every_key(pairs):
    text = "\n".join(f"{key} = {value}" for key, value in pairs)
    try:
        parsed = tomllib.loads(text)
    except tomllib.TOMLDecodeError:  # an inline table over two lines, which TOML 1.0 forbids
        parsed = {}
        places(text)
    else:
        assert set(places(text)) == {written(path) for path in paths(parsed)}


@given(st.text(max_size=200))
def test_no_text_stops_the_scan(text):
    places(text)
