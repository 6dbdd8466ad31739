"""The film list."""

from __future__ import annotations

from typing import Any

from press.compose.lists.values import citations, markdown, together, with_sources
from press.core.languages import label
from press.core.problems import Problems
from press.core.xhtml import Element, append, make
from press.core.yaml_file import DataFile
from press.input.markdown import Reader


def film_list(data: DataFile, reader: Reader, problems: Problems) -> list[Element]:
    """Each film with its title in the language of the book and its own, who made it and what it shows of the assault."""
    described = markdown(data, "shows", reader, problems)
    sources = citations(data, reader)
    items = [
        _film(film, shows, source, reader.manuscript.metadata.language)
        for film, shows, source in together(data.value, described, sources)
    ]
    return [make("ul", *items, klass="films", role="list")]


def _film(film: dict[str, Any], shows: Element, source: Element, words: str) -> Element:
    title = make("p", make("span", str(film["year"]), klass="year"), " ", make("cite", film["title"]))
    title.set("class", "film-title")
    parts = [title]
    language = film["original_language"]
    if film["original_title"] != film["title"]:
        original = make("p", make("cite", film["original_title"], lang=language), klass="film-original")
        if "transliteration" in film:
            append(original, " (")
            append(original, make("cite", film["transliteration"], lang=f"{language}-Latn"))
            append(original, ")")
        parts.append(original)
    made = f"{film['studio']} ({film['country']})" if "studio" in film else film["country"].removesuffix(".")
    directors = label(words, "directed_by").format(", ".join(film["directors"])) if film["directors"] else ""
    parts.append(make("p", f"{directors} {made}.".lstrip(), klass="film-credit"))
    parts.append(with_sources(make("p", klass="film-shows"), shows, source))
    return make("li", *parts, klass=f"film {film['confidence']}")
