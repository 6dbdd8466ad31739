"""What stands today of this book: what is not known of it, who would refuse it, how it is cited, and how its pages look."""

from __future__ import annotations

import json
import re

from press.core.problems import Problems
from press.input.metadata import read_metadata
from press.outputs.metadata.unknowns import missing_fields
from tests.conftest import CHECKOUT, run


def test_what_is_not_known_is_named(real):
    missing = {unknown.key: unknown.left_out for unknown in missing_fields(read_metadata(real.folder, Problems()))}
    assert list(missing) == [
        "publisher",
        "place",
        "country",
        "contact",
        "base_url",
        "isbn.epub",
        "isbn.pdf",
        "isbn.print",
        "legal_deposit",
        "print.printers.ingramspark.spine",
    ]
    assert missing.pop("print.printers.ingramspark.spine").startswith("The width of the spine is not computed")
    assert all(words.startswith("Missing: ") and words.endswith(".") for words in missing.values())


def test_it_is_known_who_would_refuse_it(real, record):
    listed = json.loads((real.out / "channels" / "index.json").read_text("utf-8"))
    found = {row["channel"]: {one["rule"] for one in row["refusals"]} - {"files"} for row in listed}
    assert found == {
        "kindle": {"price", "freely-available"},
        "kdp": {"price", "freely-available"},
        "ingramspark-ebook": {"needs", "price", "page-numbers", "pictures"},
        "ingramspark": {"needs", "isbn", "price"},
        "kobo": set(),
        "google-play": {"freely-available"},
        "de-marque": {"isbn", "price"},
        "internet-archive": set(),
        "overdrive": {"price", "freely-available"},
    }
    reasons = [one["why"] for row in listed for one in row["refusals"]]
    assert "No hay ISBN (EPUB)." in reasons
    assert any(record["source"] in why for why in reasons)


def test_the_repository_is_cited_as_the_book_is(real):
    assert (CHECKOUT / "CITATION.cff").read_bytes() == (real.out / "records" / "CITATION.cff").read_bytes()


def test_the_pages_have_no_serious_finding(real):
    outcome = run("review", "--book", str(CHECKOUT / "book"))
    assert (outcome.status, outcome.err) == (0, "")
    assert re.search(r"^0 serious, \d+ minor in \d+ pages; score 0\.\d\d ", outcome.out, re.M), outcome.out
