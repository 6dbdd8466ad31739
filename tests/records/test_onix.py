"""A shop takes the ONIX message in, and finds in it what the files are."""

from __future__ import annotations

import onixcheck
import pytest
from lxml import etree

from tests.reading import NS as EPUB_NS
from tests.records.conftest import BASE, ISBN

NS = {"o": "http://ns.editeur.org/onix/3.1/reference"}
FORMS = {"epub": "E101", "pdf": "E107", "print": "B305"}


def message(book):
    return etree.parse(next(book.out.glob("records/*.onix.xml"))).getroot()


def product(book, kind):
    found = message(book).xpath(f"//o:Product[.//o:ProductFormDetail='{FORMS[kind]}']", namespaces=NS)
    assert len(found) == 1
    return found[0]


def texts(element, path):
    return [found.text for found in element.xpath(path, namespaces=NS)]


def identifiers(element, path="o:ProductIdentifier"):
    return {
        (i.findtext("o:ProductIDType", namespaces=NS), i.findtext("o:IDValue", namespaces=NS))
        for i in element.xpath(path, namespaces=NS)
    }


def features(element, kind="09"):
    return {
        f.findtext("o:ProductFormFeatureValue", namespaces=NS): f.findtext(
            "o:ProductFormFeatureDescription", namespaces=NS
        )
        for f in element.xpath(f".//o:ProductFormFeature[o:ProductFormFeatureType='{kind}']", namespaces=NS)
    }


def extents(element):
    return {
        e.findtext("o:ExtentType", namespaces=NS): int(e.findtext("o:ExtentValue", namespaces=NS))
        for e in element.iterfind(".//o:Extent", NS)
    }


def test_the_message_is_valid_onix_by_both_schemas(each):
    path = next(each.out.glob("records/*.onix.xml"))
    assert onixcheck.validate(str(path), schemas=("xsd", "rng")) == []
    assert len(message(each).findall("o:Product", NS)) == 3


def test_a_broken_message_would_not_pass(traded, tmp_path):
    path = next(traded.out.glob("records/*.onix.xml"))
    broken = tmp_path / "broken.xml"
    broken.write_text(path.read_text("utf-8").replace("<ProductForm>ED<", "<ProductForm>XX<"), "utf-8")
    assert onixcheck.validate(str(broken), schemas=("xsd",))


def test_each_edition_is_known_by_its_isbn_and_tied_to_the_others(traded):
    for kind, number in ISBN.items():
        assert identifiers(product(traded, kind)) == {("03", number), ("15", number)}
    relations = {
        (kind, code.text, other)
        for kind in ISBN
        for related in product(traded, kind).iterfind(".//o:RelatedProduct", NS)
        for code in related.iterfind("o:ProductRelationCode", NS)
        for scheme, other in identifiers(related)
        if scheme == "15"
    }
    assert relations == {
        ("epub", "13", ISBN["print"]),
        ("epub", "06", ISBN["pdf"]),
        ("pdf", "13", ISBN["print"]),
        ("pdf", "06", ISBN["epub"]),
        ("print", "27", ISBN["epub"]),
        ("print", "27", ISBN["pdf"]),
    }


def test_without_isbn_no_number_is_made_up(real):
    kinds = {scheme for kind in FORMS for scheme, _ in identifiers(product(real, kind), ".//o:ProductIdentifier")}
    assert kinds == {"22"}
    assert len({value for kind in FORMS for _, value in identifiers(product(real, kind))}) == 3


def test_references_stay_when_an_isbn_is_assigned(traded, tmp_path):
    again = type(traded)(tmp_path / "book", tmp_path / "dist")
    for path in traded.folder.rglob("*.*"):
        again.write_bytes(str(path.relative_to(traded.folder)), path.read_bytes())
    record = (again.folder / "book.yaml").read_text("utf-8")
    again.write("book.yaml", "".join(line for line in record.splitlines(True) if not line.startswith("isbn:")))
    assert again.run("records").status == 0
    assert texts(message(again), "//o:RecordReference") == texts(message(traded), "//o:RecordReference")


def test_sizes_and_pages_are_those_of_the_files(each):
    sizes = {kind: next(each.out.glob(f"*.{kind}")).stat().st_size for kind in ("epub", "pdf")}
    printed = len(each.interior.reader)
    main = max(int(label) for label in each.interior.labels if label.isdigit())
    assert extents(product(each, "epub")) == {"08": printed, "22": sizes["epub"]}
    assert extents(product(each, "pdf")) == {"11": printed, "22": sizes["pdf"]}
    assert extents(product(each, "print")) == {"00": main, "03": printed - main, "11": printed}


