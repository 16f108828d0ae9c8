"""A result of the documented shape with invented figures, for looking at and testing the report.

Nothing in here was solved: every value is drawn from a seeded generator, every source is made up,
and the title says so. Some texts are hostile on purpose: markup, quotes that close a script,
right-to-left letters, words without end.
"""
# ruff: noqa: E501  a table of invented rows is read by its columns

import math
import random
from typing import Any

from tests.report import coalition, dependence

from accord.result import Document, read

HOSTILE = '<script>alert("claim")</script><img src=x onerror=alert(1)> & "quotes" \u2028 </script>'
RTL = "نفط أذربيجان إلى إسرائيل"
ENDLESS = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung" * 2
LONG_QUOTE = (
    "It would, as everyone who has followed the region for long enough will readily concede, "
    "bring about what one might call a rare alignment of interests, in which exporters sell more, "
    "importers worry less, and the states between them, which collect the tolls, are, for once, "
    "on nobody's list of things that have to be bypassed </script><b>at any price</b>."
)

PROMISES = ("energy-revenue", "export-routes", "less-dependence", "us-minerals")
CASE_TEXT = f"""# {HOSTILE}
[scenarios.accession]
title = "Azerbaijan and Kazakhstan join"
shocks = [{{ kind = "accession", candidates = ["AZE", "KAZ"], with = ["ISR"] }}]

[scenarios.embargo]
title = "Russia and Iran answer with an embargo"
[[scenarios.embargo.shocks]]
kind = "embargo"

[claims.a]
"""
# name, paragraph, label, metric, unit, kind, centre, spread, holds, fails, engine
CLAIMS: list[tuple[str, int, str, str, str, str, float, float, float, float, str]] = [
    ("two-recognitions", 2, "Israel gains recognition from two states", "new-recognitions", "count", "fact", 0, 0, 2, 0, "facts"),
    ("ties-robust", 2, "Both already keep close ties with Israel", "parts", "share", "all", 0, 0, 0.01, 0, "facts"),
    ("natural-progression", 2, "Accession is a next step, not a breakthrough", "dates-in-order", "count", "fact", 1, 0, 1, 0, "facts"),
    ("muslim-majority", 3, "Both have Muslim majorities", "population-share", "share", "fact", 0.93, 0, 0.5, 0.5, "facts"),
    ("central-asian", 3, "Both lie in Central Asia", "region", "count", "fact", 1, 0, 2, 2, "facts"),
    ("oil-suppliers", 6, "Azerbaijan and Kazakhstan are large suppliers of crude to Israel", "import-share", "share", "normal", 0.62, 0.006, 0.25, 0.05, "security"),
    ("gas-suppliers", 6, "… and of natural gas", "import-share", "share", "fact", 0.0, 0, 0.0001, 0.0001, "security"),
    ("aze-critical", 6, "Azerbaijan alone is critical to Israel's crude supply", "import-share", "share", "normal", 0.41, 0.05, 0.2, 0.05, "security"),
    ("israel-stability", 6, "Losing both suppliers would raise Israel's crude price", "price-index-change", "share", "lognormal", 0.14, 0.55, 0.1, 0.02, "market"),
    ("energy-revenue", 7, "Azerbaijan's and Kazakhstan's crude revenue rises substantially", "export-revenue-change", "share", "lognormal", 0.021, 0.9, 0.05, 0.01, "market"),
    ("export-routes", 7, "Their export routes are better protected", "transit-share-change", "points", "none", 0, 0, 0.1, 0, "none"),
    ("tech-access", 7, "They gain access to American and Israeli technology", "none", "", "none", 0, 0, 0, 0, "none"),
    ("modernisation", 7, "Their economies modernise and diversify sooner", "none", "", "none", 0, 0, 0, 0, "none"),
    ("farm-technology", 8, "Kazakhstan gets farm, medical, water and defence technology", "projects", "count", "none", 0, 0, 1, 0, "none"),
    ("defence-ties", 8, "Israel is a main source of Azerbaijan's arms", "arms-share", "share", "fact", 0.69, 0, 0.25, 0.05, "facts"),
    ("votes-closer", 9, "Azerbaijan votes closer to Israel than the median state", "ideal-point-distance", "ratio", "none", 0, 0, 0, 0, "alignment"),
    ("less-dependence", 9, "They depend less on the regional powers", "export-share-change", "points", "normal", -0.004, 0.011, -0.02, 0.0, "market"),
    ("borders-both", 10, "Azerbaijan borders both Iran and Russia", "land-borders", "count", "fact", 2, 0, 2, 2, "facts"),
    ("no-iran-border", 10, "Kazakhstan does not border Iran", "land-borders", "count", "fact", 0, 0, 0, 1, "facts"),
    ("china-border", 10, "Kazakhstan borders Russia and China", "land-borders", "count", "fact", 2, 0, 2, 2, "facts"),
    ("multi-vector", 10, "Kazakhstan balances between several poles", "effective-poles", "ratio", "normal", 2.6, 0.3, 2, 1.2, "alignment"),
    ("minority-leverage", 12, "The Azeri minority in Iran gives intelligence and leverage", "none", "", "none", 0, 0, 0, 0, "none"),
    ("iran-pressure", 12, "Iran puts pressure on Kazakhstan", "none", "", "none", 0, 0, 0, 0, "none"),
    ("turkic-founders", 13, "Both founded the union of Turkic states", "founders", "count", "fact", 2, 0, 2, 0, "facts"),
    ("turkic-range", 13, "Turkey and Kyrgyzstan are members", "members", "count", "fact", 2, 0, 2, 2, "facts"),
    ("turkic-domino", 13, "Other Turkic states follow", "accession-chance", "points", "normal", 0.07, 0.05, 0.1, 0.02, "coalition"),
    ("richest-turkic", 13, "They are among the richest Turkic states", "rank", "count", "fact", 2, 0, 3, 4, "facts"),
    ("reach", 14, "Israel's diplomatic reach grows", "new-embassies", "count", "fact", 0, 0, 1, 0, "facts"),
    ("all-four-gain", 15, "Israel, the United States, Azerbaijan and Kazakhstan all gain", "smallest-gain", "usd", "normal", 4.1e7, 2.6e7, 0, 0, "market"),
    ("us-minerals", 16, "Accession opens critical minerals outside Chinese and Russian control to the United States", "minerals-count", "count", "count", 3, 1.2, 5, 0, "security"),
    ("us-processing", 16, "Kazakhstan supplies refined minerals to the United States", "codes-count", "count", "count", 4, 0.5, 3, 0, "security"),
    ("uranium-outside", 16, "Kazakh uranium reaches the market outside Russian control", "outside-share", "share", "lognormal", 0.44, 0.2, 0.8, 0.5, "security"),
    ("us-energy", 16, "The United States buys crude from the two", "import-share", "share", "fact", 0.0071, 0, 0.05, 0.01, "security"),
    ("us-less-dependence", 16, "The United States depends less on adversaries", "import-share-change", "points", "lognormal", 0.018, 0.5, 0.05, 0.001, "security"),
    ("corridor-bypass", 17, "The Middle Corridor avoids Russia and Iran", "route-feasible", "count", "none", 0, 0, 1, 0, "corridor"),
    ("corridor-access", 17, "Accession opens the Middle Corridor", "transit-already", "count", "none", 0, 0, 1, 0, "corridor"),
    ("corridor-scale", 17, "The Middle Corridor can carry the trade", "capacity-share", "share", "none", 0, 0, 0.25, 0.1, "corridor"),
    ("eu-less-russia", 18, "Europe buys a smaller share of its crude from Russia", "import-share-change", "points", "fact", -0.19, 0, 0, 0, "security"),
    ("eu-oil", 18, "The two make up a good part of the Russian crude that Europe lost", "replaced-share", "share", "lognormal", 0.12, 0.25, 0.25, 0.1, "market"),
    ("eu-gas", 18, "… and of the gas", "replaced-share", "share", "lognormal", 0.061, 0.12, 0.1, 0.05, "market"),
    ("eu-infrastructure", 18, "The pipes to Europe exist", "capacity", "t", "none", 0, 0, 1, 0, "corridor"),
    ("crude-to-eu", 18, "The two ship much crude to Europe", "flow", "t", "lognormal", 5.4e7, 0.05, 2e7, 1e7, "security"),
    ("revenue-usd", 18, "Azerbaijan earns more than a billion more", "revenue-change", "usd", "lognormal", 3.1e8, 0.7, 1e9, 5e8, "market"),
    ("infrastructure-follows", 19, "New infrastructure follows", "projects", "count", "none", 0, 0, 1, 0, "none"),
    ("pushback", 19, "Opponents push back", "closure-chance", "share", "none", 0, 0, 0.1, 0.01, "coalition"),
    ("coming-months", 20, "The decision falls within the year", "days-to-accession", "days", "fact", 97, 0, 365, 366, "facts"),
    ("accession-date", 20, "Kazakhstan announces first", "accession-date", "date", "date", 0, 0, 0, 0, "facts"),
    ("model-for-others", 20, "It is a model for others", "none", "", "none", 0, 0, 0, 0, "none"),
    ("hostile-texts", 21, HOSTILE, "import-share", "share", "normal", 0.5, 0.1, 0.3, 0.1, "security"),
    ("right-to-left", 21, RTL, "import-share", "share", "normal", 0.2, 0.1, 0.3, 0.1, "security"),
    ("a-name-that-goes-on-" + "and-on-" * 9 + "end", 21, ENDLESS, "import-share", "share", "normal", 0.2, 0.01, 0.3, 0.25, "security"),
]  # fmt: skip

