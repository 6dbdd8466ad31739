"""The sources of other tools, where their form is plain: the list of chapters says what is read, and in which order.

mdBook (``SUMMARY.md``: https://rust-lang.github.io/mdBook/format/summary.html), Quarto (``_quarto.yml``:
https://quarto.org/docs/books/book-structure.html), bookdown (``_bookdown.yml``:
https://bookdown.org/yihui/bookdown/configuration.html), a Standard Ebooks production folder.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from press.commands.importing.bibliographies import add_bibliographies
from press.commands.importing.reading import read_file
from press.commands.importing.source import ImportRefusedError, Source, Text, Words
from press.commands.importing.standard_ebooks import read_folder
from press.commands.importing.words import words_in
from press.core.book_files import BookFolders, FileRefusedError, read_regular
from press.core.yaml_reader import YamlError, parse_yaml

_SUMMARY_LINE = re.compile(r"^(\s*)(?:[-*+]\s+)?\[(.*?)\]\(\s*<?([^)>]*)>?\s*\)")
_SUMMARY_PART = re.compile(r"^#\s+(.*?)\s*#*$")


def is_project(path: Path) -> bool:
    """Whether a path is a folder of a tool that is known here, or the file that names its chapters."""
    return _root_of(path) is not None


def read_project(path: Path, source: Source) -> None:
    """Add the chapters of a project to ``source``, in its order; :class:`ImportRefusedError` where that is not clear."""
    found = _root_of(path)
    if found is None:
        raise ImportRefusedError("is no folder of a tool that is known", _KNOWN)
    name, root = found
    _READERS[name](root, source)


_KNOWN = "Name the manuscript's files, or a folder with SUMMARY.md, _quarto.yml, _bookdown.yml or src/epub/content.opf."
_FILES = {
    "book.toml": "mdbook",
    "SUMMARY.md": "mdbook",
    "_quarto.yml": "quarto",
    "_bookdown.yml": "bookdown",
    "content.opf": "ebooks",
}


def _root_of(path: Path) -> tuple[str, Path] | None:
    if path.is_file() and path.name in _FILES:
        root = path.parent
        if path.name == "SUMMARY.md" and (root.parent / "book.toml").is_file():
            root = root.parent
        return _FILES[path.name], root.parents[1] if path.name == "content.opf" and len(root.parts) > 1 else root
    for name, inside in (
        ("mdbook", "book.toml"),
        ("mdbook", "src/SUMMARY.md"),
        ("mdbook", "SUMMARY.md"),
        ("quarto", "_quarto.yml"),
        ("bookdown", "_bookdown.yml"),
        ("ebooks", "src/epub/content.opf"),
    ):
        if (path / inside).is_file():
            return name, path
    return None


def _read(
    root: Path,
    name: str,
    source: Source,
    place: str = "",
    whole: bool = True,
    top: Path | None = None,
    has_record: bool = False,
) -> None:
    """Add one file of a project, which must lie in it.

    ``top`` is the project's folder where ``root`` lies in it; a file that ``has_record`` has the title of the book.
    """
    path = root / unquote(name)
    try:
        BookFolders(root).check(path)
    except FileRefusedError as error:
        raise ImportRefusedError(f"names {name}, which {error.reason}", error.hint) from error
    read_file(path, source, top or root, place, whole, alone=has_record)


def _part(title: str, source: Source) -> None:
    """Add the title of a part."""
    source.texts.append(Text(f"# {title} {{.part}}\n", Words(words_in(title)), title, True, "part"))


def _settings(path: Path) -> dict[str, Any]:
    text = _text(path)
    try:
        value = tomllib.loads(text) if path.suffix == ".toml" else parse_yaml(text).value
    except (tomllib.TOMLDecodeError, YamlError, RecursionError) as error:
        raise ImportRefusedError(f"cannot be read: {path.name}: {error}", "Correct that file.") from error
    return _mapping(value)


def _text(path: Path) -> str:
    """The text of one of the project's own files."""
    try:
        return read_regular(path).decode("utf-8-sig")
    except FileRefusedError as error:
        raise ImportRefusedError(f"cannot be read: {path.name} {error.reason}", error.hint) from error
    except UnicodeDecodeError as error:
        raise ImportRefusedError(
            f"cannot be read: {path.name} is not UTF-8", "Save the file with the encoding UTF-8."
        ) from error


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if isinstance(value, str) else []


