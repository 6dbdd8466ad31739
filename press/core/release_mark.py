"""What a release lists of itself: the checksums for its readers, and the mark for the next build.

``SHA256SUMS`` is for whoever checks or archives the files, who may also replace it. The mark, a hidden file, lists those
that a build made, ``SHA256SUMS`` among them, and while a release is exchanged those of both: only what is listed there is
ever deleted. In both each line is the SHA-256 of a file and its path, as ``sha256sum --check`` reads them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

#: The file that lists the files of a release, in the folder of the release.
MARK = ".press-release"
#: The file with the checksum of each file of the release but its own.
SUMS = "SHA256SUMS"
#: The folder in which the next release is written where it cannot be written beside the last one.
STAGING = ".press-new"
#: What the report of the checks is called: of other files than those of the release it would not be true.
REPORT = ("report.json", "report.html")
#: The folder of the signatures (``build.py sign``), which are not true of other files either.
SIGNATURES = "signatures"
#: What operating systems leave in any folder.
_LITTER = {".DS_Store", "Thumbs.db", "desktop.ini"}
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def checksums(digests: Mapping[str, str]) -> bytes:
    """The SHA-256 of each file by its path, in order: the content of ``SHA256SUMS``, and of the mark."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items())).encode()


def read_mark(folder: Path) -> dict[str, str] | None:
    """The files (path -> SHA-256) that the mark in a folder lists; None where there is none, or one that is damaged.

    Raises OSError where it is there and cannot be read.
    """
    path = folder / MARK
    if path.is_symlink() or not path.is_file():
        return None
    lines = path.read_bytes().decode(errors="replace").splitlines()
    found = [_LINE.fullmatch(line) for line in lines]
    return {match[2]: match[1] for match in found if match} if all(found) else None


def is_added(name: str) -> bool:
    """Whether a path in a release is that of a report or a signature: made of the files of a build, and none of them."""
    return name in REPORT or (name.startswith(f"{SIGNATURES}/") and name.endswith((".c2pa", ".c2pa.json")))


def entries(folder: Path, at: str = "") -> Iterator[str]:
    """The path in ``folder`` of everything that is no folder, links to folders among it, without following any.

    Raises OSError for a folder that cannot be read.
    """
    with os.scandir(folder / at) as found:
        for entry in sorted(found, key=lambda each: each.name):
            path = f"{at}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "lost+found":  # the root of a file system has it
                    yield from entries(folder, f"{path}/")
            else:
                yield path


def foreign_entries(folder: Path) -> list[str]:
    """What no build left in ``folder``, by its path in it. Raises OSError."""
    mark = read_mark(folder)
    own = {MARK, *mark} if mark is not None else {MARK}  # half written, where a build was killed
    return [
        name
        for name in entries(folder)
        if name not in own
        and name.rpartition("/")[2] not in _LITTER
        and not (mark is not None and (is_added(name) or name.startswith(f"{STAGING}/")))
    ]


def release_files(folder: Path) -> dict[str, Path]:
    """The files of a release by their path in it, what is hidden excepted (the mark), but not what is well-known (RFC 8615)."""
    return {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(is_hidden(part) for part in path.relative_to(folder).parts)
    }


def is_hidden(name: str) -> bool:
    """Whether a file or folder of a release is hidden from those who read it."""
    return name.startswith(".") and name != ".well-known"
