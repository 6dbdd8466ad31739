"""Manuscripts in Word's format, as authors have them: ten kinds, each in three languages, made by python-docx or by pandoc."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.shared import Pt
from PIL import Image

from press.input import pandoc

#: Chapter, part, a title, preface, afterword; then sentences.
WORDS = {
    "en": ["Chapter", "Part", "The Long Field", "Preface", "Afterword",
           "The rain came over the hill in the night, and nobody had closed the gate.",
           "\"Who is there?\" she said, and the dog's ears went up.", "He had walked all day... and had seen no one."],
    "es": ["Capítulo", "Parte", "El campo largo", "Prefacio", "Apéndice",
           "La lluvia llegó de noche por la colina, y nadie había cerrado la puerta del corral.",
           "«¿Quién anda ahí?», dijo la madre, y el perro alzó las orejas.", "Había caminado todo el día y no había visto a nadie."],
    "de": ["Kapitel", "Teil", "Das lange Feld", "Vorwort", "Nachwort",
           "In der Nacht kam der Regen über den Hügel, und niemand hatte das Tor geschlossen.",
           "„Wer ist da?“, sagte sie, und der Hund spitzte die Ohren.", "Er war den ganzen Tag gegangen und hatte niemanden gesehen."],
}  # fmt: skip
Maker = Callable[[str, Path], None]
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _new(language: str, author: str = "Ann Field") -> Document:
    document = docx.Document()
    document.core_properties.title = WORDS[language][2]
    document.core_properties.author = author
    return document


def _prose(document: Document, language: str, count: int = 3) -> None:
    for number in range(count):
        document.add_paragraph(" ".join(WORDS[language][5 + (number + i) % 3] for i in range(3)))


def _picture(colour: tuple[int, int, int]) -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (600, 400), colour).save(out, "PNG")
    out.seek(0)
    return out


def novel(language: str, path: Path) -> None:
    """Two parts of three chapters, a title page, a preface, scene breaks; its chapters have headings of level two."""
    words, document = WORDS[language], _new(language)
    document.add_paragraph(words[2], style="Title")
    document.add_heading(words[3], 1)
    _prose(document, language, 1)
    for part in ("I", "II"):
        document.add_heading(f"{words[1]} {part}", 1)
        for chapter in range(1, 4):
            document.add_heading(f"{words[0]} {chapter}", 2)
            _prose(document, language)
            document.add_paragraph("* * *")
            _prose(document, language, 1)
    document.add_heading(words[4], 1)
    _prose(document, language, 1)
    document.sections[0].header.paragraphs[0].text = words[2]
    document.save(path)


def memoir(language: str, path: Path) -> None:
    """Photographs with captions and alternative texts; one stands in the line."""
    words, document = WORDS[language], _new(language)
    for chapter in range(1, 3):
        document.add_heading(f"{words[0]} {chapter}", 1)
        _prose(document, language, 1)
        document.add_picture(_picture((40 * chapter, 90, 90)))
        document.inline_shapes[-1]._inline.docPr.set("descr", f"{words[2]} {chapter}")
        document.add_paragraph(f"{words[2]}, {1930 + chapter}.", style="Caption")
        _prose(document, language, 1)
    paragraph = document.add_paragraph(f"{words[6]} ")
    paragraph.add_run().add_picture(_picture((200, 200, 0)), width=Pt(20))
    paragraph.add_run(f" {words[7]}")
    document.save(path)


def poems(language: str, path: Path) -> None:
    """Poems: of lines within a paragraph, and of a style of their own."""
    words, document = WORDS[language], _new(language)
    document.styles.add_style("Verse", 1)
    for poem in range(1, 5):
        document.add_heading(f"{poem}. {words[5].split(',')[0]}", 1)
        for stanza in range(2):
            lines = " ".join(words[5 + stanza : 7 + stanza]).split(" ")
            paragraph = document.add_paragraph(style="Verse" if poem % 2 else None)
            for at in range(0, len(lines), 5):
                run = paragraph.add_run(" ".join(lines[at : at + 5]))
                if at + 5 < len(lines):
                    run.add_break(WD_BREAK.LINE)
    document.save(path)


def play(language: str, path: Path) -> None:
    """Acts and scenes; who speaks in small capitals, what is done in italics, in brackets."""
    words, document = WORDS[language], _new(language)
    for act in ("I", "II"):
        document.add_heading(f"{act}. {words[2]}", 1)
        for scene in range(1, 3):
            document.add_heading(f"{words[5].split(' ')[1]} {scene}", 2)
            for who, said in (("ANNA", words[6]), ("BRUNO", words[7])):
                paragraph = document.add_paragraph()
                paragraph.add_run(who.title()).font.small_caps = True
                paragraph.add_run(". ")
                paragraph.add_run("(…) ").italic = True
                paragraph.add_run(said)
    document.save(path)


def thesis(language: str, path: Path) -> None:
    """Notes of several paragraphs, sections, tables, a quotation, a list."""
    words = WORDS[language]
    text = f"---\ntitle: {words[2]}\nauthor: Ann Field\n---\n\n"
    for chapter in range(1, 4):
        text += (
            f"# {words[0]} {chapter}\n\n{words[5]}[^a{chapter}] {words[7]}\n\n## 1. {words[2]}\n\n> {words[5]}\n\n"
            f"- {words[7]}\n- *{words[5]}*[^b{chapter}]\n\n| A | B | C |\n|:--|--:|:-:|\n| 1 | {words[2]} | x |\n| 2 | 3 | **y** |\n\n"
            f"### 1.1. {words[3]}\n\n{words[7]}\n\n[^a{chapter}]: {words[7]}\n\n    {words[5]}\n\n[^b{chapter}]: {words[2]}, p. {chapter}.\n\n"
        )
    _by_pandoc(text, path)


def cookbook(language: str, path: Path) -> None:
    """Recipes: lists of both kinds, within each other, and quantities."""
    words, document = WORDS[language], _new(language)
    for recipe in range(1, 4):
        document.add_heading(f"{words[2]} {recipe}", 1)
        _prose(document, language, 1)
        for amount in ("½ kg", "1⅓ l", "200 g", "180 °C"):
            document.add_paragraph(f"{amount} {words[5].split(' ')[1]}", style="List Bullet")
        for step in words[5:8]:
            document.add_paragraph(step, style="List Number")
        table = document.add_table(3, 2)
        for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
            cell.text = f"{words[2]} {number}"
    document.save(path)


def bilingual(language: str, path: Path) -> None:
    """The text and its translation in a table of two columns, and Greek words."""
    words, document = WORDS[language], _new(language)
    for chapter in range(1, 3):
        document.add_heading(f"{words[0]} {chapter}", 1)
        document.add_paragraph(f"{words[5]} (λόγος, слово)")
        table = document.add_table(4, 2)
        for number, row in enumerate(table.rows):
            row.cells[0].text, row.cells[1].text = words[5 + number % 3], "Gallia est omnis divisa in partes tres."
    document.save(path)


def mathematics(language: str, path: Path) -> None:
    """Formulas in the line and apart, in Word's own form."""
    words = WORDS[language]
    text = f"---\ntitle: {words[2]}\n---\n\n"
    for chapter in range(1, 4):
        text += f"# {words[0]} {chapter}\n\n{words[5]} $a^2+b^2=c^2$ {words[7]}\n\n$$\\int_0^{chapter} x\\,dx=\\frac{{{chapter}}}{{2}}$$\n\n{words[7]}\n\n"
    _by_pandoc(text, path)


