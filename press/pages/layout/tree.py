"""The HTML of the pages: each document as a section, its notes at their calls, ready for the stylesheets.

Screen and print are set from the same sections, with ``base.css`` and ``paged.css``.
"""

from __future__ import annotations

import copy
from collections.abc import Container, Iterator, Sequence
from functools import partial

from lxml import etree

from press.compose.adjustments import adjust
from press.compose.code import wrap_code
from press.compose.composition import Composition
from press.compose.cross_references import page_references
from press.compose.document import CONTENTS, Document
from press.compose.figures import Picture
from press.compose.index import IndexEntry, index_element, index_holders, reference_words
from press.compose.page_items import wrap
from press.compose.syllables import part_syllables
from press.core.languages import direction_attribute, direction_of, label
from press.core.stylesheets import scaled, stylesheet
from press.core.typefaces import font_face_rules
from press.core.xhtml import Element, append, classes, inner, make, parent_of, replace, with_class
from press.input.metadata import UNDATED, Metadata
from press.pages.layout.endnotes import BOOK, CHAPTER, ENDNOTES, FOOT, before_notes, notes_of_book, notes_of_chapter
from press.pages.layout.formulas import place_formulas
from press.pages.layout.initials import mark_initial
from press.pages.layout.long_notes import divide_long_notes
from press.pages.layout.numbered_lists import marks, number_lists
from press.pages.layout.run_on import joined, leaders
from press.pages.layout.weasyprint.folio_placeholders import ATTRIBUTE as GAP
from press.pages.layout.weasyprint.folio_placeholders import digits_placeholder
from press.pages.layout.wide_tables import set_wide_tables

#: The stylesheets of a page without its head, and what the two paged editions add.
PAGE_SHEETS = ("base.css", "paged.css")
SCREEN, PRINT = "screen.css", "print.css"
#: Keeps a note's call on the line of the word that it follows.
WORD_JOINER = "\u2060"
#: What the ids of measured words begin with.
WORD = "w-"
#: What stands for a folio that is not known yet.
UNKNOWN = "00"
#: Before these a space is an element of its own: a line must end there, a page is taken from the word, not from the
#: space that ends the page before, and the line under a link begins with its word.
_OUTSIDE = frozenset(("mention", "nowrap"))
_INLINE = ("a", "abbr", "b", "cite", "code", "em", "i", "span", "strong")


def style(composition: Composition, *sheets: str) -> str:
    """The text of these stylesheets, with the typefaces, the measures and the title for the running heads."""
    metadata, families = composition.metadata, composition.fallbacks
    values = {"title": _css_string(metadata.title), **composition.form.properties}
    running = f":root {{ {'; '.join(f'--{name}: {value}' for name, value in values.items())} }}"
    measures, large = composition.form, "large-print" in metadata.design.look.options
    form = partial(scaled, scale=measures.scale, least=(measures.size, measures.leading) if large else None)
    look, direction = metadata.design.look, direction_of(metadata.language)
    texts = (form(stylesheet(sheet, families, direction, look)) for sheet in sheets)
    rules = font_face_rules((look.faces.text, look.faces.heading, *families))
    return "\n".join([rules, running, *texts, metadata.design.own("pages")])


def sections(
    composition: Composition, folios: dict[str, str], measured: bool = False, without: Container[str] = ()
) -> Iterator[tuple[str, Element]]:
    """Each document of the book, by its id, as a section with its notes; the contents follow the credits.

    ``folios`` are those of the index's anchors; while they are not known the index stays empty.
    Where the words are ``measured`` each has an id, to find where pages begin. The documents ``without`` are left out;
    those that follow on stand in the section of the first of their run.
    """
    followers = leaders(composition)
    left_out = {name for name, leader in followers.items() if leader in without}
    for name, section in joined(_sections(composition, folios, measured, without, left_out), followers):
        number_lists(section)
        yield name, section


def _sections(
    composition: Composition,
    folios: dict[str, str],
    measured: bool,
    without: Container[str],
    left_out: Container[str],
) -> Iterator[tuple[str, Element]]:
    language, notes = composition.metadata.language, composition.metadata.design.notes
    words = reference_words(language)
    for document in composition.documents:
        if document.id not in without and document.id not in left_out:
            section = _section(document, "start" if document is composition.start else "", measured, notes == FOOT)
            wrapped = measured and document.kind != "index"
            adjust(section, document, composition.adjustments, wrapped, composition.names)
            part_syllables(section)
            divide_long_notes(section, composition.form)
            _lay_on_side(section)
            wrap_code(section, composition.form)
            place_formulas(section, composition.form)
            if "first-lines-drop-cap" in composition.metadata.design.look.options:
                mark_initial(section)
            set_wide_tables(section, composition.form, composition.metadata.design.look, language)
            for holder, entries in index_holders(section, composition.index, composition.terms) if folios else ():
                holder.append(index_element(entries, folios, lambda mention: f"#{mention.anchor}", words))
            if measured and document.kind == "index":
                wrap(section, f"{WORD}{document.id}-")
            if notes == CHAPTER and document.notes:
                section.append(notes_of_chapter(document, language))
            yield document.id, section
        if notes == BOOK and document.id == before_notes(composition)[-1] and ENDNOTES not in without:
            section_of_notes = notes_of_book(composition)
            if section_of_notes is not None:
                yield ENDNOTES, section_of_notes
        if document.kind == "copyright":
            contents = _contents(composition)
            if measured:
                wrap(contents, f"{WORD}{CONTENTS}-")
            yield CONTENTS, contents


