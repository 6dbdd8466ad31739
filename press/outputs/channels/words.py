"""The words of the forms, in the language of the book (``press/language/<tag>/channels.yaml``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from press.core.languages import language_data, language_of, language_with


@dataclass(frozen=True)
class Words:
    """The words of one language, by group and name; ``language`` is its tag."""

    language: str
    groups: dict[str, dict[str, str]]

    def __call__(self, group: str, name: str, /, **values: object) -> str:
        """One text, with values in the places of its braces."""
        return self.groups[group][name].format(**values)

    def number(self, value: float, form: str) -> str:
        """A number in a form such as ``.2f``, with the decimal sign of the language."""
        return format(value, form).replace(".", language_of(self.language).decimal)


@cache
def words_of(tag: str) -> Words:
    """The words for a book in a language (a BCP 47 tag), English where it has none."""
    language = language_with(tag, "channels")
    return Words(language, language_data(language, "channels", "channel_words"))
