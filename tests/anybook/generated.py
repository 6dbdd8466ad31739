"""Generated manuscripts: every construct of Markdown that pandoc reads, nested in one another, by careful and careless authors.

Where a book is set otherwise than as pandoc reads it, both readings are written side by side: ``OURS program MEANT pandoc END``.
"""

from __future__ import annotations

import re
from random import Random

OURS, MEANT, END = "\ue000", "\ue001", "\ue002"
_DUAL = re.compile(f"{OURS}([^{OURS}{MEANT}]*){MEANT}([^{OURS}{END}]*){END}")
#: The picture that a manuscript may show, seen from its chapter.
PICTURE = "../images/dot.png"

_LATIN = "tierra red casa Ñandú élan straße œuvre naïve Łódź ho fjord señal quo vademecum well-known 1917 3.14 O'Neill C++".split()
_OTHER = (
    "λόγος ἀρχή Введение война שלום עולם مرحبا العالم 道 可道非常道 日本語の 한국어 देवनागरी ภาษาไทย ქართული հայերեն "
    "ˈfəʊnɪm → ✓ ∀ ≤ ½ € № § † ‰ 𝔸 ﬁn Ⅷ"
).split()
_MARKS = (
    "Mr. Smith",
    "p. 12",
    "e.g. so",
    "i.e. that",
    "«ok»",
    "a/b",
    "a & b",
    "x < y",
    "y > x",
    "50 %",
    "#1",
    "a_b_c",
    "2*3*4",
)
_MARKS += (
    "\\*kept\\*",
    "\\_kept\\_",
    "\\[sic\\]",
    "&amp;",
    "&copy;",
    "&#8212;",
    "&nbsp;",
    "C:\\\\dir",
    "~ish",
    "x^",
    "$5 and $6",
)
_MARKS += (
    "a--b",
    "1--2",
    "yes---no",
    "wait...",
    "rock 'n' roll",
    "it's",
    "the '90s",
    "[no link]",
    "(a) b",
    "@home",
    "me@example.org",
)
_MARKS += (
    "1986\\. A year",
    "\\# no title",
    "100\\%",
    "* ",
    "a | b",
    "{x}",
    "\\`tick\\`",
    "50°",
    "“curly” ‘ones’",
    "--- ",
    "a\\ b",
)