STATES = {
    "AZE": "Azerbaijan", "KAZ": "Kazakhstan", "ISR": "Israel", "USA": "United States",
    "RUS": "Russia", "IRN": "Iran", "CHN": "China", "ITA": "Italy", "DEU": "Germany",
    "TUR": "Turkey", "IND": "India", "SAU": "Saudi Arabia",
    "VCT": "Saint Vincent and the Grenadines (a state with a long name)",
    "EU-27": "European Union", "OTS": "Organization of Turkic States",
}  # fmt: skip

ASSUMPTIONS: dict[str, tuple[str, float, float, float, str, bool, str]] = {
    "access-cost-cut": ("triangular 0, 2, 10 %", 0.0, 0.02, 0.1, "share", True, "No measured effect of a declaration on zero-tariff crude exists."),
    "sigma-crude": ("triangular 3, 10, 20", 3.0, 10.0, 20.0, "ratio", False, "How easily buyers change supplier."),
    "supply-crude": ("PERT 0.1, 0.25, 0.6", 0.1, 0.25, 0.6, "ratio", False, "Long-run elasticity of supply."),
    "israel-crude-demand": ("triangular 220, 240, 300 kb/d", 220.0, 240.0, 300.0, "kb/d", True, "Israel publishes no origins of its crude."),
    "evasion": ("uniform 0.05, 0.35", 0.05, 0.2, 0.35, "share", True, "What gets through an embargo."),
}  # fmt: skip

