"""GeoPolRisk is the product that its authors define, and units matter only where they should."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from accord.engines.security import geopolrisk, wgi_instability
from accord.errors import QuantityError

amounts = st.floats(1.0, 1e6)
productions = arrays(float, (3,), elements=amounts)
imports_of = arrays(float, (4, 3, 2), elements=amounts)
domestics = arrays(float, (4, 2), elements=amounts)
ratings = arrays(float, (3,), elements=st.floats(0.0, 1.0))


def by_hand(**changes):
    inputs = {
        "production": np.array([6.0, 3.0, 1.0]),
        "imports": np.array([[4.0], [1.0], [0.0]]),
        "domestic": np.array([5.0]),
        "instability": np.array([0.5, 0.9, 0.1]),
    }
    return geopolrisk(**(inputs | changes))


def test_a_case_by_hand():
    risk = by_hand(price=np.array([0.8]))
    assert risk.hhi == pytest.approx(0.46)  # .36 + .09 + .01
    assert risk.import_risk == pytest.approx(0.29)  # (4 * .5 + 1 * .9) / 10
    assert risk.score == pytest.approx(0.1334)
    assert risk.factor == pytest.approx(0.1334 * 0.8 / 0.409412948)


def test_without_a_price_there_is_no_factor():
    assert by_hand().factor is None


def test_a_rating_runs_from_stable_to_unstable_and_a_missing_one_is_half():
    np.testing.assert_allclose(
        wgi_instability([2.5, 1.0, -1.0, -2.5, np.nan]), [0, 0.3, 0.7, 1, 0.5], atol=1e-15
    )


@given(productions, imports_of, domestics, ratings, st.floats(1e-3, 1e3))
def test_the_unit_does_not_matter_where_imports_and_output_share_it(p, m, own, g, factor):
    before = geopolrisk(production=p, imports=m, domestic=own, instability=g)
    after = geopolrisk(production=p, imports=factor * m, domestic=factor * own, instability=g)
    np.testing.assert_allclose(after.score, before.score, rtol=1e-10)


@given(productions, imports_of, domestics, ratings)
def test_own_output_never_raises_the_risk_and_the_risk_is_at_most_the_worst_rating(p, m, own, g):
    alone = geopolrisk(production=p, imports=m, domestic=0 * own, instability=g)
    helped = geopolrisk(production=p, imports=m, domestic=own, instability=g)
    assert (helped.import_risk <= alone.import_risk + 1e-12).all()
    assert (alone.import_risk <= g.max() + 1e-12).all()
    np.testing.assert_array_equal(
        helped.score[1],
        geopolrisk(production=p, imports=m[1], domestic=own[1], instability=g).score,
    )


@given(productions, imports_of, domestics, ratings, st.permutations(range(3)))
def test_names_of_states_do_not_matter(p, m, own, g, order):
    before = geopolrisk(production=p, imports=m, domestic=own, instability=g)
    after = geopolrisk(production=p[order], imports=m[:, order], domestic=own, instability=g[order])
    np.testing.assert_allclose(after.score, before.score, rtol=1e-10)


def test_a_state_with_neither_imports_nor_output_has_no_score():
    risk = by_hand(imports=np.zeros((3, 1)), domestic=np.zeros(1))
    assert np.isnan(risk.score).all()


LABELS = (("NOR", "IRQ", "ISR"), ("ISR",))


def test_own_output_among_the_imports_is_refused_for_it_would_count_twice():
    with pytest.raises(QuantityError, match=r"ISR -> ISR = 2; .*count twice"):
        by_hand(imports=np.array([[4.0], [1.0], [2.0]]), labels=LABELS)


def test_a_state_without_rating_is_named():
    with pytest.raises(QuantityError, match=r"no instability for IRQ; .*0.5"):
        by_hand(instability=np.array([0.5, np.nan, 0.1]), labels=LABELS)


def test_a_negative_output_is_named():
    with pytest.raises(QuantityError, match=r"1 of 3 production cells .* first IRQ = -3"):
        by_hand(production=np.array([6.0, -3.0, 1.0]), labels=LABELS)


def test_tables_of_different_states_are_refused():
    with pytest.raises(QuantityError, match="production 2, imports 3, instability 3"):
        by_hand(production=np.array([6.0, 3.0]))


def test_draws_that_differ_in_number_are_refused():
    with pytest.raises(QuantityError, match=r"the axes do not fit: .*\(4, 2\).*\(5, 2\)"):
        geopolrisk(
            production=np.ones(3),
            imports=np.ones((4, 3, 2)),
            domestic=np.ones((5, 2)),
            instability=np.ones(3),
        )


@pytest.mark.parametrize(
    "changes",
    [
        {"production": np.ones((3, 3))},
        {"imports": np.ones((3, 3, 1))},
        {"domestic": np.ones((3, 1))},
        {"instability": np.full((3, 3), 0.5)},
    ],
)
def test_whichever_has_another_number_of_draws_is_shown_beside_the_others(changes):
    # Two draws of all but one, which has three.
    two = {
        "production": np.ones((2, 3)),
        "imports": np.ones((2, 3, 1)),
        "domestic": np.ones((2, 1)),
        "instability": np.full((2, 3), 0.5),
    }
    with pytest.raises(QuantityError, match=r"the axes do not fit: .*; draws lead"):
        geopolrisk(**(two | changes))
