"""Ace by DAISY reports no violation: metadata of EPUB Accessibility 1.1, and each document in a browser (axe).

A pass is what a machine can judge of WCAG, not all of it; the rest is for our own tests and for eyes.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from press.checks.outcome import Check, Finding, broke_off, from_root, installed, program, run, same_version
from press.core.messages import Message
from press.core.paths import ROOT

VERSION = "1.4.6"
#: Not ``@daisy/ace``, which is the same program with a second browser (Electron) that does not start here.
PACKAGE = ROOT / "node_modules" / "@daisy" / "ace-cli"
SCRIPT = PACKAGE / "bin" / "ace.js"


def find(path: Path) -> list[Finding]:
    """Every assertion of Ace on the package or a document that does not hold."""
    node = program("node", "nodejs")
    chromium = program("chromium", "chromium")
    installed(SCRIPT, f"Ace {VERSION}")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        # Ace and the browser keep settings and logs between runs: in that folder, not in the user's.
        homes = {f"XDG_{kind}_HOME": folder for kind in ("CACHE", "CONFIG", "DATA", "STATE")}
        command: list[str | Path] = [node, SCRIPT, "--force", "--lang", "en", "--exiterror2"]
        command += ["--tempdir", Path(folder) / "tmp", "--outdir", out, path.resolve()]
        done = run(command, f"Ace {VERSION}", {"PUPPETEER_EXECUTABLE_PATH": chromium, **homes})
        try:
            report: dict[str, Any] = json.loads((out / "report.json").read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise broke_off(f"Ace {VERSION}", done) from error
    same_version("Ace", report["earl:assertedBy"]["doap:release"]["doap:revision"], VERSION)
    found = sorted(_findings(report))
    if done.returncode not in (0, 2) or (done.returncode == 2) != bool(found):
        raise broke_off(f"Ace {VERSION}", done)
    return found


def _findings(report: dict[str, Any]) -> Iterator[Finding]:
    for document in report["assertions"]:
        for assertion in document["assertions"]:
            test, result = assertion["earl:test"], assertion["earl:result"]
            place = result.get("earl:pointer", {}).get("cfi", [])
            where = "".join([document["earl:testSubject"]["url"], *(f"#epubcfi({cfi})" for cfi in place)])
            yield Finding(test["dct:title"], where, test["earl:impact"], _one_line(result["dct:description"]))


def _one_line(text: str) -> str:
    return " ".join(text.split())


CHECKS = (
    Check(
        "Ace by DAISY",
        VERSION,
        Message("Accessible EPUB, as far as a program can check: EPUB Accessibility 1.1 metadata and WCAG rules"),
        "*.epub",
        f'PUPPETEER_EXECUTABLE_PATH="$(command -v chromium)" node {from_root(SCRIPT)} --exiterror2 {{file}}',
        find,
    ),
)
