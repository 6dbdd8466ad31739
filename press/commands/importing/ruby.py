"""Furigana in HTML, which pandoc reads as words in a row: carried through it as those of Word's files are."""

from __future__ import annotations

import re

from press.commands.importing.word import RUBY

_RUBY = re.compile(r"<ruby\b[^>]*>(.*?)</ruby\s*>", re.S | re.I)
_AROUND = re.compile(r"<rp\b[^>]*>.*?</rp\s*>|</?(?:rb|rtc)\b[^>]*>", re.S | re.I)
_PAIR = re.compile(r"([^<]+)<rt\b[^>]*>([^<]*)(?:</rt\s*>)?", re.I)


def with_ruby(html: str) -> str:
    """HTML whose ``ruby`` elements are the signs for which :class:`press.commands.importing.tree.Tree` writes them again.

    One that holds other elements, or words without a reading, stays as it is.
    """
    return _RUBY.sub(_marked, html)


def _marked(match: re.Match[str]) -> str:
    content = _AROUND.sub("", match[1]).strip()
    pairs = _PAIR.findall(content)
    if not pairs or _PAIR.sub("", content).strip():
        return match[0]
    begin, between, end = tuple(RUBY)
    return "".join(f"{begin}{base.strip()}{between}{reading.strip()}{end}" for base, reading in pairs)
