"""``build.py advice`` lists what a book could do better; ``build.py fix`` corrects what needs no judgement."""

from __future__ import annotations

import difflib
import sys
from pathlib import Path

from press.commands.build import compose_book
from press.commands.fixing import fixed
from press.commands.importing.again import note_fixed
from press.core.options import BuildOptions
from press.core.problems import ManuscriptError, Problem, Problems, printable, shown
from press.core.replace_file import replace_file
from press.input.manuscript import MarkdownFile, read_manuscript
from press.language.es import is_spanish, read_ignored


def show_advice(book: Path, options: BuildOptions) -> int:
    """Print the advice of a book, in the order of its files; :class:`ManuscriptError` where it has errors."""
    problems = Problems()
    try:
        compose_book(book, problems, options)
    finally:
        for problem in problems.advice:
            print(problem)
    return 0


def fix_manuscript(book: Path, write: bool) -> int:
    """Print, as a unified diff, what can be corrected in the documents without judgement; ``write`` it if asked.

    Typewriter signs, skipped levels and titles without an identifier; in Spanish also what the rules of orthotypography find.
    """
    problems = Problems()
    manuscript = read_manuscript(book, problems)
    problems.stop_if_any()
    if manuscript is None:
        return 0
    ignored = read_ignored(manuscript.folder, problems) if is_spanish(manuscript) else None
    taken = {name for document in manuscript.documents for name in document.identifiers}
    written: dict[str, tuple[bytes, bytes]] = {}
    count = 0
    for document in manuscript.documents:
        text = fixed(document, manuscript.metadata.language, taken, ignored)
        taken |= MarkdownFile(document.path, document.part, text).identifiers
        if text == document.text:
            continue
        count += 1
        print(_diff(document, text), end="")
        if write:
            written[document.path.relative_to(manuscript.folder).as_posix()] = _write(document, text)
    note_fixed(manuscript.folder, written)
    done = "corrected" if write else "to correct; --write does it"
    print(f"{count} file{'' if count == 1 else 's'} {done}.", file=sys.stderr)
    return 0


def _diff(document: MarkdownFile, text: str) -> str:
    """The unified diff from a document to its corrected text."""
    name = shown(document.path)
    lines = difflib.unified_diff(document.text.splitlines(True), text.splitlines(True), name, name)
    return "".join(f"{printable(line.rstrip(chr(10)))}\n" for line in lines)


def _write(document: MarkdownFile, text: str) -> tuple[bytes, bytes]:
    """Put a corrected text in the place of a document's, with the line ends and the byte-order mark that it had.

    Returns what the file was, and what it is now.
    """
    data = document.path.read_bytes()
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    written = data.removeprefix(mark).decode(errors="replace").split("\n")
    old, new = document.text.split("\n"), text.split("\n")
    # Only lines that change are compared: what is read of a document is without its metadata block.
    changed = [number for number, (before, after) in enumerate(zip(old, new, strict=True)) if before != after]
    if len(written) != len(old) or any(written[number].removesuffix("\r") != old[number] for number in changed):
        hint = "Save it in the editor, and run this again."
        words = "the file was changed while it was read, and is left as it is"
        raise ManuscriptError([Problem(shown(document.path), 0, "B001", words, hint)])
    for number in changed:
        written[number] = new[number] + "\r" * written[number].endswith("\r")
    after = mark + "\n".join(written).encode()
    replace_file(document.path, after)
    return data, after
