"""Mathematics: displays on lines of their own, with their numbers; and the drawings of all formulas for the pages.

The EPUB has MathML; WeasyPrint sets none, so the pages show drawings of the same MathML (``press/compose/formula.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from hashlib import sha256

import msgspec
from lxml import etree

from press.compose.document import Document
from press.compose.figures import Picture
from press.compose.formula import Drawing, draw
from press.core.cache import Cache, cache_key
from press.core.limits import FORMULA_ELEMENTS
from press.core.parallel import worker_processes
from press.core.problems import Problems
from press.core.xhtml import Element, classes, make, parent_of, replace, text_of, with_class
from press.input.manuscript import MarkdownFile
from press.input.page_form import PageForm

#: The number of a display (``<span>``), and the display itself (``<div>``).
NUMBER, EQUATION = "equation-number", "equation"
#: What a display leaves free of the measure, in ems.
_CLEAR = 0.4
#: Formulas of a document from which on they are drawn in several processes.
_MANY = 60
_DRAWINGS = msgspec.json.Decoder(list[Drawing | str])


def set_formulas(tree: Element, number: int, source: MarkdownFile, problems: Problems) -> None:
    """Set the displays of a document on lines of their own and number those that have an identifier. Changes ``tree``.

    ``number`` is the chapter's, 0 for none. What pandoc cannot read is a Problem, and stays as its TeX, as code.
    """
    for span in [span for name in ("inline", "display") for span in with_class(tree, name, "span")]:
        if "math" in classes(span):
            tex = text_of(span).strip("$").strip()
            words, hint = (
                f'"{tex[:80]}" cannot be set as mathematics',
                "Its TeX is printed as code; write it in another way.",
            )
            problems.add(source.path, _line(tex, source), "M030", words, hint)
            span.tag, span.text = "code", tex
            del span.attrib["class"]
            del span[:]
    for formula in list(tree.iter("math")):
        if sum(1 for _ in formula.iter()) > FORMULA_ELEMENTS:
            tex = formula.get("alttext", "")
            words = f'the formula "{tex[:80]}" has more than {FORMULA_ELEMENTS} elements'
            problems.add(source.path, _line(tex, source), "M012", words, "Divide it.")
            replace(formula, make("code", tex[:80]))  # nothing is made of it any more
    count = 0
    for formula in [formula for formula in tree.iter("math") if formula.get("display") == "block"]:
        around = parent_of(formula)
        holder = around if EQUATION in classes(around) and len(around) == 1 else formula
        block = make("div", klass=EQUATION)
        tag = holder.attrib.pop("data-tag", "")
        if holder.get("id"):
            block.set("id", holder.get("id", ""))
            if not tag:
                count += 1
                tag = f"{number}.{count}" if number else str(count)
        _place(holder, formula, block)
        if tag:
            block.append(make("span", f"({tag})", klass=NUMBER))


def _place(holder: Element, formula: Element, block: Element) -> None:
    """Put the block in the place of ``holder``, between the halves of its paragraph, with the stop that follows."""
    paragraph = parent_of(holder)
    tail, holder.tail = holder.tail or "", None
    stop = re.match(r"\s*([.,;:!?]+)(?=\s|$)", tail)
    if stop:
        tail = tail[stop.end() :]
    if paragraph.tag != "p":
        block.tag = "span"
        replace(holder, block)
    else:
        rest = make("p", tail.lstrip(), *[], klass="continued")
        for element in list(holder.itersiblings()):
            rest.append(element)
        paragraph.remove(holder)
        paragraph.addnext(block)
        if text_of(rest) or len(rest):
            block.addnext(rest)
            rest.tail = "\n"
        if not text_of(paragraph) and not len(paragraph):
            replace(paragraph)
        tail = ""
    formula.tail = stop[1] if stop else None
    block.append(formula)
    if tail:
        block.tail = tail + (block.tail or "")


def _line(tex: str, source: MarkdownFile) -> int:
    return source.line_of(tex) or source.line_of(tex.split("\n")[0][:40])


def draw_formulas(
    documents: Sequence[Document], form: PageForm, cache: Cache, jobs: int, problems: Problems
) -> tuple[Picture, ...]:
    """The drawings of all formulas, each once; their names and sizes are noted at the formulas, in ``data-`` attributes.

    A Problem for each that cannot be drawn.
    """
    pictures: dict[str, Picture] = {}
    room = round(form.measure / form.size - _CLEAR, 2)
    for document in documents:
        formulas = [formula for root in document.roots() for formula in root.iter("math")]
        texts = [_text(formula) for formula in formulas]
        wanted = sorted(set(texts))
        if not wanted:
            continue
        stored = cache.get_or_make(cache_key("formulas", str(room), *wanted), partial(_encoded, wanted, room, jobs))
        drawings = dict(zip(wanted, _DRAWINGS.decode(stored), strict=True))
        for formula, text in zip(formulas, texts, strict=True):
            drawing = drawings[text]
            if isinstance(drawing, str):
                _report(formula, drawing, document, problems)
                continue
            names = []
            for piece in drawing.pieces:
                data = piece.svg.encode()
                name = f"formula-{sha256(data).hexdigest()[:16]}.svg"
                pictures.setdefault(name, Picture.of(name, data))
                names.append(name)
            formula.set("data-drawings", " ".join(names))
            formula.set("data-sizes", " ".join(f"{p.width} {p.height} {p.depth}" for p in drawing.pieces))
            formula.set("data-words", "\0".join(p.words for p in drawing.pieces).replace("\0", "|"))
    return tuple(pictures.values())


def _text(formula: Element) -> str:
    twin: Element = etree.fromstring(etree.tostring(formula, with_tail=False))
    twin.attrib.pop("alttext", None)
    twin.attrib.pop("id", None)
    return etree.tostring(twin, encoding="unicode")


def _encoded(texts: list[str], room: float, jobs: int) -> bytes:
    return msgspec.json.encode(_drawn(texts, room, jobs))


def _drawn(texts: list[str], room: float, jobs: int) -> list[Drawing | str]:
    if jobs < 2 or len(texts) < _MANY:
        return [draw(text, room) for text in texts]
    with worker_processes(jobs) as pool:
        return list(pool.map(partial(draw, room=room), texts, chunksize=16))


def _report(formula: Element, why: str, document: Document, problems: Problems) -> None:
    tex = formula.get("alttext", "")
    source = document.markdown
    words, hint = f'the pages cannot show "{tex[:80]}": {why}', "Its TeX is printed as code; write it in another way."
    problems.add(source.path if source else "book.yaml", _line(tex, source) if source else 0, "M030", words, hint)
    replace(formula, make("code", tex))
