"""The measures of supply read labels as the market engines do: a list for both sides, or a pair."""

import numpy as np
import pytest

from accord.engines.security import effective_suppliers, geopolrisk, hhi
from accord.engines.security.outside import outside
from accord.engines.security.passage import passage_share
from accord.engines.security.quantities import quantities
from accord.errors import QuantityError

BAD = [[0.0, -1.0], [10.0, 0.0]]
NAMES = ["AZE", "ISR"]
MEASURES = {
    "hhi": hhi,
    "effective_suppliers": effective_suppliers,
    "passage_share": lambda flows, labels: passage_share(flows, np.ones((2, 2)), labels=labels),
    "outside": lambda flows, labels: outside([1.0, 1.0], flows, bloc=[True, False], labels=labels),
    "geopolrisk": lambda flows, labels: geopolrisk(
        production=[1.0, 1.0], imports=flows, domestic=[1.0, 1.0], instability=[0.5, 0.5],
        labels=labels,
    ),
}  # fmt: skip


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
@pytest.mark.parametrize(
    "labels", [NAMES, tuple(NAMES), (NAMES, NAMES), (tuple(NAMES), NAMES), [NAMES, NAMES]]
)
def test_one_list_names_both_sides_and_a_pair_names_each(measure, labels):
    with pytest.raises(QuantityError, match="AZE -> ISR = -1"):
        measure(BAD, labels=labels)


def test_a_word_or_a_number_in_place_of_labels_is_refused():
    with pytest.raises(QuantityError, match="write a list of names, or a pair of lists"):
        hhi(np.abs(BAD), labels=7)


def test_a_lone_number_is_named_without_a_place():
    with pytest.raises(QuantityError, match=r"the first -4; a quantity is 0 or more"):
        quantities(-4.0, "supply")
    with pytest.raises(QuantityError, match=r"the first AZE = -4; a quantity is 0 or more"):
        quantities([-4.0, 1.0], "supply", axes=1, labels=[NAMES])
