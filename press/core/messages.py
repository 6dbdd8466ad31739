"""Messages of the reports: an English text that keeps its template and values, so that a report can be translated."""

from __future__ import annotations

from string import Formatter
from typing import Any


class Renderer(Formatter):
    """Fills in the templates of messages in English; a translation is a subclass with templates of its own.

    A value that is a message is rendered too, the values of a tuple are separated by commas, and a float takes the
    decimal sign.
    """

    decimal = "."

    def template(self, english: str) -> str:
        """The template to fill in for an English one."""
        return english

    def render(self, message: Message) -> str:
        """The text of a message."""
        return self.vformat(self.template(message.template), message.values, {})

    def format_field(self, value: Any, format_spec: str) -> str:
        """The text of one value."""
        if isinstance(value, Message):
            return self.render(value)
        if isinstance(value, tuple):
            return ", ".join(self.format_field(each, format_spec) for each in value)
        text = format(value, format_spec)
        return text.replace(".", self.decimal) if isinstance(value, float) else text


_ENGLISH = Renderer()


class Message(str):
    """An English text made from a template with braces (``"{} pages"``) and their values, both of which it keeps.

    It is a ``str`` wherever one is wanted; :func:`press.language.reports.in_language` gives it in another language.
    """

    template: str
    values: tuple[object, ...]

    def __new__(cls, template: str, *values: object) -> Message:
        """The message; :class:`IndexError` when the template has more braces than there are values."""
        message = super().__new__(cls, _ENGLISH.vformat(template, values, {}))
        message.template, message.values = template, values
        return message

    def __getnewargs__(self) -> tuple[Any, ...]:
        """What a copy is made from."""
        return (self.template, *self.values)