def named_places(section: Element) -> set[str]:
    """The identifiers that a document gives the page of."""
    found = {reference.get("href", "")[1:] for reference in page_references(section)}
    return found | {span.get("data-page", "")[1:] for span in section.iter("span") if "page" in classes(span)}


def indexed_places(section: Element, names: Sequence[IndexEntry], terms: Sequence[IndexEntry]) -> set[str]:
    """The identifiers whose pages a document has as an index: only once they are known is it known what it prints."""
    found = (entry for _, entries in index_holders(section, names, terms) for entry in entries)
    return {mention.anchor for entry in found for mention in entry.all_mentions()}


def prepared(body: Element, folios: dict[str, str] | None, linked: bool = True) -> Element:
    """A body as WeasyPrint takes it well: page numbers in their places, links and spaces where it wants them.

    The page numbers are text, which stands in for those of ``folios``, or left to the stylesheet where these are None.
    Changes ``body``.
    """
    for reference in page_references(body):
        reference.attrib.pop("title")
        number = make("span", klass=f"page {reference.get('data-part')}", data_page=reference.get("href", ""))
        number.tail, reference.tail = reference.tail, "\u00a0"
        reference.addnext(number)
    if folios is not None:
        for number in body.iter("span"):
            if "page" in classes(number) and number.get("data-page"):
                anchor = number.attrib.pop("data-page")[1:]
                folio = folios.get(anchor, UNKNOWN)
                number.text = digits_placeholder(folio)
                if folio.isdecimal():
                    number.set(GAP, anchor)
    for link in list(body.iter("a")):
        if linked:
            _push_down(link)
        else:  # a printer takes no annotations
            link.tag = "span"
            link.attrib.pop("href", None)
    _lead_with_spaces(body)
    return body


def cover_section(metadata: Metadata, cover: Picture) -> Element:
    """The cover as the first page of the screen PDF."""
    image = make("img", src=f"images/{cover.name}", alt=metadata.cover_text or metadata.whole_title)
    return make("section", image, klass="cover")


def page(metadata: Metadata, body: Element, style: str = "") -> Element:
    """A whole HTML tree, with the metadata of the book."""
    values = [("author", name) for name in metadata.names("aut")]
    values += [("description", metadata.description)] if metadata.description else []
    values += [("keywords", ", ".join(metadata.subject_names))] if metadata.subject_names else []
    moment = metadata.timestamp.strftime("%Y-%m-%dT%H:%M:%SZ")
    if metadata.timestamp != UNDATED:
        values += [("dcterms.created", moment), ("dcterms.modified", moment)]
    described = [make("meta", name=name, content=content) for name, content in values]
    sheet = [make("style", style)] if style else []
    head = make("head", make("title", metadata.whole_title), *described, *sheet)
    return make("html", head, body, lang=metadata.language, **direction_attribute(metadata.language))


def _css_string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _section(document: Document, start: str, measured: bool, at_foot: bool) -> Element:
    """A document whose notes, where they are to stand ``at_foot``, stand at their calls, ready for ``float: footnote``."""
    section: Element = etree.fromstring(etree.tostring(document.body))
    section.set("class", f"{section.get('class')} {document.part} {start}".strip())
    if measured and document.kind != "index":
        wrap(section, f"{WORD}{document.id}-")
    notes = {note.id: note for note in document.notes}
    for call in list(section.xpath(".//a[@role='doc-noteref']")):
        if not at_foot:
            parent_of(call).text = WORD_JOINER
            continue
        note = notes[call.get("href", "")[1:]]
        back = make("a", str(note.number), href=f"#{note.call_id}")
        footnote = make("span", make("span", back, "\u00a0", klass="fn-number"), klass="fn", id=note.id)
        for block, following in zip(note.content, [*note.content[1:], None], strict=True):
            for part in inner(block) if block.tag == "p" else [_as_spans(copy.deepcopy(block))]:
                append(footnote, part)
            if following is not None and block.tag == following.tag == "p":  # others begin and end a line themselves
                append(footnote, make("br"))
        sup = call.getparent()
        footnote.tail, sup.tail = sup.tail, None
        sup.addnext(footnote)
        sup.text = WORD_JOINER
    return section


