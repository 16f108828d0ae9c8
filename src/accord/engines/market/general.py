"""General equilibrium of one sector: gravity with endowments or a supply elasticity.

States produce one differentiated good each; buyers substitute with the elasticity
sigma = theta + 1; output follows the real price with elasticity psi (0: an endowment). A
change of trade costs moves prices, incomes and flows everywhere. All results are ratios
after/before in exact hat algebra, with the value of world output as numeraire; the equations
are in `gravity.py`.

Sources: Anderson and van Wincoop (2003), Am. Econ. Rev. 93(1); Baier, Yotov and Zylkin (2019),
J. Int. Econ. 116 (Stata's ge_gravity, psi = 0); Campos, Reggio and Timini (2025), Stata J. 25(4)
(ge_gravity2, psi >= 0); Yotov, Piermartini, Monteiro and Larch (2016), An Advanced Guide to Trade
Policy Analysis, chapter 2 (conditional and full endowment results).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from accord.axes import Array, Groups, Labels, StateLabels
from accord.engines.market import gravity_inputs as inputs
from accord.engines.market.clearing import clear
from accord.engines.market.connection import refuse_one_way
from accord.engines.market.gravity import Closure, Economy, State
from accord.engines.market.gravity_shock import Shock, checked_shock
from accord.threads import one_thread_each

_PASSES = 3  # of scaling rows and columns in turn, before Newton's method fits structural flows
_CELLS = 2_000_000  # cells of one (draws, N, N) array that are worked on at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneralEquilibrium:
    """What a change of trade costs does; ratios after/before, per draw and state."""

    welfare: Array  # (D, N) real expenditure E^/P^, what Stata's packages print
    real_output: Array  # (D, N) Y^/P^
    output: Array  # (D, N) Y^, in units of world output
    expenditure: Array  # (D, N) E^, likewise
    price: Array  # (D, N) at the factory gate
    price_index: Array  # (D, N) of what buyers pay
    flows: Array | None  # (D, N, N) after, in the unit of the flows given; None unless kept
    flows_before: Array | None  # (1 or D, N, N): as given, or balanced where deficits are "none"
    world_gap: Array  # (D,) world expenditure / world output - 1; not 0 only if "multiplicative"
    residual: Array  # (D,) max |ln demand - ln supply|, numeraire included


@one_thread_each()
def solve(
    flows: Array,
    *,
    cost: Array | Groups | float | None = None,
    partial_effect: Array | Groups | float | None = None,
    theta: Array | float,
    psi: Array | float = 0.0,
    deficits: str = "additive",
    income: str = "full",
    keep_flows: bool = True,
    labels: StateLabels | None = None,
) -> GeneralEquilibrium:
    """Solve the world after a change of trade costs, for all draws at once.

    Parameters
    ----------
    flows : (N, N) or (D, N, N), money of any one unit
        Exporters in rows, importers in columns, domestic sales on the diagonal.
    cost : scalar, (D,), (N, N), (D, N, N) or Groups; ratio
        Iceberg cost after/before, 1 without a change; inf closes a link. Give this or
        `partial_effect`; one is cost = exp(-partial_effect / theta) of the other.
    partial_effect : the same shapes; log points of trade
        0 without a change; -inf closes a link.
    theta : scalar or (D,)
        Trade elasticity, sigma - 1, above 0.
    psi : scalar or (D,)
        Elasticity of output to p/P, 0 or more.
    deficits : "additive", "multiplicative", "multiplicative-balanced" or "none"
        additive: E' = Y' + (E - Y), deficits constant in units of world output. multiplicative:
        E'/Y' = E/Y in each state, as in ge_gravity; the world then spends a little more or less
        than it makes (`world_gap`). multiplicative-balanced: the same times one factor that
        closes that gap, as in ge_gravity2. none: E' = Y' after *and before*; the flows are
        first balanced at unchanged costs (Dekle, Eaton and Kortum 2008), and results are
        ratios to that world.
    income : "full" or "fixed"
        "fixed" is the conditional (modular) result: outputs and expenditures in money stay,
        only multilateral resistances move; `price` is then 1 / the change of the outward
        resistance, scaled to a mean of 1 over world output.
    keep_flows : False saves the memory of D N^2 numbers
    labels : codes of the N states, for messages; a pair for both sides names the same

    Returns
    -------
    GeneralEquilibrium

    Raises
    ------
    QuantityError, ParameterError
        naming the state or draw at fault
    NoEquilibrium
        if no prices clear all markets, which additive deficits can bring about
    """
    given, names = inputs.checked_flows(flows, labels)
    closure = inputs.closure(deficits, income)
    shock = checked_shock(given, names, cost, partial_effect, theta, psi)
    if closure == "none":
        refuse_one_way(given, names)
    parts = [
        _block(given, names, closure, shock, first, last, keep_flows)
        for first, last in _blocks(shock.size, len(names))
    ]
    joined = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    after = joined.pop("flows", None)
    before = joined.pop("balanced", given) if keep_flows else None
    whole = GeneralEquilibrium(flows=after, flows_before=before, **joined)
    return _with_gap(whole) if deficits == "multiplicative" and closure == deficits else whole


@one_thread_each()
def fitted_flows(
    output: Array, expenditure: Array, trade_cost_power: Array, *, labels: StateLabels | None = None
) -> Array:
    """Structural flows: what gravity says trade would be at these trade costs.

    X_ij = Y_i E_j / Y x t_ij^(1-sigma) / (outward_i x inward_j), with multilateral resistances
    that make rows add up to output and columns to expenditure (Anderson and van Wincoop 2003).

    Parameters
    ----------
    output, expenditure : (N,), money of one unit, with the same sum
    trade_cost_power : (N, N) or (D, N, N), t_ij^(1 - sigma), above 0; exporters in rows
        Only ratios matter: a factor on a row or a column changes nothing.

    Returns
    -------
    (N, N) or (D, N, N) flows in the unit of output
    """
    made, spent, power, names = inputs.checked_margins(
        output, expenditure, trade_cost_power, labels
    )
    draws = len(power)
    economy = Economy(
        weights=power / power.mean(axis=(1, 2), keepdims=True),
        output=made[None],
        spending=spent[None],
        theta=np.ones((draws, 1)),
        psi=np.zeros((draws, 1)),
        closure="fixed",
    )
    start = np.broadcast_to(-np.log(made / made.sum()), (draws, len(made)))
    for _ in range(_PASSES):
        guess = economy.at(start)
        start = start + guess.excess - guess.drift[:, None]
    found = economy.flows(clear(economy, start, names))
    return found if np.ndim(trade_cost_power) == 3 else found[0]


def _blocks(draws: int, states: int) -> Iterator[tuple[int, int]]:
    """Cut the draws so that a block of matrices fits into the cache or a little more."""
    step = max(1, _CELLS // states**2)
    for first in range(0, draws, step):
        yield first, min(first + step, draws)


def _before(
    flows: Array, names: Labels, closure: Closure, theta: Array, psi: Array, first: int
) -> tuple[Economy, State]:
    """The world before the shock: the flows given, or with deficits "none" the balanced ones."""
    states, spending = flows.shape[1], flows.sum(axis=1)
    economy = Economy(
        weights=np.broadcast_to(flows / spending[:, None, :], (len(theta), states, states)),
        output=flows.sum(axis=2),
        spending=spending,
        theta=theta[:, None],
        psi=psi[:, None],
        closure=closure,
    )
    state = economy.at(np.zeros((len(theta), states)))
    if closure == "none":
        state = clear(economy, state.log_price, names, first)
    return economy, state


def _block(
    flows: Array,
    names: Labels,
    closure: Closure,
    shock: Shock,
    first: int,
    last: int,
    keep_flows: bool,
) -> dict[str, Array]:
    """Solve some draws and give every result as a ratio to the world before."""
    flows = flows if len(flows) == 1 else flows[first:last]
    theta, psi = shock.theta[first:last], shock.psi[first:last]
    baseline, before = _before(flows, names, closure, theta, psi, first)
    shares = flows / flows.sum(axis=1, keepdims=True)
    economy = replace(baseline, weights=shock.weights(shares, names, first, last))
    after = clear(economy, before.log_price, names, first)
    index = np.exp(after.log_index - before.log_index)
    output, spending = after.output / before.output, after.spending / before.spending
    block = {
        "welfare": spending / index,
        "real_output": output / index,
        "output": output,
        "expenditure": spending,
        "price": np.exp(after.log_price - before.log_price),
        "price_index": index,
        "world_gap": np.zeros(last - first),
        "residual": after.misfit,
    }
    if keep_flows:
        block["flows"] = economy.flows(after)
    if keep_flows and closure == "none":
        block["balanced"] = baseline.flows(before)
    return block


def _with_gap(solved: GeneralEquilibrium) -> GeneralEquilibrium:
    """Let spending follow income in each state, as ge_gravity does, though the world then gaps.

    The solved world adds up by one factor on all spending; taking it out changes no price.
    """
    factor = solved.expenditure / solved.output
    return replace(
        solved,
        expenditure=solved.output,
        welfare=solved.welfare / factor,
        flows=None if solved.flows is None else solved.flows / factor[:, None, :],
        world_gap=1 / factor[:, 0] - 1,
    )
