#!/usr/bin/env python3
"""The door of the house: reads the command line and calls the stages."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from importlib.util import find_spec
from pathlib import Path

from press.cache import Cache
from press.inputs import WANTED, remembered
from press.problems import EditorError

HOUSE = Path(__file__).resolve().parent

HELP = """\
Builds a book: an EPUB, a PDF for the screen and the interior for a printer.

  ./build.py              all editions, into dist/, and for each shop, distributor and archive a folder ready to
                          upload, dist/channels/<channel>/, listed in dist/channels/index.html
  ./build.py epub         only the EPUB: dist/<slug>.epub
  ./build.py screen       only the screen PDF: dist/<slug>.pdf
  ./build.py print        only the print files: the pages, dist/print/<slug>-interior.pdf, and the interior, cover
                          and job ticket of each printer that book.yaml names, dist/print/<slug>-<printer>-…
  ./build.py records      the EPUB, the screen PDF and the records that describe them: ONIX, MARC, schema.org
                          and CITATION.cff in dist/records/, the feeds dist/opds.xml and dist/opds.json, and the
                          record of emendations, dist/<slug>-emendations.json and -tei.xml; and the page
                          that offers them all to readers, dist/index.html
  ./build.py collate      what the chapters change in the received text without a record,
                          printed as records ready for book/source/emendations.yaml

  ./build.py preflight [PRINTER]
                          every rule of press/printers.yaml held against the print files in dist/

  ./build.py review       what a compositor would mark on the pages, with the manuscript's file and line,
                          and a score; book/layout.yaml mends it
  ./build.py proof        what independent tools say of the files in dist/ (make installs the tools):
                          dist/report.html and dist/report.json
  ./build.py verify [DIST]
                          builds the book again in a clean place and compares with the release, to the byte: the
                          first file that differs, and where
  ./build.py serve        offers dist/ to the browsers and e-readers of your network, until Ctrl-C

  ./build.py --book DIR --out DIR
                          another book: a folder with a book.yaml (title and language are
                          enough) and chapters/*.md
"""
EPILOG = """\
Exit status: 0 done; 2 the manuscript has problems, each told as file:line: code message;
the last good release stays as it was. Of proof and preflight: 0 all passed; 1 one failed; 3 one could not run.
Of review: 0 nothing serious; 1 something serious.
Of verify: 0 the same to the byte; 1 something differs or is missing; 3 nothing to verify, or it could not be built.
Of serve: 0 stopped with Ctrl-C; 3 nothing to serve, or the port is taken.
"""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    options = _options(arguments)
    try:
        return _run(options)
    except EditorError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        count = len(error.problems)
        print(f"{count} problem{'s' if count > 1 else ''}; nothing was written.", file=sys.stderr)
        return 2


def _run(options: argparse.Namespace) -> int:
    """What a command needs of the house is read when it is called: most of a run with nothing to do would be imports."""
    if options.command == "proof":
        from press.house import gaps
        from press.proofs.report import prove

        return prove(options.out, gaps=gaps(options.book))
    if options.command == "preflight":
        from press.preflight import show_preflight

        return show_preflight(options.out, options.of)
    if options.command == "verify":
        from press.verify import verify

        return verify(options.book, Path(options.of or options.out), _layout(options))
    if options.command == "serve":
        from press.serve import serve

        return serve(options.out, options.host, options.port)
    cache = Cache(None if options.no_cache else options.cache)
    if options.command in WANTED and not options.plain_layout:
        made = remembered(cache, options.command, options.book)
        if made is not None:
            if not made.is_published(options.out):
                from press.making import release

                release(options.command, made, options.out)
            return 0
    from press.house import Way, build, collate, show_review

    if options.command == "collate":
        return collate(options.book)
    way = Way(cache, options.jobs, options.plain_layout)
    if options.command == "review":
        return show_review(options.book, way)
    build(options.command, options.book, options.out, way)
    return 0


def _layout(options: argparse.Namespace) -> list[str]:
    """The options of a release that is built again."""
    return ["--jobs", str(options.jobs), *(["--plain-layout"] if options.plain_layout else [])]


def _options(arguments: list[str] | None) -> argparse.Namespace:
    """The command line; what stands after a command is a printer of preflight's or verify's folder."""
    parser = _parser()
    options = parser.parse_intermixed_args(arguments)  # a folder may follow the options
    if options.of and options.command not in ("preflight", "verify"):
        parser.error(f"{options.command} takes no «{options.of}»")
    return options


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="build.py", description=HELP, epilog=EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "command",
        nargs="?",
        default="all",
        choices=[*WANTED, "collate", "review", "preflight", "proof", "verify", "serve"],
        metavar="command",
        help="all (the default), epub, screen, print, records, collate, review, preflight, proof, verify or serve",
    )
    parser.add_argument(
        "of",
        nargs="?",
        metavar="PRINTER|DIST",
        help="with preflight, only this printer's files; with verify, the release",
    )
    parser.add_argument(
        "--book", type=Path, default=HOUSE / "book", metavar="DIR", help="the book's folder (default: book/)"
    )
    parser.add_argument(
        "--out", type=Path, default=HOUSE / "dist", metavar="DIR", help="where the editions go (default: dist/)"
    )
    serving = parser.add_argument_group("serve")
    serving.add_argument("--port", type=int, default=8000, metavar="N", help="the port (default: 8000; 0: a free one)")
    serving.add_argument(
        "--host", default="", metavar="H", help="the address (default: all; 127.0.0.1: this machine alone)"
    )
    laying = parser.add_argument_group("layout")
    laying.add_argument(
        "--cache", type=Path, default=HOUSE / ".cache", metavar="DIR", help="what was made before (default: .cache/)"
    )
    laying.add_argument("--no-cache", action="store_true", help="make everything anew, and keep nothing")
    laying.add_argument(
        "--jobs",
        type=int,
        default=os.cpu_count() or 1,
        metavar="N",
        help="processes for the layout (default: all cores)",
    )
    laying.add_argument("--plain-layout", action="store_true", help="lay the book out whole: slow, the same pages")
    return parser


def _with_packages() -> None:
    """Go on with the Python of ``make``'s environment, where the one that runs lacks the packages; else say what to do."""
    if find_spec("weasyprint"):
        return
    python = HOUSE / ".venv" / "bin" / "python"
    if python.exists() and Path(sys.executable) != python:
        os.execv(python, [str(python), *sys.argv])  # noqa: S606 - the house's own
    sys.exit("build.py: the packages that it needs are not installed. Run make once.")


if __name__ == "__main__":
    _with_packages()
    status = main()
    gc.freeze()  # all goes with the process: Python need not look through it once more
    sys.exit(status)
