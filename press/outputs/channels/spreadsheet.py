"""The form as a spreadsheet for tools that upload by themselves: a row for each file, the form's fields in the first."""

from __future__ import annotations

import csv
import io

from press.outputs.channels.values import FilledField


def as_csv(form: list[FilledField], files: list[str]) -> bytes:
    """Columns are the form's labels and ``file``; several entries of a field are ``label[0]``, ``label[1]``…

    The first field identifies the item and stands in every row («ia upload --spreadsheet» of the Internet Archive).
    """
    cells: dict[str, str] = {}
    for filled in form:
        if len(filled.entries) == 1:
            cells[filled.field.label] = filled.entries[0]
        else:
            cells |= {f"{filled.field.label}[{number}]": entry for number, entry in enumerate(filled.entries)}
    first = form[0].field.label
    out = io.StringIO()
    table = csv.DictWriter(out, [first, "file", *(name for name in cells if name != first)], lineterminator="\n")
    table.writeheader()
    for number, file in enumerate(files):
        table.writerow({**(cells if number == 0 else {}), first: cells[first], "file": file})
    return out.getvalue().encode()
