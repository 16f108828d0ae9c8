"""A scenario may say that the year after its shocks was observed: the next, with data of it."""

import pytest

from accord import case
from accord.case.model import Case
from accord.errors import CaseError
from accord.world import load

TEXT = """\
format = 1
title = "A ban"
year = {year}
[goods.crude-oil]
[scenarios.ban]
observed = {observed}
shocks = [{{ {shock} }}]
"""
BAN = 'kind = "embargo", by = ["EU-27"], on = ["RUS"], evasion = 0.1, evasion_cost = 0.1'
TARIFF = 'kind = "tariff", by = ["EU-27"], on = ["RUS"], goods = ["crude-oil"], rate = 0.1'
WILLING = f'{BAN}, willing = ["IND"], willing_source = "judgement"'


def read(observed: object, shock: str = BAN, year: int = 2021) -> Case:
    text = TEXT.format(observed=observed, shock=shock, year=year)
    return case.parse(text, name="ban", file="ban.toml", world=load)


def test_the_year_after_the_case_s_is_kept_with_the_scenario():
    assert read(2022).scenario("ban").observed == 2022


@pytest.mark.parametrize(
    ("observed", "shock", "year", "wrong", "right"),
    [
        (2023, BAN, 2021, "2023 is not the year after 2021", "write observed = 2022"),
        (2021, BAN, 2021, "2021 is not the year after 2021", "write observed = 2022"),
        (2025, BAN, 2024, "no trade data for 2025", "there are 1995 to 2024"),
        (2022, TARIFF, 2021, "no shock of it displaces trade", "leave it out"),
        (2022, WILLING, 2021, "known from the trade of 2022, and assumed too", "leave willing out"),
    ],
)
def test_what_can_not_have_been_observed_is_told_where_it_stands(
    observed, shock, year, wrong, right
):
    with pytest.raises(CaseError) as refused:
        read(observed, shock, year)
    (fault,) = refused.value.faults
    assert fault.key == "scenarios.ban.observed"
    assert wrong in fault.wrong
    assert right in fault.right


@pytest.mark.parametrize("observed", ['"2022"', "2022.5", "true", "[2022]"])
def test_a_year_is_a_whole_number(observed):
    with pytest.raises(CaseError, match="observed"):
        read(observed)
