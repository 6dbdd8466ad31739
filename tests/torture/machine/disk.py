"""A disk that is full, and other ends of what a machine has."""

from __future__ import annotations

import errno
import os
import resource
import sys

from tests.torture.machine import FAILED, Machine, kind
from tests.torture.verdict import contents


@kind("disk/full-out", "size=64k")
@kind("disk/full-out-almost", "size=300k")
@kind("disk/full-out-inodes", "nr_inodes=3,size=20m")
def full_out(machine: Machine, options: str) -> None:
    with machine.small_disk("vol", options) as volume:
        ran = machine.run("all", "--out", "vol/dist")
        machine.stopped(ran, FAILED, "full")
        machine.expect(not (volume / "dist").exists(), "lost", "a part of a release was published")
        machine.expect(not any(volume.glob(".*")), "litter", "temporary files on the full disk")


@kind("disk/full-out-old-release")
def full_out_old_release(machine: Machine) -> None:
    with machine.small_disk("vol", "size=500k") as volume:
        machine.built(machine.run("epub", "--out", "vol/dist"), out=volume / "dist")
        before = contents(volume / "dist")
        machine.write("Other text.")
        machine.stopped(machine.run("all", "--out", "vol/dist"), FAILED, "full")
        machine.untouched(before, volume / "dist", "the last release")


@kind("disk/full-cache", "size=64k")
@kind("disk/full-cache-inodes", "nr_inodes=3,size=20m")
def full_cache(machine: Machine, options: str) -> None:
    with machine.small_disk("vol", options):
        machine.built_or_stopped(machine.run("epub", "--cache", "vol/cache"), "full")


@kind("disk/full-tmp", "size=4k")
@kind("disk/full-tmp-inodes", "nr_inodes=1,size=20m")
def full_tmp(machine: Machine, options: str) -> None:
    with machine.small_disk("vol", options):
        machine.built_or_stopped(machine.run("epub", "--no-cache", env={"TMPDIR": str(machine.work / "vol")}), "full")


def _limited(limit: int, value: int):
    return lambda: resource.setrlimit(limit, (value, value))


@kind("disk/file-size-0", 0)
@kind("disk/file-size-4k", 4 << 10)
@kind("disk/file-size-20k", 20 << 10)
@kind("disk/file-size-200k", 200 << 10)
def file_size(machine: Machine, size: int) -> None:
    with (machine.work / "stdout").open("wb"), (machine.work / "stderr").open("wb"):
        pass
    read, write = os.pipe()
    started = machine.start("all", stdout=write, stderr=write, preexec_fn=_limited(resource.RLIMIT_FSIZE, size))
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        said = pipe.read()
    (machine.work / "stderr").write_bytes(said)
    machine.built_or_stopped(machine.end(started))


@kind("disk/open-files", resource.RLIMIT_NOFILE, 24)
@kind("disk/memory", resource.RLIMIT_DATA, 90 << 20)
def few(machine: Machine, limit: int, value: int) -> None:
    machine.built_or_stopped(machine.run("all", "--no-cache", preexec_fn=_limited(limit, value)))


@kind("disk/full-at-write-1", 1)
@kind("disk/full-at-write-2", 2)
@kind("disk/full-at-write-5", 5)
@kind("disk/full-at-write-10", 10)
@kind("disk/full-at-write-20", 20)
@kind("disk/full-at-write-40", 40)
def full_at(machine: Machine, number: int) -> None:
    """From the n-th file on that is opened for writing, the disk is full."""
    count = 0

    def hook(event: str, given: tuple) -> None:
        nonlocal count
        if (
            event == "open"
            and isinstance(given[2], int)
            and given[2] & (os.O_WRONLY | os.O_RDWR)
            and isinstance(given[0], str)
        ):
            count += given[0].startswith(str(machine.work)) or not given[0].startswith("/")
            if count >= number and not given[0].startswith("/dev") and not given[0].endswith("/audit"):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), given[0])

    machine.built_or_stopped(machine.fork("all", prepare=lambda: sys.addaudithook(hook)))
