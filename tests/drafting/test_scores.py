"""How well texts with labels are drafted: those that rules were written with, and the others.

A text's role is "dev" (rules and weights were changed with it), "unseen", or "seen": its errors
were read since its first sight, and kinds of them cured, but no weight was learnt from it; it is
counted in neither. What stands in "quoted" nobody of the project wrote: sentences of public papers,
debates and articles, each with its source, some cut down to what they assert; their names have no
labels.
"""

import tomllib
from collections import Counter
from pathlib import Path

from accord import draft, load_world

TEXTS = sorted((Path(__file__).parent / "texts").glob("*.toml"))


def score(role):
    """Count over all texts of a role: clauses, kinds, names, metrics among three, bindings."""
    world = load_world()
    found = Counter()
    for path in TEXTS:
        labelled = tomllib.loads(path.read_text(encoding="utf-8"))
        if labelled["role"] != role:
            continue
        join = "\n" if labelled["style"] == "Markdown factsheet" else " "
        text = join.join(one["text"] for one in labelled["clauses"]) + "\n"
        claims, at = draft(text, world=world).claims, 0
        for one in labelled["clauses"]:
            start = text.index(one["text"], at)
            at = start + len(one["text"])
            hits = [c for c in claims if c.start < at and c.end > start]
            found["worthy"] += one["worthy"]
            found["false"] += not one["worthy"] and bool(hits)
            if one["worthy"] and hits:
                count(found, one, hits)
    return found


def count(found, label, hits):
    """Count what is right of a clause that was found."""
    found["hit"] += 1
    found["kind"] += any(c.kind == label["kind"] for c in hits)
    names = {name for c in hits for name in c.entities}
    found["names"] += len(names & set(label.get("entities", ())))
    found["named"] += len(label.get("entities", ()))
    metrics = {k.metric for c in hits for k in c.candidates}
    found["testable"] += bool(label["metrics"])
    found["metric"] += bool(metrics & set(label["metrics"]))
    firsts = [c.candidates[0] for c in hits if c.candidates]
    if "binding" in label:
        found["bound"] += 1
        whole = [{"name": first.metric, **first.parameters} for first in firsts]
        found["right"] += label["binding"] in whole


def test_texts_that_rules_were_written_with_are_drafted_as_well_as_docs_say():
    found = score("dev")
    assert found == Counter(
        worthy=972, hit=966, false=10, kind=955, names=1543, named=1562, testable=772, metric=768,
        bound=167, right=153,
    )  # fmt: skip


def test_texts_that_no_rule_was_changed_for_are_drafted_as_well_as_docs_say():
    found = score("unseen")
    assert found == Counter(
        worthy=294, hit=282, false=21, kind=222, names=443, named=451, testable=236, metric=209,
        bound=52, right=39,
    )  # fmt: skip


def test_sentences_of_public_sources_are_drafted_as_well_as_docs_say():
    assert score("quoted") == Counter(
        worthy=125, hit=124, false=5, kind=85, testable=67, metric=55, bound=6, right=3,
    )  # fmt: skip
    assert score("quoted-last") == Counter(
        worthy=111, hit=110, false=1, kind=75, testable=61, metric=54, bound=8, right=6,
    )  # fmt: skip
