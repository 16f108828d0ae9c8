"""Who does what in a clause: supplier, buyer, avoided, actor, subject; and which good.

Read off the order of names and the verbs between them: "A supplies G to B", "B buys G from A", "A
accounts for a fifth of B's imports", "B depends on A". A clause without a subject of its own takes
over that of the clause before it in the same sentence; what stands further away is no more than
context and stays a gap.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from accord.drafting.mentions import Mention

SELLS = re.compile(
    r"\b(suppl(?:y|ies|ied|ying)|provid(?:e|es|ed|ing)|deliver(?:s|ed|ing|ies)?|exports?|exported|"
    r"exporting|sells?|sold|selling|ships?|shipped|shipping|sends?|sent|pump(?:s|ed)?|"
    r"account(?:s|ed)?"
    r" for|suppliers?|sources? of|exporters?|covers?|covered|meets?|met|made up)\b",
    re.IGNORECASE,
)
BUYS = re.compile(
    r"\b(imports?|imported|importing|buys?|bought|buying|purchas(?:e|es|ed|ing)|gets?|got|"
    r"receiv(?:e|es|ed)|sourc(?:e|es|ed|ing)|obtain(?:s|ed)?|draws?|drew|takes?|took|"
    r"depend(?:s|ed|ent|ing)? (?:\w+ )?on|rel(?:y|"
    r"ies|ied|iant|ying) (?:\w+ )?on|importers?|dependen(?:ce|cy) on|reliance on)\b",
    re.IGNORECASE,
)
MAKES = re.compile(
    r"\b(produc(?:e|es|ed|ing|ers?|tion)|mines?|mined|mining|refin(?:e|es|ed|ing)|output|world's|"
    r"worldwide|global(?:ly)?)\b",
    re.IGNORECASE,
)
TO = re.compile(
    r"\b(to|into|for|suppl(?:y|ies|ied)|provid(?:e|es|ed))\s+(?:the\s+|its\s+\w+\s+)?$",
    re.IGNORECASE,
)
FROM = re.compile(r"\b(from|on|upon|of)\s+(?:the\s+|both\s+)?$", re.IGNORECASE)
AVOIDED = re.compile(
    r"\b(bypass\w*|avoid\w*|circumvent\w*|skirt\w*|without (?:crossing|passing|touching|transiting|"
    r"going through)?|outside|independent of|not (?:through|via|across)|neither)\b",
    re.IGNORECASE,
)
THROUGH = re.compile(r"\b(through|via|across|over)\s+(?:the\s+)?(?:territory of\s+)?[^,.;]*$", re.I)
IMPORTS = re.compile(r"^['’]?s?\s+(?:\w+\s+){0,3}imports?\b", re.IGNORECASE)
EXPORTS = re.compile(
    r"^['’]?s?\s+(?:\w+\s+){0,3}(exports?|supplies|deliveries|shipments|sales)\b", re.I
)
NEEDS = re.compile(
    r"^['’]?s?\s+(?:\w+\s+){0,3}(needs|demand|consumption|use|market|dependence)\b", re.I
)


@dataclass(slots=True, kw_only=True)
class Roles:
    """Who is what in a clause, each in the order of the text."""

    suppliers: list[str] = field(default_factory=list)
    buyers: list[str] = field(default_factory=list)
    avoided: list[str] = field(default_factory=list)
    through: list[str] = field(default_factory=list)
    subjects: list[str] = field(default_factory=list)  # who the clause is about
    others: list[str] = field(default_factory=list)  # named after the verb
    goods: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    blocs: list[str] = field(default_factory=list)
    passages: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    regions: list[str] = field(default_factory=list)
    inherited: bool = False  # the subject is that of the clause before
    output: bool = False  # it is about who produces, not who sells

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
    actors = [m for m in mentions if m.kind in ("state", "bloc")]
    found.blocs = [m.name for m in actors if m.kind == "bloc"]
    _places(clause, actors, found)
    if before is not None and not found.subjects and _points_back(clause):
        found.subjects, found.inherited = list(before.subjects), True
    if before is not None and not found.goods:
        found.goods = list(before.goods)
    for names in (found.suppliers, found.buyers, found.avoided, found.through, found.subjects):
        names[:] = dict.fromkeys(names)
    found.goods[:], found.others[:] = dict.fromkeys(found.goods), dict.fromkeys(found.others)
    return found


def _points_back(clause: str) -> bool:
    return bool(
        re.match(r"(?:and |but |yet |while )?(it|they|its|their|which|who|both)\b", clause, re.I)
    )


def _places(clause: str, actors: Sequence[Mention], found: Roles) -> None:
    """Give each state or bloc its role by what stands before and after it."""
    verb = _verb(clause)
    for m in actors:
        ahead, after = clause[: m.span.start], clause[m.span.end :]
        if AVOIDED.search(ahead[-60:]) and not re.search(r"[;:]", ahead[-60:]):
            found.avoided.append(m.name)
        elif THROUGH.search(ahead):
            found.through.append(m.name)
        elif m.adjective and re.match(
            r"\s+(?:\w+\s+){0,2}(territory|soil|control|transit)\b", after
        ):
            found.avoided.append(m.name)
        elif IMPORTS.match(after) or NEEDS.match(after):
            found.buyers.append(m.name)
        elif EXPORTS.match(after) or (m.adjective and _names_a_good(after)):
            found.suppliers.append(m.name)
        elif verb is None or m.span.start < verb.start():
            found.subjects.append(m.name)
        elif re.search(r"\bfrom\s+(?:\w+,? (?:and )?){0,4}$", ahead) or (
            FROM.search(ahead) and BUYS.search(ahead)
        ):
            found.suppliers.append(m.name)
        elif TO.search(ahead) and SELLS.search(ahead):
            found.buyers.append(m.name)
        else:
            found.others.append(m.name)
    _by_verb(clause, found)


def _verb(clause: str) -> re.Match[str] | None:
    """Find the first word of selling, buying or any other finite verb that we know."""
    finite = re.compile(
        r"\b(is|are|was|were|will|would|could|can|may|might|has|have|had|shall|does|do|did)\b|"
        + SELLS.pattern
        + "|"
        + BUYS.pattern
        + r"|\b(produces?|produced|mines?|mined|borders?|bordered|joined|joins?|signed|shares?|"
        r"shared|holds?|controls?|controlled|closed|closes|established|remains?|became|opposed?|"
        r"recogni[sz]ed|promised|plans?|grew|rose|fell|banned|dominates?)\b",
        re.IGNORECASE,
    )
    return finite.search(clause)


def _names_a_good(after: str) -> bool:
    return bool(
        re.match(
            r"\s+(?:\w+\s+){0,2}(gas|oil|crude|coal|lng|supplies|uranium|energy|minerals|"
            r"exports|ore|metals?|rare)\b",
            after,
            re.I,
        )
    )


def _by_verb(clause: str, found: Roles) -> None:
    """Let subjects sell or buy, as the verb has it, where nothing nearer said so."""
    sells, buys = SELLS.search(clause), BUYS.search(clause)
    first = min((m for m in (sells, buys) if m), key=lambda m: m.start(), default=None)
    if first is None or not found.subjects:
        return
    if first is sells:
        if not found.suppliers:
            found.suppliers += found.subjects
        if not found.buyers and not found.output:
            found.buyers += found.others
    else:
        if not found.buyers:
            found.buyers += found.subjects
        if not found.suppliers:
            found.suppliers += found.others
