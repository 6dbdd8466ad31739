#!/usr/bin/env python3
"""The door of the house: reads the command line and runs the stages in order."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from press.cache import Cache
from press.collation import as_yaml
from press.composition import Composition, compose
from press.editions.cover import make_cover
from press.editions.epub import make_epub
from press.layout import Pages, lay_out_book
from press.manuscript import read_manuscript
from press.problems import EditorError, Problems
from press.proofs.report import REPORT, prove
from press.records.emendations import emendations_json, emendations_tei
from press.release import publish

HOUSE = Path(__file__).resolve().parent
T = TypeVar("T")

HELP = """\
Builds a book: an EPUB, a PDF for the screen and the interior for a printer.

  ./build.py              all editions, into dist/
  ./build.py epub         only the EPUB: dist/<slug>.epub
  ./build.py screen       only the screen PDF: dist/<slug>.pdf
  ./build.py print        only the print interior: dist/print/<slug>-interior.pdf
  ./build.py records      only the record of emendations: dist/<slug>-emendations.json and -tei.xml
  ./build.py collate      what the chapters change in the received text without a record,
                          printed as records ready for book/source/emendations.yaml

  ./build.py proof        what independent tools say of the files in dist/ (make installs the tools):
                          dist/report.html and dist/report.json

  ./build.py --book DIR --out DIR
                          another book: a folder with a book.yaml (title and language are
                          enough) and chapters/*.md
"""
EPILOG = """\
Exit status: 0 done; 2 the manuscript has problems, each told as file:line: code message;
the last good release stays as it was. Of proof: 0 all passed; 1 one failed; 3 one could not run.
"""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        if options.command == "collate":
            return _collate(options.book)
        if options.command == "proof":
            return prove(options.out)
        _build(options)
    except EditorError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        count = len(error.problems)
        print(f"{count} problem{'s' if count > 1 else ''}; nothing was written.", file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="build.py", description=HELP, epilog=EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "command",
        nargs="?",
        default="all",
        choices=["all", "epub", "screen", "print", "records", "collate", "proof"],
        metavar="command",
        help="all (the default), epub, screen, print, records, collate or proof",
    )
    parser.add_argument(
        "--book", type=Path, default=HOUSE / "book", metavar="DIR", help="the book's folder (default: book/)"
    )
    parser.add_argument(
        "--out", type=Path, default=HOUSE / "dist", metavar="DIR", help="where the editions go (default: dist/)"
    )
    parser.add_argument(
        "--cache", type=Path, default=HOUSE / ".cache", metavar="DIR", help="what was made before (default: .cache/)"
    )
    parser.add_argument("--no-cache", action="store_true", help="make everything anew, and keep nothing")
    parser.add_argument(
        "--jobs",
        type=int,
        default=os.cpu_count() or 1,
        metavar="N",
        help="processes for the layout (default: all cores)",
    )
    parser.add_argument("--plain-layout", action="store_true", help="lay the book out whole: slow, the same pages")
    return parser


def _stage(name: str, work: Callable[[], T]) -> T:
    """Run a stage; on a terminal, say how long it took."""
    begun = time.perf_counter()
    result = work()
    if sys.stderr.isatty():
        print(f"  {name:<28}{time.perf_counter() - begun:6.1f} s", file=sys.stderr)
    return result


def _read(book: Path) -> Composition:
    problems = Problems()
    manuscript = _stage("manuscript", lambda: read_manuscript(book, problems))
    if manuscript is None:
        problems.stop_if_any()
        raise AssertionError("a manuscript that cannot be read has problems")
    composition = _stage("composition", lambda: compose(manuscript, problems))
    problems.stop_if_any()
    return composition


def _lay_out(composition: Composition, options: argparse.Namespace) -> Pages:
    cache = Cache(None if options.no_cache else options.cache)
    return lay_out_book(composition, cache, options.jobs, options.plain_layout)


def _build(options: argparse.Namespace) -> None:
    composition = _read(options.book)
    slug = composition.record.slug
    wanted = {options.command} if options.command != "all" else {"epub", "screen", "print", "records"}
    cover = _stage("cover", lambda: make_cover(composition)) if wanted & {"epub", "screen"} else None
    pages = _stage("layout", lambda: _lay_out(composition, options)) if wanted != {"records"} else None
    files: dict[str, bytes] = {}
    if "epub" in wanted and cover and pages:
        files[f"{slug}.epub"] = _stage("EPUB", lambda: make_epub(composition, pages.pagination, cover))
    if "screen" in wanted and cover and pages:
        files[f"{slug}.pdf"] = _stage("screen PDF", lambda: pages.screen(cover))
    if "print" in wanted and pages:
        files[f"print/{slug}-interior.pdf"] = _stage("print interior", pages.interior)
    if "records" in wanted and composition.source:
        files[f"{slug}-emendations.json"] = emendations_json(composition.source, composition.record)
        files[f"{slug}-tei.xml"] = emendations_tei(composition.source, composition.record)
    publish(files, options.out, stale=REPORT)


def _collate(book: Path) -> int:
    problems = Problems()
    manuscript = read_manuscript(book, problems)
    differences = compose(manuscript, problems).differences if manuscript else ()
    if differences:
        print(as_yaml(differences), end="")
    problems.stop_if_any()
    return 0


if __name__ == "__main__":
    sys.exit(main())
