"""A book in typefaces of its own: read from a folder with their licence, embedded everywhere, refused where they may not be."""

from __future__ import annotations

import io
import zipfile

import pikepdf
import pytest
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from press.core.typefaces import face_path

RECORD = (
    "title: Un libro\nlanguage: es\ndesign: {text: fonts/propia, heading: fonts/propia}\nprint: {printers: {kdp: }}\n"
)
CHAPTER = "# Uno\n\nUna frase *cursiva* y otra **negra**, con la palabra поле y el número 1917.\n"


def font(style="Regular", usage=0, characters="", name="Propia"):
    """A font of the program's under another name, with the bits of its fsType; of these characters alone."""
    out = io.BytesIO()
    with TTFont(face_path("Open Sans").with_name(f"OpenSans-{style}.ttf")) as made:
        if characters:
            subsetter = Subsetter(Options(name_IDs=["*"], notdef_outline=True))
            subsetter.populate(text=characters)
            subsetter.subset(made)
        made["OS/2"].fsType = usage
        for number in (1, 16):
            made["name"].setName(name, number, 3, 1, 0x409)
        made.save(out)
    return out.getvalue()


def write(book, *files, licence="OFL.txt", record=RECORD):
    book.write("book.yaml", record).write("chapters/01-uno.md", CHAPTER)
    for name, data in files:
        book.write_bytes(f"fonts/propia/{name}", data)
    return book.write(f"fonts/propia/{licence}", "SIL Open Font License 1.1\n") if licence else book


def embedded(path):
    """The names of the fonts of a PDF, without the tags of their subsets."""
    with pikepdf.open(path) as pdf:
        fonts = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font"]
        return {str(each.BaseFont).partition("+")[2] for each in fonts if each.get("/Subtype") == "/Type0"}


def test_a_book_is_set_in_its_own_typeface_in_every_edition(book):
    letters = "Unafrse cuivyotgbplmhúd1970"
    run = write(book, ("r.ttf", font()), ("i.ttf", font("Italic")), ("b.ttf", font("Bold", characters=letters))).run(
        "all"
    )
    assert run.status == 0, run.err
    for path in (
        book.out / "un-libro.pdf",
        book.out / "print/un-libro-kdp-interior.pdf",
        book.out / "print/un-libro-kdp-cover.pdf",
    ):
        assert any(name.startswith("Propia-") for name in embedded(path)), path
    with zipfile.ZipFile(book.out / "un-libro.epub") as epub:
        names = [name for name in epub.namelist() if "/fonts/Propia-" in name]
        assert len(names) == 3  # the bold one stands in for the bold italic
        assert 'font-family: "Propia ' in epub.read("EPUB/styles/book.css").decode()


def test_a_sign_that_the_typeface_lacks_is_set_in_a_fallback(book):
    run = write(book, ("r.ttf", font(characters="Una frescuivyotgbplmhúd190 7,.1"))).run("screen")
    assert run.status == 0, run.err
    assert "поле" in " ".join(book.screen.pages)
    assert any("Propia" not in name for name in embedded(book.out / "un-libro.pdf"))


@pytest.mark.parametrize(
    ("files", "licence", "words"),
    [
        ([("r.ttf", font())], "", "has no licence of its fonts"),
        ([], "OFL.txt", "has no .ttf or .otf file"),
        ([("r.ttf", b"no font")], "OFL.txt", 'the file "r.ttf" is no font that can be read'),
        ([("r.ttf", font(usage=2))], "OFL.txt", "may not be embedded"),
        ([("r.ttf", font(usage=4))], "OFL.txt", "which an EPUB is not"),
        ([("r.ttf", font(usage=0x100))], "OFL.txt", "may only be embedded whole"),
        ([("b.ttf", font("Bold"))], "OFL.txt", "has no regular face"),
        ([("r.ttf", font()), ("s.ttf", font())], "OFL.txt", "its Regular face"),
    ],
)
def test_a_typeface_that_cannot_be_used_is_refused(book, files, licence, words):
    run = write(book, *files, licence=licence).run("screen")
    assert run.status == 2
    assert run.codes() == ["D006"]
    assert words in run.err


def test_a_font_that_may_be_edited_may_be_embedded(book):
    assert write(book, ("r.ttf", font(usage=8))).run("screen").status == 0


@pytest.mark.parametrize("name", ["fonts/../x", "fonts/", "Comic Sans", "fonts/.x"])
def test_another_name_is_no_typeface(book, name):
    run = write(book, record=RECORD.replace("fonts/propia", f'"{name}"')).run("screen")
    assert set(run.codes()) == {"B004"}


def test_a_folder_that_is_not_there_is_named(book):
    run = write(book, record=RECORD.replace("fonts/propia", "fonts/otra")).run("screen")
    assert run.codes() == ["D006"]
    assert 'there is no folder "otra" in fonts/' in run.err
