"""What the site needs beyond the pages: README, CONTRIBUTING and CHANGELOG of the project's root.

A hook of MkDocs. The pages stay where a reader of the repository finds them, with links that hold
there; here the three of the root get pages of their own, and links to them are turned.
"""

import re
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parents[1]
OF_ROOT = {
    "README.md": "index.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
}
FOLDERS = {"CASES": "cases", "MODELS": "models", "DECISIONS": "decisions"}  # in the order of names
LINK = re.compile(r"\]\(([^)\s#]+)(#[^)\s]*)?\)")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """List the pages of the folders that the navigation names."""
    config.nav = _listed(config.nav)
    return config


def _listed(nav: Any) -> Any:
    if isinstance(nav, list):
        return [_listed(one) for one in nav]
    if isinstance(nav, dict):
        return {name: _listed(one) for name, one in nav.items()}
    if nav not in FOLDERS:
        return nav
    pages = sorted((ROOT / "docs" / FOLDERS[nav]).glob("*.md"))
    return [page.relative_to(ROOT / "docs").as_posix() for page in pages]


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages of the root."""
    for source, target in OF_ROOT.items():
        text = (ROOT / source).read_text(encoding="utf-8")
        files.append(File.generated(config, target, content=LINK.sub(_from_root, text)))
    return files


def _from_root(link: re.Match[str]) -> str:
    """Turn a link of a page of the root: docs/x.md is x.md, another page of the root its own."""
    target, anchor = link[1], link[2] or ""
    if target in OF_ROOT:
        return f"]({OF_ROOT[target]}{anchor})"
    return (
        f"]({target.removeprefix('docs/')}{anchor})" if target.startswith("docs/") else _kept(link)
    )


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Turn links of a page of docs that lead out of docs."""
    up = "../" * page.file.src_uri.count("/")

    def turned(link: re.Match[str]) -> str:
        out = link[1].removeprefix(f"{up}../")
        if out != link[1] and out in OF_ROOT:
            return f"]({up}{OF_ROOT[out]}{link[2] or ''})"
        return _kept(link) if out != link[1] else link[0]

    return LINK.sub(turned, markdown)


def _kept(link: re.Match[str]) -> str:
    """Keep the words of a link to a file that is no page: the site has no such file."""
    return "]" + ("" if "://" not in link[1] else link[0][1:])
