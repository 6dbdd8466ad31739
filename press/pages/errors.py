"""What can go wrong in the layout of the pages."""

from __future__ import annotations


class LayoutError(Exception):
    """The pages cannot be laid out as the program needs them; the message says why."""
