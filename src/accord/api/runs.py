"""Running a case: one call from a name to verdicts, tables and pages."""

import hashlib
import json
import platform
import shlex
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.metadata import version
from numbers import Integral
from pathlib import Path
from typing import TYPE_CHECKING, Any

import accord
from accord import result
from accord.api.cases import is_shipped, load_case
from accord.api.tables import load_world
from accord.case.model import Case
from accord.draws import SolvedAssumption
from accord.errors import InputError, UnknownNameError
from accord.files import one_set, write_text
from accord.markup import card
from accord.names import MARKS, require, suggestion
from accord.numbers import quantity_text
from accord.result import made
from accord.result.document import Manifest
from accord.shocks import Horizon
from accord.solve import Outcome
from accord.study import Study
from accord.verdict import Judge, Verdict
from accord.verdict.sweep import follow
from accord.world import World

if TYPE_CHECKING:
    import altair
    import polars as pl

Progress = Callable[[str, int, int], None]  # what is being done, how many of how many
MOST_DRAWS = 1_000_000
FILES = frozenset(  # of a run's folder
    (
        *("result.json", "report.html", "manifest.json"),
        *("verdicts.csv", "verdicts.parquet", "scenarios.csv", "scenarios.parquet", "tables.xlsx"),
    )
)
LIBRARIES = ("numpy", "polars", "scipy")


def run(
    case: Case | str | Path,
    *,
    world: World | None = None,
    draws: int = 1000,
    seed: int = 0,
    progress: Progress | None = None,
) -> "Result":
    """Solve a case with uncertainty and judge each of its claims.

    Parameters
    ----------
    case : a Case, the name of a shipped one, or the path of a file
    world : the World to solve it in, whose tables a case that is named is checked against; that of
        the case's year in the package's tables where None
    draws : joint samples of all assumptions, 20 or more
    seed : of the draws; the same seed gives the same result to the bit
    progress : called with what is being done, and how many of how many

    Raises
    ------
    CaseError, InputError, DataError
    """
    study = study_of(case, world, draws, seed)
    judge, claims = Judge(study), study.case.claims
    verdicts = []
    for done, claim in enumerate(claims.values()):
        if progress:
            progress("claims", done, len(claims))
        verdicts += judge.claim(claim)
    return Result(
        case=study.case,
        world=study.world,
        assumed=study.assumed,
        verdicts=tuple(verdicts),
        draws=int(draws),
        seed=int(seed),
        study=study,
    )


def explain(
    claim: str,
    case: Case | str | Path,
    *,
    world: World | None = None,
    draws: int = 1000,
    seed: int = 0,
) -> result.Answer:
    """Judge one claim and no other, and solve only what it asks for.

    Parameters
    ----------
    claim : its id, or "claim/part" for one part alone; the rest as in `run`

    Raises
    ------
    UnknownNameError
        where the case has no such claim or part
    CaseError, InputError, DataError
    """
    study = study_of(case, world, draws, seed)
    known = study.case.claims
    id_ = require("claim", claim.split("/")[0], known, where=f"in the case {study.case.name}")
    found = Judge(study, claims=[known[id_]]).claim(known[id_])
    wanted = [v for v in found if claim in (id_, v.id)]
    if not wanted:
        parts = [v.id for v in found if v.part]
        raise UnknownNameError(f'no part "{claim}"; {suggestion(claim, parts)}')
    return made.answer(study, wanted, seed=int(seed))


def study_of(case: Case | str | Path, world: World | None, draws: int, seed: int) -> Study:
    """Make a study of a case, in the World asked for, or in that of its year.

    Raises InputError where the draws, the seed or the World can't be used.
    """
    if not _is_whole(draws) or not 20 <= draws <= MOST_DRAWS:
        raise InputError(f"draws is {draws!r}; write a whole number from 20 to {MOST_DRAWS:,}")
    if not _is_whole(seed) or seed < 0:
        raise InputError(f"seed is {seed!r}; write a whole number, 0 or more")
    if not isinstance(world, World | None):
        raise InputError(f"world is {world!r}; give what load_world gives, or None")
    tables = world.tables if world else None
    found = case if isinstance(case, Case) else load_case(case, tables=tables)
    here = world or load_world(found.year)
    if here.year != found.year:
        found = replace(found, year=here.year, overrides={**found.overrides, "year": here.year})
    return Study.of(found, here, draws=int(draws), seed=int(seed))


def _is_whole(number: object) -> bool:
    """Whether it is a whole number, of numpy too; yes and no are none."""
    return isinstance(number, Integral) and not isinstance(number, bool)