def _lay_on_side(section: Element) -> None:
    """Put what has a page on which it lies on its side into a block that the stylesheet turns. Changes ``section``."""
    for block in [*with_class(section, "landscape", "figure"), *with_class(section, "landscape", "div")]:
        block[:] = [make("div", *inner(block), klass="lying")]
        block.text = None


def _as_spans(block: Element) -> Element:
    """A list, quotation, code or table of a note as spans that are set as blocks.

    A note stands within its paragraph, which HTML would end where a block begins. Changes ``block``.
    """
    for items in list(block.iter("ol", "ul")):
        before = marks(items) if items.tag == "ol" else ["•"] * len(items)
        for item, mark in zip(items.findall("li"), before, strict=False):
            first = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
            first.text = f"{mark}\u00a0{(first.text or '').lstrip()}"
    for element in list(block.iter(etree.Element)):
        if element.tag not in _INLINE and element.tag not in ("img", "sup", "sub", "br", "small"):
            element.set("class", f"fn-block fn-{element.tag!s} {element.get('class', '')}".strip())
            element.tag = "span"
            if len(element) and "fn-pre" not in element.get("class", ""):  # lines between blocks would be printed
                element.text = (element.text or "").strip("\n") or None
                for child in element:
                    child.tail = (child.tail or "").strip("\n") or None
            for name in ("start", "type", "value", "reversed", "colspan", "rowspan", "scope"):
                element.attrib.pop(name, None)
    block.tail = None
    return block


def _contents(composition: Composition) -> Element:
    """The contents: page numbers in the place of ``data-page``."""
    language = composition.metadata.language
    items = []
    divided = any(document.kind == "part" for document in composition.listed)
    for document in composition.listed:
        parts: list[Element | str] = [make("span", document.printed_number, klass="ordinal")] if document.number else []
        link = make("a", *document.title_parts, href=f"#{document.id}")
        number = make("span", klass="leader page", data_page=f"#{document.id}")
        authors = [make("span", document.authors, klass="authors")] if document.authors else []
        entry = make("span", link, klass="entry")
        items.append(make("li", *parts, entry, "\u00a0", number, *authors, klass=document.part))
        if divided and document.kind == "part":
            items[-1].set("class", f"{document.part} part")
        if composition.metadata.design.notes == BOOK and document.id == _last_before_notes(composition):
            link = make("a", label(language, "notes"), href=f"#{ENDNOTES}")
            number = make("span", klass="leader page", data_page=f"#{ENDNOTES}")
            items.append(make("li", make("span", link, klass="entry"), "\u00a0", number, klass="back"))
    title = make("h1", make("span", label(language, "contents"), klass="title"), id=CONTENTS)
    return make("section", title, make("ol", *items), klass="document toc front", role="doc-toc")


def _last_before_notes(composition: Composition) -> str:
    """The document after which the contents list the notes of the book; empty for a book without notes."""
    before = before_notes(composition)
    has_notes = any(document.notes for document in composition.documents)
    return [document.id for document in composition.listed if document.id in before][-1] if has_notes else ""


def _push_down(link: Element) -> None:
    """``<a>x <em>y</em></a>`` -> ``<a>x </a><em><a>y</a></em>``: WeasyPrint tags an element inside a link wrongly."""
    if not len(link) or any(child.tag == "img" for child in link.iter()):
        return
    shared = {name: value for name, value in link.attrib.items() if name in ("href", "class", "role")}
    holder = make("span", *inner(link))
    for element in list(holder.iter()):
        children = list(element)
        if element.text and element.text.strip():
            text, element.text = element.text, None
            element.insert(0, make("a", text, **shared))
        for child in children:
            if child.tail and child.tail.strip():
                text, child.tail = child.tail, None
                child.addnext(make("a", text, **shared))
    if link.get("id"):
        holder.set("id", link.get("id", ""))
    replace(link, holder)


def _lead_with_spaces(body: Element) -> None:
    """``x <em>y</em>`` -> ``x<em> y</em>``, which reads the same.

    WeasyPrint 70 measures a text before an element with its last space, finds it too wide
    when only the space is, and breaks the line after its first word. A space alone, where words are spaced
    (``layout.yaml``), it prints with U+200B.
    """
    for element in body.iter(*_INLINE):
        previous, parent = element.getprevious(), parent_of(element)
        before = previous.tail if previous is not None else parent.text
        if not before or not before.endswith(" ") or (previous is None and not before.strip()):
            continue
        inside, names = element, set(classes(element))
        while not inside.text and len(inside) and inside[0].tag in _INLINE:
            inside = inside[0]
            names |= set(classes(inside))
        if not inside.text or inside.text.startswith(" ") or {"fn", "page"} & set(classes(element)):
            continue
        if element.get("dir"):  # the space is of the text around it
            continue
        if names & _OUTSIDE or inside.tag == "code":  # where a space is as wide as a sign of code
            element.addprevious(make("span", " "))
        else:
            inside.text = " " + inside.text
        if previous is not None:
            previous.tail = before[:-1]
        else:
            parent.text = before[:-1]
