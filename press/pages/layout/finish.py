"""The last touch to a paged edition: page labels, its title in the window, and the same bytes for the same book."""

from __future__ import annotations

import io

import pikepdf

from press.core.languages import direction_of, label


def save_final_pdf(pdf: pikepdf.Pdf, language: str, front: int, start: int) -> bytes:
    """The bytes of a book whose pages before ``front`` are its cover and whose text begins on the page ``start``.

    The labels are the folios, printed or not.
    """
    labels: list[object] = []
    if front:  # "Cover", and the back of it "Cover 2": no two pages have the same label
        cover = label(language, "cover")
        labels = [0, pikepdf.Dictionary(P=cover), 1, pikepdf.Dictionary(P=f"{cover} ", S=pikepdf.Name.D, St=2)]
    labels += [front, pikepdf.Dictionary(S=pikepdf.Name.r), start, pikepdf.Dictionary(S=pikepdf.Name.D)]
    pdf.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array(labels))
    pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    if direction_of(language) == "rtl":  # the pages follow one another to the left
        pdf.Root.ViewerPreferences.Direction = pikepdf.Name.R2L
    if front:  # the cover stands alone, and what faces in the book faces on the screen (ISO 32000-1, table 28)
        pdf.Root.PageLayout = pikepdf.Name.TwoPageRight
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()
