"""Preflight: the finished file checked against every rule of its printer, before the printer does it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pikepdf import PdfError
from pypdfium2 import PdfiumError

from press.checks.outcome import NOT_RUN, Check, Finding, ToolError
from press.checks.preflight import cover_rules, file_rules, interior_rules
from press.checks.preflight.print_file import PrintFile
from press.checks.preflight.rule import Job, RuleCheck, Verdict, read_ticket, source
from press.core.formats import FORMATS
from press.core.messages import Message
from press.input.printers import Printer, printers
from press.language.reports import in_language

PARTS = ("interior", "cover")
#: What a file, or a job ticket, that is damaged or missing raises.
UNREADABLE = (OSError, ValueError, KeyError, PdfError, PdfiumError)
#: Where a release has print files, and whether they are those of a hardcover.
FOLDERS = {row.folder: row.kind == "hardcover" for row in FORMATS.values() if row.printed}
_PART_NAMES = {"interior": Message("interior"), "cover": Message("cover")}
_FILE: dict[str, tuple[Message, RuleCheck]] = {
    "flavour": (Message("Our checks of PDF/X-1a:2001"), file_rules.flavour),
    "colours": (Message("Only the colour spaces that are accepted"), file_rules.colours),
    "black": (Message("No ink but black"), file_rules.black),
    "ink-limit": (Message("Total ink at one point"), file_rules.ink_limit),
    "small-black": (Message("Small black type in black only"), file_rules.small_black),
    "resolution": (Message("Resolution of the images"), file_rules.resolution),
    "fonts": (Message("Embedded fonts"), file_rules.fonts),
    "plain": (Message("No links, bookmarks, forms, attachments or encryption"), file_rules.plain),
    "marks": (Message("Nothing outside the bleed, and no lettering outside the trim"), file_rules.marks),
    "transparency": (Message("No transparency"), file_rules.transparency),
    "file-size": (Message("File size"), file_rules.file_size),
}
#: Each rule of the table: what is checked, in words no stronger than the check, and the check.
RULES: dict[str, dict[str, tuple[Message, RuleCheck]]] = {
    "interior": {
        **_FILE,
        "trim": (Message("The trim size is one that the printer offers"), interior_rules.trim),
        "pages": (Message("Number of pages for this paper"), interior_rules.pages),
        "multiple": (Message("The pages fill whole signatures"), interior_rules.multiple),
        "inside-margin": (Message("No ink near the spine"), interior_rules.inside_margin),
        "outside-margin": (Message("No ink near the trim"), interior_rules.outside_margin),
        "bleed": (Message("Page and bleed"), interior_rules.bleed),
        "type-size": (Message("Type size"), interior_rules.type_size),
        "line-weight": (Message("Line weight"), interior_rules.line_weight),
        "tint": (Message("Greys that print"), interior_rules.tint),
        "blank-run": (Message("Consecutive blank pages"), interior_rules.blank_run),
        "last-page": (Message("The last page is blank"), interior_rules.last_page),
        "folios": (Message("Page numbers without gaps"), interior_rules.folios),
        "title-page": (Message("There is a title page"), interior_rules.title_page),
    },
    "cover": {
        **_FILE,
        "bleed": (Message("Page and bleed, with the artwork up to the edge"), cover_rules.bleed),
        "board": (Message("Size of the boards"), cover_rules.board),
        "hinge": (Message("Lettering clear of the hinge"), cover_rules.hinge),
        "spine": (Message("Size of the cover with its spine"), cover_rules.spine),
        "spine-text": (Message("Lettering on the spine"), cover_rules.spine_text),
        "safety": (Message("Lettering clear of the trim and the folds"), cover_rules.safety),
        "barcode": (Message("Barcode box"), cover_rules.barcode),
    },
}


def preflight(path: Path, printer: Printer, part: str) -> Iterator[Verdict]:
    """Check a finished file against its printer's rules and the job ticket of the same name beside it.

    Raises OSError, ValueError, KeyError or PdfError when file or ticket cannot be read.
    """
    ticket = read_ticket(path.with_name(path.name.replace(f"-{part}.pdf", "-ticket.json")))
    job = Job(PrintFile(path), printer, ticket)
    for name, rule in getattr(printer, part).items():
        what, check = RULES[part][name]
        yield Verdict(rule, what, tuple(check(job, rule.limit)))


def show_preflight(out: Path, wanted: str | None, language: str = "en") -> int:
    """Print every verdict on the print files in ``out``, in a language.

    Returns 0 when all rules hold, 1 when one does not or a file cannot be read, 2 for an unknown printer, 3 when there is
    nothing to check or a tool cannot check it.
    """
    if wanted and wanted not in printers():
        unknown = Message('unknown printer "{}"; the printers are: {}.', wanted, tuple(printers()))
        print(in_language(unknown, language))
        return 2
    files = [
        (path, printer, part)
        for folder, boards in FOLDERS.items()
        for printer in _bound(boards)
        for part in PARTS
        for path in sorted((out / folder).glob(f"*-{printer.key}-{part}.pdf"))
        if wanted in (None, printer.key)
    ]
    if not files:
        of = wanted or Message("any printer")
        missing = Message("{}: no files for {}; build first, or name the printer in book.yaml.", out / "print", of)
        print(in_language(missing, language))
        return 3
    return max(_show_file(path, printer, part, language) for path, printer, part in files)


def _show_file(path: Path, printer: Printer, part: str, language: str) -> int:
    """Print the verdicts on one file; 0 when all rules hold, 1 when one does not, 3 where a tool breaks off."""
    print(f"{path.name}: {printer.name}, {in_language(_PART_NAMES[part], language)}")
    failed = False
    try:
        for verdict in preflight(path, printer, part):
            failed |= bool(verdict.findings)
            mark, what = "✗" if verdict.findings else "✓", in_language(verdict.what, language)
            print(f"  {mark} {what} — {in_language(verdict.source, language)}")
            for finding in verdict.findings:
                print(f"      {in_language(finding, language)}")
    except UNREADABLE as error:
        failed = True
        print(f"  ✗ {in_language(_unreadable(error), language)}")
    except ToolError as error:
        print(f"  ? {in_language(Message('{}: {}', NOT_RUN, error.message), language)}")
        return 3
    return int(failed)


def find(path: Path, printer: Printer, part: str) -> list[Finding]:
    """What breaks the printer's rules; a file, or a ticket beside it, that cannot be read is a finding too."""
    try:
        return [
            Finding(
                verdict.rule.name, path.name, "error", Message("{}: {} ({})", verdict.what, finding, verdict.source)
            )
            for verdict in preflight(path, printer, part)
            for finding in verdict.findings
        ]
    except UNREADABLE as error:
        return [Finding("file", path.name, "error", _unreadable(error))]


