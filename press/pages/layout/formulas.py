"""Formulas on the pages: the drawings that the composition made of them, on the line and within the measure."""

from __future__ import annotations

import re

import pikepdf

from press.compose.code import measure
from press.compose.mathematics import EQUATION, NUMBER
from press.core.xhtml import Element, append, classes, make, parent_of, replace
from press.input.page_form import PageForm

#: What the alternative text of a formula begins with until it is tagged: WeasyPrint knows figures only.
_MARK = "\ue003"
#: The room that the number of a display takes on each side, in points.
_NUMBER = 36.0


def place_formulas(section: Element, form: PageForm) -> None:
    """Put its drawings in the place of each formula of a page tree. Changes ``section``."""
    for formula in list(section.iter("math")):
        names = formula.attrib.pop("data-drawings", "").split()
        sizes = [float(size) for size in formula.attrib.pop("data-sizes", "").split()]
        words = formula.attrib.pop("data-words", "").split("|")
        if not names:
            continue
        texts = words if len(names) > 1 and len(words) == len(names) else [formula.get("alttext", "")] * len(names)
        around = parent_of(formula)
        numbered = any(NUMBER in classes(child) for child in around)
        room = (measure(formula, form) - 2 * _NUMBER * numbered) / form.size
        images = [
            _image(name, text, sizes[3 * place : 3 * place + 3], room)
            for place, (name, text) in enumerate(zip(names, texts, strict=True))
        ]
        replace(formula, *images)
        if EQUATION not in classes(around):
            _bind(images[0], images[-1])


def _image(name: str, words: str, sizes: list[float], room: float) -> Element:
    width, height, depth = sizes
    scale = min(1.0, room / width) if width else 1.0
    width, height, depth = (round(scale * size, 3) for size in (width, height, depth))
    style = f"width:{width}em;height:{height}em;vertical-align:{-depth}em"
    return make("img", src=f"images/{name}", alt=f"{_MARK}{words or name}", klass="formula", style=style)


def _bind(first: Element, last: Element) -> None:
    """Keep a formula on the line of the brackets and stops beside it."""
    tail = re.match(r"[^\s\w]+", last.tail or "")
    before, parent = first.getprevious(), parent_of(first)
    text = (before.tail if before is not None else parent.text) or ""
    lead = re.search(r"[^\s\w]+$", text)
    for image, found, ahead in ((last, tail, False), (first, lead, True)):
        if not found:
            continue
        bound = parent_of(image) if "nowrap" in classes(parent_of(image)) else make("span", klass="nowrap")
        if ahead:
            if before is not None:
                before.tail = text[: found.start()]
            else:
                parent.text = text[: found.start()]
        elif image.tail:
            image.tail = image.tail[found.end() :]
        if bound.getparent() is None:
            replace(image, bound)
            append(bound, image)
        if ahead:
            bound.text = found[0]
        else:
            append(bound, found[0])


def tag_formulas(pdf: pikepdf.Pdf) -> None:
    """Tag as Formula (ISO 32000-1, 14.8.4.5) the pictures that are. Changes ``pdf``."""
    for element in pdf.objects:
        if isinstance(element, pikepdf.Dictionary) and element.get("/S") == pikepdf.Name.Figure:
            words = str(element.get("/Alt", ""))
            if words.startswith(_MARK):
                element.S, element.Alt = pikepdf.Name.Formula, pikepdf.String(words.removeprefix(_MARK))
