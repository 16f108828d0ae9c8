"""Write docs/scoreboard.md: each published number beside accord's.

Run as `python -m tests.published.scoreboard`; a test compares the page to what this writes.
"""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from tests.published import market_cases as cases
from tests.published.market_cases import Compared

PAGE = Path(__file__).resolve().parents[2] / "docs" / "scoreboard.md"
HEAD = """# Scoreboard: published answers beside accord's

Each number that somebody else printed for a model that accord has, beside what accord gives for
the same input. Written by `python -m tests.published.scoreboard`; the tests in `tests/published`
hold each to its tolerance and this page to what they compute. The inputs are not part of the
project: see each source.
"""


def page() -> str:
    """Make the whole page."""
    return "\n".join([HEAD, *_summary(), *_gsim(), *_nafta(), *_ge_gravity(), *_guide()])


def _summary() -> Iterable[str]:
    additive, multiplicative = cases.ge_gravity("additive"), cases.ge_gravity("multiplicative")
    conditional, _ = cases.no_borders_2006()
    yield "## In one table\n"
    rows = [
        ("ge_gravity, 44 states, 2000, additive: welfare", additive[0], 1e-6, True),
        ("the same: flows", additive[1], 1e-6, True),
        ("ge_gravity, multiplicative: welfare", multiplicative[0], 1e-6, True),
        ("the same: flows", multiplicative[1], 1e-6, True),
        ("GSIM 4 x 4: world prices", cases.gsim(), 0.5e-4, False),
        ("ge_gravity2, NAFTA 1990: welfare, %", cases.nafta_1990(), 0.5e-3, False),
        ("AGTPA 2.1, no borders: conditional exports, %", conditional, 0.002, False),
        ("gegravity 0.3 on the same: inward resistances", cases.gegravity(), 1e-9, True),
    ]
    yield from _table(
        ("published", "numbers", "largest difference", "allowed"),
        [
            (
                what,
                f"{len(c.names)}",
                f"{c.relative if relative else c.absolute:.0e}" + " relative" * relative,
                f"{allowed:g}",
            )
            for what, c, allowed, relative in rows
        ],
    )


def _gsim() -> Iterable[str]:
    yield "## GSIM, four regions\n"
    yield (
        "Francois and Hall (2003), *Global Simulation Analysis of Industry-Level Trade Policy*, "
        "version 3.0. Tariffs between USA and EU go to zero; relative change of world prices.\n"
    )
    yield from _columns([("", cases.gsim(), 4)])


def _nafta() -> Iterable[str]:
    yield "## ge_gravity2, NAFTA in 1990\n"
    yield (
        "Campos, Reggio and Timini (2025), *Stata Journal* 25(4), 76 states, theta 5.03, psi 1.24, "
        "partial effect 0.5, additive deficits; real expenditure, %.\n"
    )
    yield from _columns([("", cases.nafta_1990(), 3)])


def _ge_gravity() -> Iterable[str]:
    yield "## ge_gravity, 44 states in 2000\n"
    yield (
        "Baier, Yotov and Zylkin (2019), *Journal of International Economics* 116, package data; "
        "theta 4; welfare as real expenditure, after / before.\n"
    )
    parts = [(word, cases.ge_gravity(word)[0], 7) for word in ("additive", "multiplicative")]
    yield from _columns(parts)


def _guide() -> Iterable[str]:
    conditional, full = cases.no_borders_2006()
    yield "## An Advanced Guide to Trade Policy Analysis, chapter 2\n"
    yield (
        "Yotov, Piermartini, Monteiro and Larch (2016). Application 1: borders removed, 69 states, "
        "2006, sigma 7, numeraire Germany; %. The conditional column is held to 0.002 percentage "
        "points. The full-endowment columns are shown beside: the guide's loop stops before it "
        "has converged, which shows most where domestic sales are small (Hong Kong).\n"
    )
    yield from _columns(
        [("conditional exports", conditional, 3), *[(name, c, 2) for name, c in full.items()]]
    )
    names, real = cases.nafta_1994()
    yield (
        "Application 2: NAFTA, 1994, real output with over without, %. Printed for Canada: 3.403, "
        "from a loop that had not converged.\n"
    )
    yield from _table(
        ("state", "published", "accord"),
        [
            (name, "3.403" if name == "CAN" else "", f"{value:.3f}")
            for name, value in zip(names, real, strict=True)
        ],
    )


def _columns(parts: list[tuple[str, Compared, int]]) -> Iterable[str]:
    names = parts[0][1].names
    head = ["state"]
    for title, _, _ in parts:
        head += [f"{title}, published" if title else "published", "accord"]
    rows = []
    for i, name in enumerate(names):
        row = [name]
        for _, column, digits in parts:
            row += [_number(v[i], digits) for v in (column.published, column.accord)]
        rows.append(row)
    yield from _table(head, rows)


def _number(value: float, digits: int) -> str:
    return f"{np.round(value, digits) + 0.0:.{digits}f}"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterable[str]:
    head = list(head)
    yield "| " + " | ".join(head) + " |"
    yield "|---" * len(head) + "|"
    for row in rows:
        yield "| " + " | ".join(row) + " |"
    yield ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
