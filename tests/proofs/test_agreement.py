"""The files of a release say the same of the book, and each of them is caught when it says something else."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from press.checks import agreement
from press.checks.agreement import fields
from press.checks.agreement.__main__ import main
from press.checks.agreement.compare import differences
from press.checks.agreement.release import READERS, Statement, read_release, statements
from press.checks.outcome import ToolError
from tests.conftest import CHECKOUT
from tests.proofs.altered import alterations, repacked

STEM = "relojes"
PACKAGE = "EPUB/content.opf"
BASE = "https://ejemplo.example/relojes/"
#: The files of the release that state something besides their own bytes.
FILES = (
    "relojes.epub",
    "relojes.pdf",
    "print/relojes-interior.pdf",
    "print/relojes-kdp-interior.pdf",
    "print/relojes-kdp-ticket.json",
    "records/relojes.onix.xml",
    "records/relojes.mrc",
    "records/relojes.marc.xml",
    "records/relojes.jsonld",
    "records/CITATION.cff",
    "records/relojes.csl.json",
    "records/relojes.bib",
    "records/relojes.ris",
    "opds.xml",
    "opds.json",
    "index.html",
    "SHA256SUMS",
    "README.txt",
    "records/relojes.provenance.json",
    ".well-known/tdmrep.json",
)


@pytest.fixture(scope="module")
def spoken(agreeing) -> tuple[dict[str, bytes], list[Statement]]:
    """The files of the release, and what they state."""
    return read_release(agreeing, STEM)


@pytest.mark.build
@pytest.mark.parametrize("name", ["real", "other", "almanac"])
def test_a_book_agrees_with_itself(request, name):
    out = request.getfixturevalue(name).out
    assert [finding for epub in out.glob("*.epub") for finding in agreement.find(epub)] == []


def test_a_book_with_an_isbn_for_each_edition_agrees_with_itself(agreeing):
    assert agreement.find(agreeing / "relojes.epub") == []
    assert main([str(agreeing)]) == 0


def _compared(spoken, file: str) -> set[tuple[str, str, str]]:
    """(field, of, place) of what a file states and the table compares."""
    _, said = spoken
    found = set()
    for statement in said:
        if statement.file == file:
            for fact in statement.facts:
                row = fields.row(fact.field, fact.of)
                if row and statement.kind in row.kinds and _heard_elsewhere(said, fact, statement):
                    found.add((fact.field, fact.of, fact.where))
    return found


def _heard_elsewhere(said, fact, own) -> bool:
    """Whether another file states it: the digest of a file that no page lists has nothing to agree with."""
    return any(
        (other.field, other.of) == (fact.field, fact.of) and other is not fact
        for statement in said
        for other in statement.facts
        if (row := fields.row(other.field, other.of)) and statement.kind in row.kinds
    )


def _named(finding, file: str, field: str, of: str, where: str) -> bool:
    """Whether a difference names this place, or this file's silence."""
    rule = f"{fields.NAMES[field]} ({of})" if of else fields.NAMES[field]
    there = f"{file}: {where}"
    return finding.rule == rule and (
        finding.where == there or f"{there} says" in finding.message or (finding.where == file and "does not say" in finding.message)
        or finding.message.endswith(there)
    )  # fmt: skip


def _facts(said, file: str) -> set[tuple[str, str, str, str]]:
    """(field, of, place, value) of all that a file states."""
    facts = (fact for statement in said if statement.file == file for fact in statement.facts)
    return {(fact.field, fact.of, fact.where, repr(fact.value)) for fact in facts}


@pytest.mark.parametrize("file", FILES)
def test_whatever_a_file_states_is_missed_when_it_is_altered(spoken, file):
    files, said = spoken
    assert file in files
    others = [statement for statement in said if statement.file != file]
    unseen = _compared(spoken, file)
    assert unseen
    own = _facts(said, file)
    for data in alterations(file, files[file]):
        changed = statements(file, data, STEM)
        altered_places = {(field, of, where) for field, of, where, _ in own ^ _facts(changed, file)}
        if not unseen & altered_places:
            continue  # it says the same, as far as there is anything left to look for
        found = differences([*others, *changed], {**files, file: data}, BASE)
        unseen -= {fact for fact in unseen if any(_named(finding, file, *fact) for finding in found)}
        if not unseen:
            break
    assert sorted(unseen) == []


