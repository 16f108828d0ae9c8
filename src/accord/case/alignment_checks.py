"""What must be so of a case's poles: states in one pole each, and bonds to poles that there are."""

from collections.abc import Iterable

from accord.case.alignment import Alignment, Bond
from accord.case.known import Known
from accord.case.model import Accord
from accord.case.problem import Found, Problem
from accord.case.wording import short
from accord.names import suggestion

WHOLE = 1 + 1e-9  # of a weight that is divided


def of_alignment(alignment: Alignment | None, accord: Accord | None, known: Known) -> Found:
    """Find what is wrong with a case's poles."""
    if alignment is None:
        return
    found = (
        _poles(alignment, known),
        _states(alignment, accord, known),
        _lean(alignment),
        *(_bond(i, bond, alignment, known) for i, bond in enumerate(alignment.bonds)),
    )
    for one in found:
        for problem in one:
            yield Problem(("alignment", *problem.path), problem.wrong, problem.right)


def _poles(alignment: Alignment, known: Known) -> Found:
    if len(alignment.poles) < 2:
        count = len(alignment.poles)
        yield Problem(("poles",), f"{count} poles: nothing to be spread over", "name two or more")
    world, taken = known.world, dict[str, str]()
    for pole, names in alignment.poles.items():
        if not names:
            yield Problem(("poles", pole), f"{pole} has no state", "name one, or leave it out")
        for n, name in enumerate(names if world else ()):
            assert world
            members = world.expand(name)
            if not members:
                wrong = f"{name} has no members at the end of {world.year}"
                yield Problem(("poles", pole, n), wrong, "write another bloc, or its states")
            if twice := next((s for s in members if taken.get(s, pole) != pole), None):
                wrong = f"{twice} belongs to {taken[twice]} already"
                yield Problem(("poles", pole, n), wrong, "a state belongs to one pole")
            taken |= dict.fromkeys(members, pole)


def _states(alignment: Alignment, accord: Accord | None, known: Known) -> Found:
    if not alignment.states and accord is None:
        yield Problem((), "no states, and no [accord] with candidates", "name whose ties are shown")
    for n, name in enumerate(alignment.states):
        if known.world and name not in known.world.states:
            wrong = f"{name} is a bloc; ties are read of one state at a time"
            yield Problem(("states", n), wrong, "name its members")


def _lean(alignment: Alignment) -> Found:
    for pole in alignment.lean:
        if pole not in alignment.poles:
            yield Problem(("lean", pole), *_no_pole(pole, alignment.poles))


def _bond(i: int, bond: Bond, alignment: Alignment, known: Known) -> Found:
    at = ("bonds", i)
    if bond.pole not in alignment.poles:
        yield Problem((*at, "pole"), *_no_pole(bond.pole, alignment.poles))
    for pole in bond.parts:
        if pole not in alignment.poles:
            yield Problem((*at, "parts", pole), *_no_pole(pole, alignment.poles))
        elif pole == bond.pole:
            wrong = f"{pole} has what the others leave of the weight"
            yield Problem((*at, "parts", pole), wrong, "leave it out")
    if (given := sum(bond.parts.values())) > WHOLE:
        wrong = f"the parts add up to {given:g}"
        yield Problem((*at, "parts"), wrong, "write 1 at most; the rest is the pole's own")
    world = known.world
    if world is None:
        return
    there = set(world.tables.tied(bond.relation)).union(() if bond.relation else world.blocs)
    if bond.to not in there:
        what = f'no {bond.relation} with "{short(bond.to)}"' if bond.relation else (
            f'no bloc "{short(bond.to)}", and no tie with it'
        )  # fmt: skip
        yield Problem((*at, "to"), what, suggestion(bond.to, there))


def _no_pole(name: str, poles: Iterable[str]) -> tuple[str, str]:
    return f'no pole "{short(name)}" in this case', suggestion(name, poles)
