"""The files and folders that book.yaml names."""

from __future__ import annotations

from pathlib import Path

from press.core.book_files import BookFolders, FileRefusedError, real_path
from press.core.picture_kind import kind_of, wrong_kind
from press.core.problems import Problems
from press.core.yaml_file import DataFile


def declared_folders(data: DataFile, problems: Problems) -> BookFolders:
    """The folders that the book reads from; a Problem for each declared one that is none beside the book's."""
    own = data.path.parent
    declared = []
    for number, name in enumerate(data.value.get("folders", ())):
        folder = own / name
        real, beside = real_path(folder), real_path(own).parent
        if not folder.is_dir():
            message, hint = f'the folder "{name}" does not exist', "Correct the path: it starts from the book's folder."
        elif not real.is_relative_to(beside) or real_path(own).is_relative_to(real):
            message = f'the folder "{name}" does not lie beside the book\'s folder'
            hint = "Name a folder that stands beside the book's, such as ../images."
        else:
            declared.append(folder)
            continue
        problems.add(data.path, data.line("folders", number), "F004", message, hint)
    return BookFolders(own, tuple(declared))


def drawing(data: DataFile, key: str, folders: BookFolders, problems: Problems) -> Path | None:
    """The file of a drawing that book.yaml names; a Problem where it may not or cannot be read."""
    if key not in data.value:
        return None
    try:
        path = folders.named(data.value[key], data.path.parent)
        reason, hint = wrong_kind(path.name, folders.read(path))
        if not reason:
            return path
        problems.add(data.path, data.line(key), "F001", f"the {key}'s drawing {data.value[key]} {reason}", hint)
    except FileRefusedError as error:
        code = "F001" if error.code == "B001" else error.code
        hint = f"Correct the path, or leave out {key}." if error.code == "B001" else error.hint
        problems.add(data.path, data.line(key), code, f"the {key}'s drawing {data.value[key]} {error.reason}", hint)
    return None


def finished_front(data: DataFile, folders: BookFolders, problems: Problems) -> Path | None:
    """The file of a finished front; a Problem where it cannot be taken, or nobody says what stands on it."""
    if "cover_front" not in data.value:
        return None
    name, line = data.value["cover_front"], data.line("cover_front")
    if "cover_text" not in data.value:
        hint = "Write in cover_text what stands on it and what it shows: readers who do not see it have nothing else."
        problems.add(data.path, line, "D004", "the finished front lacks its text", hint)
    if "cover" in data.value:
        hint = "Leave out cover, a drawing that is lettered by the program, or cover_front, which is not."
        problems.add(data.path, line, "B005", "the book has a drawing of the cover and a finished front", hint)
    try:
        path = folders.named(name, data.path.parent)
        if kind_of(folders.read(path)) in ("PNG", "JPEG", "PDF"):
            return path
        problems.add(data.path, line, "D004", f'the finished front "{name}" is no PNG, JPEG or PDF', "Save it as one.")
    except FileRefusedError as error:
        problems.add(data.path, line, error.code, f'the finished front "{name}" {error.reason}', error.hint)
    return None
