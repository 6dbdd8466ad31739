"""Where the program's own files are: the one module that knows the root of the checkout."""

from __future__ import annotations

import os
from pathlib import Path

#: The package itself, and the folder that holds it: the checkout, with ``styles/`` and ``build.py``, or site-packages.
PACKAGE = Path(__file__).resolve().parents[1]
ROOT = PACKAGE.parent
_IS_CHECKOUT = (ROOT / "build.py").is_file() and (ROOT / "styles").is_dir()
#: The stylesheets and the citation style; installed by pip, they stand inside the package.
STYLES = ROOT / "styles" if _IS_CHECKOUT else PACKAGE / "styles"
#: The themes: the folders of the stylesheets that have a theme.yaml, by name.
THEMES = {path.parent.name: path.parent for path in sorted(STYLES.glob("*/theme.yaml"))}
#: The schemas of ``book.yaml``, of the lists and of the program's own tables.
SCHEMAS = Path(__file__).with_name("schemas")
#: The folder of each language that the program has, by its tag.
LANGUAGES = {path.parent.name: path.parent for path in sorted((PACKAGE / "language").glob("*/language.yaml"))}
#: The languages of the reports for the editor: English, and those with a catalogue of translations.
REPORT_LANGUAGES = sorted({"en"} | {tag for tag, folder in LANGUAGES.items() if (folder / "reports.yaml").is_file()})
#: The book, the release and the cache of a run that names none: those of the checkout, else of the current folder
#: and of the user.
DEFAULT_BOOK = ROOT / "book" if _IS_CHECKOUT else Path()
DEFAULT_OUT = ROOT / "dist" if _IS_CHECKOUT else Path("dist")
DEFAULT_CACHE = (
    ROOT / ".cache" if _IS_CHECKOUT else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "press"
)
