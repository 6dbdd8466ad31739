"""Pictures: the files that a book shows, found by their addresses, taken by what they are, and made fit for shops."""

from __future__ import annotations

import base64
import io
import os
import re
from collections.abc import Iterator
from dataclasses import replace as changed
from hashlib import sha256
from itertools import islice
from pathlib import Path
from urllib.parse import unquote

import pypdfium2
from PIL import ExifTags, Image, ImageChops, ImageCms, ImageFile, ImageOps, UnidentifiedImageError

from press.compose.drawings.svg_check import check_drawing
from press.compose.drawings.svg_plain import plain_drawing
from press.compose.figures import Picture
from press.compose.made_drawings import made_drawing
from press.core.addresses import written
from press.core.book_files import BookFolders, FileRefusedError, real_path
from press.core.cache import NO_CACHE, Cache, cache_key
from press.core.limits import PICTURE_PIXELS, SUGGESTED_FILES
from press.core.picture_kind import CONVERTED, SUFFIXES, kind_of, suffix_of, wrong_kind
from press.core.problems import Problems
from press.core.suggest import nearest
from press.input.manuscript import Manuscript, MarkdownFile

#: Apple Books, "Prepare your book".
MOST_PIXELS = 4_000_000
#: What is no picture at all, wherever another program shows it.
_NO_PICTURES = frozenset(
    ".mp4 .webm .mov .avi .ogv .ogg .mp3 .wav .m4a .html .htm .tex .md .js .eps .ps .ai .psd .xcf".split()
)
#: What an illustrator noted in a drawing is nobody else's to read.
_COMMENT = re.compile(rb"<!--.*?-->", re.S)


def picture_path(address: str, document: MarkdownFile) -> Path:
    """The file that an address in a document means: from the document's folder, escapes (``%20``) undone.

    A picture within its address (``data:``) has a name of its own there.
    """
    if address.startswith("data:"):
        kind = re.match(r"data:image/(\w+)", address)
        suffix = {"jpeg": "jpg", "svg": "svg"}.get(kind[1], kind[1]) if kind else "png"
        return real_path(document.path.parent / f"picture-{sha256(address.encode()).hexdigest()[:8]}.{suffix}")
    return real_path(document.path.parent / unquote(address))


def line_of_picture(address: str, document: MarkdownFile) -> int:
    """The line of an address as pandoc gives it, or as the manuscript may have it; 0 where it is not found."""
    if not address:
        return document.line_matching(r"!\[[^\]]*\]\(\s*\)")
    return document.line_of(address) or document.line_of(unquote(address)) or document.line_matching(written(address))


def load_picture(
    address: str, document: MarkdownFile, manuscript: Manuscript, problems: Problems, cache: Cache = NO_CACHE
) -> Picture | None:
    """Read the picture at ``address`` (relative to the document) and see that it can be used."""
    path = picture_path(address, document)
    entry = manuscript.figure(path)
    if entry and "chart" in entry[0] and path.suffix == ".svg":
        drawing = made_drawing(path.stem, entry, manuscript, problems, cache)
        return Picture.of(path.name, drawing) if drawing else None
    code, reason, hint, data = _read(address, document, manuscript.metadata.folders, problems)
    if reason:
        shown = address if len(address) <= 100 else f"{address[:99]}…"
        stands = "; its description stands in its place" if code == "F007" else ""
        problems.add(
            document.path, line_of_picture(address, document), code, f"the picture {shown} {reason}{stands}", hint
        )
        return None
    if problems.strict:
        return usable_picture(path, data, problems, cache)
    kind = kind_of(data)
    path = path.with_suffix(path.suffix if (SUFFIXES | CONVERTED).get(path.suffix.lower()) == kind else suffix_of(kind))
    plain = _plain(path, data, cache) if kind == "SVG" else data
    before = len(problems.items)
    picture = usable_picture(path, plain, problems, cache)
    if plain is not data:  # what is refused is reported at its line in the file
        for place, problem in enumerate(problems.items[before:], start=before):
            element = re.search(r"<(\w+)", problem.message)
            at = data.find(f"<{element[1]}".encode()) if element else -1
            problems.items[place] = changed(problem, line=data.count(b"\n", 0, at) + 1 if at >= 0 else 0)
    return picture


def _plain(path: Path, data: bytes, cache: Cache) -> bytes:
    """A drawing of any program in plain shapes; one that is plain already, or that cannot be read, as it is."""
    if check_drawing(path, data, Problems(), cache):
        return data
    return cache.get_or_make(cache_key("plain drawing", data), lambda: plain_drawing(data) or data)


