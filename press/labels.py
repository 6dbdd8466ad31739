"""The words that the house adds to a book, in the book's language."""

from __future__ import annotations

_LABELS: dict[str, dict[str, str]] = {
    "es": {
        "contents": "Índice",
        "landmarks": "Puntos de referencia",
        "cover": "Cubierta",
        "halftitle": "Portadilla",
        "titlepage": "Portada",
        "copyright": "Créditos",
        "bodymatter": "Comienzo del texto",
        "notes": "Notas",
        "note": "Nota",
        "back_to_call": "Volver a la llamada {}",
        "fragment": "Fragmento",
        "figure": "Figura",
        "version": "Edición {}",
        "isbn": "ISBN ({})",
        "epub": "EPUB",
        "pdf": "PDF",
        "print": "edición impresa",
        "description": "Descripción de la ilustración",
        "part": "«{}»",
    },
    "en": {
        "contents": "Contents",
        "landmarks": "Landmarks",
        "cover": "Cover",
        "halftitle": "Half-title",
        "titlepage": "Title page",
        "copyright": "Copyright",
        "bodymatter": "Beginning of the text",
        "notes": "Notes",
        "note": "Note",
        "back_to_call": "Back to call {}",
        "fragment": "Fragment",
        "figure": "Figure",
        "version": "Version {}",
        "isbn": "ISBN ({})",
        "epub": "EPUB",
        "pdf": "PDF",
        "print": "print edition",
        "description": "Description of the picture",
        "part": "“{}”",
    },
}
#: The months in Spanish, in lower case as the language asks.
MONTHS = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()

_ENGLISH = "January February March April May June July August September October November December".split()


def label(language: str, name: str) -> str:
    """The word ``name`` in ``language`` (a BCP 47 tag); English where the house lacks the language."""
    return _LABELS.get(language.split("-")[0], _LABELS["en"])[name]


def long_date(language: str, year: int, month: int, day: int) -> str:
    """A date in words: «22 de noviembre de 2026» (months in lower case, RAE, Ortografía 2010, II.4.2.4.10)."""
    if language.split("-")[0] == "es":
        return f"{day} de {MONTHS[month - 1]} de {year}"
    if language.split("-")[0] == "en":
        return f"{day} {_ENGLISH[month - 1]} {year}"
    return f"{year:04}-{month:02}-{day:02}"
