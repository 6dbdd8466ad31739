"""``python -m press.checks.preflight FILE…``: check print files against the rules of the printer that is in their names."""

from __future__ import annotations

import sys

from press.checks.outcome import main_of_check
from press.checks.preflight import find_named

if __name__ == "__main__":
    sys.exit(main_of_check(find_named, sys.argv[1:]))
