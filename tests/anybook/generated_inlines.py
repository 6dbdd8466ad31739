"""The text of generated manuscripts: words, and every inline construct of Markdown, nested in one another."""

from __future__ import annotations

from abc import abstractmethod
from random import Random

#: Where a book is set otherwise than as pandoc reads it, both readings stand side by side: ``OURS program MEANT pandoc END``.
OURS, MEANT, END = "\ue000", "\ue001", "\ue002"
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


class Inlines:
    """Draws pieces of text; every construct that needs a definition leaves it in ``later``, to stand after its block."""

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

    @abstractmethod
    def block(self, depth: int) -> str:
        """A block, for a note of several."""

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
                self.later.append(f"[^{name}]: {note}\n\n{indented(blocks, '    ')}")
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


def indented(text: str, by: str) -> str:
    """The text with each line that is not empty indented."""
    return "\n".join(f"{by}{line}" if line else "" for line in text.split("\n"))
