"""The review of whole books: each fault is reported at the manuscript's line, and a sound book has none."""

from __future__ import annotations

import re
import shutil

import pytest

from press.core import stylesheets

pytestmark = pytest.mark.build

#: Plain words of several lengths, with which paragraphs of any number of lines are made.
WORDS = """
    tarde noche puente palacio marinero escalera ministro gobierno ventana artillero comisario telegrama concejal
    madrugada ultimatum barricada revolucionario internacionalmente extraordinariamente cosaco plaza orilla muelle
""".split()


@pytest.fixture
def sheet(tmp_path, monkeypatch):
    """Adds rules to the sheet of the pages: a careless compositor's."""

    def add(css: str) -> None:
        folder = tmp_path / "styles"
        shutil.copytree(stylesheets.STYLES, folder)
        with (folder / "paged.css").open("a", encoding="utf-8") as file:
            file.write(css)
        monkeypatch.setattr(stylesheets, "STYLES", folder)

    return add


def prose(count: int, seed: int = 1) -> str:
    """So many words, no two alike side by side."""
    return " ".join(WORDS[(seed * 7 + n * (5 + n % 3)) % len(WORDS)] for n in range(count)).capitalize() + "."


def findings(outcome) -> list[tuple[str, int, str, str, str]]:
    """(file, line, code, folio, words) of each finding."""
    pattern = re.compile(r"(?P<file>[^:]+)(?::(?P<line>\d+))?: (?P<code>R\d{3}) .*?, p\. (?P<folio>\w+): (?P<words>.*)")
    found = [pattern.fullmatch(line) for line in outcome.out.splitlines()[:-1]]
    assert all(found), outcome.out
    return [(m["file"], int(m["line"] or 0), m["code"], m["folio"], m["words"]) for m in found if m]


def test_a_sound_book_has_no_finding_and_says_so(book):
    outcome = book.run("review")
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out.startswith("0 serious, 0 minor in 7 pages; score 0.00 ")


def test_widows_and_orphans_are_reported_at_their_line(book, sheet):
    sheet("body { orphans: 1; widows: 1; hyphens: none }")
    paragraphs = [f"Parte {n} {prose(24 + n * 7 % 40, n)}" for n in range(60)]
    book.write("chapters/01-uno.md", "# Uno {#uno}\n\n" + "\n\n".join(paragraphs) + "\n")
    outcome = book.run("review")
    found = [f for f in findings(outcome) if f[2] in ("R001", "R002")]
    assert outcome.status == 1
    assert {code for _, _, code, _, _ in found} == {"R001", "R002"}
    lines = (book.folder / "chapters/01-uno.md").read_text("utf-8").splitlines()
    for file, line, _, folio, words in found:
        assert (file, folio.isdigit()) == ("libro/chapters/01-uno.md", True)
        assert words in lines[line - 1]


def test_a_narrow_measure_has_every_fault_of_lines_reported_where_it_stands(book, sheet):
    sheet(
        "p { margin-right: 160pt; overflow-wrap: normal } .whole { hyphens: auto; overflow-wrap: normal } .nowrap { white-space: normal }"
    )
    paragraphs = [prose(90 + n, n) for n in range(1, 12)]
    paragraphs += ["Véase <https://www.internacionalmente.es/revolucionarios/extraordinariamente>, y más nada."]
    paragraphs += ["Consta en la signatura 1234567890123456789012345678901234567890 del archivo."]
    book.write("chapters/01-uno.md", "# Uno {#uno}\n\n" + "\n\n".join(paragraphs) + "\n")
    found = findings(book.run("review"))
    assert {code for _, _, code, _, _ in found} >= {"R004", "R005", "R010", "R011"}
    lines = (book.folder / "chapters/01-uno.md").read_text("utf-8").splitlines()
    for _, line, code, _, words in found:
        if code == "R019":  # an address begins before the words that are shown
            continue
        joined = words.split(" / ")[0].replace("-/", "").rstrip("-,").split()[0]
        assert joined.lower() in lines[line - 1].lower(), (code, words)


def test_a_line_of_a_paragraph_that_runs_over_many_is_named_itself(book, sheet):
    sheet("p { margin-right: 160pt }")
    source = "\n".join(f"renglón {word} *número* {n}[^{n}] y algo." for n, word in enumerate(WORDS, 1))
    notes = "\n".join(f"[^{n}]: La nota {n}.\n" for n in range(1, len(WORDS) + 1))
    book.write("chapters/01-uno.md", f"# Uno {{#uno}}\n\n{source}\n\n{notes}\n")
    found_lines = [(line, words) for _, line, code, _, words in findings(book.run("review")) if code == "R011"]
    assert found_lines
    lines = (book.folder / "chapters/01-uno.md").read_text("utf-8").splitlines()
    for line, words in found_lines:
        number = next((n for n in re.findall(r"\d+", words)), None)
        near = "".join(lines[line - 1 : line + 1])
        assert number is None or f" {number}[" in near, words


