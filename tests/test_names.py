"""A name that nobody has is answered with the one that was meant, where that can be seen."""

import pytest

from accord.names import SLIP, nearest, slip_of

KNOWN = ("n-minus-1", "import-share", "export-share", "pipeline-gas", "hhi")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("import-shares", "import-share"),  # a slip
        ("n-1", "n-minus-1"),  # all its words stand in the other, and little is alike
        ("gas", "pipeline-gas"),
        ("N_1", "n-minus-1"),
        ("kolwezi", None),
    ],
)
def test_the_name_that_was_meant(name, meant):
    assert nearest(name, KNOWN) == meant


def test_a_word_of_a_name_is_no_slip_of_it():
    assert nearest("gas", KNOWN, alike=SLIP) is None


@pytest.mark.parametrize("written", ["Bab el Mandab Strait", "strait of bab-el-mandab"])
def test_the_kind_of_a_passage_counts_for_nothing_in_a_slip(written):
    assert slip_of(written, ("bab-el-mandeb", "hormuz")) == "bab-el-mandeb"
