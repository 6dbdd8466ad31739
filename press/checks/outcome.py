"""What a proof says: its findings, or that it could not be made.

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

from press.core.paths import ROOT

#: Where the Makefile installs the validators that cannot live among the packages of the virtual environment.
VALIDATORS = Path(sys.prefix) / "validators"
INSTALL = "make .venv/test.stamp"
#: The colours of a terminal.
COLOUR = re.compile(r"\x1b\[\d*m")


class ToolError(Exception):
    """A tool is missing or broke off; the message, in the report's Spanish, says what to do."""


@dataclass(frozen=True, order=True)
class Finding:
    """One complaint of a tool, in its own words."""

    rule: str
    where: str
    level: str
    message: str


@dataclass(frozen=True)
class Check:
    """One tool, held against one kind of file."""

    tool: str
    version: str
    #: what the file is, once it passes; Spanish
    claim: str
    #: the files that it is for, as a pattern inside the release
    files: str
    #: the command that repeats it, from the house's folder, with ``{file}`` in the file's place
    command: str
    find: Callable[[Path], list[Finding]]
    #: which of its rules the tool applies, where it has several sets
    profile: str = ""
    #: the rules of the house that it checks, each with its source; Spanish
    rules: tuple[str, ...] = ()
    #: the language of its findings
    language: str = "en"

    @property
    def name(self) -> str:
        """Tool, version and profile."""
        return ", ".join(filter(None, (f"{self.tool} {self.version}", self.profile)))


def program(name: str, package: str) -> str:
    """The path of a program, or what to install."""
    path = shutil.which(name)
    if path is None:
        raise ToolError(f"falta {name}: apt-get install {package}")
    return path


def installed(path: Path, what: str, install: str = INSTALL) -> Path:
    """A file of a validator, or what to install."""
    if not path.is_file():
        raise ToolError(f"falta {what}: {install}")
    return path


def run(command: list[str | Path], name: str, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run a tool to its end, with the house as its current folder."""
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
        raise ToolError(f"{name} no llegó al final: {error}") from error


def broke_off(name: str, done: subprocess.CompletedProcess[str]) -> ToolError:
    """The tool ended without a verdict: its last words."""
    words = (COLOUR.sub("", done.stderr).strip() or "sin mensaje").splitlines()[-1]
    return ToolError(f"{name} no llegó al final (estado {done.returncode}): {words}")


def same_version(name: str, found: object, wanted: str) -> None:
    """A verdict is only as good as the version that gave it."""
    if found != wanted:
        raise ToolError(f"falta {name} {wanted} (hay {found}): {INSTALL}")


def from_house(path: Path) -> str:
    """A path as typed in the house's folder; one that lies elsewhere is named by its last part alone."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name


def reports_unreadable(find: Callable[[Path], list[Finding]]) -> Callable[[Path], list[Finding]]:
    """The same search, which finds that a file is no EPUB where it cannot be opened as one."""

    def found(path: Path) -> list[Finding]:
        try:
            return find(path)
        except (zipfile.BadZipFile, KeyError, AttributeError, StopIteration, etree.XMLSyntaxError) as error:
            return [Finding("file", path.name, "error", f"it cannot be read as an EPUB: {error}")]

    return found


def main_of_check(find: Callable[[Path], list[Finding]], arguments: Sequence[str]) -> int:
    """A proof of the house on the command line: its findings, and 1 where there are any."""
    findings = [finding for name in arguments for finding in find(Path(name))]
    for finding in findings:
        print(f"{finding.where}: {finding.rule}: {finding.message}")
    return 1 if findings else 0