def test_a_stranded_heading_and_a_parted_caption_are_reported(book, sheet):
    sheet(
        "h2 { break-after: auto !important } figure { break-inside: auto !important } figcaption { break-before: page }"
    )
    picture = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 90" width="90" height="90"/>'
    entry = "a.svg: {caption: Vista del palacio desde el muelle., alt: Un cuadro., description: Un cuadro., credit: Nadie., licence: CC0}\n"
    book.write("images/a.svg", picture).write("images/figures.yaml", entry)
    codes = set()
    for filler in range(18, 26):
        body = "\n\n".join(
            ["Una línea."] * filler + ["## Un título {#titulo}", prose(60), "![](../images/a.svg)", "Fin."]
        )
        book.write("chapters/01-uno.md", f"# Uno {{#uno}}\n\n{body}\n")
        for file, line, code, _, words in findings(book.run("review")):
            codes.add(code)
            if code == "R008":
                assert (file, line, words) == ("libro/chapters/01-uno.md", 3 + 2 * filler, "Un título")
            if code == "R009":
                assert (file, line) == ("libro/images/figures.yaml", 1)
        if codes >= {"R008", "R009"}:
            return
    raise AssertionError(codes)


def test_no_entry_of_a_list_ends_in_a_short_word(book):
    """The last lines of blocks are settled when the pages are made: whatever the length, nothing is left to review."""
    entry = "- {id: zar, term: zar, kind: institution, aliases: [zar], sources: [], definition: 'El emperador de Rusia hasta el mes de marzo de aquel año XXX paz.'}\n"
    book.write("back/10-glosario.md", "# Glosario {#glosario .glossary}\n\n::: glossary\n:::\n")
    book.write("chapters/01-uno.md", "# Uno {#uno}\n\nEl zar.\n")
    for middle in range(1, 40, 4):
        book.write("glossary.yaml", f"# El glosario\n{entry.replace('XXX', 'a' * middle)}")
        assert [f for f in findings(book.run("review")) if f[2] == "R003"] == []


CARELESS = {
    "R015": ("p { margin-right: 150pt } .whole { hyphens: auto }", "Habló Rabinowitch Antonovich a todos. " * 30),
    "R016": ("p { margin-top: 9pt; margin-break: keep !important }", "Una línea de texto.\n\n" * 60),
    "R017": ("html { font-variant-numeric: oldstyle-nums }", "Fue en 1917."),
    "R018": (".thin { font-weight: inherit }", "Tuvo **40\u202f000** obreros."),
    "R019": (
        "p { margin-right: 150pt } .nowrap { white-space: normal }",
        "\n\n".join(
            f"{'Y ' * n}<https://www.old.ji-hlava.com/{'a' * n}-bb-ccc-dd-ee-fff-ggg-hhh-iii-jjj>" for n in range(9)
        ),
    ),
}
PEOPLE = (
    "- {id: r, name: Rabinowitch, index: 'Rabinowitch Antonovich', aliases: [Rabinowitch], role: Nadie., sources: []}\n"
)


@pytest.mark.parametrize("code", CARELESS)
def test_a_careless_stylesheet_is_found_out(book, sheet, code):
    css, text = CARELESS[code]
    book.write("people.yaml", PEOPLE).write("chapters/01-uno.md", f"# Uno {{#uno}}\n\n{text}\n\nHabló Rabinowitch.\n")
    book.write("back/10-personas.md", "# Personas {#personas .appendix}\n\n::: people\n:::\n")
    sound = book.run("review")
    assert code not in {found[2] for found in findings(sound)}, sound.out
    sheet(css)
    assert code in {found[2] for found in findings(book.run("review"))}


def test_the_pages_of_the_front_are_nearly_empty_in_every_book(book):
    book.write("front/00-dedicatoria.md", "# Dedicatoria {#dedicatoria .dedication}\n\nA mi madre.\n")
    book.write("front/01-prefacio.md", "# Prefacio {#prefacio .preface}\n\nPoco texto.\n")
    book.write("chapters/01-uno.md", "# Uno {#uno}\n\nPoco texto.\n")
    book.write("back/01-apendice.md", "# Apéndice {#apendice .appendix}\n\nPoco texto.\n")
    assert "R021" not in {found[2] for found in findings(book.run("review"))}


def test_blank_and_nearly_empty_pages_above_their_share_are_reported(book, sheet):
    for number in range(1, 9):
        book.write(f"chapters/{number:02}-uno.md", f"# Uno {{#uno{number}}}\n\nPoco texto.\n")
    (book.folder / "chapters/01-uno.md").write_text("# Uno {#uno1}\n\nPoco texto.\n", "utf-8")
    codes = {found[2] for found in findings(book.run("review"))}
    assert "R021" in codes and "R020" not in codes
    sheet("section.document { break-before: right !important }")
    codes = {found[2] for found in findings(book.run("review"))}
    assert codes >= {"R020", "R021"}
    book.write("layout.yaml", "- {blank_pages: 0.9, nearly_empty_pages: 0.9, reason: Son láminas.}\n")
    assert not {found[2] for found in findings(book.run("review"))} & {"R020", "R021"}
