"""The catalogue of a list against the releases: of each book it states what the book's own release states.

The list's feeds and records are taken apart by book; each part is read by the reader of its format, beside the files of
the release, and compared by the same table. The checksums, the sitemap, the pages and their links are compared with the
files themselves.
"""

from __future__ import annotations

import copy
import hashlib
import io
import json
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pymarc
from lxml import etree, html

from press.checks.agreement import marc, onix, opds
from press.checks.agreement.compare import differences
from press.checks.agreement.fields import BYTES, MARC, ONIX, OPDS1, OPDS2, PAGE
from press.checks.agreement.places import place, text
from press.checks.agreement.release import Statement, read_release
from press.checks.agreement.sums import read_sums
from press.checks.outcome import Finding
from press.core.messages import Message
from press.core.release_mark import SUMS, read_mark

_ONIX, _MARC, _MARCXML = "records/catalogue.onix.xml", "records/catalogue.mrc", "records/catalogue.marc.xml"
#: Book (its slug) and file, and what that file says of that book as a file of the book's own would.
_Parts = dict[tuple[str, str], bytes]


def is_list(folder: Path) -> bool:
    """Whether a folder holds a list's catalogue, rather than one release."""
    return (folder / _ONIX).is_file()


def find_in_list(out: Path) -> list[Finding]:
    """Every difference between a list's catalogue and its releases, in the folder of both. Raises OSError."""
    sums = read_sums((out / SUMS).read_bytes())
    slugs = sorted({path.partition("/")[0] for path in sums if path.endswith("/opds.json")} - {"opds"})
    found = [*_wrong_sums(out, sums), *_wrong_links(out, slugs), *_wrong_addresses(out, slugs)]
    parts, more = _parts(out, slugs)
    found += more
    for slug in slugs:
        found += _differences(out / slug, slug, parts)
    return sorted(set(found))


def _differences(folder: Path, slug: str, parts: _Parts) -> Iterator[Finding]:
    """What the parts of the catalogue about a book say otherwise than its release."""
    readers = {
        ".onix.xml": (ONIX, onix.facts),
        ".mrc": (MARC, marc.iso2709),
        ".marc.xml": (MARC, marc.marcxml),
        ".json": (OPDS2, opds.opds2),
        ".xml": (OPDS1, opds.atom),
    }
    files, statements = read_release(folder, slug)
    feeds = {OPDS1: 0, OPDS2: 0}
    for (book, file), data in parts.items():
        if book != slug:
            continue
        kind, read = next(reader for end, reader in readers.items() if file.endswith(end))
        feeds[kind] = feeds.get(kind, 0) + 1
        statements.append(Statement(kind, f"../{file}", tuple(read(data, file))))
    for kind in (ONIX, MARC, OPDS1, OPDS2):
        if not feeds.get(kind):
            yield _finding(kind, slug, Message("the catalogue does not have the book"))
    base = next((link.base for each in statements for link in each.links if link.address == link.base), "")
    published = base.rpartition("/")[0] + "/" if base else ""
    alone = [each for each in statements if not each.file.startswith("../")]
    own = {(finding.rule, finding.where, finding.message) for finding in differences(alone, files, published)}
    for finding in differences(statements, files, published):
        twin = tuple(_as_own(words, slug) for words in (finding.rule, finding.where, finding.message))
        about_list = "../" in finding.where or "../" in finding.message
        if about_list and twin not in own:  # else the release itself is at fault, and has a check of its own
            yield Finding(finding.rule, f"{slug}: {finding.where}", finding.level, finding.message)


def _as_own(words: str, slug: str) -> str:
    """What a finding about the list's file would be about the book's own file of that kind."""
    own = re.sub(r"\.\./opds/[^ :]*\.(xml|json)", r"opds.\1", words).replace("../opds.", "opds.")
    return own.replace("../records/catalogue.", f"records/{slug}.")


def _parts(out: Path, slugs: list[str]) -> tuple[_Parts, list[Finding]]:
    """The catalogue taken apart by book, and what belongs to none."""
    parts: _Parts = {}
    found: list[Finding] = []
    owners = {}
    for slug in slugs:
        for product in etree.parse(out / slug / "records" / f"{slug}.onix.xml").getroot().iterfind("{*}Product"):
            owners[text(product, "{*}RecordReference")] = slug
    found += _onix_parts(out, owners, parts)
    found += _marc_parts(out, slugs, parts)
    for path in sorted([out / "opds.xml", *out.glob("opds/*.xml")]):
        found += _atom_parts(out, path, slugs, parts)
    for path in sorted([out / "opds.json", *out.glob("opds/*.json")]):
        found += _json_parts(out, path, slugs, parts)
    return parts, found


