"""Channels: what each shop, distributor and archive asks of a book, a table of data (``channels.yaml``) with sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from press.core.problems import Problems
from press.core.yaml_file import read_yaml
from press.input.printers import Rule

TABLE = Path(__file__).with_name("channels.yaml")


@dataclass(frozen=True)
class RequiredFile:
    """A file that a channel takes: ``of`` which of ours it is made, and the pattern of its name."""

    of: str
    pattern: str
    source: str
    confidence: str


@dataclass(frozen=True)
class Field:
    """A field of the channel's form: ``value`` names what is written there, or ``text`` is it.

    ``length`` is in characters, 0 for no limit, as is ``count`` (of entries); ``join`` sets entries into one field.
    """

    label: str
    source: str
    confidence: str
    value: str = ""
    text: str = ""
    length: int = 0
    count: int = 0
    join: str = ""


@dataclass(frozen=True)
class Channel:
    """A channel and its rules; one without ``files`` cannot be sent to, and its rules say why."""

    key: str
    name: str
    address: str
    edition: str
    rules: Mapping[str, Rule]
    printer: str = ""
    files: tuple[RequiredFile, ...] = ()
    picture: Rule | None = None
    fields: tuple[Field, ...] = ()
    before: tuple[Rule, ...] = ()


@cache
def channels(language: str) -> dict[str, Channel]:
    """The channels of the table, by key, with its texts in a language; :class:`ManuscriptError` when it breaks its schema."""
    return read_channels(TABLE, language)


def read_channels(path: Path, language: str) -> dict[str, Channel]:
    """The channels of a table in the form of ``press/core/schemas/channels.yaml``, else :class:`ManuscriptError`."""
    problems = Problems()
    data = read_yaml(path, "channels", problems)
    problems.stop_if_any()
    assert data is not None  # noqa: S101 - a table that cannot be read has problems
    return {key: _channel(key, _in_language(value, language)) for key, value in data.value.items()}


def _in_language(value: Any, language: str) -> Any:
    """A value of the table with each text that is given by language in this one, English where it is not given."""
    if isinstance(value, dict):
        if "en" in value:
            return value.get(language, value["en"])
        return {key: _in_language(each, language) for key, each in value.items()}
    return [_in_language(each, language) for each in value] if isinstance(value, list) else value


def _channel(key: str, value: dict[str, Any]) -> Channel:
    form = value.get("form", {"fields": []})
    return Channel(
        key,
        value["name"],
        value["address"],
        value["edition"],
        rules={name: Rule(name, **row) for name, row in value["rules"].items()},
        printer=value.get("printer", ""),
        files=tuple(
            RequiredFile(row["of"], row["name"], row["source"], row["confidence"]) for row in value.get("files", ())
        ),
        picture=Rule("picture", **value["picture"]) if "picture" in value else None,
        fields=tuple(_field(row, form) for row in form["fields"]),
        before=tuple(Rule("before", **row) for row in value.get("before", ())),
    )


def _field(row: dict[str, Any], form: dict[str, Any]) -> Field:
    """A field whose source is not given has that of its form."""
    given = row if "source" in row else form
    return Field(
        row["label"],
        given["source"],
        given["confidence"],
        value=row.get("value", ""),
        text=row.get("text", ""),
        **row.get("limit", {}),
    )
