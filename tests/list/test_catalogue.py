"""One catalogue of all books: what shops, libraries, applications and readers load, agreeing with every release."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urljoin

import onixcheck
import pymarc
import pytest
from lxml import etree, html

from press.checks.agreement.__main__ import main as agreement
from press.checks.agreement.list_catalogue import find_in_list
from press.core.cache import NO_CACHE
from press.core.languages import language_data
from press.core.paths import LANGUAGES
from press.core.publish import publish_among_releases
from press.outputs.list_catalogue import Settings, opds, shelves, write_catalogue
from tests.conftest import CHECKOUT
from tests.list.conftest import Shelf
from tests.records.conftest import RECORD

BASE = "https://ejemplo.example/libros/"
SLUGS = ["la-hora", "le-jardin", "relojes", "the-kitchen-garden"]
NS = {"a": "http://www.w3.org/2005/Atom", "s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
FACET = "{http://opds-spec.org/2010/catalog}facetGroup"
COUNT = "{http://purl.org/syndication/thread/1.0}count"

pytestmark = pytest.mark.build


@pytest.fixture(scope="module")
def listed(tmp_path_factory) -> Shelf:
    """A list of four books in three languages, built."""
    shelf = Shelf(tmp_path_factory.mktemp("listed"))
    shelf.add("relojes")
    (shelf.books / "relojes" / "book.yaml").write_text(RECORD, "utf-8")
    shelf.add("hora", title="La hora", record="subjects: [Relojes]\ndescription: '<b> & «comillas»'\n")
    jardin = shelf.add("jardin", title="Le jardin") / "book.yaml"
    jardin.write_text("title: Le jardin\nlanguage: fr\n", "utf-8")
    shutil.copytree(CHECKOUT / "tests" / "books" / "garden", shelf.books / "garden")
    (shelf.books / "catalogue.yaml").write_text(f"title: Libros de prueba\nbase_url: {BASE}\n", "utf-8")
    run = shelf.run()
    assert (run.status, run.err) == (0, ""), run.out
    return shelf


@pytest.fixture
def copied(listed, tmp_path) -> Path:
    """The list's output, to be altered."""
    return Path(shutil.copytree(listed.out, tmp_path / "salida"))


def test_the_catalogue_agrees_with_the_releases(listed, capsys):
    assert find_in_list(listed.out) == []
    assert agreement([str(listed.out)]) == 0


@pytest.mark.parametrize(
    ("file", "before", "after", "said"),
    [
        ("records/catalogue.onix.xml", "<TitleWithoutPrefix>casa", "<TitleWithoutPrefix>caja", "title"),
        ("records/catalogue.onix.xml", "<LanguageCode>spa", "<LanguageCode>fre", "language"),
        ("records/catalogue.marc.xml", "Prado, Ana", "Prado, Eva", "contributors"),
        ("opds.xml", "<name>Ana Prado", "<name>Eva Prado", "contributors"),
        ("opds/language-es.xml", 'length="', 'length="1', "size"),
        ("opds.json", '"numberOfPages": ', '"numberOfPages": 1', "pages"),
        ("opds.json", '"title": "La hora"', '"title": "La ora"', "title"),
        ("index.html", "La hora", "La ora", 'its release says "La hora"'),
        ("catalogue/language-es.html", "../la-hora/index.html", "../hora/index.html", "which is not there"),
        ("new.xml", "<title>La hora", "<title>La ora", "does not say what the release"),
        ("sitemap.xml", "/la-hora/<", "/hora/<", "which is not there"),
        ("la-hora/la-hora.jsonld", "", "", "the file is missing"),
    ],
)
def test_a_word_that_the_catalogue_has_otherwise_is_found(copied, file, before, after, said):
    path = copied / file
    if before:
        text = path.read_text("utf-8")
        assert before in text
        path.write_text(text.replace(before, after, 1), "utf-8")
    else:
        (copied / "la-hora" / "records" / "la-hora.jsonld").unlink()
    assert any(said in f"{finding.rule} {finding.message}" for finding in find_in_list(copied))


def test_a_book_that_the_catalogue_lost_is_found(copied):
    feed = etree.parse(copied / "records" / "catalogue.onix.xml")
    for product in feed.getroot().findall("{*}Product")[:1]:
        feed.getroot().remove(product)
    feed.write(copied / "records" / "catalogue.onix.xml")
    (copied / "records" / "catalogue.mrc").write_bytes(b"")
    found = [f"{finding.rule} {finding.message}" for finding in find_in_list(copied)]
    assert sum("MARC the catalogue does not have the book" in words for words in found) == 0  # MARCXML still has it
    assert any("identifiers" in words for words in found)


def test_shops_and_libraries_load_one_file_each(listed):
    path = listed.out / "records" / "catalogue.onix.xml"
    assert onixcheck.validate(str(path), schemas=("xsd", "rng")) == []
    message = etree.parse(path).getroot()
    assert message.findtext("{*}Header/{*}Sender/{*}SenderName") == "Libros de prueba"
    references = [element.text for element in message.iterfind("{*}Product/{*}RecordReference")]
    assert len(references) == len(set(references)) == 3 * len(SLUGS)
    plain = list(pymarc.MARCReader((listed.out / "records" / "catalogue.mrc").read_bytes()))
    marked = pymarc.parse_xml_to_array(str(listed.out / "records" / "catalogue.marc.xml"))
    assert len(plain) == 2 * len(SLUGS) and all(plain)
    assert [record.as_dict()["fields"] for record in plain] == [record.as_dict()["fields"] for record in marked]


