"""Draw what a market costs: time against draws, states and markets, as an SVG without any library.

    python -m bench.plot [FILE.svg] [--most-draws N]

By default docs/images/cost.svg and a million draws, which take about two minutes.
"""

import argparse
import functools
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import numpy as np

import accord
from accord.axes import Groups
from accord.engines.market import partial

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "docs" / "images" / "cost.svg"
STATES = (5, 10, 20, 50, 100, 160, 226)
EACH = 100  # draws of each market in the third panel
CANDIDATES, WITH = ("AZE", "KAZ"), ("ISR", "USA")

WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 300, 240, 62, 44, 46
INK, RULE, BLUE, RED = "#1b2733", "#d5dbe1", "#0b62a8", "#8c1d18"

Point = tuple[float, float]


@dataclass(frozen=True)
class Line:
    """Points of one series; `label` stands at its end."""

    label: str
    points: Sequence[Point]
    colour: str = BLUE
    dash: str = ""


@dataclass(frozen=True)
class Panel:
    """One figure: log axes, both."""

    title: str
    x: str
    lines: Sequence[Line]


def taken(work: Callable[[], object], runs: int = 3) -> float:
    """Seconds of the fastest run of a few."""
    found = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return min(found)


def shock(states: Sequence[str], draws: int) -> dict[str, object]:
    """An accession like that of the shipped case: some links get cheaper."""
    rng = np.random.default_rng(3)
    names = np.array(states)
    inside, other = np.isin(names, CANDIDATES), np.isin(names, WITH)
    mask = np.outer(inside, other) | np.outer(other, inside)
    return {
        "sigma": rng.triangular(3, 10, 20, draws),
        "demand": rng.uniform(0.1, 0.5, draws),
        "supply": rng.uniform(0.1, 0.6, draws),
        "cost": Groups(mask[None], 1 - rng.uniform(0, 0.1, (draws, 1))),
    }


def solve(market, draws: int) -> None:
    """Solve a market block by block, so that memory does not grow with the draws."""
    for _ in partial.solve_blocks(market.flows, **shock(market.states, draws)):
        pass


def by_draws(most: int) -> Panel:
    """Time per draw of the crude market of 2023."""
    crude = accord.load_world(2023).market("crude-oil")
    counts = [10**n for n in range(1, 7) if 10**n <= most]
    solve(crude, 100)
    each = [
        (n, taken(functools.partial(solve, crude, n), 1 if n > 10**4 else 3) / n) for n in counts
    ]
    label = f"{len(crude.states)} states, crude 2023"
    return Panel("Time per draw", "draws", [Line(label, each)])


def by_states() -> Panel:
    """Time of a market in which everybody trades with everybody."""
    rng = np.random.default_rng(4)
    one, many = [], []
    for count in STATES:
        flows = rng.lognormal(0, 3, (count, count))
        cost = np.where(rng.random((count, count)) < 0.1, 0.95, 1.0)
        fixed = {"demand": 0.4, "supply": 0.3, "cost": cost}
        sigma = rng.uniform(3, 8, 100)
        one.append((count, taken(functools.partial(partial.solve, flows, sigma=5.0, **fixed))))
        many.append(
            (count, taken(functools.partial(partial.solve, flows, sigma=sigma, **fixed)) / 100)
        )
    return Panel(
        "Time of a solve, no flow zero",
        "states",
        [Line("one draw alone", one, RED, "5 3"), Line("each of 100 draws", many)],
    )


def by_markets() -> Panel:
    """Time of all markets of all years, one after the other."""
    found, spent, points = 0, 0.0, []
    for year in range(2018, 2025):
        world = accord.load_world(year)
        for name, good in world.goods.items():
            if good.priced:
                market = world.market(name)
                found, spent = found + 1, spent + taken(functools.partial(solve, market, EACH))
                points.append((found, spent))
    return Panel(f"Time of all, {EACH} draws each", "markets (goods × years)", [Line("", points)])


def time_text(seconds: float) -> str:
    """Write a time: 20 µs, 3 ms, 4 s."""
    for size, unit in ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs")):
        if seconds >= size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds / 1e-6:g} µs"


def count_text(number: float) -> str:
    """Write a count: 200, 10 k, 1 M."""
    for size, unit in ((1e6, " M"), (1e4, " k")):
        if number >= size:
            return f"{number / (size if unit == ' M' else 1e3):,.0f}{unit}"
    return f"{number:,.0f}"


