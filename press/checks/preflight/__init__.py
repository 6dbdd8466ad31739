"""Preflight: every rule of a printer's row held against the finished file, before the printer does it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pikepdf import PdfError

from press.checks.outcome import Check, Finding
from press.checks.preflight import cover_rules, file_rules, interior_rules
from press.checks.preflight.rule import CONFIDENCE, Job, RuleCheck, Verdict, read_ticket
from press.checks.preflight.sheet import Sheet
from press.input.printers import Printer, printers

PARTS = ("interior", "cover")
_WORDS = {"interior": "interior", "cover": "cubierta"}
_FILE: dict[str, tuple[str, RuleCheck]] = {
    "flavour": ("Nuestras comprobaciones de PDF/X-1a:2001", file_rules.flavour),
    "colours": ("Solo los espacios de color admitidos", file_rules.colours),
    "black": ("Ninguna tinta más que negro", file_rules.black),
    "ink-limit": ("Tinta total en un punto", file_rules.ink_limit),
    "small-black": ("La letra pequeña negra, solo en negro", file_rules.small_black),
    "resolution": ("Resolución de las imágenes", file_rules.resolution),
    "fonts": ("Tipos incrustados", file_rules.fonts),
    "plain": ("Sin enlaces, marcadores, formularios, adjuntos ni cifrado", file_rules.plain),
    "marks": ("Nada fuera del sangrado, ni letras fuera del corte", file_rules.marks),
    "transparency": ("Sin transparencias", file_rules.transparency),
    "file-size": ("Tamaño del archivo", file_rules.file_size),
}
#: Each rule of the table: what is checked, in words no stronger than the check, and the check.
RULES: dict[str, dict[str, tuple[str, RuleCheck]]] = {
    "interior": {
        **_FILE,
        "trim": ("El corte es uno de los que ofrece", interior_rules.trim),
        "pages": ("Número de páginas para este papel", interior_rules.pages),
        "multiple": ("Las páginas llenan los pliegos", interior_rules.multiple),
        "inside-margin": ("Ninguna tinta junto al lomo", interior_rules.inside_margin),
        "outside-margin": ("Ninguna tinta junto al corte", interior_rules.outside_margin),
        "bleed": ("Página y sangrado", interior_rules.bleed),
        "type-size": ("Cuerpo de la letra", interior_rules.type_size),
        "line-weight": ("Grueso de las líneas", interior_rules.line_weight),
        "tint": ("Grises que se imprimen", interior_rules.tint),
        "blank-run": ("Páginas en blanco seguidas", interior_rules.blank_run),
        "last-page": ("La última página, en blanco", interior_rules.last_page),
        "folios": ("Numeración sin saltos", interior_rules.folios),
        "title-page": ("Hay portada", interior_rules.title_page),
    },
    "cover": {
        **_FILE,
        "bleed": ("Página y sangrado, con el dibujo hasta el borde", cover_rules.bleed),
        "spine": ("Medida de la cubierta con su lomo", cover_rules.spine),
        "spine-text": ("Letras del lomo", cover_rules.spine_text),
        "safety": ("Letras lejos del corte y de los dobleces", cover_rules.safety),
        "barcode": ("Caja del código de barras", cover_rules.barcode),
    },
}


def preflight(path: Path, printer: Printer, part: str) -> Iterator[Verdict]:
    """Hold a finished file against its printer's rules, the job ticket of the same name beside it.

    Raises OSError, ValueError, KeyError or PdfError when file or ticket cannot be read.
    """
    ticket = read_ticket(path.with_name(path.name.replace(f"-{part}.pdf", "-ticket.json")))
    job = Job(Sheet(path), printer, ticket)
    for name, rule in getattr(printer, part).items():
        what, check = RULES[part][name]
        yield Verdict(rule, what, tuple(check(job, rule.limit)))


def show_preflight(out: Path, wanted: str | None) -> int:
    """Print every verdict on the print files in ``out``; 0 when all hold, 1 when one does not, 2 for an unknown printer, 3 when none could be made."""
    if wanted and wanted not in printers():
        print(f"no printer is called «{wanted}»; the printers are: {', '.join(printers())}.")
        return 2
    keys = [wanted] if wanted else list(printers())
    files = [
        (path, printers()[key], part)
        for key in keys
        for part in PARTS
        for path in sorted((out / "print").glob(f"*-{key}-{part}.pdf"))
    ]
    if not files:
        print(
            f"{out / 'print'}: no files for {wanted or 'any printer'}; build first, or name the printer in book.yaml."
        )
        return 3
    failed = False
    for path, printer, part in files:
        print(f"{path.name}: {printer.name}, {_WORDS[part]}")
        for verdict in preflight(path, printer, part):
            failed |= bool(verdict.findings)
            print(f"  {'✗' if verdict.findings else '✓'} {verdict.what} — {verdict.source}")
            for finding in verdict.findings:
                print(f"      {finding}")
    return int(failed)


def find(path: Path, printer: Printer, part: str) -> list[Finding]:
    """What breaks the printer's rules; a file, or a ticket beside it, that cannot be read is a finding too."""
    try:
        return [
            Finding(verdict.rule.name, path.name, "error", f"{verdict.what}: {finding} ({verdict.source})")
            for verdict in preflight(path, printer, part)
            for finding in verdict.findings
        ]
    except (OSError, ValueError, KeyError, PdfError) as error:
        return [Finding("file", path.name, "error", f"el archivo o su orden de impresión no se puede leer: {error}")]


def find_named(path: Path) -> list[Finding]:
    """The same for a file whose name ends with its printer and part, as the house names them."""
    for key, printer in printers().items():
        for part in PARTS:
            if path.name.endswith(f"-{key}-{part}.pdf"):
                return find(path, printer, part)
    return [Finding("file", path.name, "error", "el nombre no dice de qué imprenta ni de qué parte es")]


def _proof(printer: Printer, part: str) -> Check:
    return Check(
        f"La casa, {_WORDS[part]} para {printer.name}",
        "1",
        f"El archivo pasa nuestras comprobaciones de lo que pide {printer.name}",
        f"print/*-{printer.key}-{part}.pdf",
        ".venv/bin/python -m press.checks.preflight {file}",
        lambda path: find(path, printer, part),
        rules=tuple(
            f"{RULES[part][rule.name][0]} — {rule.source} ({CONFIDENCE[rule.confidence]})"
            for rule in getattr(printer, part).values()
        ),
        language="es",
    )


PROOFS = tuple(_proof(printer, part) for printer in printers().values() for part in PARTS)
