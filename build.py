#!/usr/bin/env python3
"""Builds a book: ``./build.py --help`` lists the commands. The program is the package ``press``."""

from __future__ import annotations

import gc
import os
import sys
from importlib.util import find_spec
from pathlib import Path


def _use_environment() -> None:
    """Continue with the Python of ``make``'s virtual environment where this one lacks the packages, or say what to do."""
    if find_spec("weasyprint"):
        return
    python = Path(__file__).resolve().parent / ".venv" / "bin" / "python"
    if python.exists() and Path(sys.executable) != python:
        os.execv(python, [str(python), *sys.argv])  # noqa: S606 - the project's own
    sys.exit("build.py: the packages that it needs are not installed. Run make once.")


if __name__ == "__main__":
    _use_environment()
    from press.cli import main

    status = main()
    gc.freeze()  # memory goes with the process: skip the last collection
    sys.exit(status)
