"""What the screen PDF says to a screen reader: notes, languages, heads, contents, links and labels, and each fault is found."""

from __future__ import annotations

import pikepdf
import pytest

from press.checks import pdf_tags

pytestmark = pytest.mark.build

Name, Array = pikepdf.Name, pikepdf.Array


def elements(pdf, kind):
    found = []

    def walk(element):
        if str(element.S) == f"/{kind}":
            found.append(element)
        for kid in element.get("/K", []):
            if not isinstance(kid, int) and "/S" in kid:
                walk(kid)

    for root in pdf.Root.StructTreeRoot.K:
        walk(root)
    return found


def no_identifier(pdf):
    del elements(pdf, "Note")[0]["/ID"]


def no_call(pdf):
    for reference in elements(pdf, "Reference"):
        if "/P" in reference and str(reference.P.S) != "/TOCI":
            reference.S = Name.Span


def no_scope(pdf):
    del elements(pdf, "TH")[0].A["/Scope"]


def no_cells(pdf):
    for cell in [*elements(pdf, "TD"), *elements(pdf, "TH")]:
        if "/Headers" in cell.A:
            cell.A.Headers = Array([])


def no_contents(pdf):
    for element in elements(pdf, "TOC"):
        element.S = Name.L


def no_width(pdf):
    annotation = next(kid.Obj for kid in elements(pdf, "Link")[0].K if not isinstance(kid, int) and "/Obj" in kid)
    left, bottom, _, top = annotation.Rect
    annotation.Rect = Array([left, bottom, left, top])


def no_words(pdf):
    link = elements(pdf, "Link")[0]
    link.K = Array([kid for kid in link.K if not isinstance(kid, int) and "/Obj" in kid])


def same_labels(pdf):
    pdf.Root.PageLabels.Nums = Array([0, pikepdf.Dictionary(P="x")])


ALTERED = {
    "notes": (no_identifier, no_call),
    "heads": (no_scope, no_cells),
    "contents": (no_contents,),
    "links": (no_width, no_words),
    "labels": (same_labels,),
}


@pytest.mark.build
@pytest.mark.parametrize("built", ["real", "almanac"])
def test_what_is_left_to_people_is_tagged(request, built):
    assert pdf_tags.find(request.getfixturevalue(built).screen.path) == []


@pytest.mark.parametrize(
    ("rule", "alter"),
    [pytest.param(rule, alter, id=alter.__name__) for rule, alters in ALTERED.items() for alter in alters],
)
def test_each_fault_is_found(almanac, tmp_path, rule, alter):
    with pikepdf.open(almanac.screen.path) as pdf:
        alter(pdf)
        pdf.save(tmp_path / "altered.pdf")
    assert rule in {finding.rule for finding in pdf_tags.find(tmp_path / "altered.pdf")}


def test_a_file_without_structure_is_found(almanac):
    assert [finding.rule for finding in pdf_tags.find(almanac.interior.path)] == ["structure"]


def test_identifiers_lead_to_their_elements(almanac):
    with pikepdf.open(almanac.screen.path) as pdf:
        names = pdf.Root.StructTreeRoot.IDTree.Names
        listed = {str(names[at]): str(names[at + 1].ID) for at in range(0, len(names), 2)}
        assert listed
        assert all(key == identifier for key, identifier in listed.items())
        assert list(listed) == sorted(listed, key=lambda key: key.encode())


def test_an_ordinal_sign_is_of_the_script_of_its_letter():
    """The sign of «2.ª» is called FEMININE ORDINAL INDICATOR in Unicode, which is no script."""
    assert pdf_tags._script("ªde") == pdf_tags._script("ºde") == "LATIN"


def test_a_word_without_its_language_is_found_where_others_have_it(real, tmp_path):
    with pikepdf.open(real.screen.path) as pdf:
        marked = next(element for element in elements(pdf, "Span") if str(element.get("/Lang", "")) == "ru")
        del marked["/Lang"]
        pdf.save(tmp_path / "altered.pdf")
    assert {finding.rule for finding in pdf_tags.find(tmp_path / "altered.pdf")} == {"language"}


def test_a_table_over_three_pages_is_one_table_with_one_head(book):
    rows = "\n".join(f"| {number} | Suceso del día {number} |" for number in range(1, 90))
    text = f"# Uno {{#uno}}\n\n| Día | Suceso |\n|---|---|\n{rows}\n"
    assert book.write("chapters/01-uno.md", text).run("screen").status == 0
    with pikepdf.open(book.screen.path) as pdf:
        assert len(elements(pdf, "Table")) == 1
        assert len(elements(pdf, "THead")) == 1 and len(elements(pdf, "TR")) == 90
        pages = {cell.Pg.objgen for cell in elements(pdf, "TD")}
        heads = {str(head.ID) for head in elements(pdf, "TH")}
        assert len(pages) > 2 and len(heads) == 2
        assert all({str(key) for key in cell.A.Headers} <= heads and cell.A.Headers for cell in elements(pdf, "TD"))
        contents = [pikepdf.Page(page).contents_coalesce() or page for page in pdf.pages if page.objgen in pages]
        drawn = [page.Contents.read_bytes() for page in contents]
        assert all(b"/Artifact" in content for content in drawn[1:])
    assert (
        sum("Suceso\n" in text or "Suceso\r" in text for text in book.screen.pages) >= 3
    )  # readers see it on each page
    assert pdf_tags.find(book.screen.path) == []
