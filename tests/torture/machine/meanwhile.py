"""What happens while a build runs: an editor who saves, a second build, a reader of the release."""

from __future__ import annotations

import time

from tests.torture.machine import FAILED, REFUSED, Machine, kind
from tests.torture.verdict import contents


def _after_first_entry(machine: Machine) -> None:
    """Wait until the build that has just begun has put something into its new cache."""
    until = time.monotonic() + 60
    while not any((machine.work / "new").glob("*/*")) and time.monotonic() < until:
        time.sleep(0.005)


@kind("meanwhile/chapter-saved", "epub", 0.05)
@kind("meanwhile/chapter-saved-later", "all", 0.4)
@kind("meanwhile/chapter-saved-late", "all", 1.2)
def chapter_saved(machine: Machine, command: str, moment: float) -> None:
    """A chapter saved during a build is in the book that the next build makes."""
    started = machine.start(command, "--cache", "new")
    _after_first_entry(machine)
    time.sleep(moment)
    machine.write("Saved meanwhile.")
    machine.end(started)
    machine.built(machine.run(command, "--cache", "new"), "Saved meanwhile.")


@kind("meanwhile/record-saved")
def record_saved(machine: Machine) -> None:
    started = machine.start("all", "--cache", "new")
    _after_first_entry(machine)
    (machine.book / "book.yaml").write_text("title: A Book\nlanguage: en\nsubtitle: Saved meanwhile\n")
    machine.own = contents(machine.book)
    machine.end(started)
    machine.built(machine.run("all", "--cache", "new"), "Saved meanwhile")


@kind("meanwhile/chapter-deleted")
def chapter_deleted(machine: Machine) -> None:
    (machine.book / "chapters" / "03-three.md").write_text("# Three\n\nThird chapter.\n")
    started = machine.start("all", "--cache", "new")
    _after_first_entry(machine)
    (machine.book / "chapters" / "03-three.md").unlink()
    machine.own = contents(machine.book)
    machine.end(started)
    machine.built(machine.run("all", "--cache", "new"))
    from tests.torture import scan

    machine.expect("Third chapter." not in scan.words(machine.dist), "wrong", "a deleted chapter is still in the book")


@kind("meanwhile/picture-changed")
def picture_changed(machine: Machine) -> None:
    from tests.torture.case import picture

    machine.write('![x](../images/dot.png){alt="x"}')
    started = machine.start("epub", "--cache", "new")
    _after_first_entry(machine)
    (machine.book / "images" / "dot.png").write_bytes(picture("png", 31, 32))
    machine.own = contents(machine.book)
    machine.end(started)
    machine.built(machine.run("epub", "--cache", "new"), "")
    epub = next(machine.dist.glob("*.epub"))
    import zipfile

    with zipfile.ZipFile(epub) as archive:
        held = [archive.read(name) for name in archive.namelist() if name.endswith(".png")]
    machine.expect(picture("png", 31, 32) in held, "lost", "the picture saved meanwhile is not in the book")


@kind("meanwhile/book-renamed")
def book_renamed(machine: Machine) -> None:
    started = machine.start("all", "--cache", "new")
    _after_first_entry(machine)
    machine.book.rename(machine.work / "renamed")
    ran = machine.end(started)
    (machine.work / "renamed").rename(machine.book)
    if ran.status:
        machine.stopped(ran, (REFUSED, FAILED))


@kind("meanwhile/two-builds", 2, "all")
@kind("meanwhile/two-builds-epub", 2, "epub")
@kind("meanwhile/four-builds", 4, "all")
def builds_at_once(machine: Machine, number: int, command: str) -> None:
    """Builds into one place at once: each succeeds or says that another is at work, and the release is whole."""
    usual = machine.usual(command)
    started = [
        machine.start(command, "--no-cache", stdout=None, stderr=(machine.work / f"err{n}").open("wb"))
        for n in range(number)
    ]
    statuses = []
    for place, one in enumerate(started):
        ran = machine.end(one)
        said = (machine.work / f"err{place}").read_text()
        statuses.append(ran.status)
        machine.expect("Traceback" not in said, "traceback", said.strip()[-150:])
        machine.expect(ran.status == 0 or bool(said.strip()), "no line", f"status {ran.status} without a word")
    machine.expect(0 in statuses, "wrong", f"none of the builds succeeded: {statuses}")
    machine.expect(contents(machine.dist) == usual, "lost", "the release is not whole")


@kind("meanwhile/one-cache-two-books")
def one_cache(machine: Machine) -> None:
    started = [
        machine.start("all", "--cache", "new", "--out", out, stdout=None, stderr=None) for out in ("dist", "other")
    ]
    for one in started:
        machine.expect(machine.end(one).status == 0, "wrong", "two builds with one cache: one failed")
    machine.expect(contents(machine.dist) == contents(machine.work / "other"), "wrong", "two books from one")


@kind("meanwhile/never-without-release")
def never_without(machine: Machine) -> None:
    """Whoever looks at the release while another is published always finds one."""
    machine.built(machine.run("epub"))
    looks = missing = 0
    for number in range(4):
        machine.write(f"Text number {number}.")
        started = machine.start("epub")
        while started.poll() is None:
            for _ in range(2000):
                looks += 1
                missing += not machine.dist.joinpath("a-book.epub").exists()
        machine.expect(started.returncode == 0, "wrong", "not built")
    machine.expect(not missing, "lost", f"{missing} of {looks} looks found no release")


@kind("meanwhile/stopped-and-continued")
def stopped_and_continued(machine: Machine) -> None:
    import os
    import signal

    started = machine.start("all", "--no-cache")
    for _ in range(3):
        time.sleep(0.3)
        os.killpg(started.pid, signal.SIGSTOP)
        time.sleep(0.2)
        os.killpg(started.pid, signal.SIGCONT)
    machine.built(machine.end(started))
