"""The command line: one sub-command for each command, each with its own options and help."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from press import __version__
from press.core.cache import Cache
from press.core.failure import report_failure
from press.core.formats import FORMATS
from press.core.limits import BOOK_SECONDS
from press.core.options import BuildOptions
from press.core.paths import DEFAULT_BOOK, DEFAULT_CACHE, DEFAULT_OUT, REPORT_LANGUAGES, THEMES
from press.core.problems import ManuscriptError
from press.core.progress import reporting
from press.core.stopping import stopped_by_signals
from press.core.temporary import temporary_folder

if TYPE_CHECKING:
    from press.commands.release_cache import Release

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


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status; ``arguments`` are those of the command line without the program."""
    _open_streams()
    given = sys.argv[1:] if arguments is None else arguments
    options = parser().parse_args(_with_command(given))
    with stopped_by_signals():
        try:
            with temporary_folder():
                return int(options.run(options))
        except ManuscriptError as error:
            for problem in error.problems:
                print(problem, file=sys.stderr)
            count = len(error.problems)
            print(f"{count} problem{'s' if count > 1 else ''}; nothing was written.", file=sys.stderr)
            return 2
        except Exception as error:  # whatever it is, an editor reads one line
            return report_failure(error)


def _open_streams() -> None:
    """Open what was closed of input, output and messages: a file of the build would get its number otherwise."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # gets the lowest free number
    sys.stdout = sys.stdout or Path(os.devnull).open("w")  # noqa: SIM115 - for as long as the process
    sys.stderr = sys.stderr or Path(os.devnull).open("w")  # noqa: SIM115 - for as long as the process


def _with_command(arguments: list[str]) -> list[str]:
    """The arguments, "all" put first where they name no command."""
    if arguments and (not arguments[0].startswith("-") or arguments[0] in ("-h", "--help", "--version")):
        return arguments
    return ["all", *arguments]


# Each command imports what it needs when it is called: otherwise imports would be most of a run with nothing to do.


def _build(options: argparse.Namespace) -> int:
    from press.commands.release_cache import load_release
    from press.core.out_folder import check_out

    check_out(options.out, options.book)
    cache = _cache(options)
    if not options.plain_layout:
        made = load_release(cache, options.command, options.book, options.out)
        if made is not None:
            if not made.is_published(options.out):
                from press.commands.release import release

                release(options.command, made, options.out)
            return _say_done(made, options)
    from press.commands.build import build

    with reporting(options.quiet, plain=True), _workers(options):
        made = build(options.command, options.book, options.out, _build_options(options, cache))
    return _say_done(made, options)


@contextmanager
def _workers(options: argparse.Namespace) -> Iterator[None]:
    """Within the block, the parts of the book are laid out by the workers of ``--scheduler``, where there is one."""
    if not options.scheduler:
        yield
        return
    from press.commands.cluster.connect import engine_of
    from press.core.parallel import elsewhere

    say = partial(print, file=sys.stderr)
    with engine_of(options.scheduler, BOOK_SECONDS, say) as engine, elsewhere(engine):
        yield


def _say_done(made: Release, options: argparse.Namespace) -> int:
    """List the files, and say in one line how much advice there is; the exit status of a build that is done."""
    from press.commands.summary import say_files

    if not options.quiet:
        say_files(made, options.out)
    if count := made.advice:
        words = (
            "1 piece of advice; ./build.py advice prints it"
            if count == 1
            else f"{count} pieces of advice; ./build.py advice lists them"
        )
        print(f"{words}.", file=sys.stderr)
    return 0


def _advice(options: argparse.Namespace) -> int:
    from press.commands.advice import show_advice

    with reporting(options.quiet, plain=False):
        return show_advice(options.book, _build_options(options))


def _fix(options: argparse.Namespace) -> int:
    from press.commands.advice import fix_manuscript

    return fix_manuscript(options.book, options.write)


def _new(options: argparse.Namespace) -> int:
    from press.commands.new_book import make_new_book

    return make_new_book(options.folder, options.title, options.author, options.language)


def _import(options: argparse.Namespace) -> int:
    from press.commands.importing import import_manuscript

    given = (options.title, options.author, options.language)
    with reporting(options.quiet, plain=False):
        return import_manuscript(options.files, options.into, *given, options.write, _build_options(options))


def _specimen(options: argparse.Namespace) -> int:
    from press.commands.specimen import make_specimens

    with reporting(options.quiet, plain=False):
        return make_specimens(options.out, [options.theme] if options.theme else THEMES, _build_options(options))


def _collate(options: argparse.Namespace) -> int:
    from press.commands.build import collate

    return collate(options.book)


def _review(options: argparse.Namespace) -> int:
    from press.commands.build import show_review

    with reporting(options.quiet, plain=False):
        return show_review(options.book, _build_options(options), options.lang)


def _preflight(options: argparse.Namespace) -> int:
    from press.checks.preflight import show_preflight

    return show_preflight(options.out, options.printer, options.lang)


def _proof(options: argparse.Namespace) -> int:
    from press.checks.report import check_release
    from press.commands.build import missing_metadata

    return check_release(options.out, missing_metadata=missing_metadata(options.book), language=options.lang)


def _verify(options: argparse.Namespace) -> int:
    from press.checks.rebuild import verify

    layout = ["--jobs", str(options.jobs), *(["--plain-layout"] if options.plain_layout else [])]
    return verify(options.book, options.release or options.out, layout, language=options.lang)


def _serve(options: argparse.Namespace) -> int:
    from press.commands.serve import serve

    return serve(options.out, options.host, options.port)


def _watch(options: argparse.Namespace) -> int:
    from press.commands.watch import watch

    return watch(options.book, BuildOptions(_cache(options), options.jobs), options.host, options.port, options.lang)


def _list(options: argparse.Namespace) -> int:
    from press.commands.list import ListOptions, build_list

    how = ListOptions(_cache(options), options.jobs, options.timeout, options.scheduler, options.shared)
    return build_list(options.folder, options.out, how)


def _cache(options: argparse.Namespace) -> Cache:
    cache = Cache(None if options.no_cache else options.cache)
    cache.prepare()
    return cache


def _build_options(options: argparse.Namespace, cache: Cache | None = None) -> BuildOptions:
    return BuildOptions(cache or _cache(options), options.jobs, options.plain_layout)


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
    book, out, layout, lang = _book_option(), _out_option(), _layout_options(), _lang_option()

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
            _build,
            book,
            out,
            layout,
            _scheduler_option(),
            statuses="0 done; 2 the manuscript has problems.",
        )
    new = add(
        "new",
        "write a small book that builds at once, for you to replace bit by bit; asks what is not given on a terminal",
        _new,
        statuses="0 done; 2 the folder is not empty, or a value is missing.",
    )
    new.add_argument("folder", type=_folder, metavar="DIR", help="the folder of the new book; nothing is overwritten")
    for name, about in _NEW.items():
        new.add_argument(f"--{name}", default="", metavar=name.upper(), help=about)
    imported = add(
        "import",
        "make a book of a manuscript (.docx, .odt, .md, .html, .epub, or a folder of mdBook, Quarto, bookdown or Standard "
        "Ebooks) without losing a word; of one that was imported before, show what would change",
        _import,
        layout,
        statuses="0 done; 2 the manuscript cannot be imported whole, and nothing was written.",
    )
    imported.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="the manuscript, in the order of the book"
    )
    imported.add_argument("--into", type=_folder, required=True, metavar="DIR", help="the folder of the book")
    imported.add_argument(
        "--write", action="store_true", help="make the changes of a manuscript that was imported before"
    )
    for name, about in _NEW.items():
        imported.add_argument(f"--{name}", default="", metavar=name.upper(), help=f"{about}, whatever the files say")
    specimen = add(
        "specimen",
        "set a short book with every form of text in each theme, as screen PDFs in a folder of each theme",
        _specimen,
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
        _collate,
        book,
    )
    add(
        "advice",
        "list what could be better in the manuscript and does not stop a build, as file:line: code message",
        _advice,
        book,
        layout,
        statuses="0 done; 2 the manuscript has errors.",
    )
    fix = add(
        "fix",
        "show, as a unified diff, what can be corrected in the chapters without judgement: quotation marks, dashes and spaces, "
        "skipped levels, titles without an identifier",
        _fix,
        book,
        statuses="0 done; 2 the manuscript cannot be read.",
    )
    fix.add_argument("--write", action="store_true", help="make the corrections in the files")
    add(
        "review",
        "list typesetting faults with file and line, and a score; fix them in layout.yaml",
        _review,
        book,
        layout,
        lang,
        statuses="0 nothing serious; 1 something serious.",
    )
    checked = "0 everything passed; 1 something failed; 3 something could not be run."
    preflight = add(
        "preflight", "check the print files against each printer's rules", _preflight, out, lang, statuses=checked
    )
    preflight.add_argument("printer", nargs="?", metavar="PRINTER", help="only this printer's files")
    add(
        "proof",
        "run the validators on the files in dist/ and write dist/report.html and dist/report.json",
        _proof,
        book,
        out,
        lang,
        statuses=checked,
    )
    verify = add(
        "verify",
        "build the book again in a clean place and compare it with a release, byte by byte",
        _verify,
        book,
        out,
        layout,
        lang,
        statuses="0 identical; 1 something differs or is missing; 3 nothing to verify, or the book cannot be built.",
    )
    verify.add_argument("release", nargs="?", type=Path, metavar="DIST", help="the release (default: that of --out)")
    _add_list(commands)
    serve = add(
        "serve",
        "serve dist/ to browsers and e-readers until Ctrl-C",
        _serve,
        out,
        statuses="0 stopped with Ctrl-C; 3 nothing to serve, or the port is in use.",
    )
    _add_address(serve, 8000)
    watch = add(
        "watch",
        "show the pages, the EPUB, the covers and the problems of the book in a browser, up to date on every save",
        _watch,
        book,
        _work_options(),
        lang,
        statuses="0 stopped with Ctrl-C; 3 the port is in use; 4 the machine cannot go on.",
    )
    _add_address(watch, 8001)
    return whole


def _add_list(commands: Any) -> None:
    whole = commands.add_parser(
        "list",
        help="build every book of a folder that changed, and one catalogue of them all",
        description="Builds every folder in DIR that holds a book.yaml into a folder of its own, named by its slug, and "
        "one catalogue of them all. Only what changed is built; a book that is refused or fails stops no other. "
        "See docs/list.md.",
        epilog="Exit status: 0 every book has its release; 2 some books have problems; 4 some failed, or the scheduler "
        "has gone. The next run goes on from there.",
        parents=[_cache_options(), _scheduler_option()],
    )
    whole.add_argument("folder", type=_folder, metavar="DIR", help="the folder of the books")
    whole.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder of the releases")
    whole.add_argument(
        "--jobs",
        type=_count,
        default=os.cpu_count() or 1,
        metavar="N",
        help="books at a time on this machine (default: all cores)",
    )
    whole.add_argument(
        "--shared",
        action="store_true",
        help="the workers of --scheduler see DIR, --out and --cache at the same paths: no file is sent",
    )
    whole.add_argument(
        "--timeout",
        type=_count,
        default=BOOK_SECONDS,
        metavar="SECONDS",
        help="the limit of one book, which is then tried once elsewhere (default: %(default)s)",
    )
    whole.set_defaults(run=_list)


def _scheduler_option() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument(
        "--scheduler",
        default="",
        metavar="ADDRESS",
        help="use the workers of the Dask scheduler at this address, such as tcp://127.0.0.1:8786",
    )
    return parser


def _book_option() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument(
        "--book", type=_folder, default=DEFAULT_BOOK, metavar="DIR", help="the book's folder (default: %(default)s)"
    )
    return parser


def _out_option() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument(
        "--out", type=Path, default=DEFAULT_OUT, metavar="DIR", help="the folder of the release (default: %(default)s)"
    )
    return parser


def _lang_option() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument(
        "--lang", choices=REPORT_LANGUAGES, default="en", help="the language of the report (default: %(default)s)"
    )
    return parser


def _count(text: str) -> int:
    """A number of processes, from 1."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f'"{text}" is not a number from 1')
    return int(text)


def _folder(text: str) -> Path:
    """The folder of a book."""
    if not text:
        raise argparse.ArgumentTypeError("it names no folder")
    return Path(text)


def _cache_options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument(
        "--cache", type=Path, default=DEFAULT_CACHE, metavar="DIR", help="the cache folder (default: %(default)s)"
    )
    parser.add_argument("--no-cache", action="store_true", help="rebuild everything, and write no cache")
    return parser


def _add_address(command: argparse.ArgumentParser, port: int) -> None:
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


def _work_options() -> argparse.ArgumentParser:
    """Where what was made is kept, and how many processes make it."""
    parser = argparse.ArgumentParser(add_help=False, parents=[_cache_options()])
    parser.add_argument(
        "--jobs",
        type=_count,
        default=os.cpu_count() or 1,
        metavar="N",
        help="processes for the layout (default: all cores)",
    )
    return parser


def _layout_options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(add_help=False, parents=[_work_options()])
    parser.add_argument("--quiet", action="store_true", help="say nothing of progress, nor which files were made")
    parser.add_argument(
        "--plain-layout", action="store_true", help="lay the book out in one piece (slow; the same pages)"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
