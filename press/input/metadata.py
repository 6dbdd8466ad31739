"""``book.yaml`` -> :class:`Metadata`: what every edition says of the book."""

from __future__ import annotations

import os
import re
import unicodedata
import uuid
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from press.core.book_files import BookFolders
from press.core.isbn import is_valid
from press.core.languages import label
from press.core.paths import LANGUAGES
from press.core.problems import Problems
from press.core.suggest import nearest
from press.core.yaml_file import DataFile, read_yaml
from press.input.contributors import Contributor, read_contributors
from press.input.design import Design, read_design
from press.input.editions import Editions, read_editions
from press.input.print_orders import Printing, printers_of, read_printing
from press.input.record_files import declared_folders, drawing, finished_front
from press.input.trade import (
    DataMining,
    EditionStatement,
    GenerativeTools,
    Original,
    Price,
    Series,
    Subject,
    Territories,
    read_trade,
)

_NAMESPACE = uuid.UUID("6f2d2f64-0b0e-5d0c-9a52-2a6d1f0f1917")
#: The first second that a ZIP archive can hold.
_FIRST = datetime(1980, 1, 1, tzinfo=UTC)
#: The time of a book without a date, where a format asks for one: no file of this version of the program is older, and
#: it is the same on every machine, as the clock, the times of files and the history of a repository are not.
UNDATED = datetime(2026, 1, 1, tzinfo=UTC)
#: The first second (since 1970) that a ZIP archive cannot hold (APPNOTE.TXT, 4.4.6): that of 2108.
_LATEST = 4_354_819_200


#: Keys of a book that is about to appear.
_PUBLISHED = frozenset(("publisher", "imprint", "base_url", "legal_deposit"))
#: Letters of a file's name, which channels and printers lengthen.
_LONGEST = 80


@dataclass(frozen=True)
class Rights:
    """Who may do what with the book."""

    statement: str
    licence: str = ""
    url: str = ""


@dataclass(frozen=True)
class Metadata:
    """What a catalogue needs to know of the book; empty values are not known and not printed."""

    path: Path
    title: str
    language: str
    slug: str
    identifier: str
    timestamp: datetime
    design: Design
    subtitle: str = ""
    contributors: tuple[Contributor, ...] = ()
    #: the language of what stands in another script, by its ISO 15924 code
    scripts: tuple[tuple[str, str], ...] = ()
    isbn: tuple[tuple[str, str], ...] = ()
    doi: str = ""
    #: the files of documents, from the book's folder, and their DOIs
    chapter_dois: tuple[tuple[str, str], ...] = ()
    #: the files of documents, from the book's folder, and the authors that these have of their own
    chapter_authors: tuple[tuple[str, tuple[Contributor, ...]], ...] = ()
    legal_deposit: str = ""
    publisher: str = ""
    ror: str = ""
    imprint: str = ""
    place: str = ""
    country: str = ""
    contact: str = ""
    base_url: str = ""
    edition: EditionStatement = field(default=EditionStatement())
    series: Series | None = None
    original: Original | None = None
    version: str = ""
    embargo: date | None = None
    date: date | None = None
    description: str = ""
    subjects: tuple[Subject, ...] = ()
    thema: tuple[str, ...] = ()
    #: the headings of the Thema codes, in the language of the book
    thema_headings: tuple[tuple[str, str], ...] = ()
    bisac: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    audience: str = ""
    source: str = ""
    rights: Rights | None = None
    prices: tuple[Price, ...] = ()
    territories: Territories | None = None
    #: whether booksellers may return printed copies; None where nothing is said
    returnable: bool | None = None
    generative_tools: GenerativeTools = field(default=GenerativeTools())
    public_domain: str = ""
    data_mining: DataMining | None = None
    accessibility_exception: str = ""
    credits: tuple[str, ...] = ()
    chapter_numbers: bool = False
    #: the files with which parts begin, from the book's folder, and the titles of these
    parts: tuple[tuple[str, str], ...] = ()
    cover: Path | None = None
    #: a finished front with its words, on which nothing is lettered
    cover_front: Path | None = None
    cover_design: str = "fields"
    cover_text: str = ""
    cover_blurb: tuple[str, ...] = ()
    cover_credits: tuple[str, ...] = ()
    #: the file as it was read
    data: DataFile | None = field(default=None, repr=False, compare=False)
    #: the bibliographies of other programs, as paths from this file
    bibliography: tuple[str, ...] = ()
    #: the files of the tables of its own, and the calendar of its chronology
    tables: tuple[str, ...] = ()
    calendar: str = "gregorian"
    mark: Path | None = None
    spine_title: str = ""
    certified_by: str = ""
    marc_agency: str = ""
    printing: Printing | None = None
    #: the editions besides EPUB, screen PDF and paperback
    editions: Editions = field(default_factory=Editions)
    #: where the book's files may be
    folders: BookFolders = field(default=BookFolders(Path()), repr=False)
    #: whether advice is an error, and nothing is done for the author that the manuscript does not say
    strict: bool = False

    @property
    def whole_title(self) -> str:
        """Title and subtitle in one line."""
        return f"{self.title}. {self.subtitle}" if self.subtitle else self.title

    @property
    def long_description(self) -> str:
        """What the book is, and what the back of the cover says of it."""
        return "\n".join(filter(None, (self.description, *self.cover_blurb)))

    @property
    def edition_statement(self) -> str:
        """The edition as it is printed: in the record's own words, else by its number or its version; empty for none."""
        number = str(self.edition.number or "") or self.version
        return self.edition.statement or (label(self.language, "version").format(number) if number else "")

    @property
    def subject_names(self) -> tuple[str, ...]:
        """The subjects in plain words."""
        return tuple(subject.name for subject in self.subjects)

    @property
    def epub_identifier(self) -> str:
        """What the package and the NCX of the EPUB are known by: its ISBN, or the book's URN."""
        isbn = dict(self.isbn).get("epub")
        return f"urn:isbn:{isbn}" if isbn else self.identifier

    def line(self, *address: str | int) -> int:
        """The line of ``book.yaml`` at which a value stands."""
        return self.data.line(*address) if self.data else 0

    def names(self, role: str) -> list[str]:
        """The names of the contributors with this MARC relator."""
        return [person.name for person in self.contributors if person.role == role]


