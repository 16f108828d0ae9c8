"""What each name of the data can be asked: what a good, a state, a bloc or a figure has.

    traded      a good with HS codes of its own
    produced    a good with a production series
    one-stage   a good that is produced and traded in one stage, by a conversion
    carried     a good that the network of corridors knows how to carry
    members     a bloc
    on-network  a state with a place of the network, or a bloc with such a member
    place       a place of the network by any of its names, folded, or a state or bloc that has one
    split       a state whose trade in a good was published by route
    limited     a line of the network whose capacity is known, folded; of gas where it carries that
    voting      a state with votes in the UN, or a bloc with such a member
    sourced     a figure

A row says that a name has a quality, `of` a good and a direction of trade where that matters. So
a case can be checked, and a metric refused, without a row of trade in sight. Whether a good's
market can be solved in a year stands in a table of its own (`accord.data.computed.reasons`), with
the reason.
"""

from collections.abc import Iterator, Mapping

import polars as pl

from accord.data import corridors as networks
from accord.data import facts
from accord.data.goods import goods
from accord.data.laid import Laid
from accord.data.presence import all_states
from accord.data.shelf import Kinds, Shelf, collect
from accord.data.trade import covered_codes
from accord.memo import kept
from accord.names import fold

TABLE = "abilities.parquet"
KINDS: Kinds = {"quality": pl.String, "name": pl.String, "of": pl.String}

Row = tuple[str, str, str]  # quality, name, of
Abilities = Mapping[tuple[str, str], frozenset[str]]  # (quality, name) -> of what; {""} for any


@kept
def abilities(shelf: Shelf) -> Abilities:
    """Give what each name can be asked, as it was built, or of the tables that are here now."""
    built = shelf.current(TABLE) and not isinstance(shelf, Laid)
    table = collect(shelf.scan(TABLE, KINDS), TABLE) if built else listed(shelf)
    found: dict[tuple[str, str], set[str]] = {}
    for quality, name, of in table.select(*KINDS).iter_rows():
        found.setdefault((quality, name), set()).add(of)
    return {key: frozenset(of) for key, of in found.items()}


def listed(shelf: Shelf) -> pl.DataFrame:
    """Work out what each name can be asked: quality, name, of."""
    rows = {*_of_goods(shelf), *_of_states(shelf), *_of_places(shelf), *_of_figures(shelf)}
    rows |= {*_of_lines(shelf)}
    return pl.DataFrame(sorted(rows), schema=dict(KINDS), orient="row")


def _of_goods(shelf: Shelf) -> Iterator[Row]:
    covered = set(covered_codes(shelf))
    for name, good in goods(shelf).items():
        if good.codes and covered.issuperset(good.codes):
            yield "traded", name, ""
        if good.production:
            yield "produced", name, ""
        if good.production and good.conversion is not None:
            yield "one-stage", name, ""
    known = set(networks.corridors(shelf)["goods"]["good"])
    for name in goods(shelf):
        if "any" in known or name in known:
            yield "carried", name, ""


def _of_states(shelf: Shelf) -> Iterator[Row]:
    states = set(all_states(shelf))
    members = dict(facts.blocs(shelf).group_by("bloc").agg("state").iter_rows())
    on_network = set(networks.corridors(shelf)["nodes"]["state"])
    voting = set(facts.ideal_points(shelf)["state"])
    for bloc, joined in members.items():
        yield "members", bloc, ""
        if on_network & set(joined):
            yield "on-network", bloc, ""
            yield "place", fold(bloc), ""
        if voting & set(joined):
            yield "voting", bloc, ""
    yield from (("on-network", state, "") for state in on_network & states)
    yield from (("voting", state, "") for state in voting)
    for state, good, way in networks.splits(shelf).select("state", "good", "direction").iter_rows():
        yield "split", state, f"{good} {way}"


def _of_places(shelf: Shelf) -> Iterator[Row]:
    nodes = networks.corridors(shelf)["nodes"]
    for node, name, state, aliases in nodes.select("node", "name", "state", "aliases").iter_rows():
        for one in (node, name, state, *(aliases or "").split(";")):
            if one:
                yield "place", fold(one), ""


def _of_lines(shelf: Shelf) -> Iterator[Row]:
    edges = networks.corridors(shelf)["edges"].filter(pl.col("capacity").is_not_null())
    for line, mode in edges.select("line", "mode").unique().iter_rows():
        yield "limited", fold(line), "gas" if mode == "gas-pipeline" else ""


def _of_figures(shelf: Shelf) -> Iterator[Row]:
    yield from (("sourced", name, "") for name in facts.figures(shelf)["figure"])
