"""What a metric is about: whose supply of what, by its parameters.

A share in somebody's imports, leverage, or what lies outside a bloc: each is about a trade or an
output. Metrics of anything else are about none.
"""

from dataclasses import dataclass, replace
from typing import Any

from accord.draws import priced
from accord.measures.counts import CountOfYears
from accord.measures.market import DiversionDrop, ExportShareChange, LossPriceRise
from accord.measures.production import ProductionOutside, ProductionShare, ShareOfOutside
from accord.measures.security import LeverageOf, Supply, SupplyOutside, SupplyRisk
from accord.measures.trade import ExportShare, ImportShare, ImportShareChange, ReplacementShare
from accord.measures.trend import Trend
from accord.names import GoodName, HsCode
from accord.result.dependence import Counted
from accord.study import Study
from accord.verdict.metrics import wording
from accord.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Goods or codes, all that are covered where there are neither; who supplies them, who buys.

    buyers : nobody, where it is about the world's output
    outward : whether it is about where the suppliers' exports go, not about who supplies the buyer
    """

    goods: tuple[GoodName, ...] = ()
    codes: tuple[HsCode, ...] = ()
    suppliers: tuple[str, ...] = ()
    buyers: tuple[str, ...] = ()
    by: Counted = "value"
    year: int
    outward: bool = False

    def all_codes(self, world: World) -> tuple[str, ...] | None:
        """Give the HS6 codes of it; None for all that are covered."""
        of_goods = tuple(code for good in self.goods for code in world.goods[good].codes)
        return self.codes or of_goods or None

    def title(self, world: World) -> str:
        """Say in words what is supplied."""
        if self.codes or not self.goods:
            return wording.good(None, world, self.codes)
        return wording.listed(wording.good(good, world) for good in self.goods)


def about(p: Any, study: Study) -> About | None:
    """Say what the parameters of a metric are about; None of one that is about no supply."""
    match p:
        case Trend() | CountOfYears():
            return about(p.of.parameters, study)
        case ImportShare():
            return _of(p, study, p.suppliers, (p.buyer,), p.by)
        case ImportShareChange():
            return _of(p, study, p.suppliers, (p.buyer,))
        case ReplacementShare():
            return _of(p, study, p.replaced_by, (p.buyer,), "mass")
        case LossPriceRise():
            return _of(p, study, p.suppliers, (p.buyer,))
        case DiversionDrop():
            return _of(p, study, p.bloc, (p.buyer,))
        case ExportShare():
            return replace(_of(p, study, p.suppliers, p.buyers), outward=True)
        case ExportShareChange():
            goods = priced(study.case, study.world)
            return replace(_of(p, study, p.states, p.buyers), goods=goods, outward=True)
        case LeverageOf():
            return _of(p, study, (p.supplier,), (p.buyer,))
        case Supply():
            return _of(p, study, (), (p.buyer,), p.by)
        case SupplyRisk():
            return _of(p, study, (), (p.buyer,), "mass")
        case SupplyOutside() if p.by != "production":
            return _of(p, study, p.bloc, (p.buyer,), "mass")
        case SupplyOutside() | ProductionOutside() | ShareOfOutside():
            return _of(p, study, p.bloc, (), "output")
        case ProductionShare():
            return _of(p, study, p.states, (), "output")
    return None


def _of(
    p: Any,
    study: Study,
    suppliers: tuple[str, ...],
    buyers: tuple[str, ...],
    by: Counted = "value",
) -> About:
    """Read the good or codes and the last year of a metric's parameters."""
    good, codes = getattr(p, "good", None), getattr(p, "codes", ())
    goods = getattr(p, "goods", (good,) if good and not codes else ())
    year = getattr(p, "year", None) or getattr(p, "until", None) or study.world.year
    return About(goods=goods, codes=codes, suppliers=suppliers, buyers=buyers, by=by, year=year)