def read_metadata(folder: Path, problems: Problems) -> Metadata | None:
    """Read ``folder/book.yaml``; None when it cannot be used. ``problems`` are strict from then on where the book is."""
    path = folder / "book.yaml"
    if not folder.is_dir():
        problems.add(folder, 0, "B001", *_no_folder(folder))
        return None
    if not path.exists() and not path.is_symlink():
        hint = "Write it: title and language are enough. build.py new makes a book with one; build.py import, of a manuscript."
        problems.add(path, 0, "B001", "the file does not exist", hint)
        return None
    data = read_yaml(path, "book", problems, BookFolders(folder))
    if data is None:
        return None
    value: dict[str, Any] = data.value
    problems.strict = value.get("strict", False)
    if value["language"].split("-")[0] not in LANGUAGES:
        message = f'the program does not know the language "{value["language"]}"'
        hint = f"It has: {', '.join(sorted(LANGUAGES))}. A language is a folder of press/language."
        problems.add(path, data.line("language"), "B004", message, hint)
        return None
    folders = declared_folders(data, problems)
    slug = value.get("slug") or slugify(value["title"])
    when = date.fromisoformat(value["date"]) if "date" in value else None
    if when is None and not problems.strict and not _PUBLISHED.isdisjoint(value):  # a draft needs none
        message = "the book has no date: its files say none, and shops may take a new edition for the old one"
        problems.add(path, 0, "B016", message, f"Write it: date: {_last_change(folder)}")
    cover = drawing(data, "cover", folders, problems)
    front = finished_front(data, folders, problems)
    mark = drawing(data, "mark", folders, problems)
    _check_isbns(data, problems)
    printing = read_printing(data, folders, problems)
    design = read_design(data, printers_of(printing), folders, problems)
    lists = ("thema", "bisac", "keywords", "credits", "cover_blurb", "cover_credits", "tables")
    known = (
        "title language subtitle doi legal_deposit publisher ror imprint place country contact base_url "
        "audience version description source returnable public_domain accessibility_exception "
        "chapter_numbers calendar cover_text cover_design spine_title certified_by marc_agency strict"
    ).split()
    return Metadata(
        path=path,
        slug=slug,
        identifier=value.get("identifier") or uuid.uuid5(_NAMESPACE, f"{slug} {value['language']}").urn,
        timestamp=_timestamp(when, problems),
        date=when,
        embargo=date.fromisoformat(value["embargo"]) if "embargo" in value else None,
        contributors=read_contributors(data, problems),
        scripts=tuple(sorted(value.get("scripts", {}).items())),
        parts=tuple(value.get("parts", {}).items()),
        bibliography=(named,) if isinstance(named := value.get("bibliography", ()), str) else tuple(named),
        isbn=tuple(sorted(value.get("isbn", {}).items())),
        thema_headings=_headings(value.get("thema", ())),
        chapter_authors=tuple(
            (file, tuple(Contributor(**({"file_as": person["name"], "role": "aut"} | person)) for person in people))
            for file, people in value.get("chapter_authors", {}).items()
        ),
        rights=Rights(**value["rights"]) if "rights" in value else None,
        cover=cover,
        cover_front=front,
        mark=mark,
        printing=printing,
        design=design,
        editions=read_editions(data, design, folders, problems),
        folders=folders,
        data=data,
        **read_trade(data, problems),
        **{key: value[key] for key in known if key in value}
        | {key: tuple(value[key]) for key in lists if key in value},
    )


