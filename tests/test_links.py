"""A link leads to whoever made a thing, not to a registry that hands it out."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ELSEWHERE = {"node_modules", "__pycache__", "out"}  # what is not of the project
READ = {".py", ".toml", ".csv", ".md", ".ts", ".json", ".html", ".css", ".yml", ".yaml", ".txt", ""}
# In parts, so that this list is not what it looks for.
HOSTS = [
    ("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "com"), ("npmjs", "org"),
    ("yarnpkg", "com"), ("crates", "io"), ("rubygems", "org"), ("anaconda", "org"),
    ("packagist", "org"), ("nuget", "org"), ("unpkg", "com"), ("jsdelivr", "net"),
]  # fmt: skip
REGISTRY = re.compile("|".join(re.escape(".".join(host)) for host in HOSTS), re.IGNORECASE)


def files() -> list[Path]:
    """Files of the project that are text; hidden folders and what was installed left out."""
    return [
        path
        for path in ROOT.rglob("*")
        if path.suffix in READ
        and not any(p.startswith(".") or p in ELSEWHERE for p in path.relative_to(ROOT).parts)
        and path.is_file()
    ]


def test_no_file_links_to_a_package_registry():
    found = [
        f"{path.relative_to(ROOT)}: {link.group()}"
        for path in files()
        if (link := REGISTRY.search(path.read_text(encoding="utf-8", errors="replace")))
    ]
    assert not found


def test_the_search_would_find_one():
    assert REGISTRY.search(f"https://{'.'.join(HOSTS[0])}/project/searoute/")
    assert len(files()) > 300
