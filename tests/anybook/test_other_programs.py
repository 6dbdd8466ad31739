"""One book of the forms that mdBook, Quarto, pandoc-crossref, LaTeX and GitHub have: built, read back, and valid."""

from __future__ import annotations

import base64
import io

import pytest
from PIL import Image

from press.checks import ace, epubcheck, verapdf
from tests.conftest import Book
from tests.reading import NS, squeezed, words_of

RECORD = "title: Workshop\nlanguage: en\nchapter_numbers: true\nparts: {chapters/two.qmd: The Second Part}\n"
SUMMARY = "# Summary\n\n[One](one.md)\n\n- [Two](two.qmd)\n"
ONE = r"""
$$
\newcommand{\norm}[1]{\left\lVert #1 \right\rVert}
$$

# One {#sec-one}

See @tbl-wide, @fig-two, [Figs. -@fig:dot], \ref{eq:n}, @lst-main, [thm](){.ref} and @sec-two.

> [!WARNING]
> An alert.

<Listing number="1-1" file-name="src/main.rs" caption="A `main`">

```rust,ignore
# hidden line
fn main() {}
```

</Listing>

```{#lst-main .python lst-cap="x" caption="Main"}
print(1)
```

::: {.theorem title="On $x$" #thm}
Whatever is, is.
:::

[![Badge](https://img.example.org/x.svg)](https://example.org) and `Vec<T>` or Vec<T>.

\begin{figure}
\includegraphics[width=0.5\textwidth]{../images/dot.png}
\caption{By LaTeX}
\label{fig:latex}
\end{figure}

```{=latex}
\vspace*{3cm}
```
"""
TWO = (
    r"""
---
title: "Two"
---

# Two {#sec-two}

::: {.callout-note title="A title"}
In a box, $\norm{x}$.
:::

```{r}
#| label: fig-run
#| echo: false
#| fig-cap: "What was run"
#| fig-alt: "Dots on a line"
plot(x)
```

$$ \norm{x} = 1 $$ {#eq:n}

![A dot](../images/dot.png){#fig:dot width=30%}

![](../images/dot.png){fig-alt="No caption"}

::: {#fig-two layout-ncol=2}
![First](../images/arrow.svg)

![Second](../images/page.pdf)

Two pictures
:::

+---------------------+----------+
| Property            | Earth    |
+=============+=======+==========+
| Temperature | min   | -89.2 °C |
|             +-------+----------+
|             | max   | 56.7 °C  |
+-------------+-------+----------+

: Spans {#tbl-spans}

"""
    + "\n".join(
        "| " + " | ".join(row) + " |"
        for row in (["Heading"] * 12, ["---"] * 12, ["identifier12"] * 12, ["identifier34"] * 12)
    )
    + "\n\n: A wide table {#tbl-wide}\n\n{{< pagebreak >}}\n\nThe end.\n"
)
ARROW = """<?xml version="1.0"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><style>.a{stroke:#00f;opacity:.5}</style>
<defs><marker id="m" orient="auto"><path d="M0 0 4 2 0 4z"/></marker></defs>
<path class="a" d="M5 30H60" marker-end="url(#m)"/><text x="5" y="15" font-size="12">an arrow</text>
<image x="60" y="2" width="16" height="16" href="data:image/png;base64,PIXEL"/></svg>
"""


@pytest.fixture(scope="module")
def workshop(tmp_path_factory):
    folder = tmp_path_factory.mktemp("workshop")
    book = Book(folder / "book", folder / "dist").write("book.yaml", RECORD).write("chapters/SUMMARY.md", SUMMARY)
    book.write("chapters/one.md", ONE).write("chapters/two.qmd", TWO)
    pixel = io.BytesIO()
    Image.new("RGB", (1, 1), (90, 120, 200)).save(pixel, "PNG")
    book.write("images/arrow.svg", ARROW.replace("PIXEL", base64.b64encode(pixel.getvalue()).decode()))
    for name, kind in (("dot.png", "PNG"), ("page.pdf", "PDF")):
        out = io.BytesIO()
        Image.new("RGB", (600, 400), (90, 120, 200)).save(out, kind)
        book.write_bytes(f"images/{name}", out.getvalue())
    outcome = book.run()
    assert outcome.status == 0, outcome.err
    return book


