"""From a text to a case to be reviewed: every sentence that data could decide, with a test.

The way: `reading` (bytes to text, or why not) → `sentences` → `mentions`, `numbers`, `roles` (who
does what) → `features` → `likely` (what is asserted, and which metrics could
test it) → `binding` (with which parameters) → `conventions` (where the lines lie), `parts` →
`write` (the TOML) → `proven` (what the reader of cases accepts). `proposer` lets a language model
add proposals, on the same terms. `training` makes the weights of `likely`; nothing else needs it.
"""

from accord.drafting.draft import Draft, Drafted, draft
from accord.drafting.proposer import Endpoint, Proposed, proposed
from accord.drafting.proven import Written, written
from accord.drafting.reading import read

__all__ = [
    "Draft",
    "Drafted",
    "Endpoint",
    "Proposed",
    "Written",
    "draft",
    "proposed",
    "read",
    "written",
]
