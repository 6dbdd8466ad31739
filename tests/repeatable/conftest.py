"""Two places that have nothing in common but the system and the pinned packages, and a small book built in both."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from press.core.typefaces import SANS, TEXT, face_path
from tests.conftest import CHECKOUT, INKS, Book

RECORD = f"""\
title: Un libro pequeño
language: es
date: 2024-12-21
description: Un libro con todo lo que la casa sabe hacer.
contributors:
  - {{name: Eva Rey, role: aut, file_as: "Rey, Eva"}}
  - {{name: Íñigo Ibáñez, role: ill, file_as: "Ibáñez, Íñigo"}}
subjects: [Huertos, Islas, Índices]
keywords: [huerto, isla]
print:
  paper: cream
{INKS}  printers: {{kdp: , streetlib: }}
"""
PEOPLE = "".join(
    f"- {{id: {key}, name: {name}, index: {name}, aliases: [{name}], role: Hortelano., sources: [guia]}}\n"
    for key, name in (("isidro", "Isidro"), ("inigo", "Íñigo"), ("nieves", "Nieves"), ("zoe", "Zoe"))
)
WORKS = """\
references:
- {id: guia, type: book, title: Guía, author: [{family: Ibáñez, given: I.}], issued: {date-parts: [[1920]]}}
- {id: isla, type: book, title: La isla, author: [{family: Ñúñez, given: O.}], issued: {date-parts: [[1911]]}}
"""
FIGURES = (
    "spoon.png: {caption: Una cuchara., alt: Cuchara., description: De madera., credit: Taller., licence: CC BY 4.0}\n"
)
CHAPTER = """\
# {name} {{#{key}}}

