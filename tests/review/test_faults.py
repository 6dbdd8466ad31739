"""Each rule of the review on lines made for it: the fault is found, and its sound twin is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from press.pages.faults.kinds import KINDS, PAGE_KINDS, faults
from press.pages.layout.weasyprint.boxes import Line, Piece

#: Top and height of the text area.
AREA = (60.0, 462.0)
WORDS = ("uno dos tres cuatro", "cinco seis siete ocho", "nueve diez once doce", "trece catorce quince")


def line(text: str, **values: object) -> Line:
    """A full line of a measure of 284 pt."""
    given = {"x": 58.0, "top": 60.0, "width": 284.0, "measure": 284.0, "size": 11.4, "hyphenated": text.endswith("-")}
    return Line(text, **(given | values))  # type: ignore[arg-type]


def block(*texts: str, at: int | None = None, page: int = 0, kind: str = "text", name: str = "uno:1", **values: object):
    """A block of these lines, divided before the line number ``at`` on to the next page."""
    lines = [line(text, **values) for text in texts]
    lines = [replace(it, first=n == 0, last=n == len(lines) - 1) for n, it in enumerate(lines)]
    parts = [lines] if at is None else [lines[:at], lines[at:]]
    return [
        Piece(name, kind, page + n, (page + n) % 2 == 0, lines=tuple(part), area=AREA) for n, part in enumerate(parts)
    ]


PICTURE = Piece("uno:7", "picture", 0, True, figure="uno:7")
HEADING = Piece("uno:8", "heading", 0, True, lines=(line("Título", first=True, last=True),))
SLIGHT = Piece(
    "uno:1", "text", 0, True, indent=14.8, lines=(line(WORDS[0], first=True), line("illil", width=13.0, last=True))
)


def caption(page: int) -> Piece:
    return Piece(
        "uno:9", "caption", page, page % 2 == 0, figure="uno:7", lines=(line("El pie.", first=True, last=True),)
    )


def top_of_page(top: float) -> list[Piece]:
    """A block, and on the next page another whose first line stands so far from the page's top edge."""
    return [*block(*WORDS), *block(*WORDS, *WORDS, page=1, name="uno:2", top=top)]


CASES = {
    "a widow": (["R001"], block(*WORDS, at=3)),
    "two lines over the page": ([], block(*WORDS, at=2)),
    "a widow among the notes": (["R001"], block(*WORDS, at=3, kind="note", name="uno:n1")),
    "an orphan": (["R002"], block(*WORDS, at=1)),
    "a paragraph of one line": ([], block("una sola línea")),
    "four letters at the end": (["R003"], block(*WORDS, "paz.")),
    "five letters at the end": ([], block(*WORDS, "Neva1.")),
    "a last line shorter than the indent": (["R003"], [SLIGHT]),
    "four letters in a narrow column": ([], block(*WORDS, "paz.", kind="cell", measure=100.0, width=90.0)),
    "three hyphens": (["R004"], block("uno pala-", "dos gobier-", "tres pala-", "bra cuatro", "cinco seis")),
    "two hyphens": ([], block("uno pala-", "dos gobier-", "tres", "bra cuatro")),
    "a hyphen over the leaf": (["R005"], block("uno dos", "tres pala-", "bra cuatro", "cinco seis", at=2)),
    "a hyphen within the spread": (["R006"], block("uno dos", "tres pala-", "bra cuatro", "cinco seis", at=2, page=1)),
    "a long word twice at the beginning": (["R007"], block("palacio uno", "Palacio dos", "tres cuatro")),
    "a short word twice": ([], block("de uno", "de dos", "tres cuatro")),
    "a short word thrice at the end": (["R007"], block("uno de", "dos de", "tres de", "cuatro cinco")),
    "a word and the head of a divided one": ([], block("uno casa", "dos casa-", "miento tres")),
    "a heading above one line": (["R008"], [HEADING, *block(*WORDS, at=1, kind="cell")]),
    "a heading above two lines": ([], [HEADING, *block(*WORDS, at=2)]),
    "a heading above all of its text": ([], [HEADING, *block("una línea"), *block(*WORDS, page=1, name="uno:2")]),
    "a heading at the foot": (["R008"], [HEADING, *block(*WORDS, "y cinco más", page=1)]),
    "a caption on the next page": (["R009"], [PICTURE, caption(1)]),
    "a caption under its picture": ([], [PICTURE, caption(0)]),
    "a line too long": (["R010"], block(*WORDS, width=290.0)[:1]),
    "an open line": (["R011"], [*block(*WORDS[:1]), *block("abierta", opened=3.5, name="uno:2")]),
    "a line well filled": ([], block(*WORDS, opened=3.4)),
    "four lines on the last page": (["R012"], [*block(*WORDS), *block(*WORDS, page=1, name="uno:2")]),
    "a chapter of one short page": ([], block(*WORDS)),
    "a picture on the last page": (
        [],
        [*block(*WORDS), replace(PICTURE, page=1, recto=False)],
    ),
    "an end of a divided word": (["R013"], block("uno dos", "tres ca-", "tedral.")),
    "a divided name": (["R015"], block("uno Rabino-", "witch dos tres", ends_in_name=True)),
    "a name at a line's end": ([], block("uno Rabinowitch", "dos tres cuatro", ends_in_name=True)),
    "a first line below its place": (["R016"], top_of_page(64.0)),
    "a first line in its place": ([], top_of_page(60.0)),
    "tabular figures": (["R017"], block("de 1917", tabular=True)),
    "tabular figures in a table": ([], block("de 1917", tabular=True, kind="cell")),
    "a wide space": (["R018"], block("50\u2009000", odd_space=True)),
    "an address after its hyphen": (["R019"], block("en www.old.ji-", "hlava.com/es", hyphenated=False)),
    "an address after its scheme": (["R019"], block("véase https://", "example.org/es", hyphenated=False)),
    "an address before its hyphen": ([], block("en www.old.ji", "-hlava.com/es", hyphenated=False)),
    "a hyphen in an address": (["R014"], block("véase http://www.pala-", "cio.es y más cosas")),
}


@pytest.mark.parametrize("case", CASES)
def test_each_fault_is_found_and_its_sound_twin_is_not(case):
    wanted, pieces = CASES[case]
    found = {fault.code for fault in faults(pieces)}
    # a made-up page ends where its case ends: a short last page is looked at only where it is meant
    assert sorted(found - ({"R012"} - set(wanted))) == wanted


def test_every_kind_has_a_case():
    assert {code for codes, _ in CASES.values() for code in codes} | {kind.code for kind in PAGE_KINDS} == set(KINDS)


def test_documents_do_not_run_into_one_another():
    pieces = [*block(*WORDS, "quince veinte"), *block(*WORDS, "quince veinte", page=1, name="dos:1")]
    assert faults(pieces) == []


def test_a_serious_fault_weighs_more_than_a_minor_one_and_each_kind_says_its_source():
    serious = min(kind.weight for kind in KINDS.values() if kind.serious)
    assert serious > max(kind.weight for kind in KINDS.values() if not kind.serious)
    for code, kind in KINDS.items():
        assert code == kind.code
        assert kind.name and kind.source
