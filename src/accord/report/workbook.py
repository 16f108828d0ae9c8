"""Tables as an Excel workbook: one sheet each, numbers as numbers and text as text.

A text cell is written as text whatever it begins with, so that nothing of a case or a source is
ever run as a formula. The parts are those of ECMA-376 (Office Open XML) that a reader needs, and no
more; the same tables give the same bytes.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from html import escape
from typing import Any

import polars as pl

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
DAY = (1980, 1, 1, 0, 0, 0)  # of every part: a workbook has no time of its own
MOST_TEXT = 32_767  # characters of a cell
UNWRITABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
)  # what XML 1.0 has no way to say


def workbook(tables: Mapping[str, pl.DataFrame]) -> bytes:
    """Write tables as the sheets of a workbook.

    Parameters
    ----------
    tables : name of the sheet → table of texts, numbers and truths; null is an empty cell
    """
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in _parts(tables).items():
            package.writestr(zipfile.ZipInfo(name, DAY), HEAD + text, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def _parts(tables: Mapping[str, pl.DataFrame]) -> dict[str, str]:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    numbers = range(1, len(tables) + 1)
    sheets = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>'
        for n, name in zip(numbers, tables, strict=True)
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        + "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kind}.worksheet+xml"/>'
            for n in numbers
        )
        + "</Types>",
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        f"<sheets>{sheets}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relations(
            [("worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
        ),
        **{
            f"xl/worksheets/sheet{n}.xml": _sheet(table)
            for n, table in zip(numbers, tables.values(), strict=True)
        },
    }


def _relations(targets: list[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def _sheet(table: pl.DataFrame) -> str:
    rows = [table.columns, *table.iter_rows()]
    written = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in rows)
    return f'<worksheet xmlns="{MAIN}"><sheetData>{written}</sheetData></worksheet>'


def _cell(value: Any) -> str:
    """Write a cell; only a number is a number."""
    if value is None:
        return "<c/>"
    if isinstance(value, bool):
        return f'<c t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f"<c><v>{value!r}</v></c>"
    text = escape(UNWRITABLE.sub("", str(value))[:MOST_TEXT], quote=False)
    return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
