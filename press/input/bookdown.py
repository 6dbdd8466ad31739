"""What bookdown and R Markdown write in the text: text references, inline code, and blocks that are theorems or boxes.

https://bookdown.org/yihui/bookdown/markdown-extensions-by-bookdown.html. Nothing is run: inline code stays as code.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from press.input.admonitions import COLONS, opening
from press.input.source_text import lines_of_code, without_code

#: The engines of knitr that set text -> what the identifiers of their blocks begin with.
_THEOREMS = {
    "theorem": "thm", "lemma": "lem", "corollary": "cor", "proposition": "prp", "conjecture": "cnj", "definition": "def",
    "example": "exm", "exercise": "exr", "hypothesis": "hyp", "proof": "", "remark": "", "solution": "",
}  # fmt: skip
_BOXES = frozenset(("block", "block2"))
_DEFINED = re.compile(r"(?:(?<=\n\n)|\A)\(ref:([\w.-]+)\)[ ]+([^\n]+)(?=\n|\Z)")
_USED = re.compile(r"\(ref:([\w.-]+)\)")
_INLINE = re.compile(r"(?<!`)(?<!`` )`(?:r[ ]|\{(?:r|python|julia)\}[ ]?)[ ]*([^`\n]+?)[ ]*`(?!`)")
#: What keeps knitr from running a block that a manual shows.
_NOTHING = "`r ''`"


def sets_text(engine: str) -> bool:
    """Whether a block of this engine of knitr is text, and no code."""
    return engine in _THEOREMS or engine in _BOXES


def block_of_text(engine: str, options: dict[str, object], text: list[str], before: str) -> list[str]:
    """The lines that stand for a block of text: a theorem with its name and label, or a box."""
    if engine in _BOXES:
        kind = str(options.get("type") or "").lower().removeprefix("rmd")
        return [before.rstrip(), *opening(kind or "note", None, before), *text, f"{before}{COLONS}", before.rstrip()]
    label = str(options.get("label") or "")
    owner = f" #{_THEOREMS[engine]}-{label}" if label and _THEOREMS[engine] else f" #{label}" * bool(label)
    name = str(options.get("name") or "").replace('"', "&quot;")
    attributes = f".{engine}{owner}" + f' title="{name}"' * bool(name)
    return [before.rstrip(), f"{before}{COLONS} {{{attributes}}}", *text, f"{before}{COLONS}", before.rstrip()]


def read_text_references(text: str) -> str:
    """The Markdown with what ``(ref:x) Text`` says in the place of each other ``(ref:x)``; lines keep their numbers."""
    if "(ref:" not in text:
        return text
    prose = without_code(text)
    texts = {match[1]: text[match.start(2) : match.end(2)].strip() for match in _DEFINED.finditer(prose)}
    for match in reversed(list(_DEFINED.finditer(prose))):
        text = text[: match.start()] + text[match.end() :]
    return _USED.sub(lambda match: texts.get(match[1], match[0]).replace('"', "&quot;"), text)


def read_inline_code(text: str, is_knitted: bool, advise: Callable[[int, str], None]) -> str:
    """The Markdown with inline code that other programs run as code; ``advise`` is given its lines.

    Only what knitr reads (``is_knitted``) takes `` `r x` `` for such; `` `{r} x` `` is that everywhere.
    """
    if is_knitted:
        text = text.replace(_NOTHING, "")
    if not is_knitted and "`{" not in text:
        return text
    code = lines_of_code(text.split("\n"))

    def shown(match: re.Match[str]) -> str:
        line = text.count("\n", 0, match.start())
        if line in code or not (is_knitted or match[0].startswith("`{")):
            return match[0]
        advise(line + 1, "results")
        return f"`{match[1]}`"

    return _INLINE.sub(shown, text)
