"""The cover: what a printer, a bookshop's scanner and somebody at the table of novelties would lose."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from press.compose.composition import Composition
from press.core.problems import ManuscriptError, Problems
from press.input.metadata import read_metadata
from press.input.page_form import page_form
from press.outputs.cover import Wrap, make_cover, make_wrap
from tests.conftest import CHECKOUT

pytestmark = pytest.mark.build

#: A paperback of 88 cream pages of 5.5 × 8.5 in, as KDP asks for it.
KDP = Wrap((396, 612), 15.84, 9, 18, True, 4.5, (144, 86.4), 18)
WRAPS = {
    "kdp": KDP,
    "ingram": replace(KDP, spine=13.5, spine_text=False, barcode=(126, 72), barcode_added=False),
    "thick": replace(KDP, spine=60),
    "booklet": replace(KDP, spine=0, spine_text=False),
    "bleed of 5 mm": replace(KDP, bleed=14.17),
    "6 x 9": replace(KDP, trim=(432, 648), spine=30),
    "tall": replace(KDP, trim=(360, 620), spine=20),
}
PALETTE = {"#000000", "#14110f", "#f3ead8", "#c1272d", "#ffffff"}
#: A number of no publisher of ours: the example of the ISBN manual.
ISBN = "9783161484100"


class Sheet:
    """A finished wrap."""

    def __init__(self, data: bytes):
        self.pike = pikepdf.open(io.BytesIO(data))
        self.reader = pypdfium2.PdfDocument(data)
        self.page = self.reader[0]
        self.text = self.page.get_textpage()

    def boxes(self) -> list[tuple[str, float, float, float, float]]:
        """Each sign with left, top, right and bottom of its ink, from the top left corner."""
        height = self.page.get_height()
        found = []
        for index in range(self.text.count_chars()):
            sign = self.text.get_text_range(index, 1)
            left, bottom, right, top = self.text.get_charbox(index)
            if sign.strip() and right > left:
                found.append((sign, left, height - top, right, height - bottom))
        return found

    def words(self, left: float, right: float) -> str:
        """The text between two abscissas."""
        return " ".join(self.text.get_text_bounded(left=left, right=right).split())

    def pixels(self, scale: float = 1) -> Image.Image:
        """The page as a picture."""
        return self.page.render(scale=scale).to_pil().convert("RGB")


def composition(folder: Path) -> Composition:
    problems = Problems()
    record = read_metadata(folder, problems)
    problems.stop_if_any()
    return Composition(record, (), (), page_form(record.design, (), 0, record.language, record.path, problems))


def with_record(made: Composition, **changes: object) -> Composition:
    return replace(made, metadata=replace(made.metadata, **changes))


@pytest.fixture(scope="module")
def ours() -> Composition:
    return composition(CHECKOUT / "book")


@pytest.fixture(scope="module")
def sheets(ours) -> dict[str, Sheet]:
    return {name: Sheet(make_wrap(ours, wrap)) for name, wrap in WRAPS.items()}


def colours(pdf: pikepdf.Pdf) -> set[str]:
    """Every colour that the page paints with; a colour that is no RGB is named by its operator."""
    found = set()
    for operands, operator in pikepdf.parse_content_stream(pdf.pages[0]):
        name = str(operator)
        if name in ("rg", "RG"):
            found.add("#" + "".join(f"{round(float(value) * 255):02x}" for value in operands))
        elif name in ("g", "G", "k", "K", "cs", "CS", "sc", "SC", "scn", "SCN", "sh", "Do", "BI", "INLINE IMAGE"):
            found.add(name)
    return found


def test_the_page_goes_from_bleed_to_bleed(sheets):
    for name, wrap in WRAPS.items():
        assert len(sheets[name].reader) == 1
        width, height = sheets[name].page.get_size()
        assert width == pytest.approx(2 * wrap.trim[0] + wrap.spine + 2 * wrap.bleed, abs=0.02), name
        assert height == pytest.approx(wrap.trim[1] + 2 * wrap.bleed, abs=0.02), name


def test_only_the_five_colours_are_printed_and_nothing_shines_through(sheets):
    for name, sheet in sheets.items():
        assert colours(sheet.pike) <= PALETTE, name
        assert {"#14110f", "#f3ead8", "#c1272d"} <= colours(sheet.pike), name
        resources = sheet.pike.pages[0].Resources
        for state in resources.get("/ExtGState", {}).values():
            assert {str(key): float(value) for key, value in state.items()}.items() <= {"/ca": 1, "/CA": 1}.items()
        assert not list(resources.get("/XObject", {}))


def test_colour_reaches_all_four_edges(sheets):
    for name, sheet in sheets.items():
        picture = sheet.pixels(2)
        width, height = picture.size
        edge = [picture.getpixel((x, y)) for x in range(0, width, 3) for y in (1, height - 3)]
        edge += [picture.getpixel((x, y)) for y in range(0, height, 3) for x in (1, width - 3)]
        assert (255, 255, 255) not in edge, name


def test_no_word_is_where_the_knife_or_the_fold_may_come(sheets):
    for name, wrap in WRAPS.items():
        bleed, (width, height) = wrap.bleed, wrap.trim
        folds = bleed + width, bleed + width + wrap.spine
        safe = [
            (bleed + wrap.safety, folds[0] - wrap.safety),
            (folds[0] + wrap.spine_clearance, folds[1] - wrap.spine_clearance),
            (folds[1] + wrap.safety, folds[1] + width - wrap.safety),
        ]
        signs = sheets[name].boxes()
        assert len(signs) > 600, name
        for sign, left, top, right, bottom in signs:
            assert any(a - 0.1 <= left and right <= b + 0.1 for a, b in safe), (name, sign, left, right)
            assert top >= bleed + wrap.safety - 0.1, (name, sign, top)
            assert bottom <= bleed + height - wrap.safety + 0.1, (name, sign, bottom)


def test_words_keep_clear_of_the_picture_and_of_the_barcode(sheets):
    """The title and the blurb end above the statues; the credits stand beside the white box."""
    for name, wrap in WRAPS.items():
        code = wrap.barcode_box
        scale = max(wrap.trim[0] / 1600, wrap.trim[1] / 2560)
        statues = wrap.bleed + wrap.trim[1] - (2560 - 1060) * scale
        for sign, left, top, right, bottom in sheets[name].boxes():
            assert bottom <= statues or top >= code.top, (name, sign)
            assert not (right > code.left and left < code.right and bottom > code.top), (name, sign)


def test_the_back_says_what_the_record_says(sheets, ours):
    back = sheets["kdp"].words(0, KDP.back.right)
    for paragraph in (*ours.metadata.cover_blurb, *ours.metadata.cover_credits):
        assert paragraph in back.replace("\ufffe", "-").replace("\x02", "-"), paragraph


def test_author_title_and_subtitle_are_on_the_front(sheets, ours):
    front = sheets["kdp"].words(KDP.front.left, 1000)
    record = ours.metadata
    credit = {person.role: person.credit or person.name for person in record.contributors}
    assert front == f"{credit['aut']} {record.title} {record.subtitle} {credit['edt']}"


def test_the_spine_names_the_book_only_where_the_printer_allows_it(sheets, ours):
    spines = {name: sheets[name].words(wrap.back.right, wrap.front.left) for name, wrap in WRAPS.items()}
    title, author = ours.metadata.title, ours.metadata.contributors[0].name
    assert spines["kdp"] == title
    assert title in spines["thick"] and author in spines["thick"]
    assert spines["ingram"] == spines["booklet"] == ""


def test_a_spine_too_thin_for_six_points_stays_without_letters(ours):
    thin = replace(KDP, spine=12)
    sheet = Sheet(make_wrap(ours, thin))
    assert sheet.words(thin.back.right, thin.front.left) == ""


def test_a_short_title_for_the_spine_takes_the_place_of_the_title(ours):
    sheet = Sheet(make_wrap(with_record(ours, spine_title="Breve"), KDP))
    spine = sheet.words(KDP.back.right, KDP.front.left)
    assert spine.startswith("Breve") and ours.metadata.title not in spine


def test_the_spine_reads_from_head_to_foot(sheets, ours):
    on_spine = [box for box in sheets["kdp"].boxes() if KDP.back.right < box[1] and box[3] < KDP.front.left]
    assert [box[0] for box in on_spine[:6]] == list(ours.metadata.title[:6])
    assert [box[2] for box in on_spine] == sorted(box[2] for box in on_spine)
    assert on_spine[0][2] < on_spine[1][2] < KDP.page.height / 4


def test_without_an_isbn_the_box_is_white_only_for_a_printer_who_fills_it(sheets):
    for name, wrap in WRAPS.items():
        code = wrap.barcode_box
        assert wrap.back.right - code.right == pytest.approx(wrap.barcode_margin)
        assert wrap.back.bottom - code.bottom == pytest.approx(wrap.barcode_margin)
        inside = sheets[name].pixels(2).crop([round(2 * v) for v in (code.left, code.top, code.right, code.bottom)])
        inner = inside.crop((2, 2, inside.width - 2, inside.height - 2))
        if wrap.barcode_added:
            assert inner.getcolors() == [(inner.width * inner.height, (255, 255, 255))], name
        else:
            assert (255, 255, 255) not in {colour for _, colour in inner.getcolors()}, name


#: Number set A of EAN (GS1 General Specifications, 5.2.1): widths of the four elements, from a space.
_SET_A = "3211 2221 2122 1411 1132 1231 1114 1312 1213 3112".split()
#: Which of the left digits are of set B (1) for each first digit.
_PARITY = "000000 001011 001101 001110 010011 011001 011100 010101 010110 011010".split()


def scan(row: list[int]) -> str:
    """The number that a line of grey values across an EAN-13 says, as a scanner reads it."""
    runs: list[list[int]] = []
    for value in row:
        dark = int(value < 128)
        if runs and runs[-1][0] == dark:
            runs[-1][1] += 1
        else:
            runs.append([dark, 1])
    assert [runs[0][0], runs[-1][0], len(runs)] == [0, 0, 61], "quiet zone, 59 elements, quiet zone"
    bars = [length for _, length in runs[1:-1]]
    module = sum(bars) / 95
    assert runs[0][1] >= 11 * module - 2
    assert runs[-1][1] >= 7 * module - 2
    widths = [round(length / module) for length in bars]
    assert widths[:3] == widths[-3:] == [1, 1, 1]
    assert widths[27:32] == [1] * 5
    left = ["".join(map(str, widths[at : at + 4])) for at in range(3, 27, 4)]
    right = ["".join(map(str, widths[at : at + 4])) for at in range(32, 56, 4)]
    parity = "".join("0" if digit in _SET_A else "1" for digit in left)
    digits = [_SET_A.index(digit if digit in _SET_A else digit[::-1]) for digit in left]
    return "".join(map(str, [_PARITY.index(parity), *digits, *map(_SET_A.index, right)]))


@pytest.mark.parametrize("name", ["kdp", "ingram"])
def test_a_scanner_reads_the_isbn_from_the_back(ours, name):
    wrap = WRAPS[name]
    sheet = Sheet(make_wrap(ours, replace(wrap, isbn=ISBN)))
    code = wrap.barcode_box
    picture = sheet.pixels(10).convert("L")
    for part in (0.2, 0.5, 0.7):
        y = round(10 * (code.top + part * code.height))
        row = [picture.getpixel((x, y)) for x in range(round(10 * code.left) + 5, round(10 * code.right) - 5)]
        assert scan(row) == ISBN
    signs = [s for s in sheet.boxes() if code.left <= s[1] and s[3] <= code.right and s[2] >= code.top]
    assert max(s[4] for s in signs) <= code.bottom
    middle = (code.top + code.bottom) / 2
    over, below = ([s for s in signs if (s[2] > middle) is under] for under in (False, True))
    assert "".join(s[0] for s in sorted(below, key=lambda s: s[1])) == ISBN
    room = {"kdp": "ISBN978-3-16-148410-0", "ingram": ""}  # the box of IngramSpark has none over the bars
    assert "".join(s[0] for s in sorted(over, key=lambda s: s[1])) == room[name]
    scale = min(1, code.height * 25.4 / 72 / 25.93)
    highest = max((s[4] for s in over), default=code.top)
    assert min(s[2] for s in below) - highest >= scale * 22.85 * 72 / 25.4 - 1, "the bars stand over the digits"
    assert colours(sheet.pike) == PALETTE


def test_a_box_in_which_no_scanner_could_read_is_refused(ours):
    with pytest.raises(ValueError, match="EAN-13"):
        make_wrap(ours, replace(KDP, barcode=(80, 60), isbn=ISBN))


LONG = (
    "Historia verdadera y puntual de los sucesos acaecidos en la capital del imperio durante la noche "
    "en que nadie llevaba reloj, con un apéndice de testimonios"
)


@pytest.mark.parametrize("drawn", [True, False])
@pytest.mark.parametrize("title", [LONG, "Yo", "Electroencefalografistas"])
def test_any_title_fits_front_and_spine(ours, title, drawn):
    made = with_record(ours, title=title, cover=ours.metadata.cover if drawn else None)
    sheet = Sheet(make_wrap(made, replace(KDP, spine=40)))
    front = replace(KDP, spine=40).front
    assert title in sheet.words(front.left, 1000)
    for sign, left, top, right, _ in sheet.boxes():
        if left > front.left:
            assert right <= front.right - KDP.safety, sign
        assert top >= KDP.bleed + KDP.safety, sign


def test_a_book_without_drawing_blurb_or_mark_still_gets_a_wrap():
    garden = composition(CHECKOUT / "tests" / "books" / "garden")
    bare = with_record(garden, description="", rights=None, cover=None)
    sheet = Sheet(make_wrap(bare, KDP))
    assert sheet.words(0, KDP.back.right) == ""
    assert bare.metadata.title in sheet.words(KDP.front.left, 1000)
    assert colours(sheet.pike) <= PALETTE


def test_a_book_without_blurb_is_described_by_its_description(ours):
    sheet = Sheet(make_wrap(with_record(ours, cover_blurb=()), KDP))
    assert ours.metadata.description in sheet.words(0, KDP.back.right)


def test_a_drawing_for_the_front_alone_leaves_both_folds_in_one_colour(ours, tmp_path):
    plain = tmp_path / "dibujo.svg"
    plain.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 16"><rect width="10" height="16" fill="#c1272d"/></svg>'
    )
    sheet = Sheet(make_wrap(with_record(ours, cover=plain, title="T", spine_title="T"), KDP))
    picture = sheet.pixels(2)
    y = round(2 * (KDP.page.height - 12))
    for fold in (KDP.back.right, KDP.front.left):
        near = {picture.getpixel((x, y)) for x in range(round(2 * (fold - 9)), round(2 * (fold + 9)))}
        assert near == {(0x14, 0x11, 0x0F)}
    assert picture.getpixel((round(2 * (KDP.front.right + KDP.bleed)) - 3, y)) == (0xC1, 0x27, 0x2D)


def test_texts_longer_than_the_back_are_reported_to_the_editor(ours):
    made = with_record(ours, cover_blurb=(LONG * 12,), cover_credits=(LONG * 3,))
    with pytest.raises(ManuscriptError) as caught:
        make_wrap(made, KDP)
    assert [problem.code for problem in caught.value.problems] == ["B006", "B006"]
    assert "cover_blurb" in str(caught.value.problems[0])
    assert "cover_credits" in str(caught.value.problems[1])


def test_a_drawing_that_would_leave_paper_bare_is_reported_to_the_editor(ours):
    with pytest.raises(ManuscriptError) as caught:
        make_wrap(ours, replace(KDP, spine=240))
    assert [problem.code for problem in caught.value.problems] == ["F001"]


def test_a_mark_that_does_not_exist_is_reported_at_its_line(book):
    book.write("book.yaml", "title: Un libro\nlanguage: es\nmark: nada.svg\n")
    outcome = book.run("records")
    assert outcome.complaints()[0].startswith("libro/book.yaml:3: F001")


def test_the_shops_cover_is_as_they_ask_for_it(ours):
    cover = make_cover(ours)
    picture = Image.open(io.BytesIO(cover.data))
    assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (1600, 2560))
    assert len(cover.data) < 5_000_000
    assert cover.data == make_cover(ours).data


def test_the_same_book_gives_the_same_wrap(ours):
    assert make_wrap(ours, KDP) == make_wrap(ours, KDP)


def test_a_cover_or_mark_that_no_printer_takes_is_refused(book):
    """What shines through or fades would have to be flattened, and its colours would no longer be five."""
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" {}/></svg>'
    book.write("a.svg", drawing.format('opacity=".5"')).write("b.svg", drawing.format('fill="url(#g)"'))
    book.write("book.yaml", "title: Un libro\nlanguage: es\ncover: a.svg\nmark: b.svg\n")
    assert [line.split(" the")[0] for line in book.run("records").complaints()] == [
        "libro/a.svg:1: F003",
        "libro/b.svg:1: F003",
    ]
