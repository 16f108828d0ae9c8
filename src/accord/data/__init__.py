"""Data: tables on disk, turned into checked columns with unit, year and source.

trade, cleaned        recorded flows by HS6 code, raw, and with wrong codes and tonnes put right
production            output of mines and wells by state and series
governance            political stability by state
goods, good, overlaps what is traded and balanced
states, blocs, ties, figures, elasticities     curated facts
sources, catalogue, verify                     where it all comes from, and that it is whole
balanced, balance     a good's market in a year, as arrays and in words
no_market, tried      why it has none that can be trusted; the tests that say so
rules, gaps, years    what is adjusted, what is known to be missing, which years there are
"""

from accord.data.add import add
from accord.data.balance import Adjustment, Balance, Residual, balance, balanced, no_market
from accord.data.catalogue import Table, Verified, catalogue, verify
from accord.data.facts import (
    blocs,
    elasticities,
    figures,
    ideal_points,
    instruments,
    projects,
    states,
    ties,
)
from accord.data.flow_table import flow_table
from accord.data.flows import Flows, flows_of, produced
from accord.data.goods import Conversion, Good, good, goods, overlaps
from accord.data.governance import governance
from accord.data.market import Balanced, closed_market
from accord.data.presence import all_states, presence
from accord.data.production import production
from accord.data.rules import Rule, rules
from accord.data.sources import Source, sources
from accord.data.trade import cleaned, covered_codes, trade
from accord.data.trust import BalanceTest, Measured, balance_tests, enough_years, tried
from accord.data.years import Years, gaps, years

__all__ = [
    "Adjustment",
    "Balance",
    "BalanceTest",
    "Balanced",
    "Conversion",
    "Flows",
    "Good",
    "Measured",
    "Residual",
    "Rule",
    "Source",
    "Table",
    "Verified",
    "Years",
    "add",
    "all_states",
    "balance",
    "balance_tests",
    "balanced",
    "blocs",
    "catalogue",
    "cleaned",
    "closed_market",
    "covered_codes",
    "elasticities",
    "enough_years",
    "figures",
    "flow_table",
    "flows_of",
    "gaps",
    "good",
    "goods",
    "governance",
    "ideal_points",
    "instruments",
    "no_market",
    "overlaps",
    "presence",
    "produced",
    "production",
    "projects",
    "rules",
    "sources",
    "states",
    "ties",
    "trade",
    "tried",
    "verify",
    "years",
]
