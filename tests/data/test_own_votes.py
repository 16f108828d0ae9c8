"""Newer UN votes that a user brings stand in the place of the package's, and nothing else does."""

import pytest

import accord
from accord.data import add, open_set, verify
from accord.errors import DataError, InputError
from accord.measures import MetricCall, measures
from accord.study import Study
from accord.verdict.metrics import read
from accord.world import load

HEAD = "Row,ccode,session,NVotes,IdealPoint,Q5%,Q95%,iso3c,Countryname"
ROWS = """\
1,2,79,80,2.5,2.4,2.6,USA,United States
2,365,79,80,-0.5,-0.6,-0.4,RUS,Russia
3,705,79,80,-0.3,-0.4,-0.2,KAZ,Kazakhstan
4,666,79,80,2.3,2.2,2.4,ISR,Israel
5,710,79,80,-0.7,-0.8,-0.6,CHN,China
6,705,74,80,-0.9,-1.0,-0.8,KAZ,Kazakhstan
7,345,40,80,-0.9,-1.0,-0.8,YUG,Yugoslavia
"""


@pytest.fixture
def bring(tmp_path):
    """Add a file of votes and give what was kept."""

    def bring(text, **how):
        path = tmp_path / "votes.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return add(path, into=tmp_path / "sets", **how)

    return bring


def test_votes_are_known_by_their_columns_and_kept_with_the_year_of_the_session(bring, tmp_path):
    added = bring(f"{HEAD}\n{ROWS}")
    assert (added.rows, added.read, added.years) == (6, 7, (2019, 2024))
    assert all(one.matches for one in verify(added.folder))
    tables = open_set("votes", tmp_path / "sets")
    assert tables.name == "votes (as brought, 2019 and 2024)"
    world = load(2023, tables)
    newest = world.ideal_points()
    assert set(newest["year"]) == {2024}
    assert dict(newest.select("state", "point").iter_rows())["KAZ"] == -0.3
    assert world.ideal_points(2023)["point"].to_list() == [-0.9]
    assert world.recorded("crude-oil").value_usd.sum() > 0  # all else is the package's


def test_they_serve_the_channel_of_votes_and_the_distances(bring, tmp_path):
    bring(f"{HEAD}\n{ROWS}")
    world = load(2023, open_set("votes", tmp_path / "sets"))
    case = accord.load_case("abraham-accords")
    q = Study.of(case, world, draws=4, seed=0).inquire()

    def ask(metric, **parameters):
        made = measures()[metric].parameters(**parameters)
        return read(MetricCall(name=metric, parameters=made), q)

    found = ask("effective-poles", state="KAZ", channel="votes")
    assert (found.year, found.sources) == (2024, ("votes-own",))
    # From Israel at 2.3: the USA 0.2, Russia 2.8, Kazakhstan 2.6, China 3.0; the median is 2.7.
    ratio = ask("vote-distance-ratio", state="KAZ", to="ISR")
    assert ratio.values == pytest.approx(2.6 / 2.7)
    assert ratio.year == 2024


@pytest.mark.parametrize(
    ("written", "instead", "says"),
    [
        (",79,80,2.5", ",0,80,2.5", r"votes.csv:2: session is 0; write its number, as 79 for 2024"),
        (",79,80,2.5", ",2024,80,2.5", r"votes.csv:2: session is 2024; write its number"),
        ("RUS,Russia", "RUR,Russia", r'votes.csv:3: no state "RUR"; '),
        ("-0.5,-0.6", "n/a,-0.6", r"votes.csv:3: idealpoint is n/a; write a number"),
        ("-0.5,-0.6", "-0.7,-0.6", r"votes.csv:3: the ideal point lies outside of its 5 %"),
        ("CHN,China", "KAZ,China", r"votes.csv:6: KAZ stands twice in the session of 2024"),
        ("Q95%", "Q90%", r"q5% without q95%"),
        ("iso3c", "country", r"no column iso3c"),
    ],
)
def test_what_no_vote_can_be_is_refused_with_its_row(bring, tmp_path, written, instead, says):
    with pytest.raises(DataError, match=says):
        bring(f"{HEAD}\n{ROWS}".replace(written, instead, 1), kind="votes")
    assert not list((tmp_path / "sets").glob("[!.]*"))


def test_a_year_that_is_not_the_session_s_is_refused(bring):
    text = "iso3c,session,year,IdealPoint\nKAZ,79,2023,0.1\n"
    with pytest.raises(DataError, match=r"votes.csv:2: session 79 is that of 2024, and year says"):
        bring(text)


def test_a_file_that_ends_before_today_s_states_is_refused(bring):
    with pytest.raises(DataError, match="ends in 1985; bring votes from 2007 on"):
        bring("iso3c,session,IdealPoint\nKAZ,40,0.1\n")


def test_another_encoding_is_refused(bring):
    text = "iso3c,session,IdealPoint,Countryname\nCIV,79,-0.5,Côte d'Ivoire\n".encode("latin-1")
    with pytest.raises(DataError, match=r"votes.csv:2: is no UTF-8 text; save it as UTF-8"):
        bring(text)


def test_years_are_picked_from_an_archive_alone(bring):
    with pytest.raises(InputError, match="picked from a BACI archive"):
        bring(f"{HEAD}\n{ROWS}", years=[2024])
