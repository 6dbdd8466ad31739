"""The form of a book: the ``design`` of ``book.yaml``, on the ground of a theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from press.core.book_files import BookFolders
from press.core.lengths import points, size
from press.core.paths import THEMES
from press.core.problems import Problems
from press.core.stylesheets import Look
from press.core.typefaces import Faces, has_superiors, has_tabular_figures
from press.core.yaml_file import DataFile, read_yaml
from press.input.own_faces import read_face
from press.input.own_stylesheets import read_stylesheets
from press.input.printers import Printer

#: The names of trim sizes.
TRIMS = Path(__file__).with_name("trims.yaml")
#: The theme of a book that names none.
DEFAULT_THEME = "classic"
SIDES = ("inside", "outside", "top", "foot")
#: Signs of a line where the theme gives none (Bringhurst 2.1.2: from 45 to 75, and 66 the best).
_SIGNS = (58.0, 68.0)
#: The size of listings where the theme gives none.
_CODE = "7.8 pt"
#: Two trims are the same within so many points, as printers see it.
_SAME = 1.0


@dataclass(frozen=True)
class Theme:
    """A folder of ``styles/``: the measures at which its stylesheets are drawn (points), and its typefaces."""

    key: str
    text: str
    heading: str
    trim: tuple[float, float]
    margins: Mapping[str, float]
    size: float
    leading: float
    #: size of the type of listings
    code: float
    #: signs of a line, spaces counted: the fewest and the most
    signs: tuple[float, float]
    #: what a design says unless book.yaml says otherwise
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Design:
    """What book.yaml asks for, lengths in points; a measure that it leaves open is 0 or missing, and is computed.

    ``lines`` are those of ``book.yaml`` on which the keys stand.
    """

    theme: Theme
    trim: tuple[float, float]
    size: float = 0.0
    leading: float = 0.0
    margins: Mapping[str, float] = field(default_factory=dict)
    #: where the notes stand on the pages: ``foot``, ``chapter`` or ``book``
    notes: str = "foot"
    look: Look = field(default_factory=Look)
    #: how chapters are numbered: ``arabic`` or ``roman``
    numerals: str = "arabic"
    #: how parts are numbered; empty where they are not
    part_numerals: str = ""
    #: the texts of the book's own stylesheets, of the ``pages`` and of the ``epub``
    stylesheets: Mapping[str, str] = field(default_factory=dict, repr=False)
    stylesheet_names: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)

    def own(self, edition: str) -> str:
        """The book's own stylesheet for the ``pages`` or the ``epub``; empty where it has none."""
        return self.stylesheets.get(edition, "")


def read_design(data: DataFile, asked: Sequence[Printer], folders: BookFolders, problems: Problems) -> Design:
    """The ``design`` of ``book.yaml``; a Problem where one of the printers ``asked`` does not offer its trim."""
    value: dict[str, Any] = data.value.get("design", {})
    theme = read_theme(value.get("theme", DEFAULT_THEME))
    trim = read_trim(value, data, ("design", "trim"), theme.trim, problems)
    for printer in asked:
        line = data.line("design", "trim") if "trim" in value else data.line("print", "printers", printer.key)
        check_offered(printer, trim, data, line, problems)
    given = {**theme.options, **value}
    for key, otherwise in (("text", theme.text), ("heading", theme.heading)):
        if key in value:
            given[key] = read_face(value[key], data, ("design", key), folders, problems) or otherwise
    return Design(
        theme,
        trim,
        points(value["size"]) if "size" in value else 0.0,
        points(value["leading"]) if "leading" in value else 0.0,
        {side: points(length) for side, length in value.get("margins", {}).items()},
        given.get("notes", "foot"),
        _look(theme, given, "chapter_authors" in data.value),
        given.get("numerals", "arabic"),
        given.get("part_numerals", ""),
        read_stylesheets(data, folders, problems),
        value.get("stylesheets", {}),
        {key: data.line("design", key) for key in value},
    )


def check_offered(printer: Printer, trim: tuple[float, float], data: DataFile, line: int, problems: Problems) -> None:
    """A Problem where a printer does not offer a trim."""
    rule = printer.interior.get("trim")
    if rule is not None and not _offers(rule.limit, trim):
        words = f"{printer.name} does not print books of {_shown(trim)}"
        hint = f"It prints: {', '.join(rule.limit)}. Choose a trim that every printer of the book offers."
        problems.add(data.path, line, "D001", words, hint)


def _look(theme: Theme, given: Mapping[str, Any], authors: bool) -> Look:
    """The look of a design: each option with another value than the stylesheets' own is a stylesheet."""
    faces = Faces(given.get("text", theme.text), given.get("heading", theme.heading))
    options = [
        f"{key.replace('_', '-')}-{given[key]}" for key in ("openings", "first_lines", "alignment") if key in given
    ]
    options += [] if has_superiors(faces.text) else ["raised-calls"]
    options += [] if has_tabular_figures(faces.text) else ["folios"]
    options += ["heading"] if faces.heading != faces.text else []
    options += ["undivided"] if not given.get("hyphenation", True) else []
    options += ["ornament"] if "ornament" in given else []
    options += ["authors"] if authors else []
    return Look(theme.key, faces, tuple(options), given.get("ornament", ""))


@cache
def read_theme(key: str) -> Theme:
    """A theme of ``styles/``. Raises ManuscriptError where its file breaks the schema."""
    problems = Problems()
    data = read_yaml(THEMES[key] / "theme.yaml", "theme", problems)
    problems.stop_if_any()
    assert data is not None  # noqa: S101 - a file that cannot be read has problems
    value, drawn = data.value, data.value["drawn"]
    return Theme(
        key,
        value["text"],
        value["heading"],
        _trim(drawn["trim"]),
        {side: points(drawn["margins"][side]) for side in SIDES},
        points(drawn["size"]),
        points(drawn["leading"]),
        points(drawn.get("code", _CODE)),
        tuple(drawn.get("signs", _SIGNS)),
        value.get("options", {}),
    )


@cache
def trim_names() -> dict[str, str]:
    """The size of each named trim, as text."""
    problems = Problems()
    data = read_yaml(TRIMS, "trims", problems)
    problems.stop_if_any()
    assert data is not None  # noqa: S101
    return dict(data.value)


def read_trim(
    value: Mapping[str, Any],
    data: DataFile,
    address: tuple[str, ...],
    otherwise: tuple[float, float],
    problems: Problems,
) -> tuple[float, float]:
    """The ``trim`` of a value that stands at an address of ``book.yaml``; a Problem where it is no size."""
    if "trim" not in value:
        return otherwise
    try:
        return _trim(value["trim"])
    except ValueError as error:
        hint = f"Write a size, such as 148 x 210 mm or 5.5 x 8.5 in, or one of these names: {', '.join(trim_names())}."
        problems.add(data.path, data.line(*address), "D001", f'the trim "{value["trim"]}" {error}', hint)
    return otherwise


def _trim(text: str) -> tuple[float, float]:
    width, height = size(trim_names().get(text, text))
    return round(width, 3), round(height, 3)


def _offers(sizes: Sequence[str], trim: tuple[float, float]) -> bool:
    return any(abs(trim[0] - width) < _SAME and abs(trim[1] - height) < _SAME for width, height in map(size, sizes))


def _shown(trim: tuple[float, float]) -> str:
    return f"{trim[0] / 72:.4g} × {trim[1] / 72:.4g} in ({trim[0] / 72 * 25.4:.0f} × {trim[1] / 72 * 25.4:.0f} mm)"
