"""The arrows between the rooms, held: who may import whom, and what no file may do."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# Each room with the rooms it may import. Nobody imports home or config.
MAY_IMPORT: dict[str, set[str]] = {
    "analysis": set(),
    "accounts": set(),
    "diary": {"accounts", "analysis"},
    "treatments": {"accounts", "analysis"},
    "outcomes": {"accounts", "analysis", "diary", "treatments"},
    "exchange": {"accounts", "analysis", "diary", "treatments"},
    "clinic": {"accounts", "analysis", "diary", "treatments", "outcomes", "exchange"},
    "home": {"accounts", "analysis", "diary", "treatments", "outcomes", "exchange"},
    "config": {"clinic"},  # the admin's site, which the addresses name
}
# Inside outcomes: its plain files hold figures; these arrange them, and only views ask for all.
OUTCOMES_MAY_IMPORT: dict[str, set[str]] = {
    "tables": set(),
    "words": {"tables"},
    "charts": {"tables", "words"},
    "steps": {"tables", "words"},
    "cards": {"tables", "words"},
    "report": set(),
}
MAX_LINES = 300
ORDER = ["choices", "querysets", "models", "actions", "forms", "views", "urls"]


def modules() -> list[Path]:
    """Every Python file of ours but the tests' and the migrations."""
    found = [path for room in MAY_IMPORT for path in (ROOT / room).rglob("*.py")]
    return sorted(path for path in found if "migrations" not in path.parts)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(tree: ast.AST) -> Iterator[str]:
    """The full names of everything that the tree imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written in full"
            yield node.module or ""


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def test_every_room_is_in_the_plan_and_has_files() -> None:
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
    assert rooms == set(MAY_IMPORT)


def test_imports_run_along_the_arrows() -> None:
    wrong = []
    for path in modules():
        room = path.relative_to(ROOT).parts[0]
        for target in {full.partition(".")[0] for full in imported(parsed(path))}:
            if target in MAY_IMPORT and target not in MAY_IMPORT[room] | {room}:
                wrong.append(f"{name(path)} imports {target}")
    assert wrong == []


def test_inside_outcomes_figures_know_nothing_of_how_they_are_shown() -> None:
    wrong = []
    for path in modules():
        room, *rest = path.relative_to(ROOT).parts
        if room != "outcomes" or path.stem in ("views", "urls") or "management" in rest:
            continue
        group = rest[0] if len(rest) > 1 else ""
        may = OUTCOMES_MAY_IMPORT[group] | {group} if group else set()
        for full in imported(parsed(path)):
            parts = full.split(".")
            if parts[0] == "outcomes" and len(parts) > 1 and parts[1] in OUTCOMES_MAY_IMPORT:
                wrong += [] if parts[1] in may else [f"{name(path)} imports {full}"]
    assert wrong == []


def test_the_analysis_is_plain_python_and_numpy() -> None:
    tops = {
        full.partition(".")[0]
        for path in (ROOT / "analysis").rglob("*.py")
        for full in imported(parsed(path))
    }
    assert tops - sys.stdlib_module_names == {"analysis", "numpy"}


def test_nothing_is_imported_late() -> None:
    late = []
    for path in modules():
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                late += [f"{name(path)}:{node.lineno}" for _ in imported(node)]
    assert late == []


def test_there_are_no_signals() -> None:
    signalling = [
        f"{name(path)}: {full}"
        for path in modules()
        for full in imported(parsed(path))
        if "signals" in full.split(".") or full.startswith("django.dispatch")
    ]
    assert signalling == []


def test_no_file_is_longer_than_it_should_be() -> None:
    sizes = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}
    assert {path: lines for path, lines in sizes.items() if lines > MAX_LINES} == {}


def test_inside_a_room_imports_run_from_views_down_to_choices() -> None:
    wrong = []
    for path in modules():
        room = path.relative_to(ROOT).parts[0]
        if path.stem not in ORDER:
            continue
        for full in imported(parsed(path)):
            parts = full.split(".")
            if parts[0] == room and parts[-1] in ORDER[ORDER.index(path.stem) :]:
                wrong.append(f"{name(path)} imports {full}")
    assert wrong == []


@pytest.mark.parametrize("room", sorted(MAY_IMPORT))
def test_every_file_says_what_it_is_for(room: str) -> None:
    paths = [path for path in modules() if path.relative_to(ROOT).parts[0] == room]
    assert paths != []
    silent = [
        name(path) for path in paths if path.stat().st_size and not ast.get_docstring(parsed(path))
    ]
    assert silent == []
