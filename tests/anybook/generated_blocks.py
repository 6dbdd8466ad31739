"""The blocks of generated manuscripts: every block of Markdown, nested in one another."""

from __future__ import annotations

import re

from tests.anybook.generated_inlines import END, MEANT, OURS, PICTURE, Inlines, indented


class Blocks(Inlines):
    """Draws blocks, and the definitions that they need."""

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
            made.append(mark + indented(inside, " " * len(mark)).lstrip())
        return ("\n\n" if loose else "\n").join(made)

    def _definitions(self, depth: int) -> str:
        made = []
        for _ in range(self.count(1, 2)):
            sign = self.pick(":", "~")
            bodies = []
            for _ in range(self.count(1, 2)):
                inside = self.text(1) + (f"\n\n{self.block(depth - 1)}" if depth and self.chance(3) else "")
                bodies.append(f"{sign}   " + indented(inside, "    ").lstrip())
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
