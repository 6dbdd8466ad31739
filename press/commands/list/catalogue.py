"""The list's catalogue, made anew where a release of the list, or what the catalogue says of itself, has changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path

from press.commands.list.report import Report
from press.commands.list.state import State
from press.core.cache import Cache, cache_key
from press.core.publish import publish_among_releases
from press.core.release_mark import MARK, read_mark
from press.outputs.list_catalogue.settings import Settings

#: What the catalogue that is there was made from, in the list's state.
_KEY = "catalogue"


def update_catalogue(
    folder: Path,
    out: Path,
    books: Sequence[str],
    settings: Settings,
    state: State,
    cache: Cache,
    report: Report,
) -> None:
    """Make the catalogue of the books of a list that have a release, unless it is there; say what it leaves out.

    Raises OSError, and ValueError for a release whose records are damaged.
    """
    place = out.resolve()
    records = {record.slug: record for book in books if (record := state.get(book)) is not None}
    marks = {slug: record.mark for slug, record in records.items() if record.is_published(place)}
    for path in sorted(place.glob(f"*/{MARK}")):
        if (slug := path.parent.name) not in marks:
            why = "this release is not as it was made" if slug in records else "no book of the list has this release"
            report.say(f"{out / slug}: {why}; the catalogue leaves it out.")
    key = cache_key("list catalogue", json.dumps([sorted(marks.items()), asdict(settings)]))
    if state.read(_KEY).decode() == key and _is_whole(place):
        return
    from press.outputs.list_catalogue import write_catalogue

    if not settings.base_url:
        report.say(
            f"{folder}/catalogue.yaml names no base_url: the catalogue has no sitemap.xml and no opensearch.xml."
        )
    publish_among_releases(partial(write_catalogue, out=place, slugs=list(marks), settings=settings, cache=cache), out)
    state.write(_KEY, key.encode())


def _is_whole(place: Path) -> bool:
    """Whether every file of the catalogue is there as it was made."""
    digests = read_mark(place)
    try:
        return bool(digests) and all(
            hashlib.sha256((place / name).read_bytes()).hexdigest() == digest
            for name, digest in (digests or {}).items()
        )
    except OSError:
        return False
