"""dist/index.html: who lands there learns what the book is, and takes the right file."""

from __future__ import annotations

import hashlib
import json
import re
from itertools import pairwise
from urllib.parse import parse_qs

import pytest
from lxml import html

from press.core.languages import language_of, long_date, page_words
from press.core.paths import LANGUAGES
from press.language.es import RULES
from press.language.es.prose import prose_of
from press.language.spelling import unknown_to_dictionary
from tests.marks import builds
from tests.reading import NS
from tests.release.test_release import contents

#: Names of makers, programs, formats, standards and their levels, and words of the trade, that the dictionary lacks.
NAMES = set(
    "Amazon Atom Books BibTeX CFF CSL Chromebook Crossref DOI DataCite EPUB ISBN JPEG JSON Kepub Kindle Kobo LD MARCXML Mac ONIX OPDS PDF Play PocketBook RIS Reader SHA SUMS TDMRep TEI Thorium Tolino WCAG Windows XML AA ARIA Accessibility III IV UE anticopia macOS org schema".split()
)


def page(book):
    return html.fromstring((book.out / "index.html").read_text("utf-8"))


def words(element):
    return " ".join(element.text_content().split())


def offered(book):
    """What the release has for readers and libraries: not the printers' and channels' files, not the page itself.

    The note and the checksums are of the page too, and made after it.
    """
    return {
        name: data
        for name, data in contents(book.out).items()
        if not name.startswith(("print/", "channels/")) and name not in ("index.html", "README.txt", "SHA256SUMS")
    }


def links(tree):
    """The links to files of the release."""
    return [a for a in tree.iter("a") if not re.match(r"#|https?:|mailto:", a.get("href"))]


@pytest.fixture(params=["real", "other"])
@builds
def each(request):
    return request.getfixturevalue(request.param)


def test_every_file_of_the_release_is_on_the_page_and_every_link_leads_to_one(each):
    assert {a.get("href") for a in links(page(each))} == set(offered(each))
    shown = page(each).xpath("//img/@src | //link[@rel='alternate']/@href")
    assert set(shown) <= set(offered(each))


def test_each_file_is_given_with_its_true_size_and_checksum(each):
    tree, spanish = page(each), page(each).get("lang") == "es"
    for name, data in offered(each).items():
        number = f"{len(data) / 1e6:.1f}\u00a0MB" if len(data) >= 1e6 else f"{len(data) / 1e3:.1f}\u00a0kB"
        labels = [a.text_content() for a in links(tree) if a.get("href") == name]
        assert any((number.replace(".", ",") if spanish else number) in text for text in labels), name
        (digest,) = tree.xpath(f"//dd/code[text()='{hashlib.sha256(data).hexdigest()}']")
        term = digest.getparent().getprevious()
        assert term.text == name or digest.xpath("ancestor::dl/preceding-sibling::p[1]/a/@href") == [name]


def test_whoever_reads_with_a_screen_reader_finds_the_way(each):
    tree = page(each)
    assert [len(tree.xpath(f"//{tag}")) for tag in ("h1", "title", "main", "header", "nav", "footer")] == [1] * 6
    levels = [int(heading.tag[1]) for heading in tree.xpath("//*[self::h1 or self::h2 or self::h3]")]
    assert levels[0] == 1 and all(after <= before + 1 for before, after in pairwise(levels))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {a[1:] for a in tree.xpath("//a/@href[starts-with(., '#')]")} <= set(ids)
    first, skip = tree.xpath("(//body//a)[1]")[0], tree.get_element_by_id("contenido")
    assert first.get("href") == "#contenido" and skip.tag == "main"
    names = {}
    for a in tree.iter("a"):
        assert words(a) and names.setdefault(words(a), a.get("href")) == a.get("href"), words(a)
    assert tree.xpath("//img/@alt")[0].strip()


def test_the_page_says_what_the_book_is(real, record):
    tree = page(real)
    assert tree.get("lang") == "es"
    assert tree.findtext(".//title") == f"{record['title']}. {record['subtitle']}"
    assert words(tree.find(".//h1")) == record["title"]
    text = words(tree)
    for value in (record["subtitle"], *record["cover_blurb"], record["identifier"], record["contributors"][0]["name"]):
        assert value in text
    assert tree.xpath("//meta[@name='description']/@content") == [record["description"]]
    when = record["date"]
    assert f"Edición {record['version']} · {long_date('es', when.year, when.month, when.day)}" in text
    licence = tree.xpath("//header//a[@rel='license']")[0]
    assert (licence.get("href"), words(licence)) == (record["rights"]["url"], record["rights"]["licence"])
    assert record["rights"]["statement"] in text


