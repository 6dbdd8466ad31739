"""The documents say what the program does today."""

from __future__ import annotations

import re

import pytest

from press.core.problems import CODES
from tests.conftest import CHECKOUT
from tools import reference


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """Every page as the program makes it, with the help of the command line in one width."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("COLUMNS", "100")
        return reference.pages()


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(path.name for path in reference.FOLDER.iterdir()))
def test_the_reference_is_what_the_program_declares(pages, name):
    assert (reference.FOLDER / name).read_text("utf-8") == pages[name], "run python -m tools.reference"


@pytest.mark.slow
def test_the_reference_has_every_page_code_and_key(pages):
    assert pages.keys() == {path.name for path in reference.FOLDER.iterdir()}
    assert all(f"| {code} |" in pages["problems.md"] for code in CODES)
    for key in ("`contributors[].role`", "`isbn.*`", "`rights.url`", "`print.printers`"):
        assert key in pages["book.md"]


def test_no_document_links_to_a_file_that_is_not_there():
    for path in [CHECKOUT / "README.md", CHECKOUT / "CONTRIBUTING.md", *(CHECKOUT / "docs").rglob("*.md")]:
        for target in re.findall(
            r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", re.sub(r"```.*?```|`[^`]*`", "", path.read_text("utf-8"), flags=re.S)
        ):
            assert (path.parent / target).exists(), f"{path}: {target}"


def test_every_path_of_the_program_that_a_document_names_is_there():
    for path in [CHECKOUT / "README.md", CHECKOUT / "CONTRIBUTING.md", *(CHECKOUT / "docs" / "adding").glob("*.md")]:
        named = re.findall(r"`((?:press|styles|tests|tools)/[\w./-]+)`", path.read_text("utf-8"))
        assert [name for name in named if not (CHECKOUT / name).exists()] == [], path.name
