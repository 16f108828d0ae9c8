"""The reference of metrics, written from what they declare.

`python -m accord.case.metrics_page > docs/metrics.md` writes it; a test says where it lags.
"""

import sys
from collections.abc import Iterable, Mapping
from itertools import groupby

from accord.case import form
from accord.case.comments import comment
from accord.case.wording import kind_words
from accord.measures import Measure, measures
from accord.names import Reads

HEAD = """\
# Metrics

What a claim can be tested with. `accord metrics` lists them, `accord metrics NAME` describes one.
A claim names a metric and its parameters in one table, as in
`metric = { name = "hhi", good = "crude-oil", buyer = "ISR" }`, and holds it against its lines in
the metric's unit: `%` and `pp` for shares and points, `= yes` where the answer is yes or no.

This page is written from the code: `python -m accord.case.metrics_page > docs/metrics.md`.

A bloc or a region, the data's or the case's own, can stand wherever a state can, for its members
on 31 December of the year that is asked about; each metric says whether that is a sum, an index or
each of them. What they sell each other is neither its imports nor its exports. A percentage whose
base is next to nothing is refused: of exports that are less than 2 % of production, of a loss that
is less than 2 % of what there was. A scenario that touches nothing that the metric reads makes it
untestable, never *no effect*.
"""

# What a metric of a market is read by where trade of a good that is much the same whoever sells it
# is displaced; else by the partial model, as it is everywhere where nothing is said of this.
ANEW: Mapping[Reads, str] = {
    "trade": "dealt anew as past events had it (the reallocating model)",
    "prices": "at one price for all (the pooled model, or the reallocating one)",
    "worth": "at one price for all where supply is lost (the pooled model)",
    "revenue": "at one price for all where supply is lost (the reallocating model)",
}


def page() -> str:
    """Give the page as Markdown."""
    families = groupby(sorted(measures().values(), key=_family), key=_family)
    return "\n".join([HEAD, *(_section(name, several) for name, several in families)])


def _family(measure: Measure) -> str:
    return measure.parameters.__module__


def _section(module: str, several: Iterable[Measure]) -> str:
    """Describe the metrics of one module."""
    said = (sys.modules[module].__doc__ or "").split("\n")[0].rstrip(".")
    return "\n".join([f"## {said}\n", *(_metric(one) for one in several)])


def _metric(measure: Measure) -> str:
    """Describe one metric: what it says, its unit and formula, what it needs, its parameters."""
    unit = "the unit of the figure" if callable(measure.unit) else f"`{measure.unit}`"
    facts = [f"Unit: {unit}", f"Formula: {measure.formula}"]
    facts += [f"Method: {measure.method}"] if measure.method else []
    facts += [f"Displaced trade: {ANEW[measure.reads]}"] if measure.reads else []
    facts += [f"Needs: {'; '.join(map(str, measure.needs))}"] if measure.needs else []
    facts += [f"A bloc or region as {said}" for said in bloc_lines(measure)]
    rows = [
        f"| `{key.name}` | {kind_words(key.kind)} | {'yes' if key.required else ''} "
        f"| {comment(key.within, key.field)} |"
        for key in form.keys(measure.parameters).values()
    ]
    return "\n".join(
        [
            f"### {measure.name}\n",
            f"{measure.doc}\n",
            *(f"- {fact}" for fact in facts),
            "\n| parameter | is | needed | |\n|---|---|---|---|",
            *rows,
            "",
        ]
    )


def bloc_lines(measure: Measure) -> list[str]:
    """Say what a bloc stands for in each parameter that takes a state, alike ones together."""
    return [
        f"{', '.join(f'`{name}`' for name, one in measure.blocs.items() if one is plural)}: "
        f"{plural.value}"
        for plural in dict.fromkeys(measure.blocs.values())
    ]


if __name__ == "__main__":
    print(page(), end="")
