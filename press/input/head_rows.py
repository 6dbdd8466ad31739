"""Tables of MultiMarkdown with several rows of heads -> tables of HTML, which pandoc reads with their Markdown.

pandoc knows one row of heads. In such a table ``||`` after a cell lets it cover two columns; in all others it is an empty
cell, as pandoc has it. Each row keeps its line.
"""

from __future__ import annotations

import re

from press.input.source_text import lines_of_code

_BEFORE = re.compile(r"(?:[ ]{0,3}>)*[ ]{0,3}")
_SEPARATOR = re.compile(r"\|?(?:\s*:?[-=]+:?\+?\s*\|)+(?:\s*:?[-=]+:?\+?\s*)?\|?\s*")
#: A sign that may end a cell: a vertical line that is not escaped, not of code and not of a formula.
_CELL = re.compile(r"((?:\\(?:.|$)|(`+).*?\2|\$[^$|\n]+\$|[^|\\])*)(\|+|$)")
_CAPTION = re.compile(r"\[([^\]\n]+)\](?:\[([\w:-]+)\])?\s*|(?:Table)?:\s+(.+?)(?:\s*\{#([\w:.-]+)[^}\n]*\})?\s*")


def read_head_rows(text: str) -> str:
    """The Markdown with each table that has several rows of heads as HTML; code is left as it is."""
    lines = text.split("\n")
    if not any(_SEPARATOR.fullmatch(_inside(line)) for line in lines):
        return text
    code = lines_of_code(lines)
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and end not in code and "|" in lines[end]:
            end += 1
        if end - start > 3:
            _set_table(lines, start, end)
        start = max(end, start + 1)
    return "\n".join(lines)


def _inside(line: str) -> str:
    return line[_before(line) :]


def _before(line: str) -> int:
    found = _BEFORE.match(line)
    return found.end() if found else 0


def _set_table(lines: list[str], start: int, end: int) -> None:
    """Write the table of the lines from ``start`` up to ``end`` as HTML, if it has several rows of heads."""
    inside = [_inside(line) for line in lines[start:end]]
    rule = next((number for number, line in enumerate(inside) if _SEPARATOR.fullmatch(line)), 0)
    if rule < 2 or not all(line.startswith("|") or line.rstrip().endswith("|") for line in inside[:rule]):
        return
    sides = [_side(cell) for cell, _ in _cells(inside[rule])]
    rows = [_cells(line) for line in inside]
    if any(sum(span for _, span in row) != len(sides) for row in rows[:rule]):
        return
    caption, name = _take_caption(lines, start, end)
    for number, row in enumerate(rows):
        tag, before = "th" if number < rule else "td", lines[start + number][: _before(lines[start + number])]
        lines[start + number] = before + (f"<tr>{_row(row, tag, sides)}</tr>" if number != rule else "</thead><tbody>")
    place = _before(lines[start])
    attribute = f' id="{name}"' if name else ""
    words = f"<caption>{caption}</caption>" if caption else ""
    opening = f"<table{attribute}>{words}<thead>"
    lines[start] = lines[start][:place] + opening + lines[start][place:]
    lines[end - 1] += "</tbody></table>"


def _cells(line: str) -> list[tuple[str, int]]:
    """The cells of a row, each with the number of columns that it covers."""
    line = line.strip()
    line = line[1:] if line.startswith("|") else line
    found = [(match[1].strip(), max(len(match[3]), 1)) for match in _CELL.finditer(line)]
    return found[:-1] if line.endswith("|") or not found[-1][0] else found


def _side(cell: str) -> str:
    if cell.startswith(":") and cell.endswith(":"):
        return "center"
    return "right" if cell.endswith(":") else "left" if cell.startswith(":") else ""


def _row(row: list[tuple[str, int]], tag: str, sides: list[str]) -> str:
    cells, column = [], 0
    for words, span in row:
        side = sides[column] if column < len(sides) else ""
        style = f' style="text-align: {side};"' if side else ""
        across = f' colspan="{span}"' if span > 1 else ""
        cells.append(f"<{tag}{across}{style}>{words}</{tag}>")
        column += span
    return "".join(cells)


def _take_caption(lines: list[str], start: int, end: int) -> tuple[str, str]:
    """The caption of a table and its identifier, from the line above or below it, which is left empty."""
    after = end + 1 if end < len(lines) and not lines[end].strip() else end
    before = start - 2 if start > 1 and not lines[start - 1].strip() else start - 1
    for place in (end, after, before):
        found = _CAPTION.fullmatch(lines[place].strip()) if 0 <= place < len(lines) else None
        if found and (found[3] or place in (end, start - 1)):
            lines[place] = ""
            return found[1] or found[3], found[2] or found[4] or ""
    return "", ""
