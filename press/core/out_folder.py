"""Whether a folder may hold a release: a build deletes nothing that no build made."""

from __future__ import annotations

from pathlib import Path

from press.core.problems import ManuscriptError, Problem, shown
from press.core.release_mark import foreign_entries

#: The folders of a book that are the editor's, whether or not they are there.
_EDITORS = {"front", "chapters", "parts", "back", "images", "maps", "source"}
_OTHER = "Give another folder with --out."


def check_out(out: Path, book: Path) -> None:
    """Raise :class:`ManuscriptError` where a release of ``book`` may not be put in ``out``; OSError where it cannot be read.

    ``out`` may be missing, empty, or hold what builds left and nothing else; in the book's folder it may be a folder of
    its own.
    """
    place, manuscript = _resolved(out), _resolved(book)
    if manuscript.is_relative_to(place):
        what = "is the book's own folder" if place == manuscript else "holds the book's folder"
        raise _refusal(out, "B007", f"the folder of the release {what}", _OTHER)
    if place.is_relative_to(manuscript) and place.relative_to(manuscript).parts[0] in _EDITORS:
        raise _refusal(out, "B007", "the folder of the release lies in one of the manuscript's folders", _OTHER)
    check_entries(out)


def check_entries(out: Path) -> None:
    """Raise :class:`ManuscriptError` where ``out`` is no folder, or holds what no build left there. Raises OSError."""
    place = _resolved(out)
    for folder in (place, *place.parents):
        if folder.is_dir():
            break
        if folder.exists():
            raise _refusal(folder, "B009", "the folder of the release is a file, or lies below one", _OTHER)
    if not place.is_dir():
        return
    foreign = foreign_entries(place)
    if foreign:
        shown_names = ", ".join(f'"{name}"' for name in foreign[:3])
        more = f" and {len(foreign) - 3} more" if len(foreign) > 3 else ""
        raise _refusal(
            out,
            "B010",
            f"the folder of the release holds files that no build made: {shown_names}{more}",
            "Nothing in it was touched. Move them elsewhere, or give another folder with --out. If all of it is a release "
            f"that an earlier version of this program made, delete the folder {shown(out)} yourself, then build again.",
        )


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (RuntimeError, ValueError) as error:  # links in a circle, a null character
        raise _refusal(path, "B009", "the path leads nowhere", "Give the path of a folder.") from error


def _refusal(path: Path, code: str, message: str, hint: str) -> ManuscriptError:
    return ManuscriptError([Problem(shown(path), 0, code, message, hint)])
