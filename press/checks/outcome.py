"""The outcome of a check: its findings, or that it could not be run.

A tool that is missing or breaks off is never a pass: it raises :class:`ToolError`, which the report shows as a
verdict of its own and a test as its failure.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from press.core.messages import Message
from press.core.paths import ROOT

#: Where the Makefile installs the validators that cannot live among the packages of the virtual environment.
VALIDATORS = Path(sys.prefix) / "validators"
INSTALL = "make .venv/test.stamp"
#: The colours of a terminal.
COLOUR = re.compile(r"\x1b\[\d*m")


class ToolError(Exception):
    """A tool is missing or broke off; its message says what to do."""

    def __init__(self, message: Message):
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, order=True)
class Finding:
    """One fault that a check found: a :class:`Message` of ours, or the tool's own words in English."""

    rule: str
    where: str
    level: str
    message: str


@dataclass(frozen=True)
class Check:
    """One tool that checks one kind of file."""

    tool: str
    version: str
    #: what the file is, once it passes
    claim: str
    #: the files that it is for, as a pattern inside the release
    files: str
    #: the command that repeats it, from the root of the checkout, with ``{file}`` in the file's place
    command: str
    find: Callable[[Path], list[Finding]]
    #: which of its rules the tool applies, where it has several sets
    profile: str = ""
    #: our own rules that it checks, each with its source
    rules: tuple[str, ...] = ()
    #: the end of the names of the files that it is not for
    without: str = ""

    def files_of(self, out: Path) -> list[Path]:
        """The files of a release that it is for."""
        return [
            path for path in sorted(out.glob(self.files)) if not (self.without and path.name.endswith(self.without))
        ]

    @property
    def name(self) -> Message:
        """Tool, version and profile."""
        name = Message("{} {}", self.tool, self.version)
        return Message("{}, {}", name, self.profile) if self.profile else name


PASSED, FAILED, NOT_RUN = Message("passed"), Message("failed"), Message("not run")


@dataclass(frozen=True)
class Result:
    """The outcome of one check of one file; ``missing`` says why it could not be run."""

    check: Check
    file: str
    sha256: str
    findings: tuple[Finding, ...] = ()
    missing: str = ""

    @property
    def verdict(self) -> Message:
        """Passed, failed, or not run: what cannot be checked never passes."""
        if self.missing:
            return NOT_RUN
        return FAILED if self.findings else PASSED

    @property
    def count(self) -> Message | None:
        """How many findings there are; None without any."""
        if len(self.findings) > 1:
            return Message("{} findings", len(self.findings))
        return Message("1 finding") if self.findings else None

    @property
    def command(self) -> str:
        """The command that repeats it."""
        return self.check.command.format(file=self.file)


def overall(results: Sequence[Result]) -> Message:
    """The verdict on all: failed where one failed, else not run where one was not, else passed."""
    each = {result.verdict for result in results}
    return next((verdict for verdict in (FAILED, NOT_RUN) if verdict in each), PASSED)


def program(name: str, package: str) -> str:
    """The path of a program, or what to install."""
    path = shutil.which(name)
    if path is None:
        raise ToolError(Message("missing {}: {}", name, f"apt-get install {package}"))
    return path


def installed(path: Path, what: str, install: str = INSTALL) -> Path:
    """A file of a validator, or what to install."""
    if not path.is_file():
        raise ToolError(Message("missing {}: {}", what, install))
    return path


def run(command: list[str | Path], name: str, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run a tool to its end, with the root of the checkout as its current folder."""
    try:
        return subprocess.run(
            command,
            capture_output=True,
            check=False,
            cwd=ROOT,
            encoding="utf-8",
            errors="replace",
            env={**os.environ, **(env or {})},
            timeout=1800,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ToolError(Message("{} did not finish: {}", name, str(error))) from error


def broke_off(name: str, done: subprocess.CompletedProcess[str]) -> ToolError:
    """The tool ended without a verdict: its last words."""
    lines = COLOUR.sub("", done.stderr).strip().splitlines()
    words = lines[-1] if lines else Message("no message")
    return ToolError(Message("{} did not finish (exit status {}): {}", name, done.returncode, words))


def same_version(name: str, found: object, wanted: str) -> None:
    """A verdict is only as good as the version that gave it."""
    if found != wanted:
        raise ToolError(Message("missing {} {} (found {}): {}", name, wanted, str(found), INSTALL))


def from_root(path: Path) -> str:
    """A path as typed in the root of the checkout; one that lies elsewhere is named by its last part alone."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name


def reports_unreadable(find: Callable[[Path], list[Finding]]) -> Callable[[Path], list[Finding]]:
    """The same check, for which a file that cannot be opened as an EPUB is a finding."""

    def found(path: Path) -> list[Finding]:
        try:
            return find(path)
        except (zipfile.BadZipFile, KeyError, AttributeError, StopIteration, etree.XMLSyntaxError) as error:
            return [Finding("file", path.name, "error", Message("it cannot be read as an EPUB: {}", str(error)))]

    return found


def main_of_check(find: Callable[[Path], list[Finding]], arguments: Sequence[str]) -> int:
    """A check of ours on the command line: prints its findings; 1 where there are any."""
    findings = [finding for name in arguments for finding in find(Path(name))]
    for finding in findings:
        print(f"{finding.where}: {finding.rule}: {finding.message}")
    return 1 if findings else 0
