"""Write what the docs show of real runs.

python docs/make.py verdicts     docs/verdict-table.md: the shipped case, 1,000 draws, seed 0
python docs/make.py examples     what the commands in README.md and docs/ print
python docs/make.py pictures     docs/images: terminal, report and app, from the real thing
python docs/make.py plot         docs/images/cost.svg, time against draws, states and markets
python docs/make.py all          all four
"""

import contextlib
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from docs import pages  # noqa: E402  found from the line above

from accord.files import write_text  # noqa: E402  whole or not at all

IMAGES = ROOT / "docs" / "images"
TABLE = ROOT / "docs" / "verdict-table.md"
VERDICTS = re.compile(r"(?<=<!-- verdicts -->\n).*?(?=<!-- /verdicts -->)", re.DOTALL)
RUN = "accord run --draws 1000 --seed 0"


@contextlib.contextmanager
def empty_folder() -> Iterator[Path]:
    """Work in an empty folder, gone afterwards."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        yield Path(folder)


def verdicts() -> None:
    """Put the verdict table, as it prints, between its two comments on its page."""
    with empty_folder():
        printed = pages.timeless(pages.run(RUN, few=False).out)
    text = TABLE.read_text(encoding="utf-8")
    block = f"```text\n$ {RUN}\n{printed.rstrip()}\n```\n"
    new, count = VERDICTS.subn(lambda _: block, text)
    if count != 1:
        raise SystemExit(
            f"{TABLE.name} has no place for verdicts: <!-- verdicts --> … <!-- /verdicts -->"
        )
    write_text(TABLE, new)


def examples() -> None:
    """Write anew what the commands of every page print, but where the page leaves lines out."""
    for page in pages.pages():
        text = page.read_text(encoding="utf-8")
        with empty_folder():
            new = _filled(text)
        if new != text:
            write_text(page, new)
            print(f"{page.relative_to(ROOT)} changed")


def _filled(text: str) -> str:
    """Give a page with what its commands print."""
    found = pages.blocks(text)
    pieces, last, out = [], 0, ""
    for n, block in enumerate(found):
        shown = n + 1 < len(found) and found[n + 1].language == "text" and found[n + 1].follows
        if block.language == "text" and block.follows and found[n - 1].commands:
            if not pages.alike(block.text, out):
                pieces += [text[last : block.start], out.strip("\n") + "\n"]
                last = block.end
            continue
        ran = pages.act(block, shown)
        out = ran[-1].shown if ran else ""
    return "".join([*pieces, text[last:]])


def pictures() -> None:
    """Make the pictures of terminal, report and app anew, of the shipped case."""
    from docs import pictures as drawn

    drawn.make(IMAGES)


def plot() -> None:
    """Measure the market engine and draw what it costs."""
    from bench import plot as drawn

    IMAGES.mkdir(exist_ok=True)
    drawn.main([str(IMAGES / "cost.svg")])


TASKS: dict[str, Callable[[], None]] = {
    "verdicts": verdicts,
    "examples": examples,
    "pictures": pictures,
    "plot": plot,
}


def main(words: list[str]) -> int:
    """Do the tasks that are named."""
    if not words or not set(words) <= {*TASKS, "all"}:
        print(__doc__, file=sys.stderr)
        return 2
    for name, task in TASKS.items():
        if name in words or "all" in words:
            task()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
