"""Whoever wrote a chapter is named where it begins and in the contents, in every edition."""

from __future__ import annotations

import pytest

from press.core.xhtml import make, text_of
from press.pages.layout.initials import mark_initial
from tests.reading import Epub, Pdf

AUTHORS = "Luis Vega & Gil"


@pytest.mark.build
def test_the_authors_stand_under_the_title_and_in_the_contents_of_the_epub(keyed):
    epub = Epub(keyed.out / "relojes.epub")
    (chapter,) = epub.documents["01-horas.xhtml"].xpath(
        "//*[local-name()='h1']/following-sibling::*[1][@class='authors']"
    )
    assert text_of(chapter) == AUTHORS
    items = epub.documents["contents.xhtml"].xpath("//*[local-name()='nav'][1]//*[local-name()='li']")
    assert [text_of(item) for item in items][:2] == [f"Las horas {AUTHORS}", "Las pesas"]


@pytest.mark.build
@pytest.mark.parametrize("path", ["relojes.pdf", "print/relojes-interior.pdf"])
def test_the_authors_stand_under_the_title_and_in_the_contents_of_the_pages(keyed, path):
    pages = [page for page in Pdf(keyed.out / path).pages if AUTHORS in " ".join(page.split())]
    assert len(pages) == 2
    contents, chapter = (" ".join(page.split()) for page in pages)
    assert contents.index("Las horas") < contents.index(AUTHORS) < contents.index("Las pesas")
    assert chapter.index("Las horas") < chapter.index(AUTHORS) < chapter.index("El taller")


def test_the_large_initial_is_that_of_the_text_not_of_its_author():
    authors = make("div", make("p", "Luis Vega"), klass="authors")
    section = make("section", make("h1", "Uno"), authors, make("p", "Era tarde."), klass="document chapter body")
    mark_initial(section)
    assert [text_of(initial) for initial in section.iter("span")] == ["E"]
    assert section[2][0].get("class") == "initial"
