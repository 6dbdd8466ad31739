"""Mathematics in Markdown, as authors write it -> as pandoc reads it: everything between dollars.

``\\(…\\)``, ``\\[…\\]`` and ``\\begin{align}…`` become ``$…$`` and ``$$…$$``, macros are expanded, ``\\label``, ``\\tag`` and
``{#eq-x}`` after a display become the identifier and the number of a span around it. Lines stay where they are. An escaped
bracket with prose in it, such as ``\\[sic\\]``, stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from press.input.source_text import without_code
from press.input.tex_dialects import KNOWN, plain_tex

#: Environments that are mathematics by themselves (amsmath, User's Guide 2.1, chapter 3).
_ENVIRONMENTS = "align|alignat|displaymath|eqnarray|equation|flalign|gather|math|multline"
_DEFINES = r"\\(?:(?:re)?new|provide)command\*?|\\g?def(?=\\)|\\DeclareMathOperator\*?"
_DEFINITION = rf"^[ ]{{0,3}}(?:{_DEFINES})"
_DEFINED = re.compile(rf"^[ $]{{0,4}}(?P<definition>{_DEFINES})", re.M)
_MATHS = re.compile(
    rf"(?P<definition>{_DEFINITION})"
    r"|(?<![\\$])\$\$(?P<display>(?:[^$\\\n]|\\[^\n]|\\(?=\n)|\n(?!\s*\n)|\$(?!\$))+?)\$\$(?P<after>[ ]*\{#[^}\s]+\})?"
    r"|^(?P<lead>[ ]{0,3})\$\$[ ]*\n(?P<apart>(?:(?![^\n]*\$\$)[^\n]*\n){1,60}?)[ ]{0,3}\$\$(?P<beyond>[ ]*\{#[^}\s]+\})?[ ]*$"
    r"|^(?P<ahead>[ ]{0,3})\$(?P<alone>(?![\s$])[^$\\\n]*(?:\\.[^$\\\n]*)*)\$[ ]*\{#(?P<owner>eq[:-][^}\s]+)\}[ ]*$"
    r"|(?<![\\$])\$(?P<inline>(?![\s$])(?:[^$\\\n]|\\.|\n(?!\s*\n))*?)(?<!\s)\$(?![\d$])"
    rf"|\\begin\{{(?P<name>(?:{_ENVIRONMENTS})\*?)\}}(?P<inside>(?:(?!\\begin\{{(?P=name)\}}).)*?)\\end\{{(?P=name)\}}"
    r"|(?<!\\)\\\[(?P<square>(?:(?!\\[][])[^\n]|\n(?!\s*\n))+)\\\](?P<behind>[ ]*\{#[^}\s]+\})?"
    r"|(?<!\\)\\\((?P<round>(?:(?!\\[()])[^\n]|\n(?!\s*\n))+)\\\)"
    r"|\\(?P<how>(?:eq|page|auto|name|v|c|C)?ref)\{(?P<reference>[^{}\n]+)\}",
    re.M | re.S,
)
#: What prose between brackets does not have.
_TEX = re.compile(r"\\[A-Za-z]|(?<!\\)[\^_=<>]|^\s*[A-Za-z0-9](?:\s*[-+*/,]\s*[A-Za-z0-9])*\s*$")
_LABEL = re.compile(r"(?:(?<! ) +)?(?:\\label\s*\{([^{}]*)\}|\(\\#([\w:.-]+)\))")
_TAG = re.compile(r"(?:(?<! ) +)?\\tag\*?\s*\{([^{}]*)\}")
_NAME = re.compile(r"\s*\{?\s*\\([A-Za-z]+)\s*\}?")
_COUNT = re.compile(r"\s*\[(\d)\](?:\[[^\]]*\])?|((?:#\d)+)")
#: How deep macros may stand in one another, and how long a formula may become by them.
_DEPTH, _LENGTH = 8, 20_000
#: A macro: how many arguments it takes, and what stands for it.
Macros = dict[str, tuple[int, str]]


def macros_of(texts: Iterable[str]) -> Macros:
    """The macros that texts define, by their names; of two of one name, the last."""
    macros: Macros = {}
    for text in texts:
        prose = without_code(text) if "\\" in text else ""
        for match in _DEFINED.finditer(prose):
            _define(prose, match, macros)
    return macros


def without_mathematics(prose: str) -> str:
    """A text with its mathematics as spaces, every other character in its place."""
    return _MATHS.sub(
        lambda match: match[0] if match["definition"] or match["reference"] else re.sub(r"[^\n]", " ", match[0]), prose
    )


def between_dollars(text: str, known: Mapping[str, tuple[int, str]] = MappingProxyType({})) -> str:
    """The Markdown with all its mathematics as ``$…$`` and ``$$…$$``; code is left as it is.

    ``known`` are macros that other documents of the book define.
    """
    if "$" not in text and "\\" not in text:
        return text
    prose = without_code(text)
    macros = KNOWN | dict(known)
    parts: list[str] = []
    at = 0
    while match := _MATHS.search(prose, at):
        end = match.end()
        if match["definition"]:
            written, end = _define(prose, match, macros)
        else:
            written = _written(match, macros)
        parts += [text[at : match.start()], written if written is not None else text[match.start() : end]]
        at = end
    return "".join([*parts, text[at:]])


def _define(prose: str, match: re.Match[str], macros: dict[str, tuple[int, str]]) -> tuple[str | None, int]:
    """Take a definition into ``macros``: what stands for it, and where it ends; None where it is not one."""
    name = _NAME.match(prose, match.end())
    if not name:
        return None, match.end()
    count = _COUNT.match(prose, name.end())
    wanted = (int(count[1]) if count[1] else len(count[2]) // 2) if count else 0
    body, end = _group(prose, count.end() if count else name.end())
    if body is None:
        return None, match.end()
    if "Operator" in match["definition"]:
        body = rf"\operatorname{{{body}}}"
    macros[name[1]] = wanted, body
    return "\n" * prose.count("\n", match.start(), end), end


def _group(text: str, at: int) -> tuple[str | None, int]:
    """What stands between the braces that begin at a place, and the place after them; None where there are none."""
    while at < len(text) and text[at] in " \n":
        at += 1
    if at >= len(text) or text[at] != "{":
        return None, at
    depth, place = 0, at
    while place < len(text):
        sign = text[place]
        if sign == "\\":
            place += 2
            continue
        depth += (sign == "{") - (sign == "}")
        if depth == 0:
            return text[at + 1 : place], place + 1
        place += 1
    return None, at


def _written(match: re.Match[str], macros: dict[str, tuple[int, str]]) -> str | None:
    """The mathematics of a match for pandoc; None where it is to stay as it is."""
    if match["reference"]:
        how = {"ref": ".ref-number", "vref": ".ref-number", "Cref": ".ref-capital", "autoref": ".ref-capital"}.get(
            match["how"], ""
        )
        words = "p." if match["how"] == "pageref" else ""
        names = [identifier_of(name) for name in match["reference"].split(",")]
        return ", ".join(f"[{words}](#{name}){f'{{{how}}}' if how else ''}" for name in names)
    if match["inline"] is not None and (definition := _DEFINED.match(match["inline"])):
        return _without_definitions(match["inline"], definition, macros).replace("$$", "$")
    if match["inline"] is not None:
        return f"${_expanded(match['inline'], macros)}$"
    if match["round"] is not None:
        inside = match["round"].strip()
        return f"${_expanded(inside, macros)}$" if _TEX.search(inside) else None
    if match["square"] is not None and not _TEX.search(match["square"].strip()):
        return None
    if match["alone"] is not None:  # only a display has a number
        return _display(_expanded(match["alone"], macros), match["owner"])
    if match["apart"] is not None and not _TEX.search(match["apart"]):
        return None
    tex = match["display"] or match["square"] or match["apart"]
    if tex and (definition := _DEFINED.search(tex.lstrip())):
        return _without_definitions(tex.lstrip(), definition, macros)
    if match["name"]:
        name = match["name"].replace("displaymath", "equation")
        tex = rf"\begin{{{name}}}{match['inside']}\end{{{name}}}"
    return _display(_expanded(tex, macros), (match["after"] or match["behind"] or match["beyond"] or "").strip(" {#}"))


def _without_definitions(tex: str, match: re.Match[str] | None, macros: Macros) -> str:
    """A display without the macros that it defines, which are taken; nothing where it has nothing else."""
    while match:
        new, end = _define(tex, match, macros)
        if new is None:
            break
        tex = f"{tex[: match.start()]}{new}{tex[end:].lstrip(' ')}"
        match = _DEFINED.search(tex)
    rest = tex.strip()
    return f"$${_expanded(rest, macros)}$$" if rest else "\n" * tex.count("\n")


def _display(tex: str, name: str) -> str:
    tag = next((re.sub(r"[$\\{}]", "", found[1]) for found in [_TAG.search(tex)] if found), "")
    label = next((found[1] or found[2] for found in [_LABEL.search(tex)] if found), "")
    tex = re.sub(r"\n(?:[ \t]*\n)+", "\n", _LABEL.sub("", _TAG.sub("", tex)))  # an empty line ends mathematics
    name = identifier_of(name or label)
    if not name and not tag:
        return f"$${tex}$$"
    attributes = f"#{name} " * bool(name) + ".equation" + f' tag="{tag}"' * bool(tag)
    return f"[$${tex}$$]{{{attributes}}}"


def identifier_of(label: str) -> str:
    """The identifier of a label: ``eq:x y`` -> ``eq-x-y``, which XML allows."""
    return re.sub(r"[^\w.-]+", "-", label).strip("-.")


def _expanded(tex: str, macros: dict[str, tuple[int, str]]) -> str:
    """A formula without the macros of the book."""
    for _ in range(_DEPTH):
        parts: list[str] = []
        at, changed = 0, False
        for match in re.finditer(r"\\([A-Za-z]+)", tex):
            if match[1] not in macros or match.start() < at:
                continue
            count, body = macros[match[1]]
            end, arguments = match.end(), []
            for _ in range(count):
                argument, end = _group(tex, end)
                if argument is None:
                    argument, end = tex[end : end + 1], end + 1
                arguments.append(argument)
            for number, argument in reversed(list(enumerate(arguments, start=1))):
                body = body.replace(f"#{number}", argument)
            follows = tex[end : end + 1].isalpha() and body[-1:].isalpha() and "\\" in body
            parts += [tex[at : match.start()], f"{body} " if follows else body]
            at, changed = end, True
        tex = "".join([*parts, tex[at:]])
        if not changed or len(tex) > _LENGTH:
            break
    return plain_tex(tex)
