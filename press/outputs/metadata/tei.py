"""The received and the emended text as TEI P5: ``choice``/``sic``/``corr``, the reasons apart in ``standOff``.

https://tei-c.org/release/doc/tei-p5-doc/en/html/CO.html#COEDCOR and .../SA.html#SASOstdf
"""

from __future__ import annotations

from lxml import etree

from press.compose.composition import Composition
from press.compose.emendation_register import SIGLUM, NumberedEmendation, numbered_emendations
from press.compose.fragment_places import fragment_elements, italics, places
from press.core.languages import label
from press.core.xhtml import Element, append
from press.core.xml import maker
from press.input.metadata import Metadata
from press.input.received_text import Fragment, ReceivedText, apply

_TEI = "http://www.tei-c.org/ns/1.0"
_make = maker(_TEI, {None: _TEI})
_XML = "{http://www.w3.org/XML/1998/namespace}"
#: Who answers for the corrections: the editors named in the TEI header.
_RESPONSIBLE = "#editors"
#: How sure a correction is (``teidata.certainty``).
_CERTAINTY = {"documented": "high", "retroversion": "medium", "conjecture": "low"}
_KINDS = ("spacing", "orthography", "grammar", "translation", "fact", "deletion", "relocation")


def emendations_tei(composition: Composition) -> bytes:
    """One ``ab`` for each fragment, one ``choice`` for each correction; a note in ``standOff`` gives its reason.

    A relocation changes no word: it is a note alone. Words in italics are ``hi``; a line's end is ``lb``.
    """
    source, metadata = composition.received_text, composition.metadata
    if source is None:
        raise ValueError("the book has no received text")
    root = _make("TEI")
    root.set(f"{_XML}lang", metadata.language)
    _header(root, composition, source)
    entries = numbered_emendations(source)
    elements = dict(fragment_elements(composition.documents))
    body = _sub(_sub(root, "text"), "body")
    for fragment in source.fragments:
        block = _sub(body, "ab", n=str(fragment.number), type="fragment")
        block.set(f"{_XML}id", f"f{fragment.number}")
        own = [entry for entry in entries if entry.emendation.fragment == fragment.number]
        slanted = italics(elements[fragment.number]) if fragment.number in elements else set()
        _Writer(block, fragment, own, slanted).write()
    apart = _sub(_sub(root, "standOff"), "listAnnotation")
    where = places(composition.documents)
    for entry in entries:
        _note(apart, entry, where, metadata.language)
    for part in root.iterchildren(f"{{{_TEI}}}teiHeader", f"{{{_TEI}}}standOff"):
        etree.indent(part)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8")) + b"\n"


def _header(root: Element, composition: Composition, source: ReceivedText) -> None:
    metadata = composition.metadata
    header = _sub(root, "teiHeader")
    description = _sub(header, "fileDesc")
    _titles(_sub(description, "titleStmt"), metadata)
    if metadata.edition_statement:
        number = str(metadata.edition.number or "") or metadata.version
        edition = _sub(_sub(description, "editionStmt"), "edition", words=metadata.edition_statement)
        if number:
            edition.set("n", number)
    _publication(_sub(description, "publicationStmt"), metadata)
    if metadata.series:
        series = _sub(description, "seriesStmt")
        _sub(series, "title", words=metadata.series.title, level="s")
        if metadata.series.number:
            _sub(series, "biblScope", words=metadata.series.number, unit="volume")
        if metadata.series.issn:
            _sub(series, "idno", words=metadata.series.issn, type="ISSN")
    _source(_sub(description, "sourceDesc"), composition, source)
    encoding = _sub(header, "encodingDesc")
    taxonomy = _sub(_sub(encoding, "classDecl"), "taxonomy")
    for kind in _KINDS:
        category = _sub(taxonomy, "category")
        category.set(f"{_XML}id", f"kind-{kind}")
        _sub(category, "catDesc", words=label(metadata.language, f"kind_{kind}"))


def _titles(statement: Element, metadata: Metadata) -> None:
    _sub(statement, "title", words=metadata.title, type="main")
    if metadata.subtitle:
        _sub(statement, "title", words=metadata.subtitle, type="sub")
    for person in metadata.contributors:
        if person.role == "aut":
            author = _sub(statement, "author", words=person.name)
            if person.links:
                author.set("ref", " ".join(person.links))
    names = metadata.names("edt") or [label(metadata.language, "editors_of").format(metadata.title)]
    _sub(statement, "editor", words=", ".join(names)).set(f"{_XML}id", _RESPONSIBLE[1:])


