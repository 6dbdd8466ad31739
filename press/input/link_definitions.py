"""Definitions of links, of which pandoc takes more for such than CommonMark does.

``[term]: Words of a sentence`` is text in CommonMark (https://spec.commonmark.org/0.31.2/#link-reference-definitions), for an address
has no spaces; pandoc takes the words for an address, and prints none of them.
"""

from __future__ import annotations

import re

from press.input.source_text import outside_code

_DEFINITION = re.compile(
    r"^(?P<before>(?:[ ]*>)*[ ]*(?:(?:[-*+]|\d{1,9}[.)])[ ]+)*\[(?![\^@])(?:[^\[\]\\\n]|\\.)+\]):(?P<rest>[ \t]+\S[^\n]*)$",
    re.M,
)
_TITLE = r"(?:\"[^\n]*\"?|'[^\n]*'?|\([^\n]*\)?)"
#: An address with its title and its attributes; one with spaces in it is the name of a file.
_ADDRESS = re.compile(
    rf"[ \t]+(?:<[^<>\n]*>|\S+|\S*(?:/|\.\w{{2,4}}#)\S*[^\n]*|[^\n]*\.(?:png|jpe?g|svg|gif|webp|pdf|html?|md))"
    rf"(?:[ \t]+{_TITLE})?(?:[ \t]*\{{[^{{}}\n]*\}})?[ \t]*"
)


def keep_defined_text(text: str) -> str:
    """The Markdown in which no text stands for pandoc where an address would. Code is left as it is."""

    def kept(match: re.Match[str]) -> str:
        return match[0] if _ADDRESS.fullmatch(match["rest"]) else f"{match['before']}\\:{match['rest']}"

    return outside_code(_DEFINITION, kept, text) if "]:" in text else text
