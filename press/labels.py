"""The words that the house adds to a book, in the book's language."""

from __future__ import annotations

_LABELS: dict[str, dict[str, str]] = {
    "es": {
        "contents": "Índice",
        "pages": "Páginas de la edición impresa",
        "print_source": "{}. Edición impresa",
        "a11y_text": "Texto que se adapta a cualquier tamaño, con índice, títulos, notas enlazadas en los dos sentidos y orden de lectura.",
        "a11y_pictures": "Todas las imágenes llevan texto alternativo.",
        "a11y_pages": "Los números de página son los de la edición impresa.",
        "landmarks": "Puntos de referencia",
        "cover": "Cubierta",
        "halftitle": "Portadilla",
        "titlepage": "Portada",
        "copyright": "Créditos",
        "bodymatter": "Comienzo del texto",
        "notes": "Notas",
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
        "pages": "Pages of the print edition",
        "print_source": "{}. Print edition",
        "a11y_text": "Text that adapts to any size, with contents, headings, notes linked both ways and a reading order.",
        "a11y_pictures": "Every picture has alternative text.",
        "a11y_pages": "The page numbers are those of the print edition.",
        "landmarks": "Landmarks",
        "cover": "Cover",
        "halftitle": "Half-title",
        "titlepage": "Title page",
        "copyright": "Copyright",
        "bodymatter": "Beginning of the text",
        "notes": "Notes",
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