def test_measures_are_those_of_the_printed_page(each):
    interior = each.interior
    box = [float(side) for side in interior.pike.pages[0].trimbox]
    measures = {
        m.findtext("o:MeasureType", namespaces=NS): int(m.findtext("o:Measurement", namespaces=NS))
        for m in product(each, "print").iterfind(".//o:Measure", NS)
    }
    assert measures == {"01": round((box[3] - box[1]) / 72 * 25.4), "02": round((box[2] - box[0]) / 72 * 25.4)}


#: The crosswalk of the W3C, read once more: what the EPUB says of itself, as list 196 has it.
CROSSWALK = {
    "alternativeText": "14",
    "ARIA": "30",
    "displayTransformability": "36",
    "index": "12",
    "pageBreakMarkers": "19",
    "pageNavigation": "41",
    "readingOrder": "13",
    "structuralNavigation": "29",
    "tableOfContents": "11",
}


def test_accessibility_is_what_the_epub_claims(each):
    package, stated = each.epub.opf, features(product(each, "epub"))
    claimed = {m.text for m in package.iterfind(".//opf:meta[@property='schema:accessibilityFeature']", EPUB_NS)}
    assert {name for name, code in CROSSWALK.items() if code in stated} == claimed & set(CROSSWALK)
    certified = package.findtext(".//opf:meta[@property='a11y:certifiedBy']", namespaces=EPUB_NS)
    assert stated.get("90") == certified
    assert {code in stated for code in ("04", "82", "85")} == {certified is not None}
    assert stated["00"] == package.findtext(".//opf:meta[@property='schema:accessibilitySummary']", namespaces=EPUB_NS)
    assert ("32" in stated) == bool(each.epub.nav("landmarks"))
    assert features(product(each, "epub"), "12") == {"00": None}


def test_long_descriptions_are_claimed_where_every_picture_has_one(real, other):
    assert "15" in features(product(real, "epub"))
    assert "15" not in features(product(other, "epub"))


def test_the_pdf_says_what_its_metadata_say(each):
    screen = each.screen
    universal = screen.pike.open_metadata().get("pdfuaid:part") == "1"
    stated = features(product(each, "pdf"))
    assert universal and "05" in stated and not {"04", "36", "19"} & set(stated)
    assert features(product(each, "pdf"), "15") == {"107G": None} and screen.pike.pdf_version == "1.7"
    assert features(product(each, "print")) == {}


def test_the_licence_has_both_its_texts(real, traded):
    for book, name, links in (
        (
            real,
            "CC BY-SA 4.0",
            [
                "https://creativecommons.org/licenses/by-sa/4.0/deed.es",
                "https://creativecommons.org/licenses/by-sa/4.0/legalcode.es",
            ],
        ),
        (
            traded,
            "CC BY 4.0",
            ["https://creativecommons.org/licenses/by/4.0/", "https://creativecommons.org/licenses/by/4.0/legalcode"],
        ),
    ):
        for kind in ("epub", "pdf"):
            assert texts(product(book, kind), ".//o:EpubLicenseName") == [name]
            assert texts(product(book, kind), ".//o:EpubLicenseExpressionLink") == links
        assert not texts(product(book, "print"), ".//o:EpubLicenseName")


def test_a_file_under_an_open_licence_is_free_where_its_publisher_is_known(traded, real):
    for kind in ("epub", "pdf"):
        assert texts(product(traded, kind), ".//o:UnpricedItemType") == ["01"]
        assert texts(product(traded, kind), ".//o:ProductAvailability") == ["20"]
    assert not texts(message(real), "//o:SupplierName")  # nobody is known to supply it


def test_the_paperback_is_never_free(each):
    paper = product(each, "print")
    assert "01" not in texts(paper, ".//o:UnpricedItemType")
    assert not [amount for amount in texts(paper, ".//o:PriceAmount") if not float(amount)]
    assert not {"20", "21", "23"} & set(texts(paper, ".//o:ProductAvailability"))


def test_nothing_is_free_without_a_licence(other):
    assert not texts(message(other), "//o:UnpricedItemType") and not texts(message(other), "//o:SalesRightsType")


