"""A room asks only of the rooms above it."""

import ast
import re
from pathlib import Path

import accord

ROOT = Path(accord.__file__).parent
FIRST = {
    *(
        "errors",
        "axes",
        "names",
        "condition",
        "memo",
        "threads",
        "memory",
        "fork",
        "numbers",
        "files",
        "markup",
        "later",
    ),
}
MAY_ASK = {
    "data": set(),
    "world": {"data"},
    "shocks": {"world"},
    "measures": {"shocks", "world"},
    "case": {"measures", "shocks", "world", "data"},
    "drafting": {"case", "measures", "world", "data"},
    "engines": set(),
    "draws": {"case", "shocks", "world"},
    "solve": {"case", "shocks", "world", "data", "engines", "draws"},
    "study": {"measures", "case", "shocks", "world", "engines", "draws", "solve"},
    "game": {"case", "shocks", "world", "engines", "draws", "solve", "study"},
    "backtest": {"world", "data", "engines", "draws", "solve"},
    "verdict": {
        *("measures", "case", "shocks", "world", "engines", "draws", "solve", "study", "game"),
    },
    "multiverse": {"measures", "case", "world", "draws", "solve", "study", "verdict"},
    "result": {
        *("measures", "case", "shocks", "world", "data", "draws", "solve", "study", "game"),
        *("verdict", "backtest"),
    },
    "report": {"result"},
    "api": {
        *("measures", "case", "shocks", "world", "data", "draws", "solve", "study", "game"),
        *("verdict", "result", "report", "drafting", "multiverse", "backtest"),
    },
    "web": {"api", "report", "result"},
    "cli": {"api", "report", "result", "web"},
}


def asked_by(path: Path) -> set[str]:
    """Rooms that a module imports, by the first name after `accord`."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
        if isinstance(node, ast.ImportFrom) and names == ["accord"]:  # public names are no rooms
            names = [f"accord.{a.name}" for a in node.names if (ROOT / a.name).is_dir()]
        names += [a.name for a in node.names] if isinstance(node, ast.Import) else []
        found |= {n.split(".")[1] for n in names if n.startswith("accord.")}
    return found


def test_every_room_asks_only_of_rooms_above_it():
    wrong = [
        f"{path.relative_to(ROOT)} asks {room}"
        for name, allowed in MAY_ASK.items()
        for path in sorted((ROOT / name).rglob("*.py"))
        for room in sorted(asked_by(path) - allowed - FIRST - {name})
    ]
    assert not wrong


def test_every_folder_is_a_room_with_its_place_in_the_order_and_on_the_page():
    rooms = {p.name for p in ROOT.iterdir() if p.is_dir() and p.name != "__pycache__"}
    assert rooms == set(MAY_ASK)
    page = (ROOT.parents[1] / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    drawn = {name for cell in table for name in re.findall(r"`(\w+)/`", cell)}
    assert drawn == rooms


def test_every_module_at_the_top_may_be_asked_by_all_and_asks_no_room():
    modules = {p.stem for p in ROOT.glob("*.py") if not p.stem.startswith("__")}
    assert modules == FIRST
    wrong = [
        f"{name} asks {room}" for name in FIRST for room in asked_by(ROOT / f"{name}.py") - FIRST
    ]
    assert not wrong


def test_an_engine_asks_no_other_engine():
    for engine in sorted(p for p in (ROOT / "engines").iterdir() if p.is_dir()):
        for path in engine.rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            others = {p.name for p in (ROOT / "engines").iterdir() if p.is_dir()} - {engine.name}
            assert not [o for o in others if f"accord.engines.{o}" in text], path
