"""A reading engine opens the EPUB in a browser: foliate-js, by which the reader Foliate shows books."""

from __future__ import annotations

import contextlib
import shutil
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.clients.conftest import read_by
from tests.conftest import CHECKOUT
from tests.node import chromium
from tests.reading import NS, squeezed

pytestmark = pytest.mark.browser


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextlib.contextmanager
def engine(epub: Path, folder: Path):
    """The address of a page with the engine, beside which the book lies as ``book.epub``."""
    shutil.copy(epub, folder / "book.epub")
    shutil.copy(Path(__file__).with_name("reader.html"), folder)
    assert (CHECKOUT / "node_modules" / "foliate-js").is_dir(), "the test needs foliate-js: npm ci"
    (folder / "node_modules").symlink_to(CHECKOUT / "node_modules")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/reader.html"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="module")
def seen(real, tmp_path_factory):
    """What the engine shows of the real book, asked for page 23."""
    with engine(real.epub.path, tmp_path_factory.mktemp("engine")) as address:
        return read_by("read.cjs", chromium(), address, "book.epub", "23")


def test_the_engine_shows_title_and_cover(seen):
    assert seen["errors"] == []
    assert "Asalto al Palacio de Invierno" in str(seen["title"])
    assert seen["cover"] == [1600, 2560]


def test_every_entry_of_the_contents_leads_to_where_it_says(seen, real):
    entries = [entry for entry, *_ in seen["contents"]]
    assert len(entries) > 15 and set(entries) <= {label for label, _ in real.epub.nav("toc")}
    # The engine names the last heading on the screen, which may stand below the one that was asked for.
    assert [entry for entry, shown, below in seen["contents"] if shown not in (entry, *below)] == []


def test_the_page_list_leads_to_page_23_and_to_its_first_words(seen, real):
    assert seen["pages"] == [label for label, _ in real.epub.nav("page-list")]
    assert seen["there"]["page"] == "23"
    rows = real.interior.rows(real.interior.labels.index("23"))
    first = squeezed(" ".join(text for _, text in rows))[:24]
    assert first in squeezed(seen["there"]["shown"])


def test_the_call_of_a_note_pops_it_up(seen, real):
    note = seen["note"]
    assert note["call"] == "1" and note["type"] == "footnote"
    texts = [
        " ".join(note.itertext()) for tree in real.epub.documents.values() for note in tree.iter(f"{{{NS['x']}}}aside")
    ]
    assert squeezed(note["text"]).removesuffix("↩")[:60] in squeezed("".join(texts))
