"""The report of the proofs: what a publisher sends to a shop, as a page and as data.

It depends on the files and the tools alone — no clock, no path of the machine — so that whoever repeats it gets
the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from html import escape
from itertools import groupby
from pathlib import Path

from lxml import etree

from press.checks import ace, agreement, claims, epubcheck, preflight, shops, verapdf
from press.checks.epub_file import EpubFile
from press.checks.outcome import Check, Finding, ToolError
from press.core.publish import publish_reports
from press.core.release_mark import REPORT

PROOFS: tuple[Check, ...] = (
    *epubcheck.PROOFS,
    *ace.PROOFS,
    *claims.PROOFS,
    *shops.PROOFS,
    *verapdf.PROOFS,
    *agreement.PROOFS,
    *preflight.PROOFS,
)
PASSED, FAILED, NOT_RUN = "superada", "no superada", "no se pudo comprobar"
#: Places of one rule that the page names; the data name all.
PLACES = 5
DC = "{http://purl.org/dc/elements/1.1/}"


@dataclass(frozen=True)
class Verdict:
    """One proof of one file."""

    proof: Check
    file: str
    sha256: str
    findings: tuple[Finding, ...] = ()
    missing: str = ""

    @property
    def verdict(self) -> str:
        """Passed, failed, or not run: what cannot be proved never passes."""
        if self.missing:
            return NOT_RUN
        return FAILED if self.findings else PASSED

    @property
    def command(self) -> str:
        """The command that repeats it."""
        return self.proof.command.format(file=self.file)


def prove(
    out: Path,
    proofs: Sequence[Check] = PROOFS,
    tell: Callable[[str], None] = print,
    missing_metadata: Sequence[tuple[str, str]] = (),
) -> int:
    """Prove what is in ``out`` and leave report.json and report.html there.

    ``missing_metadata`` are keys of the book's record that nobody has filled in, each with what the release lacks for it (Spanish).

    Returns 0 when all passed, 1 when one failed, 3 when none failed but one could not run or there is nothing.
    """
    files = [(path, proof) for proof in proofs for path in sorted(out.glob(proof.files))]
    if not files:
        tell(f"{out}: nothing to prove; build first.")
        return 3
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        verdicts = list(pool.map(lambda pair: _verdict(out, *pair), files))
    publish_reports(
        dict(
            zip(
                REPORT,
                (as_json(verdicts, missing_metadata), as_html(verdicts, _books(out), missing_metadata)),
                strict=True,
            )
        ),
        out,
    )
    for verdict in verdicts:
        tell(f"{verdict.file}: {verdict.proof.name}: {_in_short(verdict)}")
    return {PASSED: 0, FAILED: 1, NOT_RUN: 3}[_of_all(verdicts)]


def _verdict(out: Path, path: Path, proof: Check) -> Verdict:
    # Named from the folder that holds the release's, wherever that is: dist/book.epub.
    file = f"{out.resolve().name}/{path.relative_to(out).as_posix()}"
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    try:
        return Verdict(proof, file, digest, tuple(proof.find(path)))
    except ToolError as why:
        return Verdict(proof, file, digest, missing=str(why))


def _of_all(verdicts: Sequence[Verdict]) -> str:
    each = {verdict.verdict for verdict in verdicts}
    return next((verdict for verdict in (FAILED, NOT_RUN) if verdict in each), PASSED)


def _in_short(verdict: Verdict) -> str:
    count = len(verdict.findings)
    if verdict.verdict == PASSED:
        return "passed"
    if verdict.verdict == FAILED:
        return f"failed, {count} finding{'s' if count > 1 else ''}"
    return f"could not run: {verdict.missing}"


def _books(out: Path) -> list[str]:
    """The titles, as the EPUBs say them: title, identifier."""
    found = []
    for path in sorted(out.glob("*.epub")):
        try:
            package = EpubFile(path).package
        except (OSError, KeyError, zipfile.BadZipFile, etree.XMLSyntaxError):
            continue  # the proofs tell what is wrong with it
        said = [package.findtext(f".//{DC}{name}") for name in ("title", "identifier")]
        found.append(" · ".join(value for value in said if value))
    return found


def as_json(verdicts: Sequence[Verdict], missing_metadata: Sequence[tuple[str, str]] = ()) -> bytes:
    """The report as data: every finding."""
    proofs = [
        {
            "file": verdict.file,
            "sha256": verdict.sha256,
            "tool": verdict.proof.tool,
            "version": verdict.proof.version,
            **({"profile": verdict.proof.profile} if verdict.proof.profile else {}),
            "claim": verdict.proof.claim,
            "verdict": verdict.verdict,
            **({"missing": verdict.missing} if verdict.missing else {}),
            "command": verdict.command,
            "findings": [asdict(finding) for finding in verdict.findings],
        }
        for verdict in verdicts
    ]
    lacking = [{"key": key, "lacking": what} for key, what in missing_metadata]
    report = {"verdict": _of_all(verdicts), "proofs": proofs, "gaps": lacking}
    return (json.dumps(report, ensure_ascii=False, indent=2) + "\n").encode()


def as_html(
    verdicts: Sequence[Verdict], books: Sequence[str], missing_metadata: Sequence[tuple[str, str]] = ()
) -> bytes:
    """The report as one page that needs nothing else."""
    style = Path(__file__).with_suffix(".css").read_text("utf-8")
    titles = "".join(f'<p class="book">{escape(book)}</p>' for book in books)
    rows = "".join(_row(number, verdict) for number, verdict in enumerate(verdicts, 1))
    parts = "".join(_section(number, verdict) for number, verdict in enumerate(verdicts, 1))
    return f"""<!DOCTYPE html>
