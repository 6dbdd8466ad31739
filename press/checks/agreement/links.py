"""Links of the release to its own files: each hits one, of the media type that it states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

from press.checks.agreement.fact import Facts, Value
from press.checks.agreement.files import media_type
from press.core.messages import Message


@dataclass(frozen=True)
class Link:
    """A link of a file; ``media_type`` and ``size`` (bytes) where the file states them."""

    href: str
    where: str
    media_type: str = ""
    size: Value | None = None
    #: the file's own published address, against which ``href`` is read; empty while it states none
    base: str = ""

    @property
    def address(self) -> str:
        """The whole address; empty while it is not known where the release is published."""
        whole = urljoin(self.base, self.href)
        return whole if urlsplit(whole).scheme in ("http", "https") else ""

    def path(self, folder: str) -> str:
        """The path inside the release, published at ``folder``; empty for what lies elsewhere."""
        if folder and self.address.startswith(folder):
            return unquote(urlsplit(self.address.removeprefix(folder)).path)
        parts = urlsplit(self.href)
        return "" if parts.scheme or parts.netloc else unquote(parts.path)


def edition_of(path: str) -> str:
    """What a path of the release is: the edition, the cover, or the path itself."""
    if "/" not in path:
        for end, of in ((".kepub.epub", "kepub"), (".epub", "epub"), (".pdf", "pdf"), ("-cover.jpg", "cover")):
            if path.endswith(end):
                return of
    return path


def add_link(stated: Facts, link: Link) -> None:
    """The address, the size and the media type of an edition that a link offers."""
    of = edition_of(link.href.rpartition("/")[2])
    if of in ("epub", "kepub", "pdf"):
        stated.add("address", link.address, Message("{} (address)", link.where), of)
        stated.add("size", link.size, Message("{} (size)", link.where), of)


def wrong_links(
    links: list[Link], folder: str, files: Mapping[str, bytes], exempt: frozenset[str]
) -> list[tuple[str, Message]]:
    """(place, what is wrong) of each link of a file; ``exempt`` are paths that come into being later."""
    found = []
    for link in links:
        path = link.path(folder)
        if not path or path in exempt:
            continue
        if path not in files:
            found.append((link.where, Message('links to "{}", which is not in the release', path)))
        elif link.media_type and _plain(link.media_type) != (real := media_type(files[path])):
            actual = real or Message("of another type")
            wrong = Message('says that "{}" is {}; its bytes are {}', path, link.media_type, actual)
            found.append((link.where, wrong))
    return found


def _plain(kind: str) -> str:
    return kind.replace(" ", "").lower()
