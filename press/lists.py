"""Lists made from data: the film list and the members of the cabinet."""

from __future__ import annotations

from collections.abc import Sequence

from press.datafile import DataFile
from press.document import Document
from press.manuscript import Manuscript
from press.problems import Problems
from press.reader import inline
from press.xhtml import Element, append, inner, make, with_class

#: What the cabinet's fates are called in the book.
FATES = {
    "detained": "Detenido",
    "absent": "Ausente",
    "released": "Detenido y liberado el 25",
    "resigned": "Había dejado el cargo",
}


def fill_lists(documents: Sequence[Document], manuscript: Manuscript, problems: Problems) -> None:
    """Fill the placeholders ``::: film-list`` and ``::: cabinet-table`` in place."""
    makers = {"film-list": (_film_list, manuscript.films), "cabinet-table": (_cabinet_table, manuscript.cabinet)}
    for document in documents:
        for name, (maker, data) in makers.items():
            for holder in with_class(document.body, name, "div"):
                if data is not None:
                    _check_sources(data, manuscript, problems)
                    holder.text = None
                    holder.append(maker(data, manuscript, problems))
                elif document.source:
                    problems.add(
                        document.source.path,
                        document.source.line_of(name),
                        "M006",
                        f"the list «{name}» has no data",
                        f"Write {name.split('-')[0]} data in book/.",
                    )


def _check_sources(data: DataFile, manuscript: Manuscript, problems: Problems) -> None:
    known = {work["id"] for work in manuscript.bibliography.value["references"]} if manuscript.bibliography else set()
    for place, entry in enumerate(data.value):
        for key in entry["sources"]:
            if key not in known:
                problems.add(
                    data.path,
                    data.line(place, "sources"),
                    "M005",
                    f"there is no work «{key}»",
                    "Add it to bibliography.yaml, or mend the key.",
                )


def _film_list(data: DataFile, manuscript: Manuscript, problems: Problems) -> Element:
    texts = inline([film["shows"] for film in data.value], manuscript, data.path, problems)
    sources = inline([_cited(film["sources"]) or "—" for film in data.value], manuscript, data.path, problems)
    items = []
    for film, shows, cited in zip(data.value, texts, sources, strict=True):
        title = make(
            "p",
            make("span", str(film["year"]), klass="year"),
            " ",
            make("cite", film["spanish_title"]),
            klass="film-title",
        )
        language = film["original_language"]
        original = make("p", klass="film-original")
        if film["original_title"] != film["spanish_title"]:
            original.append(make("cite", film["original_title"], lang=language))
            if "transliteration" in film:
                append(original, " (")
                append(original, make("cite", film["transliteration"], lang=f"{language}-Latn"))
                append(original, ")")
        credit = "; ".join(filter(None, (", ".join(film["directors"]), film.get("studio"), film["country"])))
        note = make("p", *inner(shows), klass="film-shows")
        if film["sources"]:
            append(note, " ")
            for part in inner(cited):
                append(note, part)
        parts = [title, *([original] if len(original) else []), make("p", credit, klass="film-credit"), note]
        items.append(make("li", *parts, klass=f"film {film['confidence']}"))
    return make("ul", *items, klass="films", role="list")


def _cabinet_table(data: DataFile, manuscript: Manuscript, problems: Problems) -> Element:
    rows = []
    for member in data.value:
        party = member["party"] or "partido no averiguado"
        party += " (dudoso)" if member.get("party_doubtful") else ""
        name = make(
            "th", make("span", member["name"], klass="name"), " ", make("span", party, klass="party"), scope="row"
        )
        told = member["fate"] == "detained" or "note" not in member
        fate = ". ".join(filter(None, (FATES[member["fate"]] if told else "", member.get("note", "").rstrip("."))))
        rows.append(make("tr", name, make("td", member["portfolio"]), make("td", f"{fate}.")))
    head = make(
        "tr", *(make("th", words, scope="col") for words in ("Miembro y partido", "Cartera", "El 26 de octubre"))
    )
    return make("table", make("thead", head), make("tbody", *rows), klass="cabinet")


def _cited(keys: list[str]) -> str:
    return f"[{'; '.join(f'@{key}' for key in keys)}]" if keys else ""
