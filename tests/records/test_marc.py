"""A library takes the MARC records in.

No package with the schema MARC21slim.xsd was found, and it may not be copied here: what leader, tags, indicators and
codes look like stands below as we know the format, not as its schema says.
"""

from __future__ import annotations

import re
import shutil
import subprocess

import pymarc
import pytest
from lxml import etree

from press.checks.agreement.fact import Facts
from press.checks.agreement.marc import _extent
from press.core.languages import LANGUAGES, label, library_code
from press.core.messages import Message
from press.outputs.metadata.marc import fixed
from tests.records.conftest import BASE, ISBN

XML = {"m": "http://www.loc.gov/MARC21/slim"}


def records(book):
    """The electronic record and the printed one, out of ISO 2709."""
    with next(book.out.glob("records/*.mrc")).open("rb") as file:
        found = list(pymarc.MARCReader(file, to_unicode=True, force_utf8=False))
    assert all(found)
    return found


def values(record, tag, code):
    return [value for field in record.get_fields(tag) for value in field.get_subfields(code)]


def flat(record):
    return [
        (f.tag, f.data) if f.control_field else (f.tag, *f.indicators, *((s.code, s.value) for s in f.subfields))
        for f in record.fields
    ]


def test_both_forms_say_the_same(each):
    read = pymarc.parse_xml_to_array(str(next(each.out.glob("records/*.marc.xml"))))
    assert [flat(record) for record in read] == [flat(record) for record in records(each)]
    assert len(read) == 2


def test_the_records_survive_a_round_trip(each):
    data = next(each.out.glob("records/*.mrc")).read_bytes()
    assert b"".join(record.as_marc() for record in records(each)) == data


def test_marcxml_keeps_to_the_patterns_of_its_schema(each):
    tree = etree.parse(next(each.out.glob("records/*.marc.xml")))
    assert tree.getroot().tag == f"{{{XML['m']}}}collection"
    for record in tree.getroot():
        assert [etree.QName(child).localname for child in record][:2] == ["leader", "controlfield"]
        assert re.fullmatch(
            r"[\d ]{5}[\dA-Za-z ][\dA-Za-z][\dA-Za-z ]{3}(2| )(2| )[\d ]{5}[\dA-Za-z ]{3}(4500|    )", record[0].text
        )
        for field in record.iterfind("m:datafield", XML):
            assert re.fullmatch(r"0[1-9]\d|[1-9]\d\d", field.get("tag"))
            assert all(re.fullmatch(r"[\da-z ]", field.get(place)) for place in ("ind1", "ind2"))
            assert len(field) and all(re.fullmatch(r"[\da-z]", part.get("code")) and part.text for part in field)
        tags = [field.get("tag") for field in record if field.get("tag")]
        assert tags == sorted(tags)


def test_fields_of_fixed_length_have_it(each):
    electronic, printed = records(each)
    for record in (electronic, printed):
        assert len(str(record.leader)) == 24 and len(record["008"].data) == 40
        assert str(record.leader)[6:8] == "am" and str(record.leader)[9] == "a" and str(record.leader)[18] == "i"
    assert len(electronic["006"].data) == 18 and len(electronic["007"].data) == 6
    assert electronic["006"].data[6] == electronic["008"].data[23] == "o" and electronic["007"].data[:2] == "cr"
    assert "006" not in printed and printed["007"].data == "ta" and printed["008"].data[23] == " "


def test_a_value_too_long_for_its_field_is_refused():
    with pytest.raises(fixed.FixedFieldError, match="3 characters, 2 asked for"):
        fixed._exactly(2, "abc")


def test_every_country_that_the_record_may_name_has_a_code(record_schema):
    assert set(record_schema["properties"]["country"]["enum"]) == set(fixed.COUNTRIES)