def test_the_commands_check_the_file_that_was_downloaded(real):
    commands = [pre.text_content() for pre in page(real).iter("pre")]
    name = real.epub.path.name
    assert commands == [f"certutil -hashfile {name} SHA256", f"shasum -a 256 {name}"]


def test_the_statement_of_accessibility_is_that_of_the_files(real):
    said = page(real).get_element_by_id("accessibility")
    conformance = real.epub.opf.findtext(".//opf:meta[@property='dcterms:conformsTo']", namespaces=NS)
    judge = real.epub.opf.findtext(".//opf:meta[@property='a11y:certifiedBy']", namespaces=NS)
    assert [words(span) for span in said.iter("span")] == [conformance, judge, "PDF/UA-1"]
    assert "Del PDF no se declara la conformidad con las WCAG." in words(said)
    assert "descripciones extensas" in words(said) and "Las imágenes tienen texto alternativo" in words(said)


def test_accessibility_is_told_under_the_headings_of_the_display_guide(real, other):
    said = page(real).get_element_by_id("accessibility")
    epub, pdf = said.findall("dl")
    parts = ["Modos de lectura", "Conformidad", "Navegación", "Contenido enriquecido", "Riesgos"]
    last = ["Resumen de accesibilidad", "Información adicional sobre accesibilidad"]
    assert [words(term) for term in epub.iter("dt")] == [*parts, *last]
    assert "Rich content" not in [words(term) for term in page(other).get_element_by_id("accessibility").iter("dt")]
    assert "Lista de páginas para ir a las de la edición impresa." in words(epub)
    assert "no se pueden modificar" in words(pdf) and "no se pueden modificar" not in words(epub)


def test_who_can_be_asked_declares_conformity_with_the_european_accessibility_act(traded, real):
    tree = page(traded)
    (paragraph,) = tree.xpath("//h3[@id='declaration']/following-sibling::p[1]")
    assert "Directiva (UE) 2019/882" in words(paragraph) and "El taller" in words(paragraph)
    assert paragraph.xpath("a/@href") == ["mailto:libros@ejemplo.example"]
    assert page(real).xpath("//h3[@id='declaration']") == []  # its record names nobody to write to


def test_the_page_says_how_to_cite_the_book_in_its_language(traded, other):
    (reference,) = page(traded).xpath("//p[@class='citation']")
    assert words(reference) == (
        "PRADO, Ana. La casa de los relojes. Crónica de un taller. Editado por Taller de los Relojes. Traducido por "
        "Luis Vega. Versión 2.0. Madrid: Editorial de Prueba, 2026. ISBN 978-0-00-000103-0. "
        "https://ejemplo.example/relojes/."
    )
    (reference,) = page(other).xpath("//p[@class='citation']")
    assert words(reference) == "FIELD, Ada. The Kitchen Garden. A short manual. 2025."


def test_reference_managers_find_the_book_in_the_page(traded):
    tree = page(traded)
    named = [(tag.get("name"), tag.get("content")) for tag in tree.iterfind("head/meta[@name]")]
    assert {
        ("citation_title", "La casa de los relojes. Crónica de un taller"),
        ("citation_author", "Prado, Ana"),
        ("citation_editor", "Taller de los Relojes"),
        ("citation_translator", "Vega, Luis"),
        ("citation_publication_date", "2026/03/01"),
        ("citation_isbn", "978-0-00-000103-0"),
        ("citation_pdf_url", "https://ejemplo.example/relojes/relojes.pdf"),
        ("DC.creator", "Prado, Ana"),
        ("DC.identifier", "urn:isbn:9780000001030"),
        ("DCTERMS.license", "https://creativecommons.org/licenses/by/4.0/"),
    } <= set(named)
    assert tree.xpath("//link[@rel='schema.DC']/@href") == ["http://purl.org/dc/elements/1.1/"]
    (coins,) = tree.xpath("//span[@class='Z3988']/@title")
    told = parse_qs(coins)
    assert told["rft.genre"] == ["book"] and told["rft.aulast"] == ["Prado"] and told["rft.date"] == ["2026-03-01"]
    assert len(told["rft.isbn"]) == 3


