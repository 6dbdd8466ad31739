"""Any YAML that somebody can write ends in values or in a message with its line: never in a traceback or a full memory."""

from __future__ import annotations

import json
import re

import pytest

from press.core.paths import SCHEMAS
from press.core.suggest import did_you_mean
from press.core.yaml_reader import YamlError, parse_yaml
from tests.manuscript.test_errors import complaint

HEAD = "title: Un libro\nlanguage: es\n"
BOMB = "\n".join(
    ["- &a0 [x, x, x, x, x, x, x, x, x]"] + [f"- &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("a: 1\nb: [yes, no, ~, 1.5, -3]", {"a": 1, "b": [True, False, None, 1.5, -3]}),
        ("a: 2020-01-01\nb: 21:30\nc: 0123\nd: .inf\ne: 1_000\nf: 0x1F", {
            "a": "2020-01-01", "b": "21:30", "c": "0123", "d": ".inf", "e": "1_000", "f": "0x1F"}),
        (f"a: {'9' * 5000}", {"a": "9" * 5000}),
        ("a: 1e999999999", {"a": "1e999999999"}),
        ("a: &x [1, 2]\nb: *x", {"a": [1, 2], "b": [1, 2]}),
        ("a: |\n  Uno\n  dos\nb: >\n  Tres\n", {"a": "Uno\ndos", "b": "Tres"}),
        ("a: '1'\nb: \"\"", {"a": "1", "b": ""}),
    ],
)  # fmt: skip
def test_what_is_written_is_what_is_read(text, value):
    found = parse_yaml(text)
    assert found.value == value and not found.faults


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a: b\n? [c]\n: d", 2, "a key is a list"),
        ("a: b\n? {c: d}\n: e", 2, "a key is a list"),
        ("a: &x [*x]", 1, "*x repeats nothing that is whole"),
        ("a:\n- *nada", 2, "*nada repeats nothing"),
        ("a: 1\nb: " + "[" * 20_000, 2, "lists lie in lists"),
        (BOMB, 6, "it holds more than"),
        ("a: b\n---\nc: d", 2, "a second document begins here"),
        ("a: b\nc: \x01", 2, "the character U+0001"),
        ("a: b\nc: \x85", 2, "the character U+0085"),
        ("a: b\n\tc: d", 2, "found a tab character"),
    ],
)
def test_what_cannot_be_read_has_its_line(text, line, reason):
    with pytest.raises(YamlError) as caught:
        parse_yaml(text)
    assert caught.value.line == line and caught.value.reason.startswith(reason) and caught.value.hint


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("subtitle: !!int abc\n", '3: B004 the tag "tag:yaml.org,2002:int" is not read'),
        ("date: !!timestamp 2020-99-99\n", '3: B004 the tag "tag:yaml.org,2002:timestamp" is not read'),
        ("subtitle: !!python/object:os.system x\n", '3: B004 the tag "tag:yaml.org,2002:python/object:os.system"'),
        ("1: x\n", "3: B004 the key 1 is not text"),
        ("yes: x\n", "3: B004 the key yes is not text"),
        ("~: x\n", "3: B004 the key ~ is not text"),
        ('subtitle: "a\\x01b"\n', "3: B004 the character U+0001 stands in the value"),
        ('subtitle: "a\\uFFFEb"\n', "3: B004 the character U+FFFE stands in the value"),
        ('subtitle: "a\\u2028b"\n', "3: B004 the character U+2028 stands in the value"),
        ("subtitle: '  '\n", '3: B004 subtitle: " " is blank'),
        ('subtitle: "\\u200b"\n', '3: B004 subtitle: "\u200b" is blank'),
        ('subtitle: "a\\nb"\n', '3: B004 subtitle: "a b" has more than one line'),
        ("author: Ana\n", '3: B004 unknown key "author"'),
        (f"subtitle: {'largo ' * 1000}\n", "3: B004 subtitle: "),
        (f"subtitle: {'9' * 5000}x: y\n", "3: B003 broken YAML: mapping values are not allowed"),
        ("print: {printers: {lulu: {spine: 1.2.3 mm, pages: 40, source: x}}}\n", '3: B004 print.printers.lulu.spine: "1.2.3 mm" is no length'),
        ("print: {printers: {lulu: {spine: 0 mm, pages: 40, source: x}}}\n", '3: B004 print.printers.lulu.spine: "0 mm" is no length'),
        ("print:\n  printers: {kdp: }\n  inks: {0: [0, 0, 0, 100]}\n", "5: B004 the key 0 is not text"),
        ('isbn:\n  epub: "9780306406157\\n"\n', '4: B004 isbn.epub: "9780306406157 " is not thirteen digits'),
        ("isbn: {epub: '9780306406157', pdf: '9780306406157'}\n", "3: B005 the editions epub and pdf have one ISBN"),
        ('identifier: "urn:uuid:5b0a9f0e-6d8b-5a43-9d5c-1f7b0c25e917\\n"\n', "3: B004 identifier: "),
        ("date: 2108-01-01\n", '3: B004 date: "2108-01-01" is a day that no file of an EPUB can carry'),
        ("date: 0001-01-01\n", '3: B004 date: "0001-01-01" is a day that no file of an EPUB can carry'),
        ("rights: {statement: x, url: 'https://'}\n", '3: B004 rights.url: "https://" is no web address'),
        ("rights: {statement: x, url: 'https://a b\"c'}\n", '3: B004 rights.url: "https://a b"c" is no web address'),
        ("base_url: https://[/\n", '3: B004 base_url: "https://[/" is no web address'),
        ("base_url: https://example.org:99999/\n", '3: B004 base_url: "https://example.org:99999/" is no web address'),
        (f"slug: {'a' * 300}\n", "3: B004 slug: "),
        ("contributors: [{name: Ana, role: autor}]\n", '3: B004 contributors."Ana".role: "autor" is not one of aut'),
        ("contributors:\n- {name: Ana}\n", '4: B004 contributors."Ana" lacks "role"'),
    ],
)  # fmt: skip
def test_a_wrong_value_of_the_record_is_reported_once_at_its_line(book, text, message):
    assert complaint(book, "book.yaml", HEAD + text).startswith(f"libro/book.yaml:{message}")


