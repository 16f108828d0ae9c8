"""Rows of a case's own stand in place of the package's where all that was read is theirs."""

from types import SimpleNamespace

import pytest

from accord.study import Cells
from accord.study.evidence.behind import behind


def world(brings=True):
    return SimpleNamespace(
        brings=brings,
        goods={},
        brought_trade=lambda code, year: "customs" if code == "270900" else None,
        described_by=lambda name: (),
    )


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        (("270900",), ("customs",)),
        (("270900", "271111"), ("baci", "customs")),
        (("271111",), ("baci",)),
    ],
)
def test_the_package_is_named_as_long_as_one_of_the_rows_is_its(codes, said):
    cells = [Cells(table="baci", codes=codes, years=(2023,))]
    assert behind(("baci",), cells, world()) == said
    assert behind(("baci",), cells, world(brings=False)) == ("baci",)
