"""What stands beside a name tells its role in a clause: supplier, buyer, avoided, subject.

"sold by A", "A's imports", "to A", "without crossing A": the words before and after a name, or a
list of names, and whether it comes before the verb. What nothing beside it places is told by the
verb later, in `roles`.
"""

import re
from collections.abc import Sequence

from accord.drafting.mentions import Mention
from accord.drafting.verbs import BUYS, FINITE, SELLS, verbs

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
BOUGHT_BY = re.compile(rf"\b{verbs('take', 'participle')}\s+by\s+(?:the\s+)?$", re.IGNORECASE)
SOLD_BY = re.compile(rf"\b{verbs('sell', 'participle')}\s+by\s+(?:the\s+)?$", re.IGNORECASE)
# "A's part in B's imports", "A's slice of the B market"
PART_IN = re.compile(
    r"(?:['’]s?\s+(?:\w+ )?(?:shares?|slice|portion|part)\s+of|"
    r"\b(?:shares?|slice|portion|part)\s+in)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
COUNTED = re.compile(
    r"^[^:]{0,80}\b(?:countries|states|nations|sources|suppliers)\b[^:]{0,80}:\s*$", re.I
)

# "what reaches A", "A's largest supplier"
REACHES = re.compile(
    r"\b(?:that|which|what)\s+(?:reach(?:es|ed)?|enter(?:s|ed)?|arriv(?:es|ed) in|lands? in|"
    r"comes? (?:in)?to|flows? (?:in)?to)\s+(?:the\s+)?$|"
    rf"\b{verbs('use', 'participle')}\s+(?:in|by)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
HELPED = re.compile(r"\b(?:help|enable|allow|let|force)(?:s|ed|ing)?\s+(?:the\s+)?$")
SUPPLIER_OF = re.compile(
    r"['’]s?\s+(?:[\w-]+\s+){0,4}?(?:supplier|vendor|provider|source|seller)s?\b", re.IGNORECASE
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
FROM_WHOM = re.compile(r"\b(?:from|without)\s+(?:the\s+)?$", re.IGNORECASE)
# after "half of what A": what A does with it
TAKES_IN = re.compile(
    rf"\s+(?:{verbs('take', *FINITE)}|{verbs('use', *FINITE)}|brings? in|brought in)\b"
)
GIVES_OUT = re.compile(rf"\s+{verbs('sell', *FINITE)}\b")


LISTED = re.compile(
    r"s?['’]?s?,?\s*(?:(?:and|or|nor|as well as|&)\s+)?(?:both\s+)?(?:the\s+)?", re.IGNORECASE
)


def lists(clause: str, actors: Sequence[Mention]) -> list[list[Mention]]:
    """Group names that follow each other with nothing but commas and "and" between."""
    found: list[list[Mention]] = []
    for m in actors:
        if found and LISTED.fullmatch(clause[found[-1][-1].span.end : m.span.start]):
            found[-1].append(m)
        else:
            found.append([m])
    return found


def role(clause: str, several: Sequence[Mention], verb: re.Match[str] | None) -> str:
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
    if names_a_good(re.sub(r"^['’]s?", "", after)) and COMES_FROM.search(after):
        return "buyers"
    if last.adjective and IS_OF.search(ahead) and SHARED.match(after):
        return "suppliers"
    if SELLERS.match(after) or EXPORTS.match(after) or (last.adjective and names_a_good(after)):
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


HAPPENS = re.compile(
    r"\b(is|are|was|were|will|would|could|can|may|might|has|have|had|shall|does|do|did)\b|"
    + SELLS.pattern
    + "|"
    + BUYS.pattern
    + r"|\b(produces?|produced|mines?|mined|borders?|bordered|joined|joins?|signed|shares?|"
    r"shared|holds?|controls?|controlled|closed|closes|established|remains?|became|opposed?|"
    r"recogni[sz]e[sd]?|promised|plans?|grew|rose|fell|banned|dominates?)\b",
    re.IGNORECASE,
)


def finite_verb(clause: str) -> re.Match[str] | None:
    """Find the first word of selling, buying or any other finite verb that we know."""
    lead = LEAD_IN.match(clause)
    return HAPPENS.search(clause, lead.end() if lead else 0)


# "It is likely that": what is stated comes after.
LEAD_IN = re.compile(
    r"(?:it (?:is|was|seems|appears)\b[^,.;]{0,30}?\bthat\s+|"
    r"according to [^,]{1,60},\s*|"
    r"[^,.;]{1,60}?\b(?:said|says|estimates?|reports?|claims?) that\s+|"
    r"(?:after|before|since|following|despite|under|because of|thanks to|during)\b"
    r"[^,.;]{3,80},\s+(?=[A-Z]))",
    re.IGNORECASE,
)


def names_a_good(after: str) -> bool:
    """Say whether the words that follow a name come to a good: "Russian pipeline gas"."""
    return bool(
        re.match(
            r"\s+(?:\w+\s+){0,2}(gas|oil|crude|coal|lng|supplies|uranium|energy|minerals|"
            r"exports|ore|metals?|rare|copper|cobalt|lithium|nickel|graphite|zinc|tin|manganese|"
            r"iron|bauxite|phosphates?|lng)\b",
            after,
            re.I,
        )
    )
