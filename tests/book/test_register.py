"""The register in the book, the JSON and the TEI say the same as the record."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from lxml import etree

from tests.reading import NS, words_of

BOOK = Path(__file__).parents[2] / "book"
#: The schema of all the TEI Guidelines, which requirements-tei.txt brings.
SCHEMA = Path(__file__).parents[2] / ".venv" / "validators" / "tei" / "schemas" / "tei_all.rng"
TEI = {"t": "http://www.tei-c.org/ns/1.0"}


@pytest.fixture(scope="module")
def records():
    return yaml.safe_load((BOOK / "source" / "emendations.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def as_json(real):
    return json.loads(next(real.out.glob("*-emendations.json")).read_text("utf-8"))


@pytest.fixture(scope="module")
def tei(real):
    return etree.parse(next(real.out.glob("*-tei.xml")))


@pytest.fixture(scope="module")
def register(real):
    return real.epub.documents["enmiendas.xhtml"].xpath("//x:ul[@class='register']/x:li", namespaces=NS)


def test_all_count_the_same_emendations(records, as_json, tei, register):
    in_json = [change for fragment in as_json["fragments"] for change in fragment["emendations"]]
    in_tei = tei.findall(".//t:standOff//t:note[@type='reason']", TEI)
    assert len(records) == len(in_json) == len(in_tei) == len(register) >= 50


def test_the_register_prints_what_the_record_says(records, register):
    printed = {words_of(item) for item in register}
    for record in records:
        entry = [
            text
            for text in printed
            if f" {' '.join(record['reason'].split())}" in text and text.startswith(f"{record['fragment']}.")
        ]
        assert entry, record["reason"]
        reads = record["reads"].replace("\n", "¶")
        assert any(reads in text for text in entry)
        if record.get("corrected"):
            sign = {"documented": "", "retroversion": "°", "conjecture": "*"}[record["degree"]]
            corrected = " ".join(record["corrected"].split())
            assert any(f"{corrected}{sign}] {reads} T." in text for text in entry), record


def test_each_entry_leads_to_its_place_and_back(real, records, register):
    signed = 0
    for item in register:
        number = item.find("x:span[@class='register-number']", NS)
        link = number.find("x:a", NS)
        if link is None:
            assert words_of(number) == "28.1", "only what was suppressed has no place"
            continue
        place = real.epub.target("enmiendas.xhtml", link.get("href"))
        fragment = words_of(number).split(".")[0]
        block = [e for e in (place, *place.iterancestors()) if e.get("id") == f"fragmento-{fragment}"]
        caption = place.xpath("ancestor-or-self::x:figcaption", namespaces=NS)
        assert block or caption, words_of(number)
        if "emended" in place.get("class", ""):
            assert place.get("href") == f"enmiendas.xhtml#{item.get('id')}"
            signed += 1
    assert signed == sum(is_signed(record) for record in records) >= 20


def is_signed(record):
    """Words that were changed, and signs that were on no other ground than a conjecture."""
    of_words = record["kind"] in ("grammar", "translation", "fact")
    return of_words or (record["kind"] in ("orthography", "spacing") and record["degree"] != "documented")


def test_the_printed_text_shows_what_was_emended_and_how_surely(real):
    text = " ".join(" ".join(real.interior.pages).split())
    assert "⸢Convocados⸣° durante el día" in text
    assert "⸢A N. M. Kishkin⸣, en" in text.replace("\u00a0", " ")
    assert text.count("⸢") == text.count("⸣") >= 20


def test_each_chapter_has_its_textual_apparatus_apart_from_the_notes(real):
    for name, document in real.epub.documents.items():
        fragments = document.xpath("//x:div[@class='fragment']", namespaces=NS)
        if not fragments or name == "cine.xhtml":
            continue
        (apparatus,) = document.xpath("//x:div[@class='apparatus']", namespaces=NS)
        assert apparatus.get("aria-label") == "Aparato crítico"
        notes = document.xpath("//x:*[@class='notes']", namespaces=NS)
        assert "T ‖" not in words_of(notes[0]) and " T" in words_of(apparatus)
    chapter = real.epub.documents["espera.xhtml"]
    (apparatus,) = chapter.xpath("//x:div[@class='apparatus']", namespaces=NS)
    assert "8 Convocados°] Provocados T" in words_of(apparatus)
    assert "Petrogrado.] Petrogrado.[5] T" in words_of(apparatus)


def test_the_tei_gives_back_the_received_and_the_emended_text(as_json, tei):
    """Whoever reads the text alone meets no word of the editors: the reasons stand apart."""
    for fragment, block in zip(as_json["fragments"], tei.findall(".//t:ab", TEI), strict=True):
        assert block.get("n") == str(fragment["number"])
        assert block.find(".//t:note", TEI) is None
        for left_out, text in (("corr", fragment["received"]), ("sic", fragment["emended"])):
            twin = etree.fromstring(etree.tostring(block))
            for side in twin.findall(f".//t:{left_out}", TEI):
                side.clear(keep_tail=True)
            for line in twin.findall(".//t:lb", TEI):
                line.text = "\n"
            words = "".join(twin.itertext()).strip()
            assert words == text if left_out == "corr" else " ".join(words.split()) == " ".join(text.split())


def test_the_tei_is_valid_against_the_schema_of_the_guidelines(tei):
    schema = etree.RelaxNG(etree.parse(SCHEMA))
    assert schema.validate(tei), [f"{error.line}: {error.message}" for error in schema.error_log]
    broken = etree.fromstring(etree.tostring(tei))
    broken.find(".//t:corr", TEI).set("reason", "x")
    assert not schema.validate(broken)


def test_each_correction_says_why_and_who_and_how_surely(tei, records):
    notes = {note.get("target"): note for note in tei.findall(".//t:standOff//t:note", TEI)}
    assert len(notes) == len(records), "each has its note"
    for corrected in tei.findall(".//t:corr", TEI):
        identifier = corrected.getparent().get("{http://www.w3.org/XML/1998/namespace}id")
        assert len(notes[f"#{identifier}"].text) > 15
        assert tei.getroot().xpath(f"//*[@xml:id='{corrected.get('resp')[1:]}']")
        assert corrected.get("cert") in ("high", "medium", "low")


def test_what_is_published_names_no_file_of_the_repository(real):
    for path in (next(real.out.glob("*-emendations.json")), next(real.out.glob("*-tei.xml"))):
        assert not re.search(r"\.md\b|\.yaml\b|\.\./", path.read_text("utf-8")), path.name


def test_the_tei_keeps_the_italics_and_dates_the_witness(tei):
    slanted = {"".join(words.itertext()) for words in tei.findall(".//t:hi[@rend='italic']", TEI)}
    assert {"Aurora", "junkers", "Junkers"} <= slanted
    assert [w.get("n") for w in tei.findall(".//t:witness", TEI)] == ["Ru", "Es", "St", "T", "M"]
    assert tei.find(".//t:witness[@n='T']/t:date", TEI).get("notAfter") == "2026-11-22"
