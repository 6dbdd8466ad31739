"""What a reader of the real EPUB would lose."""

from __future__ import annotations

import io
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from fontTools.ttLib import TTFont
from PIL import Image

from tests.reading import EPUB_TYPE, NS, words_of

BOOK = Path(__file__).parents[2] / "book"


@pytest.fixture(scope="module")
def epub(real):
    return real.epub


def test_the_reading_order_is_the_manuscripts(epub):
    written = [
        re.search(r"\{#(\S+?)[ }]", path.read_text("utf-8"))[1]
        for part in ("front", "chapters", "back")
        for path in sorted((BOOK / part).glob("*.md"))
    ]
    before = ["cover", "half-title", "title-page", "copyright", "contents"]
    assert [name.removesuffix(".xhtml") for name in epub.documents] == before + written


def test_the_contents_follow_the_spine_and_say_what_the_headings_say(epub):
    entries = epub.nav("toc")
    order = list(epub.documents)
    places = [order.index(href.split("#")[0]) for _, href in entries]
    assert places == sorted(places)
    for label, href in entries:
        target = epub.target("contents.xhtml", href)
        heading = target if "#" in href else target.find(".//x:h1", NS)
        assert label.replace(". ", " ", 1) == words_of(heading).replace(". ", " ", 1), href
    listed = {href.split("#")[0] for _, href in entries}
    unlisted = {
        "cover.xhtml",
        "half-title.xhtml",
        "title-page.xhtml",
        "copyright.xhtml",
        "contents.xhtml",
        "colofon.xhtml",
    }
    assert listed == set(order) - unlisted


def test_old_readers_get_the_same_contents(epub):
    ncx = __import__("lxml.etree").etree.fromstring(epub.read("toc.ncx"))
    points = [
        (words_of(point.find("ncx:navLabel", NS)), point.find("ncx:content", NS).get("src"))
        for point in ncx.iterfind(".//ncx:navPoint", NS)
    ]
    assert points == epub.nav("toc")
    assert ncx.xpath("//ncx:meta[@name='dtb:uid']/@content", namespaces=NS) == epub.meta("identifier")


def test_the_landmarks_are_named_in_spanish(epub):
    marks = dict(epub.nav("landmarks"))
    assert marks["Cubierta"] == "cover.xhtml"
    assert marks["Índice"] == "contents.xhtml"
    assert marks["Comienzo del texto"] == "cosacos.xhtml"
    assert marks["Bibliografía"] == "bibliografia.xhtml"


def test_each_document_has_a_title_of_its_own(epub):
    titles = [words_of(tree.find(".//x:title", NS)) for tree in epub.documents.values()]
    assert len(set(titles)) == len(titles)
    assert not any(".xhtml" in title or not title for title in titles)


def test_identifiers_are_unique(epub):
    for name, tree in epub.documents.items():
        identifiers = [element.get("id") for element in tree.iter() if element.get("id")]
        assert len(identifiers) == len(set(identifiers)), name
        assert all(identifier.isascii() for identifier in identifiers)


def test_every_internal_link_lands_and_every_external_one_is_well_formed(epub):
    count = 0
    for name, tree in epub.documents.items():
        for link in tree.iterfind(".//x:a", NS):
            href = link.get("href")
            if urlsplit(href).scheme:
                assert re.fullmatch(r"https?://[a-z0-9.-]+\.[a-z]+(/[^\s<>\"]*)?", href), href
            else:
                assert epub.target(name, href) is not None, (name, href)
                count += 1
    assert count > 300


