"""``build.py new DIR``: a small book that builds at once, in the language that its author writes, to be replaced bit by bit."""

from __future__ import annotations

import sys
from pathlib import Path
from textwrap import wrap
from typing import Any

import yaml

from press.core.languages import language_data, language_of, language_with
from press.core.new_folder import check_new_folder, write_new_folder
from press.core.paths import LANGUAGES
from press.core.problems import Problems, shown
from press.core.schema_check import check_schema, schema_of
from press.core.suggest import did_you_mean
from press.core.yaml_reader import parse_yaml
from press.input.metadata import slugify

_HEAD = """\
# The metadata of the book. Title and language are enough; a key with a # before it is optional: remove the # to use it.
# Every key is explained in docs/reference/book.md.
"""
#: The picture of a new book, drawn for it.
_PICTURE, _LICENCE = "leaf.svg", "CC0 1.0"


def make_new_book(folder: Path, title: str, author: str, language: str) -> int:
    """Write a new book; asks for what is not given where there is a terminal. Raises ManuscriptError for a bad value."""
    problems = Problems()
    check_new_folder(folder, problems)
    problems.stop_if_any()
    if _is_terminal():
        title = title or _ask("Title", "")
        author = author or _ask("Author (may be empty)", "", needed=False)
        language = language or _ask(f"Language ({', '.join(sorted(LANGUAGES))})", "en")
    for name, value in (("--title", title), ("--language", language)):
        if not value.strip():
            problems.add(name, 0, "B004", "the new book needs it", f'Give it: {name} "…"')
    if language:
        check_language("--language", 0, language, problems)
    problems.stop_if_any()
    files = new_book(title.strip(), author.strip(), language)
    written = parse_yaml(files["book.yaml"].decode())
    for _, message, hint in written.faults or check_schema(written, "book"):
        problems.add("book.yaml", 0, "B004", message, hint)
    problems.stop_if_any()
    write_new_folder(folder, files)
    place = shown(folder.absolute())
    print(f"{len(files)} files in {place}. Build it with ./build.py --book {place} --out {Path(place, 'dist')}")
    return 0


def check_language(file: Path | str, line: int, tag: str, problems: Problems) -> None:
    """A Problem for the tag of a language that the program does not have."""
    if tag.split("-")[0] not in LANGUAGES:
        hint = f"{did_you_mean(tag, LANGUAGES)}It has: {', '.join(sorted(LANGUAGES))}."
        problems.add(file, line, "B004", f'the program does not know the language "{tag}"', hint)


def _ask(question: str, otherwise: str, needed: bool = True) -> str:
    """What somebody types at the terminal; asked again while it is empty and ``needed``."""
    while True:
        answer = input(f"{question}{f' [{otherwise}]' if otherwise else ''}: ").strip() or otherwise
        if answer or not needed:
            return answer


def new_book(title: str, author: str, language: str) -> dict[str, bytes]:
    """The files of a new book by their paths, in a language (a BCP 47 tag) of :data:`LANGUAGES`."""
    words = language_data(language_with(language, "manuscript"), "manuscript")["new_book"]
    first, second = (
        f"chapters/0{i}-{slugify(words[name], 'chapter')}.md" for i, name in enumerate(("first", "second"), 1)
    )
    record: dict[str, Any] = {"title": title, "language": language}
    if author:
        record["contributors"] = [contributor(author, "aut", language)]
    figure = {key: words[key] for key in ("caption", "alt", "description", "credit")} | {"licence": _LICENCE}
    texts = {
        "book.yaml": book_yaml(record),
        first: f"# {words['first']}\n\n{words['text']}[^1]\n\n[^1]: {words['note']}\n",
        second: f"# {words['second']}\n\n{words['more']}\n\n![](../images/{_PICTURE})\n",
        "images/figures.yaml": as_yaml({_PICTURE: figure}),
        f"images/{_PICTURE}": Path(__file__).with_name(_PICTURE).read_text("utf-8"),
    }
    return {name: text.encode() for name, text in texts.items()}


def contributor(name: str, role: str, language: str) -> dict[str, str]:
    """An entry of ``contributors``; with the name as sorted where that is beyond doubt: of a forename and a surname."""
    parts = name.split()
    sorted_name = len(parts) == 2 and language_of(language).tag not in ("ja", "zh")
    return {"name": name, **({"file_as": f"{parts[1]}, {parts[0]}"} if sorted_name else {}), "role": role}


def book_yaml(record: dict[str, Any]) -> str:
    """A ``book.yaml`` with the keys of ``record``, and behind a ``#`` those that it lacks, each with what it is."""
    known: dict[str, Any] = schema_of("book")["properties"]
    examples = {key: value for entry in _examples() for key, value in entry.items()}
    order = ["title", "subtitle", "language", "contributors", *examples]
    lines = [_HEAD]
    for key in dict.fromkeys([*(key for key in order if key in record or key in examples), *record]):
        lines += ["\n", *(f"# {line}\n" for line in wrap(known[key]["description"], 116, break_on_hyphens=False))]
        if key in record:
            lines.append(as_yaml({key: record[key]}))
        else:
            lines += [f"#{line}\n" for line in as_yaml({key: examples[key]}).splitlines()]
    return "".join(lines)


def _examples() -> list[dict[str, Any]]:
    value: list[dict[str, Any]] = parse_yaml(Path(__file__).with_name("record.yaml").read_text("utf-8")).value
    return value


def as_yaml(value: Any) -> str:
    """YAML as an editor would write it: in the order given, a nested list or mapping of words in its own lines."""
    return str(yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=110))


def _is_terminal() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()