def _onix_parts(out: Path, owners: dict[str, str], parts: _Parts) -> Iterator[Finding]:
    root = etree.parse(out / _ONIX).getroot()
    products: dict[str, list[etree._Element]] = {}
    seen: set[str] = set()
    for product in root.iterfind("{*}Product"):
        reference = text(product, "{*}RecordReference")
        if reference in seen or reference not in owners:
            words = (
                Message("the record {} is there twice", reference)
                if reference in seen
                else Message("the record {} is of no book of the list", reference)
            )
            yield _finding(ONIX, f"{_ONIX}: {place(product)}", words)
        else:
            products.setdefault(owners[reference], []).append(product)
        seen.add(reference)
    for slug, own in products.items():
        message = etree.Element(root.tag, nsmap=root.nsmap)
        message.extend(copy.deepcopy(own))
        parts[slug, _ONIX] = etree.tostring(message)


def _marc_parts(out: Path, slugs: list[str], parts: _Parts) -> Iterator[Finding]:
    """By the control number, which the records of one book have in common with its release."""
    owners = {}
    for slug in slugs:
        for record in pymarc.MARCReader((out / slug / "records" / f"{slug}.mrc").read_bytes()):
            owners[str(record["001"].data) if record else ""] = slug
    plain: dict[str, list[bytes]] = {}
    for record in pymarc.MARCReader((out / _MARC).read_bytes()):
        number = str(record["001"].data) if record else ""
        if number not in owners:
            yield _finding(MARC, f"{_MARC}: 001", Message("the record {} is of no book of the list", number))
        elif record:
            plain.setdefault(owners[number], []).append(record.as_marc())
    parts |= {(slug, _MARC): b"".join(records) for slug, records in plain.items()}
    root = etree.parse(out / _MARCXML).getroot()
    elements: dict[str, list[etree._Element]] = {}
    for element in root.iterfind("{*}record"):
        number = text(element, "{*}controlfield[@tag='001']")
        if number not in owners:
            yield _finding(
                MARC, f"{_MARCXML}: {place(element)}", Message("the record {} is of no book of the list", number)
            )
        else:
            elements.setdefault(owners[number], []).append(element)
    for slug, own in elements.items():
        collection = etree.Element(root.tag, nsmap=root.nsmap)
        collection.extend(copy.deepcopy(own))
        parts[slug, _MARCXML] = etree.tostring(collection)


def _atom_parts(out: Path, path: Path, slugs: list[str], parts: _Parts) -> Iterator[Finding]:
    """Each entry as the only one of a feed that lies where the book's own lies, and has its address."""
    file = path.relative_to(out).as_posix()
    for entry in etree.parse(path).getroot().iterfind("{*}entry"):
        links = entry.findall("{*}link")
        slug = _slug_of([link.get("href", "") for link in links], file, slugs)
        if not slug:
            yield _finding(OPDS1, f"{file}: {place(entry)}", Message("the entry leads to no book of the list"))
            continue
        own = etree.parse(out / slug / "opds.xml").getroot()
        for element in own.findall("{*}entry"):
            own.remove(element)
        single = copy.deepcopy(entry)
        for link in single.iterfind("{*}link"):
            link.set("href", _in_release(link.get("href", ""), file, slug))
        own.append(single)
        parts[slug, file] = etree.tostring(own)


def _json_parts(out: Path, path: Path, slugs: list[str], parts: _Parts) -> Iterator[Finding]:
    file = path.relative_to(out).as_posix()
    for number, publication in enumerate(json.loads(path.read_bytes())["publications"]):
        links = [*publication["links"], *publication["images"]]
        slug = _slug_of([link["href"] for link in links], file, slugs)
        if not slug:
            where = f"{file}: publications/{number}"
            yield _finding(OPDS2, where, Message("the publication leads to no book of the list"))
            continue
        own = json.loads((out / slug / "opds.json").read_bytes())
        for link in links:
            link["href"] = _in_release(link["href"], file, slug)
        own["publications"] = [publication]
        parts[slug, file] = json.dumps(own).encode()


def _slug_of(addresses: list[str], file: str, slugs: list[str]) -> str:
    """The book whose folder all these addresses of a file lead into; empty for none."""
    folders = {
        posixpath.normpath(posixpath.join(posixpath.dirname(file), each)).partition("/")[0] for each in addresses
    }
    return folders.pop() if len(folders) == 1 and folders <= set(slugs) else ""


