"""Scripts without spaces: no line runs off the page, no letter is lost, and no line begins with what ends a syllable."""

from __future__ import annotations

import re

import pytest

from tests.anybook.words import plain
from tests.conftest import Book

TEXTS = {
    "th": "มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ",
    "lo": "ມະນຸດເກີດມາມີສິດເສລີພາບແລະສະເໝີໜ້າກັນໃນທາງກຽດຕິສັກແລະສິດ",
    "km": "មនុស្សទាំងអស់កើតមកមានសេរីភាពនិងសមភាពក្នុងផ្នែកសេចក្ដីថ្លៃថ្នូរ",
    "my": "လူတိုင်းသည်တူညီလွတ်လပ်သောဂုဏ်သိက္ခာဖြင့်လည်းကောင်းမွေးဖွားလာသူများဖြစ်သည်",
}
#: Vowels and signs that no line begins with.
_ENDS = re.compile("[\u0e30-\u0e3a\u0e45-\u0e4e\u0eb0-\u0ebc\u0ec8-\u0ecd\u17b6-\u17d3\u102b-\u103e]")
LONG = "x" * 150


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    folder = tmp_path_factory.mktemp("syllables")
    book = Book(folder / "book", folder / "dist").write("book.yaml", "title: A Book\nlanguage: en\n")
    for name, text in TEXTS.items():
        words = f"[{text}]{{lang={name}}}"
        chapter = f"# Of {name}\n\n{text * 5}\n\nWithin English {words} and {text} a line.[^n]\n\n[^n]: {words * 3}\n"
        book.write(f"chapters/{name}.md", f"{chapter}\n| A | B |\n|---|---|\n| {text} | {words} |\n")
    book.write("chapters/zz.md", f"# Long\n\nA word {LONG} of no language.\n")
    outcome = book.run("screen")
    assert outcome.status == 0, outcome.err
    return book


def test_no_line_runs_off_the_text_and_no_letter_is_lost(book):
    pdf = book.screen
    for number, page in enumerate(pdf.reader):
        assert max((line.right for line in pdf.lines(number)), default=0) <= page.get_width() - 50
    found = plain("".join(pdf.pages))
    for text in (*TEXTS.values(), LONG):
        assert found.count(plain(text)) == (1 if text is LONG else 12), text


def test_no_line_begins_within_a_syllable(book):
    begun = [line.strip("\u200b ")[:2] for page in book.screen.pages for line in page.splitlines() if line.strip()]
    assert [line for line in begun if _ENDS.match(line)] == []
