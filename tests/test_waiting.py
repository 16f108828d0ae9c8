"""No test of a page reads what stands there at once: it waits for what it asserts.

A page answers a click, a key or an address when it comes to it. What is read before that is what
stood there before, on a busy machine more often than on another. Playwright's `expect` asks until
it holds; what has to be read, such as where a thing lies, is read once the page has come to rest.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
# What reads a page as it is now, and what is written in an assert's place.
INSTEAD = {
    "count": "expect(…).to_have_count(n)",
    "all": "expect(…).to_have_count(n), then all()",
    "all_inner_texts": "expect(…).to_have_text([…])",
    "all_text_contents": "expect(…).to_have_text([…])",
    "inner_text": "expect(…).to_have_text(…) or to_contain_text(…)",
    "text_content": "expect(…).to_have_text(…) or to_contain_text(…)",
    "inner_html": 'expect(…).to_have_js_property("innerHTML", …)',
    "input_value": "expect(…).to_have_value(…)",
    "get_attribute": "expect(…).to_have_attribute(name, …)",
    "is_visible": "expect(…).to_be_visible()",
    "is_hidden": "expect(…).to_be_hidden()",
    "is_enabled": "expect(…).to_be_enabled()",
    "is_disabled": "expect(…).to_be_disabled()",
    "is_checked": "expect(…).to_be_checked()",
    "is_editable": "expect(…).to_be_editable()",
    "url": "expect(page).to_have_url(…)",
}
NAMED = ("get_attribute",)  # the one of them that takes what it reads
# What changes a page, what waits for it, and what reads it.
ACTS = {
    *("click", "dblclick", "press", "type", "fill", "check", "uncheck", "select_option"),
    *("goto", "go_back", "go_forward", "reload", "set_viewport_size", "set_input_files"),
    "emulate_media",
}
SCRIPTED_ACTS = ("location.hash =", "pushState", ".open =")
WAITS = {"expect", "settled", "drawn", "go", "look", "show", "wait_for_claim"}
READS = {*INSTEAD, "evaluate", "evaluate_all", "bounding_box"} - {"url"}
PAGES = ("page", "other", "opened", "tab")  # names of pages


def faults(source: str) -> Iterator[tuple[int, str]]:
    """Say which lines of a module read a page without waiting."""
    tree = ast.parse(source)
    if "browser" not in {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert):
            for read in filter(None, map(read_of, ast.walk(node.test))):
                yield node.lineno, f"{read} reads the page at once: {INSTEAD[read]}"
        if isinstance(node, ast.FunctionDef):
            yield from unwaited(node)
            yield from slept(node)


def read_of(node: ast.AST) -> str | None:
    """Give what a piece of an assert reads of a page, or None."""
    if isinstance(node, ast.Attribute) and node.attr == "url":
        return "url" if isinstance(node.value, ast.Name) and node.value.id in PAGES else None
    name = called(node)
    if name is None or name not in INSTEAD or name == "url" or not isinstance(node, ast.Call):
        return None
    return name if bool(node.args) == (name in NAMED) else None  # `text.count("x")` is a string's


def called(node: ast.AST) -> str | None:
    """Give the name of what is called."""
    if not isinstance(node, ast.Call):
        return None
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else None


def unwaited(function: ast.FunctionDef) -> Iterator[tuple[int, str]]:
    """Say what a function reads after it did something, with nothing between that waits."""
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
    did = ""
    for call in sorted(calls, key=lambda call: (call.end_lineno or 0, call.end_col_offset or 0)):
        name = called(call) or ""
        script = " ".join(
            piece.value
            for piece in ast.walk(call)
            if isinstance(piece, ast.Constant) and isinstance(piece.value, str)
        )
        if name in WAITS or name.startswith(("wait_for", "expect_")) or "beforeprint" in script:
            did = ""
        elif name in ACTS:
            did = name
        elif name == "evaluate" and any(act in script for act in SCRIPTED_ACTS):
            did = "a script"
        elif did and name in READS and isinstance(call.func, ast.Attribute):
            yield (
                call.lineno,
                f"{name} reads the page at once after {did}: expect(…) or settled(page)",
            )


def slept(function: ast.FunctionDef) -> Iterator[tuple[int, str]]:
    """Say where a function sleeps instead of waiting; to ask again and again is waiting."""
    loops = [node for node in ast.walk(function) if isinstance(node, ast.While)]
    asked = {call for loop in loops for call in ast.walk(loop)}
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
    for node in calls:
        if called(node) == "wait_for_timeout" and node not in asked:
            yield node.lineno, "a sleep waits too long or not long enough: expect(…)"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("assert page.locator('tr').count() == 8", "count reads the page at once: expect"),
        ("assert 'x' in rows.first.inner_text()", "inner_text reads the page at once"),
        ("assert entry.get_attribute('min') == '0'", "get_attribute reads the page at once"),
        ("assert page.url.endswith('x')", "url reads the page at once: expect"),
        ("rows.click(); texts = rows.all_inner_texts()", "all_inner_texts reads .* after click"),
        ("page.evaluate('d.open = true'); page.evaluate('1')", "evaluate reads .* after a script"),
        ("page.wait_for_timeout(30)", "a sleep"),
        ("expect(rows).to_have_count(8)", None),
        ("rows.click(); settled(page); texts = rows.all_inner_texts()", None),
        ("rows.click(); rows.first.wait_for(); box = rows.bounding_box()", None),
        ("assert text.count('x') == 2", None),
        ("assert response.url == 'x'", None),
        ("while not held: page.wait_for_timeout(30)", None),
    ],
)
def test_what_reads_a_page_at_once_is_told_from_what_waits(body, said):
    found = list(faults(f"mark = pytest.mark.browser\ndef test_it(page):\n    {body}\n"))
    assert len(found) == (said is not None)
    assert all(re.match(said, words) for _, words in found)


def test_where_no_browser_is_meant_nothing_is_refused():
    assert list(faults("def test_it(rows):\n    assert rows.count() == 8\n")) == []


def test_no_test_reads_a_page_before_it_is_there():
    found = [
        f"{path.relative_to(TESTS)}:{line}: {said}"
        for path in sorted(TESTS.rglob("*.py"))
        if path != Path(__file__)
        for line, said in faults(path.read_text(encoding="utf-8"))
    ]
    assert found == []
