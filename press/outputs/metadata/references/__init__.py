"""What reference managers load: the book as CSL-JSON, BibTeX and RIS.

The items of CSL-JSON (:func:`press.outputs.metadata.references.csl.items`) are what the other two, and the web page, are
written from.
"""

from __future__ import annotations

from press.outputs.metadata.references.bibtex import bibtex
from press.outputs.metadata.references.csl import csl_json
from press.outputs.metadata.references.ris import ris

__all__ = ["bibtex", "csl_json", "ris"]
