"""``python -m press.preflight FILE…``: hold print files against the rules of the printer that their names tell."""

from __future__ import annotations

import sys

from press.preflight import find_named
from press.proofs.outcome import repeat

if __name__ == "__main__":
    sys.exit(repeat(find_named, sys.argv[1:]))
