"""The record of emendations for other programs, as JSON."""

from __future__ import annotations

import json
from typing import Any

from press.compose.composition import Composition
from press.compose.emendation_register import SIGLUM, NumberedEmendation, numbered_emendations
from press.compose.fragment_places import places


def emendations_json(composition: Composition) -> bytes:
    """Every fragment as received and as emended, and every emendation with its offsets in the received text.

    ``moved_to`` is the identifier, in every edition, of the document or figure where a relocated fragment stands.
    """
    source, metadata = composition.received_text, composition.metadata
    if source is None:
        raise ValueError("the book has no received text")
    entries, where = numbered_emendations(source), places(composition.documents)
    fragments = [
        {
            "number": fragment.number,
            "received": fragment.received,
            "emended": fragment.emended,
            "suppressed": fragment.suppressed,
            "emendations": [_as_dict(e, where) for e in entries if e.emendation.fragment == fragment.number],
        }
        for fragment in source.fragments
    ]
    whole = {
        "title": metadata.title,
        "identifier": metadata.identifier,
        "version": metadata.version,
        "received": {"siglum": SIGLUM, "bytes": source.size, "sha256": source.sha256},
        "fragments": fragments,
    }
    return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode()


def _as_dict(entry: NumberedEmendation, where: dict[int, str]) -> dict[str, Any]:
    change = entry.emendation
    words = {"number": entry.number, "kind": change.kind, "degree": change.degree, "reads": change.reads}
    if change.kind == "relocation":
        words["moved_to"] = where.get(change.fragment, "")
    else:
        words["corrected"] = change.corrected
    span = {"start": change.start, "end": change.end, "reason": change.reason}
    return {**words, **span, **({"reference": change.reference} if change.reference else {})}
