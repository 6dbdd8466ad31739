"""A manuscript that is imported again: what would change, chapter by chapter, and never over an editor's own work."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from press.commands.importing.book import ImportedBook
from press.commands.importing.source import ImportRefusedError
from press.core.problems import printable
from press.core.replace_file import check_inside, put_file
from press.core.yaml_reader import YamlError, parse_yaml

#: Beside book.yaml: what each file was when it was imported.
MARK = ".press-import.json"
_FIGURES = "images/figures.yaml"


@dataclass(frozen=True)
class Change:
    """One file that an import would change: ``new``, ``changed``, ``gone``, or ``kept``, since an editor has changed it too."""

    path: str
    kind: str
    before: bytes = b""
    after: bytes = b""

    def __str__(self) -> str:
        words = {
            "kept": "changed in the manuscript and in the book: it stays as it is in the book",
            "gone": "no longer in the manuscript",
        }
        return f"{self.path}: {words.get(self.kind, self.kind)}"

    def diff(self) -> str:
        """The unified diff of a text."""
        if not self.path.endswith(".md"):
            return ""
        one, other = (data.decode("utf-8", "replace").splitlines(True) for data in (self.before, self.after))
        return "".join(
            f"{printable(line.rstrip(chr(10)))}\n" for line in difflib.unified_diff(one, other, self.path, self.path)
        )


@dataclass(frozen=True)
class Mark:
    """What an import has made of a folder: the digests of its files as imported, and as ``build.py fix`` corrected them."""

    files: dict[str, str]
    fixed: dict[str, str] = field(default_factory=dict)

    def is_untouched(self, path: str, data: bytes) -> bool:
        """Whether a file, as it is now, is as an import or ``build.py fix`` wrote it."""
        return path in self.files and digest(data) in (self.files[path], self.fixed.get(path))

    def __bytes__(self) -> bytes:
        value = {"files": self.files} | ({"fixed": self.fixed} if self.fixed else {})
        return (json.dumps(value, indent=1, sort_keys=True) + "\n").encode()


def digest(data: bytes) -> str:
    """The SHA-256 of a file."""
    return sha256(data).hexdigest()


def read_mark(folder: Path) -> Mark | None:
    """The mark of a folder; None where no import has made it."""
    try:
        value: Any = json.loads((folder / MARK).read_text("utf-8"))
        return Mark(_digests(value["files"]), _digests(value.get("fixed", {})))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def note_fixed(folder: Path, fixed: Mapping[str, tuple[bytes, bytes]]) -> None:
    """Mark files that ``build.py fix`` has corrected: before and after, by path. What an editor had changed is not marked."""
    mark = read_mark(folder)
    if mark is None:
        return
    now = {path: digest(after) for path, (before, after) in fixed.items() if mark.is_untouched(path, before)}
    if now:
        put_file(folder, MARK, bytes(Mark(mark.files, mark.fixed | now)))


def _digests(value: Any) -> dict[str, str]:
    return {str(path): str(given) for path, given in value.items() if _is_inside(str(path))}


def _is_inside(path: str) -> bool:
    """Whether a path is one that an import writes; a book, and its mark, may come from anybody."""
    parts = PurePosixPath(path).parts
    return bool(parts) and not path.startswith("/") and ".." not in parts and "\0" not in path


def with_known_names(book: ImportedBook, mark: Mark) -> ImportedBook:
    """The book with the names that its documents have had since they were first imported; new ones come between them.

    Raises :class:`ImportRefusedError` where the manuscript has another order now.
    """
    known: dict[tuple[str, str], list[str]] = {}
    for path in sorted(mark.files):
        if path.endswith(".md"):
            known.setdefault(_key(path), []).append(path)
    names: dict[str, str] = {}
    last = dict.fromkeys(("front", "chapters", "back"), "00")
    for path in book.documents:
        folder = path.split("/")[0]
        listed = known.get(_key(path))
        if listed:
            names[path] = listed.pop(0)
        else:
            names[path] = _after(last[folder], path)
        last[folder] = names[path].split("/")[1].split("-")[0]
    for folder in last:
        own = [name for name in names.values() if name.startswith(f"{folder}/")]
        if own != sorted(own):
            reason = "has its chapters in another order than when it was imported"
            raise ImportRefusedError(
                reason, "Rename the files of the book in the new order, or import into a new folder."
            )
    files = {names.get(path, path): data for path, data in book.files.items()}
    return ImportedBook(
        files, {names[path]: title for path, title in book.documents.items()}, book.words, book.language
    )


def _key(path: str) -> tuple[str, str]:
    folder, _, name = path.partition("/")
    return folder, name.partition("-")[2]


def _after(number: str, path: str) -> str:
    """A name for a new document after the one with this number: 03 -> 03a-title.md, 03a -> 03b."""
    folder, _, name = path.partition("/")
    match = re.fullmatch(r"(\d+)([a-z]*)", number)
    digits, letters = (match[1], match[2]) if match else (number, "")
    letters = f"{letters[:-1]}{chr(ord(letters[-1]) + 1)}" if letters and letters[-1] < "z" else f"{letters}a"
    return f"{folder}/{digits}{letters}-{name.partition('-')[2]}"


def changes(folder: Path, book: ImportedBook, mark: Mark, correct: Callable[[str, bytes], bytes]) -> Iterator[Change]:
    """What this import would change in a book that was imported before, in the order of the book.

    ``correct`` does what ``build.py fix`` did, to the document of a path.
    """
    for path, data in book.files.items():
        if path in ("book.yaml", _FIGURES):
            continue
        current = _read(folder / path)
        if mark.files.get(path) == digest(data) or current == data:
            continue
        if current is None:
            if path not in mark.files:
                yield Change(path, "new", b"", data)
        elif mark.is_untouched(path, current):
            after = correct(path, data) if digest(current) == mark.fixed.get(path) else data
            if after != current:
                yield Change(path, "changed", current, after)
        else:
            yield Change(path, "kept", current, data)
    for path in sorted(mark.files):
        current = _read(folder / path)
        if path not in book.files and current is not None and path not in ("book.yaml", _FIGURES):
            yield Change(path, "gone" if mark.is_untouched(path, current) else "kept", current, b"")


def apply(folder: Path, found: list[Change], book: ImportedBook, mark: Mark) -> None:
    """Make the changes in the folder, and mark what was imported; what an editor has changed stays."""
    files, fixed = dict(mark.files), dict(mark.fixed)
    for change in found:
        check_inside(folder, change.path)
    for change in found:
        if change.kind in ("new", "changed"):
            put_file(folder, change.path, change.after)
            files[change.path] = digest(book.files[change.path])
            fixed.pop(change.path, None)
            if change.after != book.files[change.path]:
                fixed[change.path] = digest(change.after)
        elif change.kind == "gone":
            (folder / change.path).unlink()
            files.pop(change.path, None)
            fixed.pop(change.path, None)
    _add_figures(folder, book)
    put_file(folder, MARK, bytes(Mark(files, fixed)))


def _add_figures(folder: Path, book: ImportedBook) -> None:
    """Ask, at the end of ``figures.yaml``, for what is missing of new pictures. Raises OSError."""
    path = folder / _FIGURES
    wanted = book.files.get(_FIGURES, b"").decode()
    if not wanted:
        return
    text = path.read_text("utf-8") if path.is_file() else wanted
    try:
        known = parse_yaml(text).value or {}
    except YamlError:
        return
    asked = [block for block in wanted.split("\n\n")[1:] if block.split(":")[0].strip("\"' \n") not in known]
    text = text.rstrip("\n") + "\n" + "".join(f"\n{block.rstrip()}\n" for block in asked)
    put_file(folder, _FIGURES, text.encode())


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() and not path.is_symlink() else None
