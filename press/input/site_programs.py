"""What Jekyll, GitBook, VuePress, Docusaurus and Obsidian write between the lines of Markdown -> Markdown as pandoc reads it.

Tags of Liquid (``{% … %}``), variables of a site (``{{ book.x }}``), components (``<Tabs>``), imports, tables of contents and
embedded files; what only a program can fill in is left out with advice.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from press.input.admonitions import COLONS, opening
from press.input.source_text import outside_code

Advise = Callable[[int, str], None]
_VALUE = re.compile(r"([A-Za-z][\w-]*)\s*=\s*(?:\{?[\"']([^\"']*)[\"']\}?|([^\s\"'{}>]+))")
_COMMENT = re.compile(r"\{%-?\s*comment\s*-?%\}.*?\{%-?\s*endcomment\s*-?%\}|\{/\*.*?\*/\}", re.S)
_HIGHLIGHT = re.compile(
    r"^[ \t]*\{%-?\s*highlight\s+([\w+#.-]+)[^%\n]*%\}[ \t]*\n(.*?)^[ \t]*\{%-?\s*endhighlight\s*-?%\}[ \t]*$",
    re.M | re.S,
)
#: Addresses of a site's own pages and files.
_PATH = re.compile(
    r"\{\{-?\s*(?:site\.(?:baseurl|url)|base_path|base)\s*(?:\|[^{}]*)?\}\}"
    r"|\{\{-?\s*['\"]([^'\"{}]*)['\"]\s*\|\s*(?:relative_url|absolute_url|prepend[^{}]*|url_for)\s*-?\}\}"
    r"|\{%-?\s*(?:link|post_url)\s+([^%\s]+)\s*-?%\}"
)
_VARIABLE = re.compile(r"\{\{-?\s*(?:book|page|site|include|layout|post|gitbook|file)\.[^{}\n]*\}\}")
_TAG = re.compile(r"\{%-?\s*(/?\w[\w-]*)((?:[^%]|%(?!\}))*?)-?%\}")
_HINTS = {
    "info": "note",
    "success": "tip",
    "warning": "warning",
    "danger": "caution",
    "tip": "tip",
    "working": "warning",
}
#: Tags that stand around what they say nothing of.
_AROUND = frozenset(
    "raw endraw verbatim endverbatim tabs endtabs endtab content-ref endcontent-ref stepper endstepper step endstep columns "
    "endcolumns column endcolumn capture endcapture swagger endswagger".split()
)
_IMPORT = re.compile(
    r"^(?:import\s+(?:[\w*{][^'\"\n]*\s+from\s+)?['\"][^'\"\n]+['\"];?|export\s+(?:const|default|let)\s.*;)[ \t]*$",
    re.M,
)
#: A component that stands on a line of its own, or that holds nothing.
_COMPONENT = re.compile(
    r"^(?P<before>[ \t>]*)<(?P<close>/?)(?P<name>[A-Z][\w.]*|v-[\w-]+)(?P<attributes>(?:\s[^<>]*?)?)/?>[ \t]*$"
    r"|<(?P<empty>[A-Z]\w*)(?P<values>\s[^<>]*?)/>"
    r"|^(?P<start>[ \t]*)<(?P<inline>TabItem|Tab|CodeGroupItem)(?P<given>\s[^<>]*)>(?P<text>[^<>\n]*)</(?P=inline)>[ \t]*$",
    re.M,
)
_COMPONENT_KINDS = {
    "callout",
    "admonition",
    "aside",
    "alert",
    "note",
    "tip",
    "warning",
    "info",
    "important",
    "caution",
    "danger",
}
_CONTENTS = re.compile(
    r"^[ ]{0,3}(?:\[\[_?toc_?\]\]|\[toc\]|\$\{toc\}|<!--\s*toc\s*-->|[*+-] [^\n]*\n\{:\s*toc[^{}\n]*\})[ \t]*$",
    re.M | re.I,
)
_EMBED = re.compile(r"!\[\[([^\[\]|\n]+\.(?:png|jpe?g|gif|svg|webp|avif|pdf))(?:\|([^\[\]\n]*))?\]\]", re.I)
#: kramdown's and Markdown's attribute lists that pandoc does not read.
_INLINE_ATTRIBUTES = re.compile(r"(?<=[\])`*_])\{:\s*([^{}\n]*)\}")
_LINE_OF_ATTRIBUTES = re.compile(
    r"^[ ]{0,3}\{[ ]?[.#:][^{}\n]*\}[ \t]*$|^\{(?:pagebreak|frontmatter|mainmatter|backmatter|[\w-]+\s*=[^{}\n]*)\}[ \t]*$",
    re.M,
)
#: A heading with a block in it, as authors of texts from right to left have it, which pandoc does not take for one.
_HEADING_DIV = re.compile(r"^#{1,6}[ ].*<div\b[^<>\n]*>[^\n]*</div>[ \t]*$", re.M)
_ICON = re.compile(r":(?:material|fontawesome|octicons|simple)-[\w-]+:(?:\{[^{}\n]*\})?")
#: Marked words; the rows of tables have these signs too.
_MARKED = re.compile(r"(?<![=\w+|])==(?=[^\s=])([^=\n|+]+?)(?<=[^\s=])==(?![=\w+|])")
_INCLUDES = (
    re.compile(r"^[ \t]*<!--\s*@?include:?\s*([^\s<>{}\[\]]+)[^\n]*-->[ \t]*$", re.M),
    re.compile(r"^[ \t]*-{1,2}8<-{1,2}\s+[\"']([^\"'\n:]+)[^\n]*$", re.M),
)
_SNIPPET = re.compile(
    r"^[ \t]*<<<[ ]*@?/?([^\s{}\[\]#]+)[^\n]*$|^[ \t]*\[(?:import|include)(?:[:,][^\]\n]*)?\]\(([^()\s]+)\)[ \t]*$",
    re.M,
)


def name_includes(text: str) -> str:
    """The Markdown with mdBook's instruction for each file that VuePress, MkDocs or HonKit would include."""
    for pattern in _INCLUDES:
        text = pattern.sub(r"{{#include \1}}", text)
    return outside_code(_SNIPPET, _snippet, text)


