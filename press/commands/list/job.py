"""One book of a list, made where the engine sends it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from press.commands.build import make_release
from press.commands.list.archive import unpack
from press.commands.release_cache import release_key
from press.core.cache import Cache
from press.core.options import BuildOptions
from press.core.out_folder import check_out
from press.core.paths import DEFAULT_CACHE
from press.core.problems import ManuscriptError, Problem
from press.core.publish import publish
from press.core.stored import StoredFiles
from press.core.temporary import temporary_folder

#: What a book of a list is built with: every edition and its metadata.
COMMAND = "all"
_EPOCH = "SOURCE_DATE_EPOCH"


@dataclass(frozen=True)
class BookJob:
    """A book to be built: ``book`` is its path from ``root``, the folder around that of the list.

    Where the worker sees the folders, ``out`` is where the release is published. Else the files come in ``archive``, and
    the release goes back. ``cached`` says whether there is a cache, in ``cache`` or where the worker has its own. ``epoch``
    is the SOURCE_DATE_EPOCH of the run, empty for none: that of the worker does not count.
    """

    root: str
    book: str
    out: str
    cached: bool
    cache: str = ""
    archive: bytes = b""
    digest: str = ""
    epoch: str = ""


@dataclass(frozen=True)
class BookResult:
    """What came of a book: its problems, by files whose paths are from the job's root; or a release.

    ``key`` is that of the inputs (:func:`press.commands.release_cache.release_key`), empty where the book was edited while
    it was built. ``files`` is the release, where it was not published. ``said`` is what the build said besides.
    """

    problems: tuple[Problem, ...] = ()
    slug: str = ""
    key: str = ""
    outside: tuple[str, ...] = ()
    advice: int = 0
    files: dict[str, bytes] | None = None
    said: str = ""


def make_book(job: BookJob) -> BookResult:
    """Build a book; in a process of its own, whose folder and messages it changes."""
    with temporary_folder(), _messages() as said:
        os.environ.pop(_EPOCH, None)
        if job.epoch:
            os.environ[_EPOCH] = job.epoch
        folder = Path(job.root)
        if job.archive:
            folder = Path(tempfile.mkdtemp())
            unpack(job.archive, job.digest, folder)
        os.chdir(folder)
        try:
            result = _built(job)
        except ManuscriptError as error:
            result = BookResult(tuple(error.problems))
        return BookResult(**{**result.__dict__, "said": said()})


def _built(job: BookJob) -> BookResult:
    book = Path(job.book)
    out = Path(job.out) if job.out else Path(tempfile.mkdtemp()) / "release"
    check_out(out, book)
    cache = Cache((Path(job.cache) if job.cache else DEFAULT_CACHE) if job.cached else None)
    cache.prepare()
    made = make_release(COMMAND, book, out, BuildOptions(cache))
    if job.out:
        publish(made.release.files, out, whole=True)
    key = release_key(COMMAND, made.read) if made.is_current(book, out) else ""
    return BookResult(
        slug=made.release.slug,
        key=key,
        outside=tuple(made.outside),
        advice=made.release.advice,
        files=None if job.out else _in_memory(made.release.files),
    )


def _in_memory(files: StoredFiles) -> dict[str, bytes]:
    """The files, to be sent: what they are stored in goes with the job's temporary folder. The same bytes are sent once."""
    found: dict[str, bytes] = {}
    return {name: found.setdefault(digest, files[name]) for name, digest in files.digests().items()}


@contextmanager
def _messages() -> Iterator[Callable[[], str]]:
    """What is said on standard error meanwhile, by other programs too: read at the end."""
    with tempfile.TemporaryFile() as file:
        before = os.dup(2)
        os.dup2(file.fileno(), 2)

        def read() -> str:
            with suppress(OSError, ValueError):
                file.seek(0)
            return file.read().decode("utf-8", "replace")

        try:
            yield read
        finally:
            os.dup2(before, 2)
            os.close(before)