@pytest.fixture(scope="module")
def one(workshop):
    return workshop.epub.documents["sec-one.xhtml"]


@pytest.fixture(scope="module")
def two(workshop):
    return workshop.epub.documents["sec-two.xhtml"]


def test_references_have_their_words_and_lead_there(workshop, one):
    words = {a.get("href"): words_of(a) for a in one.iterfind(".//x:a", NS)}
    assert words["sec-two.xhtml#tbl-wide"] == "Table 2"
    assert words["sec-two.xhtml#fig-two"] == "Figure 4"
    assert words["sec-two.xhtml#fig-dot"] == "3"
    assert words["sec-two.xhtml#eq-n"] == "2.1"
    assert words["#lst-main"] == "Listing 1"
    assert words["#thm"] == "Theorem 1.1"
    assert words["sec-two.xhtml"] == "“Two”"
    assert all(workshop.epub.target("sec-one.xhtml", link) is not None for link in words if "xhtml#" in link)


def test_blocks_have_their_titles_and_no_hidden_line(one, two):
    text = words_of(one)
    for words in ("Warning An alert.", "src/main.rs. Listing 1-1: A main", "Listing 1. Main", "Vec<T>"):
        assert squeezed(words) in squeezed(text), words
    assert "hidden" not in text
    assert "Theorem 1.1 (On" in text
    assert "A title In a box" in words_of(two)
    assert "vspace" not in text


def test_figures_are_numbered_as_their_captions_ask(one, two):
    captions = [words_of(caption) for tree in (one, two) for caption in tree.iterfind(".//x:p[@class='caption']", NS)]
    assert captions == [
        *("Fig. 1. By LaTeX", "Fig. 2. What was run", "Fig. 3. A dot", "First", "Second", "Fig. 4. Two pictures"),
    ]
    assert "Dots on a line" in words_of(two)
    assert two.xpath("//x:img[@alt='No caption']", namespaces=NS)
    assert two.xpath("//x:img[contains(@style, 'width: 30')]", namespaces=NS)


def test_tables_have_numbers_and_the_wide_one_lies_within_the_margins(workshop, two):
    captions = [words_of(caption) for caption in two.iterfind(".//x:caption", NS)]
    assert captions == ["Table 1. Spans", "Table 2. A wide table"]
    for pdf in (workshop.screen, workshop.interior):
        pages = [
            page for page in pdf.reader if "identifier34" in page.get_textpage().get_text_range().replace("\r\n", "")
        ]
        assert len(pages) == 1
        boxes = [item.get_bounds() for item in pages[0].get_objects() if item.type == 1]
        assert all(left >= 45 and right <= pages[0].get_width() - 45 for left, _, right, _ in boxes)
        assert max(top for *_, top in boxes) - min(bottom for _, bottom, *_ in boxes) > 400, "it is turned"


def test_a_part_stands_in_the_contents_of_every_edition(workshop):
    nav = workshop.epub.documents["contents.xhtml"].find(".//{*}nav/{*}ol")
    assert [words_of(item) for item in nav] == ["1. One", "The Second Part2. Two"]
    assert b"The Second Part" in workshop.epub.read("toc.ncx")
    contents = next(page for page in workshop.screen.pages if "Contents" in page)
    assert "The Second Part" in " ".join(contents.split())


def test_the_validators_accept_what_other_programs_wrote(workshop):
    for version in (epubcheck.CURRENT, epubcheck.OLD):
        assert epubcheck.find(workshop.epub.path, version) == []
    for flavour in ("2a", "ua1"):
        assert verapdf.find(workshop.screen.path, flavour) == []
    assert ace.find(workshop.epub.path) == []
