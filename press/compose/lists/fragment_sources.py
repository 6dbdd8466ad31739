"""Where each fragment comes from, as a table."""

from __future__ import annotations

from press.compose.lists.values import citations, markdown, together, with_sources
from press.core.languages import label
from press.core.problems import Problems
from press.core.xhtml import Element, append, make
from press.core.yaml_file import DataFile
from press.input.markdown import Reader


def fragment_sources(data: DataFile, reader: Reader, problems: Problems) -> list[Element]:
    """A row for each source: the fragments and how sure it is, the work with its words where they were read."""
    language = reader.manuscript.metadata.language
    rows = []
    for entry, note, source in together(data.value, markdown(data, "note", reader, problems), citations(data, reader)):
        number = make("th", scope="row")
        for place, fragment in enumerate(entry["fragments"]):
            append(number, ", " if place else "")
            append(number, make("a", str(fragment), href=f"#fragmento-{fragment}"))
        append(number, " ")
        append(number, make("span", label(language, f"certainty_{entry['certainty']}"), klass="certainty"))
        work = with_sources(make("td"), note, source)
        if "words" in entry:
            append(work, make("blockquote", make("p", entry["words"], lang=entry["language"])))
        rows.append(make("tr", number, work))
    headings = (label(language, name) for name in ("fragment", "origin"))
    head = make("tr", *(make("th", words, scope="col") for words in headings))
    return [make("table", make("thead", head), make("tbody", *rows), klass="fragment-sources")]
