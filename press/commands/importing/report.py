"""``import-report.md``: what an editor should look at after an import, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Sequence

from press.commands.importing.book import ImportedBook
from press.commands.importing.source import Source
from press.core.languages import language_of
from press.core.problems import Problem

REPORT = "import-report.md"
#: The sections, in their order, with what each is.
_SECTIONS = {
    "form not kept": (
        "Form that was not kept",
        "The words are there; the look is the stylesheets'. Where it means something, give it its Markdown.",
    ),
    "tracked changes": ("Tracked changes", "All were accepted."),
    "comments": ("Comments", "They are not in the chapters. Where the text stands, what was said of it:"),
    "pictures left out": ("Pictures that are missing", "The text goes on without them."),
    "notes": ("Notes", "What does not pair:"),
    "left out": ("Left out on purpose", "It is no text of the book."),
    "headings": ("Headings", "Where one of these is none, remove its #, and join the files."),
    "title": ("Title", "Correct `title` in `book.yaml`."),
    "language": ("Language", "Correct `language` in `book.yaml` where this is wrong."),
}
_LONGEST = 160


def report_of(names: Sequence[str], book: ImportedBook, source: Source, said: Sequence[Problem]) -> str:
    """The report as Markdown; ``said`` is what the build says of the imported book."""
    lines = ["# Import report", ""]
    lines += [
        f"From {', '.join(names)}, in {language_of(book.language).name}: {book.words:,} words, all of them in the chapters,",
        "in their order.",
        "",
    ]
    lines += [
        "| File | Title |",
        "| --- | --- |",
        *(f"| {path} | {_short(title)} |" for path, title in book.documents.items()),
        "",
    ]
    if source.pictures:
        lines += [
            "The pictures are in `images/`; `images/figures.yaml` asks what only you know of each.",
            "",
        ]
    for kind, (title, about) in _SECTIONS.items():
        found = [remark for remark in source.remarks if remark.kind == kind]
        if found:
            lines += [
                f"## {title}",
                "",
                about,
                "",
                *(
                    f"- “{_short(each.place)}”: {_short(each.what)}" if each.place else f"- {_short(each.what)}"
                    for each in found
                ),
                "",
            ]
    if said:
        lines += ["## What the build says", "", "Advice, which stops no build, and what has to be corrected first:", ""]
        lines += [f"- {_short(str(problem).splitlines()[0])}" for problem in said] + [""]
    return "\n".join(lines)


def _short(text: str) -> str:
    words = " ".join(text.split()).replace("|", "\\|")
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
