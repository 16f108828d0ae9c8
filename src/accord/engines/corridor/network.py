"""The network: places, edges and what is open, as arrays.

A place has a state, or nobody's ("" on the high seas and in straits). An edge has a mode, a length,
hours and cost, and the years in which it runs. What closes is a mask: a veto by a state shuts its
places, the closure of a passage shuts its places and the edges of its lines. Borders are edges
between two places, one on either side, so a veto needs to know nothing else.

Two edges between the same places are kept apart here; the graph takes the better one per question
(scipy adds parallel entries of a sparse matrix up, which would be wrong).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accord.axes import Array, Mask
from accord.errors import InputError, UnknownNameError
from accord.names import fold, require, slip_of

Whole = NDArray[np.int64]

BUILT = ("running", "idle", "out")  # statuses of what has been there; its years say when
NEVER, ALWAYS = -9999, 9999
CODE = 3  # letters of a state's code


@dataclass(frozen=True, slots=True)
class Cargo:
    """What a good may use: its class of cargo, modes, pipeline and the places where it begins."""

    good: str
    cargo: str  # container, oil or gas: which hours and cost count
    modes: frozenset[str]
    pipeline: str  # the good that its pipelines are listed under; "" for none
    terminal: str  # what a port must handle for it to change ship
    starts: frozenset[str]
    ends: frozenset[str]
    unit: str  # Mt/a or bcm/a


@dataclass(frozen=True, slots=True)
class Edges:
    """Edges as arrays of length E."""

    name: tuple[str, ...]
    line: tuple[str, ...]
    title: tuple[str, ...]
    tail: Whole
    head: Whole
    mode: tuple[str, ...]
    gauge: Whole  # mm; 0 where there is no rail
    good: tuple[str, ...]
    both: Mask
    km: Array
    hours: Mapping[str, Array]  # by cargo
    cost: Mapping[str, Array]  # by cargo, US$ a tonne
    capacity: Array  # in `unit`; inf where none is known
    oil: Array  # of a railway, for crude in tank wagons, in `unit`; inf where none is known
    unit: tuple[str, ...]
    status: tuple[str, ...]
    first: Whole
    last: Whole
    source: tuple[str, ...]
    source_status: tuple[str, ...]
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Something that can close: places and edges."""

    name: str
    title: str
    kind: str
    nodes: Mask
    edges: Mask


@dataclass(frozen=True, slots=True)
class Limits:
    """Capacities of ports for a cargo: rows of equal length."""

    node: Whole
    handle: tuple[str, ...]
    capacity: Array
    unit: tuple[str, ...]
    first: Whole
    last: Whole


@dataclass(frozen=True, slots=True)
class Opening:
    """What is open: places and edges of the network."""

    nodes: Mask
    edges: Mask


