"""Metrics read off recorded trade: who supplies whom, of record, by value or by mass."""

from dataclasses import dataclass
from typing import Literal

from accord.measures.needs import Need, Quality
from accord.measures.plural import Plural
from accord.measures.registry import declare
from accord.names import AssumptionName, GoodName, HsCode, StateName

By = Literal["value", "mass"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportShare:
    """Parameters of import-share."""

    suppliers: tuple[StateName, ...]  # who sells
    buyer: StateName  # who buys, a bloc as one market
    good: GoodName | None = None  # what is traded
    codes: tuple[HsCode, ...] = ()  # HS6 codes, in place of a good
    by: By = "value"  # what is added up
    take: Literal["sum", "smallest"] = "sum"  # smallest: the share that each of them reaches
    year: int | None = None  # the last year; the case's where unsaid
    years: int = 1  # how many years, ending with the last
    reached_in: int = 1  # the share reached in at least so many of them
    outside: AssumptionName | None = None  # true imports in t a year, for coverage
    unrecorded: AssumptionName | None = None  # the suppliers' share of what is not recorded


IMPORT_SHARE = declare(
    "import-share",
    ImportShare,
    unit="share",
    part=True,
    engine="security",
    formula="s = sum over suppliers of V_ij / sum over all i of V_ij; with an outside total "
    "c s + (1 - c) u, c = recorded / outside",
    method="Share of imports; coverage as in the case's note",
    needs=(Need(Quality.TRADED, "good"),),
    blocs={"suppliers": Plural.SUM, "buyer": Plural.SUM},
    doc="""Share of a buyer's recorded imports that comes from the suppliers.

    Over several years it is the share reached in at least `reached_in` of them. With `outside`
    (the buyer's true imports, an assumption) and `unrecorded` (the suppliers' share of what no
    statistics record, an assumption), the interval carries what is not recorded; a year whose
    coverage has a median below 25 % counts as refused. A bloc as buyer is its members, trade
    among them dropped.
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportShare:
    """Parameters of export-share."""

    suppliers: tuple[StateName, ...]  # who sells
    buyers: tuple[StateName, ...]  # who buys
    good: GoodName | None = None  # all covered codes where neither good nor codes are named
    codes: tuple[HsCode, ...] = ()  # HS6 codes, in place of a good
    by: By = "value"  # what is added up
    year: int | None = None  # the case's where unsaid


EXPORT_SHARE = declare(
    "export-share",
    ExportShare,
    unit="share",
    part=True,
    engine="security",
    formula="sum over buyers of X_ij / sum over all j of X_ij",
    needs=(Need(Quality.TRADED, "good"),),
    blocs={"suppliers": Plural.SUM, "buyers": Plural.SUM},
    doc="""Share of the suppliers' recorded exports that goes to the buyers.

    Without a good or codes, over all energy and mineral codes of the data.
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedTrade:
    """Parameters of recorded-trade."""

    suppliers: tuple[StateName, ...]  # who sells
    buyers: tuple[StateName, ...]  # who buys
    good: GoodName | None = None  # what is traded
    codes: tuple[HsCode, ...] = ()  # HS6 codes, in place of a good
    first: int | None = None  # the first year; the last where unsaid
    last: int | None = None  # the last year; the case's where unsaid


RECORDED_TRADE = declare(
    "recorded-trade",
    RecordedTrade,
    unit="t",
    engine="facts",
    formula="sum over years, suppliers and buyers of M_ij",
    needs=(Need(Quality.TRADED, "good"),),
    blocs={"suppliers": Plural.SUM, "buyers": Plural.SUM},
    doc="Mass recorded from suppliers to buyers over a span of years, in tonnes.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportShareChange:
    """Parameters of import-share-change."""

    suppliers: tuple[StateName, ...]  # who sells
    buyer: StateName  # who buys, a bloc as one market
    goods: tuple[GoodName, ...]  # what is traded, added up
    since: int  # the first year
    until: int | None = None  # the last year


IMPORT_SHARE_CHANGE = declare(
    "import-share-change",
    ImportShareChange,
    unit="points",
    engine="security",
    formula="s(until) - s(since), by value",
    needs=(Need(Quality.TRADED, "goods"), Need(Quality.APART, "goods")),
    blocs={"suppliers": Plural.SUM, "buyer": Plural.SUM},
    doc="Change of the suppliers' share in a buyer's recorded imports between two years.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacementShare:
    """Parameters of replacement-share."""

    buyer: StateName  # who buys, a bloc as one market
    lost_from: tuple[StateName, ...]  # whose supply was lost
    replaced_by: tuple[StateName, ...]  # who made up for it
    good: GoodName  # what is traded
    since: int  # the first year
    until: int | None = None  # the last year


REPLACEMENT_SHARE = declare(
    "replacement-share",
    ReplacementShare,
    unit="share",
    engine="market",
    formula="(M_replacing(until) - M_replacing(since)) / (M_lost(since) - M_lost(until))",
    needs=(Need(Quality.TRADED, "good"),),
    blocs={"buyer": Plural.SUM, "lost_from": Plural.SUM, "replaced_by": Plural.SUM},
    doc="""Part of a buyer's lost supply, in tonnes, that other suppliers made up, of record.

    Refused where nothing was lost.
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LargestImportShare:
    """Parameters of largest-import-share."""

    suppliers: tuple[StateName, ...]  # who sells
    buyer: StateName  # who buys, a bloc as one market
    codes: tuple[HsCode, ...] = ()  # HS6 codes, each looked at alone
    good: GoodName | None = None  # a good, whose codes are looked at alone
    goods: tuple[GoodName, ...] = ()  # goods, each looked at as a whole
    year: int | None = None  # the case's where unsaid


LARGEST_IMPORT_SHARE = declare(
    "largest-import-share",
    LargestImportShare,
    unit="share",
    part=True,
    engine="security",
    formula="max over codes or goods k of sum over suppliers of V_ijk / sum over all i of V_ijk",
    needs=(Need(Quality.TRADED, "good"), Need(Quality.TRADED, "goods")),
    blocs={"suppliers": Plural.SUM, "buyer": Plural.SUM},
    doc="The largest share that the suppliers have in a buyer's imports of any of several things.",
)
