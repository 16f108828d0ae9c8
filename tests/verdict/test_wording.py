"""What a metric says to a reader changes only where somebody has read the change."""

import json

from tests.verdict.wording import KEPT, wording


def test_every_metric_says_what_it_is_known_to_say():
    assert wording() == json.loads(KEPT.read_text(encoding="utf-8"))
