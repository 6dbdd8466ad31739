"""Reports for the editor in the language of the editor: a catalogue of templates (``press/language/<tag>/reports.yaml``)."""

from __future__ import annotations

from functools import cache

from press.core.languages import language_data, language_of
from press.core.messages import Message, Renderer
from press.core.paths import REPORT_LANGUAGES


class _Translation(Renderer):
    """Fills in the templates of a catalogue; one that it lacks stays English."""

    def __init__(self, language: str):
        self.decimal = language_of(language).decimal
        self._catalogue: dict[str, str] = language_data(language, "reports") if language != "en" else {}

    def template(self, english: str) -> str:
        return self._catalogue.get(english, english)


def in_language(text: str, language: str) -> str:
    """A message in one of :data:`press.core.paths.REPORT_LANGUAGES`; a plain text, as the words of a tool, as it is."""
    return _translation(language).render(text) if isinstance(text, Message) else text


@cache
def _translation(language: str) -> _Translation:
    """The translation; :class:`KeyError` for a language that no report has."""
    if language not in REPORT_LANGUAGES:
        raise KeyError(f"there are no reports in {language}")
    return _Translation(language)
