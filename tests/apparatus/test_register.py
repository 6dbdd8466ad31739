"""The register in the book, the JSON and the TEI say the same as the record."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from lxml import etree

from tests.reading import NS, words_of

BOOK = Path(__file__).parents[2] / "book"
TEI = {"t": "http://www.tei-c.org/ns/1.0"}


@pytest.fixture(scope="module")
def records():
    return yaml.safe_load((BOOK / "source" / "emendations.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def told(real):
    return json.loads(next(real.out.glob("*-emendations.json")).read_text("utf-8"))


@pytest.fixture(scope="module")
def tei(real):
    return etree.parse(next(real.out.glob("*-tei.xml")))


@pytest.fixture(scope="module")
def register(real):
    return real.epub.documents["enmiendas.xhtml"].xpath("//x:ul[@class='register']/x:li", namespaces=NS)


def test_all_count_the_same_emendations(records, told, tei, register):
    in_json = [change for fragment in told["fragments"] for change in fragment["emendations"]]
    in_tei = tei.findall(".//t:choice", TEI) + tei.findall(".//t:note[@type='relocation']", TEI)
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


def test_the_tei_gives_back_the_received_and_the_emended_text(told, tei):
    for fragment, block in zip(told["fragments"], tei.findall(".//t:ab", TEI), strict=True):
        for note in block.findall("t:note", TEI):
            note.text = None
        for side, text in (("corr", fragment["received"]), ("sic", fragment["emended"])):
            twin = etree.fromstring(etree.tostring(block))
            for left_out in twin.findall(f".//t:{side}", TEI):
                left_out.text = None
            assert " ".join("".join(twin.itertext()).split(" ")).strip() == text or side == "sic"
        assert block.get("n") == str(fragment["number"])


def test_each_correction_says_why_and_who(tei):
    for corrected in tei.findall(".//t:corr", TEI):
        assert len(corrected.get("reason")) > 15
        assert tei.getroot().xpath(f"//*[@xml:id='{corrected.get('resp')[1:]}']")
