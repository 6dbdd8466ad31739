"""Links of the release to its own files: each hits one, of the media type that it tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

from press.checks.agreement.fact import Facts, Value
from press.checks.agreement.files import media_type


@dataclass(frozen=True)
class Link:
    """A link as a file tells it; ``media_type`` and ``size`` (bytes) where it tells them."""

    href: str
    where: str
    media_type: str = ""
    size: Value | None = None
    #: the file's own published address, against which ``href`` is read; empty while none is told
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
        for end, of in ((".epub", "epub"), (".pdf", "pdf"), ("-cover.jpg", "cover")):
            if path.endswith(end):
                return of
    return path


def tell(told: Facts, link: Link) -> None:
    """The address, the size and the media type of an edition that a link offers."""
    of = edition_of(link.href.rpartition("/")[2])
    if of in ("epub", "pdf"):
        told.tell("address", link.address, f"{link.where} (dirección)", of)
        told.tell("size", link.size, f"{link.where} (tamaño)", of)


def complaints(
    links: list[Link], folder: str, files: Mapping[str, bytes], exempt: frozenset[str]
) -> list[tuple[str, str]]:
    """(place, what is wrong) of each link of a file; ``exempt`` are paths that come into being later."""
    found = []
    for link in links:
        path = link.path(folder)
        if not path or path in exempt:
            continue
        if path not in files:
            found.append((link.where, f"enlaza con «{path}», que no está en la publicación"))
        elif link.media_type and _plain(link.media_type) != (real := media_type(files[path])):
            found.append(
                (link.where, f"dice que «{path}» es {link.media_type}; sus bytes son {real or 'de otro tipo'}")
            )
    return found


def _plain(kind: str) -> str:
    return kind.replace(" ", "").lower()
