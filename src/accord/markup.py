"""A little HTML for notebooks: a heading and a table, every text escaped."""

from collections.abc import Iterable, Sequence
from html import escape


def card(
    title: str, *lines: str, head: Sequence[str] = (), rows: Iterable[Sequence[str]] = ()
) -> str:
    """Write a title, lines below it, and a table where there are rows.

    >>> card("a <b>", "two")
    '<div><strong>a &lt;b&gt;</strong><div>two</div></div>'
    """
    body = "".join(f"<div>{escape(line)}</div>" for line in lines if line)
    written = "".join(f"<tr>{_cells('td', row)}</tr>" for row in rows)
    if written:
        body += (
            f"<table><thead><tr>{_cells('th', head)}</tr></thead><tbody>{written}</tbody></table>"
        )
    return f"<div><strong>{escape(title)}</strong>{body}</div>"


def _cells(kind: str, texts: Sequence[str]) -> str:
    return "".join(f'<{kind} style="text-align:left">{escape(text)}</{kind}>' for text in texts)