def _walk(out: Path, first: str) -> list[str]:
    """The titles of the entries of a feed and of the pages that follow it."""
    titles, path = [], first
    while path:
        feed = etree.parse(out / path).getroot()
        titles += [entry.findtext("a:title", namespaces=NS) for entry in feed.iterfind("a:entry", NS)]
        following = feed.find("a:link[@rel='next']", NS)
        path = urljoin(path, following.get("href")) if following is not None else ""
    return titles


def test_an_application_browses_by_pages_and_facets(listed, monkeypatch, copied):
    for module in (shelves, opds):
        monkeypatch.setattr(module, "PAGE", 3)
    settings = Settings("Libros de prueba", base_url=BASE)
    publish_among_releases(lambda folder: write_catalogue(folder, copied, SLUGS, settings, NO_CACHE), copied)
    assert find_in_list(copied) == []
    assert len(_walk(copied, "opds.xml")) == len(SLUGS) and (copied / "opds" / "all-2.xml").is_file()
    feed = etree.parse(copied / "opds.xml").getroot()
    groups = {}
    for link in feed.iterfind("a:link[@rel='http://opds-spec.org/facet']", NS):
        groups.setdefault(link.get(FACET), {})[link.get("title")] = int(link.get(COUNT))
        assert len(_walk(copied, link.get("href"))) == int(link.get(COUNT))
    assert groups["Idioma"] == {"Español": 2, "English": 1, "Français": 1}
    assert groups["Materia"]["Relojes"] == 2 and groups["Autor"]["Ana Prado"] == 2
    search = feed.find("a:link[@rel='search']", NS)
    description = etree.parse(copied / search.get("href")).getroot()
    assert description.find("{*}Url").get("template") == f"{BASE}index.html?query={{searchTerms}}"

    data = json.loads((copied / "opds.json").read_bytes())
    assert data["metadata"] == {
        **data["metadata"],
        "numberOfItems": len(SLUGS),
        "itemsPerPage": 3,
        "currentPage": 1,
    }
    assert {link["rel"] for link in data["links"]} >= {"self", "start", "search", "next", "last"}
    for group in data["facets"]:
        for link in group["links"]:
            other = json.loads((copied / link["href"]).read_bytes())
            assert other["metadata"]["numberOfItems"] == link["properties"]["numberOfItems"]
    for publication in data["publications"]:
        for link in (*publication["links"], *publication["images"]):
            assert (copied / link["href"]).is_file()
    ids = [etree.parse(path).getroot().findtext("a:id", namespaces=NS) for path in copied.glob("opds/*.xml")]
    assert len(ids) == len(set(ids))


def test_search_engines_find_every_book_and_checksums_are_those_of_the_files(listed):
    places = etree.parse(listed.out / "sitemap.xml").getroot().xpath("s:url/s:loc/text()", namespaces=NS)
    assert places[0] == BASE and {f"{BASE}{slug}/" for slug in SLUGS} <= set(places)
    new = etree.parse(listed.out / "new.xml").getroot()
    assert len(new.findall("a:entry", NS)) == len(SLUGS)
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"],
        cwd=listed.out,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "")
    summed = {line.split("  ", 1)[1] for line in (listed.out / "SHA256SUMS").read_text("utf-8").splitlines()}
    there = {str(path.relative_to(listed.out)) for path in listed.out.rglob("*") if path.is_file()}
    assert {path for path in there - summed if "/." not in f"/{path}"} == {"SHA256SUMS"}


def test_the_pages_are_in_the_language_of_the_list_and_each_book_in_its_own(listed):
    page = html.parse(listed.out / "index.html").getroot()
    assert page.get("lang") == "es" and page.findtext(".//title") == "Libros de prueba"
    books = {link.get("href"): link.get("lang") for link in page.xpath("//ul[@class='books']/li/a")}
    assert books == {
        "la-hora/index.html": None,
        "le-jardin/index.html": "fr",
        "relojes/index.html": None,
        "the-kitchen-garden/index.html": "en",
    }
    headings = html.parse(listed.out / "catalogue" / "index.html").getroot().xpath("//ul[@class='entries']//a/text()")
    assert "The Kitchen Garden" in " ".join(headings) or len(list(listed.out.glob("catalogue/index-*.html"))) > 1


def test_the_catalogue_is_made_anew_when_a_book_changes_and_not_before(listed, tmp_path):
    shelf = Shelf(tmp_path)
    shutil.copytree(listed.books, shelf.books)
    shutil.copytree(listed.out, shelf.out)
    before = {path: path.stat().st_mtime_ns for path in shelf.out.glob("*.*")}
    assert shelf.run().status == 0
    assert {path: path.stat().st_mtime_ns for path in shelf.out.glob("*.*")} == before
    shutil.rmtree(shelf.books / "jardin")
    (shelf.books / "catalogue.yaml").unlink()
    run = shelf.run()
    assert run.status == 0
    assert "le-jardin: no book of the list has this release; the catalogue leaves it out." in run.err
    assert "names no base_url" in run.err
    assert (shelf.out / "le-jardin" / "le-jardin.epub").is_file()
    for gone in ("catalogue/language-fr.html", "opds/language-fr.xml", "sitemap.xml", "opensearch.xml"):
        assert not (shelf.out / gone).exists()
    assert find_in_list(shelf.out) == []
    (shelf.books / "catalogue.yaml").write_text("title: 3\nlanguage: xx\nstrange: 1\n")
    run = shelf.run()
    assert run.status == 2 and "libros/catalogue.yaml:3: B004" in run.err


@pytest.mark.parametrize("tag", sorted(LANGUAGES))
def test_every_language_has_the_words_of_the_catalogue(tag):
    words = language_data(tag, "catalogue", "catalogue_words")
    braces = {name: len(re.findall(r"\{\}", text)) for name, text in words.items()}
    assert braces == {name: {"books": 1, "found": 1, "page": 2}.get(name, 0) for name in words}
