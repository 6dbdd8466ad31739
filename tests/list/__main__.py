"""``python -m tests.list [N]``: kill N workers (50) while lists are built, at moments that seeds decide; lose nothing."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.list.conftest import Shelf
from tests.list.killing import build_while_killing

#: Books of a list, and how many workers and builds are killed while it is built.
_BOOKS, _KILLED = 12, 10


def main(arguments: list[str]) -> int:
    """0 where no book was lost; an AssertionError where one was."""
    wanted = int(arguments[0]) if arguments else 50
    killed = seed = 0
    while killed < wanted:
        with tempfile.TemporaryDirectory() as folder:
            shelf = Shelf(Path(folder))
            shelf.books.mkdir()
            killed += build_while_killing(shelf, seed, _BOOKS, min(_KILLED, wanted - killed))
        seed += 1
        print(f"seed {seed - 1}: {killed} killed, no book lost", flush=True)
    print(f"{killed} workers killed; every book has its release, byte for byte.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
