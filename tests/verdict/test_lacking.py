"""What `check` refuses is what `run` can't read: every metric with every kind of name."""

from dataclasses import replace

import pytest
from tests.verdict.calls import calls, study

import accord
from accord import case as cases
from accord.errors import CaseError
from accord.measures import Quality, lacking, measures
from accord.verdict.metrics.registry import Untestable, implemented, read

# Of each quality, names that have it and names that don't, of whatever kind could stand there.
TRIED = {
    Quality.TRADED: ("crude-oil", "natural-gas", "copper-ore", "gallium", "coking-coal", "salt"),
    Quality.PRODUCED: ("crude-oil", "lng", "pipeline-gas", "gallium", "copper-ore"),
    Quality.ONE_STAGE: ("crude-oil", "coal", "cobalt", "rare-earths"),
    Quality.PRICED: ("crude-oil", "coal", "natural-gas", "uranium"),
    Quality.CARRIED: ("crude-oil", "uranium", "coal"),
    Quality.ON_NETWORK: ("AZE", "EU-27", "FSM", "ABW"),
    Quality.PLACE: ("AZE", "baku", "Xi'an", "FSM", "EU-27", "nowhere"),
    Quality.ROUTED: ("KAZ", "AZE", "FSM", "USA"),
    Quality.LIMITED: ("btc", "tap", "suez-canal", "baku"),
    Quality.COUNTED: ("crude-oil", "coal", "uranium"),
    Quality.APART: ("crude-oil", "lng"),
    Quality.VOTING: ("AZE", "USA", "EU-27", "ABW"),
    Quality.MEMBERS: ("EU-27", "OTS", "AZE"),
    Quality.SOURCED: ("muslim-share",),
    Quality.CANDIDATE: ("AZE", "UZB", "RUS", "EU-27"),
    Quality.ADVERSARY: ("RUS", "CHN", "USA"),
    Quality.PLAYER: ("ISR", "KAZ", "RUS", "DEU"),
}


def trials(name):
    """Give the calls of a metric with other names in place of those of which it needs something."""
    call = calls()[name]
    for need in [need for need in measures()[name].needs if need.of]:
        if not isinstance(given := getattr(call.parameters, need.of), str | tuple | None):
            continue  # tables of states are read with any name
        for other in TRIED[need.quality]:
            value = (other,) if isinstance(given, tuple) else other
            yield replace(call, parameters=replace(call.parameters, **{need.of: value}))


def lacks_of(call):
    """Find what a call lacks in the shipped case."""
    case = study().case
    return lacking(call, study().world, case.goods, accord=True, game=case.game_names, poles=True)


def raw(call):
    """Read a metric without asking first what it lacks: "" or why it can't be read."""
    try:
        implemented()[call.name](call.parameters, study().inquire())
    except Untestable as no:
        return str(no)
    return ""


def test_every_metric_is_tried():
    assert set(calls()) == set(measures())
    assert set(TRIED) >= {need.quality for m in measures().values() for need in m.needs if need.of}


@pytest.mark.parametrize("name", sorted(measures()))
def test_what_lacks_nothing_is_read_or_untestable_and_what_lacks_something_is_refused(name):
    for call in [calls()[name], *trials(name)]:
        lacks = list(lacks_of(call))
        if not lacks:
            raw(call)  # whatever else is wrong with it, it doesn't break
            continue
        with pytest.raises(Untestable) as refused:
            read(call, study().inquire())
        assert str(refused.value) == lacks[0].wrong


@pytest.mark.parametrize("name", sorted(measures()))
def test_nothing_is_refused_that_could_be_read(name):
    """But of a state in place of a bloc: the tables say no of it, and nobody looked it up."""
    for call in trials(name):
        lacks = {one.quality for one in lacks_of(call)}
        if not lacks or lacks & {Quality.MEMBERS}:
            continue
        try:
            reads = not raw(call)
        except Exception:  # it breaks, as nobody has to mend who is never asked
            reads = False
        assert not reads, call


CLAIM = """
[claims.more]
quote = "more"
why = "to see"
holds = "> 0"
"""


@pytest.mark.parametrize(
    ("metric", "key", "says"),
    [
        ('name = "line-capacity", line = "baku"', "line", "no capacity of baku is known"),
        ('name = "import-share-change", suppliers = ["RUS"], buyer = "EU-27", since = 2020, '
         'goods = ["lng", "natural-gas"]', "goods[1]", "lng and natural-gas overlap"),
        ('name = "price-change", state = "ISR", scenario = "embargo", good = "uranium"',
         "good", "uranium is no good of the case"),
        ('name = "closure-loss", buyer = "ISR", suppliers = ["AZE"], good = "crude-oil"',
         "", "nothing is shut"),
        ('name = "import-share", suppliers = ["CHN"], buyer = "USA", good = "gallium"',
         "good", "no HS6 code"),
        ('name = "joins", joiners = ["EU-27"]', "joiners[0]", "EU-27 is a bloc"),
        ('name = "transit-share", state = "USA", good = "gallium", through = "RUS"',
         "state", "no split of USA"),
    ],
)  # fmt: skip
def test_check_tells_it_at_its_key_before_anything_is_run(metric, key, says):
    text = f"{study().case.source}{CLAIM}metric = {{ {metric} }}\n"
    with pytest.raises(CaseError) as refused:
        cases.parse(text, name="more", file="more.toml", world=study().world)
    (fault,) = refused.value.faults
    assert fault.key == f"claims.more.metric.{key}".rstrip(".")
    assert says in fault.wrong
    assert fault.right.startswith("it takes ")


def test_a_market_that_only_another_year_lacks_is_no_fault_of_the_file():
    """Where no market of a good can be trusted in a year, its claim is untestable in that year."""
    tables = study().world.tables
    good, year = next(
        (name, year)
        for name, good in tables.goods.items()
        for year in tables.years.markets
        if good.priced and tables.no_market(good, year) and not tables.no_market(good, 2023)
    )
    text = study().case.source.replace("[goods.crude-oil]", f"[goods.{good}]\n[goods.crude-oil]")
    call = f'name = "price-change", state = "ISR", scenario = "embargo", good = "{good}"'
    text += f"{CLAIM}metric = {{ {call} }}\n"
    given = {"name": "x", "file": "x.toml", "world": accord.load_world}
    assert cases.parse(text, **given).year == 2023
    assert cases.parse(text, overrides={"year": year}, **given).year == year
    with pytest.raises(CaseError, match=f"no market of {good} in {year}") as refused:
        cases.parse(text.replace("year = 2023", f"year = {year}", 1), **given)
    assert refused.value.faults[0].key == "claims.more.metric.good"