def test_008_says_what_the_book_has(real, traded, other, record):
    assert [r["008"].data for r in records(real)] == [
        f"{record['date']:%y%m%ds%Y}    xx ab  gob    001 0 spa d",
        f"{record['date']:%y%m%ds%Y}    xx ab  g b    001 0 spa d",
    ]
    assert [r["008"].data for r in records(traded)] == [
        "260301s2026    sp     fo     000 0 spa d",
        "260301s2026    sp     f      000 0 spa d",
    ]
    assert records(other)[0]["008"].data[35:38] == "eng"


@pytest.mark.build
def test_a_book_without_a_date_has_no_time_of_change_and_the_codes_for_an_unknown_year(book):
    outcome = book.run("records")
    assert outcome.status == 0, outcome.err
    for found in records(book):
        assert "005" not in found and found["008"].data[6:15] == "nuuuu    "


def test_a_book_with_a_date_has_the_time_of_its_last_change(traded):
    assert {found["005"].data for found in records(traded)} == {"20260301000000.0"}


def test_isbns_stand_in_their_records_and_tie_the_editions(traded, real):
    electronic, printed = records(traded)
    assert values(electronic, "020", "a") == [ISBN["epub"], ISBN["pdf"]]
    assert values(electronic, "020", "q") == ["EPUB", "PDF"]
    assert values(printed, "020", "a") == [ISBN["print"]]
    assert values(electronic, "776", "z") == [ISBN["print"]]
    assert values(printed, "776", "z") == [ISBN["epub"], ISBN["pdf"]]
    assert not any(values(record, "020", "a") + values(record, "776", "z") for record in records(real))
    assert values(records(real)[0], "776", "o") == values(records(real)[1], "024", "a")


def test_the_title_files_without_its_article(traded, real, other):
    assert list(records(traded)[0]["245"].indicators) == ["1", "3"]
    assert records(traded)[0]["245"].value() == (
        "La casa de los relojes : Crónica de un taller / "
        "Ana Prado ; edición de Taller de los Relojes ; traducción de Luis Vega."
    )
    assert list(records(real)[0]["245"].indicators) == ["1", "0"]
    assert list(records(other)[0]["245"].indicators) == ["1", "4"]


def test_people_and_bodies_have_their_fields(traded, real, record):
    author = record["contributors"][0]["name"]
    record = records(traded)[0]
    assert record["100"].value() == "Prado, Ana, autor. aut" and list(record["100"].indicators) == ["1", " "]
    assert record["710"].value() == "Taller de los Relojes, editor. edt"
    assert record["700"].value() == "Vega, Luis, traductor. trl"
    assert records(real)[0]["110"].value() == f"{author}, autor. aut"


def test_an_unknown_publisher_is_said_to_be_unknown(real, traded, record):
    assert [f.value() for f in records(real)[0].get_fields("264")] == [
        f"[Lugar de publicación no identificado] : [editor no identificado], {record['date']:%Y}.",
    ]
    assert records(traded)[1]["264"].value() == "Madrid : Editorial de Prueba, 2026."
    assert values(records(traded)[0], "017", "a") == ["M 1-2026"]


def test_pages_and_sizes_are_those_of_the_files(each):
    electronic, printed = records(each)
    interior = each.interior
    labels = interior.labels
    main = max(int(label) for label in labels if label.isdigit())
    roman = [label for label in labels[: len(labels) - main] if label]
    extent = f"{labels[len(labels) - main - 1] or '?'}, {main} " if roman else f"{main} "
    assert printed["300"]["a"].startswith(extent) and f"({extent}" in electronic["300"]["a"]
    height = float(interior.pike.pages[0].trimbox[3]) / 72 * 2.54
    assert printed["300"]["c"] == f"{int(height) + 1} cm"
    sizes = [f"{next(each.out.glob(f'*.{kind}')).stat().st_size} bytes" for kind in ("epub", "pdf")]
    assert values(electronic, "347", "c") == sizes and "347" not in printed


def test_types_of_content_medium_and_carrier(real, traded):
    for record, codes in zip(
        records(real), (["txt", "sti", "cri", "c", "cr"], ["txt", "sti", "cri", "n", "nc"]), strict=True
    ):
        assert [record_code for tag in ("336", "337", "338") for record_code in values(record, tag, "b")] == codes
    assert values(records(traded)[0], "336", "b") == ["txt"]


