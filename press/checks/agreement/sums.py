"""The checksums of a release, as anybody checks it with ``sha256sum --check``."""

from __future__ import annotations

from press.checks.agreement.fact import Facts
from press.checks.agreement.links import edition_of


def read_sums(data: bytes) -> dict[str, str]:
    """The SHA-256 of each file by its path. Raises ValueError for what is no list of checksums."""
    lines = [line.partition("  ") for line in data.decode().splitlines()]
    if any(len(digest) != 64 or not path for digest, _, path in lines):
        raise ValueError("a line that is no checksum and path")
    return {path: digest for digest, _, path in lines}


def facts(data: bytes, _: str) -> Facts:
    """The digest of each file, at its path."""
    stated = Facts()
    for path, digest in read_sums(data).items():
        stated.add("sha256", digest, path, edition_of(path))
    return stated