def test_notes_and_their_calls_are_one_to_one_and_link_back(epub):
    total = 0
    for name, tree in epub.documents.items():
        calls = [a for a in tree.iterfind(".//x:a", NS) if a.get(EPUB_TYPE) == "noteref"]
        notes = [n for n in tree.iterfind(".//x:aside", NS) if n.get(EPUB_TYPE) == "footnote"]
        assert [call.get("href") for call in calls] == [f"#{note.get('id')}" for note in notes], name
        assert [words_of(call) for call in calls] == [str(n + 1) for n in range(len(calls))]
        for call, note in zip(calls, notes, strict=True):
            assert call.get("role") == "doc-noteref" and note.get("role") == "doc-footnote"
            backs = [a for a in note.iterfind(".//x:a", NS) if a.get("role") == "doc-backlink"]
            assert [back.get("href") for back in backs] == [f"#{call.get('id')}"]
            assert len(words_of(note).split()) > 8
        total += len(notes)
    assert total >= 40


def test_every_fragment_stands_once_in_order_with_its_text(epub):
    cuts = yaml.safe_load((BOOK / "source" / "fragments.yaml").read_text("utf-8"))
    found = {}
    for tree in epub.documents.values():
        for block in tree.xpath("//x:div[@class='fragment']", namespaces=NS):
            label = words_of(block[0])
            for sup in block.findall(".//x:sup", NS):
                sup.clear(keep_tail=True)
            found[label] = " ".join(words_of(p) for p in block[1:])
        for caption in tree.xpath("//x:figcaption//x:span[@class='fragment-number']", namespaces=NS):
            found[f"Fragmento {words_of(caption).strip('[]')}"] = (
                words_of(caption.getparent()).split(words_of(caption), 1)[1].strip()
            )
    assert list(found) == [f"Fragmento {n}" for n in [*range(1, 9), 30, *range(9, 25), 31, *range(25, 28), 32, 29]]
    assert set(found) == {f"Fragmento {cut['number']}" for cut in cuts if cut["number"] != 28}
    assert found["Fragmento 20"].endswith("dispararon deliberadamente ⸢por encima del⸣° Palacio de Invierno.")
    assert found["Fragmento 30"] == "Junkers en los pasillos del Palacio de Invierno, preparándose para la defensa."


def test_every_figure_has_caption_alternative_text_and_description(epub):
    figures = [(name, f) for name, tree in epub.documents.items() for f in tree.iterfind(".//x:figure", NS)]
    assert len(figures) >= 3
    data = yaml.safe_load((BOOK.parent / "images" / "figures.yaml").read_text("utf-8"))
    for name, figure in figures:
        image = figure.find("x:img", NS)
        entry = data[Path(image.get("src")).name]
        assert image.get("alt") == entry["alt"].strip() and "PENDIENTE" not in image.get("alt")
        assert entry["credit"].strip() in words_of(figure.find("x:figcaption", NS))
        describe = figure.xpath(".//x:p[@class='describe']/x:a", namespaces=NS)[0]
        assert words_of(epub.target(name, describe.get("href"))).endswith(" ".join(entry["description"].split()))
        assert epub.read(image.get("src"))


def test_the_film_list_is_the_data(epub):
    films = yaml.safe_load((BOOK / "films.yaml").read_text("utf-8"))
    items = epub.documents["cine.xhtml"].xpath("//x:ul[@class='films']/x:li", namespaces=NS)
    assert len(items) == len(films) >= 8
    for item, film in zip(items, films, strict=True):
        text = words_of(item)
        for value in (
            str(film["year"]),
            film["title"],
            film["original_title"],
            *film["directors"],
            film["country"],
        ):
            assert " ".join(value.split()) in text
        assert film["original_title"] == film["title"] or item.xpath(f".//*[@lang='{film['original_language']}']")


def test_the_record_is_in_the_package(epub, record):
    assert epub.meta("title") == [record["title"], record["subtitle"]]
    assert epub.meta("language") == ["es"]
    assert epub.meta("identifier") == [record["identifier"]]
    assert epub.meta("description") == [record["description"].strip()]
    assert epub.meta("creator") == ["Colaboradores de Wikipedia"]
    assert epub.meta("rights") == [record["rights"]["statement"].strip()]
    assert epub.meta("date") == [str(record["date"])]
    modified = epub.opf.xpath("//opf:meta[@property='dcterms:modified']/text()", namespaces=NS)
    assert modified == [f"{record['date']}T00:00:00Z"]


