"""Charts of a result for notebooks, with Altair: the extra `accord[charts]`."""

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from accord.errors import InputError, UnknownNameError
from accord.names import suggestion
from accord.result import Document

if TYPE_CHECKING:
    import altair

ABSENT = "charts need Altair; install it: pip install 'accord[charts]'"
COLOURS = {
    "supported": "#0b62a8",
    "depends": "#965f00",
    "contradicted": "#8c1d18",
    "untestable": "#636b76",
}


def tally_chart(document: Document) -> "altair.Chart":
    """Draw how many claims got each verdict. Raises InputError without Altair."""
    alt = _altair()
    rows = [{"verdict": w, "claims": n} for w, n in document.tally.counts().items()]
    chart: altair.Chart = (
        alt.Chart(alt.Data(values=rows), title=document.title)
        .mark_bar()
        .encode(
            x=alt.X("claims:Q", title="claims"),
            y=alt.Y("verdict:N", sort=list(COLOURS), title=None),
            color=_colours(alt),
        )
    )
    return chart


def dots_chart(document: Document, claim: str) -> "altair.Chart":
    """Draw the twenty draws of a claim, each with what it says of the claim.

    Raises
    ------
    UnknownNameError
        where no claim of this name has draws
    InputError
        without Altair
    """
    alt = _altair()
    drawn = {v.claim: v for v in document.verdicts if v.dots}
    if claim not in drawn:
        raise UnknownNameError(f'no claim "{claim}" with draws; {suggestion(claim, list(drawn))}')
    found = drawn[claim]
    rows = [
        {"value": dot.value, "says": dot.state, "draw": n} for n, dot in enumerate(found.dots or ())
    ]
    chart: altair.Chart = (
        alt.Chart(alt.Data(values=rows), title=found.label or claim)
        .mark_point(filled=True, size=80)
        .encode(
            x=alt.X("value:Q", title=found.unit),
            y=alt.Y("draw:O", title="draws, equally likely", axis=None),
            shape=alt.Shape("says:N", title="the claim"),
        )
    )
    return chart


def _altair() -> Any:
    """Import Altair, which only charts need."""
    if find_spec("altair") is None:
        raise InputError(ABSENT)
    import altair

    return altair


def _colours(alt: Any) -> Any:
    scale = alt.Scale(domain=list(COLOURS), range=list(COLOURS.values()))
    return alt.Color("verdict:N", scale=scale, legend=None)
