"""The editions that a book has besides EPUB, screen PDF and paperback: the key ``editions`` of ``book.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from press.core.book_files import BookFolders
from press.core.lengths import points
from press.core.problems import Problems
from press.core.stylesheets import Look
from press.core.typefaces import Faces
from press.core.yaml_file import DataFile
from press.input.design import DEFAULT_THEME, Design, check_offered, read_theme, read_trim
from press.input.own_faces import read_face
from press.input.print_orders import Printing, printers_of, read_printing

#: Large print where the record says nothing else. UKAAF G003 (2019) and the RNIB ask for 16 points at least and 18 if
#: possible, in a legible sans-serif typeface; this one was drawn for the Braille Institute.
_FACE, _SIZE, _TRIM = "Atkinson Hyperlegible", 17.0, (504.0, 720.0)
#: From line to line, in ems: between the single spacing of UKAAF G003 and the 1.5 of the American Council of the Blind.
_LEADING = 1.4
#: Margins on a page of that trim, in points: an inch or a little less, and the folio at the foot.
_MARGINS = {"inside": 68.0, "outside": 62.0, "top": 62.0, "foot": 88.0}
#: Signs of a line, fewer than in a book of common size: the fewest and the most.
_SIGNS = (36.0, 60.0)
#: What the pages in large print never have, whatever the book's own do: justified lines, divided words, small type.
_OPTIONS = ("alignment-ragged", "undivided", "large-print")
#: The design of which it keeps something.
_KEPT = ("openings-recto", "ornament", "authors")


@dataclass(frozen=True)
class LargePrint:
    """The edition in large print: its pages, and who prints them."""

    design: Design
    printing: Printing | None = None


@dataclass(frozen=True)
class Editions:
    """What ``editions`` asks for."""

    kepub: bool = False
    large_print: LargePrint | None = None
    hardcover: Printing | None = None

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds (:data:`press.core.formats.FORMATS`) of these editions."""
        asked = {"kepub": self.kepub, "large_print": self.large_print, "hardcover": self.hardcover}
        return frozenset(kind for kind, value in asked.items() if value)


def read_editions(data: DataFile, design: Design, folders: BookFolders, problems: Problems) -> Editions:
    """The editions that a record names; the pages of the hardcover are those of the ``design``."""
    value: dict[str, Any] = data.value.get("editions") or {}
    hardcover = read_printing(data, folders, problems, ("editions", "hardcover"), boards=True)
    _check_offered(data, "hardcover", design, hardcover, problems)
    large = None
    if "large_print" in value:
        own = _large_design(value["large_print"] or {}, data, design, folders, problems)
        large = LargePrint(own, read_printing(data, folders, problems, ("editions", "large_print")))
        _check_offered(data, "large_print", own, large.printing, problems)
    return Editions("kepub" in value, large, hardcover)


def _check_offered(data: DataFile, edition: str, design: Design, printing: Printing | None, problems: Problems) -> None:
    for printer in printers_of(printing):
        line = data.line("editions", edition, "printers", printer.key)
        check_offered(printer, design.trim, data, line, problems)


def _large_design(
    value: Mapping[str, Any], data: DataFile, design: Design, folders: BookFolders, problems: Problems
) -> Design:
    """The design of the pages in large print: the theme of a book that names none, in one typeface, with notes at the end."""
    size = points(value["size"]) if "size" in value else _SIZE
    face = _FACE
    if "text" in value:
        face = read_face(value["text"], data, ("editions", "large_print", "text"), folders, problems) or _FACE
    theme = read_theme(DEFAULT_THEME)
    theme = replace(theme, signs=_SIGNS, code=theme.size, trim=_TRIM, margins=_MARGINS)
    kept = tuple(option for option in _KEPT if option in design.look.options)
    address = ("editions", "large_print", "trim")
    return replace(
        design,
        theme=theme,
        trim=read_trim(value, data, address, _TRIM, problems),
        size=size,
        leading=points(value["leading"]) if "leading" in value else round(_LEADING * size, 1),
        margins={},
        notes="book" if design.notes == "book" else "chapter",
        look=Look(theme.key, Faces(face, face), (*kept, *_OPTIONS), design.look.ornament),
        stylesheets={},
        stylesheet_names={},
        lines={"size": data.line("editions", "large_print"), "trim": data.line(*address)},
    )
