"""``build.py bag``: a release as a bag (BagIt, RFC 8493), as libraries and archives take it in, with its history in PREMIS.

The bag holds the files of the release as they are. Its dates are those of the book: the same release is the same bag.
"""

from __future__ import annotations

import json
import logging
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import bagit

from press.commands.recorded import recorded_release
from press.core.messages import Message
from press.core.new_folder import check_new_folder, write_new_folder
from press.core.problems import Problems, shown
from press.core.release_mark import REPORT
from press.outputs.premis import premis

_ALGORITHMS = ("sha256", "sha512")
_PREMIS = "metadata/premis.xml"


def make_bag(out: Path, into: Path) -> int:
    """Write the bag of the release in ``out`` into ``into``, which is not there yet, and validate it.

    Returns 0; 3 where there is no release with its records. Raises :class:`press.core.problems.ManuscriptError` where
    ``into`` is there and not empty, and OSError.
    """
    problems = Problems()
    check_new_folder(into, problems)
    problems.stop_if_any()
    recorded = recorded_release(out)
    if recorded is None:
        return 3
    files, provenance = recorded
    write_new_folder(into, _bag(files, provenance))
    bag = bagit.Bag(str(into))
    bag.validate()
    print(str(Message("{}: {} files, a valid bag.", shown(into), len(files))))
    return 0


def _bag(files: Mapping[str, bytes], provenance: Mapping[str, Any]) -> dict[str, bytes]:
    """The files of the bag by their path in it."""
    report = json.loads(files[REPORT[0]]) if REPORT[0] in files else None
    book = provenance["book"]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "bag"
        for name, data in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
        logging.getLogger("bagit").setLevel(logging.WARNING)
        bag = bagit.make_bag(str(folder), bag_info=_info(book), checksums=list(_ALGORITHMS))
        if not book.get("date"):
            del bag.info["Bagging-Date"]  # else that of the clock
        metadata = folder / _PREMIS
        metadata.parent.mkdir()
        payload = {f"data/{name}": data for name, data in files.items()}
        metadata.write_bytes(premis(provenance, payload, report))
        bag.save(manifests=True)
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }


def _info(book: Mapping[str, Any]) -> dict[str, str | list[str]]:
    """What bag-info.txt says (RFC 8493, 2.2.2), from the book's record; nothing for what that does not say."""
    isbns = [f"urn:isbn:{isbn}" for isbn in book.get("isbn", {}).values()]
    title = ". ".join(filter(None, (book["title"], book.get("subtitle"))))
    info: dict[str, str | list[str]] = {
        "Source-Organization": book.get("publisher", ""),
        "Contact-Email": book.get("contact", ""),
        "External-Description": " ".join(book.get("description", "").split()),
        "External-Identifier": list(dict.fromkeys((book["identifier"], *isbns))),
        "Internal-Sender-Description": title,
        "Bagging-Date": book.get("date", ""),
    }
    return {name: value for name, value in info.items() if value}
