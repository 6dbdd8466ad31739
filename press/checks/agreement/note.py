"""What README.txt says: the title, and which files there are."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from press.checks.agreement.fact import Facts
from press.checks.agreement.links import Link
from press.core.release_mark import is_added

#: What no note names: itself, and the checksums. What comes into being after it is not named either.
_UNNAMED = frozenset({"README.txt", "SHA256SUMS"})
#: Folders that one named file stands for: a channel's form says of the files beside it what they are.
_BY_FORM = "form.html"


def facts(data: bytes, _: str) -> Facts:
    """The title in its first line."""
    stated = Facts()
    stated.whole_title(next(iter(data.decode().splitlines()), ""), "line 1")
    return stated


def links(data: bytes) -> list[Link]:
    """The files that it names."""
    return [Link(path, f"line {number}") for number, path in _named(data)]


def unnamed(data: bytes, paths: Collection[str]) -> list[str]:
    """The files among ``paths`` that it names neither themselves nor by the form of their channel."""
    named = {path for _, path in _named(data)}
    folders = {path.removesuffix(_BY_FORM) for path in named if path.endswith(f"/{_BY_FORM}")}
    tables = {path.replace(".html", ".json") for path in named if path.startswith("channels/")}
    return [
        path
        for path in paths
        if path not in named | tables | _UNNAMED and not is_added(path) and f"{path.rpartition('/')[0]}/" not in folders
    ]


def _named(data: bytes) -> Iterator[tuple[int, str]]:
    """(line from 1, path): the lines above one that is set in, back to an empty one."""
    block: list[tuple[int, str]] = []
    for number, line in enumerate(data.decode().splitlines(), 1):
        if line.startswith("    "):
            yield from block
            block = []
        else:
            block = [*block, (number, line)] if line else []
