"""The day before Kazakhstan announced, the shipped case doesn't know of it."""

import datetime as dt

import pytest

import accord
from accord import case as cases
from accord.errors import CaseError
from accord.measures import MetricCall, measures
from accord.study import Study
from accord.verdict.metrics.registry import Untestable, read


def on(day):
    """Read the shipped case with its date, and all that is known, on a day."""
    text = accord.load_case("abraham-accords").source
    text = text.replace("as_of = 2025-08-01", f"as_of = {day}")
    text = text.replace("facts_until = 2026-05-25", f"facts_until = {day}")
    return cases.parse(text, name="x", file="x.toml", world=accord.load_world)


def test_on_the_eve_kazakhstan_may_still_join_and_nobody_knows_that_it_will():
    case = on("2025-11-05")
    assert case.day == dt.date(2025, 11, 5)
    assert "KAZ" in case.game_names.candidates
    study = Study.of(case, accord.load_world(case.year), draws=20, seed=0)
    parameters = measures()["accession-observed"].parameters(candidate="KAZ")
    call = MetricCall(name="accession-observed", parameters=parameters)
    with pytest.raises(Untestable, match="no accession of Kazakhstan is known to 5 Nov 2025"):
        read(call, study.inquire())  # the horizon is open


def test_the_day_after_it_is_a_member_and_no_candidate():
    with pytest.raises(CaseError, match="KAZ is a member of abraham-accords"):
        on("2025-11-07")
