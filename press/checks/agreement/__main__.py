"""``python -m press.checks.agreement DIST``: compare the files of a release, or of an EPUB's folder, with each other.

The folder of a list: its catalogue with the releases."""

from __future__ import annotations

import sys
from pathlib import Path

from press.checks.agreement import find
from press.checks.agreement.list_catalogue import find_in_list, is_list
from press.checks.outcome import ToolError, main_of_check


def main(arguments: list[str]) -> int:
    """0 they agree, 1 they differ, 3 there is nothing to compare."""
    paths = [Path(name) for name in arguments]
    lists = [path for path in paths if is_list(path)]
    if lists:
        return main_of_check(find_in_list, [str(path) for path in lists])
    epubs = [str(epub) for path in paths for epub in (sorted(path.glob("*.epub")) if path.is_dir() else [path])]
    try:
        return main_of_check(find, epubs) if epubs else 3
    except ToolError as why:
        print(why)
        return 3


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
