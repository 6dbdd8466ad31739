"""What LibreOffice writes beside plain paragraphs: the words stay, and each form that does not is named in the report."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from tests.conftest import run

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMES = " ".join(
    f'xmlns:{prefix}="{_OASIS}{name}:1.0"'
    for prefix, name in {
        **{"office": "office", "text": "text", "table": "table", "draw": "drawing", "style": "style"},
        **{"fo": "xsl-fo-compatible", "svg": "svg-compatible", "manifest": "manifest"},
    }.items()
)
_NAMES += ' xmlns:xlink="http://www.w3.org/1999/xlink"'


def p(content: str) -> str:
    return f"<text:p>{content}</text:p>"


def cell(content: str) -> str:
    return f"<table:table-cell>{content}</table:table-cell>"


def table(content: str) -> str:
    return f"<table:table><table:table-row>{content}</table:table-row></table:table>"


def odt(path: Path, body: str) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (40, 30)).save(picture, "PNG")
    style = '<style:default-style style:family="paragraph"><style:text-properties fo:language="fr" fo:country="CA"/></style:default-style>'
    files = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f'<office:document-content {_NAMES}><office:body><office:text><text:h text:outline-level="1">Zorp</text:h>{body}</office:text></office:body></office:document-content>',
        "styles.xml": f"<office:document-styles {_NAMES}><office:styles>{style}</office:styles></office:document-styles>",
        "META-INF/manifest.xml": f"<manifest:manifest {_NAMES}/>",
        "Pictures/a.png": picture.getvalue(),
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)


@pytest.mark.parametrize(
    ("body", "kept", "said"),
    [
        (p("on <text:page-number>7</text:page-number>, <text:user-field-get>blit</text:user-field-get> <text:placeholder>x</text:placeholder>"), "on 7, blit x", ""),
        (p("<text:ruby><text:ruby-base>漢字</text:ruby-base><text:ruby-text>かんじ</text:ruby-text></text:ruby>"), "<ruby>漢字<rt>かんじ</rt></ruby>", ""),
        (p(f"a<draw:custom-shape>{p('shaped')}</draw:custom-shape>b"), "ab\n\nshaped", "“shaped”: a shape;"),
        (p(f"<draw:g><draw:rect>{p('grouped')}</draw:rect></draw:g>b"), "b\n\ngrouped", "“grouped”: a shape;"),
        (table(cell(p("outer")) + cell(table(cell(p("inner"))))), "| outer | inner |", "“inner”: a table in a table;"),
        (f"<text:bibliography><text:index-body>{p('Work.')}</text:index-body></text:bibliography>", "Work.", ""),
        (f"<text:alphabetical-index><text:index-body>{p('a 7')}</text:index-body></text:alphabetical-index>{p('text')}", "text", "“the index”: "),
        (p('text<text:alphabetical-index-mark text:string-value="Rome"/>'), "text", "“text”: an entry of the index: Rome"),
        (f"<text:numbered-paragraph>{p('counted')}</text:numbered-paragraph>", "counted", ""),
        (p('<draw:frame><draw:image xlink:href="Pictures/a.png"/><svg:title>a</svg:title><svg:desc>A cow</svg:desc></draw:frame>'), '![](../images/a.png){alt="A cow"}', ""),
    ],
    ids=["fields", "furigana", "shape", "group", "table", "bibliography", "index", "entry", "numbered", "picture"],
)  # fmt: skip
def test_the_words_are_kept_and_the_form_is_named(tmp_path, monkeypatch, body, kept, said):
    monkeypatch.chdir(tmp_path)
    odt(tmp_path / "x.odt", body)
    outcome = run("import", "x.odt", "--into", "book", "--title", "T")
    assert outcome.status == 0, outcome.err
    assert kept in Path("book/chapters/01-zorp.md").read_text("utf-8")
    assert said in Path("book/import-report.md").read_text("utf-8")


def test_the_record_has_the_language_of_the_styles(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    odt(tmp_path / "x.odt", p("blit"))
    assert run("import", "x.odt", "--into", "book").status == 0
    assert "\nlanguage: fr-CA\n" in Path("book/book.yaml").read_text("utf-8")
