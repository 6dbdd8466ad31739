"""What each sub-command runs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from press.core.cache import Cache
from press.core.limits import BOOK_SECONDS
from press.core.options import BuildOptions
from press.core.paths import THEMES
from press.core.progress import reporting

if TYPE_CHECKING:
    from press.commands.release_cache import Release


# Each command imports what it needs when it is called: otherwise imports would be most of a run with nothing to do.


def build(options: argparse.Namespace) -> int:
    """Build a book, or find that its release is what would be built."""
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


def advice(options: argparse.Namespace) -> int:
    """List what could be better in the manuscript."""
    from press.commands.advice import show_advice

    with reporting(options.quiet, plain=False):
        return show_advice(options.book, _build_options(options))


def fix(options: argparse.Namespace) -> int:
    """Show or make the corrections that need no judgement."""
    from press.commands.advice import fix_manuscript

    return fix_manuscript(options.book, options.write)


def new(options: argparse.Namespace) -> int:
    """Write a small new book."""
    from press.commands.new_book import make_new_book

    return make_new_book(options.folder, options.title, options.author, options.language)


def import_(options: argparse.Namespace) -> int:
    """Make a book of a manuscript."""
    from press.commands.importing import import_manuscript
    from press.commands.importing.again import read_mark

    given = (options.title, options.author, options.language)
    with reporting(options.quiet, plain=read_mark(options.into) is None):  # of another import the output is a diff
        return import_manuscript(options.files, options.into, *given, options.write, _build_options(options))


def specimen(options: argparse.Namespace) -> int:
    """Set the specimen in each theme."""
    from press.commands.specimen import make_specimens

    with reporting(options.quiet, plain=False):
        return make_specimens(options.out, [options.theme] if options.theme else THEMES, _build_options(options))


def collate(options: argparse.Namespace) -> int:
    """Print what the chapters change in the received text."""
    from press.commands.build import collate

    return collate(options.book)


def review(options: argparse.Namespace) -> int:
    """List the faults of the pages."""
    from press.commands.build import show_review

    with reporting(options.quiet, plain=False):
        return show_review(options.book, _build_options(options), options.lang)


def preflight(options: argparse.Namespace) -> int:
    """Check the print files against the printers' rules."""
    from press.checks.preflight import show_preflight

    return show_preflight(options.out, options.printer, options.lang)


def proof(options: argparse.Namespace) -> int:
    """Run the validators."""
    from press.checks.report import check_release
    from press.commands.build import missing_metadata

    return check_release(options.out, missing_metadata=missing_metadata(options.book), language=options.lang)


def verify(options: argparse.Namespace) -> int:
    """Build again and compare with a release."""
    from press.checks.rebuild import verify

    layout = ["--jobs", str(options.jobs), *(["--plain-layout"] if options.plain_layout else [])]
    return verify(options.book, options.release or options.out, layout, language=options.lang)


def changes(options: argparse.Namespace) -> int:
    """Say what changed from one release to the next."""
    from press.commands.changes import show_changes

    return show_changes(options.old, options.new, options.out, options.lang)


def bag(options: argparse.Namespace) -> int:
    """Make a bag of a release."""
    from press.commands.bag import make_bag

    return make_bag(options.out, options.into)


def sign(options: argparse.Namespace) -> int:
    """Write a manifest for each edition of a release."""
    from press.commands.signing import sign

    return sign(options.out, options.sign_key, options.sign_certificate)


def serve(options: argparse.Namespace) -> int:
    """Serve a release."""
    from press.commands.serve import serve

    return serve(options.out, options.host, options.port)


def watch(options: argparse.Namespace) -> int:
    """Show the book while it is written."""
    from press.commands.watch import watch

    return watch(options.book, BuildOptions(_cache(options), options.jobs), options.host, options.port, options.lang)


def list_(options: argparse.Namespace) -> int:
    """Build every book of a folder."""
    from press.commands.list import ListOptions, build_list

    how = ListOptions(_cache(options), options.jobs, options.timeout, options.scheduler, options.shared)
    return build_list(options.folder, options.out, how)


def _cache(options: argparse.Namespace) -> Cache:
    cache = Cache(None if options.no_cache else options.cache)
    cache.prepare()
    return cache


def _build_options(options: argparse.Namespace, cache: Cache | None = None) -> BuildOptions:
    return BuildOptions(cache or _cache(options), options.jobs, options.plain_layout)
