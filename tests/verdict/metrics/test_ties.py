"""Metrics of dated ties on rows written in the test; the case's date is 30 Jun 2023."""

import datetime as dt

import pytest
from tests.verdict.metrics.asking import ask, made, refusal

TIES = """
    subject  relation         object   start       end         status
    AZE      embassy          ISR      2022-01-01  -           verified
    ISR      embassy          AZE      1993-01-01  -           verified
    KAZ      embassy          ISR      1992-01-01  2023-06-30  verified
    ISR      embassy          KAZ      1996-01-01  -           verified
    UZB      embassy          ISR      2023-07-01  -           "from memory"
    AZE      land-border      IRN      -           -           "from memory"
    AZE      land-border      RUS      -           -           verified
    IRN      land-border      AZE      -           -           verified
    KAZ      no-land-border   IRN      -           -           verified
    KAZ      land-border      RUS      -           -           verified
    AZE      recognition      ISR      1991-12-25  -           verified
    KAZ      recognition      ISR      2023-09-01  -           verified
    ISR      recognition      UZB      1992-01-01  -           verified
    AZE      founding-member  PACT     2009-10-03  -           verified
    KAZ      founding-member  PACT     2009-10-03  -           verified
    KAZ      accession        PACT     2023-11-07  -           verified
    UZB      accession        PACT     2023-01-01  -           verified
    AZE      accession        OTHER    2023-09-01  -           verified
"""
BLOCS = """
    bloc   state  start       end         status
    EAST   KAZ    1992-01-01  -           "from memory"
    EAST   AZE    1992-01-01  2023-06-30  verified
    NORTH  KAZ    2023-06-30  -           verified
    WEST   KAZ    2023-07-01  -           verified
    PACT   UZB    -           -           verified
"""


@pytest.fixture(scope="module")
def world():
    return made(ties=TIES, blocs=BLOCS, states=("IRN", "KAZ", "RUS", "UZB"))


def test_a_tie_counts_on_the_day_that_it_begins_and_not_on_the_day_that_it_ends(world):
    # Of Azerbaijan's and Kazakhstan's embassies in Israel, Kazakhstan's closed on the case's date.
    asked = {"subjects": ("AZE", "KAZ"), "relation": "embassy", "objects": ("ISR",)}
    found = ask(world, "count-of-ties", **asked)
    assert found.values == 1
    assert ask(world, "count-of-ties", **asked, on=dt.date(2023, 6, 29)).values == 2
    assert ask(world, "count-of-ties", **asked, on=dt.date(2022, 1, 1)).values == 2
    assert ask(world, "count-of-ties", **asked, on=dt.date(2021, 12, 31)).values == 1
    assert found.says("1") == (
        "AZE and KAZ with ISR: 1 of 2 pairs had a tie of embassy on 30 Jun 2023."
    )


def test_a_mutual_tie_goes_both_ways(world):
    # Israel's embassy in Kazakhstan outlives Kazakhstan's in Israel.
    asked = {"subjects": ("AZE", "KAZ"), "relation": "embassy", "objects": ("ISR",)}
    assert ask(world, "count-of-ties", **asked, mutual=True).values == 1
    before = ask(world, "count-of-ties", **asked, mutual=True, on=dt.date(2023, 1, 1))
    assert before.values == 2


def test_a_border_is_one_whichever_side_wrote_it_down(world):
    # Iran's row and Azerbaijan's are one border; Russia's is written by its neighbour alone.
    asked = {"relation": "land-border"}
    found = ask(world, "count-of-ties", subjects=("AZE",), objects=("IRN", "RUS"), **asked)
    assert (found.values, found.remembered) == (2, False)
    assert ask(world, "count-of-ties", subjects=("RUS",), objects=("KAZ",), **asked).values == 1
    one = ask(world, "count-of-ties", subjects=("AZE",), objects=("KAZ",), **asked)
    assert (one.values, one.remembered) == (0, False)


def test_that_there_is_no_tie_is_shown_where_somebody_wrote_it_down(world):
    found = ask(world, "count-of-ties", subjects=("KAZ",), relation="land-border", objects=("IRN",))
    assert found.values == 0
    assert found.table.rows == (("KAZ", "no land border", "IRN", None, "made-up"),)
    assert found.sources == ("made-up",)


def test_a_state_of_whom_the_table_knows_nothing_is_refused(world):
    asked = {"relation": "land-border"}
    said = "the table of ties knows no land border of UZB"
    assert refusal(world, "count-of-ties", subjects=("UZB",), objects=("IRN",), **asked) == said
    assert refusal(world, "states-without-tie", states=("UZB",), object="IRN", **asked) == said


def test_what_rests_on_memory_alone_is_remembered(world):
    found = ask(
        world, "count-of-ties", subjects=("UZB",), relation="embassy", objects=("ISR",),
        on=dt.date(2024, 1, 1),
    )  # fmt: skip
    assert (found.values, found.remembered) == (1, True)


def test_states_without_a_tie_are_those_that_do_not_have_it_yet(world):
    # Kazakhstan's recognition begins in September.
    asked = {"states": ("AZE", "KAZ"), "relation": "recognition", "object": "ISR"}
    found = ask(world, "states-without-tie", **asked)
    assert found.values == 1
    assert ask(world, "states-without-tie", **asked, on=dt.date(2023, 9, 1)).values == 0
    assert ask(world, "states-without-tie", **asked, on=dt.date(1991, 1, 1)).values == 2
    assert found.says("1") == "Of AZE and KAZ, 1 of 2 had no recognition with ISR on 30 Jun 2023."


