"""The index of names: no false hit, no missed mention, the pages of the printed book."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from press.compose.index import Locator, index_entries, locators, roman_value
from press.compose.mentions import Mention
from press.core.languages import language_of
from press.core.numerals import roman
from tests.reading import NS, squeezed, words_of

BOOK = Path(__file__).parents[2] / "book"
GOLDEN = Path(__file__).with_name("index.txt")


@pytest.fixture(scope="module")
def entries(real):
    return real.epub.documents["onomastico.xhtml"].xpath("//x:ul[@class='letter']/x:li", namespaces=NS)


def contexts(real):
    """Every mention of an indexed entry in the finished EPUB: entry, document, the words around it."""
    lines = []
    for name, tree in real.epub.documents.items():
        for mark in tree.xpath("//*[starts-with(@id, 'm-persona-') or starts-with(@id, 'm-termino-')]"):
            entry = re.sub(r"^m-|-\d+$", "", mark.get("id"))
            block = next(
                e for e in mark.iterancestors() if e.tag.rpartition("}")[2] in ("p", "td", "th", "li", "dd", "h2")
            )
            before = " ".join("".join(mark.xpath("preceding::text()")).split())[-24:] if block is not None else ""
            lines.append(f"{entry} | {name.removesuffix('.xhtml')} | …{before} [{words_of(mark)}]")
    return sorted(lines)


def test_the_mentions_are_those_of_the_golden_list(real):
    """Read the list when it changes: each line is a mention as the reader meets it."""
    found = "\n".join(contexts(real)) + "\n"
    if not GOLDEN.exists():
        GOLDEN.write_text(found, "utf-8")
    assert found.splitlines() == GOLDEN.read_text("utf-8").splitlines()


def test_every_indexed_name_has_its_heading_in_spanish_order(entries):
    people = yaml.safe_load((BOOK / "people.yaml").read_text("utf-8"))
    terms = yaml.safe_load((BOOK / "glossary.yaml").read_text("utf-8"))
    wanted = [entry["index"].replace("*", "") for entry in (*people, *terms) if "index" in entry]
    headings = [words_of(item.find("x:span", NS)) for item in entries]
    assert sorted(headings, key=language_of("es").sort_key) == headings
    assert set(headings) == set(wanted)


def test_every_locator_is_the_printed_page_and_leads_to_the_place(real, entries):
    interior, screen = real.interior, real.screen
    shift = screen.labels.index("i")
    count = 0
    for item in entries:
        names = words_of(item.find("x:span", NS))
        for link in item.findall("x:a", NS):
            mark = real.epub.target("onomastico.xhtml", link.get("href"))
            folio = re.split(r"[-\s]", words_of(link))[0]
            page = screen.destinations[link.get("href").partition("#")[2]] - shift
            assert interior.labels[page] == folio, names
            assert squeezed(words_of(mark).split()[0]).lower()[:5] in squeezed(interior.pages[page]).lower()
            in_note = bool(mark.xpath("ancestor::x:aside", namespaces=NS))
            assert words_of(link).endswith("n") == in_note
            count += 1
    assert count > 100


def test_the_printed_index_has_the_same_locators(real, entries):
    pages = real.interior.pages
    first = real.screen.destinations["onomastico"] - real.screen.labels.index("i")
    printed = squeezed("".join(pages[first : first + 6]))
    for item in entries:
        assert squeezed(words_of(item)) in printed, words_of(item)


def test_antonov_is_one_person_and_the_river_is_no_name(real):
    marks = [line for line in contexts(real) if line.startswith("persona-antonov-ovseyenko")]
    assert {line.rpartition("[")[2] for line in marks} >= {"Antónov]", "Antónov-Ovséyenko]"}
    assert not any("[Antónov]" in line and "Ovséyenko" in line.partition("[")[2] for line in marks)


def test_a_parenthesis_of_citation_is_no_mention(real):
    for tree in real.epub.documents.values():
        for citation in tree.xpath("//x:span[@class='citation']", namespaces=NS):
            if words_of(citation).startswith("("):
                assert not citation.xpath(".//*[starts-with(@id, 'm-')]")


def entry(*mentions):
    """An index entry for the mentions (folio, in a note)."""
    made = tuple(Mention("x", f"m-x-{n}", "uno", note) for n, (_, note) in enumerate(mentions))
    folios = {f"m-x-{n}": folio for n, (folio, _) in enumerate(mentions)}
    return type("Entry", (), {"mentions": made})(), folios


@pytest.mark.parametrize(
    ("mentions", "printed"),
    [
        ([("3", False), ("3", False)], ["3"]),
        ([("3", False), ("4", False), ("5", False), ("9", False)], ["3-5", "9"]),
        ([("12", True)], ["12 n"]),
        ([("12", True), ("12", False)], ["12"]),
        ([("11", False), ("12", True), ("13", False)], ["11", "12 n", "13"]),
        ([("2", False), ("xi", False), ("ix", True)], ["ix n", "xi", "2"]),
    ],
)
def test_runs_are_merged_and_notes_are_marked(mentions, printed):
    made, folios = entry(*mentions)
    assert [locator.text + " n" * locator.in_note for locator in locators(made, folios)] == printed
    assert all(isinstance(locator, Locator) for locator in locators(made, folios))


def test_roman_folios_count_both_ways():
    assert all(roman_value(roman(number)) == number for number in range(1, 90))


def test_an_entry_that_the_text_never_names_is_reported(book):
    book.write(
        "people.yaml",
        "- {id: reed, name: John Reed, index: 'Reed, John', aliases: [Reed], role: Testigo., sources: []}\n",
    )
    assert book.run("epub").complaints() == ['libro/people.yaml:1: B005 the text never names "reed"']
    assert index_entries is not None


def test_the_first_mention_in_each_chapter_leads_to_the_entry(real):
    for name, tree in real.epub.documents.items():
        links = [a.get("href") for a in tree.xpath("//x:a[@class='mention']", namespaces=NS)]
        assert len(links) == len(set(links)), name
        assert all(re.match(r"(personas|glosario)\.xhtml#(persona|termino)-", href) for href in links)
    chapters = [name for name in real.epub.documents if name in ("cosacos.xhtml", "espera.xhtml", "fogueo.xhtml")]
    assert all(len(real.epub.documents[name].xpath("//x:a[@class='mention']", namespaces=NS)) > 5 for name in chapters)


def test_no_mention_is_missed(real):
    """Every surname of the people in running text, found by plain search, is marked."""
    people = yaml.safe_load((BOOK / "people.yaml").read_text("utf-8"))
    unindexed = {
        "cover",
        "title-page",
        "copyright",
        "contents",
        "personas",
        "glosario",
        "bibliografia",
        "onomastico",
        "colofon",
        "figuras",
        "recibido",
    }
    for name, tree in real.epub.documents.items():
        if name.removesuffix(".xhtml") in unindexed:
            continue
        numbers = (
            "//x:h1|//x:sup|//*[@class='credit' or @class='register' or @class='apparatus' or @class='description']"
        )
        for part in tree.xpath(numbers, namespaces=NS):
            part.clear(keep_tail=True)
        for citation in tree.xpath("//x:span[@class='citation']", namespaces=NS):
            if words_of(citation).startswith("("):
                citation.clear(keep_tail=True)
        text = " ".join(tree.find(".//x:body", NS).itertext())
        for phrase in (phrase for person in people for phrase in person.get("except", ())):
            text = text.replace(phrase, "")
        for person in people:
            surname = person["index"].split(",")[0]
            found = len(re.findall(rf"(?<![\w-]){re.escape(surname)}(?![\w-])", text))
            marks = [words_of(m) for m in tree.xpath(f"//*[starts-with(@id, 'm-persona-{person['id']}-')]")]
            assert found == sum(surname in mark for mark in marks), (name, surname, found, marks)
