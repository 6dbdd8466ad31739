"""The only writer of dist/: everything or nothing.

The new release is written beside the last one and the two are exchanged in one step; a build that fails or is killed
leaves the last good release as it was. Where folders cannot be exchanged (``dist/`` is a mount point, or its parent may
not be written), each file takes the place of the old one by itself.
"""

from __future__ import annotations

import ctypes
import errno
import hashlib
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from press.core.out_folder import check_entries
from press.core.release_mark import MARK, STAGING, SUMS, checksums, entries, is_added, read_mark
from press.core.stopping import unstopped
from press.core.stored import StoredFiles

try:
    import fcntl
except ImportError:  # not on Windows
    fcntl = None  # type: ignore[assignment]

#: What the system says where two folders cannot be exchanged, or nothing may be written beside ``dist/``.
_NO_EXCHANGE = {
    *(errno.EBUSY, errno.EXDEV, errno.EINVAL, errno.ENOSYS, errno.ENOTSUP),
    *(errno.EACCES, errno.EPERM, errno.EROFS),
}
#: Seconds to wait for another build before saying so: the books of a list are published into one folder.
_PATIENCE = 2.0
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2  # linux/fcntl.h, linux/fs.h


def publish(files: Mapping[str, bytes], out: Path, stale: Sequence[str] = (), whole: bool = False) -> None:
    """Write ``files`` (path inside ``out`` -> content), their checksums and the mark that lists them.

    Other files of the last release stay, but the ``stale`` ones (files or folders); of a ``whole`` release none does.
    Waits for another build that publishes into the same place. Raises OSError, and :class:`ManuscriptError` where
    ``out`` holds what no build made; the last release is unchanged then.
    """
    place = out.resolve()
    place.parent.mkdir(parents=True, exist_ok=True)
    with _locked(place.parent, out):
        check_entries(place)
        old = {} if whole else read_mark(place) or {}
        kept = [] if whole or not place.is_dir() else [name for name in entries(place) if not _is_in(name, stale)]
        kept = [name for name in kept if name not in {*files, MARK, SUMS} and not name.startswith(f"{STAGING}/")]
        published = StoredFiles(files)
        digests = {name: old[name] for name in kept if name in old} | published.digests()
        published[SUMS] = checksums(digests)
        with unstopped():
            _publish(published, place, kept, checksums(digests | published.digests()))


def _publish(files: StoredFiles, place: Path, kept: Sequence[str], mark: bytes) -> None:
    if Path.cwd().is_relative_to(place):  # an exchange would leave whoever is in it in a deleted folder
        _publish_in_place(files, place, kept, mark)
        return
    try:
        _publish_beside(files, place, kept, mark)
    except OSError as error:
        if error.errno not in _NO_EXCHANGE or not place.is_dir():
            raise
        _publish_in_place(files, place, kept, mark)


def publish_among_releases(make: Callable[[Path], Mapping[str, str]], out: Path) -> None:
    """Put the files that ``make`` writes into an empty folder into ``out``, beside the releases that lie in it.

    ``make`` returns their SHA-256 by path. They take the places of those of the last time, which the mark lists, one by
    one: the folders around them are not exchanged. Nothing is touched where ``make`` fails. Raises OSError.
    """
    place = out.resolve()
    place.mkdir(parents=True, exist_ok=True)
    with _locked(place, out):
        staging = place / STAGING
        shutil.rmtree(staging, ignore_errors=True)
        try:
            staging.mkdir()
            made = make(staging)
            before = read_mark(place) or {}
            with unstopped():
                _write(staging / MARK, checksums({**before, **made}))
                (staging / MARK).replace(place / MARK)
                for name in made:
                    (place / name).parent.mkdir(parents=True, exist_ok=True)
                    (staging / name).replace(place / name)
                for name in before.keys() - made.keys():
                    _forget(place, name)
                _write(staging / MARK, checksums(made))
                (staging / MARK).replace(place / MARK)
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def _forget(place: Path, name: str) -> None:
    """Delete a file of the last release, and the folders that are empty without it."""
    (place / name).unlink(missing_ok=True)
    for folder in (place / name).parents:
        if folder == place:
            break
        with suppress(OSError):  # not empty
            folder.rmdir()


