"""MARC 21 bibliographic records by RDA: one of the electronic editions together, one of the print edition.

https://www.loc.gov/marc/bibliographic/; the electronic record is neutral as to who supplies the file, as the
Program for Cooperative Cataloging asks («Provider-Neutral E-Resource» guidelines).
"""

from __future__ import annotations

import io
from collections.abc import Iterable

from pymarc import Field, Leader, Record, XMLWriter

from press.outputs.metadata.catalogue import Catalogue, Edition
from press.outputs.metadata.marc import fixed
from press.outputs.metadata.marc.access import headings
from press.outputs.metadata.marc.fields import control, description, notes

#: The directory of ISO 2709 counts a field's bytes with four digits: a longer note cannot be carried.
_LONGEST = 9999


def marc_records(catalogue: Catalogue) -> list[Record]:
    """The records, the electronic one first."""
    printed = [(edition,) for edition in catalogue.editions if edition.format.printed]
    return [_record(catalogue, group) for group in (catalogue.downloads, *printed) if group]


def marc21(catalogue: Catalogue) -> bytes:
    """The records in ISO 2709, UTF-8."""
    return b"".join(record.as_marc() for record in marc_records(catalogue))


def marcxml(catalogue: Catalogue) -> bytes:
    """The records in MARCXML (https://www.loc.gov/standards/marcxml/)."""
    out = io.BytesIO()
    writer = XMLWriter(out)
    for record in marc_records(catalogue):
        writer.write(record)
    writer.close(close_fh=False)
    return out.getvalue()


def _record(catalogue: Catalogue, group: tuple[Edition, ...]) -> Record:
    record = Record(force_utf8=True)
    record.leader = Leader(fixed.LEADER)
    fields: Iterable[Field] = (
        *control(catalogue, group[0]),
        *description(catalogue, group),
        *notes(catalogue, group),
        *headings(catalogue, group),
    )
    ordered = sorted(fields, key=lambda field: field.tag)  # stable: repeated fields keep their order
    record.fields = [field for field in ordered if len(field.as_marc("utf-8")) <= _LONGEST]
    return record
