"""The page in a real browser: for eyes, for a keyboard, for a screen reader."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.node import chromium, run_script
from tests.web.conftest import served

pytestmark = pytest.mark.browser

SCRIPT = Path(__file__).with_name("browse.cjs")
#: Without these axe has not looked at what matters here.
LOOKED_AT = {
    "color-contrast",
    "document-title",
    "html-has-lang",
    "image-alt",
    "landmark-main-is-top-level",
    "link-name",
    "skip-link",
}


def browse(*arguments):
    return run_script(SCRIPT, chromium(), *arguments)


@pytest.mark.parametrize("name", ["real", "other"])
def test_the_page_shuts_nobody_out_in_light_or_dark_and_fits_a_telephone(name, request):
    with served(request.getfixturevalue(name).out) as address:
        looks = browse("inspect", address)
    assert [look["scheme"] for look in looks] == ["light", "dark"]
    assert len({look["background"] for look in looks}) == 2
    for look in looks:
        assert look["violations"] == []
        assert set(look["passes"]) >= LOOKED_AT
        assert max(look["widths"]) <= 320


def test_a_page_with_faults_is_caught(tmp_path):
    page = '<!DOCTYPE html><title>Mal</title><img src="data:,"><p style="color:#ccc;width:900px">Apenas se lee.</p>'
    (tmp_path / "index.html").write_text(page)
    with served(tmp_path) as address:
        light, _ = browse("inspect", address)
    assert {"color-contrast", "html-has-lang", "image-alt"} <= {rule for rule, _ in light["violations"]}
    assert min(light["widths"]) > 320


def test_a_reader_with_a_keyboard_and_without_scripts_takes_the_epub_and_checks_it(real, site, tmp_path):
    seen = browse("journey", site, tmp_path)
    assert seen["status"] == 200
    assert seen["focused"][0]["text"] == "Saltar al contenido"
    assert seen["focused"][-1]["text"].startswith("Descargar EPUB (")
    for place in seen["focused"]:  # whoever moves by keyboard sees where they are
        assert place["outline"] >= 2 and place["left"] >= 0 and place["width"] > 0
    taken = Path(seen["file"]).read_bytes()
    assert Path(seen["file"]).name == real.epub.path.name
    assert hashlib.sha256(taken).hexdigest() == seen["shown"]
    assert taken == real.epub.path.read_bytes()