def test_new_ties_begin_after_the_date_and_no_later_than_facts_are_known(world):
    # After 2023-06-30, up to 2023-12-31: Uzbekistan's embassy, Kazakhstan's recognition.
    asked = {"object": "ISR", "relations": ("embassy", "recognition")}
    found = ask(world, "new-ties", **asked)
    assert found.values == 2
    assert ask(world, "new-ties", **asked, subjects=("KAZ",)).values == 1
    assert ask(world, "new-ties", object="ISR", relations=("embassy",)).values == 1
    assert ask(world, "new-ties", object="AZE", relations=("embassy",)).values == 0
    assert found.says("2") == (
        "2 new ties of embassy or recognition with ISR are known from 30 Jun 2023 to 31 Dec 2023."
    )


def test_days_to_accession_are_counted_from_the_cases_date(world):
    # 2023-06-30 to 2023-11-07: 31 + 31 + 30 + 31 + 7.
    found = ask(world, "days-to-accession", candidate="KAZ")
    assert found.values == 130
    assert found.says("130 days") == (
        "Both governments had announced KAZ's accession 130 days after 30 Jun 2023."
    )


def test_a_horizon_that_ended_without_an_accession_is_passed_by_a_day(world):
    # Azerbaijan joined something else; the horizon of 184 days ends on 2023-12-31.
    found = ask(world, "days-to-accession", candidate="AZE", within=184)
    assert found.values == 185
    assert found.says("") == "AZE's accession was not announced within 184 days of 30 Jun 2023."


def test_an_open_horizon_is_refused(world):
    assert refusal(world, "days-to-accession", candidate="AZE", within=185) == (
        "no accession of AZE is known to 31 Dec 2023, and the horizon of 185 days ends on "
        "1 Jan 2024"
    )
    assert "horizon of 365 days" in refusal(world, "accession-observed", candidate="AZE")


def test_an_accession_before_the_cases_date_is_none(world):
    assert ask(world, "accession-observed", candidate="UZB", within=100).values == 0


@pytest.mark.parametrize(("within", "joined"), [(130, 1), (129, 0)])
def test_an_accession_within_the_horizon_is_observed(world, within, joined):
    found = ask(world, "accession-observed", candidate="KAZ", within=within)
    assert found.values == joined
    ends = f"within {within} days of 30 Jun 2023"
    assert found.finding == (
        f"Both governments announced KAZ's accession {ends}; no signing is known to 31 Dec 2023."
        if joined
        else f"KAZ's accession was not announced {ends}."
    )


def test_an_accession_that_was_signed_is_not_called_unsigned():
    signed = """
        subject  relation   object  start       end  signed      status
        KAZ      accession  PACT    2023-11-07  -    2023-11-20  verified
    """
    found = ask(made(ties=signed, states=("KAZ",)), "accession-observed", candidate="KAZ")
    assert found.finding == (
        "Both governments announced KAZ's accession within 365 days of 30 Jun 2023."
    )


def test_founders_are_counted_among_those_who_founded(world):
    found = ask(world, "founding-members", states=("AZE", "KAZ", "UZB"), bloc="PACT")
    assert found.values == 2
    assert found.says("2") == "Of AZE, KAZ and UZB, 2 of 3 founded the PACT."
    assert refusal(world, "founding-members", states=("AZE",), bloc="EAST") == (
        "no founding members of the EAST are known"
    )


def test_members_are_those_of_the_date(world):
    asked = {"states": ("AZE", "KAZ"), "bloc": "EAST"}
    found = ask(world, "members", **asked)
    assert (found.values, found.remembered) == (1, True)
    before = ask(world, "members", **asked, on=dt.date(2023, 6, 29))
    assert (before.values, before.remembered) == (2, False)
    assert found.says("1") == "Of AZE and KAZ, 1 of 2 were members of the EAST on 30 Jun 2023."


def test_poles_are_counted_by_membership_of_any_of_their_blocs(world):
    # On the case's date Kazakhstan is in EAST and NORTH; two blocs of one pole are one.
    asked = {"state": "KAZ", "poles": {"sunrise": ("EAST", "NORTH"), "sunset": ("WEST",)}}
    found = ask(world, "pole-memberships", **asked)
    assert found.values == 1
    assert ask(world, "pole-memberships", **asked, on=dt.date(2023, 7, 1)).values == 2
    assert found.says("1") == "KAZ was bound to 1 of 2 poles by full membership on 30 Jun 2023."
    assert len(found.table.rows) == 2


def test_of_one_pair_or_one_state_the_answer_is_yes_or_no_and_so_is_the_sentence(world):
    embassy = {"subjects": ("KAZ",), "relation": "embassy", "objects": ("ISR",)}
    gone = ask(world, "count-of-ties", **embassy)
    assert (gone.one, gone.says("no")) == (True, "Embassy of KAZ with ISR on 30 Jun 2023: no.")
    without = ask(world, "states-without-tie", states=("KAZ",), relation="embassy", object="ISR")
    assert without.says("yes") == "Whether KAZ has no embassy with ISR on 30 Jun 2023: yes."
    of_one = ask(world, "members", states=("KAZ",), bloc="NORTH")
    assert of_one.one
    assert of_one.says("yes") == "Whether KAZ is a member of the NORTH on 30 Jun 2023: yes."
    assert not ask(world, "members", states=("AZE", "KAZ"), bloc="NORTH").one
