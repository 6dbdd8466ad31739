"""A finished file with one thing altered: every text and every attribute of it, one after another."""

from __future__ import annotations

import copy
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pikepdf
import pymarc
import yaml
from lxml import etree, html

#: What stands before a value of RIS or BibTeX.
_NAMED = re.compile(r"[A-Z][A-Z0-9]  - |\s*\w+ = \{*|")


def changed(text: str) -> str:
    """The same text with its last letter or figure another one."""
    for place in range(len(text) - 1, -1, -1):
        sign = text[place]
        if sign.isalnum():
            other = str((int(sign) + 1) % 10) if sign.isdecimal() else "z" if sign != "z" else "y"
            return f"{text[:place]}{other}{text[place + 1 :]}"
    return f"{text}z"


def variants(text: str) -> list[str]:
    """The same text with its end altered; with the halves about its comma exchanged; in each word, a long one in its first."""
    first, comma, second = text.partition(", ")
    words = text.split()
    altered_words = list(enumerate(words[:-1] if len(text) < 60 else words[:1]))
    altered = [changed(text)] + ([f"{second.rstrip(',')}, {first}"] if comma else [])
    return altered + [" ".join([*words[:n], changed(word), *words[n + 1 :]]) for n, word in altered_words]


def alterations(file: str, data: bytes) -> Iterator[bytes]:
    """The file altered in each place, by its format."""
    if file.endswith(".epub"):
        yield from _epub(data)
    elif file.endswith(".pdf"):
        yield from _pdf(data)
    elif file.endswith((".json", ".jsonld")):
        yield from (json.dumps(tree).encode() for tree in _tree(json.loads(data)))
        if file.endswith(".csl.json"):
            yield data.replace(b'"family"', b"z").replace(b'"given"', b'"family"').replace(b"z:", b'"given":')
    elif file.endswith(".cff"):
        yield from (yaml.safe_dump(tree).encode() for tree in _tree(yaml.safe_load(data)))
        yield data.replace(b"family-", b"z-").replace(b"given-", b"family-").replace(b"z-", b"given-")
    elif file == "SHA256SUMS":
        for line in data.splitlines(keepends=True):
            yield data.replace(line, b"0" * 64 + line[64:])
            yield data.replace(line, b"")
    elif file.endswith(".txt"):
        yield from (data.replace(line, changed(line.decode()).encode()) for line in data.splitlines() if line)
    elif file.endswith(".mrc"):
        yield from _marc(list(pymarc.MARCReader(data)), _iso2709)
    elif file.endswith(".marc.xml"):
        yield from _marc(pymarc.parse_xml_to_array(io.BytesIO(data)), _marcxml)
    elif file.endswith((".bib", ".ris")):
        yield from _lines(data)
    elif file.endswith(".html"):
        yield from _html(data)
    else:
        yield from _xml(data)


def _lines(data: bytes) -> Iterator[bytes]:
    """A text altered in the values of one line, or without it."""
    lines = data.decode("utf-8").splitlines(keepends=True)
    for number, line in enumerate(lines):
        start, end = len(_NAMED.match(line)[0]), len(line.rstrip("},\r\n"))
        for changed_line in (*(f"{line[:start]}{words}{line[end:]}" for words in variants(line[start:end])), ""):
            yield "".join([*lines[:number], changed_line, *lines[number + 1 :]]).encode()


def _xml(data: bytes) -> Iterator[bytes]:
    root = etree.fromstring(data)
    for _ in _leaves(root):
        yield etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _leaves(root: Any) -> Iterator[None]:
    """Alter one text, one attribute or the presence of one element at a time."""
    for element in list(root.iter(etree.Element)):
        if element.text and element.text.strip():
            kept = element.text
            for element.text in variants(kept):
                yield
            element.text = kept
        for name, kept in list(element.attrib.items()):
            for other in variants(kept) if ", " in kept else [changed(kept)]:
                element.set(name, other)
                yield
            element.set(name, kept)
        parent = element.getparent()
        if parent is not None:
            place = parent.index(element)
            parent.remove(element)
            yield
            parent.insert(place, element)


def _html(data: bytes) -> Iterator[bytes]:
    root = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
    script = root.find(".//script[@type='application/ld+json']")
    for tree in _tree(json.loads(script.text)):
        script.text, kept = json.dumps(tree), script.text
        yield html.tostring(root, encoding="utf-8", doctype="<!DOCTYPE html>")
        script.text = kept
    for coins in root.findall(".//span[@class='Z3988']"):
        kept = coins.get("title")
        pairs = parse_qsl(kept)
        for number, (key, value) in enumerate(pairs):
            for other in [*variants(value), ""]:
                coins.set("title", urlencode([*pairs[:number], (key, other), *pairs[number + 1 :]]))
                yield html.tostring(root, encoding="utf-8", doctype="<!DOCTYPE html>")
        coins.set("title", kept)
    title = root.find(".//p[@class='citation']/em")
    kept = title.tail
    for found in re.finditer(r"\d{4}", kept):
        title.tail = f"{kept[: found.start()]}{changed(found[0])}{kept[found.end() :]}"
        yield html.tostring(root, encoding="utf-8", doctype="<!DOCTYPE html>")
    title.tail = kept
    for _ in _leaves(root):
        yield html.tostring(root, encoding="utf-8", doctype="<!DOCTYPE html>")


