"""What other programs write into Word's format: the words stay, and each form that does not is named in the report."""

from __future__ import annotations

import docx
import pytest
from docx.oxml import parse_xml

from press.input import pandoc
from tests.conftest import run

_NAMES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def field(instruction: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText> {instruction} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def words(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.fixture
def imported(tmp_path, monkeypatch):
    """Imports a manuscript with these paragraphs after its title; the chapter and the report."""
    monkeypatch.chdir(tmp_path)

    def made(*paragraphs: str) -> tuple[str, str]:
        document = docx.Document()
        document.add_heading("Chapter one", 1)
        for content in paragraphs:
            element = parse_xml(f"<w:p {_NAMES}>{content}</w:p>")
            document.element.body.insert(len(document.element.body) - 1, element)
        document.save("x.docx")
        outcome = run("import", "x.docx", "--into", "book", "--language", "en")
        assert outcome.status == 0, outcome.err
        chapter = (tmp_path / "book/chapters/01-chapter-one.md").read_text("utf-8")
        return chapter.removeprefix("# Chapter one\n\n"), (tmp_path / "book/import-report.md").read_text("utf-8")

    return made


@pytest.mark.parametrize(
    ("content", "kept"),
    [
        (words("spl") + '<w:proofErr w:type="spellStart"/>' + words("itt", '<w:lang w:val="es"/>') + words("ing"), "splitting"),
        (f'<w:smartTag w:uri="u" w:element="c"><w:smartTag w:uri="u" w:element="d">{words("Rome")}</w:smartTag></w:smartTag>', "Rome"),
        (f'<w:bdo w:val="rtl">{words("one ")}</w:bdo><w:dir w:val="rtl">{words("two")}</w:dir>', "one two"),
        (words("left") + '<w:r><w:ptab w:relativeTo="margin" w:alignment="right" w:leader="none"/></w:r>' + words("right"), "left right"),
        (words("no") + "<w:r><w:noBreakHyphen/></w:r>" + words("break"), "no‑break"),
        (f'<w:customXml w:element="x">{words("marked")}</w:customXml>', "marked"),
    ],
    ids=["split", "smart tags", "directions", "tab", "hyphen", "custom XML"],
)  # fmt: skip
def test_words_that_stand_in_something_else_are_kept(imported, content, kept):
    assert imported(content)[0] == f"{kept}\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (words("text") + field('XE "Rome:old"'), 'an entry of the index: "Rome:old"'),
        (words("text") + field(r"EQ \o(x,y)"), r"a formula written as a field: \o(x,y)"),
        (words("text", "<w:dstrike/>"), "struck out twice"),
        (words("text") + '<w:r><w:pict><v:shape><v:textpath string="Fine Art"/></v:shape></w:pict></w:r>', "WordArt; its words stand in the line"),
        (words("text") + f'<w:r><w:drawing><wp:inline><a:graphic><a:graphicData uri="{_CHART}"/></a:graphic></wp:inline></w:drawing></w:r>', "a chart: save it as a picture in Word"),
        (words("text") + '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="p" descr="A cow"/><a:blip r:link="rId99"/></wp:inline></w:drawing></w:r>', "a picture that is linked, not in the file: put it into images/ (it shows: A cow)"),
        ('<w:pPr><w:sectPr><w:cols w:num="2"/></w:sectPr></w:pPr>' + words("text"), "set in columns, up to this paragraph"),
    ],
    ids=["index", "formula", "struck", "WordArt", "chart", "linked picture", "columns"],
)  # fmt: skip
def test_a_form_that_is_not_kept_is_named(imported, content, said):
    chapter, report = imported(content)
    assert "text" in chapter and f": {said}" in report
    assert ("Fine Art" in chapter) == ("WordArt" in said)


@pytest.mark.parametrize("tag", ["altChunk", "subDoc"])
def test_a_file_within_the_file_is_refused_and_not_passed_over(tmp_path, tag):
    document = docx.Document()
    document.add_paragraph("Text.")
    document.element.body.insert(1, parse_xml(f'<w:{tag} {_NAMES} r:id="rId99"/>'))
    document.save(str(tmp_path / "x.docx"))
    outcome = run("import", str(tmp_path / "x.docx"), "--into", str(tmp_path / "book"))
    assert outcome.codes() == ["B014"] and "includes another file" in outcome.err


def test_a_note_whose_call_was_deleted_is_left_out_and_named(tmp_path):
    """With its changes tracked, Word keeps the note and deletes the call alone."""
    path = tmp_path / "x.docx"
    path.write_bytes(
        pandoc.convert(b"Kept.[^1] Text.[^2]\n\n[^1]: First note.\n\n[^2]: Second note.\n", "markdown", "docx")
    )
    document = docx.Document(str(path))
    run_of_call = document.element.xpath("//w:footnoteReference")[0].getparent()
    deleted = parse_xml(f'<w:del {_NAMES} w:id="1" w:author="Ed"/>')
    run_of_call.addprevious(deleted)
    deleted.append(run_of_call)
    document.save(str(path))
    outcome = run("import", str(path), "--into", str(tmp_path / "book"), "--language", "en")
    assert outcome.status == 0, outcome.err
    (chapter,) = (tmp_path / "book" / "chapters").glob("*.md")
    assert "First note" not in chapter.read_text("utf-8") and "[^1]: Second note." in chapter.read_text("utf-8")
    assert "“First note.”: nothing calls this note" in (tmp_path / "book" / "import-report.md").read_text("utf-8")
