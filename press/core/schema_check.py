"""A YAML file against its schema: what is wrong with it, in an editor's words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

import jsonschema

from press.core.formats import FORMATS
from press.core.lists import LISTS
from press.core.paths import SCHEMAS, THEMES
from press.core.suggest import did_you_mean, nearest
from press.core.typefaces import BOOK_FACES
from press.core.value_formats import format_checker
from press.core.yaml_reader import Address, YamlText, parse_yaml

#: The keys by whose value an entry is known, the first that it has; a list may add its own.
_NAMES = ("id", "name", "term", "title", "word", "words", "text", "reads")
#: What a schema calls the types.
_TYPES = {
    "object": "keys with values",
    "array": "a list",
    "string": "text",
    "boolean": "true or false",
    "null": "nothing",
}
#: How much of a value a message shows.
_SHOWN = 60


def check_schema(found: YamlText, schema: str) -> list[tuple[int, str, str]]:
    """Line, message and hint of everything that ``press/core/schemas/<schema>.yaml`` refuses: one for each mistake."""
    validator = _validator(schema)
    names = (LISTS[schema].known_by, *_NAMES) if schema in LISTS else _NAMES
    said: set[tuple[Address, str]] = set()
    refused: list[tuple[int, str, str]] = []
    for error in sorted(validator.iter_errors(found.value), key=lambda error: error.validator == "minProperties"):
        at = tuple(error.absolute_path)
        if "propertyNames" in error.absolute_schema_path:
            at = (*at, str(error.instance))
        kind = str(error.validator) if error.validator in ("required", "additionalProperties") else ""
        if (at, kind) not in said and not (error.validator == "minProperties" and (at, "required") in said):
            said.add((at, kind))
            refused += _refusals(error, at, found, validator.schema, names)
    return refused


@cache
def _validator(schema: str) -> Any:
    return jsonschema.Draft202012Validator(schema_of(schema), format_checker=format_checker())


def schema_of(name: str) -> dict[str, Any]:
    """A schema of ``press/core/schemas``; ``$formats`` in it stands for the editions of the program."""
    text = (SCHEMAS / f"{name}.yaml").read_text("utf-8").replace("$formats", ", ".join(FORMATS))
    text = text.replace("$themes", ", ".join(THEMES)).replace("$faces", ", ".join(BOOK_FACES))
    rules: dict[str, Any] = parse_yaml(text).value
    return rules


def _refusals(
    error: jsonschema.ValidationError, at: Address, found: YamlText, schema: Any, names: Sequence[str]
) -> Iterator[tuple[int, str, str]]:
    rules: dict[str, Any] = dict(error.schema) if isinstance(error.schema, dict) else {}
    line, where = _line(found, at), _place(found.value, at, names)
    given: Any = error.instance
    asked: Any = error.validator_value
    if error.validator == "additionalProperties":
        known = rules.get("properties", {})
        elsewhere = rules.get("elsewhere", {})
        for key in sorted(set(given) - set(known)):
            hint = elsewhere.get(key.lower()) or _meant(key, known).strip() or f"The keys here are: {', '.join(known)}."
            yield _line(found, (*at, key)), f'unknown key "{_short(key)}"', hint
        return
    hint = _described(error, schema)
    if "propertyNames" in error.absolute_schema_path:
        known = ", ".join(map(str, asked)) if error.validator == "enum" else ""
        keys = f"The keys here are: {known}. " if known else ""
        yield line, f'unknown key "{_short(given)}"', f"{_meant_value(error)}{keys}{hint}"
        return
    if error.validator == "required":
        known = rules.get("properties", {})
        written = [key for key in given if key not in known]
        missing = [key for key in asked if key not in given]
        missing = [key for key in missing if not any(_synonym(other, known) == key for other in written)]
        if missing:
            hints = (known.get(key, {}).get("description", "") for key in missing)
            names = ", ".join(f'"{key}"' for key in missing)
            yield line, f"{where or 'the file'} lacks {names}", " ".join(filter(None, hints)) or hint
        return
    shown = found.written.get(at, given)
    yield (
        line,
        f"{f'{where}: ' if where else ''}{_message(error, shown)}",
        _meant_value(error) + _quoted(error, shown) + hint,
    )


def _message(error: jsonschema.ValidationError, shown: Any) -> str:
    asked: Any = error.validator_value
    instance: Any = error.instance
    value = f'"{_short(shown)}"' if isinstance(instance, str) else _short(shown)
    if error.validator == "enum":
        return f"{value} is not one of {', '.join(map(str, asked))}"
    if error.validator == "type":
        types = " or ".join(_TYPES.get(name, name) for name in ([asked] if isinstance(asked, str) else asked))
        got = "a list" if isinstance(shown, list) else "keys with values" if isinstance(shown, dict) else value
        return f"{types} expected, {got if shown not in (None, '') else 'nothing'} found"
    if error.validator == "format":
        return f"{value} {error.cause}"
    if error.validator == "anyOf":
        ways = [" and ".join(map(str, way.get("required", ()))) for way in asked if isinstance(way, dict)]
        return f"it needs {' or '.join(filter(None, ways)) or 'another value'}"
    if error.validator == "const":
        return f"{value} is not {asked}"
    if error.validator == "pattern":
        return f"{value} does not have the form asked for"
    if error.validator == "maxLength":
        return f"{value} has {len(instance)} characters; the most is {asked}"
    if error.validator in ("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"):
        words = {"minimum": "less than", "exclusiveMinimum": "not more than", "maximum": "more than"}
        return f"{value} is {words.get(str(error.validator), 'not less than')} {asked}"
    if error.validator == "maxItems":
        return f"there are {len(instance)} of them; the most is {asked}"
    if error.validator in ("minItems", "minProperties"):
        return f"there are {len(instance)} of them; the fewest is {asked}"
    return _short(error.message)


def _place(value: Any, at: Address, names: Sequence[str]) -> str:
    """Where a value stands, as an editor knows it: keys, and entries of a list by their name, else by their number."""
    steps = []
    for step in at:
        within = value[step]
        name = next((str(within[key]) for key in names if within.get(key)), "") if isinstance(within, dict) else ""
        if isinstance(step, int):
            steps.append(f'"{_short(name)}"' if name else str(step + 1))
        else:
            steps.append(_short(step))
        value = within
    return ".".join(steps)


def _line(found: YamlText, at: Address) -> int:
    while at and at not in found.lines:
        at = at[:-1]
    return found.lines.get(at, 1)


def _described(error: jsonschema.ValidationError, schema: Any) -> str:
    """What the schema says of the value, or of the nearest thing around it that it says something of."""
    rules, described = schema, ""
    for step in (*error.absolute_schema_path,):
        while isinstance(rules, dict) and "$ref" in rules and step not in rules:
            rules = schema["$defs"][rules["$ref"].rpartition("/")[2]]
        try:
            rules = rules[step]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(rules, dict) and isinstance(rules.get("description"), str):
            described = rules["description"]
    own = error.schema.get("description") if isinstance(error.schema, dict) else None
    return str(own or described or "See the schema of this file in press/core/schemas.")


def _synonym(key: str, known: dict[str, Any]) -> str:
    """The known key that somebody means who writes this one."""
    listed = {word: name for name, rules in known.items() for word in rules.get("synonyms", ())}
    return listed.get(key.lower(), "") or nearest(key, known)


def _meant(key: str, known: dict[str, Any]) -> str:
    meant = _synonym(key, known)
    return f'Did you mean "{meant}"? ' if meant else ""


def _meant_value(error: jsonschema.ValidationError) -> str:
    asked: Any = error.validator_value
    rules: Any = error.schema
    if error.validator == "enum" and isinstance(error.instance, str):
        if meant := rules.get("meant", {}).get(error.instance.lower()):
            return f'Did you mean "{meant}"? '
        return did_you_mean(error.instance, _words(asked))
    return ""


def _quoted(error: jsonschema.ValidationError, shown: Any) -> str:
    """What to do where quotation marks make the difference between a text and a number."""
    instance: Any = error.instance
    if error.validator != "type" or isinstance(instance, (dict, list)) or instance is None:
        return ""
    value: Any = error.validator_value
    asked: list[Any] = [value] if isinstance(value, str) else list(value)
    rules: Any = error.schema
    if "string" in asked and not isinstance(instance, str) and rules.get("format") not in ("edition-day", "day"):
        return f'Put it between quotation marks: "{_short(shown)}". '
    if {"integer", "number"} & {*asked} and isinstance(instance, str) and re.fullmatch(r"-?\d+(\.\d+)?", instance):
        return f"Take its quotation marks away: {instance}. "
    return ""


def _words(values: Iterable[Any]) -> list[str]:
    return [value for value in values if isinstance(value, str)]


def _short(value: Any) -> str:
    text = re.sub(r"\s+", " ", str(value))
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
