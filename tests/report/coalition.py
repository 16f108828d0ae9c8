"""An invented game of three candidates, and poles of two states: no number means anything."""

from itertools import combinations
from typing import Any

CANDIDATES = ("AZE", "KAZ", "UZB")
MILLION = 1e6


def interval(value: float, half: float) -> dict[str, float]:
    """Give a value with ends as far to either side."""
    return {"value": value, "low": value - half, "high": value + half}


def game(candidates: tuple[str, ...] = CANDIDATES) -> dict[str, Any]:
    """Make a game in which the more are in, the likelier a set holds."""
    sets = [s for n in range(len(candidates) + 1) for s in combinations(candidates, n)]
    return {
        "candidates": list(candidates),
        "adversaries": ["RUS", "IRN"],
        "sponsor": "USA",
        "horizon": "short",
        "eps": 1.0,
        "draws": 1000,
        "failed": 3,
        "supermodular": 0.25,
        "set_count": len(sets),
        "sets": [_set(list(s), len(s) / len(candidates)) for s in sets],
        "ladder": [
            _rung("protest", "Russia protests", "RUS", "words", 0.0, 0.0, 0.125),
            _rung("stop", "Russia stops a pipeline", "RUS", "stop", 2700.0, 50.0, 0.5),
        ],
        "triggers": [{"first": "AZE", "then": "UZB", "share": 0.375}],
        "path": [
            _step([], candidates[0], 0.75, 0.0),
            _step([candidates[0]], candidates[1], 0.5, 0.5),
            _step(list(candidates[:2]), candidates[2], 0.4, 0.3),
            _step([], candidates[2], 0.125, 0.0),
            _step([candidates[2]], candidates[0], 0.02, 0.0),
        ],
        "likeliest": "The likeliest path of dominoes: Azerbaijan (75 %), then Kazakhstan.",
        "ends": [{"members": list(candidates), "joining": 0.75, "leaving": 0.625}],
        "even_chances": [
            {
                "candidate": "KAZ",
                "answer": "Russia stops a pipeline",
                "market": interval(0.014, 0.004),
                "with_assumed": interval(0.03, 0.01),
            }
        ],
        "chances": [
            {
                "candidate": "KAZ",
                "stage": "named",
                "base_rate": 0.18,
                "joined": 8,
                "of": 44,
                "moved": [
                    {"precision": 0.0, "chance": interval(0.18, 0.0)},
                    {"precision": 20.0, "chance": interval(0.37, 0.1)},
                ],
            }
        ],
        "credits": [],
        "assumed": ["access-cost-cut"],
    }


def _step(inside: list[str], joins: str, share: float, follows: float) -> dict[str, Any]:
    return {"inside": inside, "joins": joins, "share": share, "follows": follows}


def every_step(sets: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give steps along all edges of the lattice, all of one share."""
    every = max((s["members"] for s in sets), key=len)
    return [
        _step(s["members"], one, 0.25, 0.0)
        for s in sets
        for one in every
        if one not in s["members"]
    ]


def _set(members: list[str], stable: float) -> dict[str, Any]:
    payoffs = [
        {
            "party": party,
            "market": interval(40 * MILLION * len(members), 10 * MILLION),
            "assumed": interval(-15 * MILLION * len(members), 30 * MILLION),
            "total": interval(25 * MILLION * len(members), 35 * MILLION),
        }
        for party in ("AZE", "ISR", "RUS")
    ]
    return {
        "members": members,
        "stable": stable,
        "strict": stable / 2,
        "indifferent": 0.0,
        "potential": stable,
        "committed": stable / 4,
        "unanswered": 1.0,
        "transfer": interval(-MILLION, MILLION) if members else None,
        "payoffs": payoffs,
        "answers": [{"actions": ["stop"], "share": 0.5}, {"actions": [], "share": 0.5}],
    }


def _rung(
    name: str, label: str, by: str, kind: str, lose: float, pay: float, played: float
) -> dict[str, Any]:
    return {
        "id": name,
        "label": label,
        "by": by,
        "kind": kind,
        "joiners_lose": interval(lose * MILLION, lose * MILLION / 4),
        "adversary_pays": interval(pay * MILLION, pay * MILLION / 4),
        "credible": played,
    }


POLES = {"USA": ["USA"], "EU": ["EU-27"], "RUS": ["RUS"], "CHN": ["CHN"]}


def alignment() -> dict[str, Any]:
    """Make channels that disagree."""
    return {
        "poles": POLES,
        "lean": {"USA": 1.0, "EU": 1.0, "RUS": -1.0, "CHN": -1.0},
        "states": [_state("AZE", [0.05, 0.8, 0.1, 0.05]), _state("KAZ", [0.05, 0.5, 0.2, 0.25])],
    }


def _state(code: str, trade: list[float]) -> dict[str, Any]:
    return {
        "state": code,
        "channels": [
            _channel("trade", None, 2023, trade, 0.0),
            _channel("memberships", None, 2025, [0.1, 0.1, 0.7, 0.1], 0.05),
            _channel("votes", "sd", 2019, [0.05, 0.1, 0.35, 0.5], 0.03),
            _channel("votes", "half-sd", 2019, [0.0, 0.05, 0.3, 0.65], 0.05),
        ],
        "not_read": [{"channel": "transit", "reason": "no way is known"}],
        "balanced": 3.0,
        "leaders": 3.0,
        "changes": [
            {"scenario": "accession", "channel": "memberships", "change": interval(0.5, 0.2)}
        ],
    }


def _channel(
    channel: str, width: str | None, year: int, share: list[float], half: float
) -> dict[str, Any]:
    return {
        "channel": channel,
        "width": width,
        "year": year,
        "leading": max(zip(share, POLES, strict=True))[1],
        "poles": [
            {
                "pole": pole,
                "share": {"value": s, "low": max(0.0, s - half), "high": min(1.0, s + half)},
            }
            for pole, s in zip(POLES, share, strict=True)
        ],
        "effective": interval(2.5, half),
        "corrected": interval(1.8, half),
        "lean": interval(-0.2, half),
        "coverage": 0.83 if channel == "trade" else None,
        "sources": ["invented-trade"],
        "notes": [],
    }
