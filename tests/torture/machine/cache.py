"""A cache that was damaged, exchanged, deleted or prepared by somebody else: the same book, or one line."""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.torture.machine import Machine, kind
from tests.torture.verdict import contents


class _Touch:
    """Runs a command where it is unpickled."""

    def __init__(self, path: Path):
        self.path = path

    def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
        return os.system, (f"touch '{self.path}'",)


def _entries(machine: Machine) -> list[Path]:
    return sorted(path for path in (machine.work / "cache").rglob("*") if path.is_file() and len(path.name) > 40)


def _replace(path: Path, data: bytes) -> None:
    path.unlink()  # it is a link to the entry of another run
    path.write_bytes(data)


def _flip(path: Path, machine: Machine) -> None:
    data = bytearray(path.read_bytes())
    if data:
        data[machine.random.randrange(len(data))] ^= 0x20
    _replace(path, bytes(data))


def _pickled(path: Path, machine: Machine) -> None:
    data = pickle.dumps(_Touch(machine.work / "owned"))
    _replace(path, hashlib.sha256(data).digest()[:8] + data)


def _marked(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()[:8] + data


def _fifo(path: Path, machine: Machine) -> None:
    path.unlink()
    os.mkfifo(path)


def _folder(path: Path, machine: Machine) -> None:
    path.unlink()
    path.mkdir()


def _secret(path: Path, machine: Machine) -> None:
    path.unlink()
    path.symlink_to(machine.work / "outside" / "secret.txt")


DAMAGES: dict[str, Callable[[Path, Machine], None]] = {
    "flipped": _flip,
    "cut": lambda path, machine: _replace(path, path.read_bytes()[: path.stat().st_size // 2]),
    "emptied": lambda path, machine: _replace(path, b""),
    "one-byte": lambda path, machine: _replace(path, b"x"),
    "other-content": lambda path, machine: _replace(path, _marked(b"words")),
    "other-json": lambda path, machine: _replace(path, _marked(b"[1, null]")),
    "pickle": _pickled,
    "fifo": _fifo,
    "folder": _folder,
    "link-out": _secret,
    "device": lambda path, machine: (path.unlink(), path.symlink_to("/dev/zero"))[0],
}


def _damage(machine: Machine, how: Callable[[Path, Machine], None]) -> None:
    usual = machine.usual()
    for path in _entries(machine):
        how(path, machine)
    if machine.built(machine.run("all")):
        machine.expect(contents(machine.dist) == usual, "wrong", "another book than without the cache")


for _name, _how in DAMAGES.items():
    kind(f"cache/{_name}", _how)(_damage)


@kind("cache/swapped")
def swapped(machine: Machine) -> None:
    """Whole entries under each other's names."""
    usual = machine.usual()
    entries = _entries(machine)
    datas = [path.read_bytes() for path in entries]
    machine.random.shuffle(datas)
    for path, data in zip(entries, datas, strict=True):
        _replace(path, data)
    if machine.built(machine.run("all")):
        machine.expect(contents(machine.dist) == usual, "wrong", "another book than without the cache")


@kind("cache/deleted-meanwhile", 0.2)
@kind("cache/deleted-meanwhile-later", 0.8)
def deleted(machine: Machine, after: float) -> None:
    import time

    shutil.rmtree(machine.work / "cache")
    started = machine.start("all", "--jobs", "2")
    until = time.monotonic() + 60
    while not (machine.work / "cache").exists() and time.monotonic() < until and started.poll() is None:
        time.sleep(0.01)
    time.sleep(after)
    shutil.rmtree(machine.work / "cache", ignore_errors=True)
    if started.returncode is None:
        machine.built(machine.end(started))


@kind("cache/foreign-files")
def foreign(machine: Machine) -> None:
    mine = machine.work / "cache" / "mine.txt"
    mine.write_text("mine\n")
    machine.built(machine.run("epub"))
    machine.expect(mine.exists(), "lost", "a file of one's own in the cache")
