"""What can be corrected in a document without judgement, whatever its language: signs, levels, a missing identifier."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cached_property
from pathlib import Path

from press.compose.identifiers import is_free
from press.core.problems import ManuscriptError, Problems
from press.input.manuscript import Manuscript, MarkdownFile, read_manuscript
from press.input.metadata import slugify
from press.input.source_text import headings, without_code
from press.language.es import fixed_source, is_spanish, read_ignored
from press.language.es.exceptions import Ignored
from press.language.typewriter import set_signs

_ATX = re.compile(r"^(#{1,6})(?=[ \t])")
_TITLE = re.compile(r"^#[ \t]+(?P<words>[^{}\n]*?)[ \t]*(?:\{(?P<given>[^{}\n]*)\})?[ \t]*#*[ \t]*$")


def fixed(document: MarkdownFile, language: str, taken: Collection[str], ignored: Ignored | None) -> str:
    """The text of a document with the signs of its language, levels without gaps and an identifier for its title.

    ``taken`` are the identifiers of the whole book; ``ignored`` what it lets pass of the Spanish rules, None for a book in
    another language. The text has the same lines.
    """
    text = fixed_source(document, ignored) if ignored is not None else document.text
    text = set_signs(text, language)
    lines = text.split("\n")
    _close_gaps(lines, without_code(text))
    _name_title(lines, document, taken)
    return "\n".join(lines)


class Corrections:
    """The corrections of a book whose folder is ``folder``; of a book that cannot be read, none."""

    def __init__(self, folder: Path):
        self.folder = folder

    @cached_property
    def _manuscript(self) -> tuple[Manuscript | None, Ignored | None]:
        problems = Problems()
        try:
            manuscript = read_manuscript(self.folder, problems)
            spanish = manuscript is not None and is_spanish(manuscript)
            return manuscript, read_ignored(self.folder, problems) if spanish else None
        except ManuscriptError:
            return None, None

    def __call__(self, path: str, data: bytes) -> bytes:
        """The document of a path with a new text, corrected as :func:`fixed` does."""
        manuscript, ignored = self._manuscript
        if manuscript is None:
            return data
        document = MarkdownFile(self.folder / path, path.split("/")[0], data.decode())
        others = (other for other in manuscript.documents if other.path != document.path)
        taken = {name for other in others for name in other.identifiers} | document.identifiers
        return fixed(document, manuscript.metadata.language, taken, ignored).encode()


def _close_gaps(lines: list[str], prose: str) -> None:
    """Lift the headings that skip a level, and those below them alike, in place; as the build does."""
    above: list[int] = []
    for heading in headings(prose):
        if heading.level == 1:
            above = []
        while above and above[-1] >= heading.level:
            above.pop()
        above.append(heading.level)
        depth = min(len(above) + (1 if above[0] > 1 else 0), 6)
        at = heading.line - 1
        if depth < heading.level and _ATX.match(lines[at]):
            lines[at] = _ATX.sub("#" * depth, lines[at])


def _name_title(lines: list[str], document: MarkdownFile, taken: Collection[str]) -> None:
    """Give the title of a document an identifier of its words, in place, where it has none and the words are free."""
    title = next((h for h in headings(document.prose) if h.level == 1), None)
    match = _TITLE.match(lines[title.line - 1]) if title else None
    if title is None or match is None or "#" in (match["given"] or "") or not match["words"]:
        return
    name = slugify(re.sub(r"[*_`]", "", match["words"]), "")
    if name and name not in taken and is_free(name):
        given = f" {match['given'].strip()}" if match["given"] else ""
        lines[title.line - 1] = f"# {match['words']} {{#{name}{given}}}"
