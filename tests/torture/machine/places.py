"""Folders that are not what a build hopes for: read-only, missing, links, mount points."""

from __future__ import annotations

import os
import shutil
import subprocess

from tests.torture.machine import FAILED, Machine, NotHereError, kind
from tests.torture.verdict import contents


def _read_only(folder: object) -> None:
    if subprocess.run(["mount", "-o", "remount,ro", str(folder)], capture_output=True).returncode:
        raise NotHereError("no file system can be made read-only")


@kind("places/out-read-only")
def out_read_only(machine: Machine) -> None:
    with machine.small_disk("vol", "size=20m") as volume:
        machine.run("epub", "--out", "vol/dist")
        before = contents(volume)
        _read_only(volume)
        machine.write("Other text.")
        machine.stopped(machine.run("epub", "--out", "vol/dist"), FAILED, "vol")
        machine.untouched(before, volume, "the last release")


@kind("places/cache-read-only")
def cache_read_only(machine: Machine) -> None:
    with machine.small_disk("vol", "size=20m") as volume:
        _read_only(volume)
        machine.built(machine.run("epub", "--cache", "vol/cache"))


@kind("places/cache-warm-read-only")
def cache_warm_read_only(machine: Machine) -> None:
    with machine.small_disk("vol", "size=60m") as volume:
        shutil.copytree(machine.work / "cache", volume / "cache")
        _read_only(volume)
        machine.write("Other text.")
        machine.built(machine.run("epub", "--cache", "vol/cache"), "Other text.")


@kind("places/book-read-only")
def book_read_only(machine: Machine) -> None:
    with machine.small_disk("vol", "size=20m") as volume:
        shutil.copytree(machine.book, volume / "book")
        _read_only(volume)
        machine.built(machine.run("epub", "--book", "vol/book"))


@kind("places/tmp-read-only")
def tmp_read_only(machine: Machine) -> None:
    with machine.small_disk("vol", "size=1m") as volume:
        _read_only(volume)
        machine.built_or_stopped(machine.run("epub", "--no-cache", env={"TMPDIR": str(volume)}))


@kind("places/tmp-missing", "nowhere")
@kind("places/tmp-a-file", "afile")
@kind("places/tmp-relative", ".")
@kind("places/tmp-empty", "")
def tmp(machine: Machine, value: str) -> None:
    (machine.work / "afile").write_text("mine\n")
    machine.built_or_stopped(machine.run("all", "--no-cache", env={"TMPDIR": value}))
    machine.expect((machine.work / "afile").read_text() == "mine\n", "lost", "a file of one's own")


@kind("places/home-missing", "nowhere")
@kind("places/home-a-file", "stdout")
@kind("places/home-unset", None)
def home(machine: Machine, value: str | None) -> None:
    machine.built(machine.run("epub", "--no-cache", env={"HOME": value}))
    machine.expect(not (machine.work / "nowhere").exists(), "litter", "a home was made")


@kind("places/home-read-only")
def home_read_only(machine: Machine) -> None:
    with machine.small_disk("home", "size=1m") as volume:
        _read_only(volume)
        machine.built(machine.run("all", "--no-cache"))


@kind("places/home-left-alone")
def home_left_alone(machine: Machine) -> None:
    machine.built(machine.run("all", "--no-cache"))
    left = [path.name for path in (machine.work / "home").iterdir()]
    machine.expect(not set(left) - {".cache"}, "litter", f"in the home: {left}")


@kind("places/working-folder-gone")
def working_folder_gone(machine: Machine) -> None:
    gone = machine.work / "gone"
    gone.mkdir()
    places = [
        option
        for name in ("book", "dist", "cache")
        for option in (f"--{name.replace('dist', 'out')}", str(machine.work / name))
    ]
    started = machine.start("epub", *places, preexec_fn=lambda: (os.chdir(gone), os.rmdir(gone)))  # noqa: PTH106
    ran = machine.end(started)
    if ran.status:
        machine.stopped(ran, (2, FAILED))


@kind("places/working-folder-is-book")
def working_folder_is_book(machine: Machine) -> None:
    machine.built(machine.run("epub", "--book", ".", "--out", "../dist", "--cache", "../cache", cwd=machine.book))


@kind("places/book-through-link")
def book_through_link(machine: Machine) -> None:
    (machine.work / "linked").symlink_to("book")
    machine.built(machine.run("epub", "--book", "linked"))


@kind("places/book-name-with-spaces", "a b")
@kind("places/book-name-not-ascii", "ñandú 本")
@kind("places/book-name-not-utf8", "b\udcff")
@kind("places/book-name-newline", "b\nc")
@kind("places/book-name-dash", "./-rf")
@kind("places/book-name-colon", "a:b%20#c?d")
def book_name(machine: Machine, name: str) -> None:
    shutil.copytree(machine.book, machine.work / name)
    machine.built(machine.run("epub", "--book", name))


@kind("places/cache-a-file", "afile")
@kind("places/cache-under-a-file", "afile/cache")
@kind("places/cache-link-dangling", "dangling")
@kind("places/cache-long", "x" * 300)
@kind("places/cache-empty", "")
def cache_nowhere(machine: Machine, value: str) -> None:
    (machine.work / "afile").write_text("mine\n")
    (machine.work / "dangling").symlink_to("no/where")
    ran = machine.run("epub", "--cache", value)
    if ran.status:
        machine.stopped(ran, (2, FAILED))
    machine.expect((machine.work / "afile").read_text() == "mine\n", "lost", "a file of one's own")


@kind("places/cache-is-book", "book")
@kind("places/cache-in-chapters", "book/chapters")
def cache_is_book(machine: Machine, value: str) -> None:
    ran = machine.run("epub", "--cache", value)
    machine.stopped(ran, (2, FAILED), "cache")
    machine.expect(contents(machine.book) == machine.own, "lost", "the book's folder was written to")


@kind("places/cache-private")
def cache_private(machine: Machine) -> None:
    machine.built(machine.run("epub", "--cache", "new"))
    mode = (machine.work / "new").stat().st_mode & 0o777
    machine.expect(not mode & 0o077, "leaked", f"others may use the cache: {mode:o}")