def code(language: str, path: Path) -> None:
    """Programs, with signs that mean something in Markdown."""
    words = WORDS[language]
    text = f"---\ntitle: {words[2]}\n---\n\n"
    for chapter in range(1, 4):
        text += f'# {words[0]} {chapter}\n\n{words[5]} `a[0] *= "b"` {words[7]}\n\n```\n# no heading\nx = "a -- b"  [^1] | *\n\n    deep\n```\n\n{words[7]}\n\n'
    _by_pandoc(text, path)


def changes(language: str, path: Path) -> None:
    """Tracked changes and comments, a text box, a field, a table of contents of Word's, hidden text."""
    words, document = WORDS[language], _new(language, "python-docx")
    body = document.element.body
    contents = f'<w:sdt {_W}><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent><w:p><w:r><w:t>{words[0]} 1 7</w:t></w:r></w:p></w:sdtContent></w:sdt>'
    body.insert(0, parse_xml(contents))
    for chapter in range(1, 3):
        document.add_heading(f"{words[0]} {chapter}", 1)
        paragraph = document.add_paragraph(words[5])
        document.add_comment(paragraph.runs, text=f"{words[2]}?", author="Ed", initials="E")
        box = f'<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>{words[2]} ({chapter})</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>'
        xml = f'<w:p {_W}><w:r><w:t xml:space="preserve">{words[7]} </w:t></w:r><w:ins w:id="{chapter}" w:author="Ed" w:date="2026-01-01T00:00:00Z"><w:r><w:t>NEW{chapter}</w:t></w:r></w:ins><w:del w:author="Ed"><w:r><w:delText>OLD{chapter}</w:delText></w:r></w:del>{box}<w:fldSimple w:instr=" PAGE "><w:r><w:t> FIELD</w:t></w:r></w:fldSimple></w:p>'
        body.insert(len(body) - 1, parse_xml(xml))
    document.save(path)


KINDS: dict[str, Maker] = {
    made.__name__: made
    for made in (novel, memoir, poems, play, thesis, cookbook, bilingual, mathematics, code, changes)
}


def _by_pandoc(text: str, path: Path) -> None:
    path.write_bytes(pandoc.convert(text.encode(), "markdown", "docx"))


def make(kind: str, language: str, path: Path) -> Path:
    """Write the manuscript of a kind in a language."""
    KINDS[kind](language, path)
    return path
