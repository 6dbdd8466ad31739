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
    records = {record.slug: record.mark for book in books if (record := state.get(book)) is not None}
    marks = {slug: mark for slug, mark in records.items() if _mark(place / slug) == mark}
    for path in sorted(place.glob(f"*/{MARK}")):
        if path.parent.name not in marks:
            report.say(f"{out / path.parent.name}: no book of the list has this release; the catalogue leaves it out.")
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


def _mark(release: Path) -> str:
    """The SHA-256 of a release's own list of its files; empty where there is none."""
    try:
        return hashlib.sha256((release / MARK).read_bytes()).hexdigest()
    except OSError:
        return ""


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