QUANTITIES = (
    ("price", 0.004, 0.0),
    ("price_index", 0.003, 0.0),
    ("revenue_change", 0.02, 0.0),
    ("consumer_surplus", 2e8, 0.0),
    ("producer_surplus", 3e8, 0.0),
    ("rents", 4e7, 0.0),
    ("total", 4e8, 0.0),
)


def _quantile(ordered: list[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def _draws(rng: random.Random, kind: str, centre: float, spread: float) -> list[float]:
    if kind == "lognormal":
        return sorted(centre * math.exp(rng.gauss(0, spread)) for _ in range(1000))
    if kind == "count":
        return sorted(float(max(0, round(rng.gauss(centre, spread)))) for _ in range(1000))
    return sorted(rng.gauss(centre, spread) for _ in range(1000))


def _condition(line: float, unit: str, sign: str) -> str:
    if unit in ("share", "points"):
        return f"{sign} {line * 100:g} {'%' if unit == 'share' else 'pp'}"
    if unit == "usd":
        return f"{sign} {line / 1e9:g} bn"
    return f"{sign} {line:g}"


def _line_of(line: float | str, unit: str, sign: str) -> dict[str, Any]:
    return {"op": sign, "number": line, "unit": unit}


def _curve(rng: random.Random, centre: float, holds: float) -> dict[str, Any]:
    x = [0.2 * i / 40 for i in range(41)]
    slope = abs(centre) / 0.02 or 1.0
    median = [slope * v * (1 + v) for v in x]
    crossing = next((a for a, m in zip(x, median, strict=True) if m >= holds), None)
    return {
        "assumption": "access-cost-cut", "unit": "share", "x": x, "median": median,
        "low": [m * 0.3 for m in median], "high": [m * 2.2 for m in median],
        "range": [0.0, 0.1], "crossing": crossing,
    }  # fmt: skip


def _verdict(rng: random.Random, row: tuple[Any, ...], line: int) -> dict[str, Any]:
    name, paragraph, label, metric, unit, kind, centre, spread, holds, fails, engine = row
    falling = holds < fails or (metric == "export-share-change")
    verdict: dict[str, Any] = {
        "claim": name, "part_of": None, "combine": None, "decided_by": None, "parts": None, "label": label, "headline": name in PROMISES,
        "party": [], "method": None, "convergence": None, "other_horizon": None, "assumptions": [], "remembered": False,
        "quote": LONG_QUOTE if paragraph == 15 else f"invented quote: {label[0].lower()}{label[1:]}",
        "paragraph": paragraph, "verdict": "untestable", "review": False, "proposed": None, "metric": metric,
        "metric_params": {"states": ["AZE", "KAZ"], "buyer": "ISR", "good": "crude-oil"},
        "metric_text": f"{metric.replace('-', ' ')}, Azerbaijan and Kazakhstan",
        "finding": None,
        "formula": "sum over i in {AZE, KAZ} of V_iISR / sum over all i of V_iISR",
        "engine": engine, "scenario": "accession" if engine == "market" else None,
        "horizon": "long" if engine == "market" else None, "year": 2023,
        "value": None, "recorded": None, "low": None, "high": None, "low50": None, "high50": None,
        "unit": unit or None,
        "condition": {"holds": _condition(holds, unit, "<=" if falling else ">="), "fails": _condition(fails, unit, ">" if falling else "<")},
        "lines": {"holds": _line_of(holds, unit, "<=" if falling else ">="), "fails": _line_of(fails, unit, ">" if falling else "<")},
        "why": "The smallest yearly change that stands out of the years 2015 to 2022.",
        "probability": None, "probability_fails": None, "sampling_error": None,
        "status_quo": None, "break_even": None, "decides": [], "reason": None,
        "would_take": None, "sources": ["invented-trade", "invented-balance"], "judgement": [],
        "draws": None, "failed_draws": 0, "dots": None, "curve": None, "evidence": None,
        "limits": [], "notes": [],
        "line": line,
    }  # fmt: skip
    if kind == "none":
        verdict |= {
            "reason": f"no engine here answers {engine if engine != 'none' else 'this'} questions yet",
            "would_take": "a coded series of events with dates, actors and a link to each report",
            "condition": None, "lines": None, "sources": [], "year": None,
        }  # fmt: skip
        return verdict
    if kind == "date":
        verdict |= {
            "value": "2025-11-06",
            "verdict": "supported",
            "condition": {"holds": "<= 2026-08-01", "fails": "> 2026-08-01"},
            "lines": {
                "holds": _line_of("2026-08-01", unit, "<="),
                "fails": _line_of("2026-08-01", unit, ">"),
            },
        }
        return verdict
    if kind == "all":
        verdict |= {"combine": "all", "verdict": "contradicted", "condition": None, "lines": None}
        return verdict

    def test(value: float) -> str:
        if (value <= holds) if falling else (value >= holds):
            return "holds"
        return "fails" if (value > fails if falling else value < fails or fails == holds) else "between"  # fmt: skip

    if kind == "fact":
        state = test(centre) if centre != fails or falling else "fails"
        if centre == holds:
            state = "holds"
        verdict |= {
            "value": centre,
            "verdict": {"holds": "supported", "fails": "contradicted", "between": "depends"}[state],
            "evidence": {
                "caption": "The recorded values behind the number",
                "columns": [{"name": "year"}, {"name": "value", "unit": unit}, {"name": "US$", "unit": "usd"}, {"name": "note"}],
                "rows": [[2018 + i, centre * (0.8 + 0.04 * i), 1.1e9 + i * 1e8, "adjusted: mass-from-median" if i == 2 else None] for i in range(6)],
            },
            "notes": ["recorded share 62 %, bounds 41 to 77 % with what was not recorded"],
        }  # fmt: skip
        if name == "two-recognitions":
            verdict |= {
                "reason": "holds already",
                "status_quo": {
                    "value": 2,
                    "unit": "count",
                    "holds": True,
                    "text": "Both recognised Israel in 1992.",
                },
            }
        return verdict
    draws = _draws(rng, kind, centre, spread)
    twenty = [_quantile(draws, (i + 0.5) / 20) for i in range(20)]
    probability = sum(test(d) == "holds" for d in draws) / 1000
    fails_in = sum(test(d) == "fails" for d in draws) / 1000
    word = "supported" if probability >= 0.95 else "contradicted" if fails_in >= 0.95 else "depends"  # fmt: skip
    verdict |= {
        "value": _quantile(draws, 0.5), "low": _quantile(draws, 0.05), "high": _quantile(draws, 0.95),
        "low50": _quantile(draws, 0.25), "high50": _quantile(draws, 0.75), "verdict": word,
        "probability": probability, "probability_fails": fails_in, "sampling_error": 0.015,
        "dots": [{"value": v, "state": test(v)} for v in twenty],
        "status_quo": {"value": 0.0, "unit": unit, "holds": False, "text": "Without the accord the change is 0 by definition."},
        "judgement": ["access-cost-cut"], "draws": 1000, "failed_draws": 3 if name == "eu-oil" else 0,
        "limits": [
            {
                "kind": "hole", "effect": "widen", "says": "known hole in recorded trade",
                "sources": ["baci"], "remembered": False,
            }
        ] if name == "eu-oil" else [],
    }  # fmt: skip
    if word == "depends" or engine == "market":
        curve = _curve(rng, centre, holds)
        verdict |= {
            "decides": [
                {"assumption": "access-cost-cut", "share": 0.64, "noise": 0.03},
                {"assumption": "sigma-crude", "share": 0.22, "noise": 0.03},
                {"assumption": "supply-crude", "share": 0.09, "noise": 0.03},
                {"assumption": "israel-crude-demand", "share": 0.02, "noise": 0.03},
            ],
            "break_even": {"assumption": "access-cost-cut", "value": curve["crossing"], "unit": "share", "in_range": curve["crossing"] is not None and curve["crossing"] <= 0.1},
            "curve": curve,
        }  # fmt: skip
    return verdict


def _part(whole: dict[str, Any], part: str, label: str, /, **changes: Any) -> dict[str, Any]:
    return {
        **whole,
        "claim": f"{whole['claim']}/{part}",
        "part_of": whole["claim"],
        "combine": None,
        "parts": None,
        "label": label,
        **changes,
    }


def _with_parts(verdicts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put parts behind three claims."""
    done: list[dict[str, Any]] = []
    facts = {v["claim"]: v for v in verdicts}
    for verdict in verdicts:
        done.append(verdict)
        if verdict["claim"] == "ties-robust":
            verdict |= {"decided_by": "trade", "parts": {"hold": 1, "of": 2}}
            base = facts["muslim-majority"] | {"claim": "ties-robust", "paragraph": 2}
            done += [
                _part(base, "embassies", "Both keep embassies", verdict="supported", value=2, unit="count", condition={"holds": ">= 2", "fails": "< 2"}, lines={"holds": _line_of(2, "count", ">="), "fails": _line_of(2, "count", "<")}, evidence=None),
                _part(base, "trade", "Both trade a visible share", verdict="contradicted", value=0.0004, condition={"holds": ">= 1 %", "fails": "< 0.1 %"}, lines={"holds": _line_of(0.01, "share", ">="), "fails": _line_of(0.001, "share", "<")}),
            ]  # fmt: skip
        if verdict["claim"] == "energy-revenue":
            verdict |= {"combine": "all", "decided_by": "azerbaijan", "parts": {"hold": 0, "of": 2}}
            done += [
                _part(verdict, "azerbaijan", "Azerbaijan's crude revenue"),
                _part(verdict, "kazakhstan", "Kazakhstan's crude revenue"),
            ]
        if verdict["claim"] == "uranium-outside":
            verdict |= {
                "combine": "any",
                "decided_by": "by-production",
                "parts": {"hold": 1, "of": 2},
            }
            done += [
                _part(verdict, "by-production", "By place of production", verdict="supported", probability=1.0, probability_fails=0.0),
                _part(verdict, "by-passage", "By passage", verdict="contradicted", probability=0.0, probability_fails=0.97),
            ]  # fmt: skip
    return done


def _states(rng: random.Random, names: list[str], size: float) -> list[dict[str, Any]]:
    rows = []
    for name in names:
        row: dict[str, Any] = {"state": name, "output_usd": rng.uniform(0, 4e10)}
        for quantity, spread, centre in QUANTITIES:
            middle = centre + rng.gauss(0, spread * size)
            half = abs(rng.gauss(0, spread * size))
            row[quantity] = {"value": middle, "low": middle - half, "high": middle + half * 1.4}
        if name == "ISR":
            row["output_usd"] = 0.0
            row["producer_surplus"] = {"value": 0.0, "low": 0.0, "high": 0.0}
            row["price"] = {"value": None, "low": None, "high": None}
        rows.append(row)
    return rows


def _scenario(rng: random.Random, name: str, title: str, shocks: list[str]) -> dict[str, Any]:
    names = [s for s in STATES if s not in ("EU-27", "OTS")]
    return {
        "id": name, "title": title, "shocks": shocks, "horizon": "long", "failed_draws": 2, "unchanged": [],
        "results": [
            {
                "good": good, "horizon": horizon, "assumptions": ["sigma-crude", "supply-crude"], "capped": 0.0,
                "states": _states(rng, names, size), "blocs": _states(rng, ["EU-27", "OTS"], size),
            }
            for good, size in (("crude-oil", 1.0), ("lng", 0.3))
            for horizon in ("short", "long")
        ],
    }  # fmt: skip


def _density(low: float, mode: float, high: float) -> dict[str, list[float]]:
    x = [low + (high - low) * i / 60 for i in range(61)]
    up, down = max(mode - low, 1e-9), max(high - mode, 1e-9)
    return {"x": x, "y": [max(0.0, min((v - low) / up, (high - v) / down)) for v in x]}


def _line(name: str, kind: str, points: list[list[float]], **said: Any) -> dict[str, Any]:
    return {
        "id": name, "title": said.pop("title", f"Invented line {name}"), "kind": kind, "status": "running",
        "capacity": None, "unit": None, "states": ["AZE", "KAZ"], "flows": [], "source": "invented",
        "source_status": "from memory",
        "parts": [{"points": points, "closed": said.pop("closed", [])}], **said,
    }  # fmt: skip


def _way(
    ends: list[str], lines: list[str], states: list[str], km: float, **said: Any
) -> dict[str, Any]:
    return {
        "feasible": True, "good": "crude-oil", "by": "cost", "km": km, "hours": km / 30, "cost": km / 80,
        "states": states, "passages": ["suez-canal"], "from_memory": 1, "ends": ends, "avoid": [],
        "lines": lines, "reason": "", **said,
    }  # fmt: skip


def _map() -> dict[str, Any]:
    """Make a map with every kind of line, a closure, a veto, and a way that is cut off."""
    flow = {
        "state": "KAZ",
        "good": "crude-oil",
        "quantity": 40.0,
        "unit": "Mt",
        "year": 2022,
        "source": "invented",
        "source_status": "from memory",
    }
    gone = {name: flow[name] for name in ("state", "good", "quantity", "unit", "year")}
    none = {
        "feasible": False,
        "km": None,
        "hours": None,
        "cost": None,
        "states": [],
        "passages": [],
        "lines": [],
        "ends": [],
        "reason": f"no way {HOSTILE}",
    }
    north = _way(["Atyrau", "Haifa"], ["north", "sea"], ["KAZ", "RUS", "TUR", "ISR"], 4000.0)
    south = _way(["Baku", "Haifa"], ["south", "sea"], ["AZE", "TUR", "ISR"], 2300.0)
    rails = _way(
        ["Xi'an", "Budapest"],
        ["rails", "ferry"],
        ["CHN", "KAZ", "AZE", "TUR"],
        9000.0,
        good=None,
        by="hours",
        avoid=["RUS"],
    )
    return {
        "year": 2023,
        "lines": [
            _line("north", "oil", [[52.0, 47.1], [47.0, 46.5], [37.8, 44.7]], title=HOSTILE, flows=[flow], capacity=67.0, unit="Mt/a", states=["KAZ", "RUS"], closed=["stop", "shut"]),
            _line("south", "oil", [[49.5, 40.2], [44.8, 41.7], [36.2, 36.9]]),
            _line("gas", "gas", [[49.5, 40.2], [44.8, 41.7], [41.2, 39.9]], capacity=23.4, unit="bcm/a"),
            _line("rails", "rail", [[108.9, 34.3], [82.0, 45.0], [51.2, 43.6]]),
            _line("ferry", "ferry", [[51.2, 43.6], [49.4, 40.0]]),
            _line("sea", "sea", [[36.2, 36.9], [35.0, 32.8], [32.5, 31.3]]),
            _line("ocean", "sea", [[32.5, 31.3], [43.3, 12.7], [104.0, 1.3], [190.0, 30.0]]),
            _line("plan", "rail", [[46.5, 39.0], [45.4, 39.2]], status="proposed", title=ENDLESS),
        ],
        "passages": [
            {"id": "suez-canal", "title": "Suez Canal", "kind": "canal", "at": [32.4, 30.5]},
            {"id": "crossing", "title": "A crossing", "kind": "border", "at": [82.5, 45.2]},
        ],
        "places": [
            {"id": "haifa", "title": "Haifa", "state": "ISR", "at": [35.0, 32.8], "ways": 2},
            {"id": "rtl", "title": RTL, "state": "AZE", "at": [49.5, 40.2], "ways": 1},
        ],
        "routes": [north, south, rails],
        "scenarios": {
            "stop": {
                "goods": ["crude-oil"], "vetoes": [], "passages": ["north"], "opened": [],
                "closed": [{"line": "north", "by": "north", "at": [45.0, 46.0]}], "blocked": [gone],
                "routes": {"0": {**south, "km": 4600.0, "hours": 200.0}},
            },
            "shut": {
                "goods": ["crude-oil"], "vetoes": ["RUS"], "passages": [], "opened": ["plan"],
                "closed": [{"line": "north", "by": "RUS", "at": [48.7, 46.5]}], "blocked": [gone],
                "routes": {"0": {**north, **none}},
            },
        },
    }  # fmt: skip


def document() -> Document:
    """Give the result as what reads it asks for."""
    return read(result())


def few() -> dict[str, Any]:
    """Make a smaller result with one of each kind, for what takes long on a long page."""
    kept = (
        *("two-recognitions", "energy-revenue", "energy-revenue/azerbaijan", "tech-access"),
        *("energy-revenue/kazakhstan", "israel-stability", "hostile-texts", "muslim-majority"),
    )
    full = result()
    full["verdicts"] = [v for v in full["verdicts"] if v["claim"] in kept]
    full["not_tested"] = [row for row in full["not_tested"] if row["claim"] in kept]
    for row in full["assumptions"] + full["sources"]:
        row["used_by"] = [claim for claim in row["used_by"] if claim in kept]
    full["scenarios"] = full["scenarios"][:1]
    full["scenarios"][0]["results"] = full["scenarios"][0]["results"][:2]
    for market in full["scenarios"][0]["results"]:
        market["states"] = market["states"][:4]
    return full


def result() -> dict[str, Any]:
    """Make the result; every call gives the same one."""
    rng = random.Random(7)
    verdicts = _with_parts([_verdict(rng, row, 40 + 11 * i) for i, row in enumerate(CLAIMS)])
    whole = [v for v in verdicts if v["part_of"] is None]
    words = ("supported", "depends", "contradicted", "untestable")
    return {
        "format": 1, "accord": "0.1.0", "case": "invented", "seed": 0, "draws": 1000, "year": 2023, "as_of": "2023-06-30", "as_of_unsaid": False,
        "title": "Two states join an accord (all figures invented)",
        "description": "A made-up case that shows the report; no figure in it means anything.",
        "overrides": {"year": 2023}, "candidates": ["AZE", "KAZ"], "adversaries": ["RUS", "IRN", "CHN"],
        "tally": {word: sum(v["verdict"] == word for v in whole) for word in words}
        | {"not_reviewed": 0},
        "states": STATES, "parties": ["ISR", "USA", "EU-27", "OTS"],
        "article": {"title": "An article that nobody wrote", "publisher": "Nobody", "note": "Quotes are made up."},
        "verdicts": verdicts,
        "scenarios": [
            _scenario(rng, "accession", "Azerbaijan and Kazakhstan join", ["Accession of AZE, KAZ with ISR, USA: cost cut access-cost-cut"]),
            _scenario(rng, "embargo", "Russia and Iran answer with an embargo", ["Embargo by RUS, IRN on AZE, KAZ: all goods", HOSTILE]),
        ],
        "game": coalition.game(),
        "alignment": coalition.alignment(),
        "dependence": dependence.dependence(),
        "supplies": dependence.supplies(),
        "map": _map(),
        "assumptions": [
            {
                "name": name, "label": name.replace("-", " "), "text": text, "low": low, "central": central, "high": high, "unit": unit,
                "source": "judgement" if judged else "invented-elasticities", "judgement": judged, "note": note,
                "used_by": [v["claim"] for v in verdicts if any(d["assumption"] == name for d in v["decides"])],
                "density": _density(low, central, high),
            }
            for name, (text, low, central, high, unit, judged, note) in ASSUMPTIONS.items()
        ],
        "sources": [
            {
                "key": key, "title": title, "publisher": "Nobody", "version": "1", "licence": licence, "terms": terms,
                "link": link, "retrieved": "2026-01-01", "note": "",
                "used_by": [v["claim"] for v in verdicts if key in v["sources"]],
            }
            for key, title, licence, terms, link in (
                ("invented-trade", "Trade that never took place", "Etalab 2.0", "read", "https://example.org/trade"),
                ("invented-balance", "Balance of nothing", "CC BY 4.0", "not read", "https://example.org/balance"),
                ("invented-elasticities", "Elasticities from nowhere", "CC0", "read", "javascript:alert(1)"),
                ("hostile", HOSTILE, "none", "not read", ""),
            )
        ],
        "adjustments": [
            {"good": "crude-oil", "year": 2023, "rule": "mass-from-median", "says": "mass = value / median unit value", "works_on": "rows", "count": 353, "of": 1446, "mass_before": 4.2e8, "mass_after": 5.0e7},
            {"good": "lng", "year": 2023, "rule": "hub-pass-through", "says": HOSTILE, "works_on": "states", "count": 62, "of": 151, "mass_before": 5.2e7, "mass_after": 5.2e7},
        ],
        "not_tested": [
            {"claim": v["claim"], "reason": v["reason"], "would_take": v["would_take"]}
            for v in verdicts if v["verdict"] == "untestable"
        ],
        "case_text": CASE_TEXT,
        "manifest": {
            "accord": "0.1.0", "case_sha256": "fedcba9876543210" * 4, "seed": 0, "draws": 1000,
            "tables": {f"table-{i}.parquet": "0123456789abcdef" * 4 for i in range(6)},
            "command": "accord run invented.toml --draws 1000 --seed 0",
        },
    }  # fmt: skip
