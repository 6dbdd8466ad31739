"""What mdBook, Quarto, pandoc-crossref, LaTeX and GitHub write in Markdown, as pandoc is given it: nothing mangled, nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.core.book_files import BookFolders
from press.core.problems import Problems
from press.core.xhtml import text_of
from press.input.code_fences import read_fences
from press.input.components import read_components
from press.input.latex import read_latex
from press.input.link_definitions import keep_defined_text
from press.input.lists_in_text import part_lists
from press.input.places import InValue
from press.input.raw_blocks import as_pandoc_reads_it
from press.input.reading_order import has_list, reading_order
from press.input.references import labels, read_references
from press.input.safe_html import read_html
from press.input.tex import between_dollars, macros_of

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("```rust,ignore\nx\n```", "```rust\nx\n```"),
        ("```rust ignore\n# hidden\nx\n## y\n```", "```rust\nx\n# y\n```"),
        ("```c++\nx\n```", "```cpp\nx\n```"),
        ('```js title="a.js" {1,3} showLineNumbers\nx\n```', '```{.js caption="a.js" .numberLines}\nx\n```'),
        ("```js:src/a.js\nx\n```", '```{.js filename="src/a.js"}\nx\n```'),
        ("```math\nx\n```", "$$\nx\n$$"),
        ("> ```sh,x\n> y\n> ```", "> ```sh\n> y\n> ```"),
        ("```{.python #id}\n# x\n```", "```{.python #id}\n# x\n```"),
        ("```\n# x\n```", "```\n# x\n```"),
        ("```{r}\n#| include: false\nx\n```", ""),
        ("```{r, echo=FALSE}\nx\n```", ""),
        ("```{python}\n#| label: lst-a\n#| lst-cap: Cap\nx\n```", '```{#lst-a .python caption="Cap"}\nx\n```'),
    ],
)
def test_fences_are_those_of_pandoc(written, read):
    assert read_fences(written, lambda line, kind: None).strip() == read


def test_a_figure_of_hidden_code_is_its_caption_with_its_alternative_text():
    block = '```{r}\n#| label: fig-x\n#| echo: false\n#| fig-cap: >\n#|   A *plot*\n#|   of x.\n#| fig-alt: "Dots."\nplot(x)\n```'
    lines = []
    text = read_fences(block, lambda line, kind: lines.append(line))
    assert "{#fig-x .figure-of-code}" in text
    assert "Dots." in text
    assert "A *plot* of x." in text
    assert "plot(x)" not in text
    assert lines == [1]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("See @fig-a.", "See [](#fig-a){.ref-capital}."),
        ("see @fig:a and", "see [](#fig-a){.ref} and"),
        ("As Table @tbl:a says", "As Table [](#tbl-a){.ref-number} says"),
        ("[@fig-a; @tbl-b]", "[](#fig-a){.ref-capital}, [](#tbl-b){.ref-capital}"),
        ("[Figs. -@fig-a]", "Figs. [](#fig-a){.ref-number}"),
        ("[known](){.ref} [known]{.ref}", "[](#known){.ref-capital} [](#known){.ref-capital}"),
        ("[@knuth, p. 3] @knuth me@fig-a.com `@fig-a`", "[@knuth, p. 3] @knuth me@fig-a.com `@fig-a`"),
        (r"\@ref(fig:a)", "[](#fig-a){.ref-number}"),
    ],
)
def test_references_are_links_without_words(written, read):
    assert read_references(written, labels(["{#known}"])) == read


def test_titles_of_blocks_are_text_and_components_are_blocks():
    text = read_components('::: {.theorem title="On $x$" #t}\nText\n:::\n', "Listing", lambda line, name: None)
    assert "::: {.theorem  #t}" in text.replace("{.theorem #t}", "{.theorem  #t}")
    assert "\nOn $x$\n" in text
    listing = '<Listing number="1-1" file-name="a.rs" caption="A `b`">\n\n```rust\nx\n```\n\n</Listing>'
    assert "`a.rs`. Listing 1-1: A `b`" in read_components(listing, "Listing", lambda line, name: None)
    code = "```\n<Listing>\n> [!NOTE]\n{{< kbd x >}}\n```"
    assert read_components(code, "Listing", lambda line, name: None) == code


def test_latex_outside_formulas_is_what_it_means():
    left_out: list[str] = []
    text = read_latex(
        "\\textbf{a \\emph{b}} \\LaTeX{} $\\textbf{c}$ `\\textbf{d}`\n\n```{=latex}\n\\draw;\n```\n\n"
        "\\begin{tikzpicture}\n\\draw;\n\\end{tikzpicture}\n",
        lambda texts: [""] * len(texts),
        lambda first, last, name: left_out.append(f"{first}-{last} {name}"),
    )
    assert text.startswith("**a *b*** LaTeX $\\textbf{c}$ `\\textbf{d}`")
    assert "draw" not in text
    assert left_out == ["3-5 {=latex}", "7-9 \\begin{tikzpicture}"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Text:\n- a\n- b", "Text:\n\n- a\n- b"),
        ("Text\n* a\n  more\n* b", "Text\n\n* a\n  more\n* b"),
        ("Text\n1. a\n2. b", "Text\n\n1. a\n2. b"),
        ("> Text:\n> - a", "> Text:\n>\n> - a"),
        ("in the year\n1914. Then\nmore", "in the year\n1914. Then\nmore"),
        ("one thing\n- another -\nand more", "one thing\n- another -\nand more"),
        ("- a\n- b\n  - c\n  - d", "- a\n- b\n  - c\n  - d"),
        ("- a\n  text:\n  - b\n  - c", "- a\n  text:\n  - b\n  - c"),
        ("```\ntext:\n- a\n- b\n```", "```\ntext:\n- a\n- b\n```"),
        ("---\n- a\n- b", "---\n- a\n- b"),
    ],
)
def test_a_list_right_below_a_line_of_text_is_one(written, read):
    assert part_lists(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("* [`alloc`]: Items in the crate", "* [`alloc`]\\: Items in the crate"),
        ("> [a]: see http://x.org/ for it", "> [a]\\: see http://x.org/ for it"),
        ('[a]: x.html "Its title"', '[a]: x.html "Its title"'),
        ("[a]: my picture.png", "[a]: my picture.png"),
        ("[a]: http://x {width=30%}", "[a]: http://x {width=30%}"),
        ("[^1]: words of a note", "[^1]: words of a note"),
        ("`[a]: b c`", "`[a]: b c`"),
    ],
)
def test_words_after_a_bracket_are_text_and_no_address(written, read):
    assert keep_defined_text(written, lambda line, label: None) == read


def test_a_link_is_that_of_its_first_definition_and_a_name_with_an_at_sign_is_one():
    found: list[tuple[int, str]] = []
    text = keep_defined_text(
        "[a] [@b]\n\n[a]: one\n[a]: one\n[A]: two\n[@b]: three\n`[@b]` [@c]", lambda *at: found.append(at)
    )
    assert text == "[a] [\\@b]\n\n[a]: one\n\n\n[\\@b]: three\n`[@b]` [@c]"
    assert found == [(5, "[a]")]


def test_macros_hold_in_every_file():
    macros = macros_of(["$$\n\\newcommand{\\R}{\\mathbb{R}}\n\\def\\v#1{\\vec{#1}}\n$$"])
    assert between_dollars("$\\v{x} \\in \\R$", macros) == "$\\vec{x} \\in \\mathbb{R}$"
    assert between_dollars("$$\n\\newcommand{\\a}{b}\n$$\n\n$\\a$").strip() == "$b$"


def test_a_frame_is_a_link_and_what_is_no_tag_is_text():
    problems = Problems()
    html = '<p>Vec<T> <iframe src="https://example.org/x" title="A film">no</iframe> <embed src="x.pdf"> </p>'
    tree = read_html(html, InValue(Path("x.md"), 1), problems)
    assert text_of(tree) == "Vec<T> A film"
    assert [link.get("href") for link in tree.iter("a")] == ["https://example.org/x"]
    assert [image.get("src") for image in tree.iter("img")] == ["x.pdf"]
    assert not problems.errors
    assert read_html('<p><a href="javascript:x">x</a></p>', InValue(Path("x.md"), 1), problems) is not None
    assert [problem.code for problem in problems.errors] == ["H002"]


def test_lists_of_other_programs_give_order_and_parts(tmp_path):
    chapters = tmp_path / "chapters"
    chapters.mkdir()
    paths = [chapters / name for name in ("a.md", "b.md", "c.md", "SUMMARY.md")]
    for path in paths:
        path.write_text("x")
    (chapters / "SUMMARY.md").write_text("# Summary\n\n[C](c.md)\n\n# Part\n\n- [A](./a.md)\n")
    order = reading_order(chapters, paths, BookFolders(tmp_path))
    assert [entry.title or entry.path.name for entry in order] == ["c.md", "Part", "a.md", "b.md"]
    assert has_list(chapters, BookFolders(tmp_path))
    (chapters / "SUMMARY.md").unlink()
    assert not has_list(chapters, BookFolders(tmp_path))
    (tmp_path / "_quarto.yml").write_text(
        "book:\n  chapters:\n  - c.qmd\n  - part: P\n    chapters: [a.qmd]\n  appendices: [b.qmd]\n"
    )
    order = reading_order(chapters, paths[:3], BookFolders(tmp_path))
    assert [(entry.title or entry.path.name, entry.kind) for entry in order] == [
        *(("c.md", ""), ("P", "part"), ("a.md", ""), ("b.md", "appendix")),
    ]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<div class='a'>\n    <p>x</p>\n    Escalus.\n\n    <p>y</p>\n</div>", "<div class='a'>\n<p>x</p>\nEscalus.\n\n<p>y</p>\n</div>"),
        ("<p>\n  x\n        </div>\n\n        </div>", "<p>\n  x\n</div>\n\n</div>"),
        ("<div>\n\n    code\n\n    <p>code</p>\n</div>", "<div>\n\n    code\n\n    <p>code</p>\n</div>"),
        ("- x\n\n      <p>of the item</p>", "- x\n\n      <p>of the item</p>"),
        ("<div>\n<pre>\n    x\n</pre>\n</div>", "<div>\n<pre>\n    x\n</pre>\n</div>"),
        ("```html\n<div>\n    <p>x\n```", "```html\n<div>\n    <p>x\n```"),
        ("<ins>New</ins> words.", "[]{}<ins>New</ins> words."),
        ("<ins>New</ins>", "<ins>New</ins>"),
    ],
)  # fmt: skip
def test_blocks_of_html_end_where_commonmark_ends_them(written, read):
    assert as_pandoc_reads_it(written) == read
