"""What a channel would reject is known before anybody uploads, each issue with its reason and its source."""

from __future__ import annotations

import pytest
import yaml

from press.core.cache import Cache
from press.outputs.channels import make_channels
from press.outputs.channels.table import channels
from tests.channels.conftest import epub, jpeg
from tests.conftest import CACHE
from tests.records.conftest import RECORD


def changed(**keys):
    """The full record with top keys replaced, or taken away with None."""
    value = yaml.safe_load(RECORD) | {"date": "2026-03-01"} | keys
    return yaml.safe_dump({key: item for key, item in value.items() if item is not None}, allow_unicode=True)


def test_a_book_with_isbn_and_a_house_is_refused_only_for_its_price_and_its_licence(full):
    found = {key: set(full.issues(key)) for key in channels("es")}
    assert found == {
        "kindle": {"price"},
        "kdp": {"price"},
        "ingramspark-ebook": {"price", "keywords"},
        "ingramspark": {"price", "keywords"},
        "kobo": set(),
        "google-play": {"freely-available"},
        "de-marque": {"price"},
        "internet-archive": set(),
        "overdrive": {"price", "freely-available"},
    }


def test_a_price_mends_the_refusal_of_the_edition_that_has_it(shelf):
    print_price = {"edition": "print", "amount": 18.5, "currency": "EUR", "territory": ["ES"]}
    epub_price = {"edition": "epub", "amount": 0.99, "currency": "USD"}
    priced = shelf(changed(prices=[print_price, epub_price]))
    refused = {key for key in channels("es") if "price" in priced.issues(key)}
    assert refused == {"overdrive"}  # it asks for a dollar at least
    assert priced.field("kdp", "Precio")["entries"] == ["18,50 EUR (ES)"]


def test_the_answer_on_generative_tools_is_that_of_the_record(shelf):
    tools = {"text": "none", "images": "generated"}
    told = shelf(changed(generative_tools=tools)).made["channels/kdp/form.json"].decode()
    assert "Respuesta del registro: texto: sin herramientas generativas; imágenes: generado con ellas." in told
    assert "{answer}" not in told
    silent = shelf(changed()).made["channels/kdp/form.json"].decode()
    assert "El registro no lo dice: contesta quien responde del libro." in silent


def test_a_book_without_rights_for_everybody_is_not_refused_for_them(shelf):
    closed = shelf(changed(rights=None))
    assert not {key for key in channels("es") if "freely-available" in closed.issues(key)}


def test_what_the_record_lacks_is_named(bare):
    assert bare.issues("de-marque")["needs"] == [
        "El registro no da autor.",
        "El registro no da descripción.",
        "El registro no da código BISAC.",
        "El registro no da fecha de publicación.",
    ]
    assert bare.issues("ingramspark")["isbn"] == ["No hay ISBN (edición impresa)."]
    assert bare.issues("kdp")["files"] == [
        "Falta el interior para esta imprenta (print.printers de book.yaml).",
        "Falta la cubierta para esta imprenta (print.printers de book.yaml).",
    ]


@pytest.mark.parametrize(
    ("size", "least"), [(1000, "0,99 USD"), (2_999_999, "0,99 USD"), (3_000_000, "1,99 USD"), (10_000_000, "2,99 USD")]
)
def test_the_least_price_is_that_of_the_finished_epub(shelf, size, least):
    heavy = shelf(book=bytes(size), only="kindle")
    assert heavy.issues("kindle")["price"] == [
        f"No consta el precio del libro; el mínimo para este archivo es {least}."
    ]


@pytest.mark.parametrize(
    ("channel", "rule", "parts"),
    [
        ("kindle", "title", {"text": changed(title="Reloj " * 40)}),
        ("kindle", "needs", {"text": changed(contributors=None)}),
        ("kindle", "links", {"text": changed(description="Más en https://ejemplo.example/relojes.")}),
        ("ingramspark", "links", {"text": changed(description="Más en www.ejemplo.example.")}),
        ("ingramspark-ebook", "page-numbers", {"book": epub(**{"nav.xhtml": b'<nav epub:type="page-list">'})}),
        ("ingramspark-ebook", "pictures", {"book": epub(**{"images/a.jpg": jpeg(2000, 1601)})}),
        ("ingramspark-ebook", "file-size", {"book": epub(**{"a.bin": bytes(100_000_001)})}),
        ("internet-archive", "item", {"text": changed(slug="abc")}),
        ("ingramspark-ebook", "picture", {"cover": jpeg(1599, 2560)}),
    ],
)
def test_each_rule_refuses_what_breaks_it(full, shelf, channel, rule, parts):
    assert rule not in full.issues(channel)
    assert shelf(**parts, only=channel).issues(channel)[rule]


def test_a_file_that_is_not_made_is_missed(shelf):
    book = shelf()
    del book.files["relojes.pdf"]
    book.made = make_channels(book.catalogue, book.files, cache=Cache(CACHE))
    assert book.issues("google-play")["files"] == ["Falta el PDF de pantalla."]
    assert "files" not in book.issues("kobo")


def test_enough_keywords_and_small_pictures_are_taken(shelf):
    words = [f"palabra {number}" for number in range(7)]
    good = shelf(changed(keywords=words), book=epub(**{"images/a.jpg": jpeg(2000, 1600)}))
    assert set(good.issues("ingramspark-ebook")) == {"price"}
