"""Which saves concern the book: what happens in its folder, and to the files that it reads outside."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Iterable
from pathlib import Path

from watchfiles import Change, awatch

#: Files that an editor makes for a moment beside a text: backups, locks, and what is renamed to the text when it is whole.
_TEMPORARY = re.compile(
    r"\..*|.*~|#.*#|4913|.*\.(?:swp|swx|tmp|temp|part|crdownload)|.*\.tmp\.\d+|.*___jb_(?:tmp|old)___"
)
#: Milliseconds without a further change after which those that came together are reported, and after which they are anyway.
_QUIET, _LONGEST = 20, 200
#: Seconds between two looks for a folder that is not there.
_AGAIN = 0.5


def is_temporary(name: str) -> bool:
    """Whether a path, relative to the book, is hidden or one of an editor's temporary files."""
    return any(_TEMPORARY.fullmatch(part) for part in Path(name).parts if part != "..")


class Changes:
    """The changes of a book's files."""

    def __init__(self, book: Path):
        self._book = book.absolute()
        self._outside: frozenset[Path] = frozenset()
        self._renewed = asyncio.Event()

    def look_outside(self, files: Iterable[str]) -> None:
        """Watch these files outside the book's folder, given relative to it, and no others."""
        found = frozenset((self._book / name).resolve() for name in files)
        if found != self._outside:
            self._outside = found
            self._renewed.set()

    async def follow(self, changed: Callable[[], None]) -> None:
        """Call ``changed`` after each burst of changes, and when the book's folder goes or comes."""
        await asyncio.gather(self._follow_book(changed), self._follow_outside(changed))

    async def _follow_book(self, changed: Callable[[], None]) -> None:
        while True:
            if not self._book.is_dir():
                await asyncio.sleep(_AGAIN)
                continue
            number = self._book.stat().st_ino
            changed()  # what was saved before the watch began
            try:
                async for found in self._bursts((self._book,), self._is_of_book, recursive=True):
                    if found:
                        changed()
                    if not self._book.is_dir() or self._book.stat().st_ino != number:
                        break
            except OSError:  # the folder has gone meanwhile
                pass
            changed()

    async def _follow_outside(self, changed: Callable[[], None]) -> None:
        while True:
            self._renewed.clear()
            folders = sorted({path.parent for path in self._outside if path.parent.is_dir()})
            if not folders:
                await self._renewed.wait()
                continue
            changed()
            try:
                async for found in self._bursts(folders, self._is_outside, recursive=False):
                    if found:
                        changed()
                    if self._renewed.is_set():
                        break
            except OSError:
                await asyncio.sleep(_AGAIN)

    def _bursts(
        self, folders: Iterable[Path], wanted: Callable[[Change, str], bool], recursive: bool
    ) -> AsyncIterator[set[tuple[Change, str]]]:
        return awatch(
            *folders,
            watch_filter=wanted,
            step=_QUIET,
            debounce=_LONGEST,
            rust_timeout=int(_AGAIN * 1000),
            yield_on_timeout=True,
            recursive=recursive,
        )

    def _is_of_book(self, _: Change, path: str) -> bool:
        try:
            return not is_temporary(str(Path(path).relative_to(self._book)))
        except ValueError:
            return True

    def _is_outside(self, _: Change, path: str) -> bool:
        return Path(path).resolve() in self._outside
