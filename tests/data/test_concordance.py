"""Codes of later revisions are read as codes of 1992, or left out with the reason."""

import pytest
from tests.data.archives import write_archive

from accord.data import Tables, add, open_set, verify
from accord.data.concordance import REVISIONS, revision
from accord.errors import InputError, UnknownNameError
from accord.world import load

SHELF = Tables.open().shelf
# In HS17, 810520 is cobalt mattes, metal and powders and 810530 its scrap (810510 of 1992);
# 252800 is all borates, sodium's too (252810 and 252890 of 1992); 010129 is no good here.
LATER = {
    2023: [
        "2023,579,251,270900,7,70",
        "2023,579,251,810520,2,3",
        "2023,579,251,810530,1,0.5",
        "2023,579,842,810520,2,3",
        "2023,579,842,810530,1,NA",
        "2023,579,842,252800,9,9",
        "2023,579,842,010129,9,9",
    ]
}


@pytest.fixture
def into(tmp_path):
    return tmp_path / "sets"


@pytest.mark.parametrize(
    ("name", "theirs", "ours"),
    [  # as the conversion tables of the UN print them
        ("HS96", "250300", "250310"),
        ("HS02", "810520", "810510"),
        ("HS07", "252410", "252400"),
        ("HS12", "271012", "271000"),
        ("HS17", "810820", "810810"),
        ("HS22", "810690", "810600"),
    ],
)
def test_a_code_stands_for_the_one_that_the_un_turns_it_into(name, theirs, ours):
    assert revision(SHELF, name).turned[theirs] == ours


@pytest.mark.parametrize("name", REVISIONS)
def test_every_code_of_every_good_is_read_or_left_out_with_a_reason(name):
    how = revision(SHELF, name)
    codes = {code for good in Tables.open().goods.values() for code in good.codes}
    assert codes <= how.covered | set(how.left_out)
    assert not how.covered & set(how.left_out)
    assert all(how.left_out.values())


def test_only_four_goods_are_lost_to_a_later_revision():
    lost = {name: set(revision(SHELF, name).left_out) for name in REVISIONS}
    goods = Tables.open().goods.values()
    found = {n: {g.name for g in goods if set(g.codes) & codes} for n, codes in lost.items()}
    assert found == {
        "HS96": set(),
        "HS02": set(),
        "HS07": {"germanium"},
        "HS12": {"germanium", "borates"},
        "HS17": {"germanium", "borates"},
        "HS22": {"germanium", "borates", "cadmium"},
    }


def test_codes_that_were_split_are_added_up_and_half_a_mass_is_no_mass(tmp_path, into):
    added = add(write_archive(tmp_path / "a", LATER, "HS17"), into=into, name="later")
    assert (added.rows, added.read) == (3, 7)
    assert all(one.matches for one in verify(added.folder))
    tables = open_set("later", into)
    rows = tables.trade(codes=["810510"]).select("buyer", "value_usd", "mass_t").rows()
    assert rows == [("FRA", 3000, 3.5), ("USA", 3000, None)]
    assert "HS17 read as codes of 1992" in tables.sources["baci"].note


def test_a_good_that_a_revision_cannot_tell_apart_says_what_else_its_code_holds(tmp_path, into):
    added = add(write_archive(tmp_path / "a", LATER, "HS17"), into=into, name="later")
    assert set(added.left_out) > {"252890", "811230"}
    world = load(2023, open_set("later", into))
    assert world.traded("crude-oil")
    assert not world.traded("borates")
    says = world.tables.lacks(world.good("borates").codes)
    assert says == "252890 (from HS12 on 252800 holds sodium borates (252810) too)"


def test_oil_is_the_same_world_in_every_revision(tmp_path, into):
    found = []
    for name in ("HS92", *REVISIONS):
        archive = write_archive(tmp_path / name, {2023: ["2023,579,251,270900,7,70"]}, name)
        add(archive, into=into, name=name.lower(), codes=["270900"])
        found.append(open_set(name.lower(), into).trade().rows())
    assert found == [found[0]] * len(found)


def test_a_code_that_the_concordance_lacks_is_refused_by_name(tmp_path, into):
    archive = write_archive(tmp_path / "a", LATER, "HS17")
    with pytest.raises(InputError, match=r"the concordance has no 010120, .* take BACI_HS92"):
        add(archive, into=into, codes=["270900", "010120"])
    assert not into.exists() or not list(into.iterdir())


def test_a_repeated_row_of_a_code_that_is_joined_is_refused_and_two_codes_are_not(tmp_path, into):
    twice = {2023: [*LATER[2023], LATER[2023][1]]}
    with pytest.raises(Exception, match="579 -> 251 of 810520 stands twice"):
        add(write_archive(tmp_path / "a", twice, "HS17"), into=into)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("refined-copper", 'codes = ["740311", "740312", "740313", "740319"]'),
        ("Titanium sponge", "counts scrap with sponge and ingots"),
        ("helium", "280429 holds it with neon, krypton and xenon"),
        ("diesel", "no one of them is told apart"),
        ("ferro-alloys", "adds up alloys of very different prices"),
        ("lithium-carbonate", "the trade has it under codes of its own"),
    ],
)
def test_a_good_that_policy_speaks_of_says_why_it_is_not_here_and_what_to_do(name, says):
    with pytest.raises(UnknownNameError) as raised:
        load(2023).good(name)
    assert says in str(raised.value)
    assert "[goods." in str(raised.value)
    assert "did you mean" not in str(raised.value)


def test_what_is_elsewhere_is_no_good_and_its_codes_are_in_every_revision():
    tables = Tables.open()
    rows = SHELF.texts("goods-elsewhere.csv")
    codes = {code for cell in rows["codes"].drop_nulls() for code in cell.split()}
    assert not set(rows["name"]) & set(tables.goods)
    for name in REVISIONS:
        assert codes <= revision(SHELF, name).covered


def test_an_archive_without_rows_of_these_codes_is_refused(tmp_path, into):
    archive = write_archive(tmp_path / "a", {2023: ["2023,579,842,010129,9,9"]}, "HS17")
    with pytest.raises(InputError, match="no row of the codes"):
        add(archive, into=into)