<html lang="es">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Informe de pruebas</title>
<style>
{style}</style>
</head>
<body>
<header>
<h1>Informe de pruebas</h1>
{titles}
<p class="all {_class(_of_all(verdicts))}">{_summary(verdicts)}</p>
</header>
<main>
<table>
<caption>Pruebas y veredictos</caption>
<thead><tr><th scope="col">Prueba</th><th scope="col">Archivo</th><th scope="col">Veredicto</th></tr></thead>
<tbody>
{rows}</tbody>
</table>
{parts}{_missing(missing_metadata)}<h2>Archivos</h2>
<dl class="files">
{_files(verdicts)}</dl>
</main>
<footer>
<p>Cada prueba la hace un programa independiente sobre el archivo terminado, y el informe depende solo de los archivos
y de los programas: quien lo repita con los mismos obtiene los mismos bytes. Los mensajes se citan en la lengua del
programa. Lo que una máquina no puede juzgar, como si una descripción describe la imagen, queda fuera de estas
pruebas.</p>
</footer>
</body>
</html>
""".encode()


def _class(verdict: str) -> str:
    return {PASSED: "passed", FAILED: "failed", NOT_RUN: "missing"}[verdict]


def _summary(verdicts: Sequence[Verdict]) -> str:
    counts = {verdict: sum(v.verdict == verdict for v in verdicts) for verdict in (PASSED, FAILED, NOT_RUN)}
    if counts[PASSED] == len(verdicts):
        return f"Superadas las {len(verdicts)} pruebas." if len(verdicts) > 1 else "Superada la prueba."
    return f"Superadas: {counts[PASSED]}. No superadas: {counts[FAILED]}. Sin comprobar: {counts[NOT_RUN]}."


def _row(number: int, verdict: Verdict) -> str:
    return (
        f'<tr><th scope="row"><a href="#prueba-{number}">{escape(verdict.proof.name)}</a></th>'
        f"<td><code>{_breakable(verdict.file)}</code></td>"
        f'<td class="{_class(verdict.verdict)}">{verdict.verdict}</td></tr>\n'
    )


def _section(number: int, verdict: Verdict) -> str:
    return f"""<section id="prueba-{number}">
<h2>{escape(verdict.proof.name)}</h2>
<p class="verdict {_class(verdict.verdict)}">{verdict.verdict.capitalize()}{_why(verdict)}</p>
<p>Comprueba: {escape(verdict.proof.claim)}.</p>
{_findings(verdict)}{_rules(verdict.proof)}<p class="label">Para repetirla</p>
<pre><code>{escape(verdict.command)}</code></pre>
</section>
"""


def _why(verdict: Verdict) -> str:
    if verdict.missing:
        return f": {escape(verdict.missing)}"
    count = len(verdict.findings)
    return f": {count} hallazgo{'s' if count > 1 else ''}" if count else ""


def _findings(verdict: Verdict) -> str:
    rules = groupby(sorted(verdict.findings, key=lambda f: (f.rule, f.message)), key=lambda f: (f.rule, f.message))
    items = []
    for (rule, message), group in rules:
        found = list(group)
        places = "".join(f"<li><code>{_breakable(finding.where)}</code></li>" for finding in found[:PLACES])
        rest = f"<li>y {len(found) - PLACES} más, en report.json</li>" if len(found) > PLACES else ""
        said = f'<strong>{escape(rule)}</strong> ({found[0].level}) <span lang="{verdict.proof.language}">{escape(message)}</span>'
        items.append(f"<li>{said}<ul>{places}{rest}</ul></li>\n")
    return f'<ol class="findings">\n{"".join(items)}</ol>\n' if items else ""


def _missing(missing_metadata: Sequence[tuple[str, str]]) -> str:
    """What is not wrong and yet not there: nobody has told the record."""
    items = "".join(f"<dt><code>{escape(key)}</code></dt><dd>{escape(what)}</dd>\n" for key, what in missing_metadata)
    return f"<h2>Lo que book.yaml no dice</h2>\n<dl>\n{items}</dl>\n" if items else ""


def _rules(proof: Check) -> str:
    """The rules of the house, each with its source: whoever is sent the report need not believe us."""
    items = "".join(f"<li>{escape(rule)}</li>\n" for rule in proof.rules)
    return f"<details><summary>{len(proof.rules)} reglas</summary>\n<ul>\n{items}</ul></details>\n" if items else ""


def _files(verdicts: Sequence[Verdict]) -> str:
    each = dict.fromkeys((verdict.file, verdict.sha256) for verdict in verdicts)
    return "".join(
        f"<dt><code>{_breakable(file)}</code></dt><dd>SHA-256 <code>{digest}</code></dd>\n" for file, digest in each
    )


def _breakable(path: str) -> str:
    """A path that a narrow screen may break after its strokes and hyphens."""
    return "".join(f"{escape(sign)}<wbr>" if sign in "/-_" else escape(sign) for sign in path)
