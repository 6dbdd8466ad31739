"""Forms of text: lines of verse and their numbers, sources of quotations, scene breaks, notes in the margin, readings of ruby.

What is set by its class alone is in the stylesheets (end of ``paged.css``, ``epub-blocks.css``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.core.problems import Problems
from press.core.xhtml import Element, append, classes, inner, make, parent_of, replace, text_of, with_class
from press.input.manuscript import MarkdownFile

#: What other programs set in the margin, for which these pages have no room: a note.
_ASIDES = frozenset(("aside", "column-margin", "sidenote", "marginnote", "margin-note"))
_VERSE = ("verse", "poem", "poetry")
#: A paragraph that parts two scenes.
_SCENE = re.compile(r"(?:[*⁂•·∗✻❦❧◆◇♦~#§—–-][ \u00a0]*){1,7}")
_ALONE = frozenset("⁂❦❧◆◇♦✻~#§")
#: What a source begins with that stands under a quotation.
_DASH = re.compile(r"^(?:[—―–]|---?)\s*\S")


def name_asides(tree: Element, source: MarkdownFile, problems: Problems) -> None:
    """Advice where notes are to stand in the margin.

    The documents are laid out apart (:mod:`press.pages.layout.book`): on which side of a page its outer margin is comes
    out only when they are joined.
    """
    asides = [each for each in tree.iter("span", "div") if _ASIDES & {*classes(each)}]
    if asides:
        line = source.line_matching(rf"[.\"' :](?:{'|'.join(sorted(_ASIDES))})\b")
        words = "a note" if len(asides) == 1 else f"{len(asides)} notes"
        message = f"{words} in the margin: those within a paragraph are set at the foot, blocks where they are written"
        problems.add(source.path, line, "M027", message, "Write a note instead: word.^[The note.]")


def set_asides(tree: Element) -> None:
    """Make notes of what is marked to stand in the margin, numbered with the others, for :func:`take_notes`."""
    asides = [span for span in tree.iter("span") if _ASIDES & {*classes(span)}]
    asides = [span for span in asides if not any(one.get("id") == "footnotes" for one in span.iterancestors())]
    asides = [span for span in asides if not span.xpath(".//a[@role='doc-noteref']") and text_of(span)]
    if not asides:
        return
    section = next((child for child in tree if child.get("id") == "footnotes"), None)
    if section is None:
        section = make("section", make("ol"), id="footnotes")
        append(tree, section)
    items = {f"#{item.get('id')}": item for item in section.findall("ol/li")}
    for number, span in enumerate(asides, start=1):
        name = f"aside-{number}"
        items[f"#{name}"] = make("li", make("p", *inner(span)), id=name)
        _close_up(span)
        replace(span, make("a", href=f"#{name}", role="doc-noteref"))
    notes = make("ol")
    for number, call in enumerate(tree.xpath(".//a[@role='doc-noteref']"), start=1):
        item = items.get(call.get("href", ""))
        if item is not None:
            call.set("href", f"#fn{number}")
            item.set("id", f"fn{number}")
            notes.append(item)
    replace(section[-1], notes)


def _close_up(span: Element) -> None:
    """Take the space away that stands before a note's call."""
    before = span.getprevious()
    if before is not None:
        before.tail = (before.tail or "").rstrip(" \n")
    else:
        parent_of(span).text = (parent_of(span).text or "").rstrip(" \n")


def set_forms(tree: Element, strict: bool) -> None:
    """Set the forms of a document; in a ``strict`` book only those that have a class. Changes ``tree``."""
    for name in _VERSE:
        for verse in with_class(tree, name, "div"):
            if every := int(verse.attrib.pop("data-numbers", "0") or 0):
                _number_lines(verse, every, int(verse.attrib.pop("data-start", "1") or 1))
    if strict:
        return
    for link in with_class(tree, "superscript", "a"):  # the call of a note, in a book of another program
        raised = make("sup", *inner(link))
        link.text = None
        link[:] = [raised]
        del link.attrib["class"]
    for paragraph in list(tree.iter("p")):
        if _is_stanza(paragraph):
            paragraph.tag = "div"
            paragraph.set("class", "line-block")
    for block in with_class(tree, "line-block", "div"):
        _set_lines(block)
    for ruby in tree.iter("ruby"):
        if ruby.find(".//rp") is None:
            for reading in list(ruby.iter("rt")):
                reading.addprevious(make("rp", "("))
                tail, reading.tail = reading.tail, None
                closing = make("rp", ")")
                reading.addnext(closing)
                closing.tail = tail
    for paragraph in tree.iter("p"):
        words = text_of(paragraph)
        if words and _SCENE.fullmatch(words) and (words in _ALONE or len(words) > 2) and not paragraph.get("class"):
            paragraph.set("class", "scene-break")
    for quotation in [*tree.iter("blockquote"), *with_class(tree, "epigraph", "div")]:
        last = quotation[-1] if len(quotation) > 1 else None
        if last is not None and last.tag == "p" and _DASH.match(text_of(last)) and not last.get("class"):
            last.set("class", "source")


def _is_stanza(paragraph: Element) -> bool:
    """Whether a paragraph is lines of verse, each a ``<span>`` before a break, as Standard Ebooks writes them."""
    between = (paragraph.text or "", *(child.tail or "" for child in paragraph))
    tags = [child.tag for child in paragraph]
    return (
        len(tags) > 2
        and not paragraph.get("class")
        and not any(text.strip() for text in between)
        and tags[::2] == ["span"] * len(tags[::2])
        and tags[1::2] == ["br"] * len(tags[1::2])
    )


def _pieces(block: Element) -> Iterator[tuple[Element | None, list[Element | str]]]:
    """The lines of a block, each with the break that it follows and what stands in it."""
    after: Element | None = None
    line: list[Element | str] = [block.text or ""]
    for child in list(block):
        if child.tag == "br":
            yield after, line
            after, line = child, [child.tail or ""]
        else:
            line += [child, child.tail or ""]
    yield after, line


def _is_empty(line: list[Element | str]) -> bool:
    return not any(part.strip() if isinstance(part, str) else True for part in line)


def _number_lines(verse: Element, every: int, first: int) -> None:
    """Put the number before each line whose number ``every`` divides; empty lines have none."""
    count = first - 1
    for block in [block for block in verse.iter("div", "p") if block.tag == "p" or "line-block" in classes(block)]:
        for after, line in list(_pieces(block)):
            if _is_empty(line):
                continue
            count += 1
            if count % every:
                continue
            number = make("span", str(count), klass="line-number")
            if after is None:
                number.tail, block.text = block.text, None
                block.insert(0, number)
            else:
                text, after.tail = after.tail, None
                after.addnext(number)
                number.tail = (text or "").lstrip("\n")


def _set_lines(block: Element) -> None:
    """Set each line of verse as a block of its own, whose turnover hangs."""
    lines = [line for _, line in _pieces(block)]
    for child in list(block):
        block.remove(child)
    block.text = None
    for line in lines:
        made = make("span", klass="line")
        for part in line:
            if not isinstance(part, str):
                part.tail = None
            append(made, part if not isinstance(part, str) else part.lstrip("\n"))
        if _is_empty(line):
            made.text = "\u00a0"
        made.tail = "\n"
        block.append(made)
