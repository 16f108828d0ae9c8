"""Verbs of selling, taking and using a good, in all their forms, as `words.toml` has them.

SELLS and BUYS know besides what says the same without such a verb: "account for", "depend on".
"""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

Act = Literal["sell", "take", "use"]
Form = Literal["base", "third", "past", "participle", "ing"]
FORMS: tuple[Form, ...] = ("base", "third", "past", "participle", "ing")
FINITE: tuple[Form, ...] = ("base", "third", "past")  # what A does: "sells", "sold"


@cache
def _table() -> dict[str, list[str]]:
    words = files(__package__).joinpath("words.toml").read_text(encoding="utf-8")
    table: dict[str, list[str]] = tomllib.loads(words)["verbs"]
    return table


def verbs(act: Act, *forms: Form) -> str:
    """Give a pattern of the verbs that do something, in some of their forms or else in all."""
    kept = [FORMS.index(form) for form in forms or FORMS]
    written = {row.split()[at] for row in _table()[act] for at in kept}
    return "(?:" + "|".join(sorted(written, key=lambda word: (-len(word), word))) + ")"


SELLS = re.compile(
    rf"\b({verbs('sell')}|deliveries|flow(?:s|ed)?|"
    r"account(?:s|ed)? for|(?:go(?:es)?|went) (?:\w+ ){0,3}?to|"
    r"suppliers?|vendors?|providers?|(?:sources?|origins?) of|"
    r"exporters?|covers?|covered|meets?|met|made up|finds? (?:its|their) way|finds? buyers)\b",
    re.IGNORECASE,
)
BUYS = re.compile(
    rf"\b((?!(?:gets?|got) (?:\w+ )?to\b){verbs('take')}|"
    r"depend(?:s|ed|ent|ing)? (?:\w+ )?on|(?:count|lean|hang|bank)(?:s|ed|ing)? (?:\w+ )?on|"
    r"rel(?:y|"
    r"ies|ied|iant|ying) (?:\w+ )?on|importers?|dependen(?:ce|cy) on|reliance on)\b",
    re.IGNORECASE,
)
