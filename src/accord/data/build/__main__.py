"""`python -m accord.data.build SOURCE [OUT]`: build the tables, what follows of them, the list."""

import sys
from pathlib import Path

from accord.data.build.whole import build_whole
from accord.data.catalogue import TABLES
from accord.errors import AccordError


def main(arguments: list[str]) -> int:
    """Build from the source named first into the folder named second, by default the package."""
    if len(arguments) not in (1, 2):
        print(__doc__, file=sys.stderr)
        return 2
    out = Path(arguments[1]) if len(arguments) == 2 else TABLES
    try:
        built = build_whole(Path(arguments[0]), out)
    except AccordError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    print(f"read {built.read:,} rows of trade")
    for name, rows in built.rows.items():
        print(f"wrote {name}: {rows:,} rows")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
