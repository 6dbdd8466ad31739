"""Whoever has the sources and the pinned tools gets the same bytes, whoever and wherever they are."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from press.checks.rebuild import compare


def held(out: Path, again: Path) -> list[str]:
    """What is said of two releases."""
    said: list[str] = []
    compare(out, again, said.append)
    return said


def test_the_places_are_as_different_as_they_claim(elsewhere):
    code = (
        "import datetime, time; print(time.gmtime().tm_year, datetime.datetime.now().year, datetime.date.today().year)"
    )
    years = {}
    for place, environment in (("here", {}), ("elsewhere", elsewhere.environment)):
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
        years[place] = [int(year) for year in done.stdout.split()]
    assert all(later - now >= 9 for now, later in zip(years["here"], years["elsewhere"], strict=True))


def test_a_book_is_the_same_to_the_byte_wherever_it_is_built(release, rebuilt, contents):
    one, other = contents(release), contents(rebuilt)
    assert set(one) == set(other)
    assert one == other, held(release, rebuilt)


def test_the_small_book_has_every_kind_of_file(release, contents):
    kinds = {Path(name).suffix for name in contents(release) if not Path(name).name.startswith(".")}
    assert kinds == {
        ".epub",
        ".pdf",
        ".json",
        ".xml",
        ".mrc",
        ".jsonld",
        ".cff",
        ".bib",
        ".ris",
        ".jpg",
        ".html",
        ".csv",
        ".txt",
        "",
    }


def test_the_real_book_is_the_same_to_the_byte_wherever_it_is_built(real, elsewhere, tmp_path, contents):
    again = elsewhere.build(elsewhere.checkout / "book", tmp_path / "dist")
    assert contents(real.out) == contents(again), held(real.out, again)


def test_no_file_says_where_or_by_whom_it_was_made(rebuilt, elsewhere, contents):
    traces = [str(elsewhere.checkout).encode(), str(elsewhere.folder).encode(), b"/tmp/", b"weasyprint-"]
    for name, data in contents(rebuilt).items():
        assert [trace for trace in traces if trace in data] == [], name
