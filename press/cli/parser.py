"""The parser of the command line: each sub-command with its own options, statuses and help."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from press import __version__
from press.cli import commands as run
from press.cli.options import (
    add_address,
    add_jobs,
    book_option,
    cache_options,
    count,
    folder,
    lang_option,
    layout_options,
    out_option,
    scheduler_option,
    work_options,
)
from press.core.formats import FORMATS
from press.core.limits import BOOK_SECONDS
from press.core.paths import REPORT_LANGUAGES, THEMES

if TYPE_CHECKING:
    pass


_BUILDS = {
    "all": "every edition, the metadata, the download page and a folder for each channel (the default command)",
    **{row.command: row.summary for row in FORMATS.values()},
    "records": "the EPUB and the screen PDF with the metadata that describes them (ONIX, MARC, schema.org, CITATION.cff "
    "in dist/records/, OPDS feeds, the record of emendations) and the download page dist/index.html",
}
_NEW = {
    "title": "the title",
    "author": "the author's name",
    "language": "the language that the book is written in, as a BCP 47 tag such as es",
}
_EPILOG = """\
Without a command, "all" is run. "build.py COMMAND --help" lists the options of one command.
Another book is a folder with a book.yaml (title and language are enough) and chapters/*.md:

  ./build.py new DIR
  ./build.py import novel.docx --into DIR
  ./build.py --book DIR --out DIR

Exit status: 0 done; 2 the manuscript has errors, printed as file:line: code message, and the last good release is
unchanged; 4 the machine cannot go on (disk full, no permission, no memory), in one line; 70 an error of the program,
with its details in a file that the line names; 130, 143, 129 stopped by Ctrl-C, SIGTERM, SIGHUP. Whatever it is, the
last release is whole. Each command that checks something has statuses of its own: see its help.
"""


def parser() -> argparse.ArgumentParser:
    """The whole command line, a sub-command for each command."""
    whole = argparse.ArgumentParser(
        prog="press" if Path(sys.argv[0]).name == "press" else "build.py",
        description="Builds a book from a folder of Markdown: EPUB, screen PDF, print files and their metadata.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    whole.add_argument("--version", action="version", version=f"press {__version__}")
    commands = whole.add_subparsers(dest="command", metavar="COMMAND", required=True)
    book, out, layout, lang = book_option(), out_option(), layout_options(), lang_option()

    def add(
        name: str, summary: str, run: object, *parents: argparse.ArgumentParser, statuses: str = ""
    ) -> argparse.ArgumentParser:
        command = commands.add_parser(
            name,
            help=summary,
            description=f"{summary[0].upper()}{summary[1:]}.",
            epilog=f"Exit status: {statuses}" if statuses else None,
            parents=list(parents),
        )
        command.set_defaults(run=run)
        return command

    for name, summary in _BUILDS.items():
        add(
            name,
            summary,
            run.build,
            book,
            out,
            layout,
            scheduler_option(),
            statuses="0 done; 2 the manuscript has problems.",
        )
    new = add(
        "new",
        "write a small book that builds at once, for you to replace bit by bit; asks what is not given on a terminal",
        run.new,
        statuses="0 done; 2 the folder is not empty, or a value is missing.",
    )
    new.add_argument("folder", type=folder, metavar="DIR", help="the folder of the new book; nothing is overwritten")
    for name, about in _NEW.items():
        new.add_argument(f"--{name}", default="", metavar=name.upper(), help=about)
    imported = add(
        "import",
        "make a book of a manuscript (.docx, .odt, .md, .html, .epub, or a folder of mdBook, Quarto, bookdown or Standard "
        "Ebooks) without losing a word; of one that was imported before, show what would change",
        run.import_,
        layout,
        statuses="0 done; 2 the manuscript cannot be imported whole, and nothing was written.",
    )
    imported.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="the manuscript, in the order of the book"
    )
    imported.add_argument("--into", type=folder, required=True, metavar="DIR", help="the folder of the book")
    imported.add_argument(
        "--write", action="store_true", help="make the changes of a manuscript that was imported before"
    )
    for name, about in _NEW.items():
        imported.add_argument(f"--{name}", default="", metavar=name.upper(), help=f"{about}, whatever the files say")
    specimen = add(
        "specimen",
        "set a short book with every form of text in each theme, as screen PDFs in a folder of each theme",
        run.specimen,
        layout,
        statuses="0 done.",
    )
    specimen.add_argument("--theme", choices=sorted(THEMES), help="only this theme")
    specimen.add_argument(
        "--out", type=Path, default=Path("specimen"), metavar="DIR", help="the folder (default: %(default)s)"
    )
    add(
        "collate",
        "print what the chapters change in the received text without a record, as records for emendations.yaml",
        run.collate,
        book,
    )
    add(
        "advice",
        "list what could be better in the manuscript and does not stop a build, as file:line: code message",
        run.advice,
        book,
        layout,
        statuses="0 done; 2 the manuscript has errors.",
    )
    fix = add(
        "fix",
        "show, as a unified diff, what can be corrected in the chapters without judgement: quotation marks, dashes and spaces, "
        "skipped levels, titles without an identifier",
        run.fix,
        book,
        statuses="0 done; 2 the manuscript cannot be read.",
    )
    fix.add_argument("--write", action="store_true", help="make the corrections in the files")
    add(
        "review",
        "list typesetting faults with file and line, and a score; fix them in layout.yaml",
        run.review,
        book,
        layout,
        lang,
        statuses="0 nothing serious; 1 something serious.",
    )
    checked = "0 everything passed; 1 something failed; 3 something could not be run."
    preflight = add(
        "preflight", "check the print files against each printer's rules", run.preflight, out, lang, statuses=checked
    )
    preflight.add_argument("printer", nargs="?", metavar="PRINTER", help="only this printer's files")
    add(
        "proof",
        "run the validators on the files in dist/ and write dist/report.html and dist/report.json",
        run.proof,
        book,
        out,
        lang,
        statuses=checked,
    )
    verify = add(
        "verify",
        "build the book again in a clean place and compare it with a release, byte by byte",
        run.verify,
        book,
        out,
        layout,
        lang,
        statuses="0 identical; 1 something differs or is missing; 3 nothing to verify, or the book cannot be built.",
    )
    verify.add_argument("release", nargs="?", type=Path, metavar="DIST", help="the release (default: that of --out)")
    _add_keeping(add, out)
    changes = add(
        "changes",
        "say what changed from one release to the next, by paragraph and by field of the record, as a page, a printed list "
        "and data, each change with its pages in both editions",
        run.changes,
        statuses="0 done; 2 --out holds other files; 3 one of the two is no release.",
    )
    changes.add_argument("old", type=Path, metavar="OLD", help="the folder of the earlier release")
    changes.add_argument("new", type=Path, metavar="NEW", help="the folder of the later release")
    changes.add_argument(
        "--out", type=Path, default=Path("changes"), metavar="DIR", help="the folder (default: %(default)s)"
    )
    changes.add_argument(
        "--lang", choices=REPORT_LANGUAGES, default="", help="the language (default: that of the book)"
    )
    _add_list(commands)
    serve = add(
        "serve",
        "serve dist/ to browsers and e-readers until Ctrl-C",
        run.serve,
        out,
        statuses="0 stopped with Ctrl-C; 3 nothing to serve, or the port is in use.",
    )
    add_address(serve, 8000)
    watch = add(
        "watch",
        "show the pages, the EPUB, the covers and the problems of the book in a browser, up to date on every save",
        run.watch,
        book,
        work_options(),
        lang,
        statuses="0 stopped with Ctrl-C; 3 the port is in use; 4 the machine cannot go on.",
    )
    add_address(watch, 8001)
    return whole


def _add_keeping(add: Callable[..., argparse.ArgumentParser], out: argparse.ArgumentParser) -> None:
    """What libraries keep a release by, and what its publisher vouches for it with."""
    bag = add(
        "bag",
        "pack dist/ as a bag (BagIt) for a library or an archive, with what it was made from and by, in PREMIS",
        run.bag,
        out,
        statuses="0 a valid bag; 2 the folder is not empty; 3 no release with its records.",
    )
    bag.add_argument(
        "--into", type=folder, required=True, metavar="DIR", help="the folder of the bag; nothing is overwritten"
    )
    sign = add(
        "sign",
        "write a C2PA manifest for each edition into dist/signatures/, signed with a key of yours; without one, what would "
        "be signed",
        run.sign,
        out,
        statuses="0 done; 2 the key or the certificate cannot be used; 3 no release with its records, or c2pa-python is "
        "not installed.",
    )
    for name, what in (("key", "private key"), ("certificate", "certificate, and those that signed it")):
        variable = f"PRESS_SIGN_{name.upper()}"
        words = f"the {what}, in PEM (default: the file that {variable} names)"
        sign.add_argument(f"--sign-{name}", type=Path, default=os.environ.get(variable), metavar="FILE", help=words)


def _add_list(commands: Any) -> None:
    whole = commands.add_parser(
        "list",
        help="build every book of a folder that changed, and one catalogue of them all",
        description="Builds every folder in DIR that holds a book.yaml into a folder of its own, named by its slug, and "
        "one catalogue of them all. Only what changed is built; a book that is refused or fails stops no other. "
        "See docs/list.md.",
        epilog="Exit status: 0 every book has its release; 2 some books have problems; 4 some failed, or the scheduler "
        "has gone. The next run goes on from there.",
        parents=[cache_options(), scheduler_option()],
    )
    whole.add_argument("folder", type=folder, metavar="DIR", help="the folder of the books")
    whole.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder of the releases")
    add_jobs(whole, "books at a time on this machine")
    whole.add_argument(
        "--shared",
        action="store_true",
        help="the workers of --scheduler see DIR, --out and --cache at the same paths: no file is sent",
    )
    whole.add_argument(
        "--timeout",
        type=count,
        default=BOOK_SECONDS,
        metavar="SECONDS",
        help="the limit of one book, which is then tried once elsewhere (default: %(default)s)",
    )
    whole.set_defaults(run=run.list_)