def test_accessibility_and_licence_are_stated(real):
    record, printed = records(real)
    first = record.get_fields("341")[0]
    assert first["3"] == "EPUB" and first["a"] == "textual" and first["2"] == "sapdv"
    assert {"readingOrder", "index"} <= set(first.get_subfields("b"))
    assert "EPUB Accessibility 1.1 - WCAG 2.2 Level AA. Evaluación: Los editores de esta edición." in values(
        record, "532", "a"
    )
    assert record["506"]["f"] == "Unrestricted online access" and record["540"]["f"] == "CC BY-SA 4.0"
    assert not {"341", "532", "506"} & {field.tag for field in printed.fields}


def test_the_files_are_linked_once_they_have_an_address(traded, real):
    electronic, printed = records(traded)
    assert values(electronic, "856", "u") == [f"{BASE}relojes.epub", f"{BASE}relojes.pdf"]
    assert [list(f.indicators) for r in (electronic, printed) for f in r.get_fields("856")] == [
        ["4", "0"],
        ["4", "0"],
        ["4", "1"],
        ["4", "1"],
    ]
    assert "856" not in records(real)[0]


@pytest.mark.build
def test_a_note_longer_than_the_format_carries_is_left_out(book):
    book.write("book.yaml", f"title: U\nlanguage: es\ndescription: {'largo ' * 2000}\n")
    assert book.run("records").status == 0
    assert all("520" not in record and "245" in record for record in records(book))


def test_no_year_of_a_copyright_that_no_page_prints(real, traded):
    for built in (real, traded):
        printed = "©" in "".join(built.interior.pages)
        assert printed or not any(
            "©" in field.value() for record in records(built) for field in record.get_fields("264")
        )


def test_the_other_edition_is_named_with_its_author(real, traded, record):
    assert values(records(real)[0], "776", "a") == [f"{record['contributors'][0]['name']}."]
    assert values(records(traded)[0], "776", "a") == ["Prado, Ana."]


def test_several_languages_are_stated_of_translations_alone(real, traded):
    assert [values(records(built)[0], "041", "a") for built in (real, traded)] == [[], ["spa"]]


def test_maps_are_told_from_other_pictures(real, traded):
    assert records(real)[1]["300"]["b"] == "ilustraciones, mapas ;"
    assert "b" not in records(traded)[1]["300"]


@pytest.mark.parametrize(
    ("codes", "form"),
    [((), "u"), (("FBA",), "1"), (("FYT", "NHD"), "1"), (("NHD", "FBA"), "0"), (("DNL",), "0"), (("YFB",), "0")],
)
def test_fiction_is_told_by_the_main_subject(codes, form):
    assert fixed.literary_form(codes) == form


@pytest.mark.parametrize(
    ("tag", "code"),
    [("es-MX", "spa"), ("de", "ger"), ("pl", "pol"), ("zh-Hant", "chi"), ("cs", "cze"), ("tlh", "tlh"), ("qu", "que")],
)
def test_every_language_has_the_code_of_libraries(tag, code):
    assert library_code(tag) == code


def test_cataloguing_has_its_agency(keyed, traded):
    assert [record["003"].data for record in records(keyed)] == ["ES-MaBN"] * 2
    assert records(keyed)[0]["040"].subfields_as_dict() == {
        "a": ["ES-MaBN"],
        "b": ["spa"],
        "e": ["rda"],
        "c": ["ES-MaBN"],
    }
    assert "003" not in records(traded)[0]
    assert records(traded)[0]["040"]["a"] == "Editorial de Prueba"


