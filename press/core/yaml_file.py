"""Text and YAML files as editors write them: every value with its line, unknown keys refused."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from press.core.book_files import BookFolders, FileRefusedError, read_regular
from press.core.problems import Problems
from press.core.schema_check import check_schema
from press.core.yaml_reader import Address, YamlError, YamlText, parse_yaml

#: Texts that are kept as they were read.
_KEPT = 64


@dataclass(frozen=True)
class DataFile:
    """The content of a YAML file and the line on which each value stands."""

    path: Path
    value: Any
    lines: dict[Address, int] = field(repr=False)

    def line_holding(self, text: str) -> int:
        """Line (from 1) of the first value that holds a piece of text; 0 where none does."""
        return next((self.line(*at) for at, value in _texts(self.value, ()) if text in value), 0)

    def line(self, *address: str | int) -> int:
        """Line (from 1) of the value at ``address``, or of its nearest ancestor."""
        while address and address not in self.lines:
            address = address[:-1]
        return self.lines.get(address, 1)


def _texts(value: Any, at: Address) -> Iterator[tuple[Address, str]]:
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, (dict, list)):
        for step, child in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _texts(child, (*at, step))


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


@lru_cache(maxsize=_KEPT)
def _checked(text: str, schema: str) -> tuple[YamlText, list[tuple[int, str, str]]]:
    """A YAML text, and what its schema refuses; whoever reads a book again and again has most of its files unchanged."""
    found = parse_yaml(text)
    return found, [] if found.faults else list(check_schema(found, schema))


def read_yaml(path: Path, schema: str, problems: Problems, folders: BookFolders | None = None) -> DataFile | None:
    """Read a YAML file and check it against ``press/core/schemas/<schema>.yaml``; None if it is not usable.

    ``folders`` as for :func:`read_text`.
    """
    text = read_text(path, problems, folders)
    if text is None:
        return None
    try:
        found, refused = _checked(text, schema)
    except YamlError as error:
        problems.add(path, error.line, "B003", f"broken YAML: {error.reason}", error.hint)
        return None
    data = DataFile(path, deepcopy(found.value), found.lines)
    for line, reason, hint in found.faults:
        problems.add(path, line, "B004", reason, hint)
    if found.faults:
        return None
    for line, message, hint in refused:
        problems.add(path, line, "B004", message, hint)
    return None if refused else data
