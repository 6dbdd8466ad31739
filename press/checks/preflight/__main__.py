"""``python -m press.checks.preflight FILE…``: hold print files against the rules of the printer that their names tell."""

from __future__ import annotations

import sys

from press.checks.outcome import repeat
from press.checks.preflight import find_named

if __name__ == "__main__":
    sys.exit(repeat(find_named, sys.argv[1:]))
