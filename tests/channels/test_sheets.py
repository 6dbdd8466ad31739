"""What an uploader copies: the record's own words, no longer than the channel takes."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from string import Formatter

import pytest
from lxml import html

from press.outputs.channels.sentences import shortened
from press.outputs.channels.table import channels
from press.outputs.channels.words import words_of
from tests.channels.conftest import jpeg
from tests.records.conftest import ISBN

SENT = [key for key, channel in channels("es").items() if channel.files]


@pytest.mark.parametrize("channel", SENT)
def test_the_fields_are_those_of_the_form_in_its_order_and_within_its_limits(real, channel):
    sheet = json.loads((real.out / "channels" / channel / "form.json").read_text("utf-8"))
    assert [field["label"] for field in sheet["fields"]] == [field.label for field in channels("es")[channel].fields]
    for field in sheet["fields"]:
        assert field["entries"] or field["note"]
        assert field["source"] and field["confidence"] in {"official", "secondary", "memory"}
        assert not field["length"] or all(len(entry) <= field["length"] for entry in field["entries"])
        assert not field["count"] or len(field["entries"]) <= field["count"]


@pytest.mark.parametrize("channel", SENT)
def test_the_sheet_says_what_the_record_says(real, record, channel):
    sheet = json.loads((real.out / "channels" / channel / "form.json").read_text("utf-8"))
    filled = {field["value"]: field["entries"] for field in sheet["fields"]}
    assert filled.get("title", [record["title"]]) == [record["title"]]
    assert filled.get("subtitle", [record["subtitle"]]) == [record["subtitle"]]
    assert filled["date"] == [record["date"].isoformat()]
    assert filled["description"][0].startswith(" ".join(record["description"].split()))
    whole = [field for field in sheet["fields"] if field["value"] == "description" and not 0 < field["length"] < 1000]
    assert all(" ".join(record["cover_blurb"][-1].split()) in field["entries"][0] for field in whole)
    assert filled.get("bisac", record["bisac"]) == record["bisac"]
    assert filled["isbn"] == []
    people = [
        person["name"] for person in record["contributors"] if "contributors" in filled or person["role"] == "aut"
    ]
    assert [name.partition(" (")[0] for name in filled.get("contributors") or filled["authors"]] == people


@pytest.mark.parametrize("channel", SENT)
def test_the_page_has_every_entry_and_needs_nothing_else(full, channel):
    page = html.fromstring(full.file(channel, "form.html"))
    copied = [element.text_content() for element in page.find_class("copy")]
    assert copied == [entry for field in full.form(channel)["fields"] for entry in field["entries"]]
    for refusal in full.form(channel)["refusals"]:
        assert refusal["why"] in page.text_content() and refusal["source"] in page.text_content()
    assert not page.xpath("//script | //link | //img | //@src")
    names = {file["name"] for file in full.form(channel)["files"]}
    assert {link for link in page.xpath("//@href") if not link.startswith("https:")} == names


def test_a_long_description_ends_with_a_sentence(full):
    short, whole = (full.field("ingramspark", label) for label in ("Descripción breve", "Descripción completa"))
    (text,), (all_of_it,) = short["entries"], whole["entries"]
    assert 300 < len(text) <= 350 < len(all_of_it)
    assert all_of_it.startswith(text) and text.endswith("hora por hora.")


@pytest.mark.parametrize(
    ("text", "length", "kept"),
    [
        ("Una. Otra más.", 0, "Una. Otra más."),
        ("Primera frase. Segunda frase.", 20, "Primera frase."),
        ("¿Quién va? «Nadie va.» Y calla luego.", 25, "¿Quién va? «Nadie va.»"),
        ("Vive en los EE. UU. Desde entonces escribe. Nada más.", 45, "Vive en los EE. UU. Desde entonces escribe."),
        ("Cae en 1917. Después no.", 15, "Cae en 1917."),
        ("El s. XIX pasa. Luego no.", 18, "El s. XIX pasa."),
        ("Una frase demasiado larga para caber.", 20, ""),
        ("Dos   líneas\nen una.", 40, "Dos líneas en una."),
    ],
)
def test_shortening_never_breaks_a_sentence(text, length, kept):
    assert shortened(text, length) == kept


def test_a_first_sentence_that_does_not_fit_is_left_to_a_person(shelf):
    long = shelf(f"title: Un libro\nlanguage: es\ndescription: {'palabra ' * 60}fin.\n")
    field = long.field("ingramspark", "Descripción breve")
    assert field["entries"] == []
    assert field["note"] == "La primera frase pasa de 350 caracteres: hay que escribir un resumen."


def test_keywords_fill_the_boxes_and_say_which_stay_out(shelf):
    words = [f"palabra {number}" for number in range(8)] + ["x" * 51]
    book = shelf(f"title: Un libro\nlanguage: es\nsubjects: [Materia]\nkeywords: {json.dumps(words)}\n")
    boxes = book.field("kindle", "Palabras clave")
    assert boxes["entries"] == words[:7]
    assert boxes["note"] == f"No caben: palabra 7; {'x' * 51}; Materia."
    assert book.field("ingramspark", "Palabras clave")["entries"] == [";".join([*words, "Materia"])]


def test_joined_keywords_drop_the_last_until_they_fit(shelf):
    words = [f"{'palabra' * 9} {number}" for number in range(9)]
    joined = shelf(f"title: Un libro\nlanguage: es\nkeywords: {json.dumps(words)}\n").field(
        "ingramspark", "Palabras clave"
    )
    assert joined["entries"] == [";".join(words[:7])] and len(joined["entries"][0]) <= 500


def test_a_print_form_has_what_the_ticket_ordered(full, bare):
    filled = {label: full.field("ingramspark", label)["entries"] for label in ("ISBN", "Tamaño de corte", "Páginas")}
    assert filled == {"ISBN": [ISBN["print"]], "Tamaño de corte": ["5,5 × 8,5 in"], "Páginas": ["120"]}
    assert full.field("ingramspark", "Papel")["entries"] == ["crema, tinta negra"]


def test_a_print_form_without_its_ticket_says_so(bare):
    field = bare.field("kdp", "Páginas")
    assert field["entries"] == [] and "orden de imprenta" in field["note"]


def test_what_takes_the_place_of_an_isbn_is_reported(bare):
    for channel, label, instead in (
        ("kindle", "ISBN", "ASIN"),
        ("google-play", "ISBN u otro identificador", "GGKEY"),
    ):
        assert instead in bare.field(channel, label)["note"]


def test_the_licence_keeps_locks_out_and_opens_every_country(full, bare):
    assert "CC BY 4.0" in full.field("kobo", "DRM")["entries"][0]
    assert full.field("kobo", "Territorios")["entries"][0].startswith("Todo el mundo")
    assert bare.field("kobo", "DRM")["entries"] == bare.field("kobo", "Territorios")["entries"] == []


def test_the_archives_spreadsheet_uploads_every_file_of_the_item(real, record):
    folder = real.out / "channels" / "internet-archive"
    rows = list(csv.DictReader(io.StringIO((folder / "upload.csv").read_text("utf-8"))))
    assert {row["identifier"] for row in rows} == {record["slug"]}
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{4,79}", record["slug"])
    assert {row["file"] for row in rows} == {
        path.name for path in folder.iterdir() if path.suffix not in {".html", ".json", ".csv"}
    }
    item = rows[0]
    assert (item["mediatype"], item["collection"], item["language"]) == ("texts", "opensource", "spa")
    assert item["licenseurl"] == record["rights"]["url"] and item["source"] == record["source"]
    assert [item[f"subject[{number}]"] for number in range(len(record["subjects"]))] == record["subjects"]
    assert all(not row["title"] and not row["mediatype"] for row in rows[1:])


ENGLISH = """\
title: The clockmaker's house
language: en-GB
description: A workshop and its clocks, hour by hour.
contributors: [{name: Ana Prado, role: aut}]
audience: scholarly
rights: {statement: Text under CC BY 4.0., licence: CC BY 4.0, url: "https://creativecommons.org/licenses/by/4.0/"}
"""


def test_the_forms_of_an_english_book_are_in_english(shelf):
    book = shelf(ENGLISH, cover=jpeg(600, 960))
    page = html.fromstring(book.file("kindle", "form.html"))
    assert page.get("lang") == "en"
    assert page.xpath("//h2/text()")[0] == "What this channel would reject today, and why"
    assert {label.text for label in page.xpath("//th[@scope='row']")} >= {"Author and contributors", "Keywords"}
    assert book.field("kindle", "Author and contributors")["entries"] == ["Ana Prado (author)"]
    assert book.field("google-play", "Audience")["entries"] == ["Academic"]
    assert book.field("kindle", "Price")["note"] == "book.yaml gives no price: the book is free of charge."
    assert book.issues("kindle")["picture"] == [
        "The cover measures 600 × 960 pixels; at least 625 × 1000 are required."
    ]
    assert book.issues("kindle")["price"] == ["No price is given for the book; the minimum for this file is 0.99 USD."]
    assert book.issues("ingramspark")["isbn"] == ["There is no ISBN (print edition)."]
    assert html.fromstring(book.made["channels/index.html"]).xpath("//h1/text()") == ["Channels"]


def test_a_source_in_another_language_than_the_form_says_so(shelf):
    page = html.fromstring(shelf(ENGLISH, only="kindle").file("kindle", "form.html"))
    assert page.xpath("//small/span[@lang='es']")
    assert not page.xpath("//small/text()[contains(., 'fuente')]")


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_words_of_each_language_take_the_same_values(language):
    def braces(words):
        groups = words_of(words).groups
        return {
            (group, name): Counter(field for _, field, *_ in Formatter().parse(text) if field)
            for group, texts in groups.items()
            for name, text in texts.items()
        }

    assert braces(language) == braces("es")
