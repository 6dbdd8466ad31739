"""What mdBook, Quarto and GitHub write between the lines of Markdown -> Markdown as pandoc reads it.

Components (``<Listing>``), shortcodes (``{{< … >}}``), directives (``{{#title …}}``), the titles of blocks, which pandoc keeps as
attributes that nobody sees, and alerts (``> [!NOTE]``).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from press.input.source_text import outside_code

_COLONS = ":" * 9
#: https://github.com/rust-lang/book/tree/main/packages/mdbook-trpl
_LISTING = re.compile(r"^([ >]*)<Listing\b([^>\n]*)>[ \t]*$|^([ >]*)</Listing>[ \t]*$", re.M)
_VALUE = re.compile(r"([A-Za-z][\w-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
#: A block with attributes, or a heading that has nothing else: what its title says is printed.
_BLOCK = re.compile(r"^([ >]*)(:{3,})[ \t]*\{([^{}\n]*)\}[ \t]*:*[ \t]*$", re.M)
_HEADING = re.compile(r"^([ >]*#{1,6})[ \t]*\{([^{}\n]*)\}[ \t]*$", re.M)
_TITLE = re.compile(r"\b(?:title|name)\s*=\s*(?:\"((?:[^\"\\]|\\.)*)\"|'([^']*)')")
_VISIBLE = re.compile(r"\.content-(visible|hidden)\s+(when|unless)-format\s*=\s*([^\s}]+)")
_PAGED = frozenset(("pdf", "latex", "beamer", "epub", "typst", "context"))
#: Quarto's name of the alternative text of a picture.
_ALT = re.compile(r"(\]\([^()\n]*\)\{[^{}]*?(?<=[\s{]))fig-alt=")
_ALERT = re.compile(r"^((?:[ ]*>)+)[ ]*\[!(\w+)\][-+]?[ ]*(.*)$", re.M)
_SHORTCODE = re.compile(r"\{\{<\s*(/?[\w-]+)((?:[^>{]|>(?!\})|\{(?!\{<))*?)\s*/?>\}\}")
_KRAMDOWN = re.compile(r"\{::comment\}.*?\{:/(?:comment)?\}|^[ ]{0,3}\{:[^{}\n]*\}[ \t]*$", re.M | re.S)
_DIRECTIVE = re.compile(r"^\{\{#title\s[^}\n]*\}\}[ \t]*$", re.M)
#: Shortcodes that show an ornament or act in a browser alone.
_ORNAMENTS = frozenset(("fa", "bi", "iconify", "academicons", "ai", "lipsum", "contents", "countdown"))


def read_components(text: str, word: str, advise: Callable[[int, str], None]) -> str:
    """The Markdown in pandoc's terms; ``word`` is what a listing is called; ``advise`` is given line and name of what is left out.

    Code is left as it is.
    """
    text = _DIRECTIVE.sub("", text) if "{{#title" in text else text
    if "{:" in text:  # kramdown's comments and lists of attributes
        text = outside_code(_KRAMDOWN, lambda match: "\n" * match[0].count("\n"), text)
    text = _ALT.sub(r"\1alt=", text) if "fig-alt" in text else text
    if "<Listing" in text:
        text = outside_code(_LISTING, lambda match: _listing(match, word), text)
    if "[!" in text:
        text = outside_code(_ALERT, _alert, text)
    if "{{<" in text:
        text = outside_code(_SHORTCODE, lambda match: _shortcode(match, text, advise), text)
    if re.search("title|name|content-", text):
        text = outside_code(_BLOCK, _titled_block, text)
        text = outside_code(_HEADING, _titled_heading, text)
    return text


def _listing(match: re.Match[str], word: str) -> str:
    if match[1] is None:
        return f"{match[3]}\n{match[3]}{_COLONS}\n{match[3]}"
    before, values = match[1], {key: one or other for key, one, other in _VALUE.findall(match[2])}
    number = f"{word} {values['number']}" if values.get("number") else ""
    named = ": ".join(filter(None, (number, values.get("caption", ""))))
    file = f"`{values['file-name']}`" if values.get("file-name") else ""
    title = f"{file}{'. ' if file and named else ''}{named}"
    lines = [f"{_COLONS} {{.listing}}", "", *(["::: {.listing-title}", title, ":::", ""] if title else [])]
    return "\n".join(f"{before}{line}".rstrip() for line in lines)


def _titled_block(match: re.Match[str]) -> str:
    before, colons = match[1], match[2]
    attributes = _VISIBLE.sub(_shown, match[3])
    if attributes != match[3]:
        return f"{before}{colons} {{{attributes}}}"
    title = _TITLE.search(attributes)
    if not title:
        return match[0]
    words = re.sub(r"\\(.)", r"\1", title[1]) if title[1] is not None else title[2]
    rest = f"{attributes[: title.start()]}{attributes[title.end() :]}".strip()
    opening = f"{before}{colons} {{{rest or '.block'}}}"
    lines = ["", "::: {.block-title}", words, ":::", ""] if words.strip() else [""]
    return "\n".join([opening, *(f"{before}{line}".rstrip() for line in lines)])


def _shown(match: re.Match[str]) -> str:
    """The class of a block that Quarto shows in some formats only: a book is one of pages, not of a browser."""
    paged = match[3].split(":")[0].strip("\"'") in _PAGED
    visible = paged == (match[1] == "visible") if match[2] == "when" else paged == (match[1] == "hidden")
    return ".shown" if visible else ".left-out"


def _titled_heading(match: re.Match[str]) -> str:
    title = _TITLE.search(match[2])
    if not title:
        return match[0]
    rest = f"{match[2][: title.start()]}{match[2][title.end() :]}".strip()
    return f"{match[1]} {title[1] or title[2]} {{{rest}}}" if rest else f"{match[1]} {title[1] or title[2]}"


def _alert(match: re.Match[str]) -> str:
    """The first line of an alert as a paragraph of its own, which :mod:`press.compose.callouts` makes a box of."""
    title = f"\n{match[1]} {match[3].strip()}\n{match[1]}" if match[3].strip() else ""
    return f"{match[1]} [alert]{{.alert-{match[2].lower()}}}\n{match[1]}{title}"


def _shortcode(match: re.Match[str], text: str, advise: Callable[[int, str], None]) -> str:
    name, rest = match[1], match[2].strip()
    line = text.count("\n", 0, match.start()) + 1
    if name == "pagebreak":
        return "\\newpage"
    if name == "kbd":
        keys = re.sub(r"\s+\w+=\S+", "", rest).strip("\"'")
        return f"[{keys}]{{.kbd}}"
    if name == "video" and rest.startswith(("http://", "https://")):
        return f"<{rest.split()[0]}>"
    if name in _ORNAMENTS:
        advise(line, f"{{{{< {name} >}}}}")
        return ""
    advise(line, f"+{{{{< {name} >}}}}")  # what is not known is printed as it stands
    return match[0]