def usable_picture(path: Path, data: bytes, problems: Problems, cache: Cache = NO_CACHE) -> Picture | None:
    """A picture as every edition can show it, named as its file; None, with a Problem, where there is none."""
    if path.suffix.lower() == ".svg":
        usable = check_drawing(path, data, problems, cache)
        return Picture.of(path.name, _COMMENT.sub(b"", data)) if usable else None
    name = path.name
    try:
        if kind_of(data) in CONVERTED.values():
            made = cache.get_or_make(cache_key("converted picture", data), lambda: converted(data))
            name = f"{path.stem}.{'png' if kind_of(made) == 'PNG' else 'jpg'}"
        else:
            made = cache.get_or_make(cache_key("picture", data), lambda: fit_for_shops(data))
    except Exception as error:  # Pillow raises whatever its decoders do
        reason = "it is damaged" if isinstance(error, UnidentifiedImageError) else str(error)
        problems.add(path, 0, "F001", f"the picture cannot be read: {reason}", "Export it again.")
        return None
    return Picture.of(name, made)


def _read(
    address: str, document: MarkdownFile, folders: BookFolders, problems: Problems
) -> tuple[str, str, str, bytes]:
    """The content of a picture; where it cannot be used, code, reason and hint."""
    if not address:
        return "F001", "has no address", "Write ![what it shows](address).", b""
    if address.startswith("data:") and not problems.strict:
        return _embedded(address)
    name = unquote(address)
    suffix = Path(name).suffix.lower()
    unseen = "F001" if problems.strict else "F007"
    if suffix not in SUFFIXES | CONVERTED and "://" not in name and (problems.strict or suffix in _NO_PICTURES):
        return unseen, "is no SVG, PNG or JPEG", "Save it as one of these.", b""
    try:
        data = folders.read(folders.named(name, document.path.parent))
    except FileRefusedError as error:
        found = None if problems.strict or "://" in name else _moved(name, document.path.parent, folders)
        if found is not None:
            path, data = found
            where = os.path.relpath(path, real_path(document.path.parent))
            words = f"the picture {name} {error.reason}; {where} is taken"
            problems.add(document.path, line_of_picture(address, document), "F005", words, "Correct the path.")
            return "", "", "", data
        is_of_site = name.startswith("/") and not problems.strict  # the site has the file, and the book is a part of it
        if error.code != "B001" and not is_of_site:
            return error.code, error.reason, error.hint, b""
        other = _elsewhere(name, document.path.parent, folders)
        hint = f"Did you mean {other}? " if other else ""
        return unseen, error.reason, f"{hint}Correct the path; it starts from the folder of this document.", b""
    if CONVERTED.get(suffix, "") == kind_of(data) != "" or (not problems.strict and suffix_of(kind_of(data))):
        return "", "", "", data
    return "F001", *wrong_kind(name, data), data


def _embedded(address: str) -> tuple[str, str, str, bytes]:
    """The picture that an address holds: ``data:image/png;base64,…``."""
    found = re.match(r"data:image/[\w.+-]+;base64,", address)
    try:
        return "", "", "", base64.b64decode(unquote(address[found.end() :]), validate=False) if found else b""
    except ValueError:
        return "F001", "cannot be read", "Save it as a file in the book's folder.", b""


def _moved(name: str, base: Path, folders: BookFolders) -> tuple[Path, bytes] | None:
    """The picture that is meant by a path that leads nowhere: from the book's folder, without its suffix, or the only one of its name.

    Its path, and its content; None where there is none that the book may read.
    """
    plain = name.split("?")[0].lstrip("/")
    suffixes = ("",) if Path(plain).suffix else ("", *SUFFIXES, *CONVERTED)
    places = (
        folder / f"{plain}{suffix}" for folder in (base, folders.own, folders.own / "chapters") for suffix in suffixes
    )
    named = [path for path in islice(_pictures(folders), SUGGESTED_FILES) if path.name == Path(plain).name]
    for path in [*places, *(named if len(named) == 1 else [])]:
        try:
            return real_path(path), folders.read(path)
        except (FileRefusedError, OSError, ValueError):
            continue
    return None


def _elsewhere(name: str, base: Path, folders: BookFolders) -> str:
    """The address, from the folder ``base``, of the picture whose name is most like that of one that is not there."""
    found = {path.name: path for path in reversed(list(islice(_pictures(folders), SUGGESTED_FILES)))}
    like = nearest(Path(name).name, found)
    return os.path.relpath(found[like], base) if like else ""


