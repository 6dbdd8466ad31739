"""The report of the checks: what a publisher sends to a shop, as a page and as data.

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
from dataclasses import asdict
from pathlib import Path

from lxml import etree

from press.checks import ace, agreement, claims, epubcheck, pdf_tags, preflight, shops, verapdf
from press.checks.epub_file import EpubFile
from press.checks.outcome import FAILED, NOT_RUN, PASSED, Check, Result, ToolError, overall
from press.checks.report_page import as_html
from press.core.messages import Message
from press.core.publish import publish_reports
from press.core.release_mark import REPORT
from press.language.reports import in_language

CHECKS: tuple[Check, ...] = (
    *epubcheck.CHECKS,
    *ace.CHECKS,
    *claims.CHECKS,
    *shops.CHECKS,
    *verapdf.CHECKS,
    *pdf_tags.CHECKS,
    *agreement.CHECKS,
    *preflight.CHECKS,
)
_DC = "{http://purl.org/dc/elements/1.1/}"


def check_release(
    out: Path,
    checks: Sequence[Check] = CHECKS,
    show: Callable[[str], None] = print,
    missing_metadata: Sequence[tuple[str, str]] = (),
    language: str = "en",
) -> int:
    """Run the checks on the files in ``out`` and write report.json and report.html there, in a language.

    ``missing_metadata`` are keys of book.yaml that nobody has filled in, each with what the release lacks for it.

    Returns 0 when all passed, 1 when one failed, 3 when none failed but one could not run or there is nothing.
    """
    files = [(path, check) for check in checks for path in check.files_of(out)]
    if not files:
        show(in_language(Message("{}: nothing to check; build first.", out), language))
        return 3
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        results = list(pool.map(lambda pair: _result(out, *pair), files))
    data = as_json(results, missing_metadata, language)
    page = as_html(results, _books(out), missing_metadata, language)
    publish_reports(dict(zip(REPORT, (data, page), strict=True)), out)
    for result in results:
        line = Message("{}: {}: {}", result.file, result.check.name, _summary(result))
        show(in_language(line, language))
    return {PASSED: 0, FAILED: 1, NOT_RUN: 3}[overall(results)]


def _result(out: Path, path: Path, check: Check) -> Result:
    # Named from the folder that holds the release's, wherever that is: dist/book.epub.
    file = f"{out.resolve().name}/{path.relative_to(out).as_posix()}"
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    try:
        return Result(check, file, digest, tuple(check.find(path)))
    except ToolError as error:
        return Result(check, file, digest, missing=error.message)


def _summary(result: Result) -> Message:
    if result.missing:
        return Message("{}: {}", NOT_RUN, result.missing)
    return Message("{}, {}", FAILED, result.count) if result.findings else PASSED


def _books(out: Path) -> list[str]:
    """Title and identifier of each book, as the EPUBs state them."""
    found = []
    for path in sorted(path for path in out.glob("*.epub") if not path.name.endswith(".kepub.epub")):
        try:
            package = EpubFile(path).package
        except (OSError, KeyError, zipfile.BadZipFile, etree.XMLSyntaxError):
            continue  # the checks report what is wrong with it
        values = [package.findtext(f".//{_DC}{name}") for name in ("title", "identifier")]
        found.append(" · ".join(value for value in values if value))
    return found


def as_json(results: Sequence[Result], missing_metadata: Sequence[tuple[str, str]] = (), language: str = "en") -> bytes:
    """The report as data: every finding. Keys and verdicts are the same in every language."""
    checks = [_entry(result, language) for result in results]
    missing = [{"key": key, "missing": in_language(what, language)} for key, what in missing_metadata]
    report = {"language": language, "verdict": overall(results), "checks": checks, "missing_metadata": missing}
    return (json.dumps(report, ensure_ascii=False, indent=2) + "\n").encode()


def _entry(result: Result, language: str) -> dict[str, object]:
    check = result.check
    findings = [
        {key: in_language(value, language) for key, value in asdict(finding).items()} for finding in result.findings
    ]
    return {
        "file": result.file,
        "sha256": result.sha256,
        "tool": in_language(check.tool, language),
        "version": check.version,
        **({"profile": check.profile} if check.profile else {}),
        "claim": in_language(check.claim, language),
        "verdict": result.verdict,
        **({"missing": in_language(result.missing, language)} if result.missing else {}),
        "command": result.command,
        "findings": findings,
    }
