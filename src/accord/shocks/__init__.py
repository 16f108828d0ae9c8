"""Shocks: what a user writes, and what it does to a World.

A shock is a frozen dataclass whose fields are the keys of the case file. It makes no new World,
because its size may be an assumption with a draw axis: `change` says what it touches, and `solve`
draws by how much. Shocks multiply; their order doesn't matter.
"""

from accord.names import Horizon
from accord.shocks.accession import Accession
from accord.shocks.capacity import Capacity
from accord.shocks.change import (
    Change,
    LinkEffect,
    Membership,
    PassageEffect,
    Size,
    SupplierEffect,
)
from accord.shocks.closure import Closure
from accord.shocks.embargo import Embargo
from accord.shocks.freight import Freight
from accord.shocks.lost_supply import LostSupply
from accord.shocks.new_line import NewLine
from accord.shocks.new_link import NewLink
from accord.shocks.price_cap import PriceCap
from accord.shocks.quota import Quota
from accord.shocks.spare_capacity import SpareCapacity
from accord.shocks.specific_tariff import SpecificTariff
from accord.shocks.stock_release import StockRelease
from accord.shocks.stop import Stop
from accord.shocks.tariff import Tariff
from accord.shocks.toll import Toll
from accord.shocks.veto import Veto
from accord.shocks.war import War

Shock = (
    Accession
    | Capacity
    | Closure
    | Embargo
    | Freight
    | LostSupply
    | NewLine
    | NewLink
    | PriceCap
    | Quota
    | SpareCapacity
    | SpecificTariff
    | StockRelease
    | Stop
    | Tariff
    | Toll
    | Veto
    | War
)

# Kinds of shock that take trade from somebody who then buys or sells elsewhere.
DISPLACING = frozenset({"embargo", "lost-supply", "closure", "stop", "veto", "war"})

__all__ = [
    "DISPLACING",
    "Accession",
    "Capacity",
    "Change",
    "Closure",
    "Embargo",
    "Freight",
    "Horizon",
    "LinkEffect",
    "LostSupply",
    "Membership",
    "NewLine",
    "NewLink",
    "PassageEffect",
    "PriceCap",
    "Quota",
    "Shock",
    "Size",
    "SpareCapacity",
    "SpecificTariff",
    "StockRelease",
    "Stop",
    "SupplierEffect",
    "Tariff",
    "Toll",
    "Veto",
    "War",
]
