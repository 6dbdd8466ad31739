"""The table of what a book may hold: ``allowed_html.yaml``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def allowed() -> dict[str, Any]:
    """The table of what a book may hold."""
    table: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
    table["elements"] |= dict.fromkeys(table["mathematics"], table["mathematics_attributes"])
    return table


MATHML: tuple[str, ...] = tuple(allowed()["mathematics"])
