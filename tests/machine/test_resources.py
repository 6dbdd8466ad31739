"""A machine that fails a build says so in one line, and the last release stays as it was."""

from __future__ import annotations

import os
import resource
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits and mounts of Linux")


@pytest.fixture
def released(builder):
    """A book with a release, edited since; what the release has now."""
    assert builder.run() == (0, "")
    before = builder.contents()
    builder.book.write("chapters/05.md", "# Otro\n\nMás texto.\n")
    return before


def limited(name: str, value: int):
    """What limits a process before it begins."""
    return lambda: resource.setrlimit(getattr(resource, name), (value, value))


@pytest.mark.parametrize("size", [20_000, 100_000])
def test_a_file_that_may_not_grow_is_one_line(builder, released, size):
    status, said = builder.run(preexec_fn=limited("RLIMIT_FSIZE", size))
    assert (status, said.count("\n")) == (4, 1) and "larger than this process may write" in said
    assert builder.contents() == released and builder.litter() == []


@pytest.fixture
def small_disk(tmp_path):
    """Mounts a file system of so many bytes or files at a folder."""
    mounted = []

    def mount(name: str, options: str):
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        if subprocess.run(["mount", "-t", "tmpfs", "-o", options, "press-test", folder], check=False).returncode:
            pytest.skip("no mounts here")
        mounted.append(folder)
        return folder

    yield mount
    for folder in mounted:
        subprocess.run(["umount", folder], check=True)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount")
@pytest.mark.parametrize("options", ["size=64k", "nr_inodes=4"])
@pytest.mark.parametrize("place", ["tmp", "dist"])
def test_a_full_disk_is_one_line(builder, small_disk, place, options):
    folder = small_disk(place, options)
    status, said = builder.run(command="all")
    assert (status, said.count("\n")) == (4, 1) and "the disk is full" in said
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount")
def test_a_full_disk_under_the_cache_is_one_line_and_the_build_goes_on(builder, small_disk, tmp_path):
    small_disk("cache", "size=64k")
    status, said = builder.run("--cache", str(tmp_path / "cache"))
    assert (status, said.count("\n")) == (0, 1) and "cannot be written: no space left" in said
    assert set(builder.contents()) == {"un-libro.epub", "SHA256SUMS"}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount")
def test_a_place_that_may_only_be_read_is_one_line(builder, small_disk):
    small_disk("dist", "ro")
    status, said = builder.run()
    assert (status, said.count("\n")) == (4, 1) and "read-only" in said


def test_without_a_temporary_folder_another_is_taken(builder):
    builder.environment["TMPDIR"] = str(builder.folder / "missing")
    assert builder.run() == (0, "")


@pytest.mark.parametrize("locale", ["C", "POSIX"])
def test_file_names_are_read_in_any_locale(builder, locale):
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
    )
    builder.book.write("ñandú.svg", drawing).write("chapters/06.md", "# Ñandú\n\n![Un ñandú](../ñandú.svg)\n")
    assert builder.run() == (0, "")
    before = builder.contents()
    builder.environment |= {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    builder.book.write("chapters/05.md", "# Otro\n\nMás texto.\n")
    assert builder.run() == (0, "")
    (builder.book.folder / "chapters/05.md").unlink()
    assert builder.run() == (0, "") and builder.contents() == before


@pytest.mark.parametrize("epoch", ["²", "99999999999999999999", "7258118400", "-1", "soon", "1.5"])
def test_a_time_that_no_file_can_carry_is_refused(builder, released, epoch):
    builder.environment["SOURCE_DATE_EPOCH"] = epoch
    status, said = builder.run()
    assert status == 2 and said.startswith("SOURCE_DATE_EPOCH: B012 ")
    assert builder.contents() == released


CLOCK = "import time; time.time = lambda: {}.0; time.time_ns = lambda: {} * 10**9\n"


@pytest.mark.parametrize("clock", [0, 5_680_281_600])
def test_the_clock_is_never_looked_at(builder, tmp_path, clock):
    assert builder.run() == (0, "")
    before = builder.contents()
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(CLOCK.format(clock, clock))
    builder.environment["PYTHONPATH"] = str(tmp_path / "site")
    (builder.out / "un-libro.epub").unlink()
    assert builder.run() == (0, "") and builder.contents() == before
