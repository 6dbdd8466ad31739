"""What an image file is, by its content and not by its name."""

from __future__ import annotations

from pathlib import PurePath

#: The kinds that every edition takes, by the suffix that each has.
SUFFIXES = {".svg": "SVG", ".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG"}
#: The kinds that are converted, by their suffixes.
CONVERTED = {
    ".webp": "WebP",
    ".avif": "AVIF",
    ".gif": "GIF",
    ".tif": "TIFF",
    ".tiff": "TIFF",
    ".bmp": "BMP",
    ".pdf": "PDF",
}
#: Where a kind is known by: offset, bytes.
_SIGNS = (
    ("PNG", 0, b"\x89PNG\r\n\x1a\n"),
    ("JPEG", 0, b"\xff\xd8\xff"),
    ("GIF", 0, b"GIF8"),
    ("BMP", 0, b"BM"),
    ("TIFF", 0, b"II*\0"),
    ("TIFF", 0, b"MM\0*"),
    ("PDF", 0, b"%PDF"),
    ("WebP", 8, b"WEBP"),
    ("AVIF", 4, b"ftypavif"),
    ("HEIC", 4, b"ftyphei"),
    ("SVG in a ZIP archive", 0, b"\x1f\x8b"),
)


def kind_of(data: bytes) -> str:
    """``PNG``, ``JPEG``, ``SVG``, the name of another kind of image, or "" for what is none of them."""
    for kind, offset, sign in _SIGNS:
        if data[offset : offset + len(sign)] == sign:
            return kind
    return "SVG" if b"<svg" in data[:4096] or b":svg" in data[:4096] else ""


def suffix_of(kind: str) -> str:
    """The suffix of a kind; empty for one that no edition takes, even converted."""
    return next((suffix for suffix, name in (SUFFIXES | CONVERTED).items() if name == kind), "")


def wrong_kind(name: str, data: bytes) -> tuple[str, str]:
    """Why an image cannot be taken under its name, and what to do; empty where it can."""
    expected, found = SUFFIXES.get(PurePath(name).suffix.lower(), ""), kind_of(data)
    if not expected:
        return f"is {_a(found)}, not an SVG, PNG or JPEG", "Save it as one of these."
    if found == expected or (expected == "SVG" and not found):  # what is no SVG at all is said of the drawing
        return "", ""
    suffix = next((suffix for suffix, kind in SUFFIXES.items() if kind == found), "")
    hint = f"Call it {PurePath(name).stem}{suffix}." if suffix else "Save it as SVG, PNG or JPEG."
    return f"is {_a(found)}, not the {expected} that its name says", hint


def _a(kind: str) -> str:
    if not kind:
        return "no image"
    return f"an {kind}" if kind in ("SVG", "AVIF", "SVG in a ZIP archive") else f"a {kind}"
