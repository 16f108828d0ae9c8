"""`python -m accord.data.build SOURCE [OUT]`: build the tables, then list them."""

import sys
from pathlib import Path

from accord.data.build.build import build
from accord.data.build.listing import write_listing
from accord.data.catalogue import TABLES
from accord.errors import AccordError


def main(arguments: list[str]) -> int:
    """Build from the source named first into the folder named second, by default the package."""
    if len(arguments) not in (1, 2):
        print(__doc__, file=sys.stderr)
        return 2
    out = Path(arguments[1]) if len(arguments) == 2 else TABLES
    try:
        built = build(Path(arguments[0]), out)
    except AccordError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    if out == TABLES:
        write_listing(out)
    print(f"read {built.read:,} rows of trade")
    for name, rows in built.rows.items():
        print(f"wrote {name}: {rows:,} rows")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