Zoe, Isidro e Íñigo sembraron el [*ogurechik*]{{lang=ru-Latn}}.[^a] Véase la [p.](#zoe) y lo que dicen [@guia, cap. 4; @isla].

| Mes   | Gramos |
|:------|-------:|
| marzo |     12 |

{text}

[^a]: Lo vio Nieves, *in situ*.
"""


@dataclass
class Place:
    """Where and as whom a book is built."""

    #: the checkout's folder, and the one in which the command is typed
    checkout: Path
    folder: Path
    jobs: int
    umask: int
    cores: int
    environment: dict[str, str] = field(default_factory=dict)

    def build(self, book: str | Path, out: Path) -> Path:
        """Build without a cache, in a process of its own; the folder of the release."""
        command = [sys.executable, self.checkout / "build.py", "--book", book, "--out", out, "--no-cache"]
        done = subprocess.run(
            [*command, "--jobs", str(self.jobs)],
            capture_output=True,
            text=True,
            cwd=self.folder,
            umask=self.umask,
            env={"PATH": os.environ["PATH"], **self.environment},
            preexec_fn=lambda: os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: self.cores]),
        )
        assert done.returncode == 0, done.stderr
        return out


def _in_reverse(folder: Path, copy: Path, *names: str) -> Path:
    """A copy whose files are made last to first: some file systems list a folder in that order."""
    paths = [path for name in names for path in (folder / name, *(folder / name).rglob("*"))]
    for path in sorted((path for path in paths if path.is_file() and path.suffix != ".pyc"), reverse=True):
        target = copy / path.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    return copy


def _fonts_of_a_user(home: Path) -> None:
    """A home whose user has another font under the name of ours, and wishes for DejaVu before any other."""
    (home / ".local/share/fonts").mkdir(parents=True)
    with TTFont(face_path(SANS)) as font:
        for record in font["name"].names:
            if record.nameID in (1, 4, 6, 16):
                record.string = TEXT.replace(" ", "") if record.nameID == 6 else TEXT
        font.save(home / ".local/share/fonts" / "EBGaramond.ttf")
    wish = '<edit name="family" mode="prepend" binding="strong"><string>DejaVu Sans</string></edit>'
    (home / ".config/fontconfig").mkdir(parents=True)
    (home / ".config/fontconfig/fonts.conf").write_text(
        f'<?xml version="1.0"?><fontconfig><match target="pattern">{wish}</match></fontconfig>'
    )


@pytest.fixture(scope="session")
def here(tmp_path_factory) -> Place:
    """The checkout as it is, on one core."""
    home = tmp_path_factory.mktemp("here")
    environment = {"HOME": str(home), "USER": "una", "LOGNAME": "una", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}
    return Place(CHECKOUT, CHECKOUT, 1, 0o022, 1, {**environment, "PYTHONHASHSEED": "0"})


@pytest.fixture(scope="session")
def elsewhere(tmp_path_factory) -> Place:
    """Another path, user, time zone, locale, clock, hash seed, umask, temporary folder and number of cores."""
    top = tmp_path_factory.mktemp("lejos")
    checkout = _in_reverse(CHECKOUT, top / "La casa, otra ñ", "build.py", "press", "styles", "book", "images")
    home, temporary, locales = top / "home", top / "tmp", top / "locales"
    for folder in (temporary, locales):
        folder.mkdir()
    _fonts_of_a_user(home)
    # Turkish, whose small i is a letter of its own, where the system can make it; else the locale is one that it does not have.
    if shutil.which("localedef"):
        subprocess.run(
            ["localedef", "-i", "tr_TR", "-f", "UTF-8", locales / "tr_TR.UTF-8"], check=False, capture_output=True
        )
    environment = {
        **{"HOME": str(home), "USER": "otro", "LOGNAME": "otro", "TMPDIR": str(temporary), "TZ": "America/Lima"},
        **{"LC_ALL": "tr_TR.UTF-8", "LANG": "es_ES.UTF-8", "LANGUAGE": "tr", "LOCPATH": str(locales)},
        **{"PYTHONHASHSEED": "random", "PYTHONPATH": str(Path(__file__).parent / "later")},
    }
    return Place(checkout, temporary, 4, 0o077, os.cpu_count() or 1, environment)


@pytest.fixture(scope="session")
def small(tmp_path_factory) -> Book:
    """A book with notes, a figure, a table, citations, page references, an index and printers; not yet built."""
    folder = tmp_path_factory.mktemp("small")
    book = Book(folder / "libro", folder / "dist")
    book.write("book.yaml", RECORD).write("people.yaml", PEOPLE).write("bibliography.yaml", WORKS)
    book.write("images/figures.yaml", FIGURES)
    book.write_bytes("images/spoon.png", (CHECKOUT / "tests/books/garden/images/spoon.png").read_bytes())
    for key in ("isidro-y-otros", "islas", "zoe"):
        text = "Texto de prueba de la huerta. " * 150 + "\n\n![](../images/spoon.png)" * (key == "islas")
        book.write(f"chapters/{key}.md", CHAPTER.format(name=key.capitalize(), key=key, text=text))
    book.write("back/10-obras.md", "# Obras {.bibliography}\n\n::: {#refs}\n:::\n")
    book.write("back/20-personas.md", "# Personas {#personas}\n\n::: {.people}\n:::\n")
    book.write("back/30-indice.md", "# Índice {#onomastico .index}\n\n::: {.name-index}\n:::\n")
    return book


@pytest.fixture(scope="session")
def release(small, here) -> Path:
    """The small book's release, as it is made here."""
    return here.build(small.folder, small.out)


@pytest.fixture(scope="session")
def rebuilt(small, elsewhere, tmp_path_factory) -> Path:
    """The same, made elsewhere from a copy named by a relative path."""
    top = tmp_path_factory.mktemp("copia")
    copy = _in_reverse(small.folder.parent, top / "otro «libro»", small.folder.name) / small.folder.name
    return elsewhere.build(os.path.relpath(copy, elsewhere.folder), top / "salida")


@pytest.fixture
def contents() -> Callable[[Path], dict[str, bytes]]:
    """Reads every file of a release."""
    return lambda folder: {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
