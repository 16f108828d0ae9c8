"""Read the pages of the docs and run what they show, so that no example can go stale.

What counts in a page, by its fenced blocks:

    sh      every line that starts with `accord ` is run, in one empty folder for the whole page
    text    right after an `sh` block: what its last command prints (its messages, where it prints
            nothing else); a line `…` stands for any lines
    diff    after `<!-- edit: FILE -->`: lines marked `-` become those marked `+`
    any     after `<!-- append: FILE -->` or `<!-- write: FILE -->`: added to a file, or all of it
    >>>     Python examples, as doctest has them

`<!-- exit: N -->` before an `sh` block says which code its last command ends with.
"""

import contextlib
import io
import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NOTE = re.compile(r"<!-- (append|edit|exit|write): (\S+) -->\s*\Z")
SECONDS = re.compile(r" · \d+\.\d s\b|(?<=\S) {2,}(?=.* · \d+\.\d s\b)")  # and what they push
TOOK = re.compile(r"(?<=\S)( {2,})(\S.*?)( · \d+\.\d s)$", re.MULTILINE)
FEW = "40"  # draws, where nobody reads the numbers
SOLVING = ("run", "explain")
LEFT_OUT = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A fenced block: its language, its text, the comment before it, where its text stands."""

    language: str
    text: str
    note: tuple[str, str] | None  # ("edit", "caspian.toml")
    start: int
    end: int
    follows: bool  # right after the block before it

    @property
    def commands(self) -> list[str]:
        """The commands of `accord` in it."""
        return [line for line in self.text.splitlines() if line.startswith("accord ")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What a command did."""

    command: str
    code: int
    out: str
    err: str

    @property
    def shown(self) -> str:
        """What a page shows of it."""
        return self.out or self.err


def timeless(printed: str) -> str:
    """Leave out how long a run took, which is the machine's; what stands right stays there.

    >>> timeless("A case    seed 0 · 4.2 s")
    'A case            seed 0'
    """
    return TOOK.sub(lambda m: m[1] + " " * len(m[3]) + m[2], printed)


def pages() -> list[Path]:
    """List the README and every page of the docs."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def blocks(text: str) -> list[Block]:
    """Find the fenced blocks of a page."""
    found: list[Block] = []
    last = 0
    for match in FENCE.finditer(text):
        between = text[last : match.start()]
        note = NOTE.search(between)
        found.append(
            Block(
                language=match[1],
                text=match[2],
                note=(note[1], note[2]) if note else None,
                start=match.start(2),
                end=match.end(2),
                follows=bool(found) and not between.strip(),
            )
        )
        last = match.end()
    return found


def run(command: str, *, few: bool) -> Ran:
    """Run a command of `accord` here; with few draws where it solves and names none."""
    import shlex

    from accord.cli.app import run as cli

    arguments = shlex.split(command)[1:]
    if few and arguments[0] in SOLVING and "--draws" not in arguments:
        arguments += ["--draws", FEW]
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = cli(arguments)
    return Ran(command=command, code=code, out=out.getvalue(), err=err.getvalue())


def act(block: Block, shown: bool) -> list[Ran]:
    """Do what a block asks for, in the folder where we are; `shown` where output is compared."""
    if block.language == "sh":
        return [run(command, few=not shown) for command in block.commands]
    lay(block, Path())
    return []


def lay(block: Block, folder: Path) -> None:
    """Write, append or edit the file of a folder that the comment before a block names."""
    what, name = block.note or ("", "")
    if what == "write":
        (folder / name).write_text(block.text, encoding="utf-8")
    if what == "append":
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write("\n" + block.text)
    if what == "edit":
        edit(folder / name, block.text)


def edit(path: Path, diff: str) -> None:
    """Put the lines marked `+` where those marked `-` stand, once each."""
    lines = diff.splitlines()
    old = "\n".join(line[2:] for line in lines if line.startswith("- "))
    new = "\n".join(line[2:] for line in lines if line.startswith("+ "))
    text = path.read_text(encoding="utf-8")
    if text.count(old) != 1:
        raise ValueError(f"{path.name} holds {text.count(old)} times, not once: {old}")
    path.write_text(text.replace(old, new), encoding="utf-8")


def settled(text: str) -> list[str]:
    """Give printed lines without what differs from run to run: seconds, blanks at the end."""
    return [SECONDS.sub(" ", line).rstrip() for line in text.strip("\n").splitlines()]


def alike(shown: str, printed: str) -> bool:
    """Compare what a page shows with what was printed; `…` alone on a line stands for any lines."""
    parts: list[list[str]] = [[]]
    for line in settled(shown):
        if line.strip() == LEFT_OUT:
            parts.append([])
        else:
            parts[-1].append(line)
    pattern = r"(?:.*\n)*?".join("".join(f"{re.escape(x)}\n" for x in part) for part in parts)
    return re.fullmatch(pattern, "".join(f"{x}\n" for x in settled(printed))) is not None
