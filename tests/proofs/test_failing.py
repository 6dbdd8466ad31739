"""Every check can fail, and a check whose tool is missing is not a pass."""

from __future__ import annotations

import shlex
import subprocess
import zipfile
from pathlib import Path

import pikepdf
import pytest

from press.checks import ace, epubcheck, verapdf
from press.checks.outcome import ROOT, ToolError
from press.checks.report import CHECKS

pytestmark = pytest.mark.validators

VERSIONS = (epubcheck.CURRENT, epubcheck.OLD)


def changed(epub: Path, copy: Path, name: str, old: bytes, new: bytes) -> Path:
    """A copy of an EPUB with one change in one file."""
    with zipfile.ZipFile(epub) as source, zipfile.ZipFile(copy, "w") as target:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename == name:
                assert old in data
                data = data.replace(old, new, 1)
            target.writestr(entry, data)
    return copy


@pytest.mark.parametrize("version", VERSIONS)
def test_epubcheck_finds_a_wrong_media_type(other, tmp_path, version):
    broken = tmp_path / "broken.epub"
    broken.write_bytes(other.epub.path.read_bytes().replace(b"application/epub+zip", b"application/epub+zap"))
    found = epubcheck.find(broken, version)
    assert [(finding.rule, finding.level) for finding in found] == [("PKG-007", "error")]
    assert found[0].where in ("mimetype", "broken.epub")


@pytest.mark.parametrize("version", VERSIONS)
def test_epubcheck_names_the_place(other, tmp_path, version):
    broken = changed(other.epub.path, tmp_path / "broken.epub", "EPUB/beds.xhtml", b"<table", b"<tible")
    broken = changed(broken, tmp_path / "worse.epub", "EPUB/beds.xhtml", b"</table", b"</tible")
    found = epubcheck.find(broken, version)
    assert found
    assert all(finding.where.startswith("EPUB/beds.xhtml:") for finding in found)


@pytest.mark.parametrize("version", VERSIONS)
def test_epubcheck_fails_what_is_no_epub(tmp_path, version):
    (tmp_path / "no.epub").write_text("no")
    assert "fatal" in {finding.level for finding in epubcheck.find(tmp_path / "no.epub", version)}


def test_the_old_epubcheck_refuses_what_the_current_one_knows(other, tmp_path):
    meta = b'<meta property="pageBreakSource">none</meta></metadata>'
    epub = changed(other.epub.path, tmp_path / "source.epub", "EPUB/content.opf", b"</metadata>", meta)
    assert [finding.rule for finding in epubcheck.find(epub, epubcheck.OLD)] == ["OPF-027"]
    assert epubcheck.find(epub, epubcheck.CURRENT) == []


def test_ace_finds_a_picture_without_alternative_text(other, tmp_path):
    alt = b' alt="Three spoons: sand, loam and clay"'
    mute = changed(other.epub.path, tmp_path / "mute.epub", "EPUB/01-soil.xhtml", alt, b"")
    assert [finding for finding in ace.find(mute) if finding.rule == "image-alt" and "01-soil" in finding.where]


def test_ace_finds_metadata_that_are_missing(other, tmp_path):
    package = "EPUB/content.opf"
    dumb = changed(other.epub.path, tmp_path / "dumb.epub", package, b'"schema:accessMode"', b'"schema:about"')
    with zipfile.ZipFile(dumb) as archive:
        modes = archive.read(package).count(b'"schema:accessMode"')
    for number in range(modes):
        dumb = changed(dumb, tmp_path / f"{number}.epub", package, b'"schema:accessMode"', b'"schema:about"')
    assert "metadata-accessmode" in {finding.rule for finding in ace.find(dumb)}


def test_ace_does_not_pass_what_it_cannot_open(tmp_path):
    (tmp_path / "no.epub").write_text("no")
    with pytest.raises(ToolError, match="Ace"):
        ace.find(tmp_path / "no.epub")


@pytest.fixture(scope="module")
def untagged(other, tmp_path_factory):
    path = tmp_path_factory.mktemp("untagged") / "untagged.pdf"
    with pikepdf.open(other.screen.path) as pdf:
        del pdf.Root.StructTreeRoot
        del pdf.Root.MarkInfo
        pdf.save(path)
    return path


@pytest.mark.parametrize(("flavour", "rules"), [("2a", {"6.7.2.2-1", "6.7.3.3-1"}), ("ua1", {"6.2-1", "7.1-11"})])
def test_verapdf_finds_that_the_tags_are_missing(untagged, flavour, rules):
    assert rules & {finding.rule for finding in verapdf.find(untagged, flavour)}


@pytest.mark.parametrize("flavour", ["2a", "ua1"])
def test_verapdf_fails_what_is_no_pdf(tmp_path, flavour):
    (tmp_path / "no.pdf").write_text("no")
    assert [finding.level for finding in verapdf.find(tmp_path / "no.pdf", flavour)] == ["fatal"]


@pytest.mark.parametrize(
    "check", [each for each in CHECKS if not each.tool.startswith("press, ")], ids=lambda check: check.name
)
def test_a_missing_program_is_named_and_never_passes(monkeypatch, tmp_path, other, check):
    monkeypatch.setenv("PATH", str(tmp_path))
    path = (other.epub if check.files == "*.epub" else other.screen).path
    with pytest.raises(ToolError, match=r"missing (java|node): apt-get install (default-jre-headless|nodejs)"):
        check.find(path)


@pytest.mark.parametrize(
    ("module", "name", "find"),
    [
        (epubcheck, "_jar", lambda path: epubcheck.find(path, epubcheck.OLD)),
        (ace, "SCRIPT", ace.find),
        (verapdf, "JAR", lambda path: verapdf.find(path, "2a")),
        (verapdf, "BRIDGE", lambda path: verapdf.find(path, "2a")),
        (verapdf, "JAXB", lambda path: verapdf.find(path, "2a")),
    ],
)
def test_a_missing_validator_is_named_and_never_passes(monkeypatch, tmp_path, module, name, find):
    nowhere = tmp_path / "nowhere"
    monkeypatch.setattr(module, name, (lambda version: nowhere) if name == "_jar" else nowhere)
    with pytest.raises(ToolError, match=r"missing .+: (make|apt-get)"):
        find(tmp_path / "any")


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_the_command_repeats_the_check(tmp_path, check):
    path = tmp_path / check.files.replace("*", "no")
    path.parent.mkdir(exist_ok=True)
    path.write_text("no")
    command = check.command.format(file=shlex.quote(str(path)))
    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, check=False)  # noqa: S602
    assert done.returncode in (1, 3), done.stderr  # 3: nothing else is there to agree with
    assert b"Traceback" not in done.stderr
