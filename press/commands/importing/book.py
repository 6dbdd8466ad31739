"""What was read -> the files of a book: chapters with their names, pictures, ``figures.yaml``, ``book.yaml``; nothing lost."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any
from urllib.parse import unquote

from press.commands.importing.divide import Piece, divide, lowered, place_pieces
from press.commands.importing.headings import BACK
from press.commands.importing.properties import guess_language, record_of, with_contributors
from press.commands.importing.source import ImportRefusedError, Source, Text, Words
from press.commands.importing.words import first_difference, lost_words, words_in, words_of_markdown
from press.commands.new_book import as_yaml, book_yaml
from press.core.languages import language_of
from press.core.paths import LANGUAGES
from press.core.progress import advance, expect
from press.input.metadata import slugify
from press.language.typewriter import set_signs

#: A link to another file: what stands before its name, the name, and the place in it.
_LINK = re.compile(r"(\]\()(?:[^()\s#:]*/)?([^()\s#/:]+)\.(?:md|qmd|[Rr]md|x?html)(#[^()\s]*)?\)")
#: What an editor has to say of a picture (press/core/schemas/figures.yaml).
_ASKED = ("caption", "alt", "description", "credit", "licence")
_FIGURES = """\
# Each picture needs what only you know. What a chapter already says between ![ and ](…) need not be repeated here: an
# empty caption or alt means those words. Until description, credit and licence are filled in, ./build.py advice asks.
"""


@dataclass
class ImportedBook:
    """The files of a book by their paths, and what its report says of each document."""

    files: dict[str, bytes] = field(default_factory=dict)
    #: path -> title
    documents: dict[str, str] = field(default_factory=dict)
    words: int = 0
    language: str = ""


def make_book(source: Source, title: str, author: str, language: str) -> ImportedBook:
    """The book of what was read; what was given on the command line goes before what the files say.

    Raises :class:`ImportRefusedError` where a word would be lost.
    """
    record = record_of(
        source.record | ({"title": title} if title else {}) | ({"author": [author]} if author else {}), source
    )
    book = ImportedBook(language=_language(language, record, source))
    pieces, before, taken = _pieces(source, record, book.language)
    book.words = len(before.body) + len(before.notes)
    if not record.get("title"):
        record["title"] = taken.get("title") or _title_by_default(source)
    _name(pieces, book)
    _follow_names(pieces, list(book.documents))
    for piece, path in zip(pieces, book.documents, strict=True):
        book.files[path] = set_signs(piece.text, book.language).encode()
    _prove(before, book, taken, source)
    _add_pictures(book, source)
    book.files |= source.files
    book.files["book.yaml"] = book_yaml(with_contributors(_plain_titles(record), book.language)).encode()
    return book


def _language(given: str, record: dict[str, Any], source: Source) -> str:
    """The language of the book: the one that is given, that its words show, or that the files name."""
    stated = str(record.get("language", ""))
    if given or stated.split("-")[0] in LANGUAGES:
        return given or stated
    by_default = str(source.record.get("language by default", ""))  # that of the program in which it was written
    known = by_default if by_default.split("-")[0] in LANGUAGES else ""
    guessed = guess_language("\n".join(text.markdown for text in source.texts))
    if known and (not guessed or known.split("-")[0] == guessed):
        return known
    if guessed:
        said = stated or by_default
        why = f'its words are of that language; the file says "{said}"' if said else "its words are of that language"
        source.remark("language", language_of(guessed).name, why)
        return guessed
    source.remark("language", "English", "nothing says which it is: change language in book.yaml")
    return known or "en"


def _title_by_default(source: Source) -> str:
    """A title for a book of which nothing says it."""
    name = next((text.name for text in source.texts if text.name), "") or "Untitled"
    source.remark("title", name, "the name of the file, since nothing says what the book is called")
    return name


def _pieces(source: Source, record: dict[str, Any], language: str) -> tuple[list[Piece], Words, dict[str, str]]:
    pieces: list[Piece] = []
    before, taken = Words(), dict[str, str]()
    for text in source.texts:
        before += text.words
        divided = divide(text.markdown, language, source, record, alone=len(source.texts) == 1)
        taken |= divided.taken
        if text.whole:
            found = divided.pieces
            divided.pieces = found if len(found) == 1 else [_together(text, found)]
        if text.place in ("front", "back") or (
            text.place == "outside" and not any(p.place == "chapters" for p in pieces)
        ):
            for piece in divided.pieces:
                piece.place = "back" if text.place == "back" else "front"
        for piece in divided.pieces:
            piece.origin = text.name
            piece.kind = "part" if text.place == "part" else piece.kind
            piece.title = piece.title or (text.name if len(divided.pieces) == 1 else "")
        pieces += divided.pieces
    place_pieces(pieces)
    if all(piece.place != "chapters" for piece in pieces):
        for piece in pieces:
            piece.place = "chapters"
    _in_order(pieces)
    return pieces, before, taken


def _together(text: Text, pieces: list[Piece]) -> Piece:
    """The document of a file that another tool has as one chapter, whatever its headings."""
    first = next((piece for piece in pieces if piece.kind), pieces[0] if pieces else Piece("chapter", text.name, ""))
    titled = [piece for piece in pieces if piece.title]
    for piece in titled[1:]:  # a chapter has one title: those after it stand below
        piece.text = lowered(piece.text)
    return Piece(
        first.kind if first.kind in BACK else "chapter",
        first.title or text.name,
        "\n".join(piece.text for piece in pieces),
    )


def _in_order(pieces: list[Piece]) -> None:
    """Let no document of the front follow one of the text, nor one of the text one of the back, in place."""
    order = ["front", "chapters", "back"]
    for before, piece in pairwise(pieces):
        if order.index(piece.place) < order.index(before.place):
            piece.place = before.place


def _name(pieces: list[Piece], book: ImportedBook) -> None:
    """Give each document its file: in the order of the manuscript, with the words of its title."""
    count = {place: sum(piece.place == place for piece in pieces) for place in ("front", "chapters", "back")}
    numbers = dict.fromkeys(count, 0)
    for piece in pieces:
        numbers[piece.place] += 1
        width = max(2, len(str(count[piece.place])))
        stem = slugify(re.sub(r"[*_`]", "", piece.title)[:60], piece.kind or "text") if piece.title else "opening"
        path = f"{piece.place}/{numbers[piece.place]:0{width}}-{stem}.md"
        book.documents[path] = piece.title or "(without a title)"


def _follow_names(pieces: list[Piece], paths: list[str]) -> None:
    """Let links from file to file lead to the documents that the files have become, in place."""
    found: dict[str, list[str]] = {}
    for piece, path in zip(pieces, paths, strict=True):
        found.setdefault(piece.origin, []).append(path.partition("/")[2])

    def followed(match: re.Match[str]) -> str:
        names, place = found.get(unquote(match[2])), match[3] or ""
        if not names:
            return match[0]
        return f"{match[1]}{names[0] + place if len(names) == 1 or not place else place})"

    for piece in pieces:
        piece.text = _LINK.sub(followed, piece.text)


def _prove(before: Words, book: ImportedBook, taken: dict[str, str], source: Source) -> None:
    """Raise :class:`ImportRefusedError` where the chapters do not have the words of the manuscript, all and in their order."""
    after = Words(body=[word for text in taken.values() for word in words_in(re.sub(r"[*_]", "", text))])
    expect(len(book.documents))
    with ThreadPoolExecutor(2) as pool:
        for words in pool.map(words_of_markdown, [book.files[path].decode() for path in book.documents]):
            after += words
            advance()
    reported = [
        word for remark in source.remarks if remark.kind == "pictures left out" for word in words_in(remark.what)
    ]
    places = (("the text", before.body, after.body), ("the notes", before.notes, after.notes))
    for name, one, other in places:
        if lost := lost_words(one, other):
            raise ImportRefusedError(f'would lose words of {name}: "{" ".join(lost[:12])}"', _REPORT)
        if "".join(one) != "".join(other):
            raise ImportRefusedError(f"would change the order of {name}: {first_difference(one, other)}", _REPORT)
    if lost := lost_words(before.alternatives, [*after.alternatives, *reported, *after.body]):
        raise ImportRefusedError(f'would lose alternative texts: "{" ".join(lost[:12])}"', _REPORT)


_REPORT = "Nothing was written. Please report it, with the file if it may be shown."


def _add_pictures(book: ImportedBook, source: Source) -> None:
    for place, data in source.pictures.items():
        book.files[place.removeprefix("../")] = data
    names = sorted(place.rpartition("/")[2] for place in source.pictures)
    if names:
        text = "".join(
            f"\n{as_yaml({name: None}).split(':')[0]}:\n" + "".join(f"  {key}:\n" for key in _ASKED) for name in names
        )
        book.files["images/figures.yaml"] = (_FIGURES + text).encode()


def _plain_titles(record: dict[str, Any]) -> dict[str, Any]:
    """The metadata with titles without the signs of Markdown."""
    return {
        key: re.sub(r"\\(?=[^\w\s])|[*_](?=\S)|(?<=\S)[*_]", "", value) if key in ("title", "subtitle") else value
        for key, value in record.items()
    }
