"""The reference of the case file, written from the dataclasses that the reader fills.

`python -m accord.case.reference > docs/case-file.md` writes it; a test says where it lags.
"""

from typing import Any, get_args

from accord.case import form
from accord.case.alignment import Alignment, Bond
from accord.case.assumptions import Assumption, Drawn, Elasticity
from accord.case.comments import comment, sentence
from accord.case.find import MOST_BYTES
from accord.case.game import Action, Game, Term
from accord.case.model import (
    Accord,
    Case,
    Claim,
    Correlation,
    GoodSettings,
    Part,
    Sampling,
    Scenario,
    Stage,
    StatusQuo,
    Test,
)
from accord.case.own import (
    Member,
    OwnBloc,
    OwnConversion,
    OwnFigure,
    OwnFile,
    OwnGood,
    OwnRegion,
    OwnSource,
    OwnTie,
    Value,
)
from accord.case.own_network import OwnLine, OwnPlace, OwnSplit, OwnTerminal
from accord.case.wording import kind_words
from accord.data.beside import COLUMNS, MAY_HAVE
from accord.data.brought import PRODUCTION, TRADE
from accord.data.flow_rows import CALLED
from accord.shocks import Shock

HEAD = f"""\
# The case file

A case says who might join which accord, what happens, and what is claimed. It is a TOML file of at
most {MOST_BYTES // 1000} kB, in UTF-8. `accord new NAME` writes a small one that
runs as it stands;
`accord check FILE` tells all that is wrong with one at once, each fault with its line and what
would be right; `accord check --schema` prints a JSON Schema for editors. A key that isn't listed
here is a fault.

This page is written from the code: `python -m accord.case.reference > docs/case-file.md`.

A *state* is an ISO 3166 alpha-3 code (`AZE`) or a bloc (`EU-27`), which stands for its members on
31 December of the year. A number in a shock is a number or the name of an assumption. Names that
the case gives are in small letters, digits and hyphens.
"""
CONDITIONS = """\
A condition compares the metric with one number: `>= > <= < ==`, the number, and `%` (0.01), `pp`
(percentage points, 0.01) or the metric's own unit: `">= 10 %"`, `"> 0"`, `"<= 2026-08-01"`. Tonnes
and US$ may be written as verdicts print them: `">= 1.5 Mt"`, `">= 20 Mt/a"`, `"> US$ 5 bn"`; tonnes
a year of crude oil in `Mb/d` and `kb/d` too, of gas in `bcm/a` and `mcm/d`. Where the answer is yes
or no it is `"= yes"` or `"= no"`. A claim is *supported* where `holds` is true in at least 95 of
100 draws, *contradicted* where `fails` is.

A claim has exactly one of `metric`, `parts` and `untestable`. `metric` is a table: `name` says
which ([metrics](metrics.md) has them all with their parameters), its other keys are that metric's
parameters. With `each`, the metric's list of states or goods is split: a part for each, named by it
in small letters, all under the same lines.
"""


NEEDED_WITH = {Test: "with a metric", OwnGood: "where accord lacks the good"}
ACTIONS = """\
What an adversary may do beside nothing, once it sees who is in. It hits those of `on` that are in;
where none of them is, nothing happens. Each action is told by its `kind`.
"""


OWN = """\
## What a case brings of its own

Blocs, regions, figures, ties, goods, trade, production, places, lines, terminals, splits and
sources that accord's tables lack. Each may be named wherever a shipped one may; none may take the
name of a shipped one. Who names a source says that it was read there; else the row counts as
judgement, and the report says so.
"""
PRINTED = (
    "An elasticity that is left to accord's table bears a name that verdicts print, such as "
    "`crude-oil.sigma.short`; it may be named wherever an assumption may, and "
    "`[assumptions.crude-oil.sigma.short]` puts another in its place."
)
REGIONS = (
    "accord has some of its own, to be named wherever a bloc may: those of the United Nations "
    "(`central-asia`, `western-asia`, `southern-africa` …), and `gulf`, `middle-east`, `caucasus`, "
    "`south-caucasus`, `sahel`, `horn-of-africa`, `baltic-states`, `western-balkans`, each with "
    "the source of its definition."
)
OTHERS = ", ".join(f"`{other}` for `{one}`" for other, one in CALLED.items())
FILES = f"""\
`[flows]` and `[production]` each name a CSV in the folder of the case:

    [flows]
    file = "trade.csv"
    source = "customs"

| table | columns | may have |
|---|---|---|
| `[flows]` | {", ".join(f"`{c}`" for c in COLUMNS[TRADE])} | `mass` |
| `[production]` | {", ".join(f"`{c}`" for c in COLUMNS[PRODUCTION])} \
| {", ".join(f"`{c}`" for c in MAY_HAVE[PRODUCTION])} |

They are read as `accord data add` reads [a table of flows](data.md#add-your-own), and columns go by
the same names: {OTHERS}.
Commas, semicolons, tabs or strokes; UTF-8 or UTF-16; a decimal point and no other mark in a number;
a state is its ISO 3166 code or one of its names. `good` is an HS code, or the name of a good, whose
first code then stands for all of them. `value` is in US$ of the year, `mass` in tonnes, `quantity`
in tonnes where no column `unit` says otherwise. What nobody knows is left empty or `NA`, never 0. A
row of a state with itself is what it sold at home: then production is what it sold abroad and at
home. A row of the same year, states and good stands once. What is wrong is told with file, row and
what is right.

Rows are taken as they are: no rule of accord mends them, what is known to be missing in its record
is not missing in them, and what is usual for them is told by the case's own years. A market of rows
without a mass, or of the case's trade beside production of accord's that doesn't fit it, is refused
and says why. With `replaces = true` they take the place of accord's rows of the same codes and
years.
The checksum of each file stands in the manifest.
"""


