"""The print files: a finished PDF becomes the file that a printer takes.

Works on the PDF alone (pikepdf), so that every printer's file has the canonical text on the canonical pages:
inks instead of screen colours (``inks``), boxes and blanks (``imposition``), the standard's claims (``pdfx``).
"""
