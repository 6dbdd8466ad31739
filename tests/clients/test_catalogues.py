"""Reading applications and libraries load the records with programs of theirs."""

from __future__ import annotations

import json

import feedparser

from tests.clients.conftest import read_by
from tests.records.conftest import BASE, ISBN

HEADINGS = ["Trabajos decorativos con madera", "Historia de Europa", "c. 1910 – c. 1919"]


def test_a_client_of_opds_offers_the_files_and_shows_subjects_by_their_names(traded):
    feed = read_by("feeds.cjs", traded.out / "opds.xml")
    assert feed["kind"] == "AcquisitionFeed"
    (entry,) = feed["entries"]
    assert entry["title"] == "La casa de los relojes. Crónica de un taller" and entry["authors"] == ["Ana Prado"]
    assert [label for _, _, label in entry["subjects"]] == [*HEADINGS, "Relojes", "péndulos"]
    links = {(kind, href): media for kind, href, media in entry["links"]}
    assert links["OPDSAcquisitionLink", "relojes.epub"] == "application/epub+zip"
    assert links["OPDSAcquisitionLink", "relojes.pdf"] == "application/pdf"
    assert links["OPDSArtworkLink", "relojes-cover.jpg"] == "image/jpeg"


def test_the_application_of_readium_reads_the_feed_of_opds_2(keyed):
    feed = read_by("opds2.cjs", keyed.out / "opds.json")
    assert ["self", f"{BASE}opds.json", "application/opds+json"] in feed["links"]
    (book,) = feed["publications"]
    assert (book["title"], book["subtitle"]) == ("La casa de los relojes", "Crónica de un taller")
    assert (book["identifier"], book["language"]) == (f"urn:isbn:{ISBN['epub']}", ["es"])
    assert (book["authors"], book["translators"]) == (["Ana Prado"], ["Luis Vega"])
    assert book["published"].startswith("2026-03-01") and book["publishers"] == ["Editorial de Prueba"]
    assert book["series"] == [["Fuentes", 3]]
    assert [name for _, _, name in book["subjects"]][:4] == [*HEADINGS, "Relojes"]
    assert "pageNavigation" in book["features"] and book["pages"] > 0
    files = {href: (rel, media) for rel, href, media in book["links"]}
    acquired = "http://opds-spec.org/acquisition/open-access"
    assert files["relojes.epub"] == (acquired, "application/epub+zip")
    assert files["relojes.pdf"] == (acquired, "application/pdf")
    assert [href for _, href, _ in book["images"]] == ["relojes-cover.jpg", "relojes-thumbnail.jpg"]


def test_a_reader_of_feeds_finds_nothing_amiss(traded):
    feed = feedparser.parse(str(traded.out / "opds.xml"))
    assert not feed.bozo and feed.version == "atom10"
    (entry,) = feed.entries
    assert entry["author"] == "Ana Prado" and entry["dcterms_publisher"] == "Editorial de Prueba"
    assert entry["dcterms_language"] == "es"
    assert [tag["label"] for tag in entry["tags"]][:3] == HEADINGS
    enclosed = {link["href"]: link["type"] for link in entry["links"] if "acquisition" in link["rel"]}
    assert len(enclosed) == 2


def test_no_feed_shows_readers_a_code(traded, real):
    for book in (traded, real):
        (publication,) = json.loads((book.out / "opds.json").read_text("utf-8"))["publications"]
        shown = [subject["name"] for subject in publication["metadata"]["subject"]]
        assert "Historia de Europa" in shown and not {"NHD", "WFQ", "3MPBF"} & set(shown)


def test_a_library_program_reads_the_record(traded):
    records = read_by("marc.cjs", traded.out / "records" / "relojes.mrc", "Iso2709")
    online, printed = ({field[0]: field for field in record["fields"]} for record in records)
    assert online["245"][2:4] == ["a", "La casa de los relojes :"] and printed["245"][2:] == online["245"][2:]
    assert ISBN["print"] in printed["020"] and online["100"][3] == "Prado, Ana,"
    assert all(record["leader"][9] == "a" for record in records)
    assert any(BASE in str(field) for field in records[0]["fields"])
