"""The addresses that a link may have."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_LABEL = re.compile(r"(?!-)[\w-]{1,63}(?<!-)")
_HAS_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def is_external(address: str) -> bool:
    """Whether an address begins with a scheme (RFC 3986, 3.1), and so leads out of the book."""
    return bool(_HAS_SCHEME.match(address.strip())) or address.startswith("//")


def is_well_formed(address: str) -> bool:
    """Whether an external address is a whole one that a reader can follow: http, https or mailto.

    Hosts may be written in any script (RFC 5890); ports are numbers from 1 to 65535.
    """
    if re.search(r"[\s<>\"\\\x00-\x1f\x7f]", address):
        return False
    try:
        parts = urlsplit(address)
        port, host = parts.port, parts.hostname or ""
    except ValueError:
        return False
    if parts.scheme == "mailto":
        return bool(re.fullmatch(r"[^@\s]+@[^@\s]+", parts.path))
    if parts.scheme not in ("http", "https") or port == 0:
        return False
    labels = host.removesuffix(".").split(".")
    return len(labels) > 1 and all(_LABEL.fullmatch(label) for label in labels)


def written(address: str) -> str:
    """A pattern for an address as an author may have written it: pandoc escapes spaces and some signs (``%20``), and a
    sign may stand after a backslash or as an entity.
    """
    parts = re.split(r"((?:%[0-9A-Fa-f]{2})+|[^\w/.:-])", address)
    return "".join(_written_sign(part) if i % 2 else re.escape(part) for i, part in enumerate(parts))


def _written_sign(part: str) -> str:
    given = re.escape(part)
    if len(part) == 1:
        return rf"(?:\\?{given}|&#?\w+;)"
    return f"(?:{given}|.{{1,{len(part)}}}?)"
