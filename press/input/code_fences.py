"""The fences of blocks of code, as mdBook, Quarto, R Markdown and GitHub write them -> as pandoc reads them.

Pandoc takes ```` ```rust,ignore ```` for a class of that name and ```` ```{r} ```` or ```` ```rust ignore ```` for code in a
line of text. What stands between the fences stays, but for what the other program does not show either: the hidden lines of
Rust and the options of executed code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from press.input.executed_code import executed_block
from press.input.myst import directive, is_directive
from press.input.source_text import fences

_FENCE = re.compile(r"^(?P<before>[ >]*)(?P<signs>`{3,}|~{3,})(?P<info>[^\n]*)$")
_WORD = re.compile(r"[A-Za-z][\w.+#-]*")
_VALUE = re.compile(r"([A-Za-z][\w.-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s,}]+))")
#: What is an attribute of pandoc in braces, and needs nothing: ``{.python #id key="value"}``.
_ATTRIBUTES = re.compile(r"(?:[A-Za-z][\w+#.-]*\s*)?\{\s*(?:[.#=]|\w+=)[^{}]*\}")
#: What other programs call the title of a listing, and the file that it is of.
_TITLES = {"title": "caption", "caption": "caption", "cap": "caption", "lst-cap": "caption", "name": "caption"}
_TITLES |= {
    "filename": "filename",
    "file": "filename",
    "file_name": "filename",
    "path": "filename",
    "source": "filename",
}
_NUMBERED = frozenset(
    ("linenos", "numberlines", "linenumbers", "showlinenumbers", "number-lines", "line-numbers", "ln")
)
#: Names of languages that cannot be classes of pandoc's attributes.
_LANGUAGES = {"c++": "cpp", "c#": "cs", "f#": "fsharp", "objective-c++": "objectivecpp", "f*": "fstar"}
#: A line that rustdoc and mdBook hide (https://rust-lang.github.io/mdBook/format/mdbook.html#hiding-code-lines).
_HIDDEN = re.compile(r"^\s*#(?: .*)?$")
#: The colons of a block that a fence becomes: more than any in it.
_COLONS = ":" * 9


def read_fences(text: str, advise: Callable[[int, str], None]) -> str:
    """The Markdown with fences as pandoc reads them; ``advise`` is given line and kind of what is left out."""
    if "```" not in text and "~~~" not in text:
        return text
    lines = text.split("\n")
    parts: list[str] = []
    at = 0
    for first, last in fences(lines):
        if last is None:
            break
        opening = _FENCE.match(lines[first])
        parts += lines[at:first]
        block = lines[first : last + 1]
        parts += _read(opening, block, first + 1, advise) if opening else block
        at = last + 1
    return "\n".join([*parts, *lines[at:]])


def _read(opening: re.Match[str], block: list[str], line: int, advise: Callable[[int, str], None]) -> list[str]:
    info, before = opening["info"].strip(), opening["before"]
    code, end = block[1:-1], block[-1]
    if info.startswith("{=") or not info or _ATTRIBUTES.fullmatch(info):
        return block if not _is_rust(info) else [block[0], *_shown(code), end]
    if is_directive(info):
        return directive(info, before, opening["signs"], _read_within(code, line, advise), line, advise)
    if info.startswith("{"):
        return executed_block(opening, code, line, advise)
    name = _WORD.match(info)
    language, rest = (name[0], info[name.end() :]) if name else ("", info)
    if language == "admonish":
        return [*_admonition(before, rest, code), f"{before}{_COLONS}", before.rstrip()]
    if language == "math":
        return [f"{before}$$", *code, f"{before}$$"]
    if _is_rust(language):
        code = _shown(code)
    language = _LANGUAGES.get(language.lower(), language)
    attributes = "".join(_attributes(rest))
    if language and not attributes and re.fullmatch(r"[\w.-]+", language):
        return [f"{before}{opening['signs']}{language}", *code, end]
    plain = re.sub(r"[^\w-]+", "-", language).strip("-")
    braces = f"{{{f'.{plain}' if plain else '.text'}{attributes}}}"
    return [f"{before}{opening['signs']}{braces}", *code, end]


def _read_within(code: list[str], line: int, advise: Callable[[int, str], None]) -> list[str]:
    """The lines of a directive, of which those within it may be directives too."""
    return read_fences("\n".join(code), lambda number, kind: advise(line + number, kind)).split("\n") if code else code


def _attributes(rest: str) -> Iterator[str]:
    """The title, the file and the numbers of lines that the words after the language ask for; what else there is acts."""
    for key, *values in _VALUE.findall(rest):
        kind, value = _TITLES.get(key.lower(), ""), "".join(values)
        if kind:
            yield f' {kind}="{value}"'
    words = {word.lower() for word in re.findall(r"[\w-]+", _VALUE.sub(" ", rest))}
    if words & _NUMBERED:
        yield " .numberLines"
    if file := re.match(r":([\w./-]+\.\w+)", rest):  # ```js:src/main.js
        yield f' filename="{file[1]}"'


def _is_rust(info: str) -> bool:
    return bool(re.match(r"\{?\s*\.?rust\b", info, re.I))


def _shown(code: list[str]) -> list[str]:
    """The lines of Rust that readers see."""
    kept = [line for line in code if not _HIDDEN.match(line.lstrip("> "))]
    return [re.sub(r"^([\s>]*)##", r"\1#", line) for line in kept]


def _admonition(before: str, rest: str, text: list[str]) -> list[str]:
    """The block of text of mdbook-admonish: ``admonish warning "Title"``."""
    kind = next(iter(re.findall(r"[a-z]+", re.sub(r"\"[^\"]*\"", "", rest))), "note")
    titles = re.search(r"(?:title\s*=\s*)?\"([^\"]*)\"", rest)
    title = f' title="{titles[1]}"' if titles else ""
    return [f"{before}{_COLONS} {{.callout-{kind}{title}}}", *text]