def ticks(low: float, high: float) -> list[float]:
    """Powers of ten within the ends; with twos and fives between where they are few."""
    tens = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    found = [10.0**n for n in tens if low <= 10.0**n <= high]
    if len(found) < 3:
        found = [k * 10.0**n for n in tens for k in (1, 2, 5) if low <= k * 10.0**n <= high]
    return found


def drawn(panel: Panel, at: float) -> list[str]:
    """Draw a panel, `at` points from the left."""
    points = [p for line in panel.lines for p in line.points]
    low_x, high_x = min(p[0] for p in points), max(p[0] for p in points)
    low_y, high_y = min(p[1] for p in points) / 2, max(p[1] for p in points) * 2
    wide, tall = WIDTH - LEFT - 14, HEIGHT - TOP - BOTTOM

    def place(point: Point) -> Point:
        x = math.log(point[0] / low_x) / math.log(high_x / low_x)
        y = math.log(point[1] / low_y) / math.log(high_y / low_y)
        return at + LEFT + x * wide, TOP + (1 - y) * tall

    out = [text(at + LEFT, 18, panel.title, weight="bold")]
    for value in ticks(low_y, high_y):
        y = place((low_x, value))[1]
        out.append(rule(at + LEFT, y, at + LEFT + wide, y))
        out.append(text(at + LEFT - 6, y + 4, time_text(value), anchor="end"))
    for value in ticks(low_x, high_x):
        x = place((value, low_y))[0]
        out.append(rule(x, TOP + tall, x, TOP + tall + 4))
        out.append(text(x, TOP + tall + 18, count_text(value), anchor="middle"))
    out.append(text(at + LEFT + wide, HEIGHT - 8, panel.x, anchor="end"))
    for n, line in enumerate(panel.lines):
        placed = [place(p) for p in line.points]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)
        dash = f' stroke-dasharray="{line.dash}"' if line.dash else ""
        out.append(
            f'<polyline points="{path}" fill="none" stroke="{line.colour}" stroke-width="2"{dash}/>'
        )
        out += [
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="{line.colour}"/>' for x, y in placed
        ]
        if line.label:
            out.append(
                text(
                    at + LEFT + 6,
                    TOP + 2 - 14 * (len(panel.lines) - 1 - n),
                    line.label,
                    line.colour,
                )
            )
    return out


def text(
    x: float, y: float, words: str, colour: str = INK, *, anchor: str = "start", weight: str = ""
) -> str:
    """Write words at a place."""
    bold = f' font-weight="{weight}"' if weight else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}" text-anchor="{anchor}"{bold}>'
        f"{escape(words)}</text>"
    )


def rule(x1: float, y1: float, x2: float, y2: float) -> str:
    """Draw a thin line."""
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
        f'stroke="{RULE}" stroke-width="1"/>'
    )


def svg(panels: Sequence[Panel]) -> str:
    """Put panels side by side."""
    whole = WIDTH * len(panels)
    body = [piece for n, panel in enumerate(panels) for piece in drawn(panel, n * WIDTH)]
    said = "; ".join(panel.title for panel in panels)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {HEIGHT}" '
            f'width="{whole}" height="{HEIGHT}" role="img" font-family="sans-serif" '
            'font-size="12">',
            f"<title>What a market costs: {escape(said)}</title>",
            f'<rect width="{whole}" height="{HEIGHT}" fill="#ffffff"/>',
            *body,
            "</svg>",
            "",
        ]
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and draw."""
    parser = argparse.ArgumentParser(prog="python -m bench.plot")
    parser.add_argument("file", type=Path, nargs="?", default=TARGET)
    parser.add_argument("--most-draws", type=int, default=10**6)
    options = parser.parse_args(arguments)
    panels = [by_draws(options.most_draws), by_states(), by_markets()]
    options.file.write_text(svg(panels), encoding="utf-8")
    for panel in panels:
        for line in panel.lines:
            ends = (line.points[0], line.points[-1])
            said = ", ".join(f"{count_text(x)}: {time_text(y)}" for x, y in ends)
            print(f"{panel.title} {line.label} ({panel.x}) {said}")


if __name__ == "__main__":
    main()
