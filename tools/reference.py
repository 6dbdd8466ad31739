"""``python -m tools.reference``: the reference pages of docs/reference/, made of what the program itself declares.

Keys come from the schemas, codes from ``press/core/problems.py``, printers and channels from their tables, commands from the
command line's own help. ``tests/docs`` fails when a page is not what this module makes.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Mapping
from typing import Any

from press.cli import parser
from press.core.languages import language_of
from press.core.lists import LISTS
from press.core.paths import LANGUAGES, ROOT, SCHEMAS
from press.core.problems import ADVICE, CODES
from press.core.schema_check import schema_of
from press.input.printers import printers
from press.outputs.channels.table import channels
from tools.structure import FLOW, imports_between_packages

FOLDER = ROOT / "docs" / "reference"
#: Schemas of what an editor writes, in the order of the page of lists; the others are the program's own tables.
_OF_A_BOOK = (*LISTS, "table", "map", "figures", "fragments", "emendations", "foreign", "typography")


def pages() -> dict[str, str]:
    """Every page of the reference by its file name."""
    return {
        "book.md": _page(
            "book.yaml", "The metadata of a book. Only `title` and `language` are required.", _keys("book")
        ),
        "lists.md": _page(
            "Lists and other data",
            "The YAML files that may stand beside `book.yaml`, key by key.",
            *(part for name in _OF_A_BOOK for part in (f"## {_title(name)}\n", _keys(name))),
        ),
        "problems.md": _page(
            "Codes of problems",
            "Every problem is printed as `file:line: code message`. A code never changes its meaning. An error stops the build; "
            "advice, which `build.py advice` lists, stops that of a book with `strict: true` only.",
            _table(
                ("Code", "Degree", "Meaning"),
                ((code, "advice" if code in ADVICE else "error", meaning) for code, meaning in CODES.items()),
            ),
        ),
        "printers.md": _page(
            "Printers", "What each printer asks, and where that is from: `press/input/printers.yaml`.", *_printers()
        ),
        "channels.md": _page(
            "Channels", "The shops, distributors and archives of `press/outputs/channels/channels.yaml`.", _channels()
        ),
        "languages.md": _page(
            "Languages", "The languages that a book may be in: the folders of `press/language/`.", _languages()
        ),
        "structure.md": _page(
            "Structure",
            "The packages of `press/` in the order in which data flows, and what each imports from.",
            _structure(),
        ),
        "commands.md": _page("Commands", "What `./build.py COMMAND --help` prints.", *_commands()),
    }


def _page(title: str, about: str, *parts: str) -> str:
    note = "Made by `python -m tools.reference`; edit what it is made of, not this page."
    return "\n".join((f"# {title}\n", f"{about} {note}\n", *parts)).rstrip("\n") + "\n"


def _title(name: str) -> str:
    head = (SCHEMAS / f"{name}.yaml").read_text("utf-8").splitlines()[0]
    return head.removeprefix("# ").rstrip(".").replace(f"{name}.yaml", f"`{name}.yaml`", 1)


def _table(head: tuple[str, ...], rows: Any) -> str:
    lines = [" | ".join(head), " | ".join("---" for _ in head)]
    lines += [" | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in row) for row in rows]
    return "".join(f"| {line} |\n" for line in lines)


def _keys(name: str) -> str:
    schema = schema_of(name)
    return _table(("Key", "Required", "Value", "What it is"), _rows(schema, schema, ""))


def _rows(schema: Mapping[str, Any], root: Mapping[str, Any], path: str) -> Iterator[tuple[str, str, str, str]]:
    """A row for each key below ``path``; entries of lists are shown by ``[]``, keys that the editor chooses by ``*``."""
    schema = _resolved(schema, root)
    for key, value in schema.get("properties", {}).items():
        needed = "yes" if key in schema.get("required", ()) else ""
        yield from _row(f"{path}{key}", needed, value, root)
    if isinstance(schema.get("additionalProperties"), dict):
        yield from _row(f"{path}*", "", schema["additionalProperties"], root)
    if isinstance(schema.get("items"), dict):
        yield from _rows(schema["items"], root, f"{path}[]." if path else "")


def _row(
    path: str, needed: str, value: Mapping[str, Any], root: Mapping[str, Any]
) -> Iterator[tuple[str, str, str, str]]:
    about = str(value.get("description", ""))
    value = {**_resolved(value, root)}
    about = about or str(value.get("description", ""))
    yield f"`{path}`", needed, _kind(value), about.removeprefix(f"{path.rsplit('.', 1)[-1]}: ")
    items = value.get("items")
    if isinstance(items, dict):
        yield from _rows(items, root, f"{path}[].")
    else:
        yield from _rows(value, root, f"{path}.")


def _resolved(schema: Mapping[str, Any], root: Mapping[str, Any]) -> Mapping[str, Any]:
    while "$ref" in schema:
        target: Any = root
        for step in schema["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        schema = {**target, **{key: value for key, value in schema.items() if key != "$ref"}}
    return schema


def _kind(value: Mapping[str, Any]) -> str:
    if "enum" in value:
        return ", ".join(f"`{one}`" for one in value["enum"])
    names = value.get("type", "")
    return ", ".join(names) if isinstance(names, list) else str(names)


def _printers() -> Iterator[str]:
    for printer in printers().values():
        yield f"## {printer.name} (`{printer.key}`)\n"
        rules = [
            (part, rule)
            for part, rules in (
                ("interior", printer.interior),
                ("cover", printer.cover),
                *zip(("interior of a hardcover", "cover of a hardcover"), printer.case or (), strict=False),
            )
            for rule in rules.values()
        ]
        yield _table(
            ("File", "Rule", "Limit", "Source", "Confidence"),
            ((part, rule.name, f"`{rule.limit}`", rule.source, rule.confidence) for part, rule in rules),
        )


def _channels() -> str:
    rows = (
        (
            channel.name,
            f"`{channel.key}`",
            channel.edition,
            ", ".join(file.of for file in channel.files) or "–",
            channel.address,
        )
        for channel in channels("en").values()
    )
    return _table(("Channel", "Key", "Edition", "Files", "Address"), rows)


def _languages() -> str:
    return _table(
        ("Tag", "Name", "ISO 639-2"),
        ((f"`{tag}`", language_of(tag).name, language_of(tag).iso639_2) for tag in LANGUAGES),
    )


def _structure() -> str:
    """The import graph between packages, as a drawing that GitHub shows and as a table."""
    arrows = sorted(imports_between_packages())
    drawing = "".join(f"  {one} --> {other}\n" for one, other in arrows if other != "core")
    rows = ((f"`{package}`", ", ".join(f"`{other}`" for one, other in arrows if one == package)) for package in FLOW)
    return f"```mermaid\ngraph RL\n{drawing}```\n\nEvery package imports from `core`.\n\n{_table(('Package', 'Imports from'), rows)}"


def _commands() -> Iterator[str]:
    whole = parser()
    (commands,) = (action for action in whole._actions if isinstance(action, argparse._SubParsersAction))
    for name, command in commands.choices.items():
        yield f"## {name}\n\n```\n{command.format_help().replace(str(ROOT) + os.sep, '').rstrip()}\n```\n"


def main() -> None:
    """Write the pages."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, "utf-8")


if __name__ == "__main__":
    os.environ["COLUMNS"] = "100"  # argparse breaks its lines by the terminal
    main()