@dataclass(frozen=True, kw_only=True)
class Result:
    """What a run found: verdicts, outcomes, tables, and the manifest that makes it reproducible."""

    case: Case
    world: World
    assumed: Mapping[str, SolvedAssumption]
    verdicts: tuple[Verdict, ...]
    draws: int
    seed: int
    study: Study

    def outcome(self, scenario: str, horizon: Horizon | None = None) -> Outcome:
        """Give what the engines say of a scenario, at its own horizon unless another is asked for.

        Of many draws the first few thousand, which is what fits in memory; `Outcome.draws` says
        how many. Raises UnknownNameError where the case has no such scenario.
        """
        require("scenario", scenario, self.case.scenarios, where=f"in the case {self.case.name}")
        return self.study.inquire().outcome(scenario, horizon)

    def sweep(
        self, claim: str, assumption: str, points: int | Sequence[float] = 31
    ) -> "pl.DataFrame":
        """Follow a claim's metric along an assumption, the others at their centre and drawn.

        Parameters
        ----------
        claim : its id, or "claim/part" where it has parts
        points : how many values, evenly over the assumption's range; or the values themselves

        Returns
        -------
        A row for each value, base units: the assumption, `central` (the others at their centre),
        `median`, `low`, `high` (over draws of the others), and `limit`, the metric of a
        homogeneous good where the assumption is an elasticity of substitution; null where nothing
        could be solved.

        Raises
        ------
        UnknownNameError, InputError
        """
        import polars as pl

        found = follow(self.study, claim, assumption, points)
        columns = {assumption: found.x}
        columns |= {n: getattr(found, n) for n in ("central", "median", "low", "high")}
        limit = pl.lit(found.limit, dtype=pl.Float64).alias("limit")
        return pl.DataFrame(columns).with_columns(limit).fill_nan(None)

    @cached_property
    def document(self) -> result.Document:
        """Everything, as `result.json` holds it: base units, nan as None."""
        return made.document(self.study, self.verdicts, manifest=self._identity)

    @property
    def _identity(self) -> Manifest:
        """What the numbers depend on: versions, checksums, seed; nothing of the machine."""
        more = f" --year {self.case.year}" if "year" in self.case.overrides else ""
        if folder := self.world.tables.own_folder:
            more += f" --data {shlex.quote(folder.name)}"
        beside = self.world.tables.brought.checksums
        name, file = self.case.name, self.case.file
        asked = name if is_shipped(self.case) or not file else shlex.quote(file)
        return Manifest(
            accord=accord.__version__,
            case_sha256=hashlib.sha256(self.case.source.encode()).hexdigest(),
            data=self.world.tables.name,
            tables={name: table.sha256 for name, table in self.world.tables.catalogue.items()}
            | {f"{self.case.name}/{file}": held for file, held in beside.items()},
            seed=self.seed,
            draws=self.draws,
            command=f"accord run {asked} --draws {self.draws} --seed {self.seed}{more}",
        )

    @property
    def manifest(self) -> dict[str, Any]:
        """What it takes to run this again to the bit, with the libraries that it ran on."""
        return {
            **result.plain(self._identity),
            "python": platform.python_version(),
            "libraries": {name: version(name) for name in LIBRARIES},
        }

    def to_frame(self) -> "pl.DataFrame":
        """Give the verdicts as a table, a row for each claim and part, in base units."""
        from accord.report.tables import verdict_table

        return verdict_table(self.document)

    def __repr__(self) -> str:
        """Name the case and how its claims were judged, and with what."""
        words = [verdict.word or "not reviewed" for verdict in self.verdicts if not verdict.part]
        counted = ", ".join(f"{words.count(word)} {word}" for word in MARKS if word in words)
        told = f"world {self.world.year}, {self.draws:,} draws, seed {self.seed}"
        return f"<Result of {self.case.name}: {counted}; {told}>"

    def _repr_html_(self) -> str:
        """Show tally and verdicts in a notebook."""
        document = self.document
        rows = [
            (
                f"{MARKS[v.mark]} {v.mark}",
                v.label or v.claim,
                quantity_text(v.value, v.low, v.high, v.unit),
            )
            for v in document.verdicts
            if v.part_of is None
        ]
        counted = " · ".join(f"{MARKS[w]} {n} {w}" for w, n in document.tally.counts().items())
        told = f"world {document.year}, {document.draws:,} draws, seed {document.seed}"
        return card(document.title, told, counted, head=("verdict", "claim", "value"), rows=rows)

    def chart(self, claim: str | None = None) -> "altair.Chart":
        """Draw the tally, or the twenty draws of a claim, with Altair (extra `accord[charts]`).

        Raises InputError without Altair, UnknownNameError where no such claim has draws.
        """
        from accord.report.charts import dots_chart, tally_chart

        return tally_chart(self.document) if claim is None else dots_chart(self.document, claim)

    def to_json(self, path: str | Path) -> None:
        """Write `result.json`. Raises InputError where the path can't be written."""
        write_text(Path(path), self.json())

    def json(self) -> str:
        """Give `result.json` as text: the same seed, the same bytes."""
        return result.text(self.document)

    def to_html(self, path: str | Path) -> None:
        """Write the report, one self-contained page. Raises InputError where it can't be."""
        from accord.report import html

        html.write(self.document, Path(path))

    def write(self, folder: Path, **said: Any) -> None:
        """Write report, result, tables and manifest into a folder: all of them, or none.

        Parameters
        ----------
        said : what the manifest says beside, such as when it was written

        Raises
        ------
        InputError
            The folder cannot be made or written to.
        """
        from accord.report import tables

        manifest = json.dumps({**self.manifest, **said}, ensure_ascii=False, indent=1)
        with one_set(folder, FILES) as stage:
            self.to_json(stage / "result.json")
            self.to_html(stage / "report.html")
            tables.write(self.document, stage)
            write_text(stage / "manifest.json", manifest + "\n")