def test_identifiers_and_original_are_stated(keyed):
    electronic, printed = records(keyed)
    for record in (electronic, printed):
        assert ("10.5555/12345678", "doi") in [(f["a"], f["2"]) for f in record.get_fields("024")]
        assert record["041"].subfields_as_dict() == {"a": ["spa"], "h": ["rus"]}
        assert record["240"].value() == "Дом часов. Español"
        assert record["100"].get_subfields("1") == [
            "https://orcid.org/0000-0002-1825-0097",
            "https://isni.org/isni/0000000121032683",
            "https://viaf.org/viaf/102333412",
            "http://www.wikidata.org/entity/Q42",
        ]
        publisher = [f for f in record.get_fields("710") if f["4"] == "pbl"]
        assert [f["1"] for f in publisher] == ["https://ror.org/03yrm5c26"]
        assert record["856"].subfields_as_dict() == {"u": ["https://doi.org/10.5555/12345678"], "y": ["DOI"]}


def test_series_and_edition_are_stated_and_traced(keyed):
    for record in records(keyed):
        assert record["250"].value() == "Segunda edición, corregida."
        assert record["490"].value() == "Fuentes, 2049-3630 ; 3"
        assert record["830"].value() == "Fuentes ; 3."


def test_subjects_stand_in_the_fields_of_their_files(keyed):
    found = {f.tag: f for f in records(keyed)[0].fields if f.tag in ("600", "650", "651")}
    assert (found["651"].value(), list(found["651"].indicators)) == (
        "Rusia. http://id.loc.gov/authorities/names/n79018870 http://www.wikidata.org/entity/Q159",
        [" ", "0"],
    )
    assert (found["651"]["0"], found["651"]["1"]) == (
        "http://id.loc.gov/authorities/names/n79018870",
        "http://www.wikidata.org/entity/Q159",
    )
    assert (list(found["650"].indicators), found["650"]["2"]) == ([" ", "7"], "fast")
    assert (list(found["600"].indicators), found["600"]["1"]) == (["1", "4"], "https://viaf.org/viaf/102333412")
    plain = [(f["a"], f.indicator2) for f in records(keyed)[0].get_fields("653")]
    assert plain == [("Relojes", " "), ("Memorias", "6"), ("péndulos", " ")]


def test_prices_mining_and_public_domain_are_stated(keyed):
    electronic, printed = records(keyed)
    prices = [tuple(f.get(code) for code in "abcj2") for f in printed.get_fields("365")]
    assert prices == [
        ("04", "18.50", "EUR", "ES", "onixpt"),
        ("04", "18.50", "EUR", "AD", "onixpt"),
        ("01", "22.00", "USD", None, "onixpt"),
    ]
    assert [f["b"] for f in electronic.get_fields("365")] == ["6.99", "0.00"]
    assert electronic.get_fields("540")[1].value() == (
        "TDM Se reserva el derecho a la minería de textos y datos. https://ejemplo.example/mineria"
    )
    assert electronic["542"]["n"] == "El texto ruso de 1905 es de dominio público."
    assert "Los dibujos se hicieron con un programa." in values(electronic, "500", "a")


def test_a_reader_of_another_language_takes_both_forms(each):
    """yaz-marcdump, in C, checks lengths, directory and characters, and converts one form into the other."""
    line = [shutil.which("yaz-marcdump") or "yaz-marcdump"]
    iso, xml = (next(each.out.glob(f"records/*.{end}")) for end in ("mrc", "marc.xml"))
    dumped = subprocess.run([*line, iso], capture_output=True, check=True)
    assert b"(" not in b"".join(row[:1] for row in dumped.stdout.splitlines()) and not dumped.stderr
    again = subprocess.run([*line, "-i", "marcxml", "-o", "marc", xml], capture_output=True, check=True)
    assert again.stdout == iso.read_bytes()


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_check_reads_the_pages_in_every_language(language):
    """Japanese and Chinese write no space between a number and what it counts."""
    pages = label(language, "count").format("x, 29")
    for extent in (f"{pages} :", f"{label(language, 'one_resource')} ({pages})"):
        record = pymarc.Record()
        record.add_field(pymarc.Field("300", [" ", " "], [pymarc.Subfield("a", extent)]))
        stated = Facts()
        _extent(record, stated, Message("here"), "print")
        assert {fact.field: fact.value for fact in stated} == {"front": 10, "text": 29, "numbered": 39}, extent