def _pictures(folders: BookFolders) -> Iterator[Path]:
    for folder in (folders.own, *folders.declared):
        for top, _, files in os.walk(folder):
            yield from (Path(top, name) for name in sorted(files) if Path(name).suffix.lower() in SUFFIXES | CONVERTED)


def converted(data: bytes) -> bytes:
    """A picture of another kind as PNG, or as JPEG where it was compressed with loss; of several, the first.

    Raises what Pillow raises for a file that is damaged.
    """
    out = io.BytesIO()
    if kind_of(data) == "PDF":
        return _from_pdf(data)
    opened = Image.open(io.BytesIO(data), formats=("WEBP", "AVIF", "GIF", "TIFF", "BMP"))
    if opened.width * opened.height > PICTURE_PIXELS:
        raise ValueError(f"it has more than {PICTURE_PIXELS // 1_000_000} million pixels")
    lossy = opened.format in ("WEBP", "AVIF") and not opened.has_transparency_data
    image = _in_bytes(ImageOps.exif_transpose(opened))
    image = image.convert("RGBA" if image.has_transparency_data else "L" if image.mode in ("1", "L") else "RGB")
    if lossy:
        image.save(out, "JPEG", quality=92, optimize=True)
    else:
        image.save(out, "PNG", optimize=True)
    return fit_for_shops(out.getvalue())


def _from_pdf(data: bytes) -> bytes:
    """The first page of a PDF as PNG, at 600 points per inch where a picture may be so large."""
    with pypdfium2.PdfDocument(data) as pdf:
        page = pdf[0]
        width, height = page.get_size()
        scale = min(600 / 72, (MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
        image = page.render(scale=scale).to_pil().convert("RGB")
    grey = image.convert("L")
    out = io.BytesIO()
    is_grey = ImageChops.difference(image, grey.convert("RGB")).getbbox() is None
    (grey if is_grey else image).save(out, "PNG", optimize=True)
    return fit_for_shops(out.getvalue())


def _in_bytes(image: Image.Image) -> Image.Image:
    """A picture of 16 bits in 8, which Pillow would cut at white; ValueError for numbers that are no tones."""
    if image.mode == "I" or image.mode.startswith("I;16"):
        low, high = map(int, image.getextrema())  # type: ignore[arg-type]
        if 0 <= low <= high <= 65535:
            return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    elif image.mode != "F":
        return image
    raise ValueError("its pixels are numbers of 32 bits, not tones")


def _has_profile(image: Image.Image) -> bool:
    """Whether the colour profile of a picture, if it has one, can be read."""
    try:
        return not image.info.get("icc_profile") or bool(
            ImageCms.ImageCmsProfile(io.BytesIO(image.info["icc_profile"]))
        )
    except (OSError, ImageCms.PyCMSError):
        return False


def fit_for_shops(data: bytes) -> bytes:
    """The picture itself where it is RGB or grey, upright, still and small enough, else a copy of it that is.

    Apple takes 4 million pixels in a picture inside a book and only RGB; De Marque only RGB; what is transparent goes
    black in night mode (``press/checks/shops.yaml``).
    """
    opened = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
    if opened.width * opened.height > PICTURE_PIXELS:
        raise ValueError(f"it has more than {PICTURE_PIXELS // 1_000_000} million pixels")
    lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False  # WeasyPrint lets them pass
    try:
        opened.load()
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient
    upright = opened.getexif().get(ExifTags.Base.Orientation, 1) == 1 and getattr(opened, "n_frames", 1) == 1
    if upright and opened.mode in ("RGB", "L") and opened.width * opened.height <= MOST_PIXELS and _has_profile(opened):
        return data
    image = _in_bytes(ImageOps.exif_transpose(opened))
    if not _has_profile(opened):
        image.info.pop("icc_profile", None)
    kind = opened.format or "PNG"
    if image.mode not in ("RGB", "L"):
        ground = Image.new("RGBA", image.size, "white")
        ground.alpha_composite(image.convert("RGBA"))
        image = ground.convert("RGB")
    scale = min(1.0, (MOST_PIXELS / (image.width * image.height)) ** 0.5)
    if scale < 1:
        image = image.resize((int(image.width * scale), int(image.height * scale)), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    image.save(out, kind, optimize=True)
    return out.getvalue()
