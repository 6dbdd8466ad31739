"""PREMIS 3 (https://www.loc.gov/standards/premis/v3/): the files of a release, what they were made from and how, and
what was found when they were checked, as an archive keeps it.

Everything is taken from the release: its record of provenance, its bytes and, where one is there, the report of the
checks. Dates are those of the book: the same release gives the same events whenever it is archived.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from press.core.xhtml import Element
from press.core.xml import maker, serialised
from press.outputs.metadata.media_types import media_type

NAMESPACE = "http://www.loc.gov/premis/v3"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_SCHEMA = "https://www.loc.gov/standards/premis/v3/premis-v3-0.xsd"
#: A date that is not known (EDTF, ISO 8601-2).
_UNKNOWN = "XXXX"
#: The words of the Library of Congress (https://id.loc.gov/vocabulary/preservation/eventType).
_EVENTS = {"cre": "creation", "val": "validation"}
_make = maker(NAMESPACE, {None: NAMESPACE, "xsi": _XSI})


def premis(provenance: Mapping[str, Any], files: Mapping[str, bytes], report: Mapping[str, Any] | None) -> bytes:
    """The document on ``files`` (path in the bag's payload -> content), made as ``provenance`` records."""
    book, made_by = provenance["book"], provenance["made_by"]
    program = f"{made_by['name']} {made_by['version']}"
    sources = {f"manuscript/{each['path']}": each["sha256"] for each in provenance["made_from"]["files"]}
    root = _make(
        "premis",
        _entity(book),
        [_file(path, hashlib.sha256(data).hexdigest(), len(data)) for path, data in sorted(files.items())],
        [_file(path, digest) for path, digest in sources.items()],
        _creation(provenance, sorted(files), list(sources)),
        list(_validations(book, report, files)),
        _agent(program, "software", made_by["command"]),
        [
            _agent(f"{each['name']} {each['version']}", "software", each.get("use", ""))
            for each in made_by.get("packages", ())
            if each.get("version")
        ],
        [_agent(name, "software") for name in _checkers(report)],
        version="3.0",
    )
    root.set(f"{{{_XSI}}}schemaLocation", f"{NAMESPACE} {_SCHEMA}")
    return serialised(root)


def _entity(book: Mapping[str, Any]) -> Element:
    """The book itself."""
    element = _make("object", _identifier("object", "URN", book["identifier"]), _make("originalName", book["title"]))
    element.set(f"{{{_XSI}}}type", "intellectualEntity")
    return element


def _file(path: str, digest: str, size: int | None = None) -> Element:
    """A file of the release, or of the manuscript, whose bytes the bag does not hold."""
    element = _make(
        "object",
        _identifier("object", "path", path),
        _make(
            "objectCharacteristics",
            _make("fixity", _make("messageDigestAlgorithm", "SHA-256"), _make("messageDigest", digest)),
            _make("size", str(size)) if size is not None else None,
            _make("format", _make("formatDesignation", _make("formatName", _format(path)))),
        ),
        _make("originalName", path.removeprefix("manuscript/").removeprefix("data/")),
    )
    element.set(f"{{{_XSI}}}type", "file")
    return element


def _format(path: str) -> str:
    texts = {".md": "text/markdown", ".yaml": "application/yaml", ".css": "text/css"}
    return next((kind for end, kind in texts.items() if path.endswith(end)), media_type(path).partition(";")[0])


def _creation(provenance: Mapping[str, Any], made: Sequence[str], sources: Sequence[str]) -> Element:
    book, made_by = provenance["book"], provenance["made_by"]
    received = provenance["made_from"].get("received_text", "")
    said = [
        f"{made_by['command']}: the release was made from the manuscript.",
        f"The received text is {received}." if received else "",
        "The date is that of the book's record: the same inputs and programs give the same bytes on any day.",
    ]
    agents = [f"{made_by['name']} {made_by['version']}"]
    agents += [f"{each['name']} {each['version']}" for each in made_by.get("packages", ()) if each.get("version")]
    return _make(
        "event",
        _identifier("event", "UUID", _uuid(book, "creation")),
        _event_type("cre"),
        _make("eventDateTime", book.get("date") or _UNKNOWN),
        _make("eventDetailInformation", _make("eventDetail", " ".join(filter(None, said)))),
        [_agent_link(name, "executing program") for name in agents],
        [_object_link("path", path, "source") for path in sources],
        [_object_link("path", path, "outcome") for path in made],
        _object_link("URN", book["identifier"], "outcome"),
    )


def _validations(
    book: Mapping[str, Any], report: Mapping[str, Any] | None, files: Mapping[str, bytes]
) -> Iterator[Element]:
    """What each check found, where the report is of these very files."""
    paths = sorted(
        files, key=lambda path: (-path.count("/"), path)
    )  # of a file that channels have too, the release's own
    digests = {hashlib.sha256(files[path]).hexdigest(): path for path in paths}
    for number, check in enumerate(report["checks"] if report else ()):
        path = digests.get(check["sha256"])
        if path is None:
            continue
        findings = [f"{found['rule']}: {found['where']}: {found['message']}" for found in check["findings"]]
        yield _make(
            "event",
            _identifier("event", "UUID", _uuid(book, f"validation {number} {check['sha256']}")),
            _event_type("val"),
            _make("eventDateTime", _UNKNOWN),
            _make("eventDetailInformation", _make("eventDetail", f"{check['claim']} ({check['command']})")),
            _make(
                "eventOutcomeInformation",
                _make("eventOutcome", check["verdict"]),
                _make("eventOutcomeDetail", _make("eventOutcomeDetailNote", "\n".join(findings))) if findings else None,
            ),
            _agent_link(f"{check['tool']} {check['version']}", "validator"),
            _object_link("path", path, "source"),
        )


def _checkers(report: Mapping[str, Any] | None) -> list[str]:
    checks = report["checks"] if report else ()
    return list(dict.fromkeys(f"{check['tool']} {check['version']}" for check in checks))


def _event_type(code: str) -> Element:
    address = f"http://id.loc.gov/vocabulary/preservation/eventType/{code}"
    return _make("eventType", _EVENTS[code], authority="eventType", valueURI=address)


def _agent(name: str, kind: str, note: str = "") -> Element:
    return _make(
        "agent",
        _identifier("agent", "local", name),
        _make("agentName", name),
        _make("agentType", kind),
        _make("agentNote", note) if note else None,
    )


def _identifier(of: str, kind: str, value: str) -> Element:
    return _make(f"{of}Identifier", _make(f"{of}IdentifierType", kind), _make(f"{of}IdentifierValue", value))


def _agent_link(name: str, role: str) -> Element:
    return _make(
        "linkingAgentIdentifier",
        _make("linkingAgentIdentifierType", "local"),
        _make("linkingAgentIdentifierValue", name),
        _make("linkingAgentRole", role),
    )


def _object_link(kind: str, value: str, role: str) -> Element:
    return _make(
        "linkingObjectIdentifier",
        _make("linkingObjectIdentifierType", kind),
        _make("linkingObjectIdentifierValue", value),
        _make("linkingObjectRole", role),
    )


def _uuid(book: Mapping[str, Any], name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{book['identifier']} {name}"))
