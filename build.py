#!/usr/bin/env python3
"""The door of the house: reads the command line and runs the stages in order."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from press.catalogue import catalogue
from press.collation import as_yaml
from press.composition import Composition, compose
from press.editions.cover import make_cover
from press.editions.epub import make_epub
from press.editions.print_on_demand import make_print_files
from press.editions.print_pdf import make_print_pdf
from press.editions.screen_pdf import make_screen_pdf
from press.manuscript import read_manuscript
from press.pagination import paginate
from press.preflight import show_preflight
from press.printers import printers
from press.printing import bound_pages
from press.problems import EditorError, Problems
from press.proofs.report import REPORT, prove
from press.records import make_records, record_paths
from press.records.emendations import emendations_json, emendations_tei
from press.release import publish

HOUSE = Path(__file__).resolve().parent
T = TypeVar("T")

HELP = """\
Builds a book: an EPUB, a PDF for the screen and the interior for a printer.

  ./build.py              all editions, into dist/
  ./build.py epub         only the EPUB: dist/<slug>.epub
  ./build.py screen       only the screen PDF: dist/<slug>.pdf
  ./build.py print        only the print files: the pages, dist/print/<slug>-interior.pdf, and the interior, cover
                          and job ticket of each printer that book.yaml names, dist/print/<slug>-<printer>-…
  ./build.py records      the EPUB, the screen PDF and the records that describe them: ONIX, MARC, schema.org
                          and CITATION.cff in dist/records/, the feeds dist/opds.xml and dist/opds.json, and the
                          record of emendations, dist/<slug>-emendations.json and -tei.xml
  ./build.py collate      what the chapters change in the received text without a record,
                          printed as records ready for book/source/emendations.yaml

  ./build.py preflight [PRINTER]
                          every rule of press/printers.yaml held against the print files in dist/
  ./build.py proof        what independent tools say of the files in dist/ (make installs the tools):
                          dist/report.html and dist/report.json

  ./build.py --book DIR --out DIR
                          another book: a folder with a book.yaml (title and language are
                          enough) and chapters/*.md
"""
#: What each command makes. The records describe finished files, and leave together with them.
_WANTED = {
    "all": {"epub", "screen", "print", "records"},
    "epub": {"epub"},
    "screen": {"screen"},
    "print": {"print"},
    "records": {"epub", "screen", "records"},
}
EPILOG = """\
Exit status: 0 done; 2 the manuscript has problems, each told as file:line: code message;
the last good release stays as it was. Of proof and preflight: 0 all passed; 1 one failed; 3 one could not run.
"""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        if options.command == "collate":
            return _collate(options.book)
        if options.command == "proof":
            return prove(options.out)
        if options.command == "preflight":
            return show_preflight(options.out, options.printer)
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
        choices=["all", "epub", "screen", "print", "records", "collate", "preflight", "proof"],
        metavar="command",
        help="all (the default), epub, screen, print, records, collate, preflight or proof",
    )
    parser.add_argument("printer", nargs="?", choices=[*printers()], help="with preflight: only this printer's files")
    parser.add_argument(
        "--book", type=Path, default=HOUSE / "book", metavar="DIR", help="the book's folder (default: book/)"
    )
    parser.add_argument(
        "--out", type=Path, default=HOUSE / "dist", metavar="DIR", help="where the editions go (default: dist/)"
    )
    return parser


def _stage(name: str, work: Callable[[], T]) -> T:
    """Run a stage; on a terminal, say how long it took."""
    begun = time.perf_counter()
    result = work()
    if sys.stderr.isatty():
        print(f"  {name:<28}{time.perf_counter() - begun:6.1f} s", file=sys.stderr)
    return result


def _read(book: Path, problems: Problems) -> Composition:
    manuscript = _stage("manuscript", lambda: read_manuscript(book, problems))
    if manuscript is None:
        problems.stop_if_any()
        raise AssertionError("a manuscript that cannot be read has problems")
    composition = _stage("composition", lambda: compose(manuscript, problems))
    problems.stop_if_any()
    return composition


def _build(options: argparse.Namespace) -> None:
    problems = Problems()
    composition = _read(options.book, problems)
    slug = composition.record.slug
    wanted = _WANTED[options.command]
    cover = _stage("cover", lambda: make_cover(composition))
    pagination = _stage("pagination", lambda: paginate(composition))
    files: dict[str, bytes] = {}
    if "epub" in wanted:
        files[f"{slug}.epub"] = _stage("EPUB", lambda: make_epub(composition, pagination, cover))
    if "screen" in wanted:
        files[f"{slug}.pdf"] = _stage("screen PDF", lambda: make_screen_pdf(composition, pagination.folios, cover))
    if "print" in wanted:
        interior = _stage("interior", lambda: make_print_pdf(composition, pagination.folios))
        files |= _stage("print files", lambda: make_print_files(composition, interior, problems))
    if "records" in wanted:
        if composition.source:
            files[f"{slug}-emendations.json"] = emendations_json(composition.source, composition.record)
            files[f"{slug}-tei.xml"] = emendations_tei(composition.source, composition.record)
        pages = bound_pages(composition.record.printing, pagination.pages)
        files |= _stage("records", lambda: make_records(catalogue(composition, pagination, files, cover, pages=pages)))
    problems.stop_if_any()
    publish(files, options.out, stale=(*REPORT, *record_paths(slug)), whole=options.command == "all")


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