def test_a_reader_finds_each_isbn_with_its_hyphens(traded):
    tree = page(traded)
    numbers = [words(term.getnext()) for term in tree.xpath("//dl[@class='particulars']/dt[text()='ISBN']")]
    assert numbers == ["978-0-00-000101-6", "978-0-00-000102-3"]
    shown = words(tree.find("body")) + (traded.out / "README.txt").read_text("utf-8")
    assert not re.search(r"\b97[89]\d{10}\b", shown)


def test_a_book_that_nobody_has_evaluated_claims_no_conformance(other):
    said = words(page(other).get_element_by_id("accessibility"))
    assert "It claims to conform to no accessibility standard." in said
    assert "WCAG 2.2" not in said


def test_nothing_is_fetched_from_elsewhere_and_no_script_runs(real):
    tree = page(real)
    (script,) = tree.iter("script")
    assert script.get("type") == "application/ld+json"
    assert json.loads(script.text) == json.loads(next(real.out.glob("records/*.jsonld")).read_text("utf-8"))
    assert all(url.startswith("data:") for url in re.findall(r'url\("([^"]*)', tree.findtext(".//style")))
    assert tree.xpath("//link[@rel='stylesheet'] | //iframe | //object | //*[@style] | //@onclick") == []
    assert "@import" not in tree.findtext(".//style")


@pytest.mark.build
def test_only_a_page_with_an_address_has_a_canonical_link_and_a_card(book):
    sharing = "//link[@rel='canonical'] | //meta[starts-with(@property, 'og:')]"
    assert book.run("records").status == 0
    assert page(book).xpath(sharing) == []
    base = "https://ejemplo.example/libro/"
    book.write("book.yaml", f"title: Un libro\nlanguage: es\nbase_url: {base}\ncontact: a@ejemplo.example\n")
    assert book.run("records").status == 0
    tree = page(book)
    assert tree.xpath("//link[@rel='canonical']/@href") == [base]
    assert tree.xpath("//meta[@property='og:image']/@content") == [f"{base}un-libro-cover.jpg"]
    assert tree.xpath("//meta[@property='og:title']/@content") == ["Un libro"]
    assert tree.xpath("//a[@href='mailto:a@ejemplo.example']")


@pytest.mark.build
def test_a_title_with_signs_of_html_stays_a_title(book):
    title = "Uno & <b>dos</b> </script> </style> {tres}"
    book.write("book.yaml", f'title: "{title}"\nlanguage: es\nslug: signos\ndescription: "{title}"\n')
    assert book.run("records").status == 0
    tree = page(book)
    assert words(tree.find(".//h1")) == tree.findtext(".//title") == title
    assert json.loads(tree.findtext(".//script"))["name"] == title
    assert tree.xpath("//b") == []


@pytest.mark.build
def test_the_page_is_in_the_language_of_the_book(book):
    book.write("book.yaml", "title: Le jardin\nlanguage: fr\nslug: jardin\n")
    assert book.run("records").status == 0
    tree = page(book)
    assert tree.get("lang") == "fr" and "Télécharger EPUB" in words(tree)
    assert tree.find(".//h1").get("lang") is None  # that of the page is its own


@pytest.mark.build
def test_an_edition_built_alone_takes_away_the_page_that_described_the_old_one(book):
    assert book.run("records").status == 0
    assert (book.out / "index.html").is_file()
    assert book.write("chapters/02-dos.md", "# Dos {#dos}\n\nTexto de la página.\n").run("epub").status == 0
    assert not (book.out / "index.html").exists()


def texts(value):
    if isinstance(value, dict):
        return [text for child in value.values() for text in texts(child)]
    if isinstance(value, list):
        return [text for child in value for text in texts(child)]
    return [value]


def keys(value):
    if isinstance(value, dict):
        return {name: keys(child) for name, child in value.items()}
    return [keys(child) for child in value] if isinstance(value, list) else None


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_language_says_the_same_things(tag):
    assert keys(page_words(tag)) == keys(page_words("es"))
    assert language_of(tag).labels.keys() == language_of("es").labels.keys()


def test_the_pages_spanish_obeys_the_rules_that_the_book_obeys():
    said = [html.fromstring(f"<p>{text}</p>") for text in texts(page_words("es"))]
    for element in said:
        for code in element.xpath(".//pre"):
            code.drop_tree()
    plain = [words(element) for element in said]
    for prose in (prose for text in plain for prose in prose_of(text)):
        for rule in RULES:
            found = list(rule.find(prose, ())) if rule.find else []
            assert found == [], (rule.code, prose.text)
    assert unknown_to_dictionary(set(re.findall(r"[^\W\d_]{2,}", " ".join(plain)))) <= NAMES
