"""Which HTML elements may stand in which: end tags that HTML lets a writer leave out, blocks in inline elements, paragraphs."""

from __future__ import annotations

from press.core.xhtml import Element, append, inner, make

_BLOCKS = frozenset(
    "address article aside blockquote center details dir div dl figure footer h1 h2 h3 h4 h5 h6 header hgroup hr main "
    "ol p pre section table ul".split()
)
_CELLS = frozenset(("td", "th", "tr", "tbody", "thead", "tfoot"))
#: An element whose end tag may be left out -> the elements that end it (HTML, 13.1.2.4).
ENDS: dict[str, frozenset[str]] = {
    "p": _BLOCKS | _CELLS | {"li", "dt", "dd"},
    "li": frozenset(("li",)),
    "dt": frozenset(("dt", "dd")),
    "dd": frozenset(("dt", "dd")),
    "td": _CELLS,
    "th": _CELLS,
    "tr": _CELLS - {"td", "th"},
    "tbody": frozenset(("tbody", "thead", "tfoot")),
    "thead": frozenset(("tbody", "tfoot")),
    "tfoot": frozenset(("tbody",)),
    "rt": frozenset(("rt", "rp")),
    "rp": frozenset(("rt", "rp")),
}
_INLINE = frozenset(
    "abbr b bdi bdo cite code data del dfn em i ins kbd mark q s samp small span strong sub sup time u var p".split()
)


def nest_blocks(root: Element) -> None:
    """Make ``<div>`` of every paragraph and inline element that holds a block, and paragraphs of loose text, in place."""
    for element in list(root.iter(*_BLOCKS)):
        for ancestor in element.iterancestors():
            if ancestor.tag in _INLINE:
                ancestor.tag = "div"
    _wrap_loose(root)


def part_definitions(root: Element) -> None:
    """Put the paragraphs of each definition that has several into ``<p>``.

    In a list without empty lines pandoc parts them by a line break alone.
    """
    for definition in root.iter("dd"):
        runs = _runs(inner(definition))
        if sum(not _is_block(run[0]) for run in runs) > 1:
            definition[:], definition.text = [], None
            for run in runs:
                append(definition, run[0] if _is_block(run[0]) else make("p", *run))


def _runs(parts: list[Element | str]) -> list[list[Element | str]]:
    """What stands in a definition: each block, and the pieces of each line of text, blank lines left out."""
    runs: list[list[Element | str]] = [[]]
    after_break = False
    for part in parts:
        if isinstance(part, str):
            first, *others = part.split("\n")
            if after_break and not first and others:  # pandoc's own, after <br>
                first, *others = others
            runs[-1].append(first)
            runs += [[line] for line in others]
        elif _is_block(part):
            runs += [[part], []]
        else:
            runs[-1].append(part)
        after_break = not isinstance(part, str) and part.tag == "br"
    return [run for run in runs if any(not isinstance(part, str) or part.strip() for part in run)]


def _is_block(part: Element | str) -> bool:
    return not isinstance(part, str) and part.tag in _BLOCKS


def _wrap_loose(root: Element) -> None:
    """Put what stands between the blocks of a document into paragraphs."""
    children = list(root)
    run = make("p")
    run.text, root.text = root.text, None
    for child in children:
        if isinstance(child.tag, str) and child.tag not in _BLOCKS:
            run.append(child)  # with its tail
            continue
        _place(run, child)
        run = make("p")
        run.text, child.tail = child.tail, None
    if _has_content(run):
        root.append(run)


def _place(run: Element, before: Element) -> None:
    if _has_content(run):
        before.addprevious(run)


def _has_content(run: Element) -> bool:
    return len(run) > 0 or bool((run.text or "").strip())