def _snippet(match: re.Match[str]) -> str:
    path = match[1] or match[2]
    return f"```{path.rpartition('.')[2] if '.' in path else ''}\n{{{{#include {path}}}}}\n```"


def read_site_programs(text: str, advise: Advise) -> str:
    """The Markdown in pandoc's terms; ``advise`` is given line and name of what is left out. Code is left as it is."""
    text = _HEADING_DIV.sub(lambda match: re.sub(r"(</?)div\b", r"\1span", match[0]), text)
    if "{%" in text or "{/*" in text:
        text = outside_code(_COMMENT, lambda match: "\n" * match[0].count("\n"), text)
        text = outside_code(_HIGHLIGHT, lambda match: f"```{match[1]}\n{match[2]}```", text)
    if "{%" in text or "{{" in text:
        text = outside_code(_PATH, lambda match: match[1] or match[2] or "", text)
        text = outside_code(_VARIABLE, lambda match: _left_out(match, text, advise), text)
        text = outside_code(_TAG, lambda match: _tag(match, text, advise), text)
    if re.search("toc", text, re.I):
        text = outside_code(_CONTENTS, lambda match: "\n" * match[0].count("\n"), text)
    if "![[" in text:
        text = outside_code(_EMBED, _embedded, text)
    if "{" in text:
        text = outside_code(_INLINE_ATTRIBUTES, lambda match: f"{{{match[1]}}}", text)
        text = outside_code(_LINE_OF_ATTRIBUTES, lambda match: "\\newpage" if "pagebreak" in match[0] else "", text)
    text = outside_code(_ICON, lambda match: "", text)
    if "==" in text:
        text = outside_code(_MARKED, lambda match: f"[{match[1]}]{{.mark}}", text)
    if re.search(r"<[A-Zv]", text):
        text = outside_code(_COMPONENT, lambda match: _component(match, text, advise), text)
    if re.search(r"^(?:import|export)\s", text, re.M):
        text = outside_code(_IMPORT, lambda match: "", text)
    return text


def _left_out(match: re.Match[str], text: str, advise: Advise) -> str:
    advise(text.count("\n", 0, match.start()) + 1, " ".join(match[0].split()))
    return ""


def _tag(match: re.Match[str], text: str, advise: Advise) -> str:
    name, values = match[1], _values(match[2])
    if name == "hint":
        return "\n".join(["", *opening(_HINTS.get(values.get("style", ""), "note"), values.get("title"))])
    if name in ("endhint", "endcode"):
        return f"\n{COLONS}\n"
    if name == "code":
        title = values.get("title", "")
        return "\n".join(
            ["", f"{COLONS} {{.listing}}", "", *(["::: {.listing-title}", f"`{title}`", ":::", ""] if title else [])]
        )
    if name == "tab":
        return f"\n::: {{.block-title}}\n{values.get('title', '')}\n:::\n"
    if name == "embed" and values.get("url"):
        return f"<{values['url']}>"
    if name in ("cite", "cite_details") and match[2].strip():
        return f"[{'; '.join(f'@{key}' for key in match[2].split() if '=' not in key)}]"
    if name in _AROUND:
        return ""
    return _left_out(match, text, advise)


def _values(attributes: str) -> dict[str, str]:
    return {key: one or other for key, one, other in _VALUE.findall(attributes)}


def _embedded(match: re.Match[str]) -> str:
    width = f"{{width={match[2].strip()}px}}" if (match[2] or "").strip().isdigit() else ""
    return f"![]({'<' + match[1] + '>' if ' ' in match[1] else match[1]}){width}"


def _component(match: re.Match[str], text: str, advise: Advise) -> str:
    """A component as its title, or as a box; what it holds stays."""
    if match["inline"]:
        return f"\n::: {{.block-title}}\n{_name(_values(match['given']))}\n:::\n\n{match['text'].strip()}\n"
    if match["empty"]:
        shown = _values(match["values"]).get("text", "")
        return shown or _left_out(match, text, advise)
    name, before = match["name"], match["before"] if len(match["before"]) > 3 or ">" in match["before"] else ""
    if name == "Listing":  # mdBook's, of which components.py makes a listing
        return match[0]
    if not match["close"] and not re.search(rf"</{re.escape(name)}>", text) and not match[0].rstrip().endswith("/>"):
        return match[0]  # Vec<T>
    if name.lower() in _COMPONENT_KINDS:
        if match["close"]:
            return f"{before}{COLONS}\n"
        values = _values(match["attributes"])
        kind = (
            values.get("type")
            or values.get("kind")
            or (name.lower() if name.lower() not in ("callout", "admonition") else "note")
        )
        return "\n".join(opening(kind.lower(), values.get("title") or None, before)) + "\n"
    title = "" if match["close"] else _name(_values(match["attributes"]))
    return f"\n{before}::: {{.block-title}}\n{before}{title}\n{before}:::\n" if title else ""


def _name(values: dict[str, str]) -> str:
    return values.get("title") or values.get("label") or values.get("caption") or values.get("value", "")