def _tree(tree: Any) -> Iterator[Any]:
    """A tree of JSON with one value altered or left out."""
    places = [(tree, key) for key in (tree if isinstance(tree, dict) else range(len(tree)))]
    while places:
        holder, key = places.pop()
        kept = holder[key]
        if isinstance(kept, (dict, list)):
            places += [(kept, inner) for inner in (kept if isinstance(kept, dict) else range(len(kept)))]
        else:
            for holder[key] in [kept + 1] if isinstance(kept, int) else variants(kept):
                yield copy.deepcopy(tree)
        if isinstance(holder, dict):
            del holder[key]
            yield copy.deepcopy(tree)
        holder[key] = kept


def _iso2709(records: list[pymarc.Record]) -> bytes:
    return b"".join(record.as_marc() for record in records)


def _marcxml(records: list[pymarc.Record]) -> bytes:
    out = io.BytesIO()
    writer = pymarc.XMLWriter(out)
    for record in records:
        writer.write(record)
    writer.close(close_fh=False)
    return out.getvalue()


def _marc(records: list[pymarc.Record], written: Callable[[list[pymarc.Record]], bytes]) -> Iterator[bytes]:
    """Each sign of the fields of fixed length altered, and each subfield of the others."""
    for field in [field for record in records for field in record.fields]:
        if field.is_control_field():
            kept = field.data
            for place in range(len(kept)):
                field.data = kept[:place] + changed(kept[place]) + kept[place + 1 :]
                yield written(records)
            field.data = kept
            continue
        for number, part in enumerate(field.subfields):
            for value in variants(part.value):
                field.subfields[number] = pymarc.Subfield(part.code, value)
                yield written(records)
            field.subfields[number] = part


def repacked(data: bytes, change: dict[str, bytes]) -> bytes:
    """An archive with some of its files changed, or new."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            target.writestr(entry, change.get(entry.filename, source.read(entry)))
        for name in change.keys() - set(source.namelist()):
            target.writestr(name, change[name])
    return out.getvalue()


def _epub(data: bytes) -> Iterator[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for name, content in files.items():
        if name.endswith((".opf", ".ncx", "contents.xhtml", "copyright.xhtml")) or b'class="credits"' in content:
            yield from (_stored(files | {name: other}) for other in _xml(content))
        elif name.endswith("cover.jpg"):
            yield _stored(files | {name: content + b"z"})
    yield _stored(files | {"META-INF/encryption.xml": b"<encryption/>"})
    described = next(name for name, content in files.items() if b'"describe"' in content)
    yield _stored(files | {described: files[described].replace(b'"describe"', b'"other"')})


def _stored(files: dict[str, bytes]) -> bytes:
    """An archive without compression, which is made hundreds of times."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def _pdf(data: bytes) -> Iterator[bytes]:
    """One entry altered of the information, the catalogue, the metadata and the links; a page more; encrypted."""

    def saved(change: Callable[[pikepdf.Pdf], None], **how: Any) -> bytes:
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(data)) as pdf:
            change(pdf)
            pdf.save(out, **how)
        return out.getvalue()

    with pikepdf.open(io.BytesIO(data)) as pdf:
        keys, catalogue, pages = list(pdf.docinfo.keys()), list(pdf.Root.keys()), len(pdf.pages)
        metadata = pdf.Root.Metadata.read_bytes() if "/Metadata" in pdf.Root else b""
    for key in keys:
        yield saved(lambda pdf, key=key: pdf.docinfo.__setitem__(key, changed(str(pdf.docinfo[key]))))
    for key in catalogue:
        if key not in ("/Type", "/Pages"):
            yield saved(lambda pdf, key=key: pdf.Root.__delitem__(key))
    for other in _xml(metadata) if metadata else ():
        yield saved(lambda pdf, other=other: setattr(pdf.Root, "Metadata", pdf.make_stream(other)))
    yield saved(lambda pdf: pdf.add_blank_page())
    for number in range(pages):
        yield saved(lambda pdf, number=number: pdf.pages.__delitem__(number))
    yield saved(_other_addresses)
    yield saved(_other_labels)
    yield saved(lambda pdf: pdf.Root.__setitem__("/Lang", pikepdf.String("la")))
    yield saved(lambda pdf: None, encryption=pikepdf.Encryption(owner="z", user=""))


def _other_addresses(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        for note in page.get("/Annots", []):
            if "/A" in note and "/URI" in note.A:
                note.A.URI = changed(str(note.A.URI))


def _other_labels(pdf: pikepdf.Pdf) -> None:
    """Arabic numbers from the second page."""
    labels = pikepdf.Array([0, pikepdf.Dictionary(S=pikepdf.Name.r), 1, pikepdf.Dictionary(S=pikepdf.Name.D)])
    pdf.Root.PageLabels = pikepdf.Dictionary(Nums=labels)
