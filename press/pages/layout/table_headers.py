"""The headers of tables in the structure of a PDF, where WeasyPrint does not connect every cell with its own.

It takes the cells under a header that spans several columns for cells without one; PDF/UA-1 (ISO 14289-1, 7.5) then asks of each
header whether it is that of a column or of a row.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf


def scope_headers(pdf: pikepdf.Pdf) -> None:
    """Give the headers of such tables their scope. Changes ``pdf``."""
    for table in pdf.objects:
        if isinstance(table, pikepdf.Dictionary) and table.get("/S") == pikepdf.Name.Table:
            cells = list(_cells(table, False))
            unconnected = any(cell.S == pikepdf.Name.TD and not len(cell.A.get("/Headers", ())) for cell, _ in cells)
            for cell, in_head in cells if unconnected else ():
                if cell.S == pikepdf.Name.TH:
                    cell.A.Scope = pikepdf.Name.Column if in_head else pikepdf.Name.Row


def _cells(element: Any, in_head: bool) -> Iterator[tuple[Any, bool]]:
    """The cells of a table, and whether each stands in its head."""
    kids = element.get("/K", ())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if not isinstance(kid, pikepdf.Dictionary) or "/S" not in kid:
            continue
        if kid.S in (pikepdf.Name.TH, pikepdf.Name.TD) and "/A" in kid:
            yield kid, in_head
        elif pikepdf.Name.Table != kid.S:
            yield from _cells(kid, in_head or pikepdf.Name.THead == kid.S)