@pytest.mark.parametrize("language", ["en\\n", "english", "e", "en_US", "en-aaaaaaaaaaaaaaaa"])
def test_a_language_that_is_none(book, language):
    assert "B004 language: " in complaint(book, "book.yaml", f'title: U\nlanguage: "{language}"\n')


def test_a_language_that_the_program_does_not_know(book):
    message = complaint(book, "book.yaml", "title: U\nlanguage: zz\n")
    assert message == 'libro/book.yaml:2: B004 the program does not know the language "zz"'


def test_one_mistake_in_a_key_is_reported_once(book):
    run = book.write("book.yaml", "titel: Un libro\nlanguage: es\n").run("epub")
    assert run.complaints() == ['libro/book.yaml:1: B004 unknown key "titel"']
    assert 'Did you mean "title"?' in run.err


@pytest.mark.parametrize(("word", "meant"), [("cinee", "cine"), ("Contributers", "contributors"), ("nada", "")])
def test_a_word_that_is_near_is_suggested(word, meant):
    assert did_you_mean(word, ("cine", "contributors")) == (f'Did you mean "{meant}"? ' if meant else "")


def test_no_pattern_of_a_schema_lets_a_line_feed_pass():
    for path in SCHEMAS.glob("*.yaml"):
        patterns = re.findall(r'"pattern": "(.*?)"[,}]', json.dumps(parse_yaml(path.read_text("utf-8")).value))
        assert not [pattern for pattern in patterns if pattern.endswith("$")], path.name
