"""An invented trade from both ends, and invented suppliers over years: no number means anything."""

from typing import Any

CLAIM = "energy-revenue"
YEARS = list(range(2009, 2024))
LONG = "VCT"  # a state with a long name


def dependence() -> list[dict[str, Any]]:
    """Show three trades: the buyer would lose more, the seller, and one with nothing known."""
    return [
        {
            "finding": "Israel would lose more: 43.1 % of its imports, Azerbaijan 8.65 %",
            "says": "What would be gone without the recorded trade in <b>crude oil</b> of 2023.",
            "what": "crude oil",
            "year": 2023,
            "pairs": [
                _pair("AZE", "ISR", 1.4e9, 0.0865, 0.431, [0.03, 0.326]),
                _pair("KAZ", LONG, 2.3e10, 0.64, 0.083, [0.005, 0.044]),
                _pair("RUS", "EU-27", 0.0, None, 0.0, None),
            ],
            "claims": [CLAIM],
        }
    ]


def supplies() -> list[dict[str, Any]]:
    """Show five suppliers beside two together, one with a gap; and output, of nobody's asking."""
    falling = [1 - n / 20 for n in range(15)]
    gap = [None if n == 4 else 0.02 + n / 1000 for n in range(15)]
    largest = [
        {"state": "AZE", "shares": [share / 2 for share in falling]},
        {"state": "KAZ", "shares": [share / 3 for share in falling]},
        {"state": LONG, "shares": [0.1] * 15},
        {"state": "RUS", "shares": [0.1] * 15},
        {"state": "SAU", "shares": gap},
    ]
    of_trade = {
        "finding": "Azerbaijan and Kazakhstan: 25.0 % of Israel's imports of crude oil in 2023",
        "says": "As recorded, year by year; thick: Azerbaijan and Kazakhstan together.",
        "what": "crude oil",
        "buyer": "ISR",
        "by": "value",
        "bloc": ["AZE", "KAZ"],
        "years": YEARS,
        "together": [share * 5 / 6 for share in falling],
        "largest": largest,
        "total": [1e9 + n for n in range(15)],
        "claims": [CLAIM],
    }
    of_output = {"buyer": None, "by": "output", "bloc": [], "together": [], "years": [2022, 2023]}
    two = [{**one, "shares": one["shares"][:2]} for one in largest]
    more = {"largest": two, "total": [5.0, 6.0], "claims": ["oil-suppliers"]}
    return [of_trade, {**of_trade, **of_output, **more}]


def _pair(
    supplier: str,
    buyer: str,
    value: float,
    of_exports: float | None,
    of_imports: float,
    dearer: list[float] | None,
) -> dict[str, Any]:
    return {
        "supplier": supplier,
        "buyer": buyer,
        "value_usd": value,
        "of_exports": of_exports,
        "of_imports": of_imports,
        "dearer": dearer,
    }
