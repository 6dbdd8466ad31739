"""Records: the book described for shops, libraries, reading applications and search engines."""

from __future__ import annotations

from collections.abc import Callable

from press.outputs.metadata.catalogue import Catalogue
from press.outputs.metadata.citation import citation_cff
from press.outputs.metadata.deposits import crossref, datacite
from press.outputs.metadata.marc import marc21, marcxml
from press.outputs.metadata.mining import PATH as MINING
from press.outputs.metadata.mining import tdmrep
from press.outputs.metadata.onix import isbn_registration, onix_message
from press.outputs.metadata.opds import opds_atom, opds_json
from press.outputs.metadata.references import bibtex, csl_json, ris
from press.outputs.metadata.schema_org import json_ld

#: Each record's path in dist/, with the book's slug for the braces, and who makes it; an empty one is not published.
_RECORDS: dict[str, Callable[[Catalogue], bytes]] = {
    "records/{}.onix.xml": onix_message,
    "records/{}.mrc": marc21,
    "records/{}.marc.xml": marcxml,
    "records/{}.jsonld": json_ld,
    "records/CITATION.cff": citation_cff,
    "records/{}.bib": bibtex,
    "records/{}.ris": ris,
    "records/{}.csl.json": csl_json,
    "records/{}.isbn.xml": isbn_registration,
    "records/{}.crossref.xml": crossref,
    "records/{}.datacite.json": datacite,
    MINING: tdmrep,
    "opds.xml": opds_atom,
    "opds.json": opds_json,
    "{}-cover.jpg": lambda catalogue: catalogue.cover.data,
    "{}-thumbnail.jpg": lambda catalogue: catalogue.thumbnail.data,
}


def make_records(catalogue: Catalogue) -> dict[str, bytes]:
    """The records and the cover's pictures, by their paths in dist/."""
    slug = catalogue.metadata.slug
    return {path.format(slug): data for path, make in _RECORDS.items() if (data := make(catalogue))}


def record_paths(slug: str) -> tuple[str, ...]:
    """The paths of :func:`make_records`: an edition built without its records makes them untrue."""
    return tuple(path.format(slug) for path in _RECORDS)
