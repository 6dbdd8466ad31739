"""No word of the received text changes without a record."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from press.core.problems import Problems
from press.input.collation import Witness, collate
from press.input.received_text import read_received_text

RECEIVED = "La noche cayó.[5]Los junkers,solos,esperaban.Nadie llegó a tiempo, nadie.Pie de la foto."
FRAGMENTS = """
    - {number: 1, begins: "La noche"}
    - {number: 2, begins: "Los junkers"}
    - {number: 3, begins: "Nadie"}
    - {number: 4, begins: "Pie"}
"""
RECORDS = """
    - {fragment: 1, reads: "[5]", corrected: "", kind: deletion, degree: documented, reason: llamada sin nota, reference: texto recibido}
    - {fragment: 2, reads: ",solos,", corrected: ", solos, ", kind: spacing, degree: documented, reason: falta el espacio, reference: RAE}
    - {fragment: 4, reads: Pie, kind: relocation, degree: documented, moved_to: back/10-pie.md, reason: es un pie, reference: texto recibido}
"""
READ_RECORDS = yaml.safe_load(RECORDS)
CHAPTER = """
    # Uno {#uno}

    ::: {.fragment number=1}
    La noche cayó.
    :::

    ::: {.fragment number=2}
    Los *junkers*, solos,
    esperaban.[^a]
    :::

    [^a]: Una nota.

    ::: {.fragment number=3}
    Nadie llegó a tiempo, nadie.
    :::
"""
BACK = """
    # Pie {#pie}

    ::: {.fragment number=4}
    Pie de la foto.
    :::
