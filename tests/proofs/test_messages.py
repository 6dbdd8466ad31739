"""Whoever reads a report in another language reads all of it, with every value in its place."""

from __future__ import annotations

import ast
import copy
import re
from collections import Counter
from functools import cache
from string import Formatter

import pytest
import yaml

from press.checks import shops
from press.core.formats import FORMATS
from press.core.languages import format_name
from press.core.messages import Message
from press.core.paths import LANGUAGES, REPORT_LANGUAGES
from press.language.reports import in_language
from tests.conftest import CHECKOUT

#: Templates that come from data: the rows of a table, and the names of the editions.
FROM_DATA = {row["what"] for row in shops.table()} | {format_name("en", kind) for kind in FORMATS}
#: The calls that make messages of them.
DYNAMIC = {"Message(row['what'])", "Message(format_name('en', kind))"}
TRANSLATED = [language for language in REPORT_LANGUAGES if language != "en"]


@cache
def calls() -> list[ast.Call]:
    """Every call of ``Message`` in the program."""
    texts = (path.read_text("utf-8") for path in (CHECKOUT / "press").rglob("*.py"))
    nodes = (node for text in texts if "Message(" in text for node in ast.walk(ast.parse(text)))
    return [
        node
        for node in nodes
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Message"
    ]


def constants(node):
    """The texts that an expression may be."""
    if isinstance(node, ast.IfExp):
        return constants(node.body) | constants(node.orelse)
    return {node.value} if isinstance(node, ast.Constant) else set()


def templates():
    """Every template that holds words; the others are the same in all languages."""
    written = {text for call in calls() for text in constants(call.args[0])}
    return {text for text in written | FROM_DATA if re.search("[A-Za-z]", re.sub(r"{[^}]*}", "", text))} | {'"{}"'}


def catalogue(language):
    return yaml.safe_load((LANGUAGES[language] / "reports.yaml").read_text("utf-8"))


def braces(template):
    """The values of a template and their forms."""
    return Counter((name, spec) for _, name, spec, _ in Formatter().parse(template) if name is not None)


def test_no_template_escapes_the_catalogues():
    assert {ast.unparse(call) for call in calls() if not constants(call.args[0])} == DYNAMIC


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_translated_and_no_translation_is_left_over(language):
    units = {"{:.1f} MB", "{:.4g} in ({:.2f} mm)", "SHA-256"}  # the same in every language
    assert templates() - units - set(catalogue(language)) == set()
    assert set(catalogue(language)) - templates() == set()


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_values_of_the_original(language):
    wrong = {key: text for key, text in catalogue(language).items() if braces(key) != braces(text)}
    assert wrong == {}


def test_a_message_is_an_english_text_that_can_be_printed_in_another_language():
    found = Message("{}: ink {} from the spine; {} required", Message("page {}", 3), 1.5, Message("left"))
    assert found == "page 3: ink 1.5 from the spine; left required"
    assert in_language(found, "en") == str(found)
    assert in_language(found, "es") == "página 3: tinta a 1,5 del lomo, y se piden izquierdo"
    assert in_language(copy.deepcopy(found), "es") == in_language(found, "es")


def test_the_words_of_a_tool_and_the_braces_of_a_value_stay_as_they_are():
    assert in_language("missing {}", "es") == "missing {}"
    assert in_language(Message("cannot be read: {}", "{x}"), "es") == "no se puede leer: {x}"
    assert in_language(Message("pages {}{}", (1, 2), "…"), "es") == "páginas 1, 2…"


def test_a_message_without_its_translation_is_english():
    assert in_language(Message("{} in a bottle", Message("page {}", 2)), "es") == "página 2 in a bottle"


def test_a_language_without_reports_is_refused():
    with pytest.raises(KeyError):
        in_language(Message("page {}", 1), "xx")
