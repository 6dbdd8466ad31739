"""The report of the checks as one page, in the language of its readers, that needs nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from html import escape
from itertools import groupby
from pathlib import Path

from press.checks.outcome import FAILED, NOT_RUN, PASSED, Check, Finding, Result, overall
from press.core.messages import Message
from press.language.reports import in_language

#: Places of one rule that the page names; the data name all.
_PLACES = 5
_CLASSES: dict[str, str] = {PASSED: "passed", FAILED: "failed", NOT_RUN: "missing"}
_FOOTER = Message(
    "Each check is made by an independent program on the finished file, and the report depends on the files and the "
    "programs alone: anyone who repeats it with the same ones gets the same bytes. Messages are quoted in the language "
    "of the program. What a machine cannot judge, such as whether a description describes the picture, is outside the "
    "scope of these checks."
)


def as_html(
    results: Sequence[Result],
    books: Sequence[str],
    missing_metadata: Sequence[tuple[str, str]] = (),
    language: str = "en",
) -> bytes:
    """The page; ``books`` are the titles at its head."""
    return _Page(language).page(results, books, missing_metadata).encode()


class _Page:
    """Writes the page in one language."""

    def __init__(self, language: str):
        self.language = language
        self.plain: Callable[[str], str] = partial(in_language, language=language)

    def text(self, message: str) -> str:
        """A message in the language, escaped."""
        return escape(self.plain(message))

    def page(self, results: Sequence[Result], books: Sequence[str], missing_metadata: Sequence[tuple[str, str]]) -> str:
        """The whole page."""
        text = self.text
        style = Path(__file__).with_name("report.css").read_text("utf-8")
        titles = "".join(f'<p class="book">{escape(book)}</p>' for book in books)
        rows = "".join(self._row(number, result) for number, result in enumerate(results, 1))
        sections = "".join(self._section(number, result) for number, result in enumerate(results, 1))
        heads = "".join(
            f'<th scope="col">{text(head)}</th>' for head in (Message("Check"), Message("File"), Message("Verdict"))
        )
        return f"""<!DOCTYPE html>
<html lang="{self.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{text(Message("Validation report"))}</title>
<style>
{style}</style>
</head>
<body>
<header>
<h1>{text(Message("Validation report"))}</h1>
{titles}
<p class="all {_CLASSES[overall(results)]}">{text(_summary(results))}</p>
</header>
<main>
<table>
<caption>{text(Message("Checks and verdicts"))}</caption>
<thead><tr>{heads}</tr></thead>
<tbody>
{rows}</tbody>
</table>
{sections}{self._missing(missing_metadata)}<h2>{text(Message("Files"))}</h2>
<dl class="files">
{_files(results)}</dl>
</main>
<footer>
<p>{text(_FOOTER)}</p>
</footer>
</body>
</html>
"""

    def _row(self, number: int, result: Result) -> str:
        return (
            f'<tr><th scope="row"><a href="#check-{number}">{self.text(result.check.name)}</a></th>'
            f"<td><code>{_breakable(result.file)}</code></td>"
            f'<td class="{_CLASSES[result.verdict]}">{self.text(result.verdict)}</td></tr>\n'
        )

    def _section(self, number: int, result: Result) -> str:
        verdict, why = self.plain(result.verdict), result.missing or result.count
        claim = Message("What is checked: {}.", result.check.claim)
        return f"""<section id="check-{number}">
<h2>{self.text(result.check.name)}</h2>
<p class="verdict {_CLASSES[result.verdict]}">{escape(verdict[0].upper() + verdict[1:])}{f": {self.text(why)}" if why else ""}</p>
<p>{self.text(claim)}</p>
{self._findings(result)}{self._rules(result.check)}<p class="label">{self.text(Message("To repeat it"))}</p>
<pre><code>{escape(result.command)}</code></pre>
</section>
"""

    def _findings(self, result: Result) -> str:
        groups = groupby(sorted(result.findings, key=_rule_and_message), key=_rule_and_message)
        items = "".join(self._finding(list(group)) for _, group in groups)
        return f'<ol class="findings">\n{items}</ol>\n' if items else ""

    def _finding(self, found: Sequence[Finding]) -> str:
        """One fault and its places."""
        first, more = found[0], len(found) - _PLACES
        places = "".join(f"<li><code>{_breakable(self.plain(one.where))}</code></li>" for one in found[:_PLACES])
        rest = f"<li>{self.text(Message('and {} more, in report.json', more))}</li>" if more > 0 else ""
        language = self.language if isinstance(first.message, Message) else "en"
        return (
            f"<li><strong>{self.text(first.rule)}</strong> ({first.level}) "
            f'<span lang="{language}">{self.text(first.message)}</span><ul>{places}{rest}</ul></li>\n'
        )

    def _missing(self, missing_metadata: Sequence[tuple[str, str]]) -> str:
        """What is not wrong and yet not there: keys without a value."""
        items = "".join(
            f"<dt><code>{escape(key)}</code></dt><dd>{self.text(what)}</dd>\n" for key, what in missing_metadata
        )
        return f"<h2>{self.text(Message('What book.yaml does not say'))}</h2>\n<dl>\n{items}</dl>\n" if items else ""

    def _rules(self, check: Check) -> str:
        """Our own rules, each with its source: whoever is sent the report need not believe us."""
        if not check.rules:
            return ""
        items = "".join(f"<li>{self.text(rule)}</li>\n" for rule in check.rules)
        summary = self.text(Message("{} rules", len(check.rules)))
        return f"<details><summary>{summary}</summary>\n<ul>\n{items}</ul></details>\n"


def _summary(results: Sequence[Result]) -> Message:
    passed, failed, not_run = (
        sum(result.verdict == verdict for result in results) for verdict in (PASSED, FAILED, NOT_RUN)
    )
    if passed < len(results):
        return Message("Passed: {}. Failed: {}. Not run: {}.", passed, failed, not_run)
    return Message("All {} checks passed.", passed) if passed > 1 else Message("The check passed.")


def _rule_and_message(finding: Finding) -> tuple[str, str]:
    return finding.rule, finding.message


def _files(results: Sequence[Result]) -> str:
    each = dict.fromkeys((result.file, result.sha256) for result in results)
    return "".join(
        f"<dt><code>{_breakable(file)}</code></dt><dd>SHA-256 <code>{digest}</code></dd>\n" for file, digest in each
    )


def _breakable(path: str) -> str:
    """A path that a narrow screen may break after its slashes and hyphens."""
    return "".join(f"{escape(sign)}<wbr>" if sign in "/-_" else escape(sign) for sign in path)
