"""What pandoc writes into its HTML for a page of the web, taken out; and the check of the links that it wrote."""

from __future__ import annotations

import re
from collections import Counter

from press.core.addresses import is_external, written
from press.core.problems import Problems
from press.core.xhtml import Element, classes, parent_of, replace, text_of
from press.input.places import Place


def plain_code(root: Element) -> None:
    """The lines of code without the identifiers and links that pandoc gives them: they are unique in one file only."""
    for block in root.iter("div"):
        if "sourceCode" not in classes(block):
            continue
        if re.fullmatch(r"cb\d+", block.get("id", "")):
            del block.attrib["id"]
        for link in [link for link in block.iter("a") if not len(link) and not link.text]:
            parent_of(link).attrib.pop("id", None)
            replace(link)


def plain_mathematics(root: Element) -> None:
    """Formulas with their TeX as ``alttext`` in place of pandoc's annotation, and without styles."""
    for formula in root.iter("math"):
        notes = [note for note in formula.iter("annotation") if note.get("encoding") == "application/x-tex"]
        tex = " ".join((notes[0].text or "").split()) if notes else ""
        for note in list(formula.iter("annotation")):
            parent_of(note).remove(note)
        for semantics in list(formula.iter("semantics")):
            replace(semantics, *list(semantics))
        for element in formula.iter():
            element.attrib.pop("style", None)
        formula.set("alttext", tex or text_of(formula))


def check_links(root: Element, place: Place, problems: Problems) -> None:
    """A link has an address, and one that leads out of the book has words."""
    seen: Counter[str] = Counter()
    for link in root.iter("a"):
        address = link.get("href")
        if address is None or (
            address and (not is_external(address) or text_of(link) or link.find(".//img") is not None)
        ):
            continue
        seen[address] += 1
        what = "words" if address else "an address"
        pattern = written(address) if address else r"\]\(\s*\)|href=([\"'])\1"
        file, line = place.find(pattern, seen[address])
        problems.add(file, line, "L004", f"a link without {what}", "Write both: [words](https://example.org/page).")
