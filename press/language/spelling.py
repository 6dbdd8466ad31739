"""``python -m press.language.spelling [BOOK]``: every Spanish word of a book held against hunspell and ``words.txt``.

``words.txt`` beside ``book.yaml`` lists the words that the dictionary lacks and somebody has looked at: one on a
line, in alphabetical order, with ``#`` comments. Exit status: 0 all known; 1 otherwise.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from press.core.book_files import BookFolders
from press.core.languages import language_of
from press.core.paths import ROOT
from press.core.problems import ManuscriptError, Problems
from press.core.yaml_file import read_text
from press.input.manuscript import Manuscript, read_manuscript
from press.language.es.texts import all_prose, is_spanish

_WORD = re.compile(r"[^\W\d_]{2,}")
_ROMAN = re.compile(r"[IVXLCDM]+")
_MISSING = "The dictionary is missing; install it with: apt-get install hunspell hunspell-es"


def main(arguments: list[str] | None = None) -> int:
    """Check one book; returns the exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    problems = Problems()
    try:
        manuscript = read_manuscript(Path(given[0]) if given else ROOT / "book", problems)
        problems.stop_if_any()
        if manuscript and is_spanish(manuscript):
            check_spelling(manuscript, problems)
        problems.stop_if_any()
    except OSError:
        print(_MISSING, file=sys.stderr)
        return 1
    except ManuscriptError as error:
        for problem in error.problems:
            print(problem)
        return 1
    return 0


def check_spelling(manuscript: Manuscript, problems: Problems) -> None:
    """A Problem for each unknown word, and for each line of ``words.txt`` that is out of order or not needed.

    Raises OSError when there is no hunspell, or no Spanish dictionary for it.
    """
    places = list(_words(manuscript))
    unknown = unknown_to_dictionary({word for _, _, word in places})
    path = manuscript.folder / "words.txt"
    listed = dict(_listed(path, problems))
    used = set()
    for file, line, word in places:
        if word not in unknown:
            continue
        entry = next((form for form in (word, word[0].lower() + word[1:]) if form in listed), "")
        used.add(entry)
        if not entry:
            message = f'"{word}" is in neither the dictionary nor {manuscript.folder.name}/words.txt'
            problems.add(file, line, "W001", message, "Correct it; or list it, when it is right.")
    _check_list(path, used, problems)


def unknown_to_dictionary(words: set[str]) -> set[str]:
    """The words that hunspell's Spanish dictionary lacks."""
    if not shutil.which("hunspell"):
        raise FileNotFoundError("hunspell")
    done = subprocess.run(
        ["hunspell", "-d", language_of("es").spelling, "-i", "utf-8", "-l"],
        input="\n".join(sorted(words)) + "\n",
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise FileNotFoundError(done.stderr)
    return set(done.stdout.split())


def _words(manuscript: Manuscript) -> Iterator[tuple[Path, int, str]]:
    """Every word of the book's Spanish text: file, line, word; the numerals of popes and congresses are none."""
    for path, prose in all_prose(manuscript):
        for match in _WORD.finditer(prose.text):
            if not _ROMAN.fullmatch(match[0]):
                yield path, prose.line(match.start()), match[0]


def _listed(path: Path, problems: Problems) -> Iterator[tuple[str, int]]:
    """The words of a list, with their lines."""
    text = read_text(path, problems, BookFolders(path.parent)) if path.exists() else None
    for number, line in enumerate((text or "").split("\n"), 1):
        if word := line.partition("#")[0].strip():
            yield word, number


def _check_list(path: Path, used: set[str], problems: Problems) -> None:
    last = ""
    for word, line in _listed(path, problems):
        if last and alphabetical(word) <= alphabetical(last):
            problems.add(path, line, "W002", f'"{word}" does not come after "{last}"', "Keep the list in order.")
        if word not in used:
            problems.add(path, line, "W002", f'no text needs "{word}"', "Take it out of the list.")
        last = word


def alphabetical(word: str) -> tuple[str, str]:
    """The order of the list: letters first, accents and capitals after."""
    return unicodedata.normalize("NFD", word.casefold()).encode("ascii", "ignore").decode(), word


if __name__ == "__main__":
    sys.exit(main())
