"""What an engine answers is the same to the last bit, whatever threads the BLAS may use."""

import json
import os
import subprocess
import sys

import pytest

ANSWERS = """
import hashlib, json, sys
import numpy as np
from accord.engines.coalition import qre, shapley
from accord.engines.market import general, linear, partial
from accord.engines.security import largest_infrastructure

rng = np.random.default_rng(7)
flows = rng.lognormal(0, 2, (130, 130))
draws = rng.uniform(size=(6, 260))
def digest(*arrays):
    return hashlib.sha256(b"".join(np.ascontiguousarray(a).tobytes() for a in arrays)).hexdigest()

solved = partial.solve(
    flows, sigma=3 + 10 * draws[0], demand=0.2 + draws[1], supply=0.1 + draws[2],
    cost=1 + rng.uniform(0, 0.5, (130, 130)),
)
links = rng.uniform(size=(40, 130, 130)) < 0.3
effect = rng.normal(0, 0.1, (130, 130))
gravity = general.solve(flows, partial_effect=effect, theta=4 + draws[3, :3])
fitted = general.fitted_flows(flows.sum(1), flows.sum(0), rng.lognormal(0, 1, (130, 130)))
small = linear.gsim(
    flows, demand=1.25, supply=1.5, substitution=5.0, tariff_before=0.1,
    tariff_after=rng.uniform(0, 0.3, (130, 130)),
)
worth = rng.normal(size=(300, 2**9))
print(json.dumps({
    "partial": digest(solved.price, solved.consumer_surplus, solved.steps),
    "quantity_on": digest(solved.quantity_on(links), solved.spending_on(links)),
    "general": digest(gravity.welfare, gravity.flows),
    "fitted_flows": digest(fitted),
    "gsim": digest(small.world_price, small.consumer_surplus),
    "shapley": digest(shapley(worth)),
    "qre": digest(qre(rng.normal(size=(20, 3, 8)), 0.7).probability),
    "largest_infrastructure": digest(
        largest_infrastructure(rng.uniform(size=(50, 400)), upstream=[i % 7 for i in range(400)])
    ),
}))
"""


def answered(threads: int) -> dict[str, str]:
    """Digest what each engine answers in a process of its own."""
    names = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
    settings = os.environ | dict.fromkeys(names, str(threads))
    done = subprocess.run(
        [sys.executable, "-c", ANSWERS], env=settings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="one core: there are no two threads to have")
def test_one_thread_and_two_give_the_same_bytes():
    assert answered(1) == answered(2)