"""


@pytest.fixture
def edition(book):
    book.write_bytes("source/received.txt", RECEIVED.encode())
    book.write("source/fragments.yaml", FRAGMENTS).write("source/emendations.yaml", RECORDS)
    return book.write("chapters/01-uno.md", CHAPTER).write("back/10-pie.md", BACK)


@pytest.mark.build
def test_an_edition_whose_changes_are_all_on_record_is_built(edition):
    assert edition.run("collate").status == 0
    assert edition.run("epub").status == 0


def test_a_word_changed_without_a_record_is_reported_at_its_line(edition):
    edition.write("chapters/01-uno.md", CHAPTER.replace("esperaban", "aguardaban"))
    run = edition.run("epub")
    assert run.status == 2
    assert run.complaints() == [
        'libro/chapters/01-uno.md:9: S005 fragment 2 reads "aguardaban." where the received text as emended has "esperaban."'
    ]
    assert not edition.out.exists()


def test_a_link_to_nothing_makes_no_adjustment_of_the_register_look_lost(edition):
    edition.write("back/20-registro.md", "# Registro {#registro}\n\n::: emendations\n:::\n")
    adjustment = "- {document: back/20-registro.md, paragraph: 2.1, letter_spacing: 0.01, reason: Prueba.}\n"
    edition.write("layout.yaml", adjustment.replace("2.1", '"2.1"'))
    assert edition.run("advice").err == ""
    edition.write("chapters/01-uno.md", f"{CHAPTER}\n    [nada](#nada)\n")
    assert edition.run("advice").codes() == ["L001"]


def test_collate_prints_the_change_ready_to_be_recorded(edition):
    edition.write("chapters/01-uno.md", CHAPTER.replace("nadie.", "ninguno."))
    run = edition.run("collate")
    assert run.status == 2
    assert yaml.safe_load(run.out) == [
        {
            "fragment": 3,
            "reads": "nadie.",
            "corrected": "ninguno.",
            "kind": "",
            "degree": "",
            "reason": "",
            "reference": "",
        }
    ]


def test_a_record_that_no_longer_matches(edition):
    edition.write("source/emendations.yaml", RECORDS.replace(",solos,", ",solas,"))
    run = edition.run("epub")
    assert 'libro/source/emendations.yaml:2: S002 ",solas," does not occur in fragment 2' in run.complaints()


def test_a_record_whose_context_matches_twice(edition):
    twice = '    - {fragment: 3, reads: "adie", corrected: "ada", kind: grammar, degree: documented, reason: r, reference: r}\n'
    edition.write("source/emendations.yaml", RECORDS + twice)
    run = edition.run("epub")
    assert run.complaints() == ['libro/source/emendations.yaml:4: S002 "adie" occurs 2 times in fragment 3']


def test_records_that_overlap(edition):
    other = '    - {fragment: 2, reads: "junkers,", corrected: "cadetes,", kind: grammar, degree: documented, reason: r, reference: r}\n'
    edition.write("source/emendations.yaml", RECORDS + other)
    assert "S003" in edition.run("epub").codes()


def test_a_record_for_no_fragment(edition):
    other = (
        '    - {fragment: 9, reads: "x", corrected: "y", kind: grammar, degree: documented, reason: r, reference: r}\n'
    )
    edition.write("source/emendations.yaml", RECORDS + other)
    assert edition.run("epub").codes() == ["S004"]


def test_a_fragment_left_out(edition):
    without = CHAPTER.replace("::: {.fragment number=3}\n    Nadie llegó a tiempo, nadie.\n    :::", "")
    edition.write("chapters/01-uno.md", without)
    assert edition.run("epub").complaints() == [
        'libro/source/received.txt:1: S006 fragment 3 ("Nadie llegó a tiempo, nadie.…") is missing from the chapters'
    ]


def test_a_fragment_given_twice(edition):
    edition.write("chapters/02-dos.md", "# Dos\n\n::: {.fragment number=1}\nLa noche cayó.\n:::\n")
    run = edition.run("epub")
    assert run.codes() == ["M003"]
    assert "fragment 1 stands already in 01-uno.md:3" in run.err


def test_fragments_out_of_order(edition):
    swapped = CHAPTER.replace("number=1}\n    La noche cayó.", "number=2}\n    Los junkers, solos, esperaban.", 1)
    swapped = swapped.replace(
        "number=2}\n    Los *junkers*, solos,\n    esperaban.[^a]", "number=1}\n    La noche cayó.[^a]"
    )
    edition.write("chapters/01-uno.md", swapped)
    run = edition.run("epub")
    assert run.complaints() == ["libro/chapters/01-uno.md:7: S007 fragment 1 comes after fragment 2"]


def test_a_suppressed_fragment_that_stands_in_a_chapter(edition):
    whole = '    - {fragment: 3, reads: "Nadie llegó a tiempo, nadie.", corrected: "", kind: deletion, degree: documented, reason: r, reference: r}\n'
    edition.write("source/emendations.yaml", RECORDS + whole)
    assert edition.run("epub").codes() == ["S008"]


def test_a_moved_fragment_that_stands_elsewhere(edition):
    edition.write("source/emendations.yaml", RECORDS.replace("back/10-pie.md", "back/20-otro.md"))
    assert edition.run("epub").codes() == ["S008"]


def test_first_words_that_are_not_in_the_received_text(edition):
    edition.write("source/fragments.yaml", FRAGMENTS.replace("Nadie", "Alguien"))
    assert "S001" in edition.run("epub").codes()


WORDS = st.sampled_from(["Nadie", "llegó", "a", "tiempo,", "nadie.", "más", "tarde", "[5]"])


@pytest.mark.slow
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, min_size=1, max_size=9))
def test_what_collate_prints_explains_the_change(edition, words):
    """Whatever a chapter makes of a fragment, the printed records turn the received text into it."""
    edition.write("source/emendations.yaml", RECORDS)
    problems = Problems()
    source = read_received_text(edition.folder, problems)
    assert source is not None
    witnesses = [
        Witness(f.number, f.emended, edition.folder, 1, f.moved_to or "chapters/01-uno.md") for f in source.fragments
    ]
    witnesses[2] = Witness(3, " ".join(words), edition.folder, 1, "chapters/01-uno.md")
    differences = collate(source, witnesses, Problems())
    records = READ_RECORDS + [
        {
            "fragment": d.fragment,
            "reads": d.reads,
            "corrected": d.corrected,
            "kind": "fact",
            "degree": "conjecture",
            "reason": "r",
            "reference": "r",
        }
        for d in differences
    ]
    (edition.folder / "source" / "emendations.yaml").write_text(
        json.dumps(records, ensure_ascii=False), "utf-8"
    )  # which is YAML too
    again = Problems()
    changed = read_received_text(edition.folder, again)
    assert changed is not None and not again.items
    assert changed.fragments[2].emended == " ".join(words)
