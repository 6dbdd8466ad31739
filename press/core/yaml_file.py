"""Text and YAML files as editors write them: every value with its line, unknown keys refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import yaml

from press.core.book_files import BookFolders, FileRefusedError, read_regular
from press.core.formats import FORMATS
from press.core.paths import SCHEMAS
from press.core.problems import Problems

Address = tuple[str | int, ...]


@dataclass(frozen=True)
class DataFile:
    """The content of a YAML file and the line on which each value stands."""

    path: Path
    value: Any
    lines: dict[Address, int] = field(repr=False)

    def line(self, *address: str | int) -> int:
        """Line (from 1) of the value at ``address``, or of its nearest ancestor."""
        while address and address not in self.lines:
            address = address[:-1]
        return self.lines.get(address, 1)


def read_text(path: Path, problems: Problems, folders: BookFolders | None = None) -> str | None:
    """The text of a UTF-8 file, without a byte-order mark and with LF line ends; None if unreadable.

    A book's own files are read with the ``folders`` of the book, outside which nothing is read.
    """
    try:
        data = folders.read(path) if folders else read_regular(path)
    except FileRefusedError as error:
        problems.add(path, 0, error.code, f"the file {error.reason}", error.hint)
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.add(
            path, line, "B002", f"byte 0x{data[error.start]:02x} is not UTF-8", "Save the file with the encoding UTF-8."
        )
        return None
    return text.replace("\r\n", "\n")


def read_yaml(path: Path, schema: str, problems: Problems, folders: BookFolders | None = None) -> DataFile | None:
    """Read a YAML file and check it against ``press/core/schemas/<schema>.yaml``; None if it is not usable.

    ``folders`` as for :func:`read_text`.
    """
    text = read_text(path, problems, folders)
    if text is None:
        return None
    before = len(problems.items)
    lines: dict[Address, int] = {}
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        if node is not None:
            _locate(node, (), lines, path, problems)
        value = loader.construct_document(node) if node is not None else None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problems.add(
            path,
            mark.line + 1 if mark else 0,
            "B003",
            f"broken YAML: {error.problem}",
            "Text with a colon, or that begins with a sign, goes between quotation marks.",
        )
        return None
    except yaml.YAMLError as error:
        problems.add(path, 0, "B003", f"broken YAML: {error}")
        return None
    data = DataFile(path, value, lines)
    for refusal in _validator(schema).iter_errors(value):
        _tell(refusal, data, problems)
    return data if len(problems.items) == before else None


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # the C one reads ten times as fast
    """Safe YAML in which dates stay text: the house never guesses a type."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _locate(node: yaml.Node, at: Address, lines: dict[Address, int], path: Path, problems: Problems) -> None:
    lines.setdefault(at, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, child in node.value:
            line = key.start_mark.line + 1
            if key.value in seen:
                problems.add(path, line, "B004", f"the key «{key.value}» is given twice", "Keep one of them.")
            seen.add(key.value)
            lines[(*at, key.value)] = line
            _locate(child, (*at, key.value), lines, path, problems)
    elif isinstance(node, yaml.SequenceNode):
        for number, child in enumerate(node.value):
            _locate(child, (*at, number), lines, path, problems)


@cache
def _validator(schema: str) -> jsonschema.Draft202012Validator:
    text = (SCHEMAS / f"{schema}.yaml").read_text("utf-8").replace("$formats", ", ".join(FORMATS))
    return jsonschema.Draft202012Validator(yaml.load(text, _Loader))  # noqa: S506


def _tell(error: jsonschema.ValidationError, data: DataFile, problems: Problems) -> None:
    """Say a schema error in an editor's words."""
    at = tuple(error.absolute_path)
    where = ".".join(str(step + 1) if isinstance(step, int) else step for step in at) or "the file"
    schema: dict[str, Any] = dict(error.schema) if isinstance(error.schema, dict) else {}
    asked: Any = error.validator_value
    given: Any = error.instance
    hint = str(schema.get("description", ""))
    if error.validator == "additionalProperties":
        known = list(schema.get("properties", {}))
        for key in sorted(set(given) - set(known)):
            problems.add(
                data.path,
                data.line(*at, key),
                "B004",
                f"unknown key «{key}»",
                f"The keys here are: {', '.join(known)}.",
            )
        return
    if error.validator == "required":
        missing = [key for key in asked if key not in given]
        message = f"{where} lacks {', '.join(f'«{key}»' for key in missing)}"
        hints = (schema.get("properties", {}).get(key, {}).get("description", "") for key in missing)
        hint = " ".join(filter(None, hints))
    elif error.validator == "enum":
        message = f"{where}: «{error.instance}» is not one of {', '.join(map(str, asked))}"
    elif error.validator == "type":
        message = f"{where}: {asked} expected, «{error.instance}» found"
    elif error.validator == "pattern":
        message = f"{where}: «{error.instance}» does not have the form asked for"
    else:
        message = f"{where}: {error.message}"
    problems.add(data.path, data.line(*at), "B004", message, hint)