def test_the_table_has_nothing_that_nobody_states(spoken):
    _, said = spoken
    present = {statement.kind for statement in said}
    agreeing = {
        (row.field, row.of, statement.kind)
        for statement in said
        for fact in statement.facts
        if (row := fields.row(fact.field, fact.of))
    }
    further = {"kepub", "large_print", "hardcover"}  # which tests/design/test_editions.py makes
    rows = [row for row in fields.ROWS if row.of not in further]
    cells = {(row.field, row.of, kind) for row in rows for kind in row.kinds if kind in present}
    assert sorted(cells - agreeing) == []


def test_every_reader_has_a_row_and_every_file_a_reader():
    kinds = {kind for row in fields.ROWS for kind in row.kinds}
    assert kinds == set(fields.ORDER) == {fields.BYTES, *(kind for kind, *_ in READERS)}
    assert {row.field for row in fields.ROWS} | {"cited isbn"} == set(fields.NAMES)


@pytest.mark.parametrize("file", ["records/relojes.csl.json", "records/relojes.bib", "records/relojes.ris"])
@pytest.mark.parametrize("old", ["Las horas", "Gil, Luis", "12345678.01", "Las pesas"])
def test_an_entry_of_a_chapter_that_says_something_else_is_caught(spoken, file, old):
    files, said = spoken
    old = "Gil" if file.endswith(".json") and old == "Gil, Luis" else old
    before, found, after = files[file].decode().rpartition(old)
    assert found, "the entries of chapters do not say it"
    others = [statement for statement in said if statement.file != file]
    changed = statements(file, f"{before}{old}z{after}".encode(), STEM)
    rules = {str(finding.rule) for finding in differences([*others, *changed], files, BASE)}
    assert any("chapter" in rule for rule in rules), rules


def altered(release: Path, file: str, old: str, new: str) -> Path:
    """The release with other words in a file; an EPUB's are those of its package."""
    path, words = release / file, old.encode()
    data = path.read_bytes()
    if path.suffix == ".epub":
        with zipfile.ZipFile(path) as archive:
            package = archive.read(PACKAGE)
        assert words in package
        path.write_bytes(repacked(data, {PACKAGE: package.replace(words, new.encode())}))
    else:
        assert words in data
        path.write_bytes(data.replace(words, new.encode()))
    return release / "relojes.epub"


@pytest.mark.parametrize(
    ("file", "old", "new", "rule", "where", "message"),
    [
        (
            "records/relojes.mrc", "casa de los relojes :", "caza de los relojes :",
            "title", "records/relojes.mrc: record 1, 245",
            'says "La caza de los relojes"; relojes.epub: EPUB/content.opf: dc:title says "La casa de los relojes"',
        ),
        (
            "records/relojes.onix.xml", "<Subtitle>Crónica de un taller</Subtitle>", "",
            "subtitle", "records/relojes.onix.xml",
            'does not say; relojes.epub: EPUB/content.opf: dc:title says "Crónica de un taller"',
        ),
        (
            "relojes.epub", "Ana Prado", "Eva Prado",
            "contributors (aut)", "relojes.epub: EPUB/content.opf: dc:creator, dc:contributor",
            'says "Eva Prado"; relojes.pdf: XMP: dc:creator says "Ana Prado"',
        ),
        (
            "opds.json", '"language": "es"', '"language": "en"',
            "language", "opds.json: metadata: language",
            'says "en"; relojes.epub: EPUB/content.opf: dc:language says "es"',
        ),
        (
            "opds.xml", "/by/4.0/", "/by-nc/4.0/",
            "licence", "opds.xml: entry/dc:license",
            'says "https://creativecommons.org/licenses/by-nc/4.0/"; relojes.epub: EPUB/content.opf: dcterms:license '
            'says "https://creativecommons.org/licenses/by/4.0/"',
        ),
        (
            "records/relojes.onix.xml", "<ProductFormFeatureValue>19<", "<ProductFormFeatureValue>18<",
            "accessibility: codes of list 196 (epub)",
            "records/relojes.onix.xml: Product[1]/DescriptiveDetail/ProductFormFeature (list 196)",
            'also says "18"; does not say "19"; unlike relojes.epub: EPUB/content.opf and documents',
        ),
        (
            "records/CITATION.cff", "9780000001016", "9780000001047",
            "ISBN in the citation", "records/CITATION.cff: preferred-citation/isbn",
            '"urn:isbn:9780000001047" belongs to no edition',
        ),
        (
            "opds.xml", 'href="relojes-thumbnail.jpg"', 'href="otra.jpg"',
            "link", "opds.xml: entry/link[2]",
            'links to "otra.jpg", which is not in the release',
        ),
        (
            "opds.json", "image/jpeg", "image/png",
            "link", "opds.json: publications/0/images/0",
            'says that "relojes-cover.jpg" is image/png; its bytes are image/jpeg',
        ),
        (
            "records/relojes.jsonld", "{", "",
            "file", "records/relojes.jsonld",
            "cannot be read: JSONDecodeError: Extra data: line 2 column 13 (char 13)",
        ),
    ],
)  # fmt: skip
def test_a_difference_names_both_files(release, file, old, new, rule, where, message):
    epub = altered(release, file, old, new)
    assert (rule, where, "error", message) in {
        (found.rule, found.where, found.level, found.message) for found in agreement.find(epub)
    }
    assert main([str(release)]) == 1


