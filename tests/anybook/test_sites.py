"""What Jekyll, GitBook, VuePress, MkDocs, MyST, bookdown and Standard Ebooks write: each in the terms of pandoc, nothing printed that is no text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from press.input.admonitions import read_admonitions
from press.input.bookdown import read_inline_code, read_text_references
from press.input.code_fences import read_fences
from press.input.html_documents import html_as_markdown, is_html
from press.input.myst import read_roles
from press.input.site_programs import name_includes, read_site_programs
from press.input.tex import between_dollars
from tests.conftest import Book
from tests.reading import NS, words_of

PAGE = """<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">
	<head>
		<title>Act I</title>
	</head>
	<body>
		<section id="act-1">
			<hgroup>
				<h2>Act <span>I</span></h2>
			</hgroup>
			<p><span>Way for the cannon!</span><br/><span>Way for the foot!</span></p>
			<table><tbody><tr><td epub:type="z3998:persona">Lane</td><td>I listen, sir. <a href="#n" epub:type="noteref">1</a></td></tr></tbody></table>
			<blockquote>
				<footer role="presentation"><p id="n" epub:type="z3998:signature">Walt</p></footer>
			</blockquote>
		</section>
	</body>
</html>
"""
BIB = """@book{knuth1984, author={Donald E. Knuth}, title={The {TeX}book}, year=1984, publisher={Addison-Wesley}}
@article{DBLP:x/Lamport, author={Leslie Lamport}, title={{LaTeX}: A System for $n$ Pages}, journal={J}, year=1994}
@misc{unused, title={Never cited}}
"""


def _plain(text: str) -> str:
    return re.sub(r"\n{2,}", "\n", text).strip()


@pytest.mark.unit
@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('!!! note "A `b`"\n    Text\n\n    more\n\nafter', "{.callout-note}\n::: {.block-title}\nA `b`\n:::\nText\nmore\n:::::::::\nafter"),
        ("!!! danger\n    Text", "{.callout-caution}\nText\n:::::::::"),
        ("!!! no box", "!!! no box"),
        ('=== "Tab"\n\n    In it', "::: {.block-title}\nTab\n:::\nIn it"),
        ("::: warning Beware!\nx\n:::", "{.callout-warning}\n::: {.block-title}\nBeware!\n:::\nx\n:::"),
        (":::danger[Take care]\nx\n:::", "{.callout-caution}\n::: {.block-title}\nTake care\n:::\nx\n:::"),
        (":::{warning}\nx\n:::", "{.callout-warning}\nx\n:::"),
        ("::: verse\nx\n:::", "::: verse\nx\n:::"),
        ("::: {.theorem #x}\nx\n:::", "::: {.theorem #x}\nx\n:::"),
        ("W> Mind\nW> the gap", "{.callout-warning}\nMind\nthe gap\n:::::::::"),
        ("```\n!!! note\n    x\n```", "```\n!!! note\n    x\n```"),
    ],
)  # fmt: skip
def test_boxes_are_blocks_with_their_titles(written, read):
    assert _plain(read_admonitions(written)).replace("::::::::: {", "{") == read


@pytest.mark.unit
@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('{% hint style="danger" %}\nx\n{% endhint %}', "::::::::: {.callout-caution}\nx\n:::::::::"),
        ("{% highlight ruby linenos %}\nx\n{% endhighlight %}", "```ruby\nx\n```"),
        ("[a]({{ site.baseurl }}{% link x.md %})", "[a](x.md)"),
        ("a {{book.console}} b {{ 1 }}", "a  b {{ 1 }}"),
        ("`{{book.x}}` {% raw %}x{% endraw %}", "`{{book.x}}` x"),
        ('a\n{: .lead}\n![x](y.png){: width="9"}', 'a\n![x](y.png){width="9"}'),
        ("* TOC\n{:toc}\n\n[[toc]]\n\ntext", "text"),
        ("![[a b.png]] x", "![](<a b.png>) x"),
        ('<Tabs>\n  <TabItem value="w" label="Win">\n\nx\n\n  </TabItem>\n</Tabs>', "::: {.block-title}\nWin\n:::\nx"),
        ("A Vec<T> and\n<Option>\nx", "A Vec<T> and\n<Option>\nx"),
        ("import A from 'a';\n\nimport the goods", "import the goods"),
        ("# <div dir='rtl'>x</div>", "# <span dir='rtl'>x</span>"),
    ],
)
def test_tags_of_sites_are_what_they_mean(written, read):
    assert _plain(read_site_programs(written, lambda line, name: None)) == read


@pytest.mark.unit
def test_files_of_other_programs_are_included_by_name():
    assert name_includes("<!-- @include: ./x.md -->") == "{{#include ./x.md}}"
    assert name_includes('--8<-- "x.md"') == "{{#include x.md}}"
    assert name_includes("[import, x.js](src/x.js)") == "```js\n{{#include src/x.js}}\n```"


@pytest.mark.unit
@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("```{note}\nx\n```", "::::::::: {.callout-note}\nx\n:::::::::"),
        ("```{figure} a.png\n:name: my-fig\n:width: 200px\n\nThe caption.\n```", '![The caption.](a.png){#my-fig  width="200px"}'),
        ("```{code-block} python\n:caption: C\nx\n```", '```{.python caption="C"}\nx\n```'),
        ("```{math}\n:label: eq1\na\n```", "$$\na\n$$ {#eq1}"),
        ("```{math}\n:label: eq1\n\na\n\nb\n```", "$$\na\nb\n$$ {#eq1}"),
        ("```{code-cell} ipython3\nx\n```", "```{.python}\nx\n```"),
        ("```{list-table} Rows\n:header-rows: 1\n:name: rows\n\n* - A\n  - B\n* - 1\n  - 2\n    more\n```", "| A | B |\n|---|---|\n| 1 | 2 more |\n: Rows {#rows}"),
        ("```{raw} jupyter\n<div>\n```", ""),
        ('```{theorem, pyth, name="On $x$"}\nx\n```', '::::::::: {.theorem #thm-pyth title="On $x$"}\nx\n:::::::::'),
        ("```{proof}\nx\n```", "::::::::: {.proof}\nx\n:::::::::"),
        ("```{block2, type='rmdwarning'}\nx\n```", "::::::::: {.callout-warning}\nx\n:::::::::"),
        ('```{r, logo, echo=FALSE, fig.cap="The logo"}\nknitr::include_graphics("images/a.png")\n```', "![The logo](<images/a.png>){#fig-logo}"),
        ('```{r x}\nknitr::kable(y, caption = "Rows")\n```', "::::::::: {#tab-x .table-of-code}\n```{.r}\nknitr::kable(y, caption = \"Rows\")\n```\nRows\n:::::::::"),
    ],
)  # fmt: skip
def test_directives_and_chunks_are_what_they_show(written, read):
    assert _plain(read_fences(written, lambda line, kind: None)) == read


@pytest.mark.unit
def test_text_references_and_inline_code_are_what_they_show():
    text = "(ref:cap) A *long* caption.\n\n```{r x, fig.cap='(ref:cap)'}\n```\n\n`(ref:cap)` (ref:none)"
    assert read_text_references(text).startswith("\n\n```{r x, fig.cap='A *long* caption.'}")
    lines: list[int] = []
    knitted = read_inline_code(
        "a\n`r 1 + 1` `rm` `` `r 2` ``\n```\n`r ''`x `r 3`\n```", True, lambda line, _: lines.append(line)
    )
    assert (knitted, lines) == ("a\n`1 + 1` `rm` `` `r 2` ``\n```\nx `r 3`\n```", [2])
    assert read_inline_code("`r 1` `{python} x`", False, lambda line, _: None) == "`r 1` `x`"


@pytest.mark.unit
def test_roles_are_links_and_citations():
    read = read_roles("(here)=\n{ref}`here` {numref}`Figure %s <my-fig>` {cite}`a,b` {math}`x^2` {kbd}`Ctrl` {odd}`x`")
    assert read.split("\n", 2)[2] == "[](#here){.ref} [](#my-fig){.ref} [@a; @b] $x^2$ <kbd>Ctrl</kbd> {odd}`x`"


@pytest.mark.unit
@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"$\text{a \texttt{E} b}$", r"$\text{a }\texttt{E}\text{ b}$"),
        (r"$x_{\rm eff}$", r"$x_\mathrm{eff}$"),
        (r"$$a &= b \\ c &= d$$", r"$$\begin{aligned}a &= b \\ c &= d\end{aligned}$$"),
        (r"$\ce{2H2O -> O2}$", r"$\mathrm{2H_{2}O \rightarrow  O_{2}}$"),
        ("$$\n\na^2\n\n$$", "$$\na^2\n$$"),
        (r"$T_n \\{ R \\}$", r"$T_n \{ R \}$"),
        (r"$$\begin{cases}a \\\\ b\end{cases}$$", r"$$\begin{cases}a \\ b\end{cases}$$"),
        ("$f(x)$ {#eq:f}", "[$$f(x)$$]{#eq-f .equation}"),
        ("\\begin{align}\na\n(\\#eq:b)\n\\end{align}", "[$$\\begin{align}\na\n\\end{align}$$]{#eq-b .equation}"),
        (r"\begin{equation} a (\#eq:b) \end{equation}", r"[$$\begin{equation} a \end{equation}$$]{#eq-b .equation}"),
    ],
)
def test_mathematics_of_other_programs_is_what_pandoc_reads(written, read):
    assert between_dollars(written) == read


@pytest.fixture
def book(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return Book(Path("book"), tmp_path / "dist").write(
        "book.yaml", "title: A Book\nlanguage: en\nbibliography: w.bib\n"
    )


@pytest.mark.unit
def test_a_page_of_html_is_read_as_one():
    assert is_html(PAGE) and is_html("<section>\n\t<p>x</p>\n</section>\n")
    assert not is_html("<div>\n\n*Markdown*\n\n</div>\n") and not is_html("# T\n\n<p>x</p>\n")
    assert (
        "<html" not in html_as_markdown(PAGE)
        and html_as_markdown(PAGE).split("\n").index('\t\t<section id="act-1">') == 6
    )


def test_bibtex_html_and_pictures_that_are_not_there(book):
    book.write("w.bib", BIB).write("chapters/act.md", PAGE)
    book.write(
        "chapters/one.md",
        "# One\n\n[@knuth1984, p. 3], @DBLP:x/Lamport, [@nobody], @hadley.\n\n![A cat](cat.png){#fig-cat}\n\nSee @fig-cat.\n\n"
        "> ### {.lemma #small}\n> All is *small*.\n\nBy \\@ref(lem:small).\n",
    )
    run = book.run("epub")
    assert run.status == 0, run.err
    told = book.run("advice").out
    assert {"M023", "F007"} == {*re.findall(r"one\.md:\d+: ([A-Z]\d{3})", told)}
    one = words_of(book.epub.documents["one.xhtml"])
    assert "(Knuth 1984, p. 3), Lamport (1994), (nobody), @hadley." in one
    assert "Fig. 1. A catSee Figure 1. Lemma 1.All is small. By 1." in one
    works = book.epub.documents["references.xhtml"]
    assert [entry.get("id") for entry in works.iterfind(".//x:div[@role='listitem']", NS)] == [
        "ref-knuth1984",
        "ref-DBLP-x-Lamport",
    ]
    act = book.epub.documents["act-1.xhtml"]
    assert (
        act.findtext(".//x:h1/x:span", namespaces=NS).split() == ["Act"] and act.find(".//x:sup/../..", NS) is not None
    )
    assert [words_of(line) for line in act.iterfind(".//x:span[@class='line']", NS)] == [
        "Way for the cannon!",
        "Way for the foot!",
    ]
    assert act.find(".//x:td[@class='speaker']", NS) is not None


def test_a_bibliography_that_is_broken_or_missing_is_named_with_its_line(book):
    book.write("chapters/one.md", "# One\n\n[@a]\n").write("w.bib", "@book{a, title={x}\n@book{b,,, title}\n")
    assert re.search(r"w\.bib:2: B003 the bibliography cannot be read", book.run("epub").err)
    book.write("book.yaml", "title: A Book\nlanguage: en\nbibliography: [gone.bib]\n")
    assert book.run("epub").status == 0
    assert 'book.yaml:3: M023 the bibliography "gone.bib" does not exist' in book.run("advice").out


def test_a_picture_from_the_root_of_a_site_that_the_book_lacks_is_described_in_its_place(tmp_path):
    book = Book(tmp_path / "book", tmp_path / "dist").write("book.yaml", "title: A Book\nlanguage: en\n")
    book.write("chapters/one.md", "# One\n\n![The hierarchy of a site](/images/site-hierarchy.svg)\n")
    assert book.run("epub").status == 0
    assert "The hierarchy of a site" in "".join(book.epub.documents["one.xhtml"].itertext())
    assert "one.md:3: F007 the picture /images/site-hierarchy.svg is an absolute path" in book.run("advice").out
