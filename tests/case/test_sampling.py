"""The table [draws]: a method, correlations, and what of them is no correlation at all."""

from tests.case.sample import TEXT, faults, read

SIGMA_AND_CUT = '{ between = ["sigma", "cut"], rank = 0.5 }'


def with_draws(text):
    """Give the sample with a table [draws] and a third assumption."""
    third = '[assumptions.third]\ndistribution = "uniform"\nlow = 0\nhigh = 1\n'
    return TEXT.replace("[scenarios.accession]", f"{third}\n[draws]\n{text}\n[scenarios.accession]")


def only(text):
    (fault,) = faults(with_draws(text))
    return fault


def test_draws_are_a_latin_hypercube_without_correlations_where_unsaid():
    sampling = read(TEXT).draws
    assert (sampling.method, sampling.correlations) == ("latin-hypercube", ())


def test_method_and_correlations_read_as_written():
    sampling = read(with_draws(f'method = "sobol"\ncorrelations = [{SIGMA_AND_CUT}]')).draws
    assert sampling.method == "sobol"
    (one,) = sampling.correlations
    assert (one.between, one.rank, one.source) == (("sigma", "cut"), 0.5, "judgement")


def test_a_method_that_is_none_is_answered_with_those_that_are():
    assert "latin-hypercube" in only('method = "monte-carlo"').right


def test_an_assumption_that_the_case_lacks_is_named():
    assert "sigmaa" in only('correlations = [{ between = ["sigmaa", "cut"], rank = 0.5 }]').wrong


def test_a_rank_beyond_one_is_refused():
    assert "1.5" in only('correlations = [{ between = ["sigma", "cut"], rank = 1.5 }]').wrong


def test_an_assumption_is_not_correlated_with_itself():
    fault = only('correlations = [{ between = ["cut", "cut"], rank = 0.5 }]')
    assert "twice" in fault.wrong


def test_a_pair_that_stands_twice_is_refused():
    fault = only(
        f"correlations = [{SIGMA_AND_CUT}, " + '{ between = ["cut", "sigma"], rank = 0.1 }]'
    )
    assert "correlated already" in fault.wrong
    assert fault.key == "draws.correlations[1]"


def test_correlations_that_cannot_hold_at_once_are_refused_with_the_range_that_could():
    fault = only(
        "correlations = [\n"
        '  { between = ["sigma", "cut"], rank = 0.9 },\n'
        '  { between = ["cut", "third"], rank = 0.9 },\n'
        '  { between = ["sigma", "third"], rank = -0.9 },\n'
        "]"
    )
    assert all(name in fault.wrong for name in ("sigma", "cut", "third"))
    assert fault.key == "draws.correlations[2].rank"
    assert "rank may be from 0.6" in fault.right