def test_bytes_are_believed_before_any_record(release):
    path = release / "relojes.pdf"
    path.write_bytes(path.read_bytes() + b"\n")
    sizes = {found.where.split(":")[0] for found in agreement.find(release / "relojes.epub") if "size" in found.rule}
    assert sizes >= {
        "opds.xml",
        "opds.json",
        "records/relojes.onix.xml",
        "records/relojes.mrc",
        "records/relojes.jsonld",
    }


def test_a_record_that_is_gone_is_missed(release):
    (release / "records/relojes.mrc").unlink()
    assert ("file", "records/relojes.mrc") in {(f.rule, f.where) for f in agreement.find(release / "relojes.epub")}


def test_an_epub_alone_agrees_with_nothing(release, tmp_path, capsys):
    alone = tmp_path / "alone"
    alone.mkdir()
    shutil.copy(release / "relojes.epub", alone)
    with pytest.raises(ToolError, match="no other file"):
        agreement.find(alone / "relojes.epub")
    assert main([str(alone)]) == 3
    assert "build.py" in capsys.readouterr().out


def test_the_proof_imports_nothing_of_what_makes_the_files():
    allowed = (
        "press.checks.agreement",
        "press.checks.outcome",
        "press.core.languages",
        "press.core.messages",
        "press.core.paths",
        "press.core.release_mark",
        "press.core.xhtml",
    )
    for path in (CHECKOUT / "press/checks/agreement").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [node.module] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            of_the_house = [name for name in names if name and name.split(".")[0] in ("press", "build", "tests")]
            assert [name for name in of_the_house if not name.startswith(allowed)] == [], path.name
            assert not (isinstance(node, ast.ImportFrom) and node.level), path.name


def test_the_proof_runs_without_the_rest_of_the_program(agreeing):
    forbidden = "press.outputs press.outputs.metadata press.outputs.metadata.catalogue press.outputs.metadata.accessibility press.compose.composition press.input.metadata".split()
    words = (
        "import sys; from pathlib import Path; from press.checks.agreement import find; "
        f"print(find(Path({str(agreeing / 'relojes.epub')!r})), sorted(m for m in sys.modules if m.startswith(tuple({forbidden}))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", words], capture_output=True, cwd=CHECKOUT, check=True, encoding="utf-8"
    )
    assert done.stdout == "[] []\n"


@pytest.mark.parametrize("end", ["z", ""])
def test_a_digest_of_the_page_that_is_none_disagrees_too(spoken, end):
    files, said = spoken
    digest = next(fact.value for statement in said for fact in statement.facts if fact.where == "dl 2: Huella SHA-256")
    page = files["index.html"].replace(f"<code>{digest}<".encode(), f"<code>{digest[:-1]}{end}<".encode())
    others = [statement for statement in said if statement.file != "index.html"]
    found = differences([*others, *statements("index.html", page, STEM)], {**files, "index.html": page}, BASE)
    assert any("dl 2: Huella SHA-256" in finding.where + finding.message for finding in found)