def publish_reports(files: Mapping[str, bytes], out: Path, stale: Sequence[str] = ()) -> None:
    """Put reports or signatures (:func:`press.core.release_mark.is_added`) into a folder of finished files.

    Those of the last time go whose files or folders are ``stale``. Raises OSError, and :class:`ManuscriptError` where a file of that name is there that may be somebody's own.
    """
    place = out.resolve()
    with _locked(place.parent, out):
        mark = read_mark(place)
        if mark is None and any((place / name).exists() for name in files):
            check_entries(place)
        staging = place / STAGING
        with unstopped():
            try:
                for name, data in ({MARK: checksums(mark or {})} | dict(files)).items():
                    _write(staging / name, data)
                    (place / name).parent.mkdir(parents=True, exist_ok=True)
                    (staging / name).replace(place / name)
                for name in [each for each in entries(place) if is_added(each) and _is_in(each, stale)]:
                    if name not in files:
                        _forget(place, name)
            finally:
                shutil.rmtree(staging, ignore_errors=True)


def _is_in(name: str, stale: Sequence[str]) -> bool:
    return any(name == each or name.startswith(f"{each}/") for each in stale)


@contextmanager
def _locked(folder: Path, out: Path) -> Iterator[None]:
    """While another build publishes into the same folder, wait: the lock is on the folder and ends with the process."""
    if fcntl is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network file systems have no locks
            if not _lock_within(handle, _PATIENCE):
                print(f"{out}: another build is writing its release; waiting for it.", file=sys.stderr)
                fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _lock_within(handle: int, seconds: float) -> bool:
    """Lock a folder; False where another process has it for so long. Raises OSError where there are no locks."""
    end = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > end:
                return False
            time.sleep(0.02)
        else:
            return True


def staging_of(place: Path) -> Path:
    """The folder beside ``place`` in which its next release is written: what a killed build left there is found again."""
    name = hashlib.sha256(os.fsencode(place.name)).hexdigest()[:12]  # short, however long the other is
    return place.with_name(f".press-{name}")


def _publish_beside(files: StoredFiles, place: Path, kept: Sequence[str], mark: bytes) -> None:
    staging = staging_of(place)
    _remove(staging)
    staging.mkdir()
    try:
        _write(staging / MARK, mark)  # first: with it a later build knows what a killed one left
        for each in kept:
            (staging / each).parent.mkdir(parents=True, exist_ok=True)
            _link(place / each, staging / each)
        for each, data in files.items():
            _write(staging / each, data)
        if place.is_dir():
            shutil.copymode(place, staging)
            _exchange(staging, place)
        else:
            staging.rename(place)
    finally:
        _remove(staging)


def _publish_in_place(files: StoredFiles, place: Path, kept: Sequence[str], mark: bytes) -> None:
    staging = place / STAGING
    before = [name for name in entries(place) if name != MARK and not name.startswith(f"{STAGING}/")]
    shutil.rmtree(staging, ignore_errors=True)
    try:
        for name, data in files.items():
            _write(staging / name, data)
        both = (read_mark(place) or {}) | files.digests()
        _write(staging / MARK, checksums(both))  # killed from here on, the old and the new files are known as a build's
        (staging / MARK).replace(place / MARK)
        for name in files:
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (staging / name).replace(place / name)
        for name in {*before} - {*files} - {*kept}:
            _forget(place, name)
        _write(staging / MARK, mark)
        (staging / MARK).replace(place / MARK)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _remove(staging: Path) -> None:
    """Remove what a build wrote, or the release whose place it has taken; nothing else.

    The mark goes last: where the build is killed in between, the next one knows what is left.
    """
    if staging.is_symlink() or staging.exists():
        check_entries(staging)
        for path in staging.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            elif path.name != MARK:
                path.unlink()
        shutil.rmtree(staging)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _link(old: Path, new: Path) -> None:
    try:
        os.link(old, new, follow_symlinks=False)
    except OSError:  # some file systems have no links
        shutil.copy2(old, new, follow_symlinks=False)


def _exchange(one: Path, other: Path) -> None:
    """Exchange two folders in one step (renameat2, Linux 3.15); OSError with ENOSYS where the system cannot."""
    if sys.platform != "linux":
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except AttributeError as error:  # an old C library
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS)) from error
    if rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(one), None, str(other))
