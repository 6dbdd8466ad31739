"""The words of a page's marked contents, by the numbers that the structure tree names them with.

Fonts as the build embeds them: of two bytes a sign, with a ToUnicode table (ISO 32000-1, 9.10.3). pypdfium2 reads a
page's words in order, and not what they are marked as.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

import pikepdf

_CHAR = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]*)>")
_RANGE = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.S)


def marked_text(page: pikepdf.Page) -> dict[int, str]:
    """The words of each marked content of a page by its MCID; spaces that are drawn as a shift are not there."""
    tables: dict[str, dict[int, str]] = {}
    fonts: Any = page.Resources.get("/Font", {}) if "/Resources" in page.obj else {}
    words: dict[int, str] = defaultdict(str)
    opened: list[int | None] = []
    table: dict[int, str] = {}
    for instruction in pikepdf.parse_content_stream(page):
        operands, operator = instruction.operands, str(instruction.operator)
        if operator in ("BDC", "BMC"):
            marked = len(operands) > 1 and isinstance(operands[1], pikepdf.Dictionary) and "/MCID" in operands[1]
            opened.append(int(operands[1].MCID) if marked else None)
        elif operator == "EMC":
            opened.pop()
        elif operator == "Tf":
            name = str(operands[0])
            if name not in tables:
                tables[name] = _table(fonts.get(name))
            table = tables[name]
        elif operator in ("Tj", "TJ"):
            owner = next((mcid for mcid in reversed(opened) if mcid is not None), None)
            if owner is not None:
                shown = operands[0] if operator == "TJ" else [operands[0]]
                words[owner] += "".join(_decoded(bytes(s), table) for s in shown if isinstance(s, pikepdf.String))
    return dict(words)


def _decoded(codes: bytes, table: dict[int, str]) -> str:
    return "".join(table.get(codes[at] << 8 | codes[at + 1], "") for at in range(0, len(codes) - 1, 2))


def _table(font: pikepdf.Object | None) -> dict[int, str]:
    if font is None or "/ToUnicode" not in font:
        return {}
    table: dict[int, str] = {}
    for kind, block in _BLOCK.findall(font.ToUnicode.read_bytes()):
        if kind == b"bfchar":
            table |= {int(code, 16): _signs(signs) for code, signs in _CHAR.findall(block)}
            continue
        for first, last, signs in _RANGE.findall(block):
            start = int(signs, 16)
            table |= {code: chr(start + code - int(first, 16)) for code in range(int(first, 16), int(last, 16) + 1)}
    return table


def _signs(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "replace")
