"""The tables of a case's game, gathered from one play of it."""

import numpy as np

from accord.axes import Array, Mask
from accord.errors import ParameterError
from accord.game import Play, Players, said
from accord.game.rates import percent_of_gdp, rate
from accord.numbers import draws_text
from accord.result.game import (
    Chances,
    Credit,
    End,
    EvenChance,
    Game,
    GameSet,
    GameStep,
    Moved,
    Payoff,
    Played,
    Rung,
    Trigger,
)
from accord.result.made.markets import band
from accord.result.market import Interval
from accord.study import Study
from accord.world import World

MOST_SETS = 32  # of which all are shown; of more, the likeliest
PRECISIONS = (0.0, 1.0, 5.0, 20.0)  # at which chances are shown, 1 over percent of GDP
RARE = 0.005  # share of draws and orders below which an end is not listed


def game(study: Study) -> Game | None:
    """Play the case's game, in the first batch of draws; None where it has none, or no markets.

    Claims on a game whose markets the case's elasticities leave undefined say why they can't be
    tested.
    """
    if study.case.game is None:
        return None
    try:
        play = Play.of(study.inquire())
    except ParameterError:
        return None
    players = play.players
    path = _path(play)
    return Game(
        candidates=players.candidates,
        adversaries=players.adversaries,
        sponsor=players.game.sponsor,
        horizon=players.game.default_horizon,
        eps=play.eps,
        draws=len(play.known),
        failed=int((~play.known).sum()),
        supermodular=float(play.supermodular("credible").mean()),
        set_count=players.sets,
        sets=_sets(play),
        ladder=_ladder(play),
        triggers=_triggers(play),
        path=path,
        likeliest=_likeliest(path, study.world),
        ends=_ends(play),
        even_chances=_even_chances(play),
        chances=_chances(play, study.world),
        credits=_credits(play),
        assumed=tuple(sorted(players.game.assumed)),
    )


def _share(play: Play, of: Array | Mask) -> Array:
    """Give the share of all draws, failed ones too, in which something is so: (D, N) to (N,)."""
    return np.asarray(of.sum(axis=0) / len(play.known))


def _sets(play: Play) -> tuple[GameSet, ...]:
    """Judge every set, or the likeliest."""
    found = play.stability("credible")
    stable, strict = _share(play, found.stable), _share(play, found.strict)
    loose, held = _share(play, found.indifferent), _share(play, found.potentially_internal)
    threatened = _share(play, play.stability("committed").stable)
    alone = _share(play, play.stability("none").stable)
    gain = play.gain("credible")
    market = play.in_markets("credible")
    order = np.argsort(-stable, kind="stable")[:MOST_SETS] if len(stable) > MOST_SETS else None
    places = range(len(stable)) if order is None else sorted(order.tolist())
    return tuple(
        GameSet(
            members=play.players.members(s),
            stable=float(stable[s]),
            strict=float(strict[s]),
            indifferent=float(loose[s]),
            potential=float(held[s]),
            committed=float(threatened[s]),
            unanswered=float(alone[s]),
            transfer=_transfer(play, gain, s),
            payoffs=tuple(
                Payoff(
                    party=party,
                    market=band(market[:, g, s]),
                    assumed=band(play.assumed[:, g, s]),
                    total=band(market[:, g, s] + play.assumed[:, g, s]),
                )
                for g, party in enumerate(play.payoffs.groups)
            ),
            answers=_answers(play, s),
        )
        for s in places
    )


def _transfer(play: Play, gain: Array, s: int) -> Interval | None:
    """Say what members would need from outside to be held; None of nobody."""
    inside = [i for i in range(play.k) if s >> i & 1]
    return band(-gain[:, inside, s].sum(axis=1)) if inside else None


def _answers(play: Play, s: int) -> tuple[Played, ...]:
    """List what adversaries do where a set is in, the likeliest first."""
    weight = play.weight("credible")[:, s].mean(axis=0)
    return tuple(
        Played(actions=tuple(a.id for a in play.players.profiles[t] if a), share=float(weight[t]))
        for t in np.argsort(-weight, kind="stable").tolist()
        if weight[t] >= RARE
    )


def _ladder(play: Play) -> tuple[Rung, ...]:
    """List every action against all candidates, nobody else answering."""
    everybody = play.players.sets - 1
    rungs = []
    for j, choice in enumerate(play.players.choices):
        for a, action in enumerate(choice):
            if action is None:
                continue
            t = play.players.profile((action.id,))
            lost, paid = play.both_sides(j, a, everybody, t)
            played = play.weight("credible")[:, everybody, play.players.actions[:, j] == a]
            rungs.append(
                Rung(
                    id=action.id,
                    label=action.called,
                    by=action.by,
                    kind=action.kind,
                    joiners_lose=band(lost),
                    adversary_pays=band(paid),
                    credible=float((played.sum(axis=1) > 0.5).mean()),
                )
            )
    return tuple(rungs)


