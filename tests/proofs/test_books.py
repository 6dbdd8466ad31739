"""What the independent tools say of the finished books: nothing. A tool that is missing fails here and says so."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from press.checks import epubcheck
from tests.conftest import run
from tests.reading import EPUB_TYPE, NS, words_of

pytestmark = pytest.mark.validators

BOOKS = ("real", "other", "almanac", "forms")
CHECKS = (
    "EPUBCheck 5.3.0",
    "EPUBCheck 4.2.6",
    "Ace by DAISY 1.4.6",
    "press, accessibility claims 1",
    "press, limits of the shops 1",
    "veraPDF engine 1.31.50, PDF/A-2a",
    "veraPDF engine 1.31.50, PDF/UA-1",
    "press, tags of the PDF 1",
    "press, agreement of the files 1",
)
PRINTED = tuple(
    f"press, {part} for {printer} 1" for printer in ("Amazon KDP", "IngramSpark") for part in ("interior", "cover")
)


@dataclass(frozen=True)
class Reported:
    """What «build.py proof» left."""

    files: dict[str, bytes]

    @property
    def checks(self) -> dict[str, dict]:
        """Each check, by tool, version and profile."""
        entries = json.loads(self.files["report.json"])["checks"]
        return {", ".join(filter(None, (f"{p['tool']} {p['version']}", p.get("profile")))): p for p in entries}


@pytest.fixture(scope="module")
def reported(request, tmp_path_factory):
    """«build.py proof» on a copy of a book's release, once for each book."""
    reports: dict[str, Reported] = {}

    def report(name: str) -> Reported:
        if name not in reports:
            out = tmp_path_factory.mktemp(name) / "dist"
            shutil.copytree(request.getfixturevalue(name).out, out)
            run("proof", "--out", str(out))
            reports[name] = Reported({file: (out / file).read_bytes() for file in ("report.html", "report.json")})
        return reports[name]

    return report


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("name", BOOKS)
def test_a_book_passes(reported, name, check):
    entry = reported(name).checks[check]
    assert entry.get("missing", "") == ""
    assert entry["findings"] == []
    assert entry["verdict"] == "passed"


@pytest.mark.parametrize("name", BOOKS)
def test_every_check_is_run(reported, name):
    assert tuple(reported(name).checks) == CHECKS + (PRINTED if name == "real" else ())


@pytest.mark.parametrize("version", [epubcheck.CURRENT, epubcheck.OLD])
@pytest.mark.parametrize("language", ["es", "en"])
def test_a_book_of_one_line(book, language, version):
    book.write("book.yaml", f"title: Un libro\nlanguage: {language}\n")
    assert book.run("epub").status == 0
    assert epubcheck.find(book.epub.path, version) == []


def test_the_almanac_is_what_it_is_for(almanac):
    trees = list(almanac.epub.documents.values())
    notes = [n for tree in trees for n in tree.iterfind(".//x:aside", NS) if n.get(EPUB_TYPE) == "footnote"]
    assert len(notes) > 100
    assert sum(len(tree.findall(".//x:table", NS)) for tree in trees) > 10
    assert sum(tree.find(".//x:li//x:li//x:li", NS) is not None for tree in trees) >= 12
    assert {"fr", "ru", "el"} <= {span.get("lang") for tree in trees for span in tree.iterfind(".//x:span[@lang]", NS)}


def test_a_foreign_run_keeps_its_language_and_its_words(almanac):
    march = almanac.epub.documents["march.xhtml"]
    said = {span.get("lang"): words_of(span) for span in march.iterfind(".//x:blockquote//x:span[@lang]", NS)}
    assert said == {"el": "Μάρτης, γδάρτης."}


def test_repeating_the_checks_gives_the_same_bytes_and_leaves_the_files_alone(reported, other, tmp_path):
    first = reported("other")
    out = Path(shutil.copytree(other.out, tmp_path / "dist"))
    assert run("proof", "--out", str(out)).status == 0
    assert {name: (out / name).read_bytes() for name in first.files} == first.files
    for path in other.out.rglob("*.*"):
        assert (out / path.relative_to(other.out)).read_bytes() == path.read_bytes()
