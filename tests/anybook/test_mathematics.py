"""Books with mathematics: MathML in the EPUB, drawings with the same words on the pages, and nothing printed as dollars."""

from __future__ import annotations

import pikepdf
import pytest

from press.checks import ace, epubcheck, verapdf
from press.compose.formula import Drawing, draw
from press.input.tex import between_dollars
from tests.conftest import Book, run
from tests.reading import words_of

M = {"m": "http://www.w3.org/1998/Math/MathML", "x": "http://www.w3.org/1999/xhtml"}
CHAPTER = r"""
\newcommand{\E}[1]{\mathbb{E}\left[#1\right]}

# The value of $\pi$ {#one}

For $n \in \N$ we have ($a^2+b^2=c^2$), and \(x_1\), \[sic\]. It costs $5 and $6. By [](#eq-int) and \eqref{eq:two}, $\E{X}$.

$$\int_0^1 x\,dx = \frac{1}{2}$$ {#eq-int}

Text before $$\sum_{i=1}^n i = \frac{n(n+1)}{2}$$. Text after.

\begin{align}
a &= b + c \label{eq:two}\\
  &= d
\end{align}

- In a list $$\begin{pmatrix}a & b\\c & d\end{pmatrix}$$ and on.

> $$f(x) = 1 \tag{*}$$

$$a_1 + a_2 + a_3 + a_4 + a_5 + a_6 + a_7 + a_8 + a_9 + a_{10} + a_{11} = b_1 + b_2 + b_3 + b_4 + b_5 + b_6 + b_7 + b_8$$

| $x$ | $y^2$ |
|-----|-------|
| $\frac12$ | 3 |

A note.[^1]

[^1]: With $\frac{a}{b}$ in it.
"""


@pytest.fixture(scope="module")
def formulas(tmp_path_factory):
    folder = tmp_path_factory.mktemp("formulas")
    book = Book(folder / "book", folder / "dist").write("book.yaml", "title: Formulas\nlanguage: en\n")
    outcome = book.write("chapters/01-one.md", CHAPTER).run()
    assert outcome.status == 0, outcome.err
    return book


@pytest.fixture(scope="module")
def chapter(formulas):
    return formulas.epub.documents["one.xhtml"]


def test_formulas_are_mathml_with_their_tex_as_alternative_text(formulas, chapter):
    texts = [formula.get("alttext") for formula in chapter.iterfind(".//m:math", M)]
    assert texts[:4] == [r"\pi", r"n \in \mathbb{N}", "a^2+b^2=c^2", "x_1"]
    assert r"\mathbb{E}\left[X\right]" in texts
    items = formulas.epub.opf.xpath("//*[@properties='mathml']/@href")
    assert items == ["one.xhtml"]


def test_a_dollar_and_an_escaped_bracket_stay_what_they_are(formulas, chapter):
    for text in (words_of(chapter), " ".join(formulas.screen.pages)):
        assert "[sic]" in text
        assert "$5 and $6" in " ".join(text.split())
        assert text.count("$") == 2


def test_displays_have_the_number_that_references_name(formulas, chapter):
    numbers = {e.get("id"): words_of(e)[-3:] for e in chapter.iterfind(".//x:div[@class='equation']", M) if e.get("id")}
    assert numbers == {"eq-int": "(1)", "eq-two": "(2)"}
    links = {a.get("href"): words_of(a) for a in chapter.iterfind(".//x:a", M)}
    assert (links["#eq-int"], links["#eq-two"]) == ("(1)", "(2)")
    assert "By (1) and (2)," in " ".join(formulas.screen.pages[-2].split()) + " ".join(
        formulas.screen.pages[-1].split()
    )


def test_the_pdf_tags_formulas_with_the_same_words(formulas, chapter):
    pdf = formulas.screen
    tagged = [
        str(element.Alt)
        for element in pdf.pike.objects
        if isinstance(element, pikepdf.Dictionary) and element.get("/S") == pikepdf.Name.Formula
    ]
    assert sorted(tagged) == sorted(formula.get("alttext") for formula in chapter.iterfind(".//m:math", M))


def test_no_formula_passes_the_margins(formulas):
    for pdf in (formulas.screen, formulas.interior):
        for page in pdf.reader:
            boxes = [item.get_bounds() for item in page.get_objects() if item.type == 2]
            assert all(right <= page.get_width() - 50 and left >= 50 for left, _, right, _ in boxes)


def test_what_cannot_be_set_is_advice_with_its_line_and_stays_as_its_tex(book):
    book.write("book.yaml", "title: A book\nlanguage: en\n").write(
        "chapters/01-uno.md", "# Uno {#uno}\n\nBad $\\foobar{x}$.\n"
    )
    assert book.run("epub").status == 0
    assert "\\foobar{x}" in words_of(book.epub.documents["uno.xhtml"])
    advice = run("advice", "--no-cache", "--book", str(book.folder))
    assert '01-uno.md:3: M030 "\\foobar{x}" cannot be set as mathematics' in advice.out + advice.err


def test_active_content_in_mathml_is_refused(book):
    maths = '<math><maction actiontype="x"><mi href="javascript:x">a</mi></maction></math>'
    outcome = book.write("chapters/01-uno.md", f"# Uno\n\nA {maths} b.\n").run("epub")
    assert outcome.status == 2
    assert "H001" in outcome.codes()


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"`\(x\)` and \\(x", r"`\(x\)` and \\(x"),
        (r"C:\(x86\)", r"C:\(x86\)"),
        (r"\[ \frac{a}{b} \]", r"$$ \frac{a}{b} $$"),
        ("\\def\\a#1#2{#2#1}\n\n$\\a{x}{y}$", "\n\n$yx$"),
        (r"\[\]\^\_ *x* \[\]\^", r"\[\]\^\_ *x* \[\]\^"),
        (r"$\a$ \$5 $20", r"$\a$ \$5 $20"),
    ],
)
def test_mathematics_is_put_between_dollars(written, read):
    assert between_dollars(written).strip("\n") == read.strip("\n")


def test_the_validators_accept_a_book_of_formulas(formulas):
    for version in (epubcheck.CURRENT, epubcheck.OLD):
        assert epubcheck.find(formulas.epub.path, version) == []
    assert ace.find(formulas.epub.path) == []
    for flavour in ("2a", "ua1"):
        assert verapdf.find(formulas.screen.path, flavour) == []


def test_the_sign_of_a_number_stands_at_the_number():
    """TeX sets the minus of -1 as part of it, and that of a - 1 with room on both sides."""
    row = "<math display='inline'><mrow><mi>x</mi><mo>=</mo><{0}>−</{0}><mn>1</mn></mrow></math>"
    widths = []
    for name in ("mi", "mo"):
        drawing = draw(row.format(name), 20)
        assert isinstance(drawing, Drawing)
        widths.append(sum(piece.width for piece in drawing.pieces))
    assert widths[0] < widths[1] - 0.3
