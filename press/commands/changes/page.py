"""The changes from one edition to the next, for readers: a page, and the same as a printed list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby

from lxml import etree

from press.commands.changes.blocks import Block
from press.commands.changes.compare import Change
from press.commands.changes.record import NAMES, FieldChange
from press.core.cache import NO_CACHE
from press.core.fallbacks import fallbacks
from press.core.languages import direction_attribute, direction_of
from press.core.messages import Message
from press.core.stylesheets import stylesheet
from press.core.typefaces import font_face_rules
from press.core.xhtml import Element, make, text_of
from press.outputs.web_page import page_style

Say = Callable[[str], str]

KINDS = {
    "inserted": Message("New"),
    "deleted": Message("Deleted"),
    "changed": Message("Changed"),
    "emphasis": Message("Other emphasis, the same words"),
    "picture": Message("Another picture"),
    "moved": Message("Moved"),
    "split": Message("Divided"),
    "merged": Message("Joined"),
}
_BLOCKS = {
    "heading": Message("heading"),
    "note": Message("note"),
    "caption": Message("caption"),
    "picture": Message("picture"),
    "description": Message("description"),
    "row": Message("row of a table"),
    "code": Message("listing"),
}
#: Words shown before and after what is not the same.
_AROUND = 12
_TOKEN = re.compile(r"\s+|[\u3040-\u30ff\u3400-\u9fff]|\w+|[^\w\s]")
#: What of a text is the same in both editions (=), of the old one alone (-), or of the new one (+).
Piece = tuple[str, str]


def pieces(old: str, new: str) -> list[Piece]:
    """Two texts as one, word by word."""
    mine, theirs = _TOKEN.findall(old), _TOKEN.findall(new)
    found: list[Piece] = []
    for step, a, b, c, d in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if step == "equal":
            found.append(("=", "".join(mine[a:b])))
        else:
            found += [piece for piece in (("-", "".join(mine[a:b])), ("+", "".join(theirs[c:d]))) if piece[1]]
    return found


def page(
    head: Sequence[str], fields: Sequence[FieldChange], changes: Sequence[Change], language: str, say: Say
) -> bytes:
    """The page, whole in one file; ``head`` is its title and what else stands above the changes."""
    body = _body(head, fields, changes, language, say)
    style = page_style(text_of(body), language, NO_CACHE, "web.css", "changes.css")
    document = _document(head[0], style, body, language)
    return bytes(etree.tostring(document, method="html", encoding="utf-8", doctype="<!DOCTYPE html>")) + b"\n"


def printed_list(
    head: Sequence[str], fields: Sequence[FieldChange], changes: Sequence[Change], language: str, say: Say
) -> bytes:
    """The same as a tagged PDF."""
    from press.pages.layout.weasyprint.public_api import lay_out

    body = _body(head, fields, changes, language, say)
    families = fallbacks(text_of(body), language)
    style = font_face_rules(families) + stylesheet("changes-list.css", families, direction_of(language))
    return lay_out(_document(head[0], style, body, language), (), pdf_variant="pdf/ua-1").pdf


def _document(title: str, style: str, body: Element, language: str) -> Element:
    head = make(
        "head",
        make("meta", charset="utf-8"),
        make("title", title),
        make("meta", name="viewport", content="width=device-width, initial-scale=1"),
        make("meta", name="color-scheme", content="light dark"),
        make("style", style),
    )
    return make("html", head, body, lang=language, **direction_attribute(language))


def _body(
    head: Sequence[str], fields: Sequence[FieldChange], changes: Sequence[Change], language: str, say: Say
) -> Element:
    title, *lines = head
    top = make("div", make("h1", title), *(make("p", line, klass="facts") for line in lines), klass="inner")
    parts = []
    if fields:
        parts.append(make("section", make("h2", say(Message("The record"))), *(_field(each, say) for each in fields)))
    for name, own in groupby(changes, key=lambda change: (change.new or change.old)[0].title):
        parts.append(make("section", make("h2", name or "—"), *(_change(each, say) for each in own)))
    if not parts:
        parts.append(make("section", make("p", say(Message("Nothing was changed.")))))
    return make("body", make("header", top), make("main", *parts))


def _field(change: FieldChange, say: Say) -> Element:
    name = say(NAMES.get(change.field, Message("{}", change.field)))
    return make("div", make("h3", name), make("p", *_shown(pieces(change.old, change.new))), klass="change")


def _change(change: Change, say: Say) -> Element:
    where = say(_where(change))
    said = [say(KINDS[change.kind]), *(say(_BLOCKS[kind]) for kind in _kinds(change) if kind in _BLOCKS), where]
    heading = make("h3", " · ".join(filter(None, said)))
    return make("div", heading, *(make("p", *_shown(text)) for text in texts(change)), klass=f"change {change.kind}")


def _kinds(change: Change) -> list[str]:
    """The kind of the block that leads: a figure is called a picture, a paragraph with its note a paragraph."""
    return [(change.new or change.old)[0].kind]


def _where(change: Change) -> Message | str:
    """The pages of the print edition before and after, as far as it has any."""
    old, new = (blocks[0].page if blocks else "" for blocks in (change.old, change.new))
    if old and new:
        return Message("p. {} → p. {}", old, new) if old != new else Message("p. {}", new)
    if old:
        return Message("formerly p. {}", old)
    return Message("p. {}", new) if new else ""


def texts(change: Change) -> Iterator[list[Piece]]:
    """What is shown of a change, paragraph by paragraph."""
    if change.kind in ("changed", "moved") and len(change.old) == len(change.new):
        yield from (pieces(old.text, new.text) for old, new in zip(change.old, change.new, strict=True))
    elif change.kind in ("split", "merged"):
        yield pieces(_joined(change.old), _joined(change.new))
    elif change.kind in ("emphasis", "picture"):
        yield from ([("=", block.text)] for block in change.new)
    else:
        yield from ([("-", block.text)] for block in change.old)
        yield from ([("+", block.text)] for block in change.new)


def _joined(blocks: Sequence[Block]) -> str:
    return " ¶ ".join(block.text for block in blocks)


def _shown(parts: Sequence[Piece]) -> Iterator[Element | str]:
    tags = {"-": "del", "+": "ins"}
    for place, (kind, text) in enumerate(parts):
        if kind in tags:
            if place and parts[place - 1][0] == "-" and not parts[place - 1][1].endswith(" "):
                yield " "  # what has gone and what has come are two words
            yield make(tags[kind], text)
        else:
            yield _shortened(text, begins=place == 0, ends=place == len(parts) - 1)


def _shortened(text: str, begins: bool, ends: bool) -> str:
    """What is the same, without its middle: what stands beside a change is enough to find it."""
    words = text.split(" ")
    if len(words) <= 2 * _AROUND + 2:
        return text
    before = [] if begins else words[:_AROUND]
    after = [] if ends and not begins else words[-_AROUND:]
    if begins and ends:
        before, after = words[: 2 * _AROUND], []
    return " ".join([*before, "…", *after])
