"""Blocks of code that Quarto and R Markdown run (```` ```{r} ````): what of them a book shows.

Nothing is run here. The code stays where its author shows it; a figure or a table that only the program could make is
represented by its caption, and by its alternative text where the code is hidden.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from press.core.yaml_reader import YamlError, parse_yaml
from press.input.bookdown import block_of_text, sets_text

_OPTION = re.compile(r"^\s*(?:#|//|--|%%|/\*|;)\|\s?(.*?)(?:\*/)?$")
_HEADER = re.compile(r"\{\s*([A-Za-z][\w.+-]*)\s*,?\s*(.*?)\s*\}?\s*$")
_ARGUMENT = re.compile(r"([A-Za-z][\w.-]*)\s*=\s*(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|[^,]+)")
_LANGUAGES = {"ojs": "js", "node": "js", "Rcpp": "cpp", "stan": "stan", "mermaid": "mermaid", "dot": "dot"}
#: Their code says itself what it shows; without a program that draws it, it is all there is.
_DRAWN = frozenset(("mermaid", "dot", "tikz", "asy"))
_COLONS = ":" * 9
#: A block that shows pictures and does nothing else.
_SHOWS = re.compile(r"(?:knitr::)?include_graphics\(((?:[^()]|\([^()]*\))*)\)", re.S)
#: The caption of a table that a block makes.
_TABLE = re.compile(r"\b(?:kable|datatable|kbl)\(.*?\bcaption\s*=\s*(?:\"([^\"]+)\"|'([^']+)')", re.S)


def executed_block(opening: re.Match[str], code: list[str], line: int, advise: Callable[[int, str], None]) -> list[str]:
    """The lines that stand for an executed block; ``advise`` is given its line where its results are missing.

    ``opening`` is a match of its first line with the groups ``before`` (what stands before the fence), ``signs`` and ``info``.
    """
    before, signs = opening["before"], opening["signs"]
    header = _HEADER.match(opening["info"].strip())
    name, arguments = (header[1], header[2]) if header else ("text", "")
    options, code = _options(arguments, code, len(before))
    if sets_text(name):
        return block_of_text(name, options, code, before)
    hidden = options.get("include") is False
    shows = options.get("echo", name not in _DRAWN or None) is not False and any(part.strip() for part in code)
    runs = options.get("eval") is not False
    label = str(options.get("label", "") or "")
    caption = " ".join(str(options.get("fig-cap") or options.get("tbl-cap") or "").split())
    in_table = _TABLE.search("\n".join(code))
    if not caption and in_table and not hidden:
        caption, options["tbl-cap"] = " ".join((in_table[1] or in_table[2]).split()), True
    if label and caption and not re.match(r"(?:fig|tbl|tab|lst)[-:]", label):  # as bookdown names them
        label = f"{'tab' if options.get('tbl-cap') else 'fig'}-{label}"
    if not hidden and runs and (shown := _pictures(code)):
        return [before.rstrip(), *_figures(shown, options, label, caption, before), before.rstrip()]
    if hidden or (not shows and not caption):
        if not hidden and runs:
            advise(line, "results")
        return [before.rstrip()]
    language = re.sub(r"[^\w-]+", "-", _LANGUAGES.get(name, name)).strip("-") or "text"
    title = " ".join(str(options.get("lst-cap") or "").split()).replace('"', "&quot;")
    file = str(options.get("filename") or "").replace('"', "")
    attributes = f".{language}" + f' caption="{title}"' * bool(title) + f' filename="{file}"' * bool(file)
    if label and not caption and re.match(r"(?:lst|fig|tbl)[-:]", label):
        attributes = f"#{label} {attributes}"
    listing = [f"{before}{signs}{{{attributes}}}", *code, f"{before}{signs}"]
    if runs:
        advise(line, "results")
    if not caption:
        return listing
    alt = " ".join(str(options.get("fig-alt") or "").split())
    content = listing if shows else [f"{before}{alt}"] if alt else []
    owner = f"#{label} " if label else ""
    kind = ".figure-of-code" if options.get("fig-cap") else ".table-of-code"
    inside = [*content, before.rstrip(), f"{before}{caption}"]
    return [before.rstrip(), f"{before}{_COLONS} {{{owner}{kind}}}", *inside, f"{before}{_COLONS}", before.rstrip()]


def _pictures(code: list[str]) -> list[str]:
    """The pictures that a block shows by their files, where it does nothing else."""
    source = "\n".join(part for part in code if part.strip() and not part.lstrip("> ").startswith("#"))
    match = _SHOWS.fullmatch(source.strip())
    return re.findall(r"[\"']([^\"']+\.\w+)[\"']", match[1]) if match else []


def _figures(pictures: list[str], options: dict[str, object], label: str, caption: str, before: str) -> list[str]:
    """The pictures that a block shows, with its caption, alternative text and width."""
    alt = " ".join(str(options.get("fig-alt") or "").split()).replace('"', "&quot;")
    width = re.fullmatch(r"\d+(?:\.\d+)?(?:%|px|cm|in)", str(options.get("out-width") or "").replace("\\textwidth", ""))
    values = f' alt="{alt}"' * bool(alt) + (f' width="{width[0]}"' if width else "")
    owner = f"#{label}" if label and caption else ""
    if len(pictures) == 1:
        attributes = f"{{{owner}{values}}}" if owner or values else ""
        return [f"{before}![{caption}](<{pictures[0]}>){attributes}"]
    inside = [
        line
        for picture in pictures
        for line in (f"{before}![](<{picture}>){{{values.strip()}}}".replace("{}", ""), before.rstrip())
    ]
    opening = f"{before}{_COLONS} {{{owner or '.figures'} layout-ncol=2}}"
    return [opening, *inside, *([f"{before}{caption}"] if caption else []), f"{before}{_COLONS}"]


def _options(arguments: str, code: list[str], indent: int) -> tuple[dict[str, object], list[str]]:
    """The options of a block, by their names with hyphens, and its code without them."""
    options: dict[str, object] = {}
    for key, value in _ARGUMENT.findall(arguments):
        plain = value.strip().strip("\"'")
        options[key.replace(".", "-")] = {"FALSE": False, "F": False, "TRUE": True, "T": True}.get(plain, plain)
    first = re.match(r"([\w-]+)\s*(?:,|$)", arguments)
    if first:
        options.setdefault("label", first[1])
    count = 0
    while count < len(code) and (not code[count].strip() or _OPTION.match(code[count][indent:])):
        count += 1
    written = [match[1] for part in code[:count] if (match := _OPTION.match(part[indent:]))]
    if written:
        try:
            value = parse_yaml("\n".join(written)).value
        except YamlError:
            value = None
        for key, given in (value if isinstance(value, dict) else {}).items():
            options[str(key).replace(".", "-")] = given
        code = code[count:]
    return options, code