def test_subjects_go_under_their_schemes(traded):
    subjects = [
        (s.findtext("o:SubjectSchemeIdentifier", namespaces=NS), s.findtext("o:SubjectCode", namespaces=NS))
        for s in product(traded, "epub").iterfind(".//o:Subject", NS)
    ]
    assert subjects == [
        ("93", "WFQ"),
        ("93", "NHD"),
        ("96", "3MPBF"),
        ("10", "ANT010000"),
        ("10", "HIS000000"),
        ("20", None),
    ]
    main = texts(product(traded, "epub"), ".//o:Subject[o:MainSubject]/o:SubjectCode")
    assert main == ["WFQ", "ANT010000"]
    assert texts(product(traded, "epub"), ".//o:SubjectHeadingText") == ["Relojes;péndulos"]


def test_people_and_bodies_are_distinguished(traded, real, record):
    one = product(traded, "pdf")
    assert texts(one, ".//o:ContributorRole") == ["A01", "B01", "B06"]
    assert texts(one, ".//o:PersonNameInverted") == ["Prado, Ana", "Vega, Luis"]
    assert texts(one, ".//o:CorporateName") == ["Taller de los Relojes"]
    bodies = [person["name"] for person in record["contributors"] if person.get("corporate")]
    assert texts(product(real, "epub"), ".//o:CorporateName") == bodies


def test_the_publisher_is_named_where_it_is_known(traded):
    one = product(traded, "epub")
    assert texts(one, ".//o:PublisherName") == ["Editorial de Prueba"] and texts(one, ".//o:ImprintName") == ["Péndulo"]
    assert texts(one, ".//o:CountryOfPublication") == ["ES"] and texts(one, ".//o:CityOfPublication") == ["Madrid"]
    assert texts(one, ".//o:PublishingDate/o:Date") == ["20260301"]
    assert texts(one, ".//o:TitlePrefix") == ["La"]
    assert texts(one, ".//o:TitleWithoutPrefix") == ["casa de los relojes"]
    assert texts(one, ".//o:SupplierName") == ["Editorial de Prueba"]
    assert features(one)["99"] == "libros@ejemplo.example"
    assert texts(one, ".//o:TextType") == ["03", "04"]  # too long for a short description


def test_the_cover_is_linked_only_where_it_is_published(traded, real):
    assert texts(product(traded, "print"), ".//o:ResourceLink") == [f"{BASE}relojes-cover.jpg"]
    assert (traded.out / "relojes-cover.jpg").is_file()
    assert not message(real).xpath("//o:ResourceLink|//o:WebsiteLink", namespaces=NS)
    assert texts(product(traded, "epub"), ".//o:WebsiteLink") == [f"{BASE}relojes.epub"]


def test_no_publisher_is_made_up_for_the_real_book(real, record):
    whole = message(real)
    assert not whole.xpath("//o:PublishingDetail|//o:EmailAddress", namespaces=NS)
    assert set(texts(whole, "//o:SenderName")) == {f"Editores de «{record['title']}»"}
    assert texts(whole, "//o:MarketDate/o:Date") == [f"{record['date']:%Y%m%d}"] * 3


@pytest.mark.parametrize("kind", ["epub", "pdf", "print"])
def test_the_contents_are_those_of_the_book(real, kind):
    contents = texts(product(real, kind), ".//o:TextContent[o:TextType='04']/o:Text")[0].split("; ")
    assert contents == [label for label, href in real.epub.nav("toc") if "#" not in href]


def composites(element, path: str, *names: str) -> list[tuple[str | None, ...]]:
    """The values of these elements of each composite."""
    return [
        tuple(one.findtext(f"o:{name}", namespaces=NS) for name in names)
        for one in element.iterfind(f".//o:{path}", NS)
    ]


def test_prices_hold_where_the_record_says(keyed):
    names = ("PriceType", "PriceAmount", "UnpricedItemType", "CurrencyCode", "Territory/o:CountriesIncluded")
    assert composites(product(keyed, "print"), "Price", *names) == [
        ("04", "18.50", None, "EUR", "ES AD"),
        ("01", "22.00", None, "USD", None),
    ]
    assert composites(product(keyed, "pdf"), "Price", *names) == [("02", "6.99", None, "EUR", None)]
    assert composites(product(keyed, "epub"), "Price", *names) == [("02", None, "01", "EUR", None)]


