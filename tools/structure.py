"""The structure of the program: its packages in the order in which data flows, and the imports between them."""

from __future__ import annotations

import ast
from pathlib import Path

from press.core.paths import PACKAGE

#: The packages of ``press``, each of which may import from those before it.
FLOW = ("core", "input", "language", "compose", "pages", "outputs", "checks", "commands", "cli")


def imports_between_packages() -> set[tuple[str, str]]:
    """Every pair of packages of which the first imports from the second."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module == "press":
                names = [f"press.{alias.name}" for alias in node.names if alias.name in FLOW]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            found |= {(_package(path), name.split(".")[1]) for name in names if name.startswith("press.")}
    return {(one, other) for one, other in found if one != other}


def _package(path: Path) -> str:
    inside = path.relative_to(PACKAGE)
    return inside.parts[0] if len(inside.parts) > 1 else inside.stem
