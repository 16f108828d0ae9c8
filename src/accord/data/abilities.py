"""The names of the data, and what each can be asked: what a good, a state, a bloc or a figure has.

Names by kind:

    state       a state of the data, ISO 3166 alpha-3, sorted
    code        an HS6 code that the trade covers
    cargo       a good that the network knows by name, or "any"
    relation    a kind of tie
    node        a place of the network, in its order
    line        a passage or line of the network: what can close beside places
    source      a source, in its order
    members     a bloc
    sourced     a figure

What a name can be asked:

    member      of a bloc, `of` is which: the state, its first day and the first day after it
    traded      a good with HS codes of its own
    produced    a good with a production series
    one-stage   a good that is produced and traded in one stage, by a conversion
    carried     a good that the network of corridors knows how to carry
    on-network  a state with a place of the network, or a bloc with such a member
    place       a place of the network by any of its names, folded, or a state or bloc that has one
    split       a state whose trade in a good was published by route
    limited     a line of the network whose capacity is known, folded; of gas where it carries that
    voting      a state with votes in the UN, or a bloc with such a member
    unit        `of` is the unit: of a figure by its name, its state and its year
    tied        with whom or what there are ties, `of` a relation

A row lists the names that are of a kind or have a quality, `of` a good and a direction of trade
where that matters; it is text, so that a case is checked, and a metric refused, by the standard
library and without a row of trade in sight. What a case brings is laid over it by the same rules.
Whether a good's market can be solved in a year stands in a table of its own
(`accord.data.reasons`), with the reason.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from accord.data.brought import TRADE, Brought
from accord.data.goods import Good, goods
from accord.data.keys import (
    KEYS,
    MEMBER,
    TIED,
    UNIT,
    Member,
    figures_of,
    members,
    members_of,
    own_figures,
    own_members,
    own_ties,
    ties_of,
    written_figure,
    written_member,
)
from accord.data.laid import Laid
from accord.data.shelf import Shelf
from accord.later import Later, pl
from accord.memo import kept
from accord.names import fold

if TYPE_CHECKING:
    from accord.data import corridors as networks
    from accord.data import facts, presence, sources, trade
else:
    networks = Later("accord.data.corridors")
    facts, presence = Later("accord.data.facts"), Later("accord.data.presence")
    sources, trade = Later("accord.data.sources"), Later("accord.data.trade")

TABLE = "abilities.csv"
COLUMNS = ("quality", "of", "names")
BETWEEN = ";"  # names of a row
NO_NAMES: Mapping[str, None] = {}

Said = tuple[str, str, str]  # kind or quality, of, name
Listed = Mapping[tuple[str, str], Mapping[str, None]]  # (kind or quality, of) -> names, in order
Abilities = Mapping[tuple[str, str], frozenset[str]]  # (quality, name) -> of what; {""} for any


# Readers of names by kind, for tables of which none were listed when they were built.
NAMES: Mapping[str, Callable[[Shelf], Iterable[str]]] = {
    "state": lambda shelf: presence.all_states(shelf),
    "code": lambda shelf: trade.covered_codes(shelf),
    "cargo": lambda shelf: networks.corridors(shelf)["goods"]["good"].unique().sort(),
    "relation": lambda shelf: facts.ties(shelf)["relation"].unique().sort(),
    "node": lambda shelf: networks.corridors(shelf)["nodes"]["node"],
    "line": lambda shelf: _lines(networks.corridors(shelf)),
    "source": lambda shelf: sources.sources(shelf),
    "members": lambda shelf: facts.blocs(shelf)["bloc"].unique().sort(),
    "sourced": lambda shelf: facts.figures(shelf)["figure"].unique().sort(),
}


def names(shelf: Shelf, kind: str) -> Mapping[str, None]:
    """Give the names of a kind of `NAMES`, in order, those of a case behind those of the tables."""
    if isinstance(shelf, Laid):
        return {**names(shelf.under, kind), **dict.fromkeys(_own_names(shelf.own)[kind])}
    if shelf.current(TABLE):
        return listed(shelf).get((kind, ""), NO_NAMES)
    return dict.fromkeys(NAMES[kind](shelf))


def known_codes(shelf: Shelf) -> tuple[str, ...]:
    """List the HS6 codes that the trade covers, or that the trade below it does, in order."""
    owner = shelf.owner(TRADE)
    below = known_codes(owner.below) if owner and owner.below else ()
    return tuple(sorted({*names(shelf, "code"), *below}))


@kept
def abilities(shelf: Shelf) -> Abilities:
    """Give what each name can be asked."""
    found: dict[tuple[str, str], set[str]] = {}
    for (quality, of), able in listed(shelf).items():
        for name in able if quality not in KEYS else ():
            found.setdefault((quality, name), set()).add(of)
    return {key: frozenset(of) for key, of in found.items()}


@kept
def listed(shelf: Shelf) -> Listed:
    """Give all names by kind and quality, as they were built, or of the tables that are here now.

    What a case brings takes no name away, so that its rows are laid over those of the tables below.
    """
    if isinstance(shelf, Laid):
        below = listed(shelf.under)
        return _gathered(_of_case(shelf, below), below)
    if not shelf.current(TABLE):
        return _gathered(said(shelf))
    rows = shelf.rows(TABLE, COLUMNS)
    return {(kind, of): dict.fromkeys(able.split(BETWEEN)) for kind, of, able in rows}


def table(shelf: Shelf) -> "pl.DataFrame":
    """Work out all names and what each can be asked: quality, of, names."""
    rows = [(kind, of, BETWEEN.join(able)) for (kind, of), able in _gathered(said(shelf)).items()]
    return pl.DataFrame(rows, schema=list(COLUMNS), orient="row")


def said(shelf: Shelf) -> Iterator[Said]:
    """Work out all names, and what each can be asked, from the tables themselves."""
    known = {kind: list(read(shelf)) for kind, read in NAMES.items()}
    for kind, able in known.items():
        yield from ((kind, "", name) for name in able)
    tables = networks.corridors(shelf)
    nodes = list(tables["nodes"].select("node", "name", "state", "aliases").iter_rows())
    on_network = sorted({state for _, _, state, _ in nodes if state})
    voting = sorted(set(facts.ideal_points(shelf)["state"]))
    splits = networks.splits(shelf).select("state", "good", "direction").iter_rows()
    limited = tables["edges"].filter(pl.col("capacity").is_not_null()).select("line", "mode")
    yield from _of_goods(goods(shelf).values(), known["code"], known["cargo"])
    yield from _of_states(members_of(shelf), on_network, voting)
    yield from _of_splits(sorted(set(splits)))
    yield from _of_places(nodes)
    yield from ((UNIT, of.unit, written_figure(name, of)) for name, of in figures_of(shelf))
    yield from ((TIED, relation, object_) for relation, object_ in ties_of(shelf))
    yield from _of_lines(sorted(set(limited.iter_rows())))


def _lines(tables: Mapping[str, "pl.DataFrame"]) -> list[str]:
    """Name what can close beside places: passages and lines."""
    return sorted({*tables["passages"]["passage"], *tables["edges"]["line"]})


def _own_names(own: Brought) -> Mapping[str, Iterable[str]]:
    """Name what a case brings, by kind."""
    return {
        "state": (),
        "code": own.named(TRADE),
        "cargo": (),
        "relation": [relation for relation, _ in own_ties(own)],
        "node": [dict(place)["node"] for place in own.places],
        "line": [dict(line)["line"] for line in own.lines],
        "source": [one.key for one in own.sources],
        "members": [bloc for bloc, _ in own_members(own)],
        "sourced": [name for name, _ in own_figures(own)],
    }


def _of_case(shelf: Laid, below: Listed) -> Iterator[Said]:
    """Work out what the rows of a case add to what is known below."""
    own = shelf.own
    for kind, able in _own_names(own).items():
        yield from ((kind, "", name) for name in able)
    joined = ((bloc, one) for bloc, of in members(shelf).items() for one in of)
    places, lines = [dict(place) for place in own.places], [dict(line) for line in own.lines]
    on_network = {*below.get(("on-network", ""), NO_NAMES), *(place["state"] for place in places)}
    codes, voting = names(shelf, "code"), below.get(("voting", ""), NO_NAMES)
    splits = map(dict, own.splits)
    yield from _of_goods(goods(shelf).values(), codes, names(shelf, "cargo"))
    yield from _of_states(joined, sorted(on_network), voting)
    yield from _of_splits((s["state"], s["good"], s["direction"]) for s in splits)
    yield from ((UNIT, of.unit, written_figure(name, of)) for name, of in own_figures(own))
    yield from ((TIED, relation, object_) for relation, object_ in own_ties(own))
    yield from _of_places((p["node"], p.get("name"), p["state"], None) for p in places)
    yield from _of_lines((line["line"], line["mode"]) for line in lines if "capacity" in line)


def _gathered(rows: Iterable[Said], below: Listed | None = None) -> Listed:
    """Put rows together by kind and what they are of, behind those below."""
    found = {key: dict(names) for key, names in (below or {}).items()}
    for kind, of, name in rows:
        found.setdefault((kind, of), {})[name] = None
    return found


def _of_goods(
    known: Iterable[Good], covered: Iterable[str], cargoes: Iterable[str]
) -> Iterator[Said]:
    codes, carried = set(covered), set(cargoes)
    for good in known:
        if good.codes and codes.issuperset(good.codes):
            yield "traded", "", good.name
        if good.production:
            yield "produced", "", good.name
        if good.production and good.conversion is not None:
            yield "one-stage", "", good.name
        if "any" in carried or good.name in carried:
            yield "carried", "", good.name


def _of_states(
    joined: Iterable[tuple[str, Member]], on_network: Iterable[str], voting: Iterable[str]
) -> Iterator[Said]:
    there, votes = dict.fromkeys(on_network), dict.fromkeys(voting)
    for bloc, one in joined:
        yield MEMBER, bloc, written_member(one)
        if one.state in there:
            yield "on-network", "", bloc
            yield "place", "", fold(bloc)
        if one.state in votes:
            yield "voting", "", bloc
    yield from (("on-network", "", state) for state in there)
    yield from (("voting", "", state) for state in votes)


def _of_splits(splits: Iterable[tuple[str, str, str]]) -> Iterator[Said]:
    yield from (("split", f"{good} {way}", state) for state, good, way in splits)


def _of_places(nodes: Iterable[tuple[str, str | None, str, str | None]]) -> Iterator[Said]:
    for node, name, state, aliases in nodes:
        for one in (node, name, state, *(aliases or "").split(";")):
            if one:
                yield "place", "", fold(one)


def _of_lines(limited: Iterable[tuple[str, str]]) -> Iterator[Said]:
    for line, mode in limited:
        yield "limited", "gas" if mode == "gas-pipeline" else "", fold(line)