def _headings(thema: list[str] | dict[str, str]) -> tuple[tuple[str, str], ...]:
    """The headings of codes that have one."""
    return tuple(thema.items()) if isinstance(thema, dict) else ()


def _no_folder(folder: Path) -> tuple[str, str]:
    """What is wrong with a path that is no folder, and what to do."""
    if folder.exists():
        hint = f"Make a book of it: build.py import {folder.name} --into {folder.stem}"
        return "it is a file, and a book is a folder", hint
    near = nearest(folder.name, [path.name for path in folder.absolute().parent.glob("*") if path.is_dir()])
    hint = f'Did you mean "{near}"? ' if near else ""
    return "there is no such folder", f"{hint}Give the folder that holds book.yaml; build.py new makes one."


def _check_isbns(data: DataFile, problems: Problems) -> None:
    """A Problem for each ISBN with a wrong check digit, and for one that two editions have."""
    editions: dict[str, str] = {}
    for edition, number in data.value.get("isbn", {}).items():
        message = hint = ""
        if not is_valid(number):
            message = f"the check digit of ISBN {number} is wrong"
            hint = "Copy the number again from the agency's letter."
        elif number in editions:
            message = f"the editions {editions[number]} and {edition} have one ISBN, {number}"
            hint = "Every edition has a number of its own; leave out the one that is not its own."
        if message:
            problems.add(data.path, data.line("isbn", edition), "B005", message, hint)
        editions.setdefault(number, edition)


def slugify(text: str, otherwise: str = "book") -> str:
    """A name of plain ASCII for a file or an identifier; ``otherwise`` where the text has no Latin letter or figure."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST].strip("-") or otherwise


def _last_change(folder: Path) -> str:
    """The day of the last change of the manuscript, as a proposal; what is built does not depend on it."""
    files = [folder / "book.yaml", *(path for path in (folder / "chapters").glob("*") if path.is_file())]
    return datetime.fromtimestamp(max(path.stat().st_mtime for path in files), UTC).date().isoformat()


def _timestamp(when: date | None, problems: Problems) -> datetime:
    """The time that the files carry: SOURCE_DATE_EPOCH, or the edition's date; never the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch:
        seconds = int(epoch) if re.fullmatch("[0-9]{1,12}", epoch) else _LATEST
        if seconds < _LATEST:
            return max(datetime.fromtimestamp(seconds, UTC), _FIRST)
        message = "the variable of the environment gives no time that a file can carry"
        hint = "Give the seconds since 1970-01-01, before the year 2108, in ASCII digits; or unset it."
        problems.add("SOURCE_DATE_EPOCH", 0, "B012", message, hint)
        return UNDATED
    return datetime(when.year, when.month, when.day, tzinfo=UTC) if when else UNDATED
