"""A channel is a row of data: whoever adds one writes no code, and is shown what is wrong with it."""

from __future__ import annotations

import json

import pytest
import yaml

from press.core.cache import Cache
from press.core.problems import ManuscriptError
from press.outputs.channels import make_channels
from press.outputs.channels.table import read_channels
from tests.conftest import CACHE, CHECKOUT

NEW = """\
biblioteca:
  name: Biblioteca de prueba
  address: https://biblioteca.example/
  edition: epub
  files:
    - {of: epub, name: "libro_{identifier}.epub", source: su guía, confidence: official}
    - {of: picture, name: cover.jpg, source: su guía, confidence: official}
  picture: {limit: {ideal: 800 x 800}, source: su guía, confidence: official}
  form:
    source: su guía
    confidence: official
    fields:
      - {label: Nombre, value: title}
      - {label: Resumen, value: description, limit: {length: 60}, source: su guía, confidence: memory}
  rules:
    pages: {limit: 200, source: su guía, confidence: official}
"""


@pytest.fixture
def table(tmp_path):
    """``table(text)``: the channels of a table, in a language."""

    def read(text, language="es"):
        path = tmp_path / "canales.yaml"
        path.write_text(text, "utf-8")
        return read_channels(path, language)

    return read


def test_a_channel_is_added_without_code(full, table):
    made = make_channels(full.catalogue, full.files, table(NEW), Cache(CACHE))
    sheet = json.loads(made["channels/biblioteca/form.json"])
    assert "channels/biblioteca/libro_9780000001016.epub" in made
    assert [field["entries"] for field in sheet["fields"]] == [
        ["La casa de los relojes"],
        ["Un taller y sus relojes, contados hora por hora."],
    ]
    assert [one["why"] for one in sheet["refusals"]] == ["El libro tiene 118 páginas, y se piden 200."]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("name: Biblioteca de prueba", "name: {es: Biblioteca}", "en"),
        ("edition: epub", "edition: epub\n  colour: red", 'unknown key "colour"'),
        ("pages: {limit", "sheets: {limit", 'unknown key "sheets"'),
        ("pages: {limit: 200, source: su guía,", "pages: {limit: 200,", "source"),
        ("confidence: memory", "confidence: certain", '"certain" is not one of'),
        ("value: title", "value: titel", '"titel" is not one of'),
        ("libro_{identifier}", "libro_{number}", "does not have the form"),
        ("limit: {length: 60}, source: su guía, confidence: memory", "limit: {length: 60}", "source"),
    ],
)
def test_a_row_that_is_not_understood_is_refused(table, old, new, message):
    assert old in NEW
    with pytest.raises(ManuscriptError) as refused:
        table(NEW.replace(old, new, 1))
    assert message in "\n".join(map(str, refused.value.problems))


def test_a_text_by_language_is_that_of_the_book_or_english(table):
    text = NEW.replace("label: Nombre", "label: {es: Nombre, en: Name}").replace(
        "name: Biblioteca de prueba", "name: {en: Test library, de: Probebibliothek}"
    )
    spanish, german = (table(text, language)["biblioteca"] for language in ("es", "de"))
    assert (spanish.name, spanish.fields[0].label) == ("Test library", "Nombre")
    assert (german.name, german.fields[0].label) == ("Probebibliothek", "Name")


@pytest.mark.slow
def test_every_rule_and_every_value_that_the_schema_knows_is_made(full, table):
    """The table may hold nothing that the program does not check or fill in."""
    schema = yaml.safe_load((CHECKOUT / "press" / "core" / "schemas" / "channels.yaml").read_text("utf-8"))
    keys = schema["additionalProperties"]["properties"]
    values = keys["form"]["properties"]["fields"]["items"]["properties"]["value"]["enum"]
    limits = {
        "title": 9, "needs": ["licence"], "isbn": {}, "price": {}, "freely-available": "always", "links": "none",
        "keywords": 99, "page-numbers": "none", "pictures": "1 MP", "file-size": "0 MB", "pages": 999, "item": "x",
    }  # fmt: skip
    assert set(limits) == set(keys["rules"]["properties"])
    new = yaml.safe_load(NEW)
    row = {"source": "su guía", "confidence": "memory"}
    new["biblioteca"]["form"]["fields"] = [{"label": value, "value": value} for value in values]
    new["biblioteca"]["rules"] = {name: {"limit": limit, **row} for name, limit in limits.items()}
    sheet = json.loads(
        make_channels(full.catalogue, full.files, table(yaml.safe_dump(new)))["channels/biblioteca/form.json"]
    )
    assert [field["label"] for field in sheet["fields"]] == values
    broken = {one["rule"] for one in sheet["refusals"]}
    assert broken >= {"title", "price", "freely-available", "links", "keywords", "file-size", "pages", "item"}