def _publication(statement: Element, metadata: Metadata) -> None:
    publisher = metadata.publisher or metadata.imprint
    editors = ", ".join(metadata.names("edt")) or label(metadata.language, "editors_of").format(metadata.title)
    _sub(statement, "publisher" if publisher else "authority", words=publisher or editors)
    if metadata.place and publisher:
        _sub(statement, "pubPlace", words=metadata.place)
    if metadata.date:
        _sub(statement, "date", words=metadata.date.isoformat(), when=metadata.date.isoformat())
    _sub(statement, "idno", words=metadata.identifier, type="URN")
    if metadata.doi:
        _sub(statement, "idno", words=metadata.doi, type="DOI")
    if metadata.rights:
        rights = _sub(statement, "availability")
        if metadata.rights.url:
            _sub(rights, "licence", words=metadata.rights.statement, target=metadata.rights.url)
        else:
            _sub(rights, "p", words=metadata.rights.statement)


def _source(description: Element, composition: Composition, source: ReceivedText) -> None:
    """The witnesses; without a list of them, the file alone."""
    extent = label(composition.metadata.language, "fingerprint").format(source.path.name, source.size)
    group = _sub(description, "listWit")
    for witness in composition.witnesses or ({"siglum": SIGLUM, "title": source.path.name, "edited": True},):
        item = _sub(group, "witness", words=f"{witness['title']}. " if witness.get("edited") else witness["title"])
        item.set(f"{_XML}id", witness["siglum"])
        item.set("n", witness["siglum"])
        if "address" in witness:
            item.text = f"{item.text} "
            _sub(item, "ref", words=witness["address"], target=_uri(witness["address"]))
        if "not_after" in witness:
            _sub(item, "date", words=witness["not_after"], notAfter=witness["not_after"])
        if witness.get("edited"):
            _sub(item, "note", words=f"{extent} {source.sha256}")


def _uri(address: str) -> str:
    """An address without characters that a URI has not (``teidata.pointer``)."""
    return "".join(c if c.isascii() else "".join(f"%{b:02X}" for b in c.encode()) for c in address)


class _Writer:
    """Writes the words of one fragment into its ``ab``; ``slanted`` are the emended signs in italics."""

    def __init__(self, block: Element, fragment: Fragment, entries: list[NumberedEmendation], slanted: set[int]):
        self.block, self.fragment, self.slanted = block, fragment, slanted
        self.by_span = {(e.emendation.start, e.emendation.end): e for e in entries if e.emendation.kind != "relocation"}
        self.sign = 0

    def write(self) -> None:
        """Write all segments in order."""
        text, segments = apply(self.fragment)
        for segment in segments:
            received = self.fragment.received[slice(*segment.received)]
            emended = text[slice(*segment.emended)]
            if segment.changed:
                self._choice(self.by_span[segment.received], received, emended)
            else:
                self._emended(self.block, emended)

    def _choice(self, entry: NumberedEmendation, received: str, emended: str) -> None:
        change = entry.emendation
        choice = _sub(self.block, "choice", n=entry.number)
        choice.set(f"{_XML}id", f"e{entry.number}")
        wrong = _sub(choice, "sic")
        for place, line in enumerate(received.split("\n")):
            if place:
                _sub(wrong, "lb")
            append(wrong, line)
        right = _sub(
            choice,
            "corr",
            resp=_RESPONSIBLE,
            cert=_CERTAINTY[change.degree],
            type=change.degree,
            ana=f"#kind-{change.kind}",
        )
        self._emended(right, emended)

    def _emended(self, parent: Element, text: str) -> None:
        """Add emended words, those in italics in ``hi``; a space goes with the words before it."""
        last: Element | None = None
        for character in text:
            if not character.isspace():
                slant = self.sign in self.slanted
                last = (_sub(parent, "hi", rend="italic") if last is None else last) if slant else None
                self.sign += 1
            elif self.sign not in self.slanted:
                last = None
            append(parent if last is None else last, character)


def _note(apart: Element, entry: NumberedEmendation, where: dict[int, str], language: str) -> None:
    change = entry.emendation
    target = f"#f{change.fragment}" if change.kind == "relocation" else f"#e{entry.number}"
    note = _sub(apart, "note", type="reason", n=entry.number, target=target, resp=_RESPONSIBLE)
    note.set("ana", f"#kind-{change.kind}")
    note.text = change.reason
    if change.kind == "relocation":
        append(note, f" ({label(language, 'kind_relocation')}: {where.get(change.fragment, '')})")
    if change.reference:
        append(note, " ")
        _sub(note, "bibl", words=change.reference)


def _sub(parent: Element, name: str, /, words: str = "", **attributes: str) -> Element:
    append(parent, element := _make(name, words, **attributes))
    return element
