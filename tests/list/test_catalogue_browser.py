"""The list's pages in a real browser: for eyes, for a screen reader, with scripts and without."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.list.test_catalogue import listed  # noqa: F401 - a fixture
from tests.node import chromium, run_script
from tests.web.conftest import served
from tests.web.test_browser import browse

pytestmark = pytest.mark.browser


def test_the_pages_shut_nobody_out_in_light_or_dark_and_fit_a_telephone(listed):  # noqa: F811
    with served(listed.out) as address:
        paths = ("", "catalogue/index.html", "catalogue/language-es.html")
        looks = browse("inspect", *(address + path for path in paths))
    assert len(looks) == 2 * len(paths)
    for look in looks:
        assert look["violations"] == [], look["url"]
        assert {"color-contrast", "label", "link-name", "html-has-lang"} & set(look["passes"])
        assert max(look["widths"]) <= 320, look["url"]


@pytest.mark.parametrize("how", ["served", "opened as a file"])
def test_a_reader_finds_a_book_with_scripts_and_without(listed, how):  # noqa: F811
    with served(listed.out) as address:
        seen = _look(address + "index.html" if how == "served" else (listed.out / "index.html").resolve().as_uri())
    plain, scripted = seen["plain"], seen["scripted"]
    assert plain["fields"] == 0 and len(plain["all"]) == 4
    assert len(plain["facet"]) == 2 and plain["letters"] > 1
    assert scripted["errors"] == [] and scripted["broken"] == 0
    assert [text.split("\n")[0] for text in scripted["found"]] == ["La casa de los relojes"]
    assert scripted["status"] == "Resultados: 1" and scripted["none"] == "Ningún libro tiene esas palabras."
    assert scripted["again"] == plain["all"] and scripted["asked"] == scripted["found"]


def _look(url: str) -> dict:
    return run_script(Path(__file__).with_name("browse.cjs"), chromium(), url, "CRÓNICA prado")
