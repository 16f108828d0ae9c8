"""From a text to a case to be reviewed: every sentence that data could decide, with a test.

The way: `reading` (bytes to text, or why not) → `sentences` → `mentions`, `numbers`, `roles` (who
does what) → `kinds` (what is asserted) → `bind` (which metrics could test it) → `conventions`
(where the lines lie) → `write` (the TOML) → `proven` (what the reader of cases accepts).
"""

from accord.drafting.draft import Draft, Drafted, draft
from accord.drafting.proven import Written, written
from accord.drafting.reading import read

__all__ = ["Draft", "Drafted", "Written", "draft", "read", "written"]
