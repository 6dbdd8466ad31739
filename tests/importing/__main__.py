"""``python -m tests.importing [KIND-LANGUAGE…]``: all thirty manuscripts from Word's format to validated releases."""

from __future__ import annotations

import contextlib
import sys
import tempfile
from pathlib import Path

from tests.importing.manuscripts import KINDS, WORDS
from tests.importing.walk import faults


def main(wanted: list[str]) -> int:
    """0 where every manuscript becomes a release in which no tool finds anything and no word is lost."""
    every = [(kind, language) for kind in KINDS for language in WORDS]
    chosen = [pair for pair in every if not wanted or "-".join(pair) in wanted]
    failed = 0
    for kind, language in chosen:
        with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
            found = list(faults(kind, language, Path(folder)))
        failed += bool(found)
        print(f"{kind}-{language}: {'; '.join(found) or 'clean'}", flush=True)
    print(f"{len(chosen) - failed} of {len(chosen)} manuscripts became releases without a fault.")
    return int(failed > 0 or not chosen)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
