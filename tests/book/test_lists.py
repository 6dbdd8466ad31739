"""The lists made from data, as a reader meets them."""

from __future__ import annotations

from pathlib import Path

import yaml

from tests.reading import NS, words_of

BOOK = Path(__file__).parents[2] / "book"


def test_the_source_of_each_fragment_stands_with_its_words_and_how_sure_it_is(real):
    """A reader finds every fragment of the table by its number, and reads the original in its own language."""
    entries = yaml.safe_load((BOOK / "sources.yaml").read_text("utf-8"))
    rows = real.epub.documents["procedencia.xhtml"].xpath("//x:table/x:tbody/x:tr", namespaces=NS)
    assert len(rows) == len(entries)
    for row, entry in zip(rows, entries, strict=True):
        links = row.xpath("x:th/x:a", namespaces=NS)
        assert [int(words_of(link)) for link in links] == entry["fragments"]
        for link, number in zip(links, entry["fragments"], strict=True):
            target = real.epub.target("procedencia.xhtml", link.get("href"))
            assert target.get("id") == f"fragmento-{number}"
        quoted = row.xpath("x:td/x:blockquote/x:p", namespaces=NS)
        assert [words_of(words) for words in quoted] == ([" ".join(entry["words"].split())] if "words" in entry else [])
        assert [words.get("lang") for words in quoted] == ([entry["language"]] if "words" in entry else [])
