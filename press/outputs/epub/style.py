"""The stylesheet of the EPUB, and the typefaces that it embeds."""

from __future__ import annotations

from functools import partial

from ebooklib import epub

from press.compose.composition import Composition
from press.core.cache import Cache, cache_key
from press.core.fallbacks import fallbacks, lacking
from press.core.languages import direction_of
from press.core.stylesheets import stylesheet
from press.core.typefaces import FACES, MONO, face_file_name, subset
from press.core.xhtml import prose_and_code
from press.input.metadata import slugify
from press.outputs.epub import navigation
from press.outputs.epub.package import item

#: Where the stylesheet lies in the EPUB's folder.
STYLESHEET = "styles/book.css"


def style_items(composition: Composition, cache: Cache) -> list[epub.EpubItem]:
    """The stylesheet, and of each text face the glyphs that the book uses."""
    used = set(navigation.words(composition))
    code: set[str] = set()
    for document in composition.documents:
        for root in document.roots():
            prose, verbatim = prose_and_code(root)
            used |= {*prose, *verbatim}
            code |= set(verbatim)
        used |= set("".join(str(note.number) for note in document.notes))
    used |= {character.upper() for character in used if len(character.upper()) == 1}
    rules: list[str] = []
    items: list[epub.EpubItem] = []
    design, language = composition.metadata.design, composition.metadata.language
    look = design.look
    used |= set(look.ornament)
    families = fallbacks(used, language, look.faces.text)
    faces = dict.fromkeys((look.faces.text, look.faces.heading), used) | {MONO: code}
    for family, needed in lacking(used, families, look.faces.text):
        faces[family] = faces.get(family, set()) | needed
    for number, (family, needed) in enumerate(faces.items()):
        prefix = f"font-{slugify(family)}" if number else "font"
        family_rules, fonts = _family(family, "".join(sorted(needed)), cache, prefix)
        rules += family_rules
        items += fonts
    names = (
        "base.css",
        "epub.css",
        *(() if composition.metadata.strict and not composition.terms else ("epub-blocks.css",)),
    )
    texts = [stylesheet(name, families, direction_of(language), look) for name in names]
    text = "\n".join([*rules, *texts, *filter(None, [design.own("epub")])])
    return [*items, item("style", STYLESHEET, "text/css", text.encode())]


def _media_type(font: bytes) -> str:
    """The core media type of a font (EPUB 3.3, 3.2), by its first bytes."""
    return "font/otf" if font[:4] == b"OTTO" else "font/ttf"


def _family(family: str, needed: str, cache: Cache, prefix: str) -> tuple[list[str], list[epub.EpubItem]]:
    """The ``@font-face`` rules of a family and its faces with these characters; neither where it needs none."""
    rules: list[str] = []
    items: dict[str, epub.EpubItem] = {}
    for weight, style in FACES if needed else ():
        name = face_file_name(family, weight, style)
        if name not in items:
            key = cache_key("EPUB font", family, str(weight), style, needed)
            font = cache.get_or_make(key, partial(subset, family, weight, style, needed))
            items[name] = item(f"{prefix}-{weight}-{style}", f"fonts/{name}", _media_type(font), font)
        rules.append(
            f'@font-face{{font-family:"{family}";font-weight:{weight};font-style:{style};src:url("../fonts/{name}")}}'
        )
    return rules, list(items.values())