@dataclass(frozen=True, slots=True)
class Network:
    """A network of corridors. Made by `load`; never changed.

    `node`, `state`, `kind`, `lon`, `lat`, `handles`, `gives`, `takes` have one entry a place; edges
    are in `edges`; passages by name in `passages`; `cargoes` by good.
    """

    node: tuple[str, ...]
    title: tuple[str, ...]
    state: tuple[str, ...]
    kind: tuple[str, ...]
    lon: Array
    lat: Array
    hub: Mask
    handles: tuple[frozenset[str], ...]
    gives: tuple[frozenset[str], ...]
    takes: tuple[frozenset[str], ...]
    edges: Edges
    passages: Mapping[str, Passage]
    cargoes: Mapping[str, Cargo]
    transfers: Mapping[tuple[str, str, str], tuple[float, float]]  # one, two, cargo: hours, cost
    limits: Limits
    events: tuple[Mapping[str, Any], ...]
    source_status: tuple[str, ...]  # of places
    places: Mapping[str, int] = field(repr=False)  # folded names -> place
    named: Mapping[str, tuple[int, ...]] = field(repr=False)  # folded names -> all that bear one
    shut: Mapping[str, str] = field(repr=False)  # folded names -> passage, line, place or edge
    bearing: Mapping[str, Sequence[int]] = field(repr=False)  # edge or line -> its edges
    graphs: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)  # made once

    states: tuple[str, ...] = ()  # codes of all states that have a place, sorted
    masks: dict[Any, Mask] = field(default_factory=dict, repr=False, compare=False)  # made once
    parts: dict[str, Passage] = field(default_factory=dict, repr=False, compare=False)  # made once
    meets: tuple[dict[int, tuple[str, ...]], dict[int, tuple[str, ...]]] = field(
        default=({}, {}), repr=False
    )  # passages of places and of edges, where they have any

    def cargo(self, good: str | None) -> Cargo:
        """Say what a good may use; one that isn't listed travels in containers."""
        return self.cargoes.get(good or "any", self.cargoes["any"])

    def place(self, name: str) -> int:
        """Find a place by name; UnknownNameError with the nearest one otherwise."""
        key = fold(name)
        if key not in self.places:
            raise UnknownNameError(not_covered(name, (*self.node, *self.states)))
        return self.places[key]

    def ends(self, name: str, good: str | None, *, start: bool) -> tuple[int, ...]:
        """Places that a name means: one place, or those of a state where the good starts or ends.

        A state without such a place is taken at its largest places, then at all of them. A town
        whose name terminals of the good bear too stands for these as well.
        """
        code = name.upper()
        if code not in self.states or fold(name) in self.places:
            return (self.place(name), *self._terminals(name, good, start=start))
        own = np.flatnonzero(self.state_mask(code)).tolist()
        by_good, by_port = self._able(own, good, start=start)
        return tuple(by_good or by_port or [i for i in own if self.hub[i]] or own)

    def _able(
        self, places: Sequence[int], good: str | None, *, start: bool
    ) -> tuple[list[int], list[int]]:
        """Of some places, those where a good starts or ends, and those that can change its ship."""
        cargo = self.cargo(good)
        wanted, offered = (cargo.starts, self.gives) if start else (cargo.ends, self.takes)
        by_good = [i for i in places if wanted & offered[i]]
        by_port = [i for i in places if cargo.terminal in self.handles[i]] if wanted else []
        return by_good, by_port

    def _terminals(self, name: str, good: str | None, *, start: bool) -> tuple[int, ...]:
        """Terminals for a good that bear a town's name, where the town itself is none."""
        named = self.named.get(fold(name), ())
        if len(named) < 2 or any(self._able([self.place(name)], good, start=start)):
            return ()
        by_good, by_port = self._able(named, good, start=start)
        return tuple(by_good or by_port)

    def traders(self, good: str | None, *, start: bool) -> frozenset[str]:
        """States with a place where the good starts or ends, as `ends` has them."""
        cargo = self.cargo(good)
        wanted, offered = (cargo.starts, self.gives) if start else (cargo.ends, self.takes)
        return frozenset(
            s
            for i, s in enumerate(self.state)
            if s and (offered[i] & wanted or cargo.terminal in self.handles[i] or not wanted)
        )

    def running(self, year: int | None = None, also: Iterable[str] = ()) -> Mask:
        """Edges in use in a year (None: now), and those of the statuses in `also`, (E,)."""
        e, also = self.edges, frozenset(also)
        if (year, also) in self.masks:
            return self.masks[year, also]
        at = ALWAYS - 1 if year is None else year
        built = np.array([s in BUILT for s in e.status], dtype=bool)
        now = built & (e.first <= at) & (at <= e.last)
        if year is None:
            now &= np.array([s == "running" for s in e.status], dtype=bool)
        extra: Mask = np.array([s in also for s in e.status], dtype=bool)
        return self._keep((year, also), now | extra)

    def _keep(self, key: Any, mask: Mask) -> Mask:
        mask.setflags(write=False)
        self.masks[key] = mask
        return mask

    def passage(self, name: str) -> Passage:
        """Find what can close: a passage, line, place or edge, by name or by another of its names.

        Raises UnknownNameError with the name that it is a slip of, or that the network lacks it.
        """
        found = self.shut.get(fold(name))
        if found is None:
            known = [*self.passages, *self.node, *dict.fromkeys(self.edges.line)]
            if name not in known:
                raise UnknownNameError(not_covered(name, known, "passage"))
            found = name
        if found in self.passages:
            return self.passages[found]
        if found not in self.parts:
            self.parts[found] = self._part(found)
        return self.parts[found]

    def _part(self, found: str) -> Passage:
        """Make a passage of a place, a line or an edge."""
        nodes = np.zeros(len(self.node), dtype=bool)
        if found in self.node:
            nodes[self.node.index(found)] = True
        e = self.edges
        edges = np.zeros(len(e.name), dtype=bool)
        edges[[*self.bearing.get(found, ())]] = True
        titles = [*(self.title[i] for i in np.flatnonzero(nodes))]
        titles += [e.title[i] for i in np.flatnonzero(edges)[:1]]
        return Passage(found, titles[0] if titles else found, "part", nodes, edges)

    def opening(
        self,
        *,
        avoid: Iterable[str] = (),
        close: Iterable[str] = (),
        year: int | None = None,
        also: Iterable[str] = (),
        use: Iterable[str] = (),
        keep: Iterable[int] = (),
    ) -> Opening:
        """Masks of what is open under vetoes and closures.

        `also` are statuses, `use` lines or places that run though they do not in that year.

        Raises
        ------
        UnknownNameError
            A state or passage that isn't in the network.
        InputError
            A closure of something that doesn't run in that year.
        """
        edges = self.running(year, also)
        for name in use:
            edges = edges | self.passage(name).edges
        nodes = np.ones(len(self.node), dtype=bool)
        for code in avoid:
            nodes &= ~self.state_mask(code)
        for name in close:
            passage = self.passage(name)
            self._require_running(passage, name, edges, year)
            nodes &= ~passage.nodes
            edges = edges & ~passage.edges
        nodes[list(keep)] = True
        return Opening(nodes, edges)

    def state_mask(self, code: str) -> Mask:
        """Places of a state, (N,); UnknownNameError for a code that no place has."""
        code = code.upper()
        if code in self.masks:
            return self.masks[code]
        require("state", code, self.states, where="in the network")
        return self._keep(code, np.array([s == code for s in self.state]))

    def _require_running(
        self, passage: Passage, name: str, running: Mask, year: int | None
    ) -> None:
        if passage.nodes.any() or (passage.edges & running).any():
            return
        e, own = self.edges, np.flatnonzero(passage.edges)
        spans = dict.fromkeys(_span(e.first[i], e.last[i], e.status[i]) for i in own)
        when = "now" if year is None else f"in {year}"
        raise InputError(
            f'"{name}" cannot be closed {when}: it is not in use then ({", ".join(spans)})'
        )


def _span(first: int, last: int, status: str) -> str:
    if status not in BUILT:
        return status
    since = "" if first == NEVER else str(first)
    until = "" if last == ALWAYS else str(last)
    if first > last:
        return f"{status}, never in use"
    return f"{status}, {since}-{until}" if since or until else status


def not_covered(name: str, known: Iterable[str], kind: str = "place") -> str:
    """Say that a place is none of the network's: a slip of one of its names, or outside of it.

    Codes are like codes alone.
    """
    code = len(name) == CODE and name.isupper()
    like = slip_of(name, (k for k in known if (len(k) == CODE and k.isupper()) == code))
    if like is None:
        return f'the network does not cover "{name}"'
    where = " in the network" if kind == "place" else ""
    return f'no {kind} "{name}"{where}; did you mean "{like}"?'