def test_nothing_is_made_up_where_the_record_is_silent(epub, record):
    words = words_of(epub.documents["copyright.xhtml"])
    assert "isbn" not in record and "ISBN" not in words
    assert "legal_deposit" not in record and "epósito" not in words
    assert "CC BY-SA 4.0" in words and "Asalto_al_Palacio_de_Invierno" in words
    assert f"Edición {record['version']}" in words and "22 de noviembre de 2026" in words


def test_the_cover_is_there_for_new_and_old_readers(epub):
    item = epub.opf.xpath("//opf:item[@properties='cover-image']", namespaces=NS)[0]
    image = Image.open(io.BytesIO(epub.read(item.get("href"))))
    assert (image.size, image.mode) == ((1600, 2560), "RGB")
    assert epub.opf.xpath("//opf:meta[@name='cover']/@content", namespaces=NS) == [item.get("id")]
    shown = epub.documents["cover.xhtml"].find(".//x:img", NS)
    assert shown.get("src") == item.get("href") and len(shown.get("alt")) > 60


def test_the_embedded_fonts_hold_every_character(epub):
    hrefs = epub.opf.xpath("//opf:item[@media-type='font/ttf']/@href", namespaces=NS)
    fonts = {href: TTFont(io.BytesIO(epub.read(href))) for href in hrefs}
    assert len(fonts) == 4
    text = set("".join("".join(tree.itertext()) for tree in epub.documents.values())) - set("\n\t")
    sheet = epub.read("styles/book.css").decode()
    for href, font in fonts.items():
        assert not {c for c in text if ord(c) not in font.getBestCmap()}, href
        assert {"smcp", "onum"} <= {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
        assert "SIL Open Font License" in font["name"].getDebugName(13)
        assert f"../{href}" in sheet


def test_nothing_is_forced_on_the_reader(epub):
    sheet = re.sub(r"/\*.*?\*/", "", epub.read("styles/book.css").decode(), flags=re.S)
    assert not re.search(r"(?<![-\w])(color|background(-color)?)\s*:(?! inherit)", sheet)
    assert not re.search(r"\d(px|pt)\b", sheet)
    assert "var(" not in sheet and "grid" not in sheet


def test_russian_runs_say_that_they_are_russian(epub):
    for name, tree in epub.documents.items():
        if name == "contents.xhtml":
            continue
        for element in tree.iter():
            if isinstance(element.tag, str) and re.search("[А-Яа-яё]{4}", element.text or ""):
                languages = [e.get("lang") for e in [element, *element.iterancestors()] if e.get("lang")]
                inside_reference = element.xpath("ancestor-or-self::*[@class='citation']")
                assert languages[0] == "ru" or inside_reference, (name, element.text)


def test_the_archive_is_in_order(epub):
    names = epub.archive.namelist()
    assert names[0] == "mimetype" and epub.archive.getinfo("mimetype").compress_type == 0
    assert all(re.fullmatch(r"[A-Za-z0-9._/-]+", name) for name in names)
    assert {info.date_time for info in epub.archive.infolist()} == {(2026, 11, 22, 0, 0, 0)}


def test_every_commentary_has_the_measure_that_a_chapter_needs_and_cites_its_sources(epub):
    commentaries = [
        (name, note)
        for name, tree in epub.documents.items()
        for note in tree.xpath("//x:div[@class='commentary']", namespaces=NS)
    ]
    assert len(commentaries) == 8
    for name, note in commentaries:
        assert 250 <= len(words_of(note).split()) <= 450, name
        for paragraph in note.findall("x:p", NS):
            assert (
                paragraph.xpath(".//x:span[@class='citation']", namespaces=NS) or len(words_of(paragraph).split()) < 60
            ), name
