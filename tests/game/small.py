"""A small game on a small World: two candidates, two adversaries, every number in the test.

Cost cuts are 0 and terms single numbers unless a test says otherwise, so that payoffs can be added
up by heart.
"""

from tests.small_world import small_world
from tests.verdict.metrics.asking import CASE

from accord import case as cases
from accord.case.model import Case
from accord.game import Play
from accord.study import Inquiry, Study
from accord.world import World

TRADE = """
    supplier  buyer  value_usd
    AZE       ISR    300
    KAZ       ISR    200
    RUS       ISR    500
    KAZ       RUS    100
    AZE       RUS    50
"""
JOINERS = 'candidates = ["AZE", "KAZ"]\nadversaries = ["RUS", "IRN"]'
BLOCS = "bloc state start end\nPACT ISR 2020-01-01 -"


def world() -> World:
    """Five states that trade one good; the accord has one member."""
    return small_world(
        trade=TRADE,
        production="state quantity\nAZE 400\nKAZ 400\nRUS 600",
        blocs=BLOCS,
        states=("AZE", "IRN", "ISR", "KAZ", "RUS", "UZB"),
        figures="figure state value year\ngdp AZE 10000 2023\ngdp KAZ 20000 2023",
    )


def text(game: str = "", **worth: float) -> str:
    """Write the case; `AZE_security=5` gives a state a term of 5 US$."""
    base = CASE.format(year=2023, demand=[0.5]).replace('candidates = ["AZE"]', JOINERS)
    names = {term: term.replace("_", "-").lower() for term in worth}
    assumed = "\n".join(
        f'{name} = {{ distribution = "discrete", values = [{worth[term]}], unit = "usd" }}'
        for term, name in names.items()
    )
    states = {term: term.partition("_")[0] for term in worth}
    kinds = {term: term.partition("_")[2] for term in worth}
    listed = ", ".join(
        f'{{ state = "{states[term]}", kind = "{kinds[term]}", worth = "{name}" }}'
        for term, name in names.items()
    )
    cut = "" if "cost_cut" in game else "cost_cut = 0\n"
    return f'{base}{assumed}\n[game]\nwith = ["ISR"]\n{cut}{game}\nterms = [{listed}]\n'


def read(of: World, game: str = "", more: str = "", **worth: float) -> Case:
    """Read the case on a World; `more` is TOML that is added to it."""
    return cases.parse(text(game, **worth) + more, name="small", file="small.toml", world=of)


def inquire(
    game: str = "", draws: int = 3, of: World | None = None, more: str = "", **worth: float
) -> Inquiry:
    """Open an inquiry of the case."""
    here = of or world()
    return Study.of(read(here, game, more, **worth), here, draws=draws, seed=0).inquire()


def play(game: str = "", draws: int = 3, **worth: float) -> Play:
    """Play the game."""
    return Play.of(inquire(game, draws, **worth))
