"""A library takes the release in as a bag, and learns from PREMIS what it was made from, by what, and what was checked."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import bagit
import pytest
from lxml import etree

from press.core.release_mark import release_files
from tests.conftest import run

PREMIS = "{http://www.loc.gov/premis/v3}"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
#: The order of elements in PREMIS 3.0, and what each must have (Data Dictionary, version 3.0): no package has its schema.
ORDER = {
    "premis": ["object", "event", "agent", "rights"],
    "object": ["objectIdentifier", "preservationLevel", "significantProperties", "objectCharacteristics", "originalName"],
    "objectCharacteristics": ["compositionLevel", "fixity", "size", "format", "creatingApplication"],
    "fixity": ["messageDigestAlgorithm", "messageDigest", "messageDigestOriginator"],
    "format": ["formatDesignation", "formatRegistry", "formatNote"],
    "formatDesignation": ["formatName", "formatVersion"],
    "objectIdentifier": ["objectIdentifierType", "objectIdentifierValue"],
    "event": [
        "eventIdentifier", "eventType", "eventDateTime", "eventDetailInformation", "eventOutcomeInformation",
        "linkingAgentIdentifier", "linkingObjectIdentifier",
    ],
    "eventIdentifier": ["eventIdentifierType", "eventIdentifierValue"],
    "eventDetailInformation": ["eventDetail"],
    "eventOutcomeInformation": ["eventOutcome", "eventOutcomeDetail"],
    "eventOutcomeDetail": ["eventOutcomeDetailNote"],
    "agent": ["agentIdentifier", "agentName", "agentType", "agentVersion", "agentNote"],
    "agentIdentifier": ["agentIdentifierType", "agentIdentifierValue"],
    "linkingAgentIdentifier": ["linkingAgentIdentifierType", "linkingAgentIdentifierValue", "linkingAgentRole"],
    "linkingObjectIdentifier": ["linkingObjectIdentifierType", "linkingObjectIdentifierValue", "linkingObjectRole"],
}  # fmt: skip
REQUIRED = {
    "object": {"objectIdentifier"},
    "objectCharacteristics": {"format"},
    "fixity": {"messageDigestAlgorithm", "messageDigest"},
    "event": {"eventIdentifier", "eventType", "eventDateTime"},
    "agent": {"agentIdentifier"},
    **{name: set(ORDER[name]) for name in ORDER if name.endswith("Identifier") and not name.startswith("linking")},
}


def faults(root: etree._Element) -> list[str]:
    """What breaks the rules of PREMIS: an element that is unknown, out of order, missing or empty, a link to nothing."""
    found = []
    for element in root.iter(f"{PREMIS}*"):
        name = etree.QName(element).localname
        children = [etree.QName(child).localname for child in element]
        if name not in ORDER:
            found += [f"{name} is empty"] if not (element.text or "").strip() or children else []
            continue
        unknown = [child for child in children if child not in ORDER[name]]
        found += [f"{name} has {child}" for child in unknown]
        places = [ORDER[name].index(child) for child in children if child not in unknown]
        found += [f"{name}: out of order"] * any(after < before for before, after in pairwise(places))
        found += [f"{name} lacks {child}" for child in REQUIRED.get(name, set()) - set(children)]
    for kind in ("object", "agent"):
        there = {each.text for each in root.iter(f"{PREMIS}{kind}IdentifierValue")}
        name = f"linking{kind.capitalize()}IdentifierValue"
        found += [
            f"{name}: {each.text} is not there" for each in root.iter(f"{PREMIS}{name}") if each.text not in there
        ]
    return found


@pytest.fixture(scope="module")
def checked(other, tmp_path_factory) -> Path:
    """The small release with a report of checks of it."""
    out = shutil.copytree(other.out, tmp_path_factory.mktemp("checked") / "dist")
    epub = next(out.glob("*.epub"))
    import hashlib

    entry = {
        "file": f"dist/{epub.name}", "sha256": hashlib.sha256(epub.read_bytes()).hexdigest(), "tool": "EPUBCheck",
        "version": "5.3.0", "claim": "It is an EPUB 3.3.", "verdict": "failed", "command": "epubcheck",
        "findings": [{"rule": "OPF-001", "where": "content.opf", "level": "error", "message": "no"}],
    }  # fmt: skip
    (out / "report.json").write_text(json.dumps({"checks": [entry, {**entry, "sha256": "0" * 64}]}))
    return out


@pytest.fixture(scope="module")
def bag(checked, tmp_path_factory) -> Path:
    """Its bag."""
    into = tmp_path_factory.mktemp("archive") / "bag"
    outcome = run("bag", "--out", str(checked), "--into", str(into))
    assert outcome.status == 0 and "a valid bag" in outcome.out, outcome.err
    return into


def test_the_librarys_own_program_takes_the_bag(bag, checked):
    done = subprocess.run(
        [sys.executable, Path(bagit.__file__), "--validate", bag], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    payload = {path.relative_to(bag / "data").as_posix() for path in (bag / "data").rglob("*") if path.is_file()}
    assert payload == set(release_files(checked))
    page = bag / "data/index.html"
    kept = page.read_bytes()
    page.write_bytes(kept + b" ")
    done = subprocess.run([sys.executable, Path(bagit.__file__), "--validate", bag], capture_output=True, check=False)
    page.write_bytes(kept)
    assert done.returncode == 1


def test_bag_info_is_the_books_record(bag, checked):
    info = bagit.Bag(str(bag)).info
    record = json.loads(next(checked.glob("records/*.provenance.json")).read_text("utf-8"))["book"]
    assert info["External-Identifier"] == record["identifier"] and info["Bagging-Date"] == record["date"]
    assert info["Internal-Sender-Description"] == "The Kitchen Garden. A short manual"
    assert "Source-Organization" not in info  # the record names none


def test_premis_says_what_was_made_from_what_and_by_what(bag, checked):
    root = etree.parse(bag / "metadata/premis.xml").getroot()
    assert faults(root) == [] and root.get("version") == "3.0"
    creation, validation = root.findall(f"{PREMIS}event")
    links = {
        (each.findtext(f"{PREMIS}linkingObjectRole"), each.findtext(f"{PREMIS}linkingObjectIdentifierValue"))
        for each in creation.iter(f"{PREMIS}linkingObjectIdentifier")
    }
    assert ("source", "manuscript/chapters/01-soil.md") in links and ("outcome", "data/index.html") in links
    agents = [each.text for each in creation.iter(f"{PREMIS}linkingAgentIdentifierValue")]
    assert agents[0].startswith("press ") and any(name.startswith("weasyprint ") for name in agents)
    assert validation.findtext(f".//{PREMIS}eventOutcome") == "failed"
    assert validation.findtext(f".//{PREMIS}eventOutcomeDetailNote") == "OPF-001: content.opf: no"
    epub = next(checked.glob("*.epub")).name
    assert validation.findtext(f".//{PREMIS}linkingObjectIdentifierValue") == f"data/{epub}"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("<eventType ", "<eventKind ", "eventKind"),
        ("<messageDigest>", "<messageDigest/><messageDigest>", "empty"),
        ("data/index.html</linking", "data/none.html</linking", "is not there"),
    ],
)
def test_the_rules_find_what_breaks_them(bag, old, new, fault):
    text = (bag / "metadata/premis.xml").read_text("utf-8").replace(old, new).replace("</eventType>", "</eventKind>" if "Kind" in new else "</eventType>")  # fmt: skip
    assert any(fault in each for each in faults(etree.fromstring(text.encode())))


def test_the_same_release_is_the_same_bag(bag, checked, tmp_path):
    assert run("bag", "--out", str(checked), "--into", str(tmp_path / "again")).status == 0
    both = [
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in (bag, tmp_path / "again")
    ]
    assert both[0] == both[1]


def test_nothing_is_written_over_and_nothing_is_bagged_that_no_build_recorded(bag, checked, tmp_path):
    outcome = run("bag", "--out", str(checked), "--into", str(bag))
    assert outcome.status == 2 and "B013" in outcome.err
    assert run("bag", "--out", str(tmp_path), "--into", str(tmp_path / "bag")).status == 3
    assert not (tmp_path / "bag").exists()