def _in_release(address: str, file: str, slug: str) -> str:
    path = posixpath.normpath(posixpath.join(posixpath.dirname(file), address))
    return posixpath.relpath(path, slug)


def _wrong_sums(out: Path, sums: dict[str, str]) -> Iterator[Finding]:
    """Each file has the checksum that the list gives, and each file of the catalogue has one."""
    for path, digest in sums.items():
        try:
            with (out / path).open("rb") as file:
                real = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            yield _finding(BYTES, f"{SUMS}: {path}", Message("the file is missing"))
            continue
        if real != digest:
            yield _finding(BYTES, f"{SUMS}: {path}", Message("says {}; the file has {}", digest, real))
    for path in (read_mark(out) or {}).keys() - sums.keys() - {SUMS}:
        yield _finding(BYTES, f"{SUMS}: {path}", Message("does not say"))


def _wrong_links(out: Path, slugs: list[str]) -> Iterator[Finding]:
    """Each link of a page hits a file; all books are on the pages of the whole list, with their titles, each once."""
    titles = {slug: _title(out / slug) for slug in slugs}
    shown: list[str] = []
    for path in sorted([out / "index.html", *out.glob("catalogue/*.html")]):
        file = path.relative_to(out).as_posix()
        whole = file == "index.html" or path.name.startswith("all-")
        page = html.parse(io.BytesIO(path.read_bytes())).getroot()
        for element in page.xpath("//*[@href or @src]"):
            address = element.get("href") or element.get("src")
            if urlsplit(address).scheme or address.startswith("#"):
                continue
            target = posixpath.normpath(posixpath.join(posixpath.dirname(file), unquote(urlsplit(address).path)))
            if not (out / target).is_file():
                yield _finding(PAGE, f"{file}: {element.tag}", Message('leads to "{}", which is not there', target))
            for name in element.xpath("span[@class='title']"):
                slug = target.partition("/")[0]
                shown += [slug] if whole else []
                if name.text_content() != titles.get(slug):
                    words = Message('says "{}"; its release says "{}"', name.text_content(), titles.get(slug, ""))
                    yield _finding(PAGE, f"{file}: {slug}", words)
    if sorted(shown) != slugs:
        wrong = tuple(sorted({slug for slug in {*shown, *slugs} if shown.count(slug) != slugs.count(slug)}))
        yield _finding(PAGE, "index.html", Message("does not show each book once: {}", wrong))


def _title(release: Path) -> str:
    return str(json.loads((release / "opds.json").read_bytes())["publications"][0]["metadata"]["title"])


def _wrong_addresses(out: Path, slugs: list[str]) -> Iterator[Finding]:
    """The sitemaps name each book's folder once, and the feed of new editions leads to books, with their titles and times."""
    named: list[str] = []
    first = ""
    for path in sorted(out.glob("sitemap*.xml")):
        for number, element in enumerate(etree.parse(path).getroot().iterfind("{*}url/{*}loc")):
            first = first or (str(element.text) if not number else "")
            inside = unquote(str(element.text).removeprefix(first))
            if not (out / inside / "index.html").is_file() and not (out / inside).is_file():
                yield _finding(
                    PAGE, f"{path.name}: {place(element)}", Message('leads to "{}", which is not there', inside)
                )
            named += [inside.rstrip("/")] if inside.endswith("/") else []
    if first and sorted(named) != slugs:
        yield _finding(PAGE, "sitemap.xml", Message("does not name each book once"))
    feed = etree.parse(out / "new.xml").getroot()
    for entry in feed.iterfind("{*}entry"):
        link = entry.find("{*}link")
        address = urlsplit(urljoin("x/", link.get("href", "") if link is not None else "")).path
        slug = address.split("/")[-2] if "/" in address else ""
        own = json.loads((out / slug / "opds.json").read_bytes())["publications"][0] if slug in slugs else None
        metadata = own["metadata"] if own else {}
        title = ". ".join(filter(None, (metadata.get("title"), metadata.get("subtitle"))))
        said = (text(entry, "{*}title"), text(entry, "{*}updated"), text(entry, "{*}id"))
        if said != (" ".join(title.split()), metadata.get("modified"), metadata.get("identifier")):
            yield _finding(
                PAGE, f"new.xml: {place(entry)}", Message('does not say what the release of "{}" says', slug)
            )


def _finding(rule: str, where: str, message: Message) -> Finding:
    return Finding(rule, where, "error", message)