class Maker:
    """Draws one manuscript; every construct that needs a definition leaves it in ``later``, to stand after its block."""

    def __init__(self, random: Random, first: int = 0):
        self._random = random
        self.number = first
        self.later: list[str] = []
        self.in_note = False

    def pick(self, *choices: object) -> object:
        """One of these."""
        return self._random.choice(choices)

    def count(self, low: int, high: int) -> int:
        """A number between two others."""
        return self._random.randint(low, high)

    def chance(self, of: int) -> bool:
        """Whether one time in so many."""
        return self.count(1, of) == 1

    def word(self) -> str:
        """A word that stands nowhere else in the manuscript, or one of another script."""
        if self.chance(8):
            return str(self.pick(*_OTHER))
        self.number += 1
        return f"{self.pick('ka', 'lo', 'mi', 'Pe', 'zu')}{self.number}e"

    def words(self, low: int = 1, high: int = 4) -> str:
        """Plain words."""
        return " ".join(self.word() for _ in range(self.count(low, high)))

    def inline(self, depth: int = 2) -> str:
        """A piece of a paragraph."""
        if depth == 0 or self.chance(2):
            return str(self.pick(*_MARKS, *_LATIN)) if self.chance(5) else self.words()
        return str(getattr(self, f"_{self.pick(*INLINES)}")(depth - 1))

    def text(self, depth: int = 2) -> str:
        """A line of text."""
        return " ".join([self.word(), *(self.inline(depth) for _ in range(self.count(0, 4)))])

    # -- inlines --
    def _emphasis(self, depth: int) -> str:
        sign = self.pick("*", "_", "**", "__", "***", "~~")
        return f"{sign}{self.word()} {self.inline(depth)} {self.word()}{sign}"

    def _inside_word(self, _: int) -> str:
        return f"{self.word()}*{self.word()}*{self.word()}"

    def _quoted(self, depth: int) -> str:
        sign = self.pick('"', "'")
        return f"{sign}{self.word()} {self.inline(depth)} {self.word()}{sign}"

    def _code(self, _: int) -> str:
        inside = self.pick(
            "a `b` c", "x = {1: 2}", "<b>", "\\n", "$x$", "a  b", "-- no dash", '"q"', "f(x)", "&amp;", "[a](b)", "*p"
        )
        return f"``{inside} {self.word()}``" if "`" in str(inside) or self.chance(3) else f"`{inside} {self.word()}`"

    def _script(self, _: int) -> str:
        sign = self.pick("^", "~")
        return f"{self.word()}{sign}{self.word()}{sign}"

    def _span(self, depth: int) -> str:
        kind = self.pick(
            ".smallcaps", ".underline", ".mark", "lang=fr", "lang=ru", "dir=rtl", "#id", ".anything", ".kbd", "x=1"
        )
        if kind == "#id":
            self.number += 1
            kind = f"#id{self.number}"
        return f"[{self.word()} {self.inline(depth)}]{{{kind}}}"

    def _link(self, depth: int) -> str:
        words = f"{self.word()} {self.inline(min(depth, 0))}"
        self.number += 1
        kind = self.pick("inline", "titled", "reference", "short", "bare", "attributes", "nowhere", "start")
        if kind == "reference":
            self.later.append(f"[ref{self.number}]: https://example.org/{self.number}")
            return f"[{words}][ref{self.number}]"
        if kind == "short":
            name = f"label{self.number}"
            self.later.append(f'[{name}]: <https://example.org/> "title"')
            return f"[{name}]"
        forms = {
            "inline": f"[{words}](https://example.org/a_(b)?x=1&y=2)",
            "titled": f'[{words}](https://example.org/ "A title")',
            "bare": "<https://example.org/path>",
            "attributes": f"[{words}](https://example.org/){{.external target=_blank}}",
            "nowhere": f"[{words}](no-such-file.md#part)",
            "start": f"[{words}](#start)",
        }
        return forms[str(kind)]

    def _html(self, depth: int) -> str:
        form = self.pick(
            "<kbd>{}</kbd>", '<abbr title="x">{}</abbr>', "<sub>{}</sub>", "<sup>{}</sup>", "<mark>{}</mark>", "<small>{}</small>",
            "<u>{}</u>", "<ins>{}</ins>", "<del>{}</del>", "<cite>{}</cite>", "<b>{}</b>", "<i>{}</i>", "<em>{}</em>", "<dfn>{}</dfn>",
            '<span class="x" style="color: red">{}</span>', "<font color=red>{}</font>", "<tt>{}</tt>", "<var>{}</var>", "<big>{}</big>",
            "<ruby>{}<rt>kana</rt></ruby>", "{}<br>x", "{}<br/>x", "{}<wbr>x", '<a name="here"></a>{}', "<blink>{}</blink>", "<s>{}</s>",
            '<a href="https://example.org/">{}</a>', "<!-- hidden -->{}", "<time>{}</time>", "<bdi>{}</bdi>", "<samp>{}</samp>", "<nobr>{}</nobr>",
        )  # fmt: skip
        return str(form).format(f"{self.word()} {self.inline(depth)}")

    def _note(self, depth: int) -> str:
        if self.in_note:
            return self.words()
        self.in_note = True
        self.number += 1
        kind = self.pick("inline", "reference", "long", "nested", "nested reference")
        name = f"n{self.number}"
        note = f"{self.word()} {self.inline(depth)}"
        if kind == "inline":
            made = f"{self.word()}^[{note}]"
        elif kind == "nested":
            inner = self.words()
            made = f"{self.word()}^[{note} {OURS}^[{inner}]{MEANT}&#91;{inner}&#93;{END} end]"
        else:
            made = f"{self.word()}[^{name}]"
            if kind == "reference":
                self.later.append(f"[^{name}]: {note}")
            elif kind == "nested reference":
                inner = self.words()
                self.later.append(
                    f"[^{name}]: {note} {OURS}[^{name}b]{MEANT}&#91;{inner}&#93;{END}\n\n{OURS}[^{name}b]: {inner}{MEANT}{END}"
                )
            else:
                blocks = "\n\n".join(self.block(1) for _ in range(self.count(1, 3)))
                self.later.append(f"[^{name}]: {note}\n\n{_indented(blocks, '    ')}")
        self.in_note = False
        return made

    def _call_again(self, _: int) -> str:
        if self.in_note:
            return self.words()
        self.number += 1
        name = f"twice{self.number}"
        self.later.append(f"[^{name}]: {self.words()}")
        return f"{self.word()}[^{name}] {self.word()}[^{name}]"

    def _careless(self, _: int) -> str:
        if self.chance(30):  # no element of HTML: pandoc drops it
            word = self.word()
            return f"{OURS}<{word}>{MEANT}&lt;{word}&gt;{END}"
        form = self.pick(
            "*{}", "{}*", "**{}", "_{}", "[{}", "{}]", "[{}](", "![{}", "<{}", "`{}", "^{}", "~{}", "~~{}", "\"{}", "{}\"", "${}", "{}$", "({}",
            "<b>{}", "{}</b>", "<i>{}</b>", "<p>{}", "{}<br", "&{};", "&lt;{}&gt;", "[^{}]", "[^a-z]{}", "[@{}", "{{{}}}", "\\{}{{x}}", "\\", "::: {}",
            "|{}|", "{} {}", "{}­{}", "{}​{}", "{} {}", "　{}", "é{}", "👩‍💻 {}", "🇪🇸 {}", "❤️ {}", "{}：「{}」", "ﷺ {}", "x̶{}",
            "{}  {}", "{}	{}", f"{OURS}\\newpage{MEANT}{END} {{}}", "{}\\", "<https://x y>{}", "http://example.org/{}_a_b", "www.example.org/{}", "<em>{}", "{}</em>",
            "!{}", "![]({})", "[{}]()", "[{}]{{", "[{}]{{.x", "`{}`{{.py}}", "`<b>{}</b>`{{=html}}", "`x{}`{{=latex}}", "[{}]{{x}}", "{} {{#id}}",
        )  # fmt: skip
        return (
            str(form)
            .replace("{}", "\0")
            .replace("{{", "{")
            .replace("}}", "}")
            .replace("\0", self.word(), 1)
            .replace("\0", self.word())
        )

    def _break(self, _: int) -> str:
        return str(self.pick("\\\n", "  \n")) + self.word()

    def _picture(self, _: int) -> str:
        return str(self.pick(f"![]({PICTURE})", f"![dot]({PICTURE})", f"![dot]({PICTURE}){{width=50%}}"))

    def _formula(self, _: int) -> str:
        return str(
            self.pick("$a^2+b^2=c^2$", f"{OURS}\\(x_1\\){MEANT}$x_1${END}", "$\\frac{1}{2}$", "$n \\in \\mathbb{N}$")
        )

    def _citation(self, _: int) -> str:
        return f"[@key{self.number}]"

    # -- blocks --
    def block(self, depth: int) -> str:
        """A block, and the definitions that it needs."""
        if self.in_note:
            return str(
                getattr(self, f"_{self.pick('paragraph', 'bullets', 'fence', 'quotation', 'paragraph')}")(min(depth, 1))
            )
        made = str(getattr(self, f"_{self.pick(*(BLOCKS if depth else FLAT))}")(depth))
        later, self.later = self.later, []
        return "\n\n".join([made, *later]) if depth > 1 else self._hold(made, later)

    def _hold(self, made: str, later: list[str]) -> str:
        self.later = later
        return made

    def blocks(self, depth: int, low: int = 1, high: int = 3) -> str:
        """Blocks one after another."""
        return "\n\n".join(self.block(depth) for _ in range(self.count(low, high)))

    def _paragraph(self, _: int) -> str:
        return self.text() + (f"\n{self.text()}" if self.chance(3) else "")

    def _heading(self, _: int) -> str:
        level = self.count(2, 6)
        if self.chance(5):
            return f"{self.words()}\n-----"
        after = self.pick("", "", " ##", " {.unnumbered}", f" {{#h{self.number}}}", " {-}")
        return f"{'#' * level} {self.text(1)}{after}"

    def _bullets(self, depth: int) -> str:
        sign, loose = self.pick("-", "*", "+"), self.chance(2)
        return self._items([f"{sign}   "] * self.count(1, 3), depth, loose)

    def _numbers(self, depth: int) -> str:
        form = str(self.pick("{}.", "{})", "({})", "#."))
        start = self.count(0, 12)
        return self._items(
            [form.format(start + n).ljust(4) + " " for n in range(self.count(1, 3))], depth, self.chance(2)
        )

    def _letters(self, depth: int) -> str:
        marks = self.pick(("a.", "b."), ("i.", "ii."), ("A)", "B)"), ("(i)", "(ii)"), ("IV.", "V."))
        return self._items([f"{mark:<5}" for mark in marks], depth, self.chance(2))  # type: ignore[attr-defined]

    def _examples(self, depth: int) -> str:
        return self._items(["(@)  "] * self.count(1, 3), depth, self.chance(2))

    def _tasks(self, _: int) -> str:
        return "\n".join(f"- [{self.pick(' ', 'x')}] {self.text(1)}" for _ in range(self.count(1, 3)))

    def _items(self, marks: list[str], depth: int, loose: bool) -> str:
        made = []
        for mark in marks:
            inside = self.text(1)
            if depth and self.chance(2):
                inside += "\n\n" + self.blocks(depth - 1, 1, 2)
            made.append(mark + _indented(inside, " " * len(mark)).lstrip())
        return ("\n\n" if loose else "\n").join(made)

    def _definitions(self, depth: int) -> str:
        made = []
        for _ in range(self.count(1, 2)):
            sign = self.pick(":", "~")
            bodies = []
            for _ in range(self.count(1, 2)):
                inside = self.text(1) + (f"\n\n{self.block(depth - 1)}" if depth and self.chance(3) else "")
                bodies.append(f"{sign}   " + _indented(inside, "    ").lstrip())
            made.append(f"{self.words()} {self._emphasis(0)}\n\n" + "\n\n".join(bodies))
        return "\n\n".join(made)

    def _lines(self, _: int) -> str:
        return "\n".join(
            f"| {' ' * self.count(0, 4)}{self.text(1)}" if not self.chance(6) else "|" for _ in range(self.count(1, 5))
        )

    def _quotation(self, depth: int) -> str:
        return "\n".join(f"> {line}".rstrip() for line in self.blocks(max(depth - 1, 0), 1, 2).split("\n"))

    def _fence(self, _: int) -> str:
        head = self.pick(
            "```",
            "~~~",
            "```python",
            "```{.c .numberLines startFrom=3}",
            "``` {#x .haskell}",
            "````",
            "```text",
            "```mermaid",
            "```{=html}",
        )
        if head == "```{=html}":
            return f"```{{=html}}\n<p>{self.words()}</p>\n```"
        if "#x" in str(head):
            self.number += 1
            head = str(head).replace("#x", f"#listing{self.number}")
        lines = [
            str(
                self.pick(
                    "if (x) {",
                    "  return 1;",
                    "\tx += 1",
                    "",
                    "# no title",
                    "<b>&amp;</b>",
                    "[^1]",
                    "$x$",
                    "* item",
                    "a -- b",
                    "x" * 90,
                    "é → λ",
                )
            )
            for _ in range(self.count(1, 4))
        ]
        return "\n".join([str(head), self.words(), *lines, re.match(r"[`~]+", str(head))[0]])  # type: ignore[index]

    def _indented_code(self, _: int) -> str:
        return f"<!-- -->\n\n    {self.words()}\n    x = *y*\n\n        deeper {self.words()}"

    def _rule(self, _: int) -> str:
        return str(self.pick("* * *", "***", "- - -", "_____", "<hr>", "<hr />", f"{OURS}\\newpage{MEANT}{END}", "⁂"))

    def _pipe_table(self, _: int) -> str:
        columns = self.count(1, 4)
        rows = ["| " + " | ".join(self._cell() for _ in range(columns)) + " |" for _ in range(self.count(2, 4))]
        rows.insert(1, "|" + "|".join(str(self.pick("---", ":--", "--:", ":-:")) for _ in range(columns)) + "|")
        return "\n".join(rows) + self._caption()

    def _simple_table(self, _: int) -> str:
        rows = [[self.word() for _ in range(3)] for _ in range(self.count(1, 3))]
        body = "\n".join("  ".join(f"{cell:<12}" for cell in row).rstrip() for row in rows)
        rule = "  ".join(["-" * 12] * 3)
        head = "  ".join(f"{self.word():<12}" for _ in range(3)).rstrip()
        made = f"{head}\n{rule}\n{body}" if self.chance(2) else f"{rule}\n{body}\n{rule}"
        return made + self._caption()

    def _multiline_table(self, _: int) -> str:
        rule = "-" * 40
        rows = "\n\n".join(
            f"{self.word():<20}{self.word()}\n{self.word():<20}{self.word()}" for _ in range(self.count(2, 3))
        )
        head = f"{self.word():<20}{self.word()}\n{'-' * 18}  {'-' * 18}"
        return f"{rule}\n{head}\n{rows}\n{rule}" + self._caption()

    def _grid_table(self, _: int) -> str:
        rows = []
        for _ in range(self.count(1, 3)):
            left, right = [self.word(), f"- {self.word()}"], [self.word(), ""]
            rows.append("\n".join(f"| {a:<18} | {b:<18} |" for a, b in zip(left, right, strict=True)))
        if self.chance(3):
            rows.append(f"| {self.words(1, 2):<39} |")
        rule = f"+{'-' * 20}+{'-' * 20}+"
        head = (
            f"{rule}\n| {self.word():<18} | {self.word():<18} |\n{rule.replace('-', '=')}\n"
            if self.chance(2)
            else f"{rule}\n"
        )
        return head + f"\n{rule}\n".join(rows) + f"\n{rule}" + self._caption()

    def _cell(self) -> str:
        cell = self.inline(1).replace("\n", " ")
        return cell.replace("|", "\\|") if "`" not in cell else self.words()

    def _caption(self) -> str:
        return (
            f"\n\n{self.pick(':', 'Table:')} {self.text(1)}".replace("\\\n", "").replace("  \n", "")
            if self.chance(3)
            else ""
        )

    def _div(self, depth: int) -> str:
        kind = self.pick(
            "note",
            "{.warning}",
            "{.callout-tip}",
            "epigraph",
            "{.whatever #d}",
            "{lang=fr}",
            "{.aside}",
            "verse",
            "{.column-margin}",
        )
        if "#d" in str(kind):
            self.number += 1
            kind = str(kind).replace("#d", f"#d{self.number}")
        colons = ":" * (3 + 2 * depth)
        return f"{colons} {kind}\n{self.blocks(max(depth - 1, 0), 1, 2)}\n{colons}"

    def _html_block(self, depth: int) -> str:
        inside = self.words()
        form = self.pick(
            "<div>\n\n{1}\n\n</div>", '<div class="x" align="center">{0}</div>', "<p>{0}</p>", "<p>{0}<p>x", "<center>{0}</center>",
            "<blockquote>{0}</blockquote>", "<details><summary>s</summary>\n\n{1}\n\n</details>", "<ul><li>{0}</li><li>x</li></ul>",
            "<table><tr><th colspan=2>h</th></tr><tr><td>{0}</td><td>x</td></tr></table>", "<dl><dt>t</dt><dd>{0}</dd></dl>",
            '<section class="y">\n\n{1}\n\n</section>', "<pre>{0}</pre>", "<address>{0}</address>", "<figure><figcaption>{0}</figcaption></figure>",
            "<!-- {0} -->", '<aside epub:type="sidebar">{0}</aside>', "<h3>{0}</h3>", "<hgroup>\n<h4>{0}</h4>\n<p>sub</p>\n</hgroup>",
        )  # fmt: skip
        return str(form).format(inside, self.block(max(depth - 1, 0)) if "{1}" in str(form) else "")

    def _display(self, _: int) -> str:
        return str(self.pick("$$\\int_0^1 x\\,dx$$", f"{OURS}\\[a^2 = b\\]{MEANT}$$a^2 = b$${END}", "$$\na = b\n$$"))

    def _figure(self, _: int) -> str:
        return f"![{self.words()}]({PICTURE}){self.pick('', '{width=50%}', '{.full}')}"

    def _latex(self, _: int) -> str:
        words = self.words()
        return f"{OURS}\\begin{{center}}\n{words}\n\\end{{center}}{MEANT}{words}{END}"


