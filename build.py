#!/usr/bin/env python3
"""Builds a book: ``./build.py --help`` lists the commands. The program is the package ``press``."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path


def _use_environment() -> None:
    """Continue with the Python of ``make``'s virtual environment where this one lacks the packages, or say what to do.

    In UTF-8, whatever the locale: the names of a book's files are.
    """
    own = Path(__file__).resolve().parent / ".venv" / "bin" / "python"
    python = Path(sys.executable)
    if not find_spec("weasyprint"):
        if not own.exists() or python == own:
            sys.exit("build.py: the packages that it needs are not installed. Run make once.")
        python = own
    if python != Path(sys.executable) or sys.getfilesystemencoding() != "utf-8":
        os.execv(python, [str(python), "-X", "utf8", *sys.argv])  # noqa: S606 - the project's own


if __name__ == "__main__":
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # until the program handles it: no traceback
    _use_environment()
    from press.cli import main

    status = main()
    with suppress(OSError, ValueError):  # the terminal may have gone
        sys.stdout.flush()
    os._exit(status)  # memory goes with the process: skip the last collection
