"""Puts something of ours in the place of an attribute of WeasyPrint's, for a while."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def patched(owner: Any, name: str, other: Any) -> Iterator[None]:
    """``owner.name`` is ``other`` within the block."""
    own = getattr(owner, name)
    setattr(owner, name, other)
    try:
        yield
    finally:
        setattr(owner, name, own)
