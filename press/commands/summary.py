"""What a build says at its end: which files it made, with their pages and sizes, and where they are."""

from __future__ import annotations

import sys
from pathlib import Path, PurePosixPath

from press.commands.release_cache import Release
from press.core.problems import printable, shown
from press.core.progress import say

#: The pages of a release that lead to all of its files.
_PAGES = ("index.html", "channels/index.html")


def say_files(made: Release, out: Path) -> None:
    """List the editions, the print files and the pages that lead to the rest; names in colour on a terminal."""
    named = [name for name in made.files if _is_listed(name)]
    rows = [(_path(out, name), _count(made.pages.get(name, 0)), _size(len(made.files[name]))) for name in named]
    widths = [max((len(row[i]) for row in rows), default=0) for i in range(3)]
    for path, pages, size in rows:
        say(f"{_coloured(path)}{' ' * (widths[0] - len(path))}  {pages:>{widths[1]}}  {size:>{widths[2]}}".rstrip())
    more = len(made.files) - len(named)
    if more > 0:
        say(f"and {more} more in {_path(out, '')}")


def _is_listed(name: str) -> bool:
    path = PurePosixPath(name)
    edition = path.suffix in (".epub", ".pdf") and path.parts[0] != "channels"
    return edition or name in _PAGES


def _path(out: Path, name: str) -> str:
    return printable(shown((out / name).absolute()))


def _count(pages: int) -> str:
    return "" if not pages else f"{pages} page{'' if pages == 1 else 's'}"


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{max(count // 1000, 1)} kB"


def _coloured(path: str) -> str:
    """The path in colour where the output is a terminal."""
    if not sys.stdout.isatty():
        return path
    from rich.console import Console

    console = Console()
    with console.capture() as capture:
        console.print(path, style="bold cyan", end="", highlight=False, markup=False, soft_wrap=True)
    return capture.get()