def _mdbook(root: Path, source: Source) -> None:
    settings = _settings(root / "book.toml") if (root / "book.toml").is_file() else {}
    book = _mapping(settings.get("book"))
    for key in ("title", "description", "language"):
        if book.get(key):
            source.record.setdefault(key, book[key])
    source.record.setdefault("author", book.get("authors", []))
    folder = root / str(book.get("src", "src"))
    folder = folder if (folder / "SUMMARY.md").is_file() else root
    if not BookFolders(root).holds(folder / "SUMMARY.md") or not (folder / "SUMMARY.md").is_file():
        raise ImportRefusedError("has no SUMMARY.md", _KNOWN)
    begun = False
    for line in _text(folder / "SUMMARY.md").splitlines():
        if part := _SUMMARY_PART.match(line):
            if begun or part[1].lower() not in ("summary", "contents", "table of contents"):
                _part(part[1], source)
        elif match := _SUMMARY_LINE.match(line):
            begun = True
            is_numbered = bool(re.match(r"\s*[-*+]\s", line))
            if not match[3].strip():
                source.remark("left out", match[2], "SUMMARY.md gives this chapter no file: it is not written yet")
                continue
            _read(folder, match[3].split("#")[0].strip(), source, "" if is_numbered else "outside", top=root)
    for text in reversed(source.texts):
        if text.place != "outside":
            break
        text.place = "back"


def _quarto(root: Path, source: Source) -> None:
    settings = _settings(root / "_quarto.yml")
    book = _mapping(settings.get("book"))
    for key in ("title", "subtitle", "author", "date", "description", "language"):
        if book.get(key):
            source.record.setdefault(key, book[key])
    if settings.get("lang"):
        source.record["language"] = settings["lang"]
    add_bibliographies(settings.get("bibliography", book.get("bibliography")), root, root, source)
    if not book.get("chapters"):
        raise ImportRefusedError("lists no chapters: _quarto.yml has no book with chapters", _KNOWN)
    for place, key in (("", "chapters"), ("back", "appendices")):
        for name, part in _quarto_chapters(_listed(book.get(key))):
            if part and not name:
                _part(part, source)
            elif name and _is_cited(root / name):
                source.remark(
                    "left out", name, "it only holds the place of the works cited, which the edition lists itself"
                )
            elif name:
                _read(root, name, source, place)


def _quarto_chapters(entries: list[Any]) -> Iterator[tuple[str, str]]:
    """The files, and the titles of parts, in their order."""
    for entry in entries:
        if isinstance(entry, dict) and entry.get("part"):
            part = str(entry["part"])
            yield (part, "") if part.endswith((".qmd", ".md")) else ("", part)
            yield from _quarto_chapters(_listed(entry.get("chapters")))
        elif isinstance(entry, dict):
            yield str(entry.get("file") or entry.get("href") or ""), ""
        else:
            yield str(entry), ""


def _is_cited(path: Path) -> bool:
    """Whether a file only holds the place of the list of works."""
    if not path.is_file() or path.stat().st_size > 2000:
        return False
    text = re.sub(r"^#.*$|:::.*$|\s+", "", path.read_text("utf-8", "replace"), flags=re.M)
    return not text


def _bookdown(root: Path, source: Source) -> None:
    settings = _settings(root / "_bookdown.yml")
    named = settings.get("rmd_files")
    if isinstance(named, dict):
        named = named.get("html") or next(iter(named.values()), None)
    named = _listed(named)
    if not named:
        found = [path.name for path in sorted(root.glob("*.[Rr]md")) if not path.name.startswith("_")]
        named = sorted(found, key=lambda name: (name.lower() != "index.rmd", name))
    if not named:
        raise ImportRefusedError("lists no chapters: there is no .Rmd file beside _bookdown.yml", _KNOWN)
    for name in named:
        _read(root, str(name), source, has_record=name == named[0])
    for text in source.texts:  # bookdown: "# (PART) Title {-}", "# (APPENDIX) Appendix {-}"
        text.markdown = re.sub(
            r"^# \((?:PART|APPENDIX)\\?\*?\) (.*?)[ \t]*(?:\{-\})?$", r"# \1 {.part}", text.markdown, flags=re.M
        )
        text.words.body = [word for word in text.words.body if word not in ("PART", "APPENDIX")]
        text.whole = False


_READERS = {"mdbook": _mdbook, "quarto": _quarto, "bookdown": _bookdown, "ebooks": read_folder}
