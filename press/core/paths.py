"""Where the program's own files are: the one module that knows the root of the checkout."""

from __future__ import annotations

from pathlib import Path

#: The folder that holds ``press/``, ``styles/`` and ``build.py``.
ROOT = Path(__file__).resolve().parents[2]
#: The stylesheets and the citation style.
STYLES = ROOT / "styles"
#: The schemas of ``book.yaml``, of the lists and of the program's own tables.
SCHEMAS = Path(__file__).with_name("schemas")
#: The folder of each language that the program has, by its tag.
LANGUAGES = {path.parent.name: path.parent for path in sorted((ROOT / "press" / "language").glob("*/language.yaml"))}
