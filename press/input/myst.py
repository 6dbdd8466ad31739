"""MyST (Jupyter Book, Sphinx): directives in fences, roles and targets -> Markdown as pandoc reads it.

https://mystmd.org/guide/quickstart-myst-markdown. What only a program makes (contents, tables of files) is left out with advice.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from press.input.admonitions import COLONS, opening
from press.input.source_text import outside_code
from press.input.tex import identifier_of

_CODE = frozenset(
    ("code", "code-block", "sourcecode", "code-cell", "parsed-literal", "eval-rst", "mermaid", "jupyter-execute")
)
_LANGUAGES = {
    "ipython": "python",
    "ipython3": "python",
    "python3": "python",
    "pycon": "python",
    "shell-session": "console",
}
_PICTURES = frozenset(("figure", "image"))
_LEFT_OUT = frozenset(
    ("toctree", "contents", "tableofcontents", "include", "literalinclude", "csv-table", "only", "index", "raw")
)
_BOXES = frozenset(
    "note tip warning important caution danger attention hint error seealso admonition dropdown topic sidebar epigraph margin "
    "aside card tab-set tab-item grid grid-item grid-item-card exercise solution pull-quote quote div versionadded deprecated".split()
)
_OPTION = re.compile(r"^:([\w-]+):[ ]*(.*)$")
_THEOREM = re.compile(r"prf:([a-z]+)")
_HEADER = re.compile(r"\{([A-Za-z][\w:-]*)\}[ ]*(.*?)[ ]*$")
_TARGET = re.compile(r"^\(([\w:.-]+)\)=[ \t]*$", re.M)
_ROLE = re.compile(r"\{([a-z]+(?::[a-z]+)?)\}`([^`\n]+)`")
_LABELLED = re.compile(r"(.*?)\s*<([^<>]+)>$")
Advise = Callable[[int, str], None]


def is_directive(info: str) -> bool:
    """Whether the words after a fence name a directive of MyST."""
    match = _HEADER.match(info)
    if not match:
        return False
    name = match[1]
    return (
        name in _CODE | _PICTURES | _LEFT_OUT | _BOXES | {"math", "bibliography", "glossary", "list-table"}
        or _THEOREM.match(name) is not None
    )


def directive(info: str, before: str, signs: str, body: list[str], line: int, advise: Advise) -> list[str]:
    """The lines that stand for a directive."""
    header = _HEADER.match(info)
    name, argument = (header[1], header[2]) if header else ("", "")
    options, body = _options(body, len(before))
    label = identifier_of(options.get("name") or options.get("label") or "")
    owner = f"#{label} " if label else ""
    if name in _CODE:
        return _listing(argument or "text", options, owner, before, signs, body)
    if name == "math":
        tex = [part for part in (argument, *body) if part.strip(" >")]  # an empty line would end it for pandoc
        return [f"{before}$$", *tex, f"{before}$${f' {{#{label}}}' if label else ''}"]
    if name in _PICTURES:
        width = (
            f' width="{options["width"]}"' if re.fullmatch(r"\d+(?:px|%|cm|mm|in|em)", options.get("width", "")) else ""
        )
        alt = f' alt="{options["alt"]}"' if options.get("alt") else ""
        caption = " ".join(part.strip() for part in body if part.strip())
        return [before, f"{before}![{caption}]({argument}){{{owner}{width}{alt}}}".replace("{}", ""), before]
    if name == "bibliography":
        return [before, f"{before}::: {{#refs}}", f"{before}:::", before]
    if name == "raw" and argument.startswith("html"):
        return [before, f"{before}{signs}{{=html}}", *body, f"{before}{signs}", before]
    if name == "list-table" and (rows := _rows(body)):
        return [before, *(f"{before}{part}".rstrip() for part in _table(rows, argument, options)), before]
    if name in _LEFT_OUT | {"list-table"}:
        advise(line, name)
        return [before]
    theorem = _THEOREM.match(name)
    kind = theorem[1] if theorem else name
    title = argument or None
    lines = opening(
        "block" if kind in ("tab-set", "grid", "div", "glossary", "card", "tab-item") else kind, title, before
    )
    if label:
        lines[0] = lines[0].replace("{", f"{{#{label} ", 1)
    return [before, *lines, *body, f"{before}{COLONS}", before]


def _rows(body: list[str]) -> list[list[str]]:
    """The cells of a table that is written as a list of lists; none where it is written otherwise."""
    rows: list[list[str]] = []
    for part in body:
        if match := re.match(r"\s*\* - ?(.*)$", part):
            rows.append([match[1]])
        elif rows and (match := re.match(r"\s+- ?(.*)$", part)):
            rows[-1].append(match[1])
        elif rows and part.strip():
            rows[-1][-1] += f" {part.strip()}"
        elif part.strip():
            return []
    return rows if rows and len({len(row) for row in rows}) == 1 else []


def _table(rows: list[list[str]], caption: str, options: dict[str, str]) -> list[str]:
    """A table of pandoc with the first of the rows as its head, where the directive asks for one."""
    head = rows.pop(0) if options.get("header-rows", "0") != "0" else [""] * len(rows[0])
    written = [f"| {' | '.join(cell.strip().replace('|', chr(92) + '|') for cell in row)} |" for row in (head, *rows)]
    label = identifier_of(options.get("name") or options.get("label") or "")
    titled = [f": {caption}{f' {{#{label}}}' * bool(label)}", ""] if caption else []
    return ["", written[0], "|" + "---|" * len(head), *written[1:], "", *titled]


def _listing(language: str, options: dict[str, str], owner: str, before: str, signs: str, body: list[str]) -> list[str]:
    caption = f' caption="{options["caption"]}"' if options.get("caption") else ""
    plain = re.sub(r"[^\w-]+", "-", _LANGUAGES.get(language, language)).strip("-") or "text"
    numbers = " .numberLines" if "linenos" in options or "lineno-start" in options else ""
    return [f"{before}{signs}{{{owner}.{plain}{numbers}{caption}}}", *body, f"{before}{signs}"]


def _options(body: list[str], indent: int) -> tuple[dict[str, str], list[str]]:
    """The options at the head of a directive, ``:name: value`` or between lines of ``---``, and what follows them."""
    options: dict[str, str] = {}
    at = 0
    if body and body[0][indent:].strip() == "---":
        end = next((place for place in range(1, len(body)) if body[place][indent:].strip() == "---"), 0)
        for part in body[1:end]:
            key, _, value = part[indent:].partition(":")
            options[key.strip()] = value.strip().strip("\"'")
        return options, body[end + 1 :]
    while at < len(body) and (match := _OPTION.match(body[at][indent:])):
        options[match[1]] = match[2].strip()
        at += 1
    return options, body[at:]


def read_roles(text: str) -> str:
    """The Markdown with targets as anchors and roles as links, citations and marks of text; code is left as it is."""
    if ")=" in text:
        text = outside_code(_TARGET, lambda match: f"[]{{#{identifier_of(match[1])}}}\n", text)
    return _ROLE.sub(_role, text) if "}`" in text else text


def _role(match: re.Match[str]) -> str:
    name, inside = match[1], match[2]
    labelled = _LABELLED.fullmatch(inside)
    words, target = (labelled[1], labelled[2]) if labelled else ("", inside)
    if name in ("ref", "numref", "eq", "prf:ref", "std:ref"):
        kind = "ref-number" if name == "eq" else "ref"
        own = "" if "%s" in words or "{" in words else words
        return f"[{own}](#{identifier_of(target)}){{.{kind}}}" if not own else f"[{own}](#{identifier_of(target)})"
    if name in ("doc", "download"):
        return f"[{words or target}]({target if '.' in target.rpartition('/')[2] else f'{target}.md'})"
    if name.startswith("cite"):
        keys = "; ".join(f"@{key.strip()}" for key in inside.split(","))
        return keys if name in ("cite:t", "cite:author") and ";" not in keys else f"[{keys}]"
    if name == "math":
        return f"${inside}$"
    if name in ("sub", "sup", "kbd", "abbr", "samp"):
        return f"<{name}>{inside}</{name}>"
    if name in ("term", "dfn", "menuselection", "guilabel", "emphasis"):
        return words or inside
    return (
        match[0]
        if name not in ("code", "file", "command", "program", "option", "envvar", "class", "func", "mod")
        else f"`{inside}`"
    )
