"""``python -m press.preflight FILE…``: hold print files against the rules of the printer that their names tell."""

from __future__ import annotations

import sys
from pathlib import Path

from press.preflight import find_named
from press.proofs.outcome import repeat

if __name__ == "__main__":
    sys.exit(repeat(find_named, [str(Path(name)) for name in sys.argv[1:]]))
