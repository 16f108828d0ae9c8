"""Pictures of a multiverse: claims x universes, and the specification curve of a claim.

Drawn by Altair and made to SVG by vl-convert, of the extra `accord[charts]`; no figure asks the
network. Word and pattern repeat what colour says: each word has its own place in the key.
"""

from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import polars as pl

from accord.errors import InputError
from accord.names import MARKS, Mark

COLOURS: Mapping[Mark, str] = {  # as on the pages
    "supported": "#0b62a8",
    "depends": "#965f00",
    "contradicted": "#8c1d18",
    "untestable": "#9aa3ad",
}
WIDTH = 640  # of a figure, pixels
MOST = 400  # universes that are told apart on a page; of more, as many at equal steps
UNIVERSE = ("year", "model", "seed", "lines", "setting")


def matrix(rows: pl.DataFrame, title: str) -> str:
    """Draw claims x universes as SVG, those with most support at the top and on the left.

    Parameters
    ----------
    rows : a row for each universe and claim: year, model, seed, lines, setting, claim, verdict

    Raises
    ------
    InputError
        where the extra isn't installed
    """
    alt = _altair()
    said = rows.filter(pl.col("verdict").is_not_null())
    support = (pl.col("verdict") == "supported").mean() - (
        pl.col("verdict") == "contradicted"
    ).mean()
    claims = said.group_by("claim", maintain_order=True).agg(by=support)
    universes = said.group_by(UNIVERSE, maintain_order=True).agg(by=support)
    columns = universes.sort("by", *UNIVERSE, descending=[True, *[False] * 5]).with_row_index("at")
    if columns.height > MOST:
        columns = columns.gather_every(-(-columns.height // MOST))
    shown = said.join(columns.drop("by"), on=UNIVERSE).select("claim", "at", "verdict")
    order = claims.sort("by", "claim", descending=[True, False])["claim"].to_list()
    chart = (
        alt.Chart(alt.InlineData(values=shown.to_dicts()))
        .mark_rect()
        .encode(
            x=alt.X("at:O", title=f"{universes.height:,} universes", axis=alt.Axis(labels=False)),
            y=alt.Y("claim:N", sort=order, title=None, axis=alt.Axis(labelLimit=360)),
            color=_word(alt),
        )
        .properties(title=title, width=WIDTH, height=alt.Step(14))
    )
    return _svg(chart)


def curve(rows: pl.DataFrame, claim: str, title: str) -> str:
    """Draw a claim's specification curve as SVG: values in their order, and what each universe is.

    Raises
    ------
    InputError
        where the extra isn't installed, or no universe has a value
    """
    alt = _altair()
    valued = rows.filter(pl.col("claim") == claim, pl.col("value").is_not_null())
    if not valued.height:
        raise InputError(f"{claim} has a value in no universe, so there is no curve to draw")
    ordered = valued.sort("value", *UNIVERSE).with_row_index("at")
    if ordered.height > MOST:
        ordered = ordered.gather_every(-(-ordered.height // MOST))
    unit = next(iter(ordered["unit"].drop_nulls()), "")
    at = alt.X("at:Q", title=None, axis=alt.Axis(labels=False, ticks=False))
    base = alt.Chart(alt.InlineData(values=ordered.to_dicts())).encode(x=at, color=_word(alt))
    values = base.mark_point(filled=True, size=18).encode(y=alt.Y("value:Q", title=unit))
    varied = [name for name in UNIVERSE if ordered[name].n_unique() > 1]
    below = [  # one strip for each dimension that varies
        base.mark_tick(thickness=2).encode(y=alt.Y(f"{name}:N", title=name)).properties(width=WIDTH)
        for name in varied
    ]
    return _svg(alt.vconcat(values.properties(title=title, width=WIDTH, height=220), *below))


def _word(alt: Any) -> Any:
    scale = alt.Scale(domain=list(COLOURS), range=list(COLOURS.values()))
    marks = " : ".join(f"datum.label == '{word}' ? '{MARKS[word]} {word}'" for word in COLOURS)
    legend = alt.Legend(orient="top", title=None, labelExpr=f"{marks} : datum.label")
    return alt.Color("verdict:N", scale=scale, legend=legend)


def can_draw() -> bool:
    """Say whether the extra is installed."""
    return all(find_spec(name) for name in ("altair", "vl_convert"))


def _altair() -> Any:
    if not can_draw():
        raise InputError("pictures need Altair: pip install 'accord[charts]'")
    return import_module("altair")


def _svg(chart: Any) -> str:
    converter = import_module("vl_convert")
    return str(converter.vegalite_to_svg(chart.to_dict()))
