"""The files that are imported, each by its format -> :class:`press.commands.importing.source.Source`."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from press.commands.importing import odt, properties, word
from press.commands.importing.archive import Archive
from press.commands.importing.bibliographies import add_bibliographies
from press.commands.importing.foreign import with_marks
from press.commands.importing.nodes import plain
from press.commands.importing.pictures import Pictures
from press.commands.importing.ruby import with_ruby
from press.commands.importing.source import ImportRefusedError, Source, Text
from press.commands.importing.tree import Tree
from press.commands.importing.words import lost_words, words_of_markdown, words_of_tree
from press.core.book_files import BookFolders, FileRefusedError, read_regular
from press.core.limits import ARCHIVE_BYTES
from press.core.problems import Problems
from press.input import pandoc
from press.input.other_programs import with_included_files
from press.input.source_text import CONTROL, headings, without_code

MARKDOWN = (".md", ".markdown", ".mdown", ".mkd", ".qmd", ".rmd", ".txt")
_OPF = "{http://www.idpf.org/2007/opf}"
_IMAGE = re.compile(r"(!\[[^\]]*\]\(\s*)(?:<([^>\n]+)>|([^)\s]+))")
_WHOLE_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)(?:\{[^}\n]*\})?|<img\b[^>]*>")
_HTML_IMAGE = re.compile(r"(<img\b[^>]*?\bsrc\s*=\s*[\"'])([^\"'>]+)", re.I)
#: The language that a page of HTML says its text has, where its root says none.
_LANGUAGE = re.compile(r"<(?:body|main|article|section|div)\b[^<>]*?\slang\s*=\s*[\"']([A-Za-z][\w-]*)[\"']", re.I)
_MAIN = re.compile(r"<main\b.*</main\s*>", re.S | re.I)
_NO_TEXT = re.compile(r"<!--.*?-->|<(script|style|head|title)\b.*?</\1\s*>", re.S | re.I)
_SAVE = "Save it as .docx or .odt, and import that."
#: Formats that are not read, and what to do with them.
_OTHERS = {
    **dict.fromkeys((".doc", ".rtf", ".pages", ".wpd", ".wps", ".dot"), _SAVE),
    ".pdf": "A PDF has no paragraphs: ask for the file that it was made from, in .docx, .odt or Markdown.",
    ".tex": "Convert it to Markdown with pandoc, and look at what it could not read.",
}


def read_file(path: Path, source: Source, root: Path, place: str = "", whole: bool = False, alone: bool = True) -> None:
    """Add what a file holds to ``source``; ``root`` is the folder outside which none of its pictures lies.

    What a file that is not ``alone`` says of itself is said of a chapter, and its title is the chapter's.

    Raises :class:`ImportRefusedError` where it cannot be read, or where pandoc does not give all its words.
    """
    suffix = path.suffix.lower()
    data = _bytes(path)
    if suffix in MARKDOWN:
        text = _markdown(path, data, source, root, alone)
    elif suffix == ".docx":
        text = _docx(Archive(data), source)
    elif suffix == ".odt":
        text = _odt(Archive(data), source)
    elif suffix == ".epub":
        text = _epub(Archive(data), source)
    elif suffix in (".html", ".htm", ".xhtml"):
        text = _html(path, data, source, root)
    else:
        raise ImportRefusedError(
            f'is of a format that is not read: "{suffix or path.name}"', _OTHERS.get(suffix, _SAVE)
        )
    text.name, text.place, text.whole = path.stem, place, whole
    source.texts.append(text)


def read_html(path: Path, data: bytes, source: Source, root: Path) -> None:
    """Add the content of an XHTML file of a book, with notes as EPUB has them; as :func:`read_file` otherwise."""
    marked = with_marks(data.decode("utf-8", "replace")).encode()
    text, _ = _tree(marked, "html+epub_html_exts", source, Pictures(source, _beside(path, root)))
    text.name = path.stem
    source.texts.append(text)


def _bytes(path: Path) -> bytes:
    try:
        if path.is_file() and path.stat().st_size > ARCHIVE_BYTES:
            raise ImportRefusedError(
                f"has more than {ARCHIVE_BYTES >> 20} MB", "Divide it, or save its pictures smaller."
            )
        return (
            path.read_bytes()
            if path.suffix.lower() in (".docx", ".odt", ".epub") and path.is_file()
            else read_regular(path)
        )
    except FileRefusedError as error:
        raise ImportRefusedError(error.reason, error.hint) from error


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        with suppress(UnicodeDecodeError):
            if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
                return data.decode("utf-16").replace("\r\n", "\n").replace("\r", "\n")
        line = data.count(b"\n", 0, error.start) + 1
        hint = "Save the file with the encoding UTF-8."
        raise ImportRefusedError(f"is not UTF-8: byte 0x{data[error.start]:02x} in line {line}", hint) from error


def _markdown(path: Path, data: bytes, source: Source, root: Path, alone: bool) -> Text:
    """Markdown stays as its author wrote it, but for the addresses of its pictures."""
    text = _decoded(data)
    for sign in {*CONTROL.findall(text)}:
        source.remark("left out", f"U+{ord(sign):04X}", "a control character, which no edition can show")
        text = text.replace(sign, "")
    text, given = properties.of_block(text, source)
    title = " ".join(str(given.pop("title", "")).split()) if not alone else ""
    if title and not any(heading.level == 1 for heading in headings(without_code(text))):
        text = f"# {title}\n\n{text}"
    add_bibliographies(given.pop("bibliography", None), path.parent, root, source)
    for key, value in given.items():
        source.record.setdefault(key, value)
    included = Problems()
    text = with_included_files(text, path, BookFolders(root), included)
    if any(problem.code == "M012" for problem in included.items):
        raise ImportRefusedError("includes files of more text than a chapter may have", "Divide it.")
    words = words_of_markdown(text)
    pictures = Pictures(source, _beside(path, root))
    prose = without_code(text)
    for pattern in (_IMAGE, _HTML_IMAGE):
        for match in reversed([*pattern.finditer(prose)]):
            address = next(filter(None, match.groups()[1:]))
            line = text[text.rfind("\n", 0, match.start()) + 1 :].split("\n", 1)[0].strip()
            shown = match[1].strip()[2:-2] if pattern is _IMAGE else ""
            if new := pictures.place(unquote(address), line, shown):
                text = f"{text[: match.start()]}{match[1]}{new}{text[match.end() :]}"
            else:
                text = _without_picture(text, match.start(), shown)
        prose = without_code(text)
    return Text(text, words)


def _without_picture(text: str, at: int, words: str) -> str:
    """A text without a picture that is not there, whose address would stop the build; its caption stays, as a paragraph."""
    whole = _WHOLE_IMAGE.match(text, at)
    if whole is None:
        return text
    alone = not text[text.rfind("\n", 0, at) + 1 : at].strip() and not text[whole.end() :].split("\n", 1)[0].strip()
    return f"{text[:at]}{words if alone else ''}{text[whole.end() :]}"


def _beside(path: Path, root: Path) -> Callable[[str], bytes | None]:
    """Reads a file by its address from the folder of ``path``; nothing outside ``root`` is read."""

    def read(address: str) -> bytes | None:
        folders = BookFolders(root)
        try:
            return folders.read(folders.named(address, path.parent))
        except FileRefusedError:
            return None

    return read


def _tree(
    data: bytes, source_format: str, source: Source, pictures: Pictures, *arguments: str
) -> tuple[Text, dict[str, Any]]:
    """The text that pandoc reads, and its metadata."""
    try:
        document = json.loads(pandoc.convert(data, source_format, "json", arguments))
    except pandoc.PandocError as error:
        raise ImportRefusedError(f"cannot be read: {error}", "Open it, save it again, and import that.") from error
    blocks = document["blocks"]
    words = words_of_tree(blocks)
    language = _meta(document["meta"]).get("language") or source.record.get("language", "")
    tree = Tree(blocks, source, pictures, str(language))
    return Text(tree.markdown(), words), document["meta"]


def _docx(archive: Archive, source: Source) -> Text:
    data, expected = word.prepare(archive, source)

    def read(address: str) -> bytes | None:
        name = posixpath.normpath(posixpath.join("word", address))
        return archive.read(name) if name in archive else None

    text, meta = _tree(data, "docx+styles", source, Pictures(source, read), "--track-changes=all")
    _add_record(source, _meta(meta), properties.of_word(archive))
    source.record.setdefault("language by default", word.language(archive))
    _all_there(expected, text, _meta_words(meta))
    return text


def _odt(archive: Archive, source: Source) -> Text:
    data, expected, described = odt.prepare(archive, source)
    read = lambda address: archive.read(address) if address in archive else None  # noqa: E731
    text, meta = _tree(data, "odt", source, Pictures(source, read, described))
    _add_record(source, _meta(meta), properties.of_odt(archive))
    source.record.setdefault("language by default", odt.language(archive))
    _all_there(expected, text, _meta_words(meta))
    return text


def _epub(archive: Archive, source: Source) -> Text:
    if "META-INF/container.xml" not in archive:
        raise ImportRefusedError("is no EPUB: it has no META-INF/container.xml", "Save it again.")
    rootfile = archive.tree("META-INF/container.xml").find(".//{*}rootfile")
    opf = rootfile.get("full-path", "") if rootfile is not None else ""
    if opf not in archive:
        raise ImportRefusedError("is damaged: its package document is not there", "Save it again.")
    if "META-INF/encryption.xml" in archive and b"EncryptedData" in archive.read("META-INF/encryption.xml"):
        uses = archive.read("META-INF/encryption.xml")
        if uses.count(b"EncryptedData") // 2 > uses.count(b"idpf.org/2008/embedding") + uses.count(
            b"ns.adobe.com/pdf/enc#RC"
        ):
            raise ImportRefusedError("is encrypted", "Import a copy without protection.")
    folder = posixpath.dirname(opf)

    def read(address: str) -> bytes | None:
        for name in (address, posixpath.join(folder, address)):
            if (plain := posixpath.normpath(unquote(name))) in archive:
                return archive.read(plain)
        return None

    kept = ("title", "author", "language", "description", "publisher", "subject")
    metadata = archive.tree(opf).find("{*}metadata")
    _add_record(source, properties.of_elements(metadata, kept) if metadata is not None else {}, {})
    pages = [name for name in archive.names if name.lower().endswith((".xhtml", ".html", ".htm"))]
    marked = {name: with_marks(with_ruby(archive.read(name).decode("utf-8", "surrogateescape"))) for name in pages}
    changed = {name: text.encode("utf-8", "surrogateescape") for name, text in marked.items()}
    return _tree(archive.for_pandoc(changed), "epub", source, Pictures(source, read))[0]


def _html(path: Path, data: bytes, source: Source, root: Path) -> Text:
    html = _decoded(data)
    if outside := _outside_main(html):
        source.remark("left out", outside, "outside <main>, which is the text of the page")
    text, meta = _tree(with_marks(with_ruby(html)).encode(), "html", source, Pictures(source, _beside(path, root)))
    stated = _LANGUAGE.search(_decoded(data))
    _add_record(source, _meta(meta), {"language by default": stated[1]} if stated else {})
    return text


def _outside_main(html: str) -> str:
    """The words of a page around its ``main``, which pandoc reads alone where there is one: menus, the head, the foot."""
    if not _MAIN.search(html):
        return ""
    body = html[match.end() :] if (match := re.search(r"<body\b[^>]*>", html, re.I)) else html
    return " ".join(re.sub(r"<[^>]*>", " ", _MAIN.sub(" ", _NO_TEXT.sub(" ", body))).split())


def _add_record(source: Source, first: Mapping[str, Any], second: Mapping[str, Any]) -> None:
    """Add what a file says of the book: what its pages say (``first``) goes before its properties."""
    for given in (first, second):
        for key, value in given.items():
            if value:
                source.record.setdefault(key, value)


def _meta(meta: Mapping[str, Any]) -> dict[str, Any]:
    """pandoc's metadata by the keys of book.yaml."""
    names = {
        "title": "title",
        "subtitle": "subtitle",
        "author": "author",
        "lang": "language",
        "date": "date",
        "abstract": "description",
        "description": "description",
    }
    found = {names[key]: _meta_value(value) for key, value in meta.items() if key in names}
    return {key: value for key, value in found.items() if value}


def _meta_value(value: Any) -> Any:
    if value["t"] == "MetaList":
        return [_meta_value(item) for item in value["c"]]
    if value["t"] == "MetaString":
        return value["c"]
    return " ".join(plain(value.get("c", [])).split())


def _meta_words(meta: Mapping[str, Any]) -> list[str]:
    """The words that a title page gave to book.yaml, and the chapters do not have."""
    return [word for key in sorted(meta) for word in words_of_tree(meta[key]).body]


def _all_there(expected: list[str], text: Text, taken: list[str]) -> None:
    """Raise :class:`ImportRefusedError` where pandoc did not give all the words of a file."""
    lost = lost_words(expected, [*text.words.body, *text.words.notes, *text.words.alternatives, *taken])
    if lost:
        words = " ".join(lost[:12])
        hint = "Look for them in the file (a shape, a chart, a form?) and write them into its text."
        raise ImportRefusedError(f'holds words that cannot be read: "{words}"', hint)