def _unreadable(error: Exception) -> Message:
    """What is wrong with a file, or a ticket beside it, that cannot be read."""
    words = Message('the job ticket lacks "{}"', str(error.args[0])) if isinstance(error, KeyError) else str(error)
    return Message("the file or its job ticket cannot be read: {}", words)


def find_named(path: Path) -> list[Finding]:
    """The same for a file whose name ends with its printer and part, as the build names them."""
    for printer in _bound(FOLDERS.get(path.parent.name, False)):
        for part in PARTS:
            if path.name.endswith(f"-{printer.key}-{part}.pdf"):
                return find(path, printer, part)
    unnamed = Message("the name does not say for which printer the file is, or which part it is")
    return [Finding("file", path.name, "error", unnamed)]


def _bound(boards: bool) -> list[Printer]:
    """The printers, as they bind in paper or in boards."""
    every = printers().values()
    return [bound for each in every if (bound := each.hardcover() if boards else each)]


def _check(folder: str, printer: Printer, part: str) -> Check:
    return Check(
        Message("press, {} for {}", _PART_NAMES[part], printer.name),
        "1",
        Message("The file passes our checks of what {} requires", printer.name),
        f"{folder}/*-{printer.key}-{part}.pdf",
        ".venv/bin/python -m press.checks.preflight {file}",
        lambda path: find(path, printer, part),
        rules=tuple(
            Message("{} — {}", RULES[part][rule.name][0], source(rule)) for rule in getattr(printer, part).values()
        ),
    )


CHECKS = tuple(
    _check(folder, printer, part) for folder, boards in FOLDERS.items() for printer in _bound(boards) for part in PARTS
)
