"""What the comments beside a dataclass's fields say, for the reference and the schema.

So the sentence about a key is written once, where the field is, and can't lag behind it.
"""

import ast
import inspect
import io
import textwrap
import tokenize
from dataclasses import is_dataclass
from functools import cache
from typing import Any


def comment(model: Any, field: str) -> str:
    """Give what stands beside a field, or in the lines above it; "" where nobody says anything."""
    return _comments(model).get(field, "")


def sentence(model: Any) -> str:
    """Give the first sentence of a dataclass's docstring."""
    text = inspect.getdoc(model) or ""
    return text.split("\n\n")[0].replace("\n", " ")


@cache
def _comments(model: Any) -> dict[str, str]:
    """Read the comments of a dataclass and of those that it builds on."""
    bases: list[Any] = [one for one in reversed(model.__mro__) if is_dataclass(one)]
    return {name: said for one in bases for name, said in _own_comments(one).items()}


@cache
def _own_comments(model: Any) -> dict[str, str]:
    source = textwrap.dedent(inspect.getsource(model))
    written = {
        token.start[0]: (token.string.lstrip("# "), token.line.lstrip().startswith("#"))
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type == tokenize.COMMENT
    }
    (body,) = [node.body for node in ast.parse(source).body if isinstance(node, ast.ClassDef)]
    return {
        node.target.id: _beside(written, node.lineno, node.end_lineno or node.lineno)
        for node in body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }


def _beside(written: dict[int, tuple[str, bool]], first: int, last: int) -> str:
    """Join the comment lines above a field, and what stands in its own lines."""
    above: list[str] = []
    line = first - 1
    while line in written and written[line][1]:
        above.insert(0, written[line][0])
        line -= 1
    own = [written[n][0] for n in range(first, last + 1) if n in written]
    return " ".join([*above, *own])
