"""Shortening: a description never ends but at the end of a sentence."""

from __future__ import annotations

import re

#: An end of sentence, with a new one or nothing after it. Before a bare point stands a word of more than two letters
#: (no abbreviation: s., EE. UU.), a figure or a closing sign.
_END = re.compile(
    r"(?:[?!…]+|\.(?=[»”)])|(?:(?<=\w{3})|(?<=\d)|(?<=[)»”]))\.)[»”)]*\.?(?=\s+[«“¿¡(—]?[A-ZÁÉÍÓÚÜÑ\d]|\s*$)"
)


def shortened(text: str, length: int) -> str:
    """As many whole sentences as fit in ``length`` characters (0: all); empty when the first is longer."""
    text = " ".join(text.split())
    if not length or len(text) <= length:
        return text
    ends = [found.end() for found in _END.finditer(text) if found.end() <= length]
    return text[: ends[-1]] if ends else ""
