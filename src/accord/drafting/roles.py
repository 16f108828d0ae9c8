"""Who does what in a clause: supplier, buyer, avoided, actor, subject; and which good.

Read off the order of names and the verbs between them: "A supplies G to B", "B buys G from A", "A
accounts for a fifth of B's imports", "B depends on A". A clause without a subject of its own takes
over that of the clause before it in the same sentence; what stands further away is no more than
context and stays a gap.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from accord.drafting.beside import (
    EXPORTS,
    GIVES_OUT,
    IMPORTS,
    NEEDS,
    finite_verb,
    lists,
    names_a_good,
    role,
)
from accord.drafting.mentions import Mention
from accord.drafting.taken import taken
from accord.drafting.verbs import BUYS, SELLS

MAKES = re.compile(
    r"\b(produc(?:e|es|ed|ing|ers?|tion)|mines?|miners?|mined|mining|refin(?:e|es|ed|ing)|output|world's|"
    r"worldwide|global(?:ly)?)\b",
    re.IGNORECASE,
)
PART_OF = re.compile(
    r"['’]s?\s+(?:\w+ )?(?:shares?|slice|portion|part)\s+(?:of|in)\b", re.IGNORECASE
)
HAS_SUPPLIER = re.compile(r"\b(?:has|have|had)\b[^,;]*\b(?:supplier|source)s?\b", re.IGNORECASE)
SHARE_OF = re.compile(r"\bshares? of [^,;]{2,40}? in\b", re.IGNORECASE)
PART = r"(?:%|\bper ?cent|\bhalf|\bthirds?|\bquarters?|\bfifths?|\btenths?|\bmost|\ball|\bbulk)"
# "A is the destination of half of B's uranium"
DESTINATION = re.compile(r"\b(destination|market|home|outlet)s?\s+(of|for)\b", re.IGNORECASE)
OWN = re.compile(  # "its shipments": the subject sells
    r"\b(?:its|their)\s+(?:\w+\s+){0,3}?(?:(exports|shipments|deliveries|sales)|(imports|purchases))\b",
    re.IGNORECASE,
)

# "Washington's partners": others than Washington
FRIENDS = re.compile(
    r"['’]s?\s+(?:\w+\s)?(?:partners|allies|neighbou?rs|rivals|adversaries|enemies|friends)\b"
)
# "A is in the same place, with B providing half of its gas": of A's gas
WITH_SELLER = re.compile(r"with\b[^,;]*\bof (?:its|their)\b", re.IGNORECASE)


@dataclass(slots=True, kw_only=True)
class Roles:
    """Who is what in a clause, each in the order of the text."""

    suppliers: list[str] = field(default_factory=list)
    buyers: list[str] = field(default_factory=list)
    avoided: list[str] = field(default_factory=list)
    through: list[str] = field(default_factory=list)
    subjects: list[str] = field(default_factory=list)  # who the clause is about
    last: str = ""  # who is named last: whom a "which" after the clause means
    others: list[str] = field(default_factory=list)  # named after the verb
    goods: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    blocs: list[str] = field(default_factory=list)
    passages: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    regions: list[str] = field(default_factory=list)
    ends: tuple[str, ...] = ()  # of a way: "from A to B"
    of: str = ""  # whose whole a share is of, "imports" or "exports", where the words say so
    inherited: bool = False  # the subject is that of the clause before
    output: bool = False  # it is about who produces, not who sells
    taken: bool = False  # the buyers take of another's exports, whoever that is

    def leave_out(self, name: str) -> None:
        """Take a name out that the clause is not about: the bloc that is joined in it."""
        for names in (self.suppliers, self.buyers, self.avoided, self.subjects, self.others):
            names[:] = [one for one in names if one != name]


def roles_of(clause: str, mentions: Sequence[Mention], before: Roles | None) -> Roles:
    """Read the roles of a clause.

    Parameters
    ----------
    mentions : of the clause, with spans in the clause
    before : roles of the clause before it in the same sentence, where there is one
    """
    found = Roles(output=bool(MAKES.search(clause)))
    for m in mentions:
        {
            "good": found.goods, "group": found.groups, "passage": found.passages,
            "line": found.lines, "region": found.regions,
        }.get(m.kind, []).append(m.name)  # fmt: skip
    actors = [
        m for m in mentions if m.kind in ("state", "bloc") and not FRIENDS.match(clause, m.span.end)
    ]
    found.ends = _ends(clause, mentions)
    found.of = _whole(clause, actors)
    found.blocs = [m.name for m in actors if m.kind == "bloc"]
    found.last = actors[-1].name if actors else ""
    _places(clause, actors, found)
    back = _points_back(clause) or (not actors and PRONOUN.search(clause))
    if before is not None and not found.subjects and back:
        _take_over(clause, found, before)
    if before is not None and not found.goods:
        found.goods = list(before.goods)
    if before is not None and found.suppliers and not found.buyers and WITH_SELLER.match(clause):
        found.buyers = [name for name in before.subjects if name not in found.suppliers]
    found.of = found.of or _whole_of_seller(clause, actors, found)
    _take(clause, actors, found, before)
    for names in (found.suppliers, found.buyers, found.avoided, found.through, found.subjects):
        names[:] = dict.fromkeys(names)
    found.goods[:], found.others[:] = dict.fromkeys(found.goods), dict.fromkeys(found.others)
    return found


def _take(clause: str, actors: Sequence[Mention], found: Roles, before: Roles | None) -> None:
    """Let the taker of another's exports buy, and that other sell, where the words name it."""
    earlier = before.subjects if before else []
    one = taken(clause, lists(clause, actors), found.subjects, earlier)
    if one is None:
        return
    found.of, found.taken = "exports", True
    found.buyers[:], found.suppliers[:] = one.takers, one.owners
    found.others[:] = [name for name in found.others if name not in one.takers]


