"""The tree shows the process: the packages of the program in the order in which data flows, without a way back."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.conftest import HOUSE

#: The packages of ``press``, each of which may import from those before it.
FLOW = ("core", "input", "language", "compose", "pages", "outputs", "checks", "commands", "cli")


def package(path: Path) -> str:
    """The package of ``press`` to which a module belongs, or its own name."""
    inside = path.relative_to(HOUSE / "press")
    return inside.parts[0] if len(inside.parts) > 1 else inside.stem


def imports() -> set[tuple[str, str]]:
    """Every pair of packages of which the first imports from the second."""
    found = set()
    for path in (HOUSE / "press").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module == "press":
                names = [f"press.{alias.name}" for alias in node.names if alias.name != "__version__"]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            found |= {(package(path), name.split(".")[1]) for name in names if name.startswith("press.")}
    return {(one, other) for one, other in found if one != other}


def test_no_import_goes_against_the_flow():
    against = [(one, other) for one, other in imports() if FLOW.index(other) > FLOW.index(one)]
    assert against == []


def test_the_top_level_is_the_process_and_nothing_else():
    entries = {path.stem for path in (HOUSE / "press").iterdir() if path.name != "__pycache__"}
    assert entries == {*FLOW, "__init__"}


def test_no_package_but_the_root_knows_where_the_checkout_is():
    knowing = [
        path.relative_to(HOUSE).as_posix()
        for folder in ("press", "tools")
        for path in (HOUSE / folder).rglob("*.py")
        if re.search(r"__file__\)(\.resolve\(\))?\.parents\[", path.read_text("utf-8"))
    ]
    assert knowing == ["press/core/paths.py"]
