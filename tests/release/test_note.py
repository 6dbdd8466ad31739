"""Whoever finds dist/ without the repository learns what each file is for, where it comes from and how to check it."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess

import pytest

from press.checks import agreement
from press.checks.agreement.note import unnamed
from press.core.languages import language_data
from press.core.paths import LANGUAGES
from press.core.release_mark import release_files

NOTE = "README.txt"


@pytest.fixture
def garden(tmp_path, other):
    """A copy of the small release."""
    return shutil.copytree(other.out, tmp_path / "dist")


def test_the_checksums_are_those_of_every_file(garden):
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=garden, check=True)
    listed = {line.split("  ")[1] for line in (garden / "SHA256SUMS").read_text("utf-8").splitlines()}
    assert listed == set(release_files(garden)) - {"SHA256SUMS"}
    (garden / "index.html").write_text("otra")
    done = subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=garden, capture_output=True, text=True)
    assert done.returncode == 1 and "index.html: FAILED" in done.stdout


def test_the_note_names_every_file_and_none_that_is_not_there(garden):
    text = (garden / NOTE).read_text("utf-8")
    files = release_files(garden)
    assert unnamed(text.encode(), files) == []
    named = re.findall(r"^\S+\.(?:epub|pdf|html|xml|json|jsonld|mrc|cff|jpg)$", text, re.M)
    assert set(named) <= set(files) and {"index.html", "channels/kindle/form.html", "opds.xml"} <= set(named)
    assert "sha256sum --check SHA256SUMS" in text and "build.py verify --out ." in text


@pytest.mark.parametrize("change", ["unnamed", "gone", "title", "sums"])
def test_the_check_finds_a_note_or_checksums_that_are_not_true(garden, change):
    epub = next(garden.glob("*.epub"))
    note, sums = garden / NOTE, garden / "SHA256SUMS"
    said = note.read_text("utf-8")
    if change == "unnamed":
        note.write_text(said.replace("opds.xml\n", "", 1), "utf-8")
    elif change == "gone":
        note.write_text(f"{said}\nfor-nobody.pdf\n    Nothing.\n", "utf-8")
    elif change == "title":
        note.write_text(said.replace("The ", "A ", 1), "utf-8")
    else:
        sums.write_text(sums.read_text("utf-8").replace("  opds.xml\n", "  opds2.xml\n"), "utf-8")
    found = [(finding.rule, finding.where, finding.message) for finding in agreement.find(epub)]
    expected = {
        "unnamed": (NOTE, "opds.xml", "the note does not name it"),
        "gone": ("link", 'links to "for-nobody.pdf", which is not in the release'),
        "title": ("full title", "says"),
        "sums": ("SHA-256 (opds.xml)", "does not say"),
    }[change]
    assert any(all(part in " ".join(each) for part in expected) for each in found), found


def test_the_record_of_provenance_says_what_the_release_was_made_from(other):
    record = json.loads(next(other.out.glob("records/*.provenance.json")).read_text("utf-8"))
    sources = {each["path"]: each["sha256"] for each in record["made_from"]["files"]}
    assert "book.yaml" in sources and any(path.startswith("chapters/") for path in sources)
    for path, digest in sources.items():
        assert hashlib.sha256((other.folder / path).read_bytes()).hexdigest() == digest
    for made in record["made"]:
        data = (other.out / made["path"]).read_bytes()
        assert (hashlib.sha256(data).hexdigest(), len(data)) == (made["sha256"], made["bytes"])
    assert {"pypandoc-binary", "weasyprint", "ebooklib"} <= {each["name"] for each in record["made_by"]["packages"]}
    assert all(each["version"] for each in record["made_by"]["packages"])


@pytest.mark.build
def test_a_file_that_is_no_part_of_the_book_is_not_named(book):
    book.write("notas-privadas.txt", "Nada para nadie.\n")
    assert book.run("records").status == 0
    record = next(book.out.glob("records/*.provenance.json")).read_text("utf-8")
    assert "chapters/01-uno.md" in record and "privadas" not in record


@pytest.mark.parametrize("tag", sorted(LANGUAGES))
def test_every_language_says_for_whom_a_file_is(tag):
    note = language_data(tag, "page")["note"]
    assert {name for name, text in note.items() if "{}" in text} == {"printer", "channel"}
    assert "SHA256SUMS" in note["all"]
