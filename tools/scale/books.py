"""Made books for a list: short, each another, and the same for the same number."""

from __future__ import annotations

import random
from pathlib import Path

#: Words of a chapter and chapters of a book: about 25 printed pages.
_CHAPTERS, _PARAGRAPHS = 5, 12
_SYLLABLES = "ca me so lu ti ra no ve pi da fo gu le bi ma su re ne to la".split()
_LANGUAGES = ("es", "es", "es", "en", "fr", "pt")
_SUBJECTS = ("Historia", "Jardines", "Relojes", "Viajes", "Cartas", "Mapas")


def write_books(folder: Path, count: int) -> None:
    """Write so many books; of those that are there already, nothing is changed."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "catalogue.yaml").write_text("title: Libros hechos\nbase_url: https://ejemplo.example/libros/\n", "utf-8")
    for number in range(count):
        book = folder / f"libro-{number:05}"
        if not book.exists():
            _write(book, random.Random(number))  # noqa: S311 - the same each time


def _write(book: Path, chance: random.Random) -> None:
    (book / "chapters").mkdir(parents=True)
    author = f"{_name(chance)} {_name(chance)}"
    (book / "book.yaml").write_text(
        f"title: {_name(chance)} y {_name(chance).lower()} {book.name[-5:]}\nlanguage: {chance.choice(_LANGUAGES)}\n"
        f"slug: {book.name}\ncontributors: [{{name: {author}, role: aut}}]\ndate: 2025-01-{chance.randrange(1, 29):02}\n"
        f"subjects: [{chance.choice(_SUBJECTS)}]\ndescription: {_sentence(chance)}\n",
        "utf-8",
    )
    for number in range(1, _CHAPTERS + 1):
        paragraphs = [" ".join(_sentence(chance) for _ in range(6)) for _ in range(_PARAGRAPHS)]
        paragraphs[2] += f"[^{number}]"
        text = "\n\n".join([f"# {_name(chance)}", *paragraphs, f"[^{number}]: {_sentence(chance)}"])
        (book / "chapters" / f"{number:02}.md").write_text(f"{text}\n", "utf-8")


def _sentence(chance: random.Random) -> str:
    words = [_name(chance).lower() for _ in range(chance.randrange(6, 16))]
    return f"{' '.join(words).capitalize()}."


def _name(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=chance.randrange(1, 4))).capitalize()
