"""People and glossary: who and what, each entry the target of the first mention in every document."""

from __future__ import annotations

from press.compose.lists.values import citations, markdown, together, with_sources
from press.core.lists import LISTS
from press.core.problems import Problems
from press.core.xhtml import Element, append, inner, make
from press.core.yaml_file import DataFile
from press.input.markdown import Reader


def people_list(data: DataFile, reader: Reader, problems: Problems) -> list[Element]:
    """Name, years, and what the person did in those days."""
    parts: list[Element] = []
    roles, sources = markdown(data, "role", reader, problems), citations(data, reader)
    for person, role, source in together(data.value, roles, sources):
        name = make("dt", make("dfn", person["index"]), id=f"{LISTS['people'].index_prefix}{person['id']}")
        if "years" in person:
            append(name, f" ({person['years']})")
        parts += [name, with_sources(make("dd"), role, source)]
    return [make("dl", *parts, klass="entries")]


def glossary_list(data: DataFile, reader: Reader, problems: Problems) -> list[Element]:
    """Term and definition."""
    parts: list[Element] = []
    columns = [markdown(data, key, reader, problems) for key in ("term", "definition")]
    for entry, term, definition, source in together(data.value, *columns, citations(data, reader)):
        name = make("dt", make("dfn", *inner(term)), id=f"{LISTS['glossary'].index_prefix}{entry['id']}")
        parts += [name, with_sources(make("dd"), definition, source)]
    return [make("dl", *parts, klass="entries")]
