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
            if f" {' '.join(record['reason'].split())} " in text and text.startswith(f"{record['fragment']}.")
        ]
        assert entry, record["reason"]
        assert any(" ".join(record["reads"].split()) in text for text in entry)


def test_each_entry_leads_to_its_place_and_back(real, records, register):
    linked = 0
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
            linked += 1
    assert linked >= len(records) - 6


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