def test_rights_embargo_and_returns_are_those_of_the_record(keyed):
    paper = product(keyed, "print")
    territory = ("CountriesIncluded", "RegionsIncluded", "CountriesExcluded")
    assert composites(paper, "SalesRights", "SalesRightsType", *(f"Territory/o:{name}" for name in territory)) == [
        ("01", "ES AD", None, None),
        ("02", None, "WORLD", "ES AD RU"),
        ("03", "RU", None, None),
    ]
    assert composites(paper, "Market/o:Territory", *territory) == [(None, "WORLD", "RU")]
    assert composites(paper, "PublishingDate", "PublishingDateRole", "Date") == [("01", "20260301"), ("02", "20260302")]
    assert composites(paper, "ReturnsConditions", "ReturnsCodeType", "ReturnsCode") == [("02", "Y"), ("04", "03")]
    assert not composites(product(keyed, "epub"), "ReturnsConditions", "ReturnsCode")


def test_series_edition_original_and_identifiers_are_stated(keyed):
    one = product(keyed, "epub")
    assert composites(one, "CollectionIdentifier", "CollectionIDType", "IDValue") == [("02", "20493630")]
    assert texts(one, ".//o:Collection//o:TitleText") == ["Fuentes"]
    assert texts(one, ".//o:Collection//o:PartNumber") == ["3"]
    assert (texts(one, ".//o:EditionNumber"), texts(one, ".//o:EditionStatement")) == (
        ["2"],
        ["Segunda edición, corregida"],
    )
    assert composites(one, "Language", "LanguageRole", "LanguageCode") == [("01", "spa"), ("02", "rus")]
    assert composites(one, "NameIdentifier", "NameIDType", "IDTypeName", "IDValue") == [
        ("21", None, "0000000218250097"),
        ("16", None, "0000000121032683"),
        ("31", None, "102333412"),
        ("01", "Wikidata", "Q42"),
    ]
    assert composites(one, "WorkIdentifier", "WorkIDType", "IDValue") == [("06", "10.5555/12345678")]
    assert composites(one, "PublisherIdentifier", "PublisherIDType", "IDValue") == [("40", "03yrm5c26")]
    assert texts(one, ".//o:TextItemIdentifier/o:IDValue") == ["10.5555/12345678.01", "10.5555/12345678.02"]
    assert composites(one, "Subject[o:SubjectSchemeIdentifier='B6']", "SubjectCode", "SubjectHeadingText") == [
        ("1181119", "Talleres")
    ]


def test_tools_mining_and_exceptions_are_declared(keyed, traded):
    one = product(keyed, "epub")
    assert composites(one, "Contributor", "ContributorRole", "UnnamedPersons") == [
        ("A01", None),
        ("Z01", "09"),
        ("B01", None),
        ("B06", None),
        ("A12", "09"),
    ]
    mining = "EpubUsageConstraint[o:EpubUsageType='11']"
    assert composites(one, mining, "EpubUsageStatus") == [("03",)]
    assert "https://ejemplo.example/mineria" in texts(one, ".//o:EpubLicenseExpressionLink")
    assert not composites(product(keyed, "print"), mining, "EpubUsageStatus")
    assert not composites(product(traded, "epub"), mining, "EpubUsageStatus")
    stated = features(one)
    assert (stated["75"], stated["96"], stated["99"]) == (None, f"{BASE}#accessibility", "libros@ejemplo.example")
    assert not {"75", "76", "77"} & set(features(product(traded, "epub")))


def test_no_text_is_given_twice_to_the_same_readers(each):
    for kind in ("epub", "pdf", "print"):
        given = [
            (audience.text, content.findtext("o:Text", namespaces=NS), content.findtext("o:TextType", namespaces=NS))
            for content in product(each, kind).iterfind(".//o:TextContent", NS)
            for audience in content.iterfind("o:ContentAudience", NS)
        ]
        descriptions = [(audience, text) for audience, text, kind in given if kind in ("02", "03")]
        assert len(descriptions) == len(set(descriptions))


def test_the_agency_is_told_of_every_isbn(keyed, traded, real):
    for book in (keyed, traded):
        path = book.out / "records/relojes.isbn.xml"
        assert onixcheck.validate(str(path), schemas=("xsd", "rng")) == []
        root = etree.parse(path).getroot()
        numbers = texts(root, "o:Product/o:ProductIdentifier[o:ProductIDType='15']/o:IDValue")
        assert numbers == list(ISBN.values()) and set(texts(root, "//o:NotificationType")) == {"02"}
        assert texts(root, "//o:PublisherName") and not texts(root, "//o:PriceAmount")
    assert not list(real.out.glob("records/*.isbn.xml"))
