"""What mdBook, Quarto, pandoc-crossref, LaTeX and GitHub write in Markdown, as pandoc is given it: nothing mangled, nothing lost."""

from __future__ import annotations

import pytest

from press.input.code_fences import read_fences
from press.input.components import read_components
from press.input.latex import read_latex
from press.input.lists_in_text import part_lists
from press.input.references import labels, read_references
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
    told = []
    text = read_fences(block, lambda line, kind: told.append(line))
    assert "{#fig-x .figure-of-code}" in text
    assert "Dots." in text
    assert "A *plot* of x." in text
    assert "plot(x)" not in text
    assert told == [1]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("See @fig-a.", "See [](#fig-a){.ref-capital}."),
        ("see @fig:a and", "see [](#fig-a){.ref} and"),
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


def test_macros_hold_in_every_file():
    macros = macros_of(["$$\n\\newcommand{\\R}{\\mathbb{R}}\n\\def\\v#1{\\vec{#1}}\n$$"])
    assert between_dollars("$\\v{x} \\in \\R$", macros) == "$\\vec{x} \\in \\mathbb{R}$"
    assert between_dollars("$$\n\\newcommand{\\a}{b}\n$$\n\n$\\a$").strip() == "$b$"
