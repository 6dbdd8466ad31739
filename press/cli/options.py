"""The options that several sub-commands share, and how their values are read."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from press.core.paths import DEFAULT_BOOK, DEFAULT_CACHE, DEFAULT_OUT, REPORT_LANGUAGES

if TYPE_CHECKING:
    pass


def scheduler_option() -> argparse.ArgumentParser:
    """``--scheduler``."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument(
        "--scheduler",
        default="",
        metavar="ADDRESS",
        help="use the workers of the Dask scheduler at this address, such as tcp://127.0.0.1:8786",
    )
    return parser


def book_option() -> argparse.ArgumentParser:
    """``--book``."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument(
        "--book", type=folder, default=DEFAULT_BOOK, metavar="DIR", help="the book's folder (default: %(default)s)"
    )
    return parser


def out_option() -> argparse.ArgumentParser:
    """``--out``."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument(
        "--out", type=Path, default=DEFAULT_OUT, metavar="DIR", help="the folder of the release (default: %(default)s)"
    )
    return parser


def lang_option() -> argparse.ArgumentParser:
    """``--lang``."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument(
        "--lang", choices=REPORT_LANGUAGES, default="en", help="the language of the report (default: %(default)s)"
    )
    return parser


def count(text: str) -> int:
    """A number of processes, from 1."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f'"{text}" is not a number from 1')
    return int(text)


def folder(text: str) -> Path:
    """The folder of a book."""
    if not text:
        raise argparse.ArgumentTypeError("it names no folder")
    return Path(text)


def cache_options() -> argparse.ArgumentParser:
    """``--cache`` and ``--no-cache``."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument(
        "--cache", type=Path, default=DEFAULT_CACHE, metavar="DIR", help="the cache folder (default: %(default)s)"
    )
    parser.add_argument("--no-cache", action="store_true", help="rebuild everything, and write no cache")
    return parser


def add_address(command: argparse.ArgumentParser, port: int) -> None:
    """The options of a server."""
    command.add_argument(
        "--port", type=int, default=port, metavar="N", help=f"the port (default: {port}; 0: a free one)"
    )
    command.add_argument(
        "--host",
        default="127.0.0.1",
        metavar="H",
        help="the address (default: 127.0.0.1, this machine alone; 0.0.0.0: every device of the network too)",
    )


def add_jobs(parser: argparse.ArgumentParser, what: str) -> None:
    """``--jobs``: how many of ``what``. Changes ``parser``."""
    cores = os.cpu_count() or 1
    parser.add_argument("--jobs", type=count, default=cores, metavar="N", help=f"{what} (default: all cores)")


def work_options() -> argparse.ArgumentParser:
    """Where what was made is kept, and how many processes make it."""
    parser = argparse.ArgumentParser(add_help=False, parents=[cache_options()])
    add_jobs(parser, "processes for the layout")
    return parser


def layout_options() -> argparse.ArgumentParser:
    """The options of what lays a book out."""
    parser = argparse.ArgumentParser(add_help=False, parents=[work_options()])
    parser.add_argument("--quiet", action="store_true", help="say nothing of progress, nor which files were made")
    parser.add_argument(
        "--plain-layout", action="store_true", help="lay the book out in one piece (slow; the same pages)"
    )
    return parser
