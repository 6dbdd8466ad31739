"""A store of what was made once: bytes under the hash of everything that they were made from.

It can be deleted at any time; what is not in it is made again, the same to the byte.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import re
import stat
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

from press.core.limits import CACHE_BYTES
from press.core.paths import PACKAGE, STYLES
from press.core.problems import ManuscriptError, Problem, shown

#: The libraries of the system that set the text: what their files are called, and the function that returns their version.
_LIBRARIES = {
    "pango_version_string": ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    "hb_version_string": ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
}
_KEY = re.compile(r"[0-9a-f]{64}")
_CHECKSUM_BYTES = 32
#: The file by which backup programs know a cache (https://bford.info/cachedir/), and we a folder that is one.
_TAG = "CACHEDIR.TAG"
_TAG_TEXT = "Signature: 8a477f597d28d172789f06886806bc55\n# What build.py made once. Delete it at any time.\n"
_TEMPORARY = "new-"
#: Seconds after which a half-written entry is that of a killed run.
_ABANDONED = 3600


class Cache:
    """A folder of entries, or None for a store that keeps nothing.

    Entries hold bytes, never code. One that is damaged, no regular file, or stands under another's key counts as none.
    A folder that cannot be written is reported once on stderr, and the run goes on without.
    """

    def __init__(self, folder: Path | None):
        self.folder = folder
        self._writable = True

    def get(self, key: str) -> bytes | None:
        """What was stored under a key (:func:`cache_key`), or None."""
        if self.folder is None:
            return None
        path = _path(self.folder, key)
        entry = _regular(path)
        if entry is None:
            return None
        with suppress(OSError):
            os.utime(path)  # it was used: see prune
        data = entry[_CHECKSUM_BYTES:]
        return data if entry[:_CHECKSUM_BYTES] == _checksum(key, data) else None

    def put(self, key: str, data: bytes) -> bytes:
        """Store bytes, whole or not at all: a run that is broken off leaves no half entry. Returns them."""
        if self.folder is not None and self._writable:
            try:
                self._write(_path(self.folder, key), _checksum(key, data) + data)
            except OSError as error:
                self._report(error)
        return data

    def _report(self, error: OSError) -> None:
        reason = (error.strerror or str(error)).lower()
        print(f"The cache {self.folder} cannot be written: {reason}. The build goes on without.", file=sys.stderr)
        self._writable = False

    def _write(self, path: Path, entry: bytes) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=_TEMPORARY, dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(entry)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def prepare(self) -> None:
        """Make the folder, for its owner alone; :class:`ManuscriptError` where it holds what is no entry of a cache."""
        try:
            self._prepare()
        except OSError as error:
            self._report(error)

    def _prepare(self) -> None:
        if self.folder is None or (self.folder / _TAG).is_file():
            return
        if self.folder.is_dir():
            strange = [path.name for path in self.folder.iterdir() if not re.fullmatch("[0-9a-f]{2}", path.name)]
            if strange:
                message = f'the folder of the cache holds files that are no cache\'s: "{min(strange)}"'
                hint = "Give another folder with --cache, or --no-cache."
                raise ManuscriptError([Problem(shown(self.folder), 0, "B011", message, hint)])
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        (self.folder / _TAG).write_text(_TAG_TEXT, "ascii")

    def get_or_make(self, key: str, make: Callable[[], bytes]) -> bytes:
        """What is stored under a key, made and stored first where it is not there."""
        found = self.get(key)
        return found if found is not None else self.put(key, make())

    def prune(self, bound: int = CACHE_BYTES) -> None:
        """Delete the entries that have not been used for longest, until no more than ``bound`` bytes are left."""
        if self.folder is None:
            return
        found = []
        now = time.time()
        for path in self.folder.glob("??/*"):
            with suppress(OSError):  # another run may have deleted it
                state = path.lstat()
                if _KEY.fullmatch(path.parent.name + path.name):
                    found.append((state.st_mtime_ns, state.st_size, path))
                elif path.name.startswith(_TEMPORARY) and abs(now - state.st_mtime) > _ABANDONED:
                    path.unlink()
        left = bound
        for _, size, path in sorted(found, reverse=True):
            left -= size
            if left < 0:
                with suppress(OSError):
                    path.unlink()


#: For who makes a thing a single time.
NO_CACHE = Cache(None)


def _checksum(key: str, data: bytes) -> bytes:
    """What stands before an entry: one that a disk has damaged, or that is another's, is as good as none."""
    whole = hashlib.sha256(key.encode())
    whole.update(data)
    return whole.digest()


def _regular(path: Path) -> bytes | None:
    """The content of a regular file; None for anything else, without waiting for a pipe."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0))
        with os.fdopen(handle, "rb") as file:
            return file.read() if stat.S_ISREG(os.fstat(handle).st_mode) else None
    except OSError:
        return None


def _path(folder: Path, key: str) -> Path:
    return folder / key[:2] / key[2:]


def cache_key(*parts: str | bytes) -> str:
    """The key of these inputs; the program's own files and the versions of its packages are always among them."""
    whole = hashlib.sha256(_program_hash())
    for part in parts:
        data = part.encode(errors="surrogateescape") if isinstance(part, str) else part
        whole.update(len(data).to_bytes(8, "big") + data)
    return whole.hexdigest()


def _library_version(function: str, names: tuple[str, ...]) -> str:
    """The version of a library of the system; empty where none is called so, and WeasyPrint will report it."""
    for name in names:
        with suppress(OSError):
            call = getattr(ctypes.CDLL(name), function)
            call.restype = ctypes.c_char_p
            return str(call().decode())
    return ""


@cache
def _program_hash() -> bytes:
    """The hash of all that is the same for every book (:func:`program_facts`)."""
    whole = hashlib.sha256()
    for name, value in program_facts().items():
        whole.update(f"{name} {value}\n".encode())
    return whole.digest()


def program_facts() -> dict[str, str]:
    """All that makes the bytes of a book besides its own files, by name.

    The Python, the version of every installed package and of the libraries that set the text, and the SHA-256 of every
    file of the program and its stylesheets.
    """
    facts = {"Python": sys.version}
    facts |= dict(sorted(_installed()))
    facts |= {name.removesuffix("_version_string"): _library_version(name, files) for name, files in _LIBRARIES.items()}
    for folder in (PACKAGE, STYLES):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith("."):
                facts[str(path.relative_to(folder.parent))] = hashlib.sha256(path.read_bytes()).hexdigest()
    return facts


def _installed() -> set[tuple[str, str]]:
    """Every installed distribution and its version, by the names of their metadata folders."""
    folders = [Path(place) for place in sys.path if place and Path(place).is_dir()]
    names = {path.name.removesuffix(".dist-info") for folder in folders for path in folder.glob("*.dist-info")}
    return {(name, version) for name, _, version in (each.rpartition("-") for each in names)}
