"""``python -m press.language.es``: write docs/orthotypography.md again."""

from __future__ import annotations

from press.core.paths import ROOT
from press.language.es.table import table

(ROOT / "docs" / "orthotypography.md").write_text(table(), "utf-8")
