"""No word is lost: generated manuscripts say in the EPUB and on the pages what pandoc reads in them, in its order.

``make torture`` composes a thousand of them (``python -m tests.torture --manuscripts 1000``).
"""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.anybook.generated import generated, manuscript
from tests.anybook.words import composed, difference_of_epub, difference_of_pdf, lay_out_book
from tests.conftest import Book


def test_composed_documents_say_what_pandoc_reads(tmp_path):
    outcomes = composed([generated(number) for number in range(900, 916)], tmp_path / "book")
    assert [one for one in outcomes if one.difference or one.is_refused_without_line] == []


@settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(made=st.randoms(use_true_random=False).map(manuscript))
def test_a_manuscript_loses_no_word(made, tmp_path_factory):
    (outcome,) = composed([made], tmp_path_factory.mktemp("made") / "book")
    assert not outcome.difference and not outcome.is_refused_without_line, outcome


def test_finished_files_say_what_pandoc_reads_within_the_margins(tmp_path):
    book, manuscripts = Book(tmp_path / "book", tmp_path / "dist"), [generated(number) for number in range(3, 7)]
    lay_out_book(manuscripts, book.folder)
    run = book.run("screen")
    assert run.status == 0, run.err
    assert difference_of_pdf(manuscripts, book.screen, book.screen.labels.index("1")) == ""
    assert book.run("epub").status == 0
    assert difference_of_epub(manuscripts, book.epub) == ""
