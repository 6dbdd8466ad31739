"""A store of what was made once: bytes under the hash of everything that they were made from.

It can be deleted at any time; what is not in it is made again, the same to the byte.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import re
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

from press.core.limits import CACHE_BYTES
from press.core.paths import ROOT

#: Packages whose version changes what the house makes.
_PACKAGES = (
    *("weasyprint", "pydyf", "tinycss2", "cssselect2", "tinyhtml5", "pyphen"),
    *("pikepdf", "uharfbuzz", "fonttools", "rendercv-fonts", "lxml", "pillow"),
    *("ebooklib", "pypandoc-binary", "pymarc", "python-barcode", "pypdfium2", "pyyaml"),
)
#: The libraries of the system that set the text: what their files are called, and the function that tells their version.
_LIBRARIES = {
    "pango_version_string": ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    "hb_version_string": ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
}
#: How many bytes of an entry are its mark.
_CHECKSUM_BYTES = 8
_KEY = re.compile(r"[0-9a-f]{64}")


class Cache:
    """A folder of entries, or None for a store that keeps nothing."""

    def __init__(self, folder: Path | None):
        self.folder = folder

    def get(self, key: str) -> bytes | None:
        """What was stored under a key (:func:`cache_key`), or None."""
        if self.folder is None:
            return None
        path = _path(self.folder, key)
        try:
            entry = path.read_bytes()
        except OSError:
            return None
        with suppress(OSError):
            os.utime(path)  # it was used: see prune
        mark, data = entry[:_CHECKSUM_BYTES], entry[_CHECKSUM_BYTES:]
        return data if mark == _checksum(data) else None

    def put(self, key: str, data: bytes) -> bytes:
        """Store bytes, whole or not at all: a run that is broken off leaves no half entry. Returns them."""
        if self.folder is not None:
            path = _path(self.folder, key)
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent)
            with os.fdopen(handle, "wb") as file:
                file.write(_checksum(data) + data)
            Path(name).replace(path)
        return data

    def get_or_make(self, key: str, make: Callable[[], bytes]) -> bytes:
        """What is stored under a key, made and stored first where it is not there."""
        found = self.get(key)
        return found if found is not None else self.put(key, make())

    def prune(self, bound: int = CACHE_BYTES) -> None:
        """Delete the entries that have not been used for longest, until no more than ``bound`` bytes are left."""
        if self.folder is None:
            return
        found = []
        for path in self.folder.glob("??/*"):
            if not _KEY.fullmatch(path.parent.name + path.name):
                continue  # not ours
            with suppress(OSError):  # another run may have deleted it
                state = path.stat()
                found.append((state.st_mtime_ns, state.st_size, path))
        left = bound
        for _, size, path in sorted(found, reverse=True):
            left -= size
            if left < 0:
                path.unlink(missing_ok=True)


#: For who makes a thing a single time.
NO_CACHE = Cache(None)


def _checksum(data: bytes) -> bytes:
    """The sign of a whole entry, which stands before it: one that a disk has damaged is as good as none."""
    return hashlib.sha256(data).digest()[:_CHECKSUM_BYTES]


def _path(folder: Path, key: str) -> Path:
    return folder / key[:2] / key[2:]


def cache_key(*parts: str | bytes) -> str:
    """The key of these inputs, the house's own code and the versions of what it stands on being always among them."""
    whole = hashlib.sha256(_program_hash())
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        whole.update(len(data).to_bytes(8, "big") + data)
    return whole.hexdigest()


def _library_version(tell: str, names: tuple[str, ...]) -> str:
    """The version of a library of the system; empty where none is called so, and WeasyPrint will tell."""
    for name in names:
        with suppress(OSError):
            function = getattr(ctypes.CDLL(name), tell)
            function.restype = ctypes.c_char_p
            return str(function().decode())
    return ""


@cache
def _program_hash() -> bytes:
    whole = hashlib.sha256(sys.version.encode())
    for package in _PACKAGES:
        whole.update(f"{package} {version(package)}\n".encode())
    for tell, names in _LIBRARIES.items():
        whole.update(f"{tell} {_library_version(tell, names)}\n".encode())
    for folder, pattern in (("press", "*.py"), ("press", "*.yaml"), ("styles", "*")):
        for path in sorted((ROOT / folder).rglob(pattern)):
            whole.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return whole.digest()