def _triggers(play: Play) -> tuple[Trigger, ...]:
    """Say who makes whom want to follow, where that is so in any draw."""
    share = _share(play, play.triggers("credible"))
    names = play.players.candidates
    return tuple(
        Trigger(first=names[x], then=names[y], share=float(share[x, y]))
        for x, y in np.argwhere(share > 0).tolist()
    )


def _path(play: Play) -> tuple[GameStep, ...]:
    """List the steps by which dominoes fall, the likeliest first; none where orders are too many.

    One that would not come first, nobody else being in, follows.
    """
    comes = play.steps("credible")
    if comes is None:
        return ()
    brought = play.gain("credible")[:, :, 0] <= play.eps
    share, follows = _share(play, comes), _share(play, comes * brought[:, :, None])
    return tuple(
        GameStep(
            inside=play.players.members(s),
            joins=play.players.candidates[i],
            share=float(share[i, s]),
            follows=float(follows[i, s]),
        )
        for i, s in sorted(np.argwhere(share >= RARE).tolist(), key=lambda at: -share[*at])
    )


def _likeliest(path: tuple[GameStep, ...], world: World) -> str:
    """Follow the likeliest steps from nobody in, and say who comes only because of who is in."""
    steps: list[GameStep] = []
    inside: set[str] = set()
    while step := next((one for one in path if set(one.inside) == inside), None):
        steps.append(step)
        inside.add(step.joins)
    if not steps:
        return "With nobody in, nobody joins."
    brought = [step.follows > step.share / 2 for step in steps]
    said = ", then ".join(
        f"{world.name(step.joins)} ({draws_text(step.share)}{', brought by who is in' * by_others})"
        for step, by_others in zip(steps, brought, strict=True)
    )
    alone = "; each of them would come though nobody else were in" * (not any(brought))
    return f"The likeliest path of dominoes, in shares of draws and orders: {said}{alone}."


def _ends(play: Play) -> tuple[End, ...]:
    """Say where dominoes end, the likeliest first."""
    joining = _share(play, play.ends("credible"))
    leaving = _share(play, play.ends("credible", leaving=True))
    listed = np.flatnonzero((joining >= RARE) | (leaving >= RARE))
    return tuple(
        End(
            members=play.players.members(int(s)),
            joining=float(joining[s]),
            leaving=float(leaving[s]),
        )
        for s in sorted(listed, key=lambda s: -joining[s])
    )


def _even_chances(play: Play) -> tuple[EvenChance, ...]:
    """Say when joining alone stops paying, for every answer that hits a candidate."""
    found = []
    for i, candidate in enumerate(play.players.candidates):
        for t, profile in enumerate(play.players.profiles):
            taken = [a for a in profile if a]
            hit = (play.damage[:, 1 << i, t] > play.eps).any()
            if len(taken) != 1 or not hit:
                continue
            market, both = (play.break_even(candidate, t, assumed=a) for a in (False, True))
            found.append(
                EvenChance(
                    candidate=candidate,
                    answer=said(profile),
                    market=band(market),
                    with_assumed=band(both),
                )
            )
    return tuple(found)


def _chances(play: Play, world: World) -> tuple[Chances, ...]:
    """Move base rates by payoffs at several precisions; nobody without a stage and a GDP."""
    players: Players = play.players
    scale = [percent_of_gdp(name, world) for name in players.candidates]
    stages = players.game.stages
    if not all(scale) or any(name not in stages for name in players.candidates):
        return ()
    rates = [rate(world.tables.accessions, stages[name]) for name in players.candidates]
    draws = int(play.known.sum())
    base = np.tile([one.value for one in rates], (draws, 1))
    moved = {
        precision: play.chances(
            "credible",
            precision=np.full(draws, precision),
            base_rate=base,
            scale=np.array(scale, dtype=float),
        )
        for precision in PRECISIONS
    }
    return tuple(
        Chances(
            candidate=name,
            stage=one.stage,
            base_rate=one.value,
            joined=one.joined,
            of=one.of,
            moved=tuple(
                Moved(precision=precision, chance=band(chance[:, i]))
                for precision, chance in moved.items()
            ),
        )
        for i, (name, one) in enumerate(zip(players.candidates, rates, strict=True))
    )


def _credits(play: Play) -> tuple[Credit, ...]:
    """Put every party's change down to accessions."""
    values = play.attribution("credible")
    return tuple(
        Credit(party=party, candidate=candidate, value=band(values[:, g, i]))
        for g, party in enumerate(play.payoffs.groups)
        for i, candidate in enumerate(play.players.candidates)
    )
