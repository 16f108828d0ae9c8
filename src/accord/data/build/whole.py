"""Build a folder whole: rows from a source, what follows from them, and the list of both."""

from dataclasses import replace
from pathlib import Path

from accord.data.build.build import Built, build
from accord.data.build.computed import write_computed
from accord.data.build.listing import write_listing
from accord.data.catalogue import TABLES, listed


def build_whole(source: Path, out: Path = TABLES) -> Built:
    """Build the tables of a folder, compute what follows from them, and catalogue both.

    Whatever the rows alone do not say (goods, rules, years, corridors) is the package's: open the
    folder with `Tables.open(out, over=Tables.open())`. Parameters and errors as `build`.
    """
    built = build(source, out)
    package = listed(TABLES)
    ours = out.resolve() == TABLES.resolve()
    described = {
        name: {
            "title": package[name].title,
            "sources": list(package[name].sources),
            "columns": dict(package[name].columns),
        }
        for name in built.rows
    }
    write_listing(out, {} if ours else described)
    computed = write_computed(out, None if ours else TABLES)
    return replace(built, rows={**built.rows, **computed})
