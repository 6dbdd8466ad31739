"""The books of a list: every folder with a book.yaml, its slug, and whether its release is there as it would be made now."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from press.commands.inputs import read_inputs
from press.commands.list.job import COMMAND
from press.commands.list.state import STATE, Record, State
from press.commands.release_cache import relative_to_book, release_key
from press.core.out_folder import check_entries
from press.core.problems import ManuscriptError, Problem, Problems, shown
from press.core.release_mark import MARK
from press.input.manuscript import outside_files, read_manuscript
from press.input.metadata import read_metadata

_RECORD = "book.yaml"
#: The folders of the catalogue, beside those of the books.
FOLDERS = frozenset({"catalogue", "opds", "records"})


@dataclass(frozen=True)
class ListedBook:
    """A book of the list: its path in the list's folder, its slug (empty where its record cannot be read).

    ``record`` is that of its last release; ``unchanged`` says that it is still what the book would give.
    """

    path: str
    slug: str
    record: Record | None = None
    unchanged: bool = False


def find_books(folder: Path, out: Path) -> list[str]:
    """The path in ``folder`` of every folder that holds a book.yaml, in order; hidden ones and ``out`` are none of it.

    Raises :class:`ManuscriptError` where there is none.
    """
    found = []
    place = out.resolve()
    for top, folders, files in os.walk(folder):
        here = Path(top)
        folders[:] = sorted(name for name in folders if not name.startswith(".") and (here / name).resolve() != place)
        if _RECORD in files:
            found.append(os.path.relpath(top, folder))
    if not found:
        message = "there is no book: no folder in it has a book.yaml"
        raise ManuscriptError([Problem(shown(folder), 0, "B001", message, "Give the folder that holds the books.")])
    return sorted(found)


def read_book(folder: Path, path: str, out: Path, state: State) -> ListedBook:
    """What is known of a book before it is built."""
    record, book = state.get(path), folder / path
    if record is not None and release_key(COMMAND, read_inputs(book, record.outside, out)) == record.key:
        return ListedBook(path, record.slug, record, record.is_published(out))
    metadata = read_metadata(book, Problems())
    return ListedBook(path, metadata.slug if metadata else "", record)


def wrong_slugs(folder: Path, books: list[ListedBook]) -> dict[str, Problem]:
    """A Problem for each book whose slug another one, or the catalogue, has too, by the book's path."""
    counted = Counter(book.slug for book in books if book.slug)
    found = {}
    for book in books:
        if book.slug in FOLDERS:
            message = f'the slug "{book.slug}" is that of a folder of the list\'s catalogue'
            hint = "Give the book another slug in its book.yaml."
            found[book.path] = Problem(shown(folder / book.path / _RECORD), 0, "B021", message, hint)
        if counted[book.slug] < 2:
            continue
        others = [shown(folder / other.path) for other in books if other.slug == book.slug and other is not book]
        message = f'the slug "{book.slug}" is also that of {", ".join(others[:3])}'
        hint = "Each book of a list has a folder of its own in --out: give one of them another slug in its book.yaml."
        found[book.path] = Problem(shown(folder / book.path / _RECORD), 0, "B020", message, hint)
    return found


def check_list_out(folder: Path, out: Path, own: frozenset[str]) -> None:
    """Raise :class:`ManuscriptError` where ``out`` is, or holds, the list's folder, or has what no build of a list left.

    ``own`` are the files of the catalogue that is there, by their path in ``out``. Raises OSError.
    """
    place, source = out.resolve(), folder.resolve()
    if source.is_relative_to(place):
        what = "is the list's own folder" if place == source else "holds the list's folder"
        raise _refusal(out, "B007", f"the folder of the releases {what}", "Give another folder with --out.")
    if not place.is_dir():
        check_entries(out)
        return
    strange = sorted(name for name in _foreign(place) if name not in own)
    if strange:
        names = ", ".join(f'"{name}"' for name in strange[:3])
        more = f" and {len(strange) - 3} more" if len(strange) > 3 else ""
        message = f"the folder of the releases holds files that no build of a list made: {names}{more}"
        raise _refusal(out, "B010", message, "Nothing in it was touched. Move them elsewhere, or give another folder.")


def _foreign(place: Path) -> Iterator[str]:
    """The files in a list's output that are in no release of a book."""
    for top, folders, files in os.walk(place):
        here = Path(top)
        folders[:] = [
            name
            for name in folders
            if not (here / name / MARK).is_file() and not (here == place and name.startswith((STATE, ".press-")))
        ]
        for name in files:
            path = (here / name).relative_to(place).as_posix()
            if path != MARK and name not in (".DS_Store", "Thumbs.db", "desktop.ini"):
                yield path


def files_of(folder: Path, path: str, out: Path) -> list[Path]:
    """Every file of a book, those outside its folder that its build reads, and the folders that it declares."""
    book = folder / path
    metadata = read_metadata(book, Problems())
    declared = [place.resolve() for place in metadata.folders.declared] if metadata else []
    manuscript = read_manuscript(book, Problems()) if declared else None
    outside = relative_to_book(book, outside_files(manuscript)) if manuscript else []
    names = read_inputs(book, outside, out).digests
    return [*(Path(os.path.normpath(book.resolve() / name)) for name in names), *declared]


def _refusal(path: Path, code: str, message: str, hint: str) -> ManuscriptError:
    return ManuscriptError([Problem(shown(path), 0, code, message, hint)])