def _take_over(clause: str, found: Roles, before: Roles) -> None:
    """Take the subject over: that of the clause before, or whom a "which" stands right after."""
    relative = re.match(r"which|who\b", clause, re.IGNORECASE) and before.last
    named = list(before.subjects) or [before.last] * bool(before.last)
    found.subjects, found.inherited = [before.last] if relative else named, True
    whose = [name for name in before.subjects if name not in found.subjects]
    if relative and whose and re.search(r"\b(its|their)\b", clause, re.IGNORECASE):
        found.others += whose  # "A turned to B, which supplied half of its oil": of A's
    _by_verb(clause, found)


def _ends(clause: str, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """Find the two ends of a way: "from A to B", "between A and B"."""
    for first, second in pairwise(mentions):
        if {first.kind, second.kind} - {"state", "place", "bloc"}:
            continue
        ahead, between = clause[: first.span.start], clause[first.span.end : second.span.start]
        joined = (
            re.search(r"\bfrom (the )?$", ahead)
            and re.fullmatch(r"[^,;]{0,40}\bto (the )?", between)
        ) or (re.search(r"\bbetween (the )?$", ahead) and re.fullmatch(r"\s+and (the )?", between))
        if joined:
            return first.name, second.name
    return ()


def _whole(clause: str, actors: Sequence[Mention]) -> str:
    """Say what a share is of: "of Kazakhstan's exports", "of the EU's imports"."""
    for m in actors:
        if re.search(r"\bof\s+(?:the\s+|all\s+)?$", clause[: m.span.start], re.IGNORECASE):
            after = clause[m.span.end :]
            if EXPORTS.match(after):
                return "exports"
            if IMPORTS.match(after) or NEEDS.match(after):
                return "imports"
    return "exports" if re.search(r"\bof (its|their) (\w+ ){0,2}exports\b", clause) else ""


def _whole_of_seller(clause: str, actors: Sequence[Mention], found: Roles) -> str:
    """Say "exports" of "half of Kazakh oil" and "half of the gas that A sells", told by roles."""
    for m in actors:
        ahead, after = clause[: m.span.start], clause[m.span.end :]
        sells = m.name in found.suppliers and m.name not in found.buyers and found.buyers
        part = re.search(rf"{PART} of (?:the )?$", ahead, re.IGNORECASE)
        if sells and part and names_a_good(re.sub(r"^['’]s?", "", after)):
            return "exports"
        if re.search(rf"{PART} of [^,;]{{1,40}}\b(?:that|what) (?:the )?$", ahead, re.IGNORECASE):
            return "exports" if GIVES_OUT.match(after) else ""
    return ""


PRONOUN = re.compile(r"\b(?:it|they|its|their)\b")


def _points_back(clause: str) -> bool:
    return bool(
        re.match(
            r"(?:and |but |yet |while |as |since |because )?"
            r"(?:it|they|its|their|which|who|both|also|\w+ly|[a-z]+ing)\b",
            clause,
        )
    )


def _places(clause: str, actors: Sequence[Mention], found: Roles) -> None:
    """Give each state or bloc its role; the names of a list have one role together."""
    verb = finite_verb(clause)
    for several in lists(clause, actors):
        place = role(clause, several, verb)
        {
            "": [], "avoided": found.avoided, "through": found.through, "buyers": found.buyers,
            "suppliers": found.suppliers, "subjects": found.subjects, "others": found.others,
        }[place].extend(m.name for m in several)  # fmt: skip
    _by_verb(clause, found)
    _two_sides(clause, actors, found)


ON = re.compile(r"\b(?:from|on|upon|without)\s+(?:the\s+|both\s+)?$", re.IGNORECASE)


def _two_sides(clause: str, actors: Sequence[Mention], found: Roles) -> None:
    """Let the others buy where some of the sellers are those "from" or "on" whom one buys."""
    if found.buyers or found.output or len(set(found.suppliers)) == 1:
        return
    listed = lists(clause, actors)
    sell = {
        m.name for several in listed if ON.search(clause[: several[0].span.start]) for m in several
    }
    rest = [name for name in found.suppliers if name not in sell]
    if rest and any(name in sell for name in found.suppliers):
        found.buyers += rest
        found.suppliers[:] = [name for name in found.suppliers if name in sell]


def _by_verb(clause: str, found: Roles) -> None:
    """Let subjects sell or buy, as the verb has it, where nothing nearer said so."""
    own = OWN.search(clause)
    if own and found.subjects and not (found.suppliers or found.buyers):
        (found.suppliers if own[1] else found.buyers).extend(found.subjects)
    if found.subjects and found.buyers and not found.suppliers and PART_OF.search(clause):
        found.suppliers += found.subjects
    if found.buyers and not found.suppliers and SHARE_OF.search(clause):
        named = dict.fromkeys((*found.subjects, *found.others))
        found.suppliers += [name for name in named if name not in found.buyers]
    if found.subjects and found.suppliers and not found.buyers and HAS_SUPPLIER.search(clause):
        found.buyers += found.subjects
    if found.subjects and found.others and not found.buyers and DESTINATION.search(clause):
        found.buyers += found.subjects
        found.suppliers += [name for name in found.others if name not in found.suppliers]
    sells, buys = SELLS.search(clause), BUYS.search(clause)
    first = min((m for m in (sells, buys) if m), key=lambda m: m.start(), default=None)
    if first is None or not found.subjects:
        return
    if first is sells:
        if not found.suppliers:
            found.suppliers += found.subjects
        if not found.buyers and not found.output:
            found.buyers += [name for name in found.others if name not in found.suppliers]
    else:
        if not found.buyers:
            found.buyers += found.subjects
        if not found.suppliers:
            found.suppliers += [name for name in found.others if name not in found.buyers]
