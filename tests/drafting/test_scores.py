"""How well texts with labels are drafted: dev texts as a floor, texts nobody tuned to as told."""

import tomllib
from pathlib import Path

import pytest

from accord import draft, load_world

TEXTS = sorted((Path(__file__).parent / "texts").glob("*.toml"))


def score(role):
    """Count over all texts of a role: clauses found, missed, false; kinds; names; metrics."""
    world = load_world()
    found = dict.fromkeys(
        ("hit", "missed", "false", "kind", "names", "named", "metric", "bound"), 0
    )
    for path in TEXTS:
        labelled = tomllib.loads(path.read_text(encoding="utf-8"))
        if labelled["role"] != role:
            continue
        text = " ".join(one["text"] for one in labelled["clauses"]) + "\n"
        claims, at = draft(text, world=world).claims, 0
        for one in labelled["clauses"]:
            start = text.index(one["text"], at)
            at = start + len(one["text"])
            hits = [c for c in claims if c.start < at and c.end > start]
            found["hit"] += one["worthy"] and bool(hits)
            found["missed"] += one["worthy"] and not hits
            found["false"] += not one["worthy"] and bool(hits)
            if not (one["worthy"] and hits):
                continue
            found["kind"] += any(c.kind == one["kind"] for c in hits)
            names = {name for c in hits for name in c.entities}
            found["names"] += len(names & set(one["entities"]))
            found["named"] += len(one["entities"])
            found["bound"] += bool(one["metrics"])
            metrics = {k.metric for c in hits for k in c.candidates}
            found["metric"] += bool(metrics & set(one["metrics"]))
    return found


def test_dev_texts_are_drafted_as_well_as_they_were():
    found = score("dev")
    assert found["hit"] >= 19
    assert found["missed"] <= 1
    assert found["false"] <= 1
    assert found["kind"] >= 17
    assert found["names"] == found["named"] == 44
    assert found["metric"] >= 15
    assert found["bound"] == 17


@pytest.mark.skipif(not TEXTS, reason="no labelled texts")
def test_the_text_that_nobody_tuned_to_is_scored_apart(capsys):
    found = score("unseen")
    with capsys.disabled():
        print(f"\nunseen: {found}")
    assert found["hit"] > found["false"]
