"""``build.py import``: a manuscript from elsewhere (Word, LibreOffice, HTML, EPUB, Markdown, other tools) as a book.

No word is lost: the chapters have, in their order, all the words that pandoc reads in the manuscript, and pandoc those
that the file holds; where this is not so nothing is written.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from press.commands.fixing import Corrections
from press.commands.importing.again import MARK, Mark, apply, changes, digest, read_mark, with_known_names
from press.commands.importing.book import ImportedBook, make_book
from press.commands.importing.projects import is_project, read_project
from press.commands.importing.reading import read_file
from press.commands.importing.report import REPORT, report_of
from press.commands.importing.source import ImportRefusedError, Source
from press.commands.new_book import check_language
from press.core.new_folder import check_new_folder, write_new_folder
from press.core.options import BuildOptions
from press.core.problems import ManuscriptError, Problem, Problems, shown
from press.core.progress import stage
from press.core.replace_file import put_file


def import_manuscript(
    files: Sequence[Path], into: Path, title: str, author: str, language: str, write: bool, options: BuildOptions
) -> int:
    """Make a book of a manuscript in the folder ``into``, or show what would change in the one that it has become.

    Raises :class:`ManuscriptError` where the manuscript cannot be imported whole; nothing is written then.
    """
    problems = Problems()
    mark = read_mark(into)
    if mark is None:
        check_new_folder(into, problems)
    if language:
        check_language("--language", 0, language, problems)
    problems.stop_if_any()
    source = stage("manuscript", lambda: _read(files))
    book = stage("chapters", lambda: _made(files, source, title, author, language))
    names = [path.name or path.resolve().name for path in files]
    if mark is not None:
        return _again(into, names, source, book, mark, write, options)
    digests = {path: digest(data) for path, data in book.files.items()}
    book.files[REPORT] = report_of(names, book, source, ()).encode()
    write_new_folder(into, book.files | {MARK: bytes(Mark(digests))})
    said = _said(into, options)
    put_file(into, REPORT, report_of(names, book, source, said).encode())
    _say_done(into, book, source, said)
    return 0


def _read(files: Sequence[Path]) -> Source:
    """What the files hold; a Problem for the file that cannot be imported."""
    source = Source()
    at = files[0]
    try:
        for path in files:
            at = path
            if not path.exists():
                raise ImportRefusedError("does not exist", "Correct the name.")
            if is_project(path):
                read_project(path, source)
            elif path.is_dir():
                raise ImportRefusedError("is a folder", "Name the files in it, in the order of the book.")
            else:
                read_file(path, source, path.resolve().parent, alone=len(files) == 1)
        at = files[0]
        if not any(text.markdown.strip() for text in source.texts):
            raise ImportRefusedError("holds no text", "Name another file.")
    except ImportRefusedError as error:
        raise _refused(at, error) from error
    return source


def _made(files: Sequence[Path], source: Source, title: str, author: str, language: str) -> ImportedBook:
    try:
        return make_book(source, title, author, language)
    except ImportRefusedError as error:
        raise _refused(files[0], error) from error


def _refused(path: Path, error: ImportRefusedError) -> ManuscriptError:
    return ManuscriptError([Problem(shown(path), 0, "B014", f"the manuscript {error.reason}", error.hint)])


def _said(into: Path, options: BuildOptions) -> list[Problem]:
    """What the build says of the imported book: its errors, and advice."""
    from press.commands.build import compose_book

    problems = Problems()
    try:
        compose_book(into, problems, options)
        found = problems.advice
    except ManuscriptError as error:
        found = [*error.problems, *problems.advice]
    return [replace(problem, file=problem.file.removeprefix(f"{shown(into)}/")) for problem in found]


def _say_done(into: Path, book: ImportedBook, source: Source, said: list[Problem]) -> None:
    place = shown(into.absolute())
    pictures = f", {_counted(len(source.pictures), 'picture')}" if source.pictures else ""
    count = len(source.remarks) + len(said)
    look = f" {place}/{REPORT} lists {_counted(count, 'thing')} to look at." if count else ""
    print(f"{_counted(len(book.documents), 'document')}, {book.words:,} words{pictures} in {place}.{look}")
    print(f"Build it with ./build.py --book {place} --out {Path(place, 'dist')}")


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _again(
    into: Path, names: list[str], source: Source, book: ImportedBook, mark: Mark, write: bool, options: BuildOptions
) -> int:
    """Show what another import would change, and make it if asked."""
    try:
        book = with_known_names(book, mark)
    except ImportRefusedError as error:
        raise _refused(into, error) from error
    found = list(changes(into, book, mark, Corrections(into)))
    for change in found:
        print(change)
        print(change.diff(), end="")
    own = sum(change.kind == "kept" for change in found)
    if write:
        apply(into, found, book, mark)
        put_file(into, REPORT, report_of(names, book, source, _said(into, options)).encode())
    done = "changed" if write else "to change; --write does it"
    print(f"{_counted(len(found) - own, 'file')} {done}; {own} left, since they were edited.", file=sys.stderr)
    return 0
