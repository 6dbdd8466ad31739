"""YAML -> values with their lines, bounded, and without the types that YAML guesses.

Dates, sexagesimal and octal numbers, infinities and numbers of many digits stay text, tags are refused, keys are text.
One pass over libyaml's events: nothing is built of a file that goes beyond the limits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from press.core.limits import YAML_LEVELS, YAML_VALUES

#: Where a value stands: keys of mappings and numbers of lists, from the root.
Address = tuple[str | int, ...]
#: What no edition can show: controls, non-characters, and separators of lines that are none in YAML.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufeff\ufffe\uffff]")
_BOOLEANS = {"true": True, "false": False, "yes": True, "no": False, "on": True, "off": False}
_NULLS = {"", "~", "null"}
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,14})")
_FLOAT = re.compile(r"[-+]?(?:[0-9]{1,15}\.[0-9]{0,15}|\.[0-9]{1,15})(?:[eE][-+]?[0-9]{1,2})?")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one reads ten times as fast


class YamlError(Exception):
    """YAML that cannot be read: its line (from 1), what is wrong, and what to do."""

    def __init__(self, line: int, reason: str, hint: str):
        super().__init__(reason)
        self.line, self.reason, self.hint = line, reason, hint


@dataclass
class YamlText:
    """What a YAML text holds."""

    value: Any = None
    #: the line (from 1) of each value; those within an alias have that of the alias
    lines: dict[Address, int] = field(default_factory=dict)
    #: what stands for the values that are not text, as it is written
    written: dict[Address, str] = field(default_factory=dict)
    #: faults that do not keep from reading on: line, reason, hint
    faults: list[tuple[int, str, str]] = field(default_factory=list)


def parse_yaml(text: str) -> YamlText:
    """The only document of a YAML text; :class:`YamlError` where it cannot be read, or goes beyond the limits."""
    if found := _CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise YamlError(line, f"the character U+{ord(found[0]):04X} stands in it", "Remove it: no edition can show it.")
    try:
        return _Builder(text).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        hint = "Text with a colon, or that begins with a sign, goes between quotation marks."
        if mark is not None and "\t" in "".join(text.split("\n")[mark.line : mark.line + 1]):
            hint = "Put spaces in the place of tabs."
        raise YamlError(mark.line + 1 if mark is not None else 0, str(error.problem), hint) from error
    except yaml.YAMLError as error:
        raise YamlError(0, str(error), "Write it anew.") from error


class _Builder:
    """Builds the value of a document from its events."""

    def __init__(self, text: str):
        self._events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
        self._found = YamlText()
        #: what an anchor names, and its nodes; None while it is being built
        self._anchors: dict[str, tuple[Any, int] | None] = {}
        self._nodes = 0

    def document(self) -> YamlText:
        """The value of the only document; nothing where there is none."""
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if () in self._found.lines:
                    reason = "a second document begins here"
                    hint = "Delete the line of ---; a file has one document."
                    raise YamlError(_line_of(event), reason, hint)
                self._found.value = self._node(next(self._events), ())
        return self._found

    def _node(self, event: Any, at: Address) -> Any:
        line = _line_of(event)
        self._found.lines.setdefault(at, line)
        if isinstance(event, yaml.AliasEvent):
            known = self._anchors.get(str(event.anchor))
            if known is None:
                raise YamlError(line, f"*{event.anchor} repeats nothing that is whole", "Write the value itself.")
            self._count(known[1], line)
            return known[0]
        if len(at) > YAML_LEVELS:
            raise YamlError(line, f"lists lie in lists, more than {YAML_LEVELS} deep", "Make it plainer.")
        before = self._nodes
        self._count(1, line)
        if event.anchor:
            self._anchors[event.anchor] = None
        if event.tag not in (None, "!"):
            self._found.faults.append((line, f'the tag "{event.tag}" is not read', "Write the value without a tag."))
        if isinstance(event, yaml.ScalarEvent):
            value = self._scalar(event, at)
        else:
            value = self._mapping(at) if isinstance(event, yaml.MappingStartEvent) else self._sequence(at)
        if event.anchor:
            self._anchors[event.anchor] = value, self._nodes - before
        return value

    def _count(self, nodes: int, line: int) -> None:
        self._nodes += nodes
        if self._nodes > YAML_VALUES:
            raise YamlError(line, f"it holds more than {YAML_VALUES} values, aliases counted", "Divide the file.")

    def _sequence(self, at: Address) -> list[Any]:
        values: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            values.append(self._node(event, (*at, len(values))))
        return values

    def _mapping(self, at: Address) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            line = _line_of(event)
            key = self._key(event, line)
            self._count(1, line)
            if key in values:
                self._found.faults.append((line, f'the key "{key}" is given twice', "Keep one of them."))
            self._found.lines[(*at, key)] = line
            values[key] = self._node(next(self._events), (*at, key))
        return values

    def _key(self, event: Any, line: int) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            raise YamlError(line, "a key is a list, a mapping or an alias", "Write a word as the key.")
        if event.implicit[0] and not isinstance(_typed(event.value), str):
            written = event.value or "nothing"
            hint = f'Write a word; where "{written}" is meant, put it between quotation marks.'
            self._found.faults.append((line, f"the key {written} is not text", hint))
        return str(event.value)

    def _scalar(self, event: Any, at: Address) -> Any:
        text = event.value
        if found := _CONTROL.search(text):
            fault = f"the character U+{ord(found[0]):04X} stands in the value"
            self._found.faults.append((_line_of(event), fault, "Remove it: no edition can show it."))
        value = _typed(text) if event.implicit[0] else text
        if not isinstance(value, str):
            self._found.written[at] = text
        elif event.style in ("|", ">"):
            return value.rstrip("\n")
        return value


def _line_of(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _typed(text: str) -> Any:
    """What a plain scalar means: true, false, null, a number, or its text."""
    if text.lower() in _BOOLEANS:
        return _BOOLEANS[text.lower()]
    if text.lower() in _NULLS:
        return None
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text