def reference() -> str:
    """Give the page as Markdown."""
    blocks = [
        HEAD,
        "## Top level\n\n" + _table(Case, {"format": "always 1, the first line of the file"}),
        f"## `[accord]`\n\n{sentence(Accord)}\n\n{_table(Accord)}",
        f"## `[game]`\n\n{sentence(Game)}\n\n{_table(Game)}",
        f"### `[[game.actions]]`\n\n{ACTIONS}",
        *(_variant(one) for one in get_args(Action)),
        f"### `[[game.terms]]`\n\n{sentence(Term)}\n\n{_table(Term)}",
        f"## `[alignment]`\n\n{sentence(Alignment)}\n\n{_table(Alignment)}",
        f"### `[[alignment.bonds]]`\n\n{sentence(Bond)}\n\n{_table(Bond)}",
        OWN,
        f"### `[sources.NAME]`\n\n{sentence(OwnSource)}\n\n{_table(OwnSource)}",
        f"### `[blocs.NAME]`\n\n{sentence(OwnBloc)}\n\n{_table(OwnBloc)}",
        f"#### `dated`\n\n{sentence(Member)}\n\n{_table(Member)}",
        f"### `[regions.NAME]`\n\n{sentence(OwnRegion)} {REGIONS}\n\n{_table(OwnRegion)}",
        f"### `[figures.NAME]`\n\n{sentence(OwnFigure)}\n\n{_table(OwnFigure)}",
        f"#### `values`\n\n{sentence(Value)}\n\n{_table(Value)}",
        f"### `[[ties]]`\n\n{sentence(OwnTie)}\n\n{_table(OwnTie)}",
        f"### `[places.NAME]`\n\n{sentence(OwnPlace)}\n\n{_table(OwnPlace)}",
        f"### `[lines.NAME]`\n\n{sentence(OwnLine)}\n\n{_table(OwnLine)}",
        f"### `[[terminals]]`\n\n{sentence(OwnTerminal)}\n\n{_table(OwnTerminal)}",
        f"### `[[splits]]`\n\n{sentence(OwnSplit)}\n\n{_table(OwnSplit)}",
        f"### `[flows]`, `[production]`\n\n{sentence(OwnFile)}\n\n{_table(OwnFile)}\n\n{FILES}",
        f"## `[goods.NAME]`\n\n{sentence(GoodSettings)}\n\n{_table(GoodSettings)}",
        f"### `conversion`\n\n{sentence(OwnConversion)}\n\n{_table(OwnConversion)}",
        f"## `[assumptions.NAME]`\n\n{sentence(Assumption)} {PRINTED}\n\n{_table(Assumption)}",
        *(_variant(one) for one in (*get_args(Drawn), Elasticity)),
        f"## `[draws]`\n\n{sentence(Sampling)}\n\n{_table(Sampling)}",
        f"### `correlations`\n\n{sentence(Correlation)}\n\n{_table(Correlation)}",
        f"## `[scenarios.NAME]`\n\n{sentence(Scenario)}\n\n{_table(Scenario)}",
        f"### `[[scenarios.NAME.stages]]`\n\n{sentence(Stage)}\n\n{_table(Stage)}",
        *(_variant(one) for one in get_args(Shock)),
        f"## `[claims.ID]`\n\n{sentence(Claim)}\n\n{_table(Claim)}\n\n{CONDITIONS}",
        f"### `[[claims.ID.parts]]`\n\n{sentence(Part)}\n\n{_table(Part)}",
        f"### `status_quo`\n\n{sentence(StatusQuo)}\n\n{_table(StatusQuo)}",
    ]
    return "\n\n".join(block.strip() for block in blocks) + "\n"


def _variant(model: Any) -> str:
    """Describe a shock or a distribution under the word that chooses it."""
    key, word = form.tag(model) or ("", "")
    rows = _rows({n: k for n, k in form.keys(model).items() if n != key})
    return f'### `{key} = "{word}"`\n\n{sentence(model)}\n\n{_header()}{rows}'


def _table(model: Any, more: dict[str, str] | None = None) -> str:
    """List the keys of a table, with those of a flat field that is one kind of thing."""
    first = "".join(f"| `{name}` | | yes | {said} |\n" for name, said in (more or {}).items())
    keys = dict(form.keys(model))
    for held in form.flat(model):
        if len(held.models) == 1:
            keys |= form.keys(held.models[0])
        else:
            tags = form.tags(form.hints(model)[held.field])
            needed = "yes" if len(tags) == 1 else f"one of {' and '.join(f'`{k}`' for k in tags)}"
            for key, words_ in tags.items():
                choice = " or ".join(f"`{word}`" for word in words_)
                first += f"| `{key}` | {choice} | {needed} | with the keys below |\n"
    return _header() + first + _rows(keys)


def _header() -> str:
    return "| key | is | needed | |\n|---|---|---|---|\n"


def _rows(keys: dict[str, form.Key]) -> str:
    return "".join(_row(name, key) for name, key in keys.items()).rstrip("\n")


def _row(name: str, key: form.Key) -> str:
    needed = "yes" if key.required else _default(key.default)
    if key.within in NEEDED_WITH:
        needed = NEEDED_WITH[key.within] if key.required else _default(key.default)
    said = comment(key.within, key.field).replace("|", "\\|")
    return f"| `{name}` | {kind_words(key.kind)} | {needed} | {said} |\n"


def _default(default: Any) -> str:
    """Say what stands where the key is left out, if that is worth saying."""
    if isinstance(default, bool | float) or default in (None, "", ()):
        return ""
    return f"`{default}` where unsaid"


if __name__ == "__main__":
    print(reference(), end="")
