"""The page of a folder that has none of its own: what lies in it, with sizes."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from lxml import etree

from press.core.stylesheets import stylesheet
from press.core.xhtml import make

_SIZES = ((1_000_000, "MB"), (1000, "kB"))


def list_folder(folder: Path, address: str) -> bytes:
    """The page of ``folder``, which is served at ``address`` (``/print/``). Raises OSError.

    What is hidden is not on it, nor is a link that leads out of the folder.
    """
    there = [path for path in sorted(folder.iterdir()) if not path.name.startswith(".") and not path.is_symlink()]
    rows = [_row(path.name + "/", "") for path in there if path.is_dir()]
    rows += [_row(path.name, _size(path.stat().st_size)) for path in there if path.is_file()]
    if address != "/":
        rows.insert(0, _row("../", ""))
    body = make(
        "body",
        make("header", make("div", make("h1", address), klass="inner")),
        make("main", make("section", make("ul", *rows))),
    )
    head = make(
        "head",
        make("meta", charset="utf-8"),
        make("title", address),
        make("meta", name="viewport", content="width=device-width, initial-scale=1"),
        make("style", stylesheet("web.css")),
    )
    page = make("html", head, body)  # names of files are in no language
    return bytes(etree.tostring(page, method="html", encoding="utf-8", doctype="<!DOCTYPE html>"))


def _row(name: str, size: str) -> etree._Element:
    return make("li", make("a", name, href=f"./{quote(name)}"), f" {size}")


def _size(size: int) -> str:
    return next((f"{size / unit:.1f} {name}" for unit, name in _SIZES if size >= unit), f"{size} B")
