"""What must be so of a game: who plays, what can be done to whom, and that payoffs are there."""

from collections import Counter
from collections.abc import Iterable, Iterator

from accord.case.game import (
    MOST_ADVERSARIES,
    MOST_CANDIDATES,
    NOTHING,
    Action,
    Game,
    PriceAction,
    WordsAction,
)
from accord.case.known import SLUG, Known, slug
from accord.case.lines import Path
from accord.case.model import Accord
from accord.case.problem import Found, Problem
from accord.case.wording import short

A_SET = 0.02  # seconds for one set of candidates, one good and 100 draws, on one core


def of_game(game: Game | None, accord: Accord | None, known: Known) -> Found:
    """Find what is wrong with a case's game."""
    if game is None:
        return
    if accord is None:
        yield Problem(("game",), "a game of joining, and no [accord]", "say what is joined")
        return
    players = game.players(accord.candidates)
    if not players:
        yield Problem(("game", "candidates"), "candidates is empty", 'write whom: ["AZE", "KAZ"]')
        return
    inside = known.world.members(accord.name, accord.as_of) if known.world else ()
    found = (
        _candidates(game, players, accord, known),
        _adversaries(game, players, accord),
        _actions(game, players),
        _terms(game, players, inside),
        _members(game, accord, known),
    )
    for one in found:
        for problem in one:
            yield Problem(("game", *problem.path), problem.wrong, problem.right)


def _candidates(game: Game, players: tuple[str, ...], accord: Accord, known: Known) -> Found:
    if len(players) > MOST_CANDIDATES:
        sets = 2 ** len(players)
        wrong = (
            f"{len(players)} candidates make {sets:,} sets: some {A_SET * sets / 3600:,.0f} hours "
            "for a good and 100 draws"
        )
        yield Problem(("candidates",), wrong, f"write at most {MOST_CANDIDATES}; 12 take a minute")
    world = known.world
    if world is None:
        return
    inside = world.members(accord.name, accord.as_of)
    for path, name in _listed("candidates", game.candidates or ()):
        if name not in world.states:
            yield Problem(path, f"{name} is a bloc, and a candidate is a state", "name its members")
        elif name in inside:
            wrong = f"{name} is a member of {accord.name} on {accord.as_of}"
            yield Problem(path, wrong, "write who may still join")
    for name in players if game.candidates is None else ():
        if name not in world.states:
            wrong = f"{name}, a candidate of the [accord], is a bloc, and a candidate is a state"
            yield Problem((), wrong, "name its members as candidates of the game")
        elif name in inside:
            wrong = f"{name}, a candidate of the [accord], is a member on {accord.as_of}"
            yield Problem((), wrong, "write candidates who may still join")


def _adversaries(game: Game, players: tuple[str, ...], accord: Accord) -> Found:
    if len(game.adversaries) > MOST_ADVERSARIES:
        wrong = f"{len(game.adversaries)} adversaries"
        yield Problem(("adversaries",), wrong, f"write at most {MOST_ADVERSARIES}")
    who = game.answering(accord.adversaries)
    for name in who:
        if name == game.sponsor or name in players:
            also = "the sponsor" if name == game.sponsor else "a candidate"
            yield Problem(("adversaries",), f"{name} is {also} too", "write it once")
    for i, action in enumerate(game.actions):
        if action.by not in who:
            right = f"write one of {', '.join(who)}" if who else "name the adversaries"
            yield Problem(("actions", i, "by"), f"{action.by} is no adversary of the game", right)
    for name in game.damage_worth:
        if name not in who:
            wrong = f"{name} is no adversary of the game"
            yield Problem(("damage_worth", name), wrong, f"there are: {', '.join(who) or 'none'}")


def _actions(game: Game, players: tuple[str, ...]) -> Found:
    ids = [action.id for action in game.actions]
    for i, action in enumerate(game.actions):
        at = ("actions", i)
        if action.id == NOTHING:
            wrong = f'"{NOTHING}" is what every adversary may do as well'
            yield Problem((*at, "id"), wrong, "give this action another name")
        elif not SLUG.fullmatch(action.id):
            right = f'write it in small letters, digits and hyphens: "{slug(action.id)}"'
            yield Problem((*at, "id"), f'"{short(action.id)}" is no name', right)
        if action.id in ids[:i]:
            wrong = f'"{action.id}" is an action of this game already'
            yield Problem((*at, "id"), wrong, "give each action an id of its own")
        for n, name in enumerate(action.on):
            if name not in players:
                right = f"there are: {', '.join(players)}"
                yield Problem((*at, "on", n), f"{name} is no candidate of the game", right)
        yield from (Problem((*at, key), *said) for key, said in _without_object(action))


def _without_object(action: Action) -> Iterator[tuple[str, tuple[str, str]]]:
    """Find an action that names nothing to act on."""
    if isinstance(action, WordsAction | PriceAction):
        return
    if getattr(action, "passages", None) == ():
        yield "passages", (f"{action.id} shuts nothing", "name a passage or line")


def _terms(game: Game, players: tuple[str, ...], inside: tuple[str, ...]) -> Found:
    known = {*players, *((game.sponsor,) if game.sponsor else ())}
    for i, term in enumerate(game.terms):
        if term.state not in known:
            wrong = f"{term.state} is neither a candidate nor the sponsor"
            yield Problem(("terms", i, "state"), wrong, f"there are: {', '.join(sorted(known))}")
        for n, name in enumerate(term.for_each):
            if name not in players:
                right = f"there are: {', '.join(players)}"
                yield Problem(("terms", i, "for_each", n), f"{name} is no candidate", right)
        if term.kind == "payment" and game.sponsor is None:
            yield Problem(("terms", i, "kind"), "a payment, and no sponsor who pays", "name one")
    paid = {term.state for term in game.terms}
    missing = [name for name in players if name not in paid and name not in inside]
    if game.terms and missing:
        wrong = f"no payoff beside the market for {', '.join(missing)}, and others have one"
        yield Problem(("terms",), wrong, "give each candidate a term, if only around 0")
    twice = Counter((term.state, term.kind, term.for_each) for term in game.terms)
    for (state, kind, _), count in twice.items():
        if count > 1:
            yield Problem(("terms",), f"{count} terms {kind} of {state}", "write one")


def _members(game: Game, accord: Accord, known: Known) -> Found:
    """Find blocs that nobody is in on the day of the case."""
    if known.world is None:
        return
    named = [
        *_listed("with", game.with_),
        *_listed("adversaries", game.adversaries),
        *([(("sponsor",), game.sponsor)] if game.sponsor else []),
    ]
    for path, name in named:
        if name in known.world.blocs and not known.world.bloc(name, accord.as_of):
            yield Problem(path, f"{name} has no members on {accord.as_of}", "write another day")
    if not known.world.members(accord.name, accord.as_of):
        wrong = f"{accord.name} has no members on {accord.as_of}: nobody is there to join"
        yield Problem((), wrong, "write a later [accord] as_of")


def _listed(key: str, names: Iterable[str]) -> Iterator[tuple[Path, str]]:
    yield from (((key, n), name) for n, name in enumerate(names))
