"""Definitions of links, of which pandoc takes more for such than CommonMark does.

``[term]: Words of a sentence`` is text in CommonMark (https://spec.commonmark.org/0.31.2/#link-reference-definitions), for an address
has no spaces; pandoc takes the words for an address, and prints none of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from press.input.source_text import outside_code, without_code

_DEFINITION = re.compile(
    r"^(?P<before>(?:[ ]*>)*[ ]*(?:(?:[-*+]|\d{1,9}[.)])[ ]+)*\[(?![\^@])(?:[^\[\]\\\n]|\\.)+\]):(?P<rest>[ \t]+\S[^\n]*)$",
    re.M,
)
_AT = re.compile(r"\[(@[\w-]+)\](?P<defines>:[ \t]+\S)?")
_TITLE = r"(?:\"[^\n]*\"?|'[^\n]*'?|\([^\n]*\)?)"
#: An address with its title and its attributes; one with spaces in it is the name of a file.
_ADDRESS = re.compile(
    rf"[ \t]+(?:<[^<>\n]*>|\S+|\S*(?:/|\.\w{{2,4}}#)\S*[^\n]*|[^\n]*\.(?:png|jpe?g|svg|gif|webp|pdf|html?|md))"
    rf"(?:[ \t]+{_TITLE})?(?:[ \t]*\{{[^{{}}\n]*\}})?[ \t]*"
)


def keep_defined_text(text: str, advise: Callable[[int, str], None]) -> str:
    """The Markdown in which no text stands for pandoc where an address would, and each link is defined once.

    Of two definitions the first holds, as in CommonMark; ``advise`` is given line and label of another one that differs.
    Code is left as it is.
    """
    if "]:" not in text:
        return text
    if "[@" in text:  # a link, which pandoc takes for a citation
        named = {match[1] for match in _AT.finditer(without_code(text)) if match["defines"]}
        text = outside_code(_AT, lambda match: f"[\\{match[0][1:]}" if match[1] in named else match[0], text)
    defined: dict[str, str] = {}

    def kept(match: re.Match[str]) -> str:
        if not _ADDRESS.fullmatch(match["rest"]):
            return f"{match['before']}\\:{match['rest']}"
        label, address = (
            " ".join(match["before"].lstrip(" >-*+0123456789.)").casefold().split()),
            match["rest"].split()[0],
        )
        if label not in defined or match["before"].lstrip()[:1] != "[":
            defined.setdefault(label, address)
            return match[0]
        if defined[label] != address:
            advise(text.count("\n", 0, match.start()) + 1, label)
        return ""

    return outside_code(_DEFINITION, kept, text)
