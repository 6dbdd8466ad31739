"""An EPUB as the checks read it: its files, its package document, and the documents of the spine.

The check of agreement has a reader of its own on purpose (press/checks/agreement/epub.py).
"""

from __future__ import annotations

import posixpath
import zipfile
from functools import cached_property
from pathlib import Path

from lxml import etree

from press.core.xhtml import Element

OPF = "http://www.idpf.org/2007/opf"


class EpubFile:
    """``files`` has the content of every file by its path in the archive; ``size`` is that of the archive in bytes.

    Raises what the archive or its XML raise where it is no EPUB (:func:`press.checks.outcome.reports_unreadable`).
    """

    def __init__(self, path: Path):
        self.size = path.stat().st_size
        with zipfile.ZipFile(path) as archive:
            self.files = {name: archive.read(name) for name in archive.namelist()}
        container = etree.fromstring(self.files["META-INF/container.xml"])
        self.package_path = str(container.xpath("string(//*[local-name() = 'rootfile']/@full-path)"))
        self.package = etree.fromstring(self.files[self.package_path])

    @cached_property
    def documents(self) -> dict[str, Element]:
        """The documents in the order of the spine, by their address in the package."""
        manifest = {
            item.get("id"): item.get("href", "") for item in self.package.iterfind(f"{{{OPF}}}manifest/{{{OPF}}}item")
        }
        spine = [manifest[ref.get("idref")] for ref in self.package.iterfind(f"{{{OPF}}}spine/{{{OPF}}}itemref")]
        folder = posixpath.dirname(self.package_path)
        return {href: etree.fromstring(self.files[posixpath.join(folder, href)]) for href in spine}
