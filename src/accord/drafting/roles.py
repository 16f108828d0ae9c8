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

from accord.drafting.mentions import Mention
from accord.drafting.taken import taken

SELLS = re.compile(
    r"\b(suppl(?:y|ies|ied|ying)|provid(?:e|es|ed|ing)|furnish(?:es|ed|ing)?|fe(?:eds?|d)|"
    r"deliver(?:s|ed|ing|ies)?|exports?|exported|"
    r"exporting|sells?|sold|selling|ships?|shipped|shipping|sends?|sent|pump(?:s|ed)?|"
    r"flow(?:s|ed)?|"
    r"account(?:s|ed)? for|(?:go(?:es)?|went) (?:\w+ ){0,3}?to|"
    r"suppliers?|vendors?|providers?|(?:sources?|origins?) of|"
    r"exporters?|covers?|covered|meets?|met|made up|finds? (?:its|their) way|finds? buyers)\b",
    re.IGNORECASE,
)
BUYS = re.compile(
    r"\b(imports?|imported|importing|buys?|bought|buying|purchas(?:e|es|ed|ing)|"
    r"(?:gets?|got)(?! (?:\w+ )?to\b)|"
    r"receiv(?:e|es|ed)|sourc(?:e|es|ed|ing)|obtain(?:s|ed)?|draws?|drew|takes?|took|"
    r"absorb(?:s|ed)?|swallow(?:s|ed)?|"
    r"depend(?:s|ed|ent|ing)? (?:\w+ )?on|(?:count|lean|hang|bank)(?:s|ed|ing)? (?:\w+ )?on|"
    r"rel(?:y|"
    r"ies|ied|iant|ying) (?:\w+ )?on|importers?|dependen(?:ce|cy) on|reliance on)\b",
    re.IGNORECASE,
)
MAKES = re.compile(
    r"\b(produc(?:e|es|ed|ing|ers?|tion)|mines?|miners?|mined|mining|refin(?:e|es|ed|ing)|output|world's|"
    r"worldwide|global(?:ly)?)\b",
    re.IGNORECASE,
)
TO = re.compile(
    r"\b(to|into|for|(?:buyers|customers|markets?) in|suppl(?:y|ies|ied)|provid(?:e|es|ed))"
    r"\s+(?:the\s+|its\s+\w+\s+)?$|"
    r"\bto\s+(?!the\b|a\b)(?!(?:\w+\s+)?(?:of|from|in|on)\b)(?:\w+\s+){1,2}$",  # "to ten European"
    re.IGNORECASE,
)
# "its main customers are A and B", "three countries supply it: A, B and C"
ARE = r"\b[^,;:]{0,60}\b(?:is|are|was|were|remain\w*|include\w*|:)\s+(?:the\s+)?$"
BUYERS_ARE = re.compile(rf"\b(?:customers?|buyers?|importers?){ARE}", re.IGNORECASE)
BUYERS_NAMED = re.compile(r"\b(?:customers|buyers|importers),\s+(?:the\s+)?$", re.IGNORECASE)
SELLERS_ARE = re.compile(
    rf"\b(?:suppliers?|exporters?|vendors?){ARE}|"
    r"\b(?:single|sole|one|only|main|largest|biggest) (?:\w+ )?(?:supplier|source),\s*$",
    re.IGNORECASE,
)
PART_OF = re.compile(
    r"['’]s?\s+(?:\w+ )?(?:shares?|slice|portion|part)\s+(?:of|in)\b", re.IGNORECASE
)
BOUGHT_BY = re.compile(
    r"\b(?:bought|purchased|imported|taken|absorbed|received)\s+by\s+(?:the\s+)?$", re.IGNORECASE
)
SOLD_BY = re.compile(
    r"\b(?:sold|supplied|provided|delivered|exported|shipped|sent)\s+by\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# "A's part in B's imports", "A's slice of the B market"
PART_IN = re.compile(
    r"(?:['’]s?\s+(?:\w+ )?(?:shares?|slice|portion|part)\s+of|"
    r"\b(?:shares?|slice|portion|part)\s+in)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
HAS_SUPPLIER = re.compile(r"\b(?:has|have|had)\b[^,;]*\b(?:supplier|source)s?\b", re.IGNORECASE)
SHARE_OF = re.compile(r"\bshares? of [^,;]{2,40}? in\b", re.IGNORECASE)
PART = r"(?:%|\bper ?cent|\bhalf|\bthirds?|\bquarters?|\bfifths?|\btenths?|\bmost|\ball|\bbulk)"
# "A is the destination of half of B's uranium"
DESTINATION = re.compile(r"\b(destination|market|home|outlet)s?\s+(of|for)\b", re.IGNORECASE)
COUNTED = re.compile(
    r"^[^:]{0,80}\b(?:countries|states|nations|sources|suppliers)\b[^:]{0,80}:\s*$", re.I
)

# "what reaches A", "A's largest supplier"
REACHES = re.compile(
    r"\b(?:that|which|what)\s+(?:reach(?:es|ed)?|enter(?:s|ed)?|arriv(?:es|ed) in|lands? in|"
    r"comes? (?:in)?to|flows? (?:in)?to)\s+(?:the\s+)?$|"
    r"\b(?:used|burn(?:t|ed)|consumed|needed)\s+(?:in|by)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
HELPED = re.compile(r"\b(?:help|enable|allow|let|force)(?:s|ed|ing)?\s+(?:the\s+)?$")
SUPPLIER_OF = re.compile(
    r"['’]s?\s+(?:[\w-]+\s+){0,4}?(?:supplier|vendor|provider|source|seller)s?\b", re.IGNORECASE
)
OWN = re.compile(  # "its shipments": the subject sells
    r"\b(?:its|their)\s+(?:\w+\s+){0,3}?(?:(exports|shipments|deliveries|sales)|(imports|purchases))\b",
    re.IGNORECASE,
)

# "Vietnamese coal arrives from A", "A's gas comes from B": who is named first buys.
COMES_FROM = re.compile(
    r"\b(?:comes?|came|arriv\w+|hails?|originat\w+|stems?|stemmed|is|are|was|were)"
    r"(?: [\w-]+){0,3} from\b",
    re.IGNORECASE,
)
# "a fifth is Vietnamese", "of Australian origin": of the seller
IS_OF = re.compile(r"\b(?:is|are|was|were)(?: [\w-]+){0,2}? $|\bof $", re.IGNORECASE)
SHARED = re.compile(r"\s*(?:[.,;]|(?:or \w+ )?(?:origin|make)\b|$)", re.IGNORECASE)

FROM = re.compile(r"\b(from|on|upon|of)\s+(?:the\s+|both\s+)?$", re.IGNORECASE)
AVOIDED = re.compile(
    r"(?<!^)\b(bypass\w*|avoid\w*|circumvent\w*|skirt\w*|"
    r"without (?:crossing|passing|touching|transiting|going through)?|"
    r"outside|independent of|not (?:through|via|across|cross|touch|transit|enter)|neither)\b",
    re.IGNORECASE,
)
THROUGH = re.compile(
    r"\b(through|via|across|over(?!\s+(?:\d|half\b|an?\b|one\b|two\b|three\b|nine\b))|cross(?:es|ed|ing)?|transit(?:s|ed|ing)?)\s+"
    r"(?:the\s+)?(?:territory of\s+)?[^,.;]*$|\bby way of [^.;]*$",
    re.I,
)
IMPORTS = re.compile(r"^['’]?s?\s+(?:\w+\s+){0,3}(?:imports?|purchases|buying)\b", re.IGNORECASE)
EXPORTS = re.compile(
    r"^['’]?s?\s+(?:\w+\s+){0,3}(exports?|supplies|deliveries|shipments|sales)\b", re.I
)
NEEDS = re.compile(
    r"^['’]?s?\s+(?:\w+\s+){0,3}(needs|demand|consumption|"
    r"use(?! (?:the|an?|its|their)\b)|market|dependence)\b",
    re.I,
)

# "Washington's partners": others than Washington
FRIENDS = re.compile(
    r"['’]s?\s+(?:\w+\s)?(?:partners|allies|neighbou?rs|rivals|adversaries|enemies|friends)\b"
)
BUYERS = re.compile(r"['’]?s?\s+(buyers|importers|customers|refiners|utilities|consumers)\b", re.I)
SELLERS = re.compile(
    r"['’]?s?\s+(?:(?:producers|exporters|sellers|suppliers|miners)\b|"
    r"(?:refiners|utilities)\s+(?:\w+\s+)?(?:suppl|provid|sell|export|ship|deliver))",
    re.I,
)
# "grain has earned A 8 billion": A sells
EARNED_BY = re.compile(r"\b(?:earn(?:s|ed)?|net(?:s|ted)?|br(?:ings|ought))\s+(?:the\s+)?$", re.I)
A_SUM = re.compile(r"\s+(?:[a-z]+\s+){0,2}?(?:[$€£]?\d|[a-z]+ (?:and a half )?billion)")
# "third, behind A and B", "more than A": whom something is held against, not who it is about
COMPARED = re.compile(
    r"\b(?:behind|ahead of|unlike|than)\s+(?:only |both |from |to |in |with )?(?:the\s+)?$",
    re.IGNORECASE,
)
# "borders A but not B", "sells to A, but none to B"
DENIED = re.compile(
    r"\b(?:but|and|yet|though) (?:none|not|no \w+)(?: (?:with|on|from|to|for|in|of))?\s+"
    r"(?:the\s+)?$",
    re.IGNORECASE,
)
# "cargoes that keep A lit"
KEPT = re.compile(r"\bke(?:eps?|pt)\s+(?:the\s+)?$", re.IGNORECASE)
SUPPLIED = re.compile(r"\s+(?:lit|warm|going|running|fed|afloat|supplied|in business)\b")
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
    one = taken(clause, _lists(clause, actors), found.subjects, earlier)
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
        if sells and part and _names_a_good(re.sub(r"^['’]s?", "", after)):
            return "exports"
        if re.search(rf"{PART} of [^,;]{{1,40}}\b(?:that|what) (?:the )?$", ahead, re.IGNORECASE):
            sold = r"\s+(?:sells?|sold|exports?|exported|ships?|shipped|sends?|sent)\b"
            return "exports" if re.match(sold, after) else ""
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
    verb = _verb(clause)
    for several in _lists(clause, actors):
        role = _role(clause, several, verb)
        {
            "": [], "avoided": found.avoided, "through": found.through, "buyers": found.buyers,
            "suppliers": found.suppliers, "subjects": found.subjects, "others": found.others,
        }[role].extend(m.name for m in several)  # fmt: skip
    _by_verb(clause, found)
    _two_sides(clause, actors, found)


# after "half of what A": what A does with it
TAKES_IN = re.compile(
    r"\s+(?:buys?|bought|imports?|imported|uses?|used|burns?|burnt|burned|needs?|needed|takes?|took|"
    r"consumes?|consumed|purchases?|purchased|gets?|got|receives?|received|brings? in|brought in)\b"
)
GIVES_OUT = re.compile(
    r"\s+(?:sells?|sold|exports?|exported|ships?|shipped|sends?|sent|supplies|supplied)\b"
)


FROM_WHOM = re.compile(r"\b(?:from|without)\s+(?:the\s+)?$", re.IGNORECASE)
ON = re.compile(r"\b(?:from|on|upon|without)\s+(?:the\s+|both\s+)?$", re.IGNORECASE)


def _two_sides(clause: str, actors: Sequence[Mention], found: Roles) -> None:
    """Let the others buy where some of the sellers are those "from" or "on" whom one buys."""
    if found.buyers or found.output or len(set(found.suppliers)) == 1:
        return
    lists = _lists(clause, actors)
    sell = {
        m.name for several in lists if ON.search(clause[: several[0].span.start]) for m in several
    }
    rest = [name for name in found.suppliers if name not in sell]
    if rest and any(name in sell for name in found.suppliers):
        found.buyers += rest
        found.suppliers[:] = [name for name in found.suppliers if name in sell]


LISTED = re.compile(
    r"s?['’]?s?,?\s*(?:(?:and|or|nor|as well as|&)\s+)?(?:both\s+)?(?:the\s+)?", re.IGNORECASE
)


def _lists(clause: str, actors: Sequence[Mention]) -> list[list[Mention]]:
    """Group names that follow each other with nothing but commas and "and" between."""
    found: list[list[Mention]] = []
    for m in actors:
        if found and LISTED.fullmatch(clause[found[-1][-1].span.end : m.span.start]):
            found[-1].append(m)
        else:
            found.append([m])
    return found


def _role(clause: str, several: Sequence[Mention], verb: re.Match[str] | None) -> str:
    """Tell a role by what stands before and after."""
    first, last = several[0], several[-1]
    ahead, after = clause[: first.span.start], clause[last.span.end :]
    if COMPARED.search(ahead) or DENIED.search(ahead):
        return ""
    if KEPT.search(ahead) and SUPPLIED.match(after):
        return "buyers"
    if ahead.casefold().endswith("without ") and BUYERS.match(after):
        return "buyers"  # "cannot sell without Chinese refiners"
    if PART_IN.search(ahead) or BOUGHT_BY.search(ahead):
        return "buyers"
    if SOLD_BY.search(ahead) or (EARNED_BY.search(ahead) and A_SUM.match(after)):
        return "suppliers"
    avoided = AVOIDED.search(ahead[-60:])
    if avoided and not re.search(r"[;:]|\b(?:by|via)\b", ahead[-60:][avoided.end() :]):
        return "avoided"
    if THROUGH.search(ahead):
        return "through"
    if last.adjective and re.match(r"\s+(?:\w+\s+){0,2}(territory|soil|control|transit)\b", after):
        return "avoided"
    if re.search(r"\b(?:that|what|which)\s+(?:the\s+)?$", ahead):  # "half of what A buys"
        if TAKES_IN.match(after):
            return "buyers"
        if GIVES_OUT.match(after):
            return "suppliers"
    if HELPED.search(ahead) and re.match(r"\s+(?:to\s+)?[a-z]+\b", after):
        return "subjects"
    if REACHES.search(ahead) or SUPPLIER_OF.match(after):
        return "buyers"
    if BUYERS_ARE.search(ahead) or BUYERS_NAMED.search(ahead):
        return "buyers"
    if SELLERS_ARE.search(ahead):
        return "suppliers"
    if COUNTED.match(ahead):
        return "subjects"
    if IMPORTS.match(after) or NEEDS.match(after):
        return "buyers"
    if BUYERS.match(after) and not SELLERS.match(after):
        return "buyers"
    if _names_a_good(re.sub(r"^['’]s?", "", after)) and COMES_FROM.search(after):
        return "buyers"
    if last.adjective and IS_OF.search(ahead) and SHARED.match(after):
        return "suppliers"
    if SELLERS.match(after) or EXPORTS.match(after) or (last.adjective and _names_a_good(after)):
        return "suppliers"
    if (lead := LEAD_IN.match(clause)) and last.span.end <= lead.end():
        return "others"  # "After the embargo of A, B cut"
    if verb is None and FROM_WHOM.search(ahead) and not re.match(r"['’]?s? to\b", after):
        return "suppliers"
    if verb is None or first.span.start < verb.start():
        return "subjects"
    if NUMBER_NEXT.match(after) and NUMBERED.search(ahead):
        return "subjects"  # "A sold 24 and B 40 bcm", "A with 24 %, followed by B with 12 %"
    if re.search(r"\bfrom\s+(?:\w+,? (?:and )?){0,4}$", ahead) or (
        FROM.search(ahead) and BUYS.search(ahead)
    ):
        return "suppliers"
    if TO.search(ahead) and SELLS.search(ahead):
        return "buyers"
    return "others"


NUMBERED = re.compile(r"\d\s?(?:%|per ?cent)?(?:,|,?\s+and)\s+$|\bfollowed by (?:the )?$")
NUMBER_NEXT = re.compile(r"\s+(?:\(|(?:with|at|about|around|some|nearly)\s+)?\d")


FINITE = re.compile(
    r"\b(is|are|was|were|will|would|could|can|may|might|has|have|had|shall|does|do|did)\b|"
    + SELLS.pattern
    + "|"
    + BUYS.pattern
    + r"|\b(produces?|produced|mines?|mined|borders?|bordered|joined|joins?|signed|shares?|"
    r"shared|holds?|controls?|controlled|closed|closes|established|remains?|became|opposed?|"
    r"recogni[sz]e[sd]?|promised|plans?|grew|rose|fell|banned|dominates?)\b",
    re.IGNORECASE,
)


def _verb(clause: str) -> re.Match[str] | None:
    """Find the first word of selling, buying or any other finite verb that we know."""
    lead = LEAD_IN.match(clause)
    return FINITE.search(clause, lead.end() if lead else 0)


# "It is likely that": what is stated comes after.
LEAD_IN = re.compile(
    r"(?:it (?:is|was|seems|appears)\b[^,.;]{0,30}?\bthat\s+|"
    r"according to [^,]{1,60},\s*|"
    r"[^,.;]{1,60}?\b(?:said|says|estimates?|reports?|claims?) that\s+|"
    r"(?:after|before|since|following|despite|under|because of|thanks to|during)\b"
    r"[^,.;]{3,80},\s+(?=[A-Z]))",
    re.IGNORECASE,
)


def _names_a_good(after: str) -> bool:
    return bool(
        re.match(
            r"\s+(?:\w+\s+){0,2}(gas|oil|crude|coal|lng|supplies|uranium|energy|minerals|"
            r"exports|ore|metals?|rare|copper|cobalt|lithium|nickel|graphite|zinc|tin|manganese|"
            r"iron|bauxite|phosphates?|lng)\b",
            after,
            re.I,
        )
    )


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
