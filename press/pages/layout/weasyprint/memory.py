"""Give back what WeasyPrint keeps of each layout: ``build.py watch`` lays the same book out thousands of times."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import weasyprint.text.line_break
from weasyprint.text.ffi import ffi, pango, pangoft2
from weasyprint.text.fonts import FontConfiguration

from press.pages.layout.weasyprint.monkeypatch import patched


class _NoneKept(dict[bytes, Any]):
    """In the place of WeasyPrint's cache of Pango's attributes: each list of attributes owns its own, and frees it."""

    def setdefault(self, key: bytes, value: Any = None) -> Any:
        """The new attribute, always."""
        return value


class ReleasedFonts(FontConfiguration):
    """A configuration whose memory is given back: Pango's font map keeps a hold on it, 0.2 MB for each document."""

    def __init__(self) -> None:
        super().__init__()
        self.font_features = _NoneKept()

    def __del__(self) -> None:
        font_map = self.__dict__.get("font_map")  # not there where the making of it failed
        if font_map is not None:
            pangoft2.pango_fc_font_map_set_config(ffi.cast("PangoFcFontMap *", font_map), ffi.NULL)
        super().__del__()


class _Pango:
    """Pango, whose lists of attributes are freed with the layout that they belong to. The fonts are :class:`ReleasedFonts`.

    WeasyPrint makes a list for each line that has font features, and frees none: some 0.1 MB for a chapter.
    """

    def __init__(self) -> None:
        self._held: Any = None

    def __getattr__(self, name: str) -> Any:
        found = getattr(pango, name)
        setattr(self, name, found)
        return found

    def pango_attr_list_insert(self, attributes: Any, attribute: Any) -> None:
        """Insert, and let the list go once the layout, which takes it next, has it."""
        pango.pango_attr_list_insert(attributes, attribute)
        self._held = ffi.gc(attributes, pango.pango_attr_list_unref)


@contextmanager
def attributes_released() -> Iterator[None]:
    """Free Pango's lists of attributes with their layouts."""
    with patched(weasyprint.text.line_break, "pango", _Pango()):
        yield
