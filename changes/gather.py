"""Gather the fragments of this folder into CHANGELOG.md, as the section of the version to come.

python changes/gather.py              write the section "Unreleased" anew
python changes/gather.py --release    give it the version and today's date, remove the fragments
"""

import argparse
import datetime as dt
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

HERE = Path(__file__).resolve().parent
CHANGELOG = HERE.parent / "CHANGELOG.md"
KINDS = ("Added", "Changed", "Fixed", "Removed", "Numbers")
HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
UNRELEASED = re.compile(r"^## Unreleased\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)


def fragments(folder: Path) -> list[Path]:
    """List the fragments of a folder, by name."""
    return sorted(path for path in folder.glob("*.md") if path.name != "README.md")


def sentences(texts: Iterable[str]) -> dict[str, str]:
    """Put what stands under the same heading together, in the agreed order of headings."""
    found: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for text in texts:
        _, *parts = HEADING.split(text)
        for kind, said in zip(parts[::2], parts[1::2], strict=True):
            found[kind].append(said.strip())
    return {kind: "\n".join(said) for kind, said in found.items() if said}


def section(title: str, said: Mapping[str, str]) -> str:
    """Write the section of one version."""
    return "\n".join(
        [f"## {title}", *(f"\n### {kind}\n{text}" for kind, text in said.items()), "\n"]
    )


def gathered(changelog: str, new: str) -> str:
    """Put a section in the place of the one called Unreleased, or above all others."""
    if UNRELEASED.search(changelog):
        return UNRELEASED.sub(lambda _: new, changelog, count=1)
    head, mark, rest = changelog.partition("\n## ")
    return f"{head.rstrip()}\n\n{new}{mark.lstrip()}{rest}"


def main(words: list[str] | None = None) -> None:
    """Gather."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--release", action="store_true", help="name the version, drop fragments")
    release = parser.parse_args(words).release
    title = "Unreleased"
    if release:
        from accord import __version__

        title = f"{__version__}, {dt.date.today():%Y-%m-%d}"
    found = fragments(HERE)
    said = sentences(path.read_text(encoding="utf-8") for path in found)
    text = CHANGELOG.read_text(encoding="utf-8")
    CHANGELOG.write_text(gathered(text, section(title, said)), encoding="utf-8")
    for path in found if release else ():
        path.unlink()


if __name__ == "__main__":
    main()
