"""References to figures, tables, sections, equations and listings, as Quarto, pandoc-crossref, bookdown and LaTeX write them.

``@fig-x``, ``[@fig:x; @tbl:y]``, ``-@sec-x``, ``[x](){.ref}`` and ``\\@ref(fig:x)`` become links without words, ``[](#fig-x){.ref}``, to
which :mod:`press.compose.cross_references` gives theirs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Container, Iterable

from press.input.source_text import without_code
from press.input.tex import identifier_of

#: What the labels of other programs begin with (quarto.org, "Cross References"; pandoc-crossref).
_KINDS = "fig|tbl|tab|sec|eq|eqn|lst|thm|lem|cor|prp|cnj|def|exm|exr|sol|rem|alg|ch|chap|nte|tip|wrn|imp|cau|supp|tikz"
_LABEL = re.compile(rf"(?i:{_KINDS})[-:_.]\w[\w:.-]*")
_KEY = r"[A-Za-z][\w]*(?:[:.#$%&+?<>~/-]+\w+)*"
_GROUP = re.compile(rf"(?<![\\!\]\w])\[((?:[^\[\]@\n]|\n(?!\s*\n))*-?@{_KEY}(?:[^\[\]\n]|\n(?!\s*\n))*)\](?![(\[{{:])")
_BARE = re.compile(rf"(?<![\w@/\\.`-])(-?)@({_KEY})")
_EMPTY_LINK = re.compile(r"\[([^\[\]\s]+)\](?:\(\))?\{\s*\.(?:eq|c|C|auto)?ref\b[^{}\n]*\}")
_BOOKDOWN = re.compile(r"\\@ref\(([\w:.-]+)\)")
_WRITTEN = re.compile(
    r"\{[^{}\n]*#([^\s{}#]+)[^{}\n]*\}|^[ \t]*(?:#|//|%%|--)\|\s*label:\s*([\w:.-]+)|\\label\{([^{}]+)\}", re.M
)
_NAMED = re.compile(
    r"\b(?:Tab(?:le|\.)|Fig(?:ure|\.)|Eq(?:uation|n?\.)|Listing|Section|Sec\.|Chapter|Theorem|Lemma|Definition|Appendix)s?[ \n~]\(?\Z",
    re.I,
)
_BEGINS = re.compile(r"(?:\A|\n\s*\n|[.!?:]\s+|^\s*(?:[-*+>]|\d+[.)])\s+)\Z", re.M)


def labels(texts: Iterable[str]) -> frozenset[str]:
    """The identifiers and labels that texts give, as they are written and as XML allows them."""
    found = {match[1] or match[2] or match[3] for text in texts for match in _WRITTEN.finditer(text)}
    return frozenset(found | {identifier_of(name) for name in found})


def read_references(text: str, known: Container[str], cited: Collection[str] = ()) -> str:
    """The Markdown with links in the place of references to ``known`` identifiers, or of what looks like one.

    ``cited`` are the keys of the bibliography, which are no references. Code is left as it is.
    """
    if "@" not in text and "ref" not in text:
        return text

    def is_label(key: str) -> bool:
        return key not in cited and (identifier_of(key) in known or _LABEL.fullmatch(key) is not None)

    def group(match: re.Match[str]) -> str:
        parts = [_part(part, is_label) for part in match[1].split(";")]
        return ", ".join(part for part in parts if part) if all(parts) else match[0]

    groups = [match.span() for match in _GROUP.finditer(text)]

    def bare(match: re.Match[str]) -> str:
        if not is_label(match[2]):
            stands_alone = not any(start < match.start() < end for start, end in groups)
            is_name = cited and match[2] not in cited and stands_alone  # of a person or package, as in npm and GitHub
            return f"{match[1]}\\@{match[2]}" if is_name else match[0]
        number = bool(match[1]) or _is_named(text, match.start())
        return _link(match[2], number=number, begins=_begins(text, match.start()))

    text = _outside_code(_EMPTY_LINK, lambda match: _link(match[1], begins=True), text)
    text = _outside_code(_BOOKDOWN, lambda match: _link(_known_key(match[1], known), number=True), text)
    text = _outside_code(_GROUP, group, text)
    return _outside_code(_BARE, bare, text)


def _known_key(key: str, known: Container[str]) -> str:
    """The label that bookdown means: of ``thm:pyth`` the block ``{.theorem #pyth}`` where nothing has the whole name."""
    bare = key.partition(":")[2]
    return bare if bare in known and identifier_of(key) not in known else key


def _part(part: str, is_label: Callable[[str], bool]) -> str:
    """One reference of a group, ``see -@fig-x, left``; empty for a citation."""
    match = re.fullmatch(rf"\s*((?:[^@]*?)?)\s*(-?)@({_KEY})(.*)", part, re.S)
    if not match or not is_label(match[3]):
        return ""
    before = match[1].strip()
    return f"{before}{' ' * bool(before)}{_link(match[3], number=bool(match[2] or before))}{match[4].rstrip()}"


def _link(key: str, number: bool = False, begins: bool = False) -> str:
    kind = "ref-number" if number else "ref-capital" if begins or "-" in key or key[:1].isupper() else "ref"
    name = identifier_of(key)
    return f"[](#{name[:1].lower() + name[1:] if ':' in key else name}){{.{kind}}}"


def _is_named(text: str, at: int) -> bool:
    """Whether what a reference leads to is named right before it: "Table @tbl:x"."""
    return _NAMED.search(text[max(0, at - 20) : at]) is not None


def _begins(text: str, at: int) -> bool:
    """Whether a sentence begins at a place."""
    return _BEGINS.search(text[max(0, at - 80) : at]) is not None


def _outside_code(pattern: re.Pattern[str], new: Callable[[re.Match[str]], str], text: str) -> str:
    prose = without_code(text)
    return pattern.sub(lambda match: new(match) if prose[match.start() : match.end()] == match[0] else match[0], text)