INLINES = (
    *(
        "emphasis",
        "emphasis",
        "inside_word",
        "quoted",
        "code",
        "script",
        "span",
        "link",
        "html",
        "html",
        "note",
        "note",
    ),
    *("break", "picture", "formula", "citation", "call_again", "careless", "careless"),
)
FLAT = ("paragraph", "paragraph", "lines", "fence", "rule", "pipe_table", "display")
BLOCKS = (
    *(
        "paragraph",
        "paragraph",
        "heading",
        "bullets",
        "numbers",
        "letters",
        "examples",
        "tasks",
        "definitions",
        "lines",
    ),
    *("quotation", "fence", "indented_code", "rule", "pipe_table", "simple_table", "multiline_table", "grid_table"),
    *("div", "html_block", "display", "figure", "latex"),
)


def _indented(text: str, by: str) -> str:
    return "\n".join(f"{by}{line}" if line else "" for line in text.split("\n"))


def manuscript(random: Random, first: int = 0) -> str:
    """A chapter, from its title on, with both readings of what is read in two ways; its words are numbered from ``first``."""
    maker = Maker(random, first)
    head = maker.pick("# {} {{#start}}", "# {}", "# {}", "{}\n=====", "# *{}*", "## {}", "{}")
    return "\n\n".join(
        [str(head).format(maker.words()), *(maker.block(2) for _ in range(maker.count(2, 6))), *maker.later, ""]
    )


def generated(seed: int) -> str:
    """The manuscript of a seed, always the same."""
    return manuscript(Random(seed), seed * 1000)  # noqa: S311


def as_written(manuscript: str) -> str:
    """The manuscript as the program is given it."""
    return _resolved(manuscript, r"\1")


def as_meant(manuscript: str) -> str:
    """The manuscript as pandoc has to read it to say the same."""
    return _resolved(manuscript, r"\2")


def _resolved(text: str, reading: str) -> str:
    while OURS in text:
        text, count = _DUAL.subn(reading, text)
        if not count:
            raise ValueError(f"readings that do not nest: {text!r}")
    return text
