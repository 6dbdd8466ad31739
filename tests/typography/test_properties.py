"""Whatever the text: a fix is done once for all, changes only spaces, and stays in Spanish prose."""

from __future__ import annotations

import copy
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from press.core.problems import Problems
from press.core.xhtml import make
from press.input.manuscript import MarkdownFile
from press.language.es import Ignored, check, fix
from press.language.es.prose import prose_of

PIECES = (
    "siglo", "siglos", "XIX", "XX", " y ", "s.", "S.", "L.", "A.", "a.", "C.", "m.", "p.", "EE.", "UU.", "n.º", "cap.", "5",
    "50", "000", "1917", "%", "€", "km", "°C", "Máslov", "D.", "«", "»", "…", "—", "-", ".", ",", " ", "  ", "\u00a0",
    "\u202f", "https://a.es/5%20", "@reed", "a@b.es", "\n", "II", "f.",
)  # fmt: skip
TEXT = st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"), max_size=30
)
NODES = st.sampled_from(["em", "a", "span", "code", "pre", "en", "ru-Latn", "es"])


@st.composite
def trees(draw):
    """A paragraph with elements of all sorts, one within another."""

    def grow(depth):
        kind = draw(NODES)
        tag = kind if kind in ("em", "a", "span", "code", "pre") else "span"
        node = make(tag) if tag == kind else make(tag, lang=kind)
        node.text = draw(TEXT)
        for _ in range(draw(st.integers(0, 2 if depth else 0))):
            child = grow(depth - 1)
            child.tail = draw(TEXT)
            node.append(child)
        return node

    root = make("p", grow(2), grow(1))
    root.text = draw(TEXT)
    return root


def folded(root):
    """The text without its spaces and capitals."""
    return re.sub(r"[ \u00a0\u202f]", "", "".join(root.itertext())).casefold()


def kept(root):
    """The text of what no fix may touch."""
    return [
        "".join(node.itertext())
        for node in root.iter("code", "pre", "span")
        if node.tag != "span" or node.get("lang") in ("en", "ru-Latn")
        if not node.xpath(".//*[@lang='es']")
    ]


@pytest.mark.slow
@given(trees())
def test_a_fix_is_done_once_for_all(root):
    fix(root)
    once = etree.tostring(root)
    fix(root)
    assert etree.tostring(root) == once


@pytest.mark.slow
@given(trees())
def test_a_fix_changes_only_spaces_and_the_capitals_of_centuries(root):
    before = copy.deepcopy(root)
    fix(root)
    assert folded(root) == folded(before)
    added = [span.text for span in root.iter("span") if span.get("class") == "smallcaps"]
    assert all(re.fullmatch("[ivx]+", text) for text in added)
    assert len(list(root.iter())) == len(list(before.iter())) + len(added)


@pytest.mark.slow
@given(trees())
def test_a_fix_never_touches_code_or_another_language(root):
    before = kept(root)
    fix(root)
    assert kept(root) == before


@given(st.text(max_size=200) | st.lists(st.sampled_from((*PIECES, "*", "_", "[", "]", "(", ")", "`", "{lang=ru}", "{", "}", "\\", "[^a]", "$", "<", ">", "\n\n", "    ", ":::", "```", "|", "# ")), max_size=25).map("".join))  # fmt: skip
def test_whatever_an_editor_writes_is_read_without_a_crash(text):
    lines = text.count("\n") + 1
    for prose in prose_of(text):
        assert len(prose.text) == len(prose.lines) == len(prose.italic)
        assert all(1 <= line <= lines for line in prose.lines)
    check(MarkdownFile(Path("x.md"), "body", text), Ignored(), Problems())
