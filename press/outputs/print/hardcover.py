"""The hardcover: the pages of the print edition bound in boards, with the cover printed on them (case laminate)."""

from __future__ import annotations

from press.core.stored import StoredFiles
from press.outputs.print.print_files import make_printer_files
from press.outputs.release_inputs import ReleaseInputs

#: The kind of the edition.
KIND = "hardcover"


def make_files(inputs: ReleaseInputs) -> StoredFiles:
    """The files of each printer, by their path in ``dist/``."""
    composition = inputs.composition
    printing = composition.metadata.editions.hardcover
    return make_printer_files(composition, KIND, printing, inputs.pages.interior(), inputs.problems, inputs.cache)
