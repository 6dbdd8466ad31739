"""What can go wrong in the layout of the pages."""

from __future__ import annotations


class LayoutError(Exception):
    """The pages cannot be laid out as the program needs them; the message says why.

    ``document`` is the identifier of the document in which it was found, empty where that is the whole book.
    """

    def __init__(self, message: str, document: str = ""):
        super().__init__(message, document)
        self.message, self.document = message, document

    def __str__(self) -> str:
        return self.message
