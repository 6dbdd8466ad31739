"""``python -m press.typography``: write docs/orthotypography.md again."""

from __future__ import annotations

from pathlib import Path

from press.typography.table import table

Path(__file__).parents[2].joinpath("docs", "orthotypography.md").write_text(table(), "utf-8")
