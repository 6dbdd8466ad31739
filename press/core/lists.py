"""The lists that a book may have: one row each, which the reader of the manuscript, the checks and the composition ask.

A list is data that an editor writes in ``<name>.yaml`` beside ``book.yaml``. A new one is a schema, a module that
renders it and one row here (docs/adding/list.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class BookList:
    """A list of a book, ``<name>.yaml``, against ``press/core/schemas/<name>.yaml``.

    ``placeholder`` is the class of the block that shows it, and ``renderer`` the function ``module:name`` that takes the
    :class:`press.core.yaml_file.DataFile`, the :class:`press.input.markdown.Reader` and the problems, and returns the
    elements; both are empty for a list that no document shows as such. ``within`` is the key under which the entries
    stand, where the file is not a list itself.

    Of an entry, ``prose`` are the fields in the language of the book, which its rules check, and ``plain`` those of them
    that are printed as they are, where no italics can be marked; ``citing`` are those with keys of the bibliography;
    ``names`` hold proper names, which no line divides; ``known_by`` is the field by which a message calls an entry, where
    it has none of the usual ones.

    With an ``index_prefix`` the entries are what the text mentions: each has an ``id`` and ``aliases``, is linked from
    its first mention, whose target is the prefix and the ``id``, and stands in the index under ``index`` where it has one.
    """

    name: str
    placeholder: str = ""
    renderer: str = ""
    within: str = ""
    prose: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()
    citing: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    known_by: str = ""
    index_prefix: str = ""

    def entries(self, value: Any) -> list[dict[str, Any]]:
        """The entries of a file, given what it holds."""
        found: list[dict[str, Any]] = value[self.within] if self.within else value
        return found

    def address(self, place: int, *field: str) -> tuple[str | int, ...]:
        """Where an entry, or one of its fields, stands in the file."""
        return (*([self.within] if self.within else []), place, *field)


_SOURCES = ("sources",)
_RENDERERS = "press.compose.lists"
#: By name, in the order in which they are read, rendered and described in the reference.
LISTS: Mapping[str, BookList] = {
    row.name: row
    for row in (
        BookList(
            "people",
            "people",
            f"{_RENDERERS}.people:people_list",
            prose=frozenset({"role"}),
            citing=_SOURCES,
            names=("index", "aliases"),
            index_prefix="persona-",
        ),
        BookList(
            "glossary",
            "glossary",
            f"{_RENDERERS}.people:glossary_list",
            prose=frozenset({"definition"}),
            citing=_SOURCES,
            index_prefix="termino-",
        ),
        BookList(
            "chronology",
            "chronology",
            f"{_RENDERERS}.chronology:chronology_tables",
            prose=frozenset({"event", "variants"}),
            citing=_SOURCES,
            known_by="event",
        ),
        BookList(
            "films",
            "film-list",
            f"{_RENDERERS}.films:film_list",
            prose=frozenset({"shows"}),
            citing=_SOURCES,
            names=("directors", "studio"),
        ),
        BookList(
            "bibliography",
            within="references",
            # the name variables of CSL 1.0.2
            names=("author", "editor", "translator", "director", "container-author", "contributor"),
        ),
        BookList(
            "sources",
            "fragment-sources",
            f"{_RENDERERS}.fragment_sources:fragment_sources",
            prose=frozenset({"note"}),
            citing=_SOURCES,
        ),
        BookList(
            "witnesses",
            "witnesses",
            f"{_RENDERERS}.witnesses:witness_list",
            prose=frozenset({"title", "note"}),
            plain=frozenset({"title"}),
            citing=_SOURCES,
        ),
        BookList("layout", known_by="paragraph"),
    )
}
