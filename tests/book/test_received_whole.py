"""The reader can check the register against the received text, printed whole as it came."""

from __future__ import annotations

import copy
import hashlib
from pathlib import Path

import pytest

from tests.reading import NS, words_of

BOOK = Path(__file__).parents[2] / "book"


@pytest.fixture(scope="module")
def appendix(real):
    return real.epub.documents["recibido.xhtml"]


def test_the_received_text_is_printed_whole_sign_by_sign(appendix):
    (text,) = copy.deepcopy(appendix).xpath("//x:div[@class='diplomatic']", namespaces=NS)
    numbers = text.xpath(".//x:span[@class='fragment-mark']", namespaces=NS)
    assert [words_of(number) for number in numbers] == [str(number) for number in range(1, 33)]
    for number in numbers:
        number.clear(keep_tail=True)
    lines = ["".join(line.itertext()) for line in text.findall("x:p", NS)]
    assert "\n".join(lines) == (BOOK / "source" / "received.txt").read_text("utf-8")


def test_each_number_leads_to_its_fragment(real, appendix):
    links = appendix.xpath("//x:span[@class='fragment-mark']/x:a", namespaces=NS)
    assert len(links) == 31, "only the fragment that was suppressed has no place"
    for link in links:
        assert real.epub.target("recibido.xhtml", link.get("href")) is not None


def test_the_file_is_named_by_its_size_and_digest(appendix):
    data = (BOOK / "source" / "received.txt").read_bytes()
    line = words_of(appendix.xpath("//x:p[@class='fingerprint']", namespaces=NS)[0])
    assert f"{len(data)} bytes" in line
    assert hashlib.sha256(data).hexdigest() in line


def test_the_witnesses_have_their_sigla_and_their_descent(real):
    criteria = real.epub.documents["enmiendas.xhtml"]
    sigla = [words_of(dt) for dt in criteria.xpath("//x:dl[@class='witnesses']//x:dt", namespaces=NS)]
    assert sigla == ["Ru", "Es", "St", "T", "M"]
    assert "es.stringtranslate.com" in words_of(criteria.xpath("//x:dl[@class='witnesses']", namespaces=NS)[0])
    assert words_of(criteria.xpath("//x:p[@class='stemma']", namespaces=NS)[0]) == "[Ru] → [Es] → St → T"


def test_a_witness_of_an_unknown_parent_is_refused(book):
    book.write("chapters/01-uno.md", "# Uno {#uno}\n\n::: witnesses\n:::\n")
    book.write(
        "witnesses.yaml", "- {siglum: B, title: copia, derives_from: A, note: Tardía., seen: whole, sources: []}\n"
    )
    assert book.run("epub").codes() == ["M005"]
