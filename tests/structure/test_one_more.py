"""One more of a kind is data and at most one module: a format, a language, a theme, a trim, a metadata standard and a check.

Each is added in a process of its own, as its files would add it, and a small book is built with all of them.
"""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest
from lxml import etree, html

from press.core.paths import LANGUAGES, THEMES
from tests.conftest import CACHE, CHECKOUT
from tests.reading import Epub, Pdf, words_of

pytestmark = pytest.mark.build

#: What a module of a new format holds, and what the tables get.
MORE = """\
import sys
from pathlib import Path
from press.core import formats, paths
from press.core.formats import Format

def make_files(inputs):
    words = "\\n".join(document.title for document in inputs.composition.documents)
    return {f"{inputs.composition.metadata.slug}.txt": words.encode()}

def bibtex(catalogue):
    return b"@book{" + catalogue.metadata.slug.encode() + b"}"

if __name__ == "__main__":
    sys.modules["more"] = sys.modules["__main__"]
    formats.FORMATS["text"] = Format(
        "text", "text", "the plain text: dist/<slug>.txt", "more:make_files", schema_org="https://schema.org/EBook",
        onix_form="ED", onix_details=("E112",), path="{}.txt", media_type="text/plain", name="Plain text",
    )
    paths.LANGUAGES["xx"] = Path("xx").resolve()
    paths.THEMES["loud"] = Path("loud").resolve()
    from press.outputs import metadata
    metadata._RECORDS["records/{}.bib"] = bibtex
    from press.cli import main
    sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    """The release of a small book with one more of each kind."""
    folder = tmp_path_factory.mktemp("more")
    (folder / "more.py").write_text(MORE, "utf-8")
    (folder / "xx").mkdir()
    for name in ("language", "page"):
        text = (LANGUAGES["en"] / f"{name}.yaml").read_text("utf-8")
        (folder / "xx" / f"{name}.yaml").write_text(text.replace("contents: Contents", "contents: Xontents"), "utf-8")
    shutil.copytree(THEMES["modern"], folder / "loud")
    book = folder / "book"
    (book / "chapters").mkdir(parents=True)
    (book / "chapters" / "01-one.md").write_text("# One\n\nThe text.\n", "utf-8")
    (book / "book.yaml").write_text(
        "title: One more\nlanguage: xx\nisbn: {text: '9780000001016'}\ndesign: {theme: loud, trim: 5 x 7 in}\n", "utf-8"
    )
    command = [sys.executable, "more.py", "all", "--book", "book", "--out", "dist", "--cache", CACHE]
    done = subprocess.run(
        command, cwd=folder, env={"PYTHONPATH": str(CHECKOUT)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return folder / "dist"


def test_a_format_is_made_described_and_offered(release):
    assert (release / "one-more.txt").read_text("utf-8").endswith("One")
    for name in ("onix.xml", "marc.xml", "jsonld"):
        assert "9780000001016" in (release / "records" / f"one-more.{name}").read_text("utf-8"), name
    for name in ("opds.xml", "opds.json"):
        assert '"one-more.txt"' in (release / name).read_text("utf-8"), name
    button, *_ = html.fromstring((release / "index.html").read_bytes()).xpath("//a[@href='one-more.txt']")
    assert "Plain text" in button.text_content()


def test_a_language_has_its_words_and_english_stands_in_for_what_it_lacks(release):
    assert "Xontents" in words_of(Epub(release / "one-more.epub").documents["contents.xhtml"])
    assert (release / "channels" / "kobo" / "form.html").is_file()


def test_a_theme_and_a_trim_shape_the_pages(release):
    assert Pdf(release / "one-more.pdf").reader[0].get_size() == (360, 504)


def test_a_metadata_standard_is_one_function(release):
    assert (release / "records" / "one-more.bib").read_bytes() == b"@book{one-more}"
    etree.parse(release / "records" / "one-more.onix.xml")
