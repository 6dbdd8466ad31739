"""A build deletes nothing that no build made, wherever ``--out`` points."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from press.core import publish
from press.core.problems import ManuscriptError
from press.core.release_mark import MARK, SUMS, checksums, release_files
from press.core.stored import StoredFiles
from tests.conftest import CHECKOUT, run


def everything(folder):
    """What a folder holds, byte for byte, with the links in it."""
    return {
        str(path.relative_to(folder)): path.readlink() if path.is_symlink() else path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


@pytest.mark.parametrize(
    ("out", "code"),
    [
        ("libro", "B007"),
        (".", "B007"),
        ("", "B007"),
        ("libro/chapters", "B007"),
        ("libro/chapters/dist", "B007"),
        ("libro/images", "B007"),
        ("libro/..", "B007"),
        ("link", "B007"),
        ("notes.txt", "B009"),
        ("notes.txt/dist", "B009"),
        ("loop", "B009"),
        ("mine", "B010"),
        ("libro/mine", "B010"),
    ],
)
@pytest.mark.parametrize("command", ["all", "epub"])
def test_a_folder_that_is_no_release_is_refused_and_left_alone(book, tmp_path, out, code, command):
    (tmp_path / "notes.txt").write_text("notes")
    (tmp_path / "link").symlink_to("libro")
    (tmp_path / "loop").symlink_to("loop")
    for folder in (tmp_path / "mine", book.folder / "mine"):
        folder.mkdir()
        (folder / "mine.txt").write_text("mine")
    before = everything(tmp_path)
    outcome = run(command, "--book", str(book.folder), "--out", out)
    assert (outcome.status, outcome.codes()) == (2, [code])
    assert "\n    " in outcome.err  # what to do
    assert everything(tmp_path) == before


def test_a_release_of_an_earlier_version_is_named_and_left(book):
    book.out.mkdir()
    (book.out / "un-libro.epub").write_text("old")
    outcome = book.run("epub")
    assert outcome.codes() == ["B010"] and '"un-libro.epub"' in outcome.err and "earlier version" in outcome.err
    assert (book.out / "un-libro.epub").read_text() == "old"


@pytest.mark.build
def test_a_file_of_ones_own_in_the_release_stops_the_next_build(book):
    assert book.run("epub").status == 0
    (book.out / "letter.txt").write_text("mine")
    assert book.write("chapters/02-dos.md", "# Dos\n\nMás.\n").run("epub").codes() == ["B010"]
    assert (book.out / "letter.txt").read_text() == "mine"


@pytest.mark.build
def test_a_release_in_a_folder_of_the_book_is_no_part_of_the_book(book, monkeypatch):
    out = book.folder / "dist"
    assert run("epub", "--book", str(book.folder), "--out", str(out)).status == 0
    monkeypatch.setattr("press.commands.build.build", lambda *_: pytest.fail("nothing was edited"))
    assert run("epub", "--book", str(book.folder), "--out", str(out)).status == 0


@pytest.mark.build
def test_the_mark_lists_the_files_as_sha256sum_checks_them(book):
    assert book.run("records").status == 0
    assert book.write("chapters/02-dos.md", "# Dos {#dos}\n\nMás.\n").run("epub").status == 0
    listed = {line.split("  ")[1] for line in (book.out / MARK).read_text().splitlines()}
    assert listed == set(release_files(book.out)) == {SUMS, "un-libro.epub", "un-libro.pdf"}
    for sums in (MARK, SUMS):
        subprocess.run(["sha256sum", "--check", "--strict", "--quiet", sums], cwd=book.out, check=True)
    summed = {line.split("  ")[1] for line in (book.out / SUMS).read_text().splitlines()}
    assert summed == listed - {SUMS}  # what lies there of an earlier build too


def test_a_link_to_the_release_stays_a_link(tmp_path):
    target, out = tmp_path / "site", tmp_path / "dist"
    out.symlink_to("site")
    for text in (b"1", b"2", b"3"):
        publish.publish({"a": text}, out, whole=True)
        assert out.is_symlink() and (target / "a").read_bytes() == text
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dist", "site"]


@pytest.mark.parametrize("number", ["EBUSY", "EXDEV", "ENOSYS", "EROFS"])
def test_where_folders_cannot_be_exchanged_each_file_is(tmp_path, monkeypatch, number):
    """EBUSY is what a mount point answers, as every container with a volume has one."""
    out = tmp_path / "dist"
    publish.publish({"a": b"1", "b/c": b"1", "d": b"1"}, out)
    inode = out.stat().st_ino

    def refuse(*_):
        raise OSError(getattr(publish.errno, number), "no")

    monkeypatch.setattr(publish, "_exchange", refuse)
    publish.publish({"a": b"2", "e": b"2"}, out, stale=["b"])
    assert {name: path.read_bytes() for name, path in release_files(out).items()} == {
        "a": b"2",
        "d": b"1",
        "e": b"2",
        SUMS: checksums(StoredFiles({"a": b"2", "d": b"1", "e": b"2"}).digests()),
    }
    publish.publish({"a": b"3"}, out, whole=True)
    assert set(everything(out)) == {"a", MARK, SUMS}
    assert out.stat().st_ino == inode and [path.name for path in tmp_path.iterdir()] == ["dist"]


@pytest.mark.skipif(os.geteuid() != 0 or sys.platform != "linux", reason="only root may mount")
def test_a_release_on_a_mount_point(tmp_path):
    out = tmp_path / "dist"
    out.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "press-test", out], check=False).returncode:
        pytest.skip("no mounts here")
    try:
        (out / "lost+found").mkdir()
        for text in (b"1", b"2"):
            publish.publish({"a/b": text, text.decode(): text}, out, whole=True)
            assert set(everything(out)) == {"a/b", text.decode(), MARK, SUMS}
    finally:
        subprocess.run(["umount", out], check=True)
    assert [path.name for path in tmp_path.iterdir()] == ["dist"]


@pytest.mark.build
def test_a_release_into_the_current_folder(book, tmp_path, monkeypatch):
    place = tmp_path / "here"
    place.mkdir()
    monkeypatch.chdir(place)
    for text in ("Uno.", "Dos."):
        book_folder = tmp_path / "libro"
        (book_folder / "chapters/01-uno.md").write_text(f"# Uno\n\n{text}\n", "utf-8")
        assert run("epub", "--book", str(book_folder), "--out", ".").status == 0
        assert list(Path().iterdir())  # the folder is still there
    assert {path.name for path in place.iterdir()} == {MARK, SUMS, "un-libro.epub"}


def test_what_a_killed_build_left_is_removed_and_what_is_not_a_builds_is_kept(tmp_path):
    out = tmp_path / "dist"
    publish.publish({"a": b"1"}, out)
    staging = publish.staging_of(out)
    shutil.copytree(out, staging)
    publish.publish({"a": b"2"}, out)
    assert not staging.exists()
    staging.mkdir()
    (staging / "mine").write_text("mine")
    with pytest.raises(ManuscriptError):
        publish.publish({"a": b"3"}, out)
    assert (staging / "mine").read_text() == "mine" and (out / "a").read_bytes() == b"2"


READERS = """\
import sys
from pathlib import Path
from press.core.publish import publish
for number in range(200):
    publish({name: sys.argv[2].encode() for name in "abcd"}, Path(sys.argv[1]), whole=True)
"""


@pytest.mark.slow
def test_two_builds_into_one_place_leave_the_release_of_one_and_never_none(tmp_path):
    out = tmp_path / "dist"
    publish.publish(dict.fromkeys("abcd", b"0"), out)
    builds = [subprocess.Popen([sys.executable, "-c", READERS, out, name], cwd=CHECKOUT) for name in "12"]
    missed = 0
    while any(build.poll() is None for build in builds):
        missed += not (out / "a").exists()
    assert [build.returncode for build in builds] == [0, 0] and missed == 0
    assert len({(out / name).read_bytes() for name in "abcd"}) == 1
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", SUMS], cwd=out, check=True)
    assert [path.name for path in tmp_path.iterdir()] == ["dist"]
