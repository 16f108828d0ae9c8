"""Write docs/models/goods.md: the stage, the conversion and the balance of every good.

Run as `python -m tests.data.goods_page`; a test compares the page to what this writes.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from accord.data import Good, Measured, Tables

PACKAGE = Tables.open()

PAGE = Path(__file__).resolve().parents[2] / "docs" / "models" / "goods.md"
HEAD = """# Goods: at which stage each is balanced, and where its balance holds

A market needs production and trade of one thing. Mines are counted by metal content, customs weigh
concentrate; some metals are mined in one state and refined in another. So every good of the
catalogue says what its series counts, what its codes move, and by which grade the one becomes the
other. Where no grade can do it, the good has shares and no market: *stage not settled*.

A settled stage is not enough. In each year the balance must pass the tests below; a year that fails
one is not solved, and `accord data balance GOOD --year Y` says which test, with the number and the
states that weigh most. Prices are solved for goods whose balance passes in most market years, and
for those years only.

Conversions are tonnes of the traded product per unit of the series, as low, **central** and high.
The market is closed at the central one; the range says how sure the grade is. One grade stands for
all states. What a state smelts or burns at home is a sale at home, on the diagonal.

Written by `python -m tests.data.goods_page` from `goods.toml` and `balance-tests.toml`; a test
holds this page to them. Sources are keys of the catalogue: `accord data sources`.
"""


def page() -> str:
    """Make the whole page."""
    return "\n".join([HEAD, *_tests(), *_summary(), *_priced(), *_failing(), *_unsettled()])


@cache
def tried(name: str) -> dict[int, tuple[Measured, ...]]:
    """Try a good's balance in every market year; empty where no market can be closed."""
    good = PACKAGE.good(name)
    if good.closing is None:
        return {}
    return {
        y: PACKAGE.tried(good, y, PACKAGE.closed_market(good, y)) for y in PACKAGE.years.markets
    }


def passed(name: str) -> list[int]:
    """List the years in which a good's balance passes every test."""
    return [year for year, found in tried(name).items() if all(f.passed for f in found)]


def _goods() -> list[Good]:
    return sorted(PACKAGE.goods.values(), key=lambda good: good.name)


def _tests() -> Iterator[str]:
    yield "## The tests\n"
    yield "| test | line | why |"
    yield "|---|---|---|"
    for test in PACKAGE.balance_tests:
        says = test.says.format(value="…", line=_line(test.name, test.line))
        yield f"| `{test.name}` | {says} | {test.why} ({test.status}) |"
    yield ""


def _line(name: str, line: float) -> str:
    return f"{line:g}" if name == "enough-years" else f"{100 * line:g} %"


def _summary() -> Iterator[str]:
    default = PACKAGE.years.default
    priced = [g.name for g in _goods() if g.priced]
    now = [name for name in priced if default in passed(name)]
    yield "## In short\n"
    yield f"Of {len(_goods())} goods, {len(priced)} are priced; in the default year {default}, "
    yield f"{len(now)} of them: {', '.join(now)}.\n"


def _priced() -> Iterator[str]:
    yield "## Priced\n"
    yield "| good | codes | series | stage | conversion | years that pass | years that fail |"
    yield "|---|---|---|---|---|---|---|"
    for good in (g for g in _goods() if g.priced):
        yield f"{_start(good)} | {_years(passed(good.name))} | {_fails(good.name)} |"
    yield ""


def _failing() -> Iterator[str]:
    yield "## A market can be closed, but prices are not solved\n"
    yield "| good | codes | series | stage | conversion | why not | years that fail |"
    yield "|---|---|---|---|---|---|---|"
    for good in (g for g in _goods() if g.closing and not g.priced):
        yield f"{_start(good)} | {good.why_not} | {_fails(good.name)} |"
    yield ""


def _unsettled() -> Iterator[str]:
    yield "## Stage not settled: shares only\n"
    yield "| good | codes | series | stage | why no market |"
    yield "|---|---|---|---|---|"
    for good in (g for g in _goods() if not g.closing):
        yield f"| {good.name} | {_codes(good)} | {_series(good)} | {good.stage} | {good.why_not} |"


def _start(good: Good) -> str:
    return f"| {good.name} | {_codes(good)} | {_series(good)} | {good.stage} | {_conversion(good)}"


def _codes(good: Good) -> str:
    return " ".join(good.codes) or "none"


def _series(good: Good) -> str:
    return ", ".join(good.production or ("none",))


def _conversion(good: Good) -> str:
    by = good.conversion
    if by is None:
        return "none: net exporters make what they export"
    figures = f"{by.low:g} **{by.central:g}** {by.high:g} {by.unit}"
    return f"{figures}, {by.source}, {by.status}"


def _years(years: list[int]) -> str:
    return ", ".join(map(str, years)) or "none"


def _fails(name: str) -> str:
    """Say of each test in which years it failed, and at which worst value."""
    worst: dict[str, list[tuple[int, Measured]]] = {}
    for year, found in tried(name).items():
        for one in found:
            if not one.passed:
                worst.setdefault(one.test, []).append((year, one))
    return "; ".join(
        f"`{test}` {', '.join(f'{year}: {100 * one.value:.3g} %' for year, one in failures)}"
        for test, failures in worst.items()
    )


if __name__ == "__main__":
    PAGE.write_text(page() + "\n", encoding="utf-8")
