"""``--out``: a build never deletes or changes what a build did not make."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

from tests.torture.machine import FAILED, REFUSED, Machine, NotHereError, kind
from tests.torture.verdict import contents


@kind("out/is-book", "book")
@kind("out/is-chapters", "book/chapters")
@kind("out/is-images", "book/images")
@kind("out/holds-book", ".")
@kind("out/holds-book-absolute", "{work}")
@kind("out/a-chapter", "book/chapters/01-one.md")
@kind("out/in-chapters", "book/chapters/new")
@kind("out/through-parent", "book/chapters/..")
@kind("out/link-to-book", "booklink")
@kind("out/own-files", "mine")
@kind("out/own-file", "mine/notes.txt")
@kind("out/under-a-file", "mine/notes.txt/dist")
@kind("out/empty", "")
@kind("out/parent", "..")
@kind("out/long", "x" * 300)
@kind("out/link-to-file", "filelink")
@kind("out/is-cache", "cache")
@kind("out/home", "home")
def refused(machine: Machine, out: str, command: str = "all") -> None:
    for name, target in (("booklink", "book"), ("filelink", "mine/notes.txt")):
        (machine.work / name).symlink_to(target)
    for name in ("mine", "home", "mine/deep"):
        (machine.work / name).mkdir(exist_ok=True)
        (machine.work / name / "notes.txt").write_text("mine\n")
    before = contents(machine.work)
    ran = machine.run(command, "--out", out.replace("{work}", str(machine.work)))
    machine.stopped(ran, (REFUSED, FAILED))
    kept = {
        name: digest for name, digest in before.items() if not name.startswith(("stdout", "stderr", "cache", "tmp"))
    }
    machine.untouched(kept, machine.work, "beside the book")
    if out != "cache":
        added = {name for name in set(contents(machine.work)) - set(before) if not name.startswith(("std", "cache/"))}
        machine.expect(not added, "litter", f"left: {', '.join(sorted(added)[:3])}")


@kind("out/is-book-epub", "book")
@kind("out/is-images-epub", "book/images")
@kind("out/own-files-epub", "mine")
def refused_epub(machine: Machine, out: str) -> None:
    refused(machine, out, "epub")


@kind("out/device")
def device(machine: Machine) -> None:
    try:
        os.mknod(machine.work / "device", 0o600 | stat.S_IFCHR, os.makedev(1, 3))
    except PermissionError as error:
        raise NotHereError(str(error)) from error
    machine.stopped(machine.run("epub", "--out", "device"), (REFUSED, FAILED))
    machine.expect((machine.work / "device").is_char_device(), "lost", "a device was replaced")


@kind("out/in-book")
def in_book(machine: Machine) -> None:
    """A release's own sub-folder of the book: built again and again, and nothing else touched."""
    for text in ("First text.", "Second text."):
        machine.write(text)
        ran = machine.run("all", "--out", "book/dist")
        if ran.status:
            machine.stopped(ran, REFUSED)
            return
        machine.own = {name: digest for name, digest in contents(machine.book).items() if not name.startswith("dist")}


@kind("out/own-file-in-release", "all", "mine.txt")
@kind("out/own-folder-in-release", "all", "mine/deep.txt")
@kind("out/own-file-in-channels", "all", "channels/mine.txt")
@kind("out/own-file-in-release-epub", "epub", "mine.txt")
def own_file_in_release(machine: Machine, command: str, name: str) -> None:
    """Whoever puts a file of their own into the release keeps it, whether the next build runs or refuses."""
    machine.built(machine.run("all"))
    mine: Path = machine.dist / name
    mine.parent.mkdir(exist_ok=True)
    mine.write_text("mine\n")
    machine.write("Second text.")
    ran = machine.run(command)
    if ran.status:
        machine.stopped(ran, REFUSED, name)
    machine.expect(mine.is_file() and mine.read_text() == "mine\n", "lost", f"dist/{name}")


@kind("out/link-to-folder")
def link_to_folder(machine: Machine) -> None:
    (machine.work / "site").mkdir()
    machine.dist.symlink_to("site")
    for text in ("First text.", "Second text.", "Third text."):
        machine.write(text)
        machine.built(machine.run("epub"), text)
        machine.expect(machine.dist.is_symlink(), "lost", "dist was a link and is none any more")
    machine.expect(any((machine.work / "site").glob("*.epub")), "wrong", "the release is not where the link leads")


@kind("out/link-dangling")
def link_dangling(machine: Machine) -> None:
    machine.dist.symlink_to("no/where/at/all")
    machine.built(machine.run("epub"))


@kind("out/mount-point")
def mount_point(machine: Machine) -> None:
    with machine.small_disk("dist", "size=20m"):
        for text in ("First text.", "Second text."):
            machine.write(text)
            machine.built(machine.run("all"), text)
        litter = [path.name for path in machine.dist.glob(".*") if path.is_dir()]
        machine.expect(not litter, "litter", f"in the mount point: {litter}")


@kind("out/other-disk")
def other_disk(machine: Machine) -> None:
    with machine.small_disk("vol", "size=40m"):
        for text in ("First text.", "Second text."):
            machine.write(text)
            machine.built(machine.run("all", "--out", "vol/dist"), text, machine.work / "vol/dist")


@kind("out/new-parents")
def new_parents(machine: Machine) -> None:
    machine.built(machine.run("epub", "--out", "a/b/c"), out=machine.work / "a/b/c")


@kind("out/slash-at-end")
def slash_at_end(machine: Machine) -> None:
    machine.built(machine.run("epub", "--out", "dist/"))


@kind("out/empty-folder")
def empty_folder(machine: Machine) -> None:
    machine.dist.mkdir()
    machine.built(machine.run("all"))


@kind("out/refused-leaves-release")
def refused_leaves_release(machine: Machine) -> None:
    machine.built(machine.run("all"))
    before = contents(machine.dist)
    machine.write("[a](#no)")
    machine.stopped(machine.run("all"), REFUSED, "book/chapters/01-one.md:3: L001")
    machine.untouched(before, machine.dist, "the last release")


@kind("out/release-of-last-killed")
def release_of_last_killed(machine: Machine) -> None:
    """What a build of an earlier version left when it was killed between two renames is found again, or kept."""
    machine.built(machine.run("all"))
    shutil.move(machine.dist, machine.work / ".dist.old")
    machine.write("[a](#no)")
    machine.run("all")
    machine.expect(machine.dist.exists() or (machine.work / ".dist.old").exists(), "lost", "the only release there was")
    machine.write("Second text.")
    machine.built(machine.run("all"), "Second text.")
    shutil.rmtree(machine.work / ".dist.old", ignore_errors=True)
