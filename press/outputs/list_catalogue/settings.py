"""What a list's catalogue says of itself: its title, language, sender and address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from press.core.languages import language_data, language_with
from press.core.paths import LANGUAGES
from press.core.problems import Problems
from press.core.yaml_file import read_yaml

#: The file in the list's folder.
FILE = "catalogue.yaml"
#: The language of a catalogue without books.
_DEFAULT = "es"


@dataclass(frozen=True)
class Settings:
    """The values of ``catalogue.yaml``; what is empty is left out, or taken from the books (:meth:`completed`)."""

    title: str = ""
    language: str = ""
    publisher: str = ""
    contact: str = ""
    base_url: str = ""

    def completed(self, languages: Iterable[str]) -> Settings:
        """With a language, the most frequent of the books' ``languages``, a title and a sender."""
        counted = Counter(tag.split("-")[0] for tag in languages)
        most = min(counted, key=lambda tag: (-counted[tag], tag), default=_DEFAULT)
        language = self.language or most
        words = language_data(language_with(language, "catalogue"), "catalogue", "catalogue_words")
        title = self.title or words["title"]
        return Settings(title, language, self.publisher or title, self.contact, self.base_url)


def read_settings(folder: Path, problems: Problems) -> Settings:
    """The settings of the list in a folder; :class:`press.core.problems.ManuscriptError` where its file breaks its schema."""
    path = folder / FILE
    if not path.is_file():
        return Settings()
    data = read_yaml(path, "catalogue", problems)
    if data is not None and data.value.get("language", _DEFAULT).split("-")[0] not in LANGUAGES:
        message = f'the program does not know the language "{data.value["language"]}"'
        problems.add(path, data.line("language"), "B004", message, f"It has: {', '.join(sorted(LANGUAGES))}.")
    problems.stop_if_any()
    return Settings(**data.value) if data is not None else Settings()
