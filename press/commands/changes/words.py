"""The words of a run of text in an EPUB: as they are read, and as they are compared."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from press.core.xhtml import Element

#: Numbers, calls and links that the program sets, and lists that it makes, by class and by role.
_SET_CLASSES = frozenset(
    "apparatus-number call describe description-of figure-list figure-number index line-number locator name-index ordinal "
    "page-break register-number table-list table-number term-index".split()
)
_SET_ROLES = frozenset(("doc-backlink", "doc-noteref", "doc-pagebreak"))
#: Elements that begin a line of their own.
BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer h1 h2 h3 "
    "h4 h5 h6 header hr li main nav ol p pre section summary table tbody tfoot thead tr ul".split()
)
#: What emphasis is to the comparison: signs that no text has.
_EMPHASIS = {"em": "\x01", "i": "\x01", "cite": "\x01", "strong": "\x02", "b": "\x02", "code": "\x03", "sup": "\x04", "sub": "\x05"}  # fmt: skip
_STEERING = re.compile(r"[\u2060\u00ad\u200b]")  # signs that steer the breaking of lines


@dataclass
class Place:
    """Where the reading is: the document and the folio, and how the digest of a picture's bytes is found."""

    digest: Callable[[str, str], str]
    document: str = ""
    page: str = ""


@dataclass
class Words:
    """What was read since it was made; ``page`` is the folio at its first word, None without any.

    ``pictures`` are their alternative texts and what they are compared by; ``links`` the addresses of the notes and
    descriptions to which it leads.
    """

    place: Place
    page: str | None = None
    pictures: list[tuple[str, str]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    _shown: list[str] = field(default_factory=list)
    _key: list[str] = field(default_factory=list)

    @property
    def plain(self) -> str:
        """The words as they are read."""
        return " ".join("".join(self._shown).split()).removesuffix(" |")

    @property
    def key(self) -> str:
        """The words with their emphasis, and without the numbers to which they refer."""
        return " ".join("".join(self._key).split())

    def say(self, words: str | None, silent: bool = False, referring: bool = False) -> None:
        """Go on with text; ``silent`` is not read, and what is ``referring`` names a number that the program sets."""
        if silent or not words:
            return
        if words.strip() and self.page is None:
            self.page = self.place.page
        clean = _STEERING.sub("", words)
        self._shown.append(clean)
        self._key.append(re.sub(r"\d+", "0", clean) if referring else clean)

    def read(self, element: Element, silent: bool = False, referring: bool = False) -> None:
        """Go on with an element and all that is in it."""
        if not isinstance(element.tag, str):
            return
        name = etree.QName(element).localname
        silent = silent or is_set(element)
        referring = referring or self._refers(element)
        if element.get("role") == "doc-pagebreak":
            self.place.page = element.get("aria-label", "")
        if name == "img":
            self._picture(element)
        mark = "" if silent else _EMPHASIS.get(name, "")
        self._key.append(mark)
        self.say(element.text, silent, referring)
        for child in element:
            self.read(child, silent, referring)
            self.say(child.tail, silent, referring)
        self._key.append(mark)
        if name in ("td", "th"):
            self.say(" | ", silent)
        elif name in BLOCKS or name == "br":
            self.say(" ", silent)

    def _refers(self, element: Element) -> bool:
        """Whether it is a link within the book to something with a number; where it leads to a note is kept."""
        address = element.get("href", "")
        if not address or ":" in address:
            return False
        if is_set(element):
            document, _, identifier = address.partition("#")
            self.links.append(f"{document or self.place.document}#{identifier}")
        return element.get("role") != "doc-biblioref" and "mention" not in element.get("class", "").split()

    def _picture(self, element: Element) -> None:
        if self.page is None:
            self.page = self.place.page
        text = element.get("alt", "")
        self.pictures.append((text, f"{self.place.digest(self.place.document, element.get('src', ''))} {text}"))


def is_set(element: Element) -> bool:
    """Whether the program sets it: a number, a call, the mark of a page."""
    return element.get("role") in _SET_ROLES or bool(_SET_CLASSES & set(element.get("class", "").split()))
