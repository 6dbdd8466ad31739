"""Reading applications browse the feeds; search engines and citation tools read theirs.

The rules are the MUSTs and SHOULDs of OPDS 1.2 and 2.0 (https://specs.opds.io), read as a client reads them.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
from urllib.parse import urljoin

import pytest
import yaml
from lxml import etree, html
from PIL import Image

from press.core.release_mark import release_files
from tests.reading import NS as EPUB_NS
from tests.records.conftest import BASE, ISBN

NS = {"a": "http://www.w3.org/2005/Atom", "dc": "http://purl.org/dc/terms/", "s": "http://schema.org/"}
TYPES = {"application/epub+zip": b"PK\x03\x04", "application/pdf": b"%PDF-", "image/jpeg": b"\xff\xd8\xff"}
ACQUISITION = "http://opds-spec.org/acquisition"


def atom(book):
    return etree.parse(book.out / "opds.xml").getroot()


def opds2(book):
    return json.loads((book.out / "opds.json").read_text("utf-8"))


def linked_data(book):
    return json.loads(next(book.out.glob("records/*.jsonld")).read_text("utf-8"))


def citation(book):
    return yaml.safe_load((book.out / "records" / "CITATION.cff").read_text("utf-8"))


def claimed(book, name):
    return [m.text for m in book.epub.opf.iterfind(f".//opf:meta[@property='schema:{name}']", EPUB_NS)]


def test_the_atom_feed_has_what_a_client_must_find(each):
    feed = atom(each)
    for element in (feed, *(entries := feed.findall("a:entry", NS))):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"a:{name}", NS)) == 1 and element.findtext(f"a:{name}", namespaces=NS)
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", element.findtext("a:updated", namespaces=NS))
    assert feed.findtext("a:author/a:name", namespaces=NS)
    assert len(entries) == 1 and feed.findtext("a:id", namespaces=NS) != entries[0].findtext("a:id", namespaces=NS)
    assert not feed.findall(".//dc:title", NS)
    for relation in ("self", "start"):
        (link,) = feed.xpath(f"a:link[@rel='{relation}']", namespaces=NS)
        assert link.get("type") == "application/atom+xml;profile=opds-catalog;kind=acquisition"


def test_every_atom_link_leads_to_a_file_of_its_type(each):
    links = atom(each).xpath("a:entry/a:link", namespaces=NS)
    assert [link.get("type") for link in links if link.get("rel").startswith(ACQUISITION)] == [
        "application/epub+zip",
        "application/pdf",
    ]
    for link in links:
        data = (each.out / link.get("href")).read_bytes()
        assert data.startswith(TYPES[link.get("type")])
        assert link.get("length") in (None, str(len(data)))


def test_only_an_open_licence_makes_an_open_acquisition(real, traded, other):
    for book, relation in (
        (real, f"{ACQUISITION}/open-access"),
        (traded, f"{ACQUISITION}/open-access"),
        (other, ACQUISITION),
    ):
        entry = atom(book).find("a:entry", NS)
        assert {link.get("rel") for link in entry.xpath("a:link[@length]", namespaces=NS)} == {relation}
        assert {link["rel"] for link in opds2(book)["publications"][0]["links"]} == {relation}


def test_the_json_feed_has_what_a_client_must_find(each):
    feed = opds2(each)
    assert feed["metadata"]["title"] and [link["rel"] for link in feed["links"]].count("self") == 1
    (publication,) = feed["publications"]
    assert publication["metadata"]["title"] and publication["metadata"]["language"]
    assert re.match(r"urn:(isbn|uuid):", publication["metadata"]["identifier"])
    assert [link["type"] for link in publication["links"]] == ["application/epub+zip", "application/pdf"]
    for link in (*publication["links"], *publication["images"]):
        data = (each.out / link["href"]).read_bytes()
        assert data.startswith(TYPES[link["type"]])
        assert link.get("size", len(data)) == len(data)


def test_the_pictures_have_the_sizes_that_the_feed_says(each):
    images = opds2(each)["publications"][0]["images"]
    assert [image["height"] for image in images] == [2560, 400]
    for image in images:
        with Image.open(each.out / image["href"]) as picture:
            assert picture.format == "JPEG" and picture.size == (image["width"], image["height"])


def test_the_thumbnail_shows_the_cover(real):
    pictures = [Image.open(next(real.out.glob(f"*-{name}.jpg"))) for name in ("cover", "thumbnail")]
    cover, small = (picture.convert("L").resize((25, 40)) for picture in pictures)
    differences = [abs(a - b) for a, b in zip(cover.tobytes(), small.tobytes(), strict=True)]
    assert sum(differences) / len(differences) < 4
    assert Image.open(io.BytesIO(real.epub.read("images/cover.jpg"))).tobytes() == pictures[0].tobytes()


def test_the_feeds_claim_what_the_epub_claims(each):
    entry = atom(each).find("a:entry", NS)
    stated = opds2(each)["publications"][0]["metadata"]["accessibility"]
    for name, key in (
        ("accessMode", "accessMode"),
        ("accessibilityFeature", "feature"),
        ("accessibilityHazard", "hazard"),
    ):
        assert [e.text for e in entry.iterfind(f"s:{name}", NS)] == stated[key] == claimed(each, name)
    assert [stated["summary"]] == claimed(each, "accessibilitySummary")
    certified = each.epub.opf.findtext(".//opf:meta[@property='a11y:certifiedBy']", namespaces=EPUB_NS)
    assert stated.get("certification", {}).get("certifiedBy") == certified
    assert ("conformsTo" in stated) == (certified is not None)


def test_the_feeds_own_addresses_are_whole_once_published(traded, real):
    assert atom(traded).xpath("string(a:link[@rel='self']/@href)", namespaces=NS) == f"{BASE}opds.xml"
    assert opds2(traded)["links"][0]["href"] == f"{BASE}opds.json"
    assert urljoin(f"{BASE}opds.json", opds2(traded)["publications"][0]["links"][0]["href"]) == f"{BASE}relojes.epub"
    assert opds2(real)["links"][0]["href"] == "opds.json"


def test_the_feeds_carry_the_isbns(traded):
    assert [e.text for e in atom(traded).iterfind("a:entry/dc:identifier", NS)] == [
        f"urn:isbn:{ISBN['epub']}",
        f"urn:isbn:{ISBN['pdf']}",
    ]
    assert opds2(traded)["publications"][0]["metadata"]["identifier"] == f"urn:isbn:{ISBN['epub']}"


def test_linked_data_describe_the_files_to_the_byte(each):
    book = linked_data(each)
    assert book["@context"] == "https://schema.org" and book["@type"] == "Book"
    files = {e["encoding"]["name"]: e["encoding"] for e in book["workExample"] if "encoding" in e}
    assert len(files) == 2
    for name, encoding in files.items():
        data = (each.out / name).read_bytes()
        assert encoding["sha256"] == hashlib.sha256(data).hexdigest()
        assert encoding["contentSize"] == f"{len(data)} B"
        assert data.startswith(TYPES[encoding["encodingFormat"]])
    epub, pdf, printed = book["workExample"]
    assert "numberOfPages" not in epub and pdf["numberOfPages"] == len(each.interior.reader)
    assert printed["numberOfPages"] == len(each.interior.reader) and "encoding" not in printed
    assert epub["accessibilityFeature"] == claimed(each, "accessibilityFeature")
    assert "taggedPDF" in pdf["accessibilityFeature"] and "accessMode" not in printed
    identifiers = [book["@id"], *(example["@id"] for example in book["workExample"])]
    assert len(set(identifiers)) == 4  # one @id is one thing


def test_linked_data_know_isbns_people_and_addresses(traded, real):
    book = linked_data(traded)
    assert [example["isbn"] for example in book["workExample"]] == list(ISBN.values())
    assert book["author"] == [{"@type": "Person", "name": "Ana Prado"}]
    assert book["editor"] == [{"@type": "Organization", "name": "Taller de los Relojes"}]
    assert book["workExample"][0]["encoding"]["contentUrl"] == f"{BASE}relojes.epub"
    assert book["image"]["contentUrl"] == f"{BASE}relojes-cover.jpg"
    assert book["publisher"]["name"] == "Editorial de Prueba" and book["inLanguage"] == "es"
    assert not {"publisher", "image", "thumbnailUrl"} & set(linked_data(real))


def test_the_citation_is_valid_and_cites_a_book(each):
    stated = citation(each)
    assert stated["cff-version"] == "1.2.0" and stated["message"] and stated["title"] and stated["authors"]
    book = stated["preferred-citation"]
    assert book["type"] == "book" and book["title"] == stated["title"] and book["authors"] == stated["authors"]
    for author in stated["authors"]:
        assert set(author) - {"orcid"} in ({"name"}, {"family-names", "given-names"})


def test_the_citation_names_the_isbn_and_the_licence(traded):
    stated = citation(traded)
    assert stated["license"] == "CC-BY-4.0" and stated["preferred-citation"]["isbn"] in ISBN.values()
    assert stated["authors"] == [{"family-names": "Prado", "given-names": "Ana"}]


@pytest.mark.build
@pytest.mark.parametrize("kind", ["epub", "screen"])
def test_an_edition_built_alone_takes_away_the_records_of_the_old_one(book, kind):
    assert book.run("records").status == 0
    assert (book.out / "opds.xml").is_file() and (book.out / "records" / "un-libro.mrc").is_file()
    assert book.write("chapters/02-dos.md", f"# Dos {{#dos}}\n\nRegistros, {kind}.\n").run(kind).status == 0
    assert set(release_files(book.out)) == {"SHA256SUMS", "un-libro.epub", "un-libro.pdf"}


def test_one_count_of_pages_stands_in_all_records(each):
    pages = len(each.interior.reader)
    assert opds2(each)["publications"][0]["metadata"]["numberOfPages"] == pages
    counts = {example.get("numberOfPages", pages) for example in linked_data(each)["workExample"]}
    assert counts == {pages}


def test_identifiers_series_and_prices_are_linked_data(keyed):
    book = linked_data(keyed)
    assert book["author"][0]["sameAs"][0] == "https://orcid.org/0000-0002-1825-0097"
    assert (book["sameAs"], book["identifier"]["value"]) == ("https://doi.org/10.5555/12345678", "10.5555/12345678")
    assert book["isPartOf"] == {"@type": "BookSeries", "name": "Fuentes", "issn": "2049-3630"}
    assert (book["position"], book["bookEdition"]) == ("3", "Segunda edición, corregida")
    assert book["translationOfWork"] == {"@type": "Book", "name": "Дом часов", "inLanguage": "ru"}
    assert book["publisher"]["sameAs"] == "https://ror.org/03yrm5c26"
    assert [(part["name"], part["sameAs"], part["pageStart"]) for part in book["hasPart"]] == [
        ("Las horas", "https://doi.org/10.5555/12345678.01", "1"),
        ("Las pesas", "https://doi.org/10.5555/12345678.02", "2"),
    ]
    assert [(thing["@type"], thing["name"]) for thing in book["about"]][:2] == [
        ("Thing", "Relojes"),
        ("Place", "Rusia"),
    ]
    printed = book["workExample"][2]
    assert printed["bookFormat"] == {"@id": "https://schema.org/Paperback"}
    assert [(o["price"], o["priceCurrency"], o.get("eligibleRegion")) for o in printed["offers"]] == [
        ("18.50", "EUR", ["ES", "AD"]),
        ("22.00", "USD", None),
    ]
    assert printed["offers"][1]["priceSpecification"]["valueAddedTaxIncluded"] is False


def test_feeds_and_citation_name_series_and_identifiers(keyed):
    metadata = opds2(keyed)["publications"][0]["metadata"]
    assert metadata["belongsTo"] == {"series": [{"name": "Fuentes", "position": 3}]}
    assert metadata["altIdentifier"] == ["https://doi.org/10.5555/12345678"]
    assert metadata["author"][0]["identifier"] == "https://orcid.org/0000-0002-1825-0097"
    cited = yaml.safe_load((keyed.out / "records/CITATION.cff").read_text("utf-8"))
    assert cited["doi"] == "10.5555/12345678"
    assert cited["preferred-citation"]["collection-title"] == "Fuentes"
    assert cited["authors"][0]["orcid"] == "https://orcid.org/0000-0002-1825-0097"


def test_mining_is_reserved_in_the_same_words_everywhere(keyed, traded):
    policy = "https://ejemplo.example/mineria"
    rules = json.loads((keyed.out / ".well-known/tdmrep.json").read_text("utf-8"))
    assert rules == [{"location": "/relojes/*", "tdm-reservation": 1, "tdm-policy": policy}]
    page = html.document_fromstring((keyed.out / "index.html").read_bytes())
    assert page.xpath("//meta[@name='tdm-reservation' or @name='tdm-policy']/@content") == ["1", policy]
    assert opds2(keyed)["publications"][0]["metadata"]["tdm"] == {"reservation": "all", "policy": policy}
    package = {m.get("property"): m.text for m in keyed.epub.opf.iterfind(".//opf:meta[@property]", EPUB_NS)}
    assert (package["tdm:reservation"], package["tdm:policy"]) == ("1", policy)
    xmp = keyed.screen.pike.open_metadata()
    space = "{http://www.w3.org/ns/tdmrep/}"
    assert (xmp[f"{space}reservation"], xmp[f"{space}policy"]) == ("1", policy)
    assert not (traded.out / ".well-known").exists()
    assert b"tdm" not in (traded.out / "index.html").read_bytes()


def test_the_licence_is_in_the_metadata_of_the_pdf(real, traded):
    for book, address in (
        (real, "https://creativecommons.org/licenses/by-sa/4.0/deed.es"),
        (traded, "https://creativecommons.org/licenses/by/4.0/"),
    ):
        xmp = book.screen.pike.open_metadata()
        assert xmp["xmpRights:WebStatement"] == xmp["{http://creativecommons.org/ns#}license"] == address


def test_the_book_prints_its_identifiers(keyed):
    printed = " ".join(" ".join(keyed.interior.pages).split())
    for words in (
        "Segunda edición, corregida",
        "Fuentes, 3. ISSN 2049-3630",
        "DOI: https://doi.org/10.5555/12345678",
        "Ana Prado: ORCID https://orcid.org/0000-0002-1825-0097",
        "DOI: https://doi.org/10.5555/12345678.02",
    ):
        assert words in printed
    pdf = keyed.screen.pike
    notes = [note for page in pdf.pages for note in page.get("/Annots", []) if "/A" in note]
    links = {str(note.A.URI) for note in notes if "/URI" in note.A}
    assert {"https://doi.org/10.5555/12345678", "https://orcid.org/0000-0002-1825-0097"} <= links
